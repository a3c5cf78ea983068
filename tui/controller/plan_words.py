"""When an inject is to come out, in plain words: its plan, its condition, and what became of a plan that has passed."""

from dataclasses import replace

from engine.condition_words import condition_words
from engine.deck import Inject, ReleaseByControl, ReleaseInBrief, ReleaseInWeek, ReleaseOnCondition
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.rules.injects import due_in_brief
from tui.words import plural

LAST = 10_000
"""Sorts after every week: injects that wait for a condition or for control."""


def planned_week(exercise: Exercise, inject: Inject) -> int:
    """The week for which it is planned; those without one come last."""
    if not inject.comes_at(exercise.pace):
        return LAST
    match inject.release:
        case ReleaseInBrief(week=week) | ReleaseInWeek(week=week):
            return week
        case ReleaseOnCondition(at_the_latest=week) if week:
            return week
        case _:
            return LAST


def out_in_brief(exercise: Exercise, turn: int) -> list[InjectId]:
    """What goes out at once with the brief of a turn, as far as it is known now."""
    return [one.inject for one in due_in_brief(replace(exercise, turn=turn))]


def held_in_brief(exercise: Exercise, turn: int) -> list[InjectId]:
    """What would go out with them, and stays because control holds it."""
    free = replace(exercise, turn=turn, held_injects={})
    return [one.inject for one in due_in_brief(free) if one.inject in exercise.held_injects]


def brief_words(exercise: Exercise, turn: int) -> str:
    """How many injects go out at once with the brief of a turn, as far as it is known now."""
    going = len(out_in_brief(exercise, turn))
    if not going:
        return "no inject goes out with its brief"
    return f"{plural(going, 'inject')} {'goes' if going == 1 else 'go'} out with its brief"


def turn_with(exercise: Exercise, week: int) -> str:
    """The turn of a week, with all of its weeks."""
    spans = ((turn, *exercise.world.turn_weeks(exercise.pace, turn)) for turn in range(1, exercise.turns + 1))
    found = next(((turn, first, last) for turn, first, last in spans if first <= week <= last), None)
    return f"turn {found[0]}, weeks {found[1]} to {found[2]}" if found else f"the turn with week {week}"


def length_words(exercise: Exercise, turn: int) -> str:
    """How many weeks a turn plays, and which."""
    first, last = exercise.world.turn_weeks(exercise.pace, turn)
    return f"Turn {turn} plays {plural(last - first + 1, 'week')}: {first} to {last}."


def plan_words(exercise: Exercise, inject: Inject) -> str:
    """When it is to come out."""
    world = exercise.world
    if not inject.comes_at(exercise.pace):
        return "not at this pace: by your hand only"
    match inject.release:
        case ReleaseInBrief(week=week):
            return f"in the brief of {turn_with(exercise, week)}"
        case ReleaseInWeek(week=week):
            return f"in week {week}"
        case ReleaseOnCondition(when=when, at_the_latest=week):
            latest = f"; at the latest in the brief of {turn_with(exercise, week)}" if week else ""
            return f"when {condition_words(world, when)}{latest}"
        case ReleaseByControl():
            return "by your hand only"


def missed_words(exercise: Exercise, inject: Inject, *, held: bool) -> str:
    """Where what it was planned for has passed and it is not out: what brings it out now. Else empty."""
    gone = {**exercise.released, **exercise.skipped_injects}
    if not exercise.turn or exercise.practice or exercise.phase.over or InjectId(inject.id) in gone:
        return ""
    if not inject.comes_at(exercise.pace):
        return ""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    once = " once it is let go" if held else ""
    match inject.release:
        case ReleaseInBrief(week=week) if week <= last and exercise.turn == exercise.turns:
            return "its brief has passed and no other follows: r releases it now"
        case ReleaseInBrief(week=week) if week <= last:
            return f"its brief has passed: it goes out with the next brief{once}, or r releases it now"
        case ReleaseInWeek(week=week) if week < exercise.week and exercise.week > exercise.world.deck.weeks:
            return "its week has passed and no other follows: r releases it now"
        case ReleaseInWeek(week=week) if week < exercise.week:
            return f"its week has passed: it goes out in the next week that is played{once}, or r releases it now"
        case ReleaseOnCondition(at_the_latest=week) if 0 < week <= last:
            return f"its latest brief has passed: it goes out when its condition holds{once}, or r releases it now"
        case _:
            return ""
