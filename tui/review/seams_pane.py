"""The seam matrix: which two organisations waited for each other, for how long, and what that cost; foldable to groups."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from aar.models import BoundaryWorth, Findings
from aar.worlds.change import Boundary, boundary_of
from engine.units import THOUSAND
from tui.inking import bad, faint, heading, inked, joined, key, lines, strong
from tui.review.model import Review
from tui.review.opening_entries import Said
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import count, plural, short_name, short_title

EMPTY = "No step waited for its organisation so far: there is no seam. Waits appear here, costliest pair first."
GROUPS = ("allies", "industry", "congress", "dod", "nsc", "other")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CELL = 7
TALLEST = 12
MOST_JOINT = 3
"""Pairs that a seam is read together with that are named."""


class SeamsPane(FollowingRows[Boundary]):
    """Pairs below, the matrix above them in the foot; x folds and unfolds it."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Seams")

    def follow(self, review: Review) -> None:
        """By what they cost where that is worked out, else by weeks."""
        waited = weeks_waited(review)
        pairs = ranked(review, waited)
        rows = [(Row(" ".join(one), _row(review, one, at, waited)), one) for at, one in enumerate(pairs, start=1)]
        self.border_subtitle = inked(f"x: {'organisations' if review.folded else 'groups'}")
        self.show(rows, empty=EMPTY, foot=matrix(review, waited, self.room) if rows else None)


def weeks_waited(review: Review) -> dict[Boundary, int]:
    """By boundary: the weeks that steps waited for their organisation, in all of the log."""
    found: dict[Boundary, int] = {}
    for initiative in review.exercise.initiatives.values() if review.exercise else ():
        for step in initiative.steps.values():
            if step.waited_by_organisation:
                pair = boundary_of(step)
                found[pair] = found.get(pair, 0) + step.waited_by_organisation
    return found


def worth(found: Findings | None, pair: Boundary) -> BoundaryWorth | None:
    """What the worlds say of a boundary."""
    return next((one for one in found.boundaries if one.between == pair), None) if found else None


def ranked(review: Review, waited: Mapping[Boundary, int]) -> list[Boundary]:
    """Costliest first; those that cost nothing by their weeks."""

    def order(pair: Boundary) -> tuple[int, int, Boundary]:
        one = worth(review.computed, pair)
        return (-(one.weighted if one else 0), -waited.get(pair, 0), pair)

    known = {*waited, *((one.between for one in review.computed.boundaries) if review.computed else ())}
    return sorted(known, key=order)


def _row(review: Review, pair: Boundary, at: int, waited: Mapping[Boundary, int]) -> Content:
    one = worth(review.computed, pair)
    names = " and ".join(short_name(review.world, each) for each in dict.fromkeys(pair))
    cost = _cost(review, one)
    joint = joined("  ", bad("joint: read it with others")) if one and one.joint_with else inked("")
    return lines(
        [joined(strong(f"{at}. {names}"), joint), joined("   waited ", f"{plural(waited.get(pair, 0), 'week')}; ", cost)]
    )


def _cost(review: Review, one: BoundaryWorth | None) -> Content:
    if one is None:
        return faint("what it cost is being worked out" if review.computed is None else "no world prices it")
    units = [
        f"{count(value)} {system}"
        for system, value in sorted(one.shapley.items(), key=lambda each: -each[1])
        if value >= THOUSAND
    ]
    return bad(f"cost {', '.join(units)}") if units else faint("cost no unit of anything")


def matrix(review: Review, waited: Mapping[Boundary, int], width: int) -> Content:
    """Organisation by organisation, or group by group: weighted units lost, or weeks where that is not worked out."""
    cells: dict[tuple[str, str], int] = {}
    for pair in ranked(review, waited):
        one = worth(review.computed, pair)
        value = (one.weighted if one else 0) if review.computed else waited.get(pair, 0) * THOUSAND
        first, second = (_group(review, each) for each in pair) if review.folded else pair
        for place in {(first, second), (second, first)}:
            cells[place] = cells.get(place, 0) + value
    sums = {one: sum(value for (row, _), value in cells.items() if row == one) for one, _ in cells}
    names = [one for one in GROUPS if one in sums] if review.folded else sorted(sums, key=lambda each: (-sums[each], each))
    label = 12 if review.folded else 22
    shown = names[: max(2, min(TALLEST, (width - label) // CELL))]
    what = "weighted units lost" if review.computed else "weeks waited"
    more = f"; {len(names) - len(shown)} more where it is wider" if len(shown) < len(names) else ""
    head = joined(" " * label, *(key(f"{LETTERS[at]:>{CELL}}") for at in range(len(shown))))
    return lines([heading(f"{what}{more}"), head, *_rows(review, shown, cells, label)])


def _rows(review: Review, shown: list[str], cells: Mapping[tuple[str, str], int], label: int) -> Iterator[Content]:
    top = max(cells.values(), default=0)
    for at, row in enumerate(shown):
        name = row if review.folded else short_name(review.world, row)
        title = short_title(name, label - 3, review.glyphs.ellipsis)
        parts = [joined(key(LETTERS[at]), f" {title:<{label - 2}}")]
        for column in shown:
            value = cells.get((row, column), 0)
            text = f"{count(value):>{CELL}}" if value else f"{review.glyphs.to_come:>{CELL}}"
            parts.append(bad(text) if value and value == top else inked(text) if value else faint(text))
        yield joined(*parts)


def _group(review: Review, organisation: str) -> str:
    found = review.world.organisations.get(organisation)  # type: ignore[call-overload]
    return str(found.report_group) if found else "other"


def waits_of(review: Review, pair: Boundary) -> Iterator[Said]:
    """Every step that waited on this boundary, the longest first, each with its entries."""
    exercise = review.exercise
    if exercise is None:
        return
    from tui.controller.initiative_rows import filled, title

    found = [
        (one, name, step)
        for one in exercise.initiatives.values()
        for name, step in one.steps.items()
        if step.waited_by_organisation and boundary_of(step) == pair
    ]
    for one, name, step in sorted(found, key=lambda each: -each[2].waited_by_organisation):
        what = filled(review.world, exercise.type_of(one).step(name).title, one.parameters)
        for_whom = short_name(review.world, step.by)
        said = f"{plural(step.waited_by_organisation, 'week')} for {for_whom}: {what} ({title(exercise, one)})"
        yield inked(said), review.recording.entries_of_step(one.id, name)


def _weight(review: Review, pair: tuple[str, str]) -> int:
    """What a boundary of the findings cost, weighted; 0 of one that is not among them."""
    found = review.computed.boundaries if review.computed else ()
    return next((one.weighted for one in found if one.between == pair), 0)


def head_of(review: Review, pair: Boundary) -> Content:
    """What stands above the waits of a boundary."""
    one = worth(review.computed, pair)
    names = " and ".join(short_name(review.world, each) for each in dict.fromkeys(pair))
    others = sorted(one.joint_with, key=lambda other: -_weight(review, other)) if one else []
    joint = [" and ".join(short_name(review.world, each) for each in other) for other in others[:MOST_JOINT]]
    more = len(others) - len(joint)
    last = f"; and {more} more pairs that cost less" if more else ""
    return lines(
        [
            strong(f"Between {names}"),
            _cost(review, one),
            f"To be read together with: {'; '.join(joint)}{last}" if joint else None,
            faint("Steps that waited; enter goes to the entry. esc back; there w asks what if they had answered at once."),
        ]
    )
