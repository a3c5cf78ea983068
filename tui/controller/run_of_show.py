"""The run of show: every inject with its code, plan and state; what comes next is on top."""

from collections.abc import Iterator

from textual.content import Content

from engine.deck import Inject, ReleaseByControl
from engine.effect_words import effect_words
from engine.exercise import Exercise
from engine.ids import InjectId, OrganisationId
from engine.rules.inject_plan import inject_now
from engine.world import World
from tui.controller.plan_words import missed_words, plan_words, planned_week
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.sheets.control.held import Held
from tui.sheets.control.injects import difference
from tui.widgets.rows import Row
from tui.words import short_name

EMPTY = "This deck has no injects."


NONE_THIS_TURN = "Nothing comes out in this turn by its plan. z shows the whole run of show."


def of_this_turn(exercise: Exercise, inject: InjectId) -> bool:
    """Whether it came out in this turn, or is planned for its weeks or earlier and still to come; before StartEx, turn 1."""
    if inject in exercise.released:
        return exercise.released[inject] == exercise.turn
    last = exercise.world.turn_weeks(exercise.pace, exercise.turn or 1)[1]
    return inject not in exercise.skipped_injects and planned_week(exercise, exercise.injects[inject]) <= last


def inject_rows(exercise: Exercise, glyphs: Glyphs, *, this_turn: bool = False) -> list[tuple[Row, InjectId]]:
    """What comes by planned week, then what is held or skipped, then what waits for a hand, then what is out, newest first."""
    known = exercise.injects
    waiting = sorted((key for key in known if key not in exercise.released), key=lambda key: planned_week(exercise, known[key]))
    kept = {**exercise.held_injects, **exercise.skipped_injects}
    coming = [key for key in waiting if key not in kept and not _by_hand(exercise, known[key])]
    by_hand = [key for key in waiting if key not in kept and _by_hand(exercise, known[key])]
    held = sorted((key for key in waiting if key in kept), key=lambda key: key in exercise.skipped_injects)
    out = [key for key in reversed(list(exercise.released)) if key in known]
    following = coming[0] if coming else None
    return [
        (Row(key, _content(exercise, known[key], glyphs, following=key == following)), key)
        for key in (*coming, *held, *by_hand, *out)
        if not this_turn or of_this_turn(exercise, key)
    ]


def _by_hand(exercise: Exercise, inject: Inject) -> bool:
    return not inject.comes_at(exercise.pace) or isinstance(inject.release, ReleaseByControl)


def _content(exercise: Exercise, inject: Inject, glyphs: Glyphs, *, following: bool) -> Content:
    now = inject_now(exercise, InjectId(inject.id))
    to = ", ".join(short_name(exercise.world, one) for one in now.to)
    edited = faint(" edited") if InjectId(inject.id) in exercise.edited_injects else Content("")
    follows = joined(" ", strong("NEXT")) if following and not exercise.phase.over else Content("")
    missed = missed_words(exercise, inject, held=inject.id in exercise.held_injects)
    return lines(
        [
            joined(
                state_words(exercise, InjectId(inject.id), glyphs),
                f"  {inject.reference}  ",
                strong(now.title),
                edited,
                follows,
            ),
            faint(f"    {plan_words(exercise, inject)} {glyphs.arrow} {to}"),
            warn(f"    {missed}") if missed else None,
        ]
    )


def state_words(exercise: Exercise, inject: InjectId, glyphs: Glyphs) -> Content:
    """Out, held or waiting."""
    if inject in exercise.released:
        return good(f"{glyphs.done} out, turn {exercise.released[inject]}")
    if inject in exercise.skipped_injects:
        return faint(f"{glyphs.stopped} skipped")
    if inject in exercise.held_injects:
        return bad(f"{glyphs.stopped} held")
    if exercise.delayed_injects.get(inject, 0) > exercise.week:
        return warn(f"{glyphs.to_come} delayed to week {exercise.delayed_injects[inject]}")
    return warn(f"{glyphs.to_come} waits")


