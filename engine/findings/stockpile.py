"""Detectors of class stockpile: what a theatre has run out of, what is held elsewhere, and what does not fit."""

from collections.abc import Iterator

from engine.baseline import REAR
from engine.findings.sight import Noticed, Sight
from engine.ids import OrganisationId, SystemId
from engine.rules.outcomes_physical import INTEROPERABLE
from engine.units import THOUSAND
from engine.week.plan import rear_at_start
from engine.week.steering import RESERVE_PERMILLE
from engine.world import World

FEW_DAYS = 3
"""Rule 15.4, stock-out: days of supply below which a theatre is as good as out."""


def stock_out(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, STK-1: a theatre needs a system and has less than three days of it, or none."""
    for row in sight.stocks:
        if row.need <= 0:
            continue
        days = sight.exercise.days_of_supply(row.theatre, row.system)
        if row.stock == 0 or days < FEW_DAYS:
            yield Noticed(f"{row.theatre} {row.system}", {"days of supply": 0 if row.stock == 0 else days, "short": row.short})


def reserve_below_floor(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, STK-2: of a system that is needed, the rear or an ally's reserve holds less than 300 permille of StartEx."""
    stocks, world = sight.exercise.stocks, sight.world
    needed = {row.system for row in sight.stocks if row.need > 0}
    for owner, system, at_start in _reserves_at_start(world):
        if system not in needed:
            continue
        now = stocks.rear[system] if owner == REAR else stocks.reserves.get(OrganisationId(owner), {}).get(system, 0)
        if now * THOUSAND < at_start * RESERVE_PERMILLE:
            yield Noticed(f"{owner} {system}", {"permille left": now * THOUSAND // at_start})


def _reserves_at_start(world: World) -> list[tuple[str, SystemId, int]]:
    """Whose, of what, and how many thousandths: the rear and the reserves of allies."""
    known = world.kept.get("reserves at start")
    if isinstance(known, list):
        return known
    found: list[tuple[str, SystemId, int]] = [(REAR, key, rear_at_start(world, key)) for key in world.systems]
    found += [(one.owner, key, one.units.value * THOUSAND) for key, system in world.systems.items() for one in system.reserves]
    world.kept["reserves at start"] = found
    return found


def stock_elsewhere(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, STK-3: a theatre is short while the rear and theatres that are not hold what it needs until a ship arrives."""
    stocks, world = sight.exercise.stocks, sight.world
    short = {(row.theatre, row.system) for row in sight.stocks if row.short > 0}
    for row in sight.stocks:
        if row.short <= 0 or row.why in ("rationed", "platforms"):
            continue
        others = (one for one in world.theatres if (one, row.system) not in short)
        elsewhere = stocks.rear[row.system] + sum(stocks.theatre[one][row.system] for one in others)
        days = sight.exercise.days_of_supply(row.theatre, row.system)
        weeks = world.theatres[row.theatre].sea_weeks
        if elsewhere >= row.need * weeks and weeks * 7 > days:
            yield Noticed(f"{row.theatre} {row.system}", {"units elsewhere": elsewhere // THOUSAND, "days of supply": days})


def allied_stock_not_interoperable(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, STK-4: an ally holds units of a short system that do not fit, so that no loan of them helps."""
    for key, system in sight.world.systems.items():
        for one in system.reserves if key in sight.short else ():
            held = sight.exercise.stocks.reserves.get(OrganisationId(one.owner), {}).get(key, 0)
            if one.interoperability < INTEROPERABLE and held >= THOUSAND:
                yield Noticed(f"{one.owner} {key}", {"units": held // THOUSAND, "interoperability": one.interoperability})
