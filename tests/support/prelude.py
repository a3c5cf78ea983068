"""What weeks without any order leave behind: the effects that a start at war must have (design: a recorded prelude)."""

from collections.abc import Mapping, Sequence

from engine.baseline import REAR
from engine.effects import StockEffect
from engine.ids import SystemId
from engine.units import THOUSAND
from engine.week.chance import Expected
from engine.week.kernel import Due, Steered, run_weeks, stocks_at_start
from engine.world import World


def drawn(
    world: World, weeks: int, fought: Mapping[tuple[str, str], int], due: Mapping[int, Sequence[Due]] | None = None
) -> Sequence[StockEffect]:
    """What so many weeks without any order leave, at expected need: whole units by system and place, those under way too.

    `fought` adds whole units by system and theatre that injects of those weeks move; `due` what they bring about, by week.
    """
    opening = stocks_at_start(world)
    steered = {1: Steered(confidence=50)}
    course = run_weeks(world, opening, range(1, weeks + 1), Expected(), steered=steered, due=due or {})
    taken: list[tuple[SystemId, str, int]] = []
    for system in world.systems:
        for theatre in world.theatres:
            under_way = sum(one.units for one in course.stocks.transit if (one.theatre, one.system) == (theatre, system))
            left = course.stocks.theatre[theatre][system] + under_way - opening.theatre[theatre][system]
            taken.append((system, theatre, left // THOUSAND + fought.get((system, theatre), 0)))
        taken.append((system, REAR, (course.stocks.rear[system] - opening.rear[system]) // THOUSAND))
    return [StockEffect(effect="stock", system=system, theatre=at, units=units) for system, at, units in taken if units]
