"""A list of rows that keeps its place when it changes, follows its end when the cursor is there, and takes vi's keys too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.inking import faint, lines
from tui.widgets.prose import hung
from tui.widgets.reversing import reversed_where_said

TALLEST = 12
"""Lines that one row may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, by a key that stays, and how it reads."""

    key: str
    content: Content


class Rows(OptionList):
    """Rows to move through with arrows, j and k, g and G; enter opens one."""

    BINDINGS = [
        Binding("j", "cursor_down", "Next row", show=False, id="list.down"),
        Binding("k", "cursor_up", "Previous row", show=False, id="list.up"),
        Binding("g", "first", "First row", show=False, id="list.first"),
        Binding("G", "last", "Last row", show=False, id="list.last"),
    ]

    def __init__(self, *, follow: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self._follow = follow
        self._rows: tuple[Row, ...] = ()
        self._broken_at = 0
        self._drawn: dict[str, tuple[Row, Option]] = {}
        """By key, how each row was drawn last: a row that has not changed is not broken into lines again."""
        self.unseen = 0
        """Rows that came below while the cursor stood further up."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """As the style sheet says, reverse too."""
        return reversed_where_said(self, super().get_visual_style(*component_classes, partial=partial), component_classes)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        if self.highlighted is None or self.highlighted >= len(self._rows):
            return None
        return self._rows[self.highlighted].key

    @property
    def text(self) -> str:
        """The row under the cursor, as plain text."""
        return next((row.content.plain for row in self._rows if row.key == self.key), "")

    @property
    def texts(self) -> list[str]:
        """Every row as plain text."""
        return [row.content.plain for row in self._rows]

    @property
    def row_keys(self) -> list[str]:
        """The keys of all rows, in their order."""
        return [row.key for row in self._rows]

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; the cursor stays on the row that it was on, or at the end that it followed."""
        if tuple(rows) == self._rows and [one.content.spans for one in rows] == [one.content.spans for one in self._rows]:
            return
        key, index, at_end = self.key, self.highlighted or 0, self._at_end()
        before = {row.key for row in self._rows}
        self._rows = tuple(rows)
        top = self.scroll_offset.y
        self._set_options()
        if not rows:
            return
        if self._follow and at_end:
            self.highlighted = len(rows) - 1
            return
        self.unseen += sum(row.key not in before for row in rows) if self._follow else 0
        kept = next((i for i, row in enumerate(rows) if row.key == key), None)
        self.highlighted = kept if kept is not None else min(index, len(rows) - 1)
        self.scroll_to(y=top, animate=False)
        self.call_after_refresh(self.scroll_to_highlight)

    def _set_options(self) -> None:
        width = self.scrollable_content_region.width
        before = self._drawn if width == self._broken_at else {}
        self._broken_at = width
        options = [_option(row, before, width) for row in self._rows]
        self._drawn = {row.key: (row, option) for row, option in zip(self._rows, options, strict=True)}
        self.set_options(options)

    def on_resize(self) -> None:
        """Another width breaks lines elsewhere."""
        if self._rows and self.scrollable_content_region.width != self._broken_at:
            at = self.highlighted
            self._set_options()
            self.highlighted = at

    def _at_end(self) -> bool:
        return not self._rows or self.highlighted is None or self.highlighted >= len(self._rows) - 1

    def watch_highlighted(self, highlighted: int | None) -> None:
        """At the end nothing is unseen."""
        super().watch_highlighted(highlighted)
        if self._at_end():
            self.unseen = 0

    def put_cursor_on(self, key: str) -> None:
        """Move the cursor to the row of that key, if it is there."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.highlighted = index


def _option(row: Row, before: Mapping[str, tuple[Row, Option]], width: int) -> Option:
    """The row as it was drawn before, if it reads as it did then; else drawn anew."""
    then, option = before.get(row.key, (None, None))
    if then is not None and option is not None and then == row and then.content.spans == row.content.spans:
        return option
    return Option(_short(hung(row.content, width)))


def _short(content: Content) -> Content:
    """No row is so tall that it hides the others; what it stands for is read whole where it is opened."""
    shown = content.split("\n", allow_blank=True)
    if len(shown) <= TALLEST:
        return content
    return lines([*shown[: TALLEST - 1], faint(f"  … {len(shown) - TALLEST + 1} lines more")])
