"""The world `beforehand`: the same orders begun two years earlier, against the same war (rule 15.9)."""

from dataclasses import replace

from aar.reading import Played
from aar.worlds.change import PLAYED
from aar.worlds.course import Course, course_of
from aar.worlds.physics import Outcome, brought, run_from
from engine.effects import CapacityEffect, ComponentEffect, ContractEffect, RepairEffect, SiteEffect
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import Physical
from engine.stocks import Stocks
from engine.week.chance import Expected
from engine.week.kernel import Steered, run_weeks

EARLIER = 104
"""Rule 15.9: weeks by which every order is begun earlier."""
BUILDS = (ContractEffect, CapacityEffect, ComponentEffect, SiteEffect, RepairEffect)
"""Rule 15.9: what can be begun before a war; stocks, loans, lift and drain stay where they were."""


def beforehand(played: Played) -> Outcome:
    """What the same orders would have come to, had they been given 104 weeks before they were.

    The world of StartEx stands as it is declared. What the earlier orders add to it is the difference of two
    prehistories of 104 weeks without a need, one with what fell due in them and one without.
    """
    course = course_of(played, PLAYED)
    early, late = _split(course)
    start = _started(played, early)
    return run_from(played, late, PLAYED, start)


def _split(course: Course) -> tuple[dict[int, list[tuple[Physical, Cause]]], Course]:
    """What falls due before StartEx once it is begun earlier, by week of the prehistory, and the course that is left."""
    early: dict[int, list[tuple[Physical, Cause]]] = {}
    late: dict[int, list[tuple[Physical, Cause]]] = {}
    for week, effects in course.physical.items():
        for effect, cause in effects:
            builds = isinstance(effect, BUILDS) and cause.initiative is not None
            at = week - EARLIER if builds else week
            moved = replace(cause, since=cause.since - EARLIER) if builds else cause
            (late if at >= 1 else early).setdefault(at, []).append((effect, moved))
    return early, replace(course, physical=late)


def _started(played: Played, early: dict[int, list[tuple[Physical, Cause]]]) -> Stocks:
    """The declared world of StartEx, with what the earlier orders have built and put into stock."""
    with_them = _prehistory(played, early)
    without = _prehistory(played, {})
    declared = played.start.stocks
    rear = {system: units + with_them.rear[system] - without.rear[system] for system, units in declared.rear.items()}
    theatre = {
        place: {
            system: units + max(0, with_them.theatre[place][system] - without.theatre[place][system])
            for system, units in here.items()
        }
        for place, here in declared.theatre.items()
    }
    return replace(
        declared,
        rear={system: max(0, units) for system, units in rear.items()},
        theatre=theatre,
        lines=with_them.lines,
        components={
            key: replace(one, growth=with_them.components[key].growth, sources=with_them.components[key].sources)
            for key, one in declared.components.items()
        },
        repairs={key: replace(one, yards=with_them.repairs[key].yards) for key, one in declared.repairs.items()},
    )


def _prehistory(played: Played, early: dict[int, list[tuple[Physical, Cause]]]) -> Stocks:
    """104 quiet weeks that end with StartEx; nothing is needed in them, nothing is drawn or shipped beyond its cover."""
    weeks = range(1 - EARLIER, 1)
    due = {week: brought(played.start.world, week, effects) for week, effects in early.items()}
    confidence = played.start.indices.get("confidence", 50)
    lived = run_weeks(
        played.start.world,
        played.start.stocks,
        weeks,
        Expected(),
        steered={weeks.start: Steered(confidence=confidence)},
        due=due,
    )
    return lived.stocks
