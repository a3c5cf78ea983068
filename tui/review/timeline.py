"""The timeline: every turn, inject, finding and own mark of the log on one bar, with the cursor; a click goes there."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, inked, joined, lines, strong, styled, warn
from tui.review.model import Review

LEGEND = "i inject, F finding, M noted or marked, bars: orders"


class Timeline(Static):
    """Two lines: turns above, what happened below."""

    class Chosen(Message):
        """A place on the bar was clicked."""

        def __init__(self, entry: int) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self) -> None:
        super().__init__("", markup=False, id="timeline")
        self._last = 0

    def show(self, review: Review) -> None:
        """Draw it anew."""
        self._last = review.recording.last
        width = max(20, self.app.size.width - 2)
        self.update(lines([ruler(review, width), bar(review, width)]))

    def on_click(self, event: events.Click) -> None:
        """Go to the entry under the click."""
        width = max(20, self.app.size.width - 2)
        offset = event.get_content_offset(self)
        if offset is not None:
            self.post_message(self.Chosen(min(self._last, (offset.x * (self._last + 1) + width - 1) // width)))


def column(number: int, last: int, width: int) -> int:
    """Where on a bar of so many columns an entry stands."""
    return min(width - 1, number * width // (last + 1))


def ruler(review: Review, width: int) -> Content:
    """The turns, each from where it begins; those for whose name there is no room are left out."""
    line = [" "] * width
    free = 0
    for turn, number in review.turn_starts():
        at, name = column(number, review.recording.last, width), f"|T{turn}"
        if at >= free and at + len(name) <= width:
            line[at : at + len(name)] = name
            free = at + len(name) + 1
    here = column(review.cursor, review.recording.last, width)
    return joined(faint("".join(line[:here])), strong(review.glyphs.more), faint("".join(line[here + 1 :])))


def bar(review: Review, width: int) -> Content:
    """Of each column the most telling: a mark, a finding, an inject, else how much was ordered there."""
    last, glyphs = review.recording.last, review.glyphs
    signs: list[tuple[str, str]] = [(one, " ") for one in _density(review, width, glyphs)]
    for name, entries in (
        ("inject", review.events("inject-released")),
        ("finding", findings_at(review)),
        ("mark", review.marks()),
    ):
        for number in entries:
            if number <= last:
                signs[column(number, last, width)] = ({"inject": "i", "finding": "F", "mark": "M"}[name], name)
    inks = {" ": faint, "inject": good, "finding": bad, "mark": warn}
    here = column(review.cursor, last, width)
    parts = [styled(sign, "bold reverse") if at == here else inks[kind](sign) for at, (sign, kind) in enumerate(signs)]
    return inked("").join(parts)


def findings_at(review: Review) -> Sequence[int]:
    """The entries at which detectors found candidates."""
    return review.events("candidate-found")


def _density(review: Review, width: int, glyphs: Glyphs) -> str:
    counts = [0] * width
    for head in review.recording.heads:
        if head.kind and head.by not in ("clock", "control"):
            counts[column(head.number, review.recording.last, width)] += 1
    return "".join(" " if not one else glyphs.sparkline([one, max(counts)], 2)[0] for one in counts)
