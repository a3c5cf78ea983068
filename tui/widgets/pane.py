"""A pane with its key in the title: either rows, or words that say what will appear here."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tui.inking import inked, lines, warn
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows

Target = TypeVar("Target")


BARE = "-one"
"""The class of the room of panes in which one stands alone, without a border."""
PANE_KEYS = "1234567890-"
"""The key that opens each pane, in their order."""


class Pane(Vertical):
    """A bordered room of the workspace."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(id=f"pane-{number}", classes="pane")
        self.number = number
        self.pane_name = name
        self.border_title = inked(f"[{PANE_KEYS[number - 1]}] {name}")

    @property
    def entrance(self) -> Widget:
        """What takes the keys when the pane is chosen."""
        raise NotImplementedError

    @property
    def text_to_copy(self) -> str:
        """What `y` copies."""
        raise NotImplementedError


class RowsPane(Pane, Generic[Target]):
    """A pane of rows, each with what it is about."""

    def __init__(self, number: int, name: str, *, follow: bool = False) -> None:
        super().__init__(number, name)
        self.rows = Rows(follow=follow, id=f"rows-{number}")
        self._empty = Prose(classes="empty")
        self._foot = Prose(classes="foot")
        self._own_foot: Content | None = None
        self._targets: Mapping[str, Target] = {}

    def compose(self) -> ComposeResult:
        """The rows, or what is said where there are none; below them a few words that stay."""
        yield self.rows
        yield self._empty
        yield self._foot

    def on_mount(self) -> None:
        """Nothing is here yet."""
        self._foot.display = False

    @property
    def entrance(self) -> Widget:
        """The rows take the keys, empty or not."""
        return self.rows

    @property
    def text_to_copy(self) -> str:
        """The row under the cursor."""
        return self.rows.text

    @property
    def target(self) -> Target | None:
        """What the row under the cursor is about."""
        return self._targets.get(self.rows.key or "")

    def show(self, rows: Sequence[tuple[Row, Target]], *, empty: str, foot: Content | None = None) -> None:
        """Show these rows; `empty` says what will appear here and which key to press."""
        self._targets = {row.key: target for row, target in rows}
        self.rows.show([row for row, _ in rows])
        self._empty.say(empty)
        self.set_class(not rows, "-empty")
        self._empty.display = not rows
        self._own_foot = foot
        self._tell_new()

    def on_option_list_option_highlighted(self) -> None:
        """Whoever went to the end has seen what is new there."""
        if self.border_subtitle and not self.rows.unseen:
            self._tell_new()

    def _tell_new(self) -> None:
        new = inked(f"+{self.rows.unseen} new, G goes there" if self.rows.unseen else "")
        self.border_subtitle = new
        bare = self.parent is not None and self.parent.has_class(BARE)
        below = lines([self._own_foot, warn(new.plain) if bare and new else None])
        self._foot.display = bool(below)
        self._foot.say(below)


class WordsPane(Pane):
    """A pane of words to scroll through."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(number, name)
        self._text = ""
        self._words = Prose()
        self._scroll = Words(self._words, id=f"words-{number}")

    def compose(self) -> ComposeResult:
        """The words, in something that scrolls."""
        yield self._scroll

    @property
    def entrance(self) -> Widget:
        """What scrolls takes the keys."""
        return self._scroll

    @property
    def text_to_copy(self) -> str:
        """All of the words."""
        return self._text

    @property
    def shown_lines(self) -> list[str]:
        """The words, line by line as they are broken now."""
        return self._words.shown_lines

    def show(self, content: Content) -> None:
        """Show these words instead, at the same place."""
        self._text = content.plain
        self._words.say(content)


class Words(VerticalScroll, can_focus=True):
    """Words that scroll with arrows, j and k, g and G."""

    BINDINGS = [
        Binding("j", "scroll_down", "Down", show=False, id="list.words-down"),
        Binding("k", "scroll_up", "Up", show=False, id="list.words-up"),
        Binding("g", "scroll_home", "To the top", show=False, id="list.words-first"),
        Binding("G", "scroll_end", "To the end", show=False, id="list.words-last"),
    ]
