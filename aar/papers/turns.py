"""The turns of a pace as a table: weeks, scenario days, and how long each phase lasts. No rule."""

from aar.documents.model import Table, Words
from aar.papers.saying import day_of, weeks_of
from engine.condition_words import condition_words
from engine.deck import Inject, Pace, ReleaseByControl, ReleaseInBrief, ReleaseInWeek, ReleaseOnCondition, TurnTimes
from engine.titles import plural
from engine.world import World
from injects.checks.arriving import turn_of

PHASES = ("brief", "orders", "locked", "adjudicate", "picture")


def turns_table(world: World, pace: Pace) -> Table:
    """One row for each turn."""
    rows: list[tuple[Words, ...]] = []
    for turn in range(1, len(pace.turns) + 1):
        first, last = weeks_of(pace, turn)
        rows.append((str(turn), f"{first}–{last}", f"{day_of(world, first)} – {day_of(world, last)}", _times(pace, turn)))
    return Table(
        caption=f"Turns: {pace.title}",
        head=("Turn", "Weeks", "Scenario weeks beginning", "Phases on the wall"),
        rows=tuple(rows),
        widths=(1, 2, 4, 8),
    )


def _times(pace: Pace, turn: int) -> str:
    times = pace.times_of(turn)
    if times is None:
        return "by control's hand"
    said = [f"{phase} {_length(times, phase, pace.zone)}" for phase in PHASES]
    return ", ".join(said)


def _length(times: TurnTimes, phase: str, zone: str) -> str:
    if phase == "orders" and times.orders_until:
        return f"until {times.orders_until} {zone}"
    minutes = getattr(times, phase)
    return f"{minutes} min" if minutes else "by hand"


def comes(world: World, inject: Inject, pace: Pace) -> str:
    """When an inject comes out, for whoever runs the show."""
    if not inject.comes_at(pace.id):
        return "not at this pace: by control alone"
    match inject.release:
        case ReleaseInBrief(week=week):
            return f"brief of turn {turn_of(inject, pace)} (week {week}, {day_of(world, week)})"
        case ReleaseInWeek(week=week):
            return f"in week {week} ({day_of(world, week)})"
        case ReleaseOnCondition(when=when, at_the_latest=week):
            latest = f"; at the latest in the brief with week {week}" if week else ""
            return f"when {condition_words(world, when)}{latest}"
        case ReleaseByControl():
            return "by control, or brought by an effect"


def in_order(world: World, pace: Pace) -> list[tuple[int, Inject]]:
    """The injects of this pace with the turn in which they can be answered, turn by turn; 0 for those that nobody can time."""
    here = [inject for inject in world.deck.injects if inject.comes_at(pace.id)]
    timed = [(turn_of(one, pace) or 0, one) for one in here]
    return sorted(timed, key=lambda pair: (pair[0] or 10_000, _week(pair[1])))


def _week(inject: Inject) -> int:
    match inject.release:
        case ReleaseInBrief(week=week) | ReleaseInWeek(week=week):
            return week
        case ReleaseOnCondition(at_the_latest=week):
            return week or 10_000
        case ReleaseByControl():
            return 10_001


def turns_due(inject: Inject) -> str:
    """By when it is to be answered."""
    return "the same turn" if inject.due_turns == 1 else f"within {plural(inject.due_turns, 'turn')}"
