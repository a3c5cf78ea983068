"""Every initiative with all its steps and waits, as control sees them."""

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from engine.exercise import Exercise, Initiative, StepState
from engine.ids import AccountId, InitiativeId, StepId
from engine.playbook import fill
from engine.world import World
from tui.controller.initiative_filters import ALL, shown_by
from tui.controller.log_rows import Recent
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, inked, joined, lines, strong, warn
from tui.widgets.rows import Row
from tui.words import money, named, readable, short_name, weeks

EMPTY = "Nobody has proposed anything yet. Initiatives appear here with every step and every wait; enter opens one."
NONE_CHOSEN = "There is none of these. z shows others, or all."
THROUGH = {
    "order": "by order",
    "intent": "by its standing intent",
    "clock": "by the statutory clock",
    "work": "as its work was finished",
    "waiver": "by a waiver in force",
}


def initiative_rows(exercise: Exercise, recent: Recent, glyphs: Glyphs, *, chosen: str = ALL) -> list[tuple[Row, InitiativeId]]:
    """Running ones first, newest first, as far as they are `chosen`."""
    found = sorted(filter(shown_by(chosen), exercise.initiatives.values()), key=lambda one: not one.running)
    newest = [one for running in (True, False) for one in reversed([each for each in found if each.running is running])]
    return [(Row(one.id, _content(exercise, one, recent, glyphs)), one.id) for one in newest]


def title(exercise: Exercise, one: Initiative) -> str:
    """The initiative in words."""
    return readable(exercise.world, exercise.type_of(one).title, one.parameters)


def filled(world: World, text: str, parameters: Mapping[str, str]) -> str:
    """A declared text with an initiative's parameters in it, by title where they have one."""
    return fill(text, {name: named(world, value) for name, value in parameters.items()})


def _content(exercise: Exercise, one: Initiative, recent: Recent, glyphs: Glyphs) -> Content:
    kind = exercise.type_of(one)
    marks = [_mark(exercise, one.steps.get(StepId(step.id)), in_words(step.id), glyphs) for step in kind.steps]
    by = short_name(exercise.world, one.proposer)
    return lines(
        [
            joined(strong(title(exercise, one)), faint(f"  by {by}, turn {one.turn}")),
            joined("  ", inked(f" {glyphs.arrow} ").join(marks)),
            joined("  ", _state(exercise, one, recent, glyphs)),
        ]
    )


def in_words(step: str) -> str:
    """The short name of a step as people say it."""
    return step.replace("-", " ")


def _mark(exercise: Exercise, step: StepState | None, name: str, glyphs: Glyphs) -> Content:
    if step is None:
        return faint(f"{glyphs.to_come} {name}")
    if step.verdict == "declined":
        return bad(f"{glyphs.stopped} {name}")
    if step.verdict in ("returned", "overtaken"):
        return (warn if step.verdict == "returned" else faint)(f"{glyphs.waits} {name} {step.verdict}")
    if step.verdict:
        return (
            good(f"{glyphs.done} {name}")
            if step.decided <= exercise.week
            else warn(f"{glyphs.waits} {name} until {step.decided}")
        )
    return warn(f"{glyphs.waits} {name}")


def _state(exercise: Exercise, one: Initiative, recent: Recent, glyphs: Glyphs) -> Content:
    if one.done_week is not None:
        return good(f"{glyphs.done} in effect since week {one.done_week}")
    if one.stopped:
        return bad(f"{glyphs.stopped} {_stopped_words(exercise, one, recent)}")
    if exercise.phase.over:
        return faint("not finished when the exercise ended")
    came_back = [step for step in one.steps.values() if step.verdict == "returned"]
    waits = [
        f"{short_name(exercise.world, one.proposer)}: sent back by {short_name(exercise.world, step.by)}" for step in came_back
    ]
    waits += [
        f"{short_name(exercise.world, step.by)} since week {step.opened}{_charged(step)}"
        for step in one.steps.values()
        if step.waits
    ]
    return warn("waits for " + "; ".join(waits)) if waits else faint("under way")


