"""What is shown before the greeting: where the client connects to, and why it cannot."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from server.client import LinkState
from tui.desk import Desk
from tui.inking import bad, faint, inked, joined, key, lines, strong
from tui.widgets.status_line import connection


class ConnectingScreen(Screen[None]):
    """It gives way to the workspace at the greeting."""

    BINDINGS = [Binding("f1,question_mark", "app.help", "Help", id="see.help")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """A few words in the middle."""
        with Container(id="connecting"):
            yield Static("", markup=False, id="connecting-words")

    def on_mount(self) -> None:
        """Say where things stand."""
        self.told()

    def told(self) -> None:
        """Say where things stand now."""
        link = self.desk.link
        refused = link.state is LinkState.REFUSED
        said = lines(
            [
                joined(strong("surgex"), faint("  a production-diplomacy tabletop exercise")),
                "",
                joined(connection(self.desk), "  ", inked(link.url)),
                (bad(f"Not admitted: {link.why}") if refused else inked(link.why)) if link.why else None,
                "Ask control for a new token, then join again." if refused else None,
                "",
                joined(key("ctrl+q"), faint(" leaves")),
            ]
        )
        for words in self.query("#connecting-words").results(Static):
            words.update(said)
