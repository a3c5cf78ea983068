"""A list of what is to be said of one thing, each row with an entry that says so: enter goes there."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from tui.inking import faint, joined
from tui.review.model import Review
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.rows import Row

WEEK = "resolve-week"
MOST = 7
"""Entries of one sentence that are listed."""
Said = tuple[Content, Sequence[int]]
"""A sentence, and the entries that it rests on."""


def linked(title: str, head: Content, said: Iterable[Said], review: Review) -> ChooseScreen:
    """A page whose rows lead to entries; it closes with the number of one, or with nothing."""
    rows: list[Row] = []
    for at, (content, entries) in enumerate(said):
        first = entries[0] if entries else -1
        where = faint(f"  {review.glyphs.arrow} {first}") if entries else faint("")
        rows.append(Row(f"{at} {first}", joined(content, where)))
        told = _but_for_weeks(review, entries)
        rows += [
            Row(f"{at} {one}", faint(f"      {review.glyphs.arrow} {one}  {_in_short(review, one)}")) for one in told[:MOST]
        ]
        if len(entries) > len(told[:MOST]) + 1:
            rows.append(Row(f"{at} -1 more", faint(f"      and {len(entries) - len(told[:MOST]) - 1} entries more")))
    return ChooseScreen(title, rows, said=head, empty=f"{head.plain} No entry speaks of it.")


def _but_for_weeks(review: Review, entries: Sequence[int]) -> list[int]:
    """The entries behind the first; of weeks in a row, in which the same went on, the last alone."""
    heads = review.recording.heads
    weeks = {one for one in entries if heads[one].kind == WEEK}
    return [one for one in entries[1:] if one not in weeks or one + 1 not in weeks]


def entry_in(key: str | None) -> int | None:
    """The entry that a row of such a page leads to."""
    if key is None:
        return None
    number = int(key.split(" ")[1])
    return number if number >= 0 else None


def _in_short(review: Review, number: int) -> str:
    head = review.recording.heads[number]
    return f"{head.by}, {head.kind.replace('-', ' ')}, week {head.week}"