def _charged(step: StepState) -> str:
    return f", waited {weeks(step.waited_by_organisation)} by its organisation" if step.waited_by_organisation else ""


def _stopped_words(exercise: Exercise, one: Initiative, recent: Recent) -> str:
    match one.stopped:
        case "merged":
            into = _merged_into(exercise, one, recent)
            by = f", proposed by {short_name(exercise.world, into.proposer)} in turn {into.turn}" if into else ""
            return f'merged into "{title(exercise, into)}"{by}' if into else "merged into another; see the log"
        case "declined":
            who = [short_name(exercise.world, step.by) for step in one.steps.values() if step.verdict == "declined"]
            found = [event["reason"] for event in _events(recent, "step-declined") if event["initiative"] == one.id]
            reason = found[-1] if found and found[-1] else "for the reason see the log"
            return f"declined by {', '.join(who) or 'somebody'}: {reason}"
        case _:
            return f"{one.stopped} by its proposer" if one.stopped == "withdrawn" else one.stopped


def _merged_into(exercise: Exercise, one: Initiative, recent: Recent) -> Initiative | None:
    """The initiative that stands instead: as the log says, else the one of the same kind for the same things."""
    for event in _events(recent, "initiative-merged"):
        if event["initiative"] == one.id:
            return exercise.initiatives.get(InitiativeId(event["into"]))
    same = exercise.type_of(one).once_for
    for other in exercise.initiatives.values():
        alike = other.type == one.type and all(other.parameters.get(name) == one.parameters.get(name) for name in same)
        if alike and other.id != one.id and other.stopped != "merged":
            return other
    return None


def _events(recent: Recent, kind: str) -> Iterator[Mapping[str, Any]]:
    for _, part in recent:
        yield from (event for event in part.get("verdict", {}).get("events", ()) if event["kind"] == kind)


def initiative_page(exercise: Exercise, identity: InitiativeId, recent: Recent, glyphs: Glyphs) -> Content:
    """Every step with what it waited for, its price and how it was decided."""
    one = exercise.initiatives.get(identity)
    if one is None:
        return inked("This initiative was taken back.")
    world = exercise.world
    shown: list[Content | str | None] = [_state(exercise, one, recent, glyphs), ""]
    for declared in exercise.type_of(one).steps:
        step = one.steps.get(StepId(declared.id))
        by = short_name(world, step.by if step else fill(declared.by, one.parameters))
        what = filled(world, declared.title, one.parameters)
        shown.append(joined(_mark(exercise, step, in_words(declared.id), glyphs), "  ", strong(what), faint(f"  {by}")))
        if step is not None:
            shown += [faint(f"    {line}") for line in step_lines(world, step)]
    return lines(shown)


def step_lines(world: World, step: StepState) -> Iterator[str]:
    """When it opened, what it waited for, how it was decided and what it cost."""
    yield f"opened in week {step.opened}; {weeks(step.processing)} of own work"
    waited = f"waited {weeks(step.waited_by_organisation)} by its organisation; {step.waited_for_slots} for slots"
    if step.waited_for_authority:
        waited += f"; {step.waited_for_authority} for the law"
    if step.waited_returned:
        waited += f"; {step.waited_returned} went into returning it"
    if step.waited_unheld:
        waited += f"; {step.waited_unheld} because nobody held it"
    if step.waited_for_turn:
        waited += f"; {step.waited_for_turn} for the turn to come"
    yield waited
    if step.verdict == "declined":
        yield f"declined {THROUGH.get(step.through, step.through)} in week {step.decided}".rstrip()
    elif step.verdict:
        yield f"{step.verdict} {THROUGH.get(step.through, step.through)}: decided; counts from week {step.decided}"
    if step.price:
        account = world.accounts.get(AccountId(step.account))
        yield f"{money(step.price)} from {account.title if account else step.account}"
