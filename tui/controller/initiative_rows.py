"""Every initiative with all its steps and waits, as control sees them."""

from textual.content import Content

from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId, StepId
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, joined, lines, strong, warn
from tui.widgets.rows import Row
from tui.words import money, readable, short_name, weeks

EMPTY = "Nobody has proposed anything yet. Initiatives appear here with every step and every wait; enter opens one."


def initiative_rows(exercise: Exercise, glyphs: Glyphs) -> list[tuple[Row, InitiativeId]]:
    """Running ones first, newest first."""
    found = sorted(exercise.initiatives.values(), key=lambda one: not one.running)
    newest = [one for running in (True, False) for one in reversed([each for each in found if each.running is running])]
    return [(Row(one.id, _content(exercise, one, glyphs)), one.id) for one in newest]


def title(exercise: Exercise, one: Initiative) -> str:
    """The initiative in words."""
    return readable(exercise.world, exercise.type_of(one).title, one.parameters)


def _content(exercise: Exercise, one: Initiative, glyphs: Glyphs) -> Content:
    kind = exercise.type_of(one)
    marks = [_mark(exercise, one.steps.get(StepId(step.id)), step.id, glyphs) for step in kind.steps]
    by = short_name(exercise.world, one.proposer)
    return lines(
        [
            joined(strong(title(exercise, one)), faint(f"  by {by}, turn {one.turn}")),
            joined("  ", Content(f" {glyphs.arrow} ").join(marks)),
            joined("  ", _state(exercise, one, glyphs)),
        ]
    )


def _mark(exercise: Exercise, step: StepState | None, name: str, glyphs: Glyphs) -> Content:
    if step is None:
        return faint(f"{glyphs.to_come} {name}")
    if step.verdict == "declined":
        return bad(f"{glyphs.stopped} {name}")
    if step.verdict:
        return (
            good(f"{glyphs.done} {name}")
            if step.decided <= exercise.week
            else warn(f"{glyphs.waits} {name} until {step.decided}")
        )
    return warn(f"{glyphs.waits} {name}")


def _state(exercise: Exercise, one: Initiative, glyphs: Glyphs) -> Content:
    if one.done_week is not None:
        return good(f"{glyphs.done} in effect since week {one.done_week}")
    if one.stopped:
        return bad(f"{glyphs.stopped} {one.stopped}")
    waits = [
        f"{short_name(exercise.world, step.by)} since week {step.opened}{_charged(step)}"
        for step in one.steps.values()
        if step.waits
    ]
    return warn("waits for " + "; ".join(waits)) if waits else faint("under way")


def _charged(step: StepState) -> str:
    return f", {weeks(step.waited_by_organisation)} charged" if step.waited_by_organisation else ""


def initiative_page(exercise: Exercise, identity: InitiativeId, glyphs: Glyphs) -> Content:
    """Every step with its four numbers, its price and how it was decided."""
    one = exercise.initiatives.get(identity)
    if one is None:
        return Content("This initiative was taken back.")
    shown: list[Content | str | None] = [faint(one.id), joined(_state(exercise, one, glyphs)), ""]
    for declared in exercise.type_of(one).steps:
        step = one.steps.get(StepId(declared.id))
        by = short_name(exercise.world, step.by) if step else declared.by
        shown.append(joined(_mark(exercise, step, declared.id, glyphs), "  ", strong(declared.title), faint(f"  {by}")))
        if step is not None:
            shown.append(faint(_numbers(step)))
    return lines(shown)


def _numbers(step: StepState) -> str:
    text = (
        f"    opened {step.opened}; own work {step.processing}; waited: organisation {step.waited_by_organisation}, "
        f"turn {step.waited_for_turn}, slots {step.waited_for_slots}, unheld {step.waited_unheld}"
    )
    if step.verdict:
        text += f"; {step.verdict} through {step.through}, dated {step.decided}"
    return text + (f"; {money(step.price)} from {step.account}" if step.price else "")
