"""A reason, asked for before something is done; it closes with the reason, or with nothing."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input

from tui.inking import inked
from tui.widgets.prose import Prose


class ReasonScreen(ModalScreen[str | None]):
    """Enter gives the reason; esc goes back."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Back", id="reason.back")]

    def __init__(self, title: str, said: str, *, hint: str = "the reason, then enter") -> None:
        super().__init__()
        self._hint = hint
        self._title = title
        self._said = said

    def compose(self) -> ComposeResult:
        """A few words, and a line to write on."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked(self._title)
            yield Prose(inked(self._said), classes="said")
            yield Input(placeholder=self._hint, compact=True, max_length=500)
        yield Footer(show_command_palette=False)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
