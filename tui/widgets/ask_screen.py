"""A question of yes or no, asked before what cannot be undone."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer

from tui.inking import inked
from tui.widgets.prose import Prose


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
