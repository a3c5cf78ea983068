"""From a course to what is short: the physical weeks of another world, run without events."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aar.reading import Played
from aar.worlds.change import Change, Drops
from aar.worlds.course import Course, course_of
from aar.worlds.side_by_side import Branch, lived_side_by_side
from engine.apply_stocks import OnStocks
from engine.events import Corrected
from engine.ids import SystemId, TheatreId
from engine.rules.causes import Cause
from engine.rules.corrections import stock_corrected
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.stocks import Stocks
from engine.week.chance import Dice
from engine.week.kernel import Course as Weeks
from engine.week.kernel import Steered, run_weeks
from engine.world import World

Place = tuple[TheatreId, SystemId]
Shortfall = Mapping[SystemId, int]
"""Thousandths short over the whole exercise, by system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a world came to; thousandths."""

    short: Shortfall
    short_in: Mapping[Place, int]
    weeks: Weeks
    course: Course


def outcome_of(played: Played, change: Change) -> Outcome:
    """Rule 15.1: a world lived through to the week in which play ended."""
    return run_from(played, course_of(played, change), change, played.start.stocks)


def run_all(played: Played, courses: Sequence[Course], change: Change) -> list[Outcome]:
    """Several courses from the same start, under the same chance: the weeks that they share are lived through once."""
    world, start = played.start.world, played.start
    branches = [
        Branch(steered=steered_by(course, start.week), due=due_in(world, course), marks=marks_of(course)) for course in courses
    ]
    weeks = range(start.week, played.exercise.week)
    lived = lived_side_by_side(world, start.stocks, weeks, dice_of(world, change.seed or start.seed), branches)
    return [outcome_after(one, course) for one, course in zip(lived, courses, strict=True)]


def run_from(played: Played, course: Course, change: Change, stocks: Stocks) -> Outcome:
    """The physical weeks that follow from a course, from this physical world of StartEx on."""
    world, start = played.start.world, played.start
    seed = change.seed or start.seed
    weeks = run_weeks(
        world,
        stocks,
        range(start.week, played.exercise.week),
        dice_of(world, seed),
        steered=steered_by(course, start.week),
        due=due_in(world, course),
    )
    return outcome_after(weeks, course)


def outcome_after(weeks: Weeks, course: Course) -> Outcome:
    """What weeks that were lived through came to."""
    short_in = weeks.short_in_all()
    short = dict.fromkeys(weeks.systems, 0)
    for (_, system), units in short_in.items():
        short[system] += units
    return Outcome(short=short, short_in=short_in, weeks=weeks, course=course)


def dice_of(world: World, seed: str) -> Dice:
    """The draws of a seed are the same in every world of an exercise: they are made once."""
    known: dict[str, Dice] = world.kept.setdefault("dice", {})
    return known.setdefault(seed, Dice(seed))


def forget_dice(world: World, seed: str) -> None:
    """Draws of a seed that nobody will ask for again need not be kept."""
    world.kept.get("dice", {}).pop(seed, None)


def steered_by(course: Course, first: int) -> dict[int, Steered]:
    """Confidence and policies as they stand from a week on."""
    steered: dict[int, Steered] = {}
    confidence, policies = 50, course.policies.get(first, {})
    for week in sorted({first, *course.confidence, *course.policies}):
        confidence = course.confidence.get(week, confidence)
        policies = course.policies.get(week, policies)
        steered[week] = Steered(confidence=confidence, policies=policies)
    return steered


def marks_of(course: Course) -> dict[int, Hashable]:
    """By week, all that its physical weeks take from a course: where two are equal, the worlds do not part."""
    marks: dict[int, Hashable] = {}
    for week in sorted({*course.steered, *course.physical, *course.confidence, *course.policies}):
        policies = course.policies.get(week)
        marks[week] = (
            tuple(course.steered.get(week, ())),
            tuple(course.physical.get(week, ())),
            course.confidence.get(week),
            None if policies is None else tuple(sorted(policies.items())),
        )
    return marks


Bring = Callable[[Stocks], Iterable[OnStocks]]


def due_in(world: World, course: Course) -> dict[int, list[Bring]]:
    due: dict[int, list[Bring]] = {}
    for week, events in course.steered.items():
        due.setdefault(week, []).extend(_as_recorded(event) for event in events)
    for week, effects in course.physical.items():
        due.setdefault(week, []).extend(brought(world, week, effects))
    return due


def brought(world: World, week: int, effects: Sequence[tuple[Physical, Cause]]) -> list[Bring]:
    """Effects as the kernel takes them: decided on the world as it is in their week."""
    return [_carried_out(world, week, effect, cause) for effect, cause in effects]


def _as_recorded(event: OnStocks | Corrected) -> Bring:
    """A correction makes the difference that it made in play; the rest stands as it was."""
    if isinstance(event, Corrected):
        return lambda stocks: stock_corrected(stocks, event)
    return lambda stocks: (event,)


def _carried_out(world: World, week: int, effect: Physical, cause: Cause) -> Bring:
    """Decided on the world as it then is: a stock is never taken below nothing."""
    return lambda stocks: tuple(carry_out_physical(world, stocks, week, effect, cause))


def shortfall_in(played: Played, drops: Drops) -> Shortfall:
    """Rule 15.1: the shortfall in the world in which the dropped waits did not happen; with none dropped, the log's."""
    return outcome_of(played, Change(drops=drops)).short
