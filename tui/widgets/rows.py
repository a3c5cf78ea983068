"""A list of rows that keeps its place when it changes, follows its end when the cursor is there, and takes vi's keys too."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.style import Style
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.broken_rows import BrokenRows, alike
from tui.widgets.broken_rows import Row as Row
from tui.widgets.reversing import reversed_where_said

MANY = 60
"""Of so many rows the lines are broken before the list is opened, a few at a time."""
AT_ONCE = 20
"""Rows that are broken between two looks at the keys."""
SOON = 0.02
"""Seconds from one such lot to the next."""


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
        self._broken = BrokenRows()
        self._ahead: Timer | None = None
        self.unseen = 0
        """Rows that came below while the cursor stood further up."""
        self._fell_on = ""
        self._let_go = ""

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

    @property
    def fell(self) -> bool:
        """Whether the row under the cursor is there only because the one that was marked is gone."""
        return bool(self._fell_on) and self._fell_on == self.key

    def settle_for(self) -> None:
        """Whoever looks knows the row under the cursor now."""
        self._fell_on = ""

    def let_go(self, key: str) -> None:
        """The row of that key is done with: that it goes is no news to whoever has the cursor."""
        self._let_go = key

    def fall_to(self, index: int) -> None:
        """Put the cursor on a row that nobody chose."""
        self.highlighted = index
        self._fell_on = self.key or ""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; the cursor stays on the row that it was on, or at the end that it followed."""
        if len(rows) == len(self._rows) and all(
            one.key == other.key and alike(one.content, other.content) for one, other in zip(rows, self._rows, strict=True)
        ):
            return
        key, index, at_end = self.key, self.highlighted or 0, self._at_end()
        before, unseen = {row.key for row in self._rows}, self.unseen
        self._rows = tuple(rows)
        self._broken.keep_only(rows)
        top = self.scroll_offset.y
        self._set_options()
        if not rows:
            return
        if not self._broken_at and len(rows) >= MANY:
            self._break_ahead()
        if self._follow and at_end:
            self.highlighted = len(rows) - 1
            return
        self.unseen = unseen + sum(row.key not in before for row in rows) if self._follow else 0
        kept = next((i for i, row in enumerate(rows) if row.key == key), None)
        if kept is None and key is not None and key != self._let_go:
            self.fall_to(min(index, len(rows) - 1))
        else:
            self.highlighted = kept if kept is not None else min(index, len(rows) - 1)
        self.scroll_to(y=top, animate=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """A scrollbar that came takes its column; the cursor stays in sight."""
        self.on_resize()
        self.scroll_to_highlight()

    def _set_options(self) -> None:
        self._broken_at = self.scrollable_content_region.width
        if self._broken_at:
            self.set_options([Option(one) for one in self._broken.all_of(self._rows, self._broken_at)])
        else:
            self.set_options([Option("") for _ in self._rows])  # nobody sees them: they are broken once a width is known

    def _break_ahead(self, begun: int = 0) -> None:
        """Break the lines of a list that is out of sight, newest first, for the width that it will have once it is opened."""
        ahead = self._rows[::-1][begun : begun + AT_ONCE]
        if self._broken_at or not ahead:
            return
        open_ones = max((one.content_region.width for one in self.screen.query(Rows)), default=0)
        if open_ones:
            self._broken.all_of(ahead, open_ones - self.styles.scrollbar_size_vertical)
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(SOON, lambda: self._break_ahead(begun + AT_ONCE if open_ones else begun))

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
        if self.key not in (None, self._fell_on):
            self._fell_on = ""

    def put_cursor_on(self, key: str) -> None:
        """Move the cursor to the row of that key, if it is there."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.highlighted = index
