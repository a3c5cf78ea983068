"""What is shown before the greeting: where the client connects to, and why it cannot. The first picture: it loads little."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.glyphs import Glyphs
from tui.inking import Inked, bad, faint, inked, joined, key, lines, strong, warn

if TYPE_CHECKING:
    from tui.desk import Desk


class ConnectingScreen(Screen[None]):
    """It gives way to the workspace at the greeting."""

    BINDINGS = [Binding("f1,question_mark", "app.help", "Help", id="see.help")]

    def __init__(self, url: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._url = url
        self._glyphs = glyphs
        self._desk: Desk | None = None

    def compose(self) -> ComposeResult:
        """A few words in the middle."""
        with Container(id="connecting"):
            yield Static("", markup=False, id="connecting-words")

    def on_mount(self) -> None:
        """Say where things stand."""
        self.told()

    def follow(self, desk: "Desk") -> None:
        """From now on there is a link to tell of."""
        self._desk = desk
        self.told()

    def told(self) -> None:
        """Say where things stand now."""
        stands = _of_link(self._desk) if self._desk else [_opening(self._url, self._glyphs)]
        title = joined(strong("surgex"), faint("  a production-diplomacy tabletop exercise"))
        said = lines([title, "", *stands, "", joined(key("ctrl+q"), faint(" leaves"))])
        for words in self.query("#connecting-words").results(Static):
            words.update(said)


def _opening(url: str, glyphs: Glyphs) -> Content:
    """Before there is a link: the line reads as it will."""
    return joined(warn(f"{glyphs.to_come} connecting"), "  ", inked(url))


def _of_link(desk: "Desk") -> list[Inked | None]:
    from server.client import LinkState
    from tui.widgets.status_line import connection

    link = desk.link
    refused = link.state is LinkState.REFUSED
    return [
        joined(connection(desk), "  ", inked(link.url)),
        (bad(f"Not admitted: {link.why}") if refused else inked(link.why)) if link.why else None,
        "Ask control for a new token, then join again." if refused else None,
    ]
