"""A question of yes or no, asked before what cannot be undone."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from tui.inking import inked
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows


class AskScreen(ModalScreen[bool]):
    """`y` does it; `n` and esc leave everything as it is. Enter does nothing: no reflex starts a war."""

    BINDINGS = [
        Binding("y", "dismiss(True)", "Yes", id="ask.yes"),
        Binding("n,escape", "dismiss(False)", "No", id="ask.no"),
    ]

    def __init__(self, title: str, said: Content) -> None:
        super().__init__()
        self._title = title
        self._said = said

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked(self._title)
            with VerticalScroll(classes="form-body"):
                yield Prose(self._said)
        yield Footer(show_command_palette=False)


class AskAtOnce(AskScreen):
    """The same question where every second counts: enter is yes as well."""

    BINDINGS = [Binding("enter", "dismiss(True)", "Yes", id="ask.at-once")]


class AskOverRows(AskScreen):
    """The same question over a list: enter opens a row to read it, and comes back to the question."""

    def __init__(self, title: str, said: Content, rows: Sequence[Row], opens: Callable[[str], None]) -> None:
        super().__init__(title, said)
        self._rows = rows
        self._opens = opens

    def compose(self) -> ComposeResult:
        """The question, and the rows that it is about."""
        with Vertical(classes="form choose") as box:
            box.border_title = inked(self._title)
            yield Prose(self._said, classes="said")
            yield Rows(id="choices")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the rows, the first one marked."""
        rows = self.query_one(Rows)
        rows.show(self._rows)
        rows.display = bool(self._rows)

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        self._opens(self._rows[event.option_index].key)
