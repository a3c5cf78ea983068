"""From the rear to the theatre: what the standing requisition ships, by air and by sea, and what is lost on the way."""

from collections.abc import Mapping

from engine.events import Shipped
from engine.exercise import Stocks, need_in
from engine.ids import SystemId
from engine.units import THOUSAND, share_out
from engine.week.chance import Chance
from engine.world import World

COVER_WEEKS = 6
"""Rule 6.3: the standing requisition fills the theatre up to so many weeks of expected need."""
RESERVE_PERMILLE = 300
"""Rule 6.4: part of the rear stock of StartEx that no requisition touches."""


def ship(world: World, stocks: Stocks, week: int, chance: Chance) -> list[Shipped]:
    """Rules 6.3 to 6.5: the week's shipments out of the rear; lift is shared by what each system asks."""
    theatre = world.baseline.theatre
    asked = {system: _asked(world, stocks, system, week) for system in world.systems}
    lift = theatre.lift_per_week * THOUSAND
    granted = share_out(min(lift, sum(asked.values())), list(asked.values()))
    shipments = []
    for system, units in zip(asked, granted, strict=True):
        rear = stocks.rear[system]
        by_air = units * theatre.air_permille // THOUSAND
        by_sea = (units - by_air) * stocks.sea_permille // THOUSAND
        for means, sent, weeks in (("air", by_air, theatre.air_weeks), ("sea", by_sea, theatre.sea_weeks)):
            if sent <= 0:
                continue
            rear -= sent
            at_risk = means == "sea" and week >= world.deck.shooting_week
            lost = chance.lost(theatre, system, week, sent) if at_risk else 0
            shipments.append(
                Shipped(
                    system=system,
                    week=week,
                    sent=sent,
                    lost=lost,
                    arrives=week + weeks,
                    rear=rear,
                    by="air" if means == "air" else "sea",
                )
            )
    return shipments


def _asked(world: World, stocks: Stocks, system: SystemId, week: int) -> int:
    need = need_in(world, system, week)
    if need is None:
        return 0
    under_way = sum(one.units for one in stocks.transit if one.system == system)
    wanted = COVER_WEEKS * need.mode * THOUSAND - stocks.theatre[system] - under_way
    return max(0, min(wanted, stocks.rear[system] - reserve(world, system)))


def reserve(world: World, system: SystemId) -> int:
    """Rule 6.4: thousandths that stay in the rear."""
    declared = world.systems[system]
    return (declared.stock_world.value - declared.stock_theatre.value) * RESERVE_PERMILLE


def arrivals(stocks: Stocks, week: int) -> Mapping[SystemId, int]:
    """Thousandths that reach the theatre in this week."""
    arrived = dict.fromkeys(stocks.theatre, 0)
    for one in stocks.transit:
        if one.arrives <= week:
            arrived[one.system] += one.units
    return arrived
