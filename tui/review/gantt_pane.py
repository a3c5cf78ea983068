"""Initiatives as bars over the weeks: own work, and every wait with the letter and the colour of whom it waited for."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId
from tui.controller.initiative_rows import filled, title
from tui.inking import bad, faint, good, inked, joined, lines, strong, styled, warn
from tui.review.model import Review
from tui.review.opening_entries import Said
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import plural, short_name

EMPTY = "Nobody has proposed anything. Initiatives appear here as bars over the weeks, with every wait."
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
INKS = (
    "bold $text-error",
    "bold $text-warning",
    "bold $text-primary",
    "bold $text-success",
    "bold $text-accent",
    "bold underline $foreground",
)
OTHERS = (("slots", "s"), ("unheld", "u"), ("authority", "l"), ("returned", "r"), ("turn", "t"))
KEY = "= own time, # work, capitals: waits for an organisation; s slots, u nobody held it, l law, r returned, t the turn"


class GanttPane(FollowingRows[InitiativeId]):
    """In the order in which they were proposed; enter opens one with the entries of its steps."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Gantt")

    def follow(self, review: Review) -> None:
        """Those that were proposed until the present week, as the whole log knows them."""
        exercise = review.exercise
        if exercise is None:
            self.show([], empty="This copy withholds control's parts: whose view it holds is in [2].")
            return
        letters = letters_of(exercise)
        proposed = [one for one in exercise.initiatives.values() if one.week <= max(1, review.week)]
        rows = [(Row(one.id, _row(review, exercise, one, letters, self.room)), one.id) for one in proposed]
        later = len(exercise.initiatives) - len(proposed)
        names = ", ".join(f"{letter} {short_name(exercise.world, by)}" for by, letter in letters.items())
        foot = lines(
            [faint(KEY), joined("waits: ", names or "nobody was waited for"), f"{later} more come later" if later else None]
        )
        empty = EMPTY if not later else f"Nothing is proposed yet in week {review.week}; {later} come later."
        self.show(rows, empty=empty, foot=foot if rows else None)


def letters_of(exercise: Exercise) -> dict[str, str]:
    """A letter for everybody who was waited for, the longest first."""
    waited: dict[str, int] = {}
    for one in exercise.initiatives.values():
        for step in one.steps.values():
            if step.waited_by_organisation:
                waited[step.by] = waited.get(step.by, 0) + step.waited_by_organisation
    order = sorted(waited, key=lambda by: (-waited[by], by))
    return {by: LETTERS[min(at, len(LETTERS) - 1)] for at, by in enumerate(order)}


def _row(review: Review, exercise: Exercise, one: Initiative, letters: Mapping[str, str], width: int) -> Content:
    ends = good(f"{review.glyphs.done} week {one.done_week}") if one.done_week is not None else None
    if one.stopped:
        ends = bad(f"{review.glyphs.stopped} {one.stopped}")
    waited = sum(step.waited_by_organisation for step in one.steps.values())
    told = warn(f"  waited {plural(waited, 'week')}") if waited else inked("")
    head = joined(strong(title(exercise, one)), "  ", ends or faint("under way"), told)
    return lines([head, bar(review, exercise, list(one.steps.values()), letters, width)])


def bar(review: Review, exercise: Exercise, steps: list[StepState], letters: Mapping[str, str], width: int) -> Content:
    """The weeks of the deck on one line; waits hide own time where steps run side by side. The present week is reversed."""
    weeks = exercise.world.deck.weeks
    signs = [" "] * (weeks + 1)
    for step in steps:
        for week, sign in _weeks_of(exercise, step, letters):
            if 0 < week <= weeks and (signs[week] in " =#" or sign in LETTERS):
                signs[week] = sign
    room = min(weeks, max(20, width - 1))
    here = min(room - 1, max(0, review.week - 1) * room // weeks)
    parts = []
    for at in range(room):
        cell = signs[1 + at * weeks // room : 1 + max((at + 1) * weeks // room, at * weeks // room + 1)]
        sign = next((one for one in cell if one in LETTERS), next((one for one in cell if one not in " ="), max(cell)))
        shown = sign if sign != " " else review.glyphs.to_come
        parts.append(styled(shown, "reverse" if at == here else _ink(sign)))
    return inked("").join(parts)


def _ink(sign: str) -> str:
    return INKS[LETTERS.index(sign) % len(INKS)] if sign in LETTERS else "$foreground 70%"


def _weeks_of(exercise: Exercise, step: StepState, letters: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Every week of a step with its sign: own time first, then waits by cause, in the order in which they are charged."""
    end = step.decided if step.verdict else exercise.week
    own = "#" if step.kind == "work" else "="
    at = step.opened
    for _ in range(min(step.processing, max(0, end - at))):
        yield at, own
        at += 1
    for _ in range(step.waited_by_organisation):
        yield at, letters.get(step.by, "Z")
        at += 1
    for cause, sign in OTHERS:
        for _ in range(getattr(step, f"waited_for_{cause}", 0) or getattr(step, f"waited_{cause}", 0)):
            yield at, sign
            at += 1


def steps_of(review: Review, identity: InitiativeId) -> Iterator[Said]:
    """Every step of an initiative as a bar of its own, with its entries."""
    exercise = review.exercise
    if exercise is None:
        return
    one = exercise.initiatives[identity]
    letters = letters_of(exercise)
    for name, step in one.steps.items():
        what = filled(review.world, exercise.type_of(one).step(name).title, one.parameters)
        waited = f", waited {plural(step.waited, 'week')}" if step.waited else ""
        until = f" to {step.decided}, {step.verdict}" if step.verdict else ", open"
        head = joined(strong(what), faint(f"  {short_name(review.world, step.by)}: week {step.opened}{until}{waited}"))
        yield lines([head, bar(review, exercise, [step], letters, 70)]), review.recording.entries_of_step(identity, name)


def head_of(review: Review, identity: InitiativeId) -> Content:
    """What stands above the steps of an initiative."""
    exercise = review.exercise
    if exercise is None:
        return inked("")
    one = exercise.initiatives[identity]
    note = joined("Its proposer wrote: ", one.note) if one.note else None
    by = f"proposed by {short_name(review.world, one.proposer)} in turn {one.turn}, week {one.week}"
    return lines([strong(title(exercise, one)), faint(by), note, faint(KEY)])
