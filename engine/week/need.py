"""Arrivals, need before rationing, and use from theatre stock: the first part of a week (rules 6.1, 6.2 and 6.9)."""

from engine.stocks import holds_in
from engine.units import THOUSAND
from engine.week.chance import Chance
from engine.week.ledger import Ledger, Lived
from engine.week.plan import PLATFORMS, NeedRow, Table
from engine.week.steering import Steering


def meet_need(ledger: Ledger, steering: Steering, week: int, chance: Chance, lived: Lived) -> None:
    """Rules 6.1 and 6.2: what arrives can be used; rationing and platforms limit use, never need."""
    plan, stock = ledger.plan, ledger.stock
    arrived = ledger.arriving.pop(0)
    ledger.arriving.append([0] * len(arrived))
    for place, units in enumerate(arrived):
        if units:
            stock[place] += units
            ledger.coming[place] -= units
    rows, _, _ = plan.needs(week)
    systems, used = len(plan.systems), lived.used
    launch = launch_capacity(ledger, week) if rows else []
    short_weeks = ledger.short_weeks
    needed = set()
    changed = bool(ledger.need_factors) or ledger.leaks is not None
    for row, drawn in zip(rows, chance.needs(rows, week), strict=True):
        place = row[0]
        needed.add(place)
        system = place % systems
        need = asked(ledger, row, drawn, week) if changed else drawn
        ration, platforms = steering.ration[system], launch[place // systems * 3 + plan.platform[system]]
        allowed = need * (min(platforms, ration)) // THOUSAND
        there = stock[place]
        taken = min(there, allowed)
        stock[place] = there - taken
        short_weeks[place] = short_weeks[place] + 1 if taken < need else 0
        if taken == need or not lived.told:
            why = ""
        elif taken < allowed:
            why = no_stock(ledger, steering, place, allowed - taken)
        else:
            why = "rationed" if ration <= platforms else "platforms"
        used.append((place, arrived[place], need, allowed, taken, why))
    for place, units in enumerate(arrived):
        if units and place not in needed:
            used.append((place, units, 0, 0, 0, ""))
    if len(needed) < len(stock):
        for place, weeks in enumerate(short_weeks):
            if weeks and place not in needed:
                short_weeks[place] = 0


def asked(ledger: Ledger, row: NeedRow, drawn: int, week: int) -> int:
    """Rule 6.1: the drawn need, times what effects have made of it, and more of a compromised system (rule 11.5)."""
    for factor in ledger.need_factors:
        if factor.system == row[4] and factor.theatre == row[5] and holds_in(factor.until, week):
            drawn = drawn * factor.permille // THOUSAND
    if ledger.leaks is not None:
        drawn = drawn * (THOUSAND + ledger.leaks[row[0] % len(ledger.plan.systems)]) // THOUSAND
    return drawn


def launch_capacity(ledger: Ledger, week: int) -> Table:
    """Rules 6.2 and 6.8: permille that can launch, by theatre and kind of platform: what survives, less what waits."""
    plan = ledger.plan
    left = plan.survival(week)
    if not (any(ledger.waiting) or ledger.launch_losses):
        return left
    left = list(left)
    for loss in ledger.launch_losses:
        if holds_in(loss.until, week):
            at = plan.theatre_ids.index(loss.theatre) * len(PLATFORMS) + PLATFORMS.index(loss.platform)
            left[at] = left[at] * loss.permille // THOUSAND
    repairs = len(plan.repairs)
    for place, waiting in enumerate(ledger.waiting):
        if waiting:
            repair = place % repairs
            at = place // repairs * len(PLATFORMS) + plan.repair_platform[repair]
            left[at] = max(0, left[at] - waiting * plan.repair_launch[repair] // THOUSAND)
    return left


def no_stock(ledger: Ledger, steering: Steering, place: int, missing: int) -> str:
    """Rule 6.9: why stock was missing: it is on its way or waits for lift, it is held back, or it was never made."""
    system = place % len(ledger.plan.systems)
    rear = ledger.rear[system]
    coming = ledger.coming[place]
    if coming + max(0, rear - steering.reserve[system]) >= missing:
        return "transport"
    return "reserve" if coming + rear >= missing else "lines"