def inject_page(exercise: Exercise, inject: InjectId, glyphs: Glyphs) -> Content:
    """Everything about an inject: text, expectation, choices with effects, what it exposes, guidance, answers."""
    one = inject_now(exercise, inject)
    changes = list(difference(Held(exercise), exercise.injects[inject], one))
    edit = exercise.edited_injects.get(inject)
    to = ", ".join(short_name(exercise.world, organisation) for organisation in one.to)
    held = exercise.held_injects.get(inject)
    missed = missed_words(exercise, one, held=bool(held))
    also = ", ".join(readers(exercise.world, one.seen_by))
    return lines(
        [
            joined(strong(one.marking), faint(f"  in the exercise: {one.fictional_level}")),
            joined(state_words(exercise, inject, glyphs), f"  planned {plan_words(exercise, one)}"),
            warn(f"held because: {held}") if held else None,
            warn(missed) if missed else None,
            joined(faint("from  "), one.source, faint(f" ({one.source_type})")),
            joined(faint("to    "), to),
            joined(faint("also read by  "), also) if also else None,
            "",
            inked(one.text),
            "",
            *([warn(f"Edited, because: {edit.reason}"), *map(inked, changes), inked("")] if edit and changes else ()),
            heading("Expected"),
            *(inked(f"{glyphs.dot} {expected}") for expected in one.expects),
            "",
            *_choices(exercise.world, one, glyphs),
            heading("What it is meant to expose"),
            inked(f"{one.objective}: {one.exposes}"),
            *([inked(f"The choice: {one.tension.replace('-', ' ')}")] if one.tension else []),
            "",
            heading("Guidance for controllers and evaluators"),
            inked(one.guidance),
            "",
            heading("Answers"),
            *_answers(exercise, one, glyphs),
        ]
    )


def readers(world: World, seen_by: tuple[str, ...]) -> list[str]:
    """Who else reads it, by title."""
    return ["everybody" if one == "public" else short_name(world, one) for one in seen_by]


def _choices(world: World, inject: Inject, glyphs: Glyphs) -> Iterator[Content]:
    if inject.choices:
        yield heading("Choices" if inject.happens == "each" else "Choices, each of which happens once, however many make it")
        for choice in inject.choices:
            effects = "; ".join(effect_words(world, effect) for effect in choice.effects) or "no effect"
            yield joined(f"{glyphs.dot} {choice.title} ", faint(f"({effects})"))
        yield inked("")
    if inject.effects:
        yield heading("Effects at release")
        yield from (inked(f"{glyphs.dot} {effect_words(world, effect)}") for effect in inject.effects)
        yield inked("")


def _answers(exercise: Exercise, inject: Inject, glyphs: Glyphs) -> Iterator[Content]:
    titles = {choice.id: choice.title for choice in inject.choices}
    given = [answer for answer in exercise.answers.values() if answer.inject == inject.id]
    for answer in given:
        choice = titles.get(answer.choice, answer.choice) or "in words, see the log"
        yield inked(f"{glyphs.done} {short_name(exercise.world, answer.organisation)}, turn {answer.turn}: {choice}")
    if not given:
        yield faint("none yet")


def inject_as(exercise: Exercise, inject: InjectId, organisation: OrganisationId, glyphs: Glyphs) -> Content:
    """What one organisation would read of an inject if it came out now, as it stands with control's changes."""
    one = inject_now(exercise, inject)
    asked, reads = organisation in one.to, organisation in one.seen_by or "public" in one.seen_by
    if not (asked or reads):
        return lines([strong(short_name(exercise.world, organisation)), "It reads nothing of this inject."])
    said = "It is asked for an answer." if asked else "It reads this, and is not asked for an answer."
    return lines(
        [
            joined(strong(one.marking), faint(f"  in the exercise: {one.fictional_level}")),
            joined(faint("from  "), one.source, faint(f" ({one.source_type})")),
            joined(faint("to    "), ", ".join(short_name(exercise.world, to) for to in one.to)),
            "",
            strong(one.title),
            inked(one.text),
            "",
            *(inked(f"{glyphs.dot} {expected}") for expected in one.expects),
            *(inked(f"{glyphs.to_come} {choice.title}") for choice in one.choices),
            "",
            faint(said),
        ]
    )
