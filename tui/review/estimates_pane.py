"""What organisations had said a system would make, and what came: the assumption under test, row by row."""

from collections.abc import Iterator

from textual.content import Content

from aar.rates import rate_in
from engine.estimates import EstimateRow
from engine.events import EstimateSealed
from engine.ids import SystemId
from engine.units import THOUSAND
from tui.inking import bad, faint, good, inked, joined, lines, strong
from tui.review.model import Review
from tui.review.opening_entries import Said
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import count, plural, short_name

EMPTY = "Nobody has sealed an estimate. At StartEx, mid-point and EndEx they appear here, beside what came."


Sealed = tuple[int, EstimateSealed, EstimateRow]
"""Entry, what was sealed in it, and one row of that."""
Question = tuple[SystemId, str, int]
"""A system, an occasion, and a month after StartEx."""


class EstimatesPane(FollowingRows[Question]):
    """By system and occasion; enter opens what each organisation said, and leads to the entry in which it was sealed."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Estimates")

    def follow(self, review: Review) -> None:
        """All that were sealed in the log; those that come after the cursor say so."""
        if review.recording.played is None:
            self.show([], empty="This copy withholds control's parts, and with them what others said.")
            return
        rows = [
            (Row(" ".join(map(str, question)), _row(review, question, said)), question)
            for question, said in by_question(review).items()
        ]
        self.show(
            rows, empty=EMPTY, foot=faint("units a month, the middle of what was expected; enter opens each") if rows else None
        )


def by_question(review: Review) -> dict[Question, list[Sealed]]:
    """What was said of each system for each month, in the order of systems and occasions."""
    found: dict[Question, list[Sealed]] = {}
    for number, event in review.recording.happened.get("estimate-sealed", ()):
        if isinstance(event, EstimateSealed):
            for row in event.rows:
                found.setdefault((SystemId(row.system), event.occasion, row.month), []).append((number, event, row))
    order = list(review.world.systems)
    occasions = list(dict.fromkeys(occasion for _, occasion, _ in found))
    return dict(sorted(found.items(), key=lambda one: (order.index(one[0][0]), occasions.index(one[0][1]), one[0][2])))


def _row(review: Review, question: Question, said: list[Sealed]) -> Content:
    system, occasion, month = question
    expected = sorted(row.expected for _, _, row in said)
    middle = expected[len(expected) // 2]
    span = f"{expected[0]:,} to {expected[-1]:,}" if expected[0] != expected[-1] else "all alike"
    later = faint("  (sealed later)") if said[0][0] > review.cursor else inked("")
    came = rate_in(review.rates(system), month)
    return lines(
        [
            joined(strong(review.world.systems[system].title), faint(f"  {occasion}, month {month}"), later),
            joined(f"  {plural(len(said), 'organisation')} expected {middle:,} ({span}); ", _came(middle, middle, came)),
        ]
    )


def _came(low: int, high: int, came: int | None) -> Content:
    if came is None:
        return faint("that month was not played")
    if came < low * THOUSAND:
        return bad(f"came {count(came)}: less")
    if came > high * THOUSAND:
        return good(f"came {count(came)}: more")
    return good(f"came {count(came)}: as they said")


def head_of(review: Review, question: Question) -> Content:
    """What stands above what each organisation said."""
    system, occasion, month = question
    title = f"{review.world.systems[system].title}: what was said at {occasion} of month {month}"
    return lines([strong(title), faint("Units a month, expected (low to high); enter goes to the entry, esc back.")])


def said_of(review: Review, question: Question) -> Iterator[Said]:
    """What each organisation said, and how far that was from what came."""
    came = rate_in(review.rates(question[0]), question[2])
    for number, event, row in by_question(review)[question]:
        who = short_name(review.world, event.organisation)
        first = short_name(review.world, row.first_mover)
        told = f": {row.expected:,} ({row.low:,} to {row.high:,}), confidence {row.confidence}, first must act {first}; "
        yield joined(strong(who), told, _came(row.low, row.high, came)), (number,)
