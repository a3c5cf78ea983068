"""Detectors of class logistics: repairs and units that wait, what is lost forward, and the one way that carries most."""

from collections.abc import Iterator

from engine.baseline import HOME
from engine.events import SiteDamaged, StockChanged
from engine.findings.sight import Noticed, Sight
from engine.ids import OrganisationId
from engine.units import THOUSAND
from engine.week.plan import rear_at_start
from engine.week.steering import RESERVE, RESERVE_PERMILLE

HARDENED, DISPERSED = "forward-stocks-hardened", "dispersed-stocks"
"""Rule 15.4, forward site lost, one node carries most: the authorities by which stock forward is hardened, or spread."""
WAITING_PERMILLE = 100
"""Rule 15.4, units wait for lift: what waits is at least so much of what the theatre lacks in the week."""
ONE_NODE_PERMILLE = 600
"""Rule 15.4, one node carries most: more than so much of what sets out goes one way."""


def repair_slot_unused(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LOG-3: at least one repair waits, and a yard of an ally that could take it is not tasked."""
    stocks = sight.exercise.stocks
    for key, repair in sight.world.repairs.items():
        waiting = sum(stocks.repairs[key].waiting.values())
        if waiting < THOUSAND:
            continue
        for yard in repair.yards:
            if OrganisationId(yard.operator) not in stocks.repairs[key].yards and yard.slots.value:
                yield Noticed(f"{key} {yard.operator}", {"repairs waiting": waiting // THOUSAND})


def units_wait_for_lift(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LOG-1: a theatre is short of what stands in the rear above its reserve and finds no lift.

    What waits is a unit at least, and 100 permille at least of what the theatre lacks in the week: less would change little.
    """
    stocks, world = sight.exercise.stocks, sight.world
    for row in sight.stocks:
        if row.short <= 0 or row.why != "transport":
            continue
        permille = sight.exercise.policies.get(f"{RESERVE} {row.system}", RESERVE_PERMILLE)
        free = stocks.rear[row.system] - rear_at_start(world, row.system) * permille // THOUSAND
        if free >= max(THOUSAND, row.short * WAITING_PERMILLE // THOUSAND):
            yield Noticed(f"{row.theatre} {row.system}", {"units waiting": free // THOUSAND})


def forward_site_lost(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LOG-2: stock forward or an allied line was hit, and nobody had hardened or spread what stands forward."""
    exercise, world = sight.exercise, sight.world
    if any(one in exercise.authorities for one in (HARDENED, DISPERSED)):
        return
    abroad = [key for key, line in world.lines.items() if line.country != HOME]
    lost: dict[str, tuple[str, int]] = {}
    for event in sight.events:
        if isinstance(event, StockChanged) and event.by < 0 and event.theatre in world.theatres and _is_hit(event.cause):
            place = f"{event.theatre} {event.system}"
            lost[place] = ("units lost", lost.get(place, ("", 0))[1] - event.by // THOUSAND)
        elif isinstance(event, SiteDamaged) and event.site in abroad and _is_hit(event.cause):
            lost[event.site] = ("permille lost", event.permille)
    for subject, (what, amount) in lost.items():
        yield Noticed(subject, {what: amount})


def _is_hit(cause: str) -> bool:
    """Whether something came from outside, and not from somebody's choice."""
    return cause.startswith(("red ", "inject "))


def one_node_carries_most(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LOG-4: in war more than 600 permille of what sets out for a theatre goes by the sea, to one port of entry.

    By the lift that it takes; silent where stocks stand in more than one place forward.
    """
    exercise, world = sight.exercise, sight.world
    if DISPERSED in exercise.authorities or exercise.week < world.deck.shooting_week:
        return
    for theatre in world.theatres:
        by_sea = in_all = 0
        for row in sight.shipments:
            if row.theatre == theatre:
                load = row.sent * world.systems[row.system].lift
                in_all += load
                by_sea += load if row.by == "sea" else 0
        if in_all and by_sea * THOUSAND > in_all * ONE_NODE_PERMILLE:
            yield Noticed(theatre, {"permille by sea": by_sea * THOUSAND // in_all})
