"""From the rear to the theatres: what others draw, what the standing requisition ships, and what is lost on the way."""

from engine.stocks import holds_in
from engine.units import THOUSAND, share_out
from engine.week.chance import Chance
from engine.week.ledger import Ledger, Lived
from engine.week.plan import Table
from engine.week.steering import Steering


def deliver(ledger: Ledger, week: int, lived: Lived) -> None:
    """Rule 5.1: finished units go to the rear, or straight to the theatre that the line supplies."""
    plan = ledger.plan
    systems = len(plan.systems)
    lived.received = [0] * systems
    for line, units in enumerate(lived.finished):
        if not units:
            continue
        theatre, system = plan.line_theatre[line], plan.line_system[line]
        if theatre < 0:
            ledger.rear[system] += units
            lived.received[system] += units
        else:
            weeks = max(1, plan.line_weeks[line])
            _send(ledger, theatre * systems + system, weeks, units)
            if lived.told:
                lived.shipments.append((theatre * systems + system, "line", units, 0, week + weeks))


def drain(ledger: Ledger, lived: Lived) -> None:
    """Rule 6.7: what the other theatres of the world draw from the rear, as far as it is there."""
    lived.drained = []
    for system, weekly in enumerate(ledger.plan.drain):
        taken = min(ledger.rear[system], weekly * ledger.drain_permille // THOUSAND)
        ledger.rear[system] -= taken
        lived.drained.append(taken)


def ship(ledger: Ledger, steering: Steering, week: int, chance: Chance, lived: Lived) -> None:
    """Rules 6.3 to 6.5: what the theatres ask for, shared by their weights, as far as reserve and lift allow."""
    plan = ledger.plan
    lived.sent = [0] * len(plan.systems)
    granted = _requisitioned(ledger, steering, week)
    systems = len(plan.systems)
    at_risk = week >= plan.shooting_week
    for at, theatre in enumerate(plan.theatres):
        first = at * systems
        wanted = granted[first : first + systems]
        if not any(wanted):
            continue
        here = _lifted(plan.lift, theatre.lift_per_week, wanted)
        sea = ledger.sea[at].permille if holds_in(ledger.sea[at].until, week) else THOUSAND
        sea_weeks = theatre.sea_weeks + (ledger.detours[at].longer if holds_in(ledger.detours[at].until, week) else 0)
        for system, units in enumerate(here):
            if not units:
                continue
            by_air = units * theatre.air_permille // THOUSAND
            by_sea = (units - by_air) * sea // THOUSAND
            lived.sent[system] += by_air + by_sea
            ledger.rear[system] -= by_air + by_sea
            lost = chance.lost(theatre, plan.systems[system], week, by_sea) if by_sea and at_risk else 0
            _send(ledger, first + system, theatre.air_weeks, by_air)
            _send(ledger, first + system, sea_weeks, by_sea - lost)
            if lived.told and by_air:
                lived.shipments.append((first + system, "air", by_air, 0, week + theatre.air_weeks))
            if lived.told and by_sea:
                lived.shipments.append((first + system, "sea", by_sea, lost, week + sea_weeks))


def _requisitioned(ledger: Ledger, steering: Steering, week: int) -> Table:
    """Rules 6.3 and 6.4: what each theatre gets of what it lacks of its cover, by place, before lift."""
    plan = ledger.plan
    systems = len(plan.systems)
    rows, modes, _ = plan.needs(week)
    if not rows:
        return []
    coming = ledger.coming
    modes = _expected(ledger, modes, week)
    granted = [0] * len(modes)
    for system, reserve in enumerate(steering.reserve):
        spare = ledger.rear[system] - reserve
        if spare <= 0:
            continue
        cover, total = steering.cover[system], 0
        for place in range(system, len(modes), systems):
            ask = cover * modes[place] - ledger.stock[place] - coming[place]
            if ask > 0:
                granted[place] = ask
                total += ask
        if total > spare:
            granted[system::systems] = _by_weight(spare, granted[system::systems], steering.share)
    return granted


def _by_weight(spare: int, asks: Table, weights: Table) -> Table:
    """Rule 6.3: shares by ask and weight of more than there is; what a theatre does not ask for goes to the others."""
    if min(weights) == max(weights):
        return share_out(spare, asks)
    given = [0] * len(asks)
    for _ in asks:
        open_asks = [(ask - got) * weight for ask, got, weight in zip(asks, given, weights, strict=True)]
        left = spare - sum(given)
        if left <= 0 or not any(open_asks):
            break
        shares = share_out(left, open_asks)
        given = [min(ask, got + share) for ask, got, share in zip(asks, given, shares, strict=True)]
    return given


def _expected(ledger: Ledger, modes: Table, week: int) -> Table:
    """The modes of the week's need, times what effects have made of it (rule 6.1)."""
    if not ledger.need_factors:
        return modes
    plan = ledger.plan
    modes = list(modes)
    for factor in ledger.need_factors:
        if holds_in(factor.until, week):
            place = plan.theatre_ids.index(factor.theatre) * len(plan.systems) + plan.systems.index(factor.system)
            modes[place] = modes[place] * factor.permille // THOUSAND
    return modes


def _lifted(lift: Table, lift_per_week: int, wanted: Table) -> Table:
    """Rule 6.3: what of it the theatre's lift takes; scarce lift is shared by what the systems ask."""
    takes = [units * each // THOUSAND for units, each in zip(wanted, lift, strict=True)]
    if sum(takes) <= lift_per_week * THOUSAND:
        return wanted
    shares = share_out(lift_per_week * THOUSAND, takes)
    return [
        min(units, share * THOUSAND // each) if each else units for units, share, each in zip(wanted, shares, lift, strict=True)
    ]


def _send(ledger: Ledger, place: int, weeks: int, units: int) -> None:
    """Put units on their way: with one week to go they arrive in the coming one."""
    if not units:
        return
    while len(ledger.arriving) < weeks:
        ledger.arriving.append([0] * len(ledger.stock))
    ledger.arriving[max(1, weeks) - 1][place] += units
    ledger.coming[place] += units
