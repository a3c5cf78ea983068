"""The run of show: every inject with its code, plan and state; what comes next is on top."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from textual.content import Content

from engine.deck import Inject, ReleaseByControl, ReleaseInBrief, ReleaseInWeek, ReleaseOnCondition
from engine.effects import Effect
from engine.exercise import Exercise
from engine.ids import InjectId
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, joined, lines, strong, warn
from tui.widgets.rows import Row
from tui.words import short_name

EMPTY = "This deck has no injects."
LAST = 10_000
"""Sorts after every week: injects that wait for a condition or for control."""


def inject_rows(exercise: Exercise, glyphs: Glyphs) -> list[tuple[Row, InjectId]]:
    """What is still to come by planned week, then what is out, newest first."""
    known = exercise.world.injects
    coming = sorted((key for key in known if key not in exercise.released), key=lambda key: planned_week(known[key]))
    out = [key for key in reversed(list(exercise.released)) if key in known]
    rows = [(Row(key, _content(exercise, known[key], glyphs, following=index == 0)), key) for index, key in enumerate(coming)]
    return [*rows, *((Row(key, _content(exercise, known[key], glyphs, following=False)), key) for key in out)]


def planned_week(inject: Inject) -> int:
    """The week for which it is planned; those without one come last."""
    match inject.release:
        case ReleaseInBrief(week=week) | ReleaseInWeek(week=week):
            return week
        case ReleaseOnCondition(at_the_latest=week) if week:
            return week
        case _:
            return LAST


def plan_words(inject: Inject) -> str:
    """When it is to come out."""
    match inject.release:
        case ReleaseInBrief(week=week):
            return f"in the brief of the turn with week {week}"
        case ReleaseInWeek(week=week):
            return f"in week {week}"
        case ReleaseOnCondition(when=when, at_the_latest=week):
            latest = f", at the latest in the brief of week {week}" if week else ""
            return f"when {condition_words(when)}{latest}"
        case ReleaseByControl():
            return "by your hand only"


def condition_words(condition: object) -> str:
    """A condition by its words and values, as the deck states it."""
    if isinstance(condition, tuple):
        return "(" + "; ".join(condition_words(one) for one in condition) + ")"
    if not is_dataclass(condition):
        return str(condition)
    values = {one.name: getattr(condition, one.name) for one in fields(condition) if one.name != "condition"}
    shown = ", ".join(
        f"{name.replace('_', ' ')} {condition_words(value)}" for name, value in values.items() if value not in ("", None, ())
    )
    return f"{getattr(condition, 'condition', '')} {shown}".strip()


def _content(exercise: Exercise, inject: Inject, glyphs: Glyphs, *, following: bool) -> Content:
    to = ", ".join(inject.to)
    follows = joined(" ", strong("NEXT")) if following else Content("")
    return lines(
        [
            joined(
                state_words(exercise, InjectId(inject.id), glyphs), f"  {inject.reference}  ", strong(inject.title), follows
            ),
            faint(f"    {plan_words(inject)} {glyphs.arrow} {to}"),
        ]
    )


def state_words(exercise: Exercise, inject: InjectId, glyphs: Glyphs) -> Content:
    """Out, held or waiting."""
    if inject in exercise.released:
        return good(f"{glyphs.done} out, turn {exercise.released[inject]}")
    if inject in exercise.held_injects:
        return bad(f"{glyphs.stopped} held")
    return warn(f"{glyphs.to_come} waits")


def inject_page(exercise: Exercise, inject: InjectId, glyphs: Glyphs) -> Content:
    """Everything about an inject: text, expectation, choices with effects, what it exposes, guidance, answers."""
    one = exercise.world.injects[inject]
    to = ", ".join(short_name(exercise.world, organisation) for organisation in one.to)
    held = exercise.held_injects.get(inject)
    return lines(
        [
            joined(strong(one.marking), faint(f"  in the exercise: {one.fictional_level}")),
            joined(state_words(exercise, inject, glyphs), f"  planned {plan_words(one)}"),
            warn(f"held because: {held}") if held else None,
            joined(faint("from  "), one.source, faint(f" ({one.source_type})")),
            joined(faint("to    "), to),
            joined(faint("also read by  "), ", ".join(one.seen_by)) if one.seen_by else None,
            "",
            Content(one.text),
            "",
            heading("Expected"),
            *(Content(f"{glyphs.dot} {expected}") for expected in one.expects),
            "",
            *_choices(one, glyphs),
            heading("What it is meant to expose"),
            Content(f"{one.objective}: {one.exposes}"),
            "",
            heading("Guidance for controllers and evaluators"),
            Content(one.guidance),
            "",
            heading("Answers"),
            *_answers(exercise, one, glyphs),
        ]
    )


def _choices(inject: Inject, glyphs: Glyphs) -> Iterator[Content]:
    if inject.choices:
        yield heading("Choices")
        for choice in inject.choices:
            effects = "; ".join(effect_words(effect) for effect in choice.effects) or "no effect"
            yield joined(f"{glyphs.dot} {choice.title} ", faint(f"({effects})"))
        yield Content("")
    if inject.effects:
        yield heading("Effects at release")
        yield from (Content(f"{glyphs.dot} {effect_words(effect)}") for effect in inject.effects)
        yield Content("")


def effect_words(effect: Effect) -> str:
    """An effect by its words and values, as the deck states it."""
    values = [f"{one.name.replace('_', ' ')} {getattr(effect, one.name)}" for one in fields(effect) if one.name != "effect"]
    return f"{effect.effect}: " + ", ".join(values)


def _answers(exercise: Exercise, inject: Inject, glyphs: Glyphs) -> Iterator[Content]:
    titles = {choice.id: choice.title for choice in inject.choices}
    given = [answer for answer in exercise.answers.values() if answer.inject == inject.id]
    for answer in given:
        choice = titles.get(answer.choice, answer.choice) or "in words, see the log"
        yield Content(f"{glyphs.done} {short_name(exercise.world, answer.organisation)}, turn {answer.turn}: {choice}")
    if not given:
        yield faint("none yet")
