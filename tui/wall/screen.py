"""The screen of a spectator's seat: one page for a projector, drawn anew every second. It has nothing to press."""

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from engine.ids import PUBLIC_PARTY, OrganisationId
from server.client import LinkState
from tui.desk import Desk
from tui.inking import faint, joined
from tui.wall.facts import Positions
from tui.wall.page import Wall, offline_words, wall_page
from tui.widgets.heading import Heading
from tui.widgets.status_line import connection

TURN_SECONDS = 12
"""After so many seconds the headlines show their next page."""


class WallScreen(Screen[None]):
    """Heading with the real marking, the page, and a line that says whether it is still true."""

    BINDINGS = [
        Binding("m", "app.messages", "Notices so far", show=False, id="see.messages"),
        Binding("question_mark,f1", "app.help", "Help", show=False, id="see.help", key_display="?"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._seconds = 0
        self._newest = 0
        self._online: datetime | None = None
        """When what is shown was last known to be so."""

    def compose(self) -> ComposeResult:
        """Heading, page, status."""
        yield Heading(id="heading")
        yield Static("", markup=False, id="wall")
        yield Static("", markup=False, id="wall-status")

    def on_mount(self) -> None:
        """Show what is known, and count on from here."""
        self.told()
        self.set_interval(1, self._second_passed)

    def on_resize(self) -> None:
        """Lay the page out anew."""
        self.told()

    def _second_passed(self) -> None:
        self._seconds += 1
        self.told()

    def told(self) -> None:
        """Draw the public view as it is now."""
        link = self.desk.link
        view = link.views.get(PUBLIC_PARTY)
        if view is None or not self.is_mounted:
            return
        if len(view.injects) + len(view.notices) != self._newest:
            self._newest, self._seconds = len(view.injects) + len(view.notices), 0
        if link.state is LinkState.ONLINE:
            self._online = link.now
        self.query_one(Heading).show(view.world.deck.title, view.marking)
        wall = Wall(
            width=self.size.width - 2,
            height=self.size.height - 2,
            now=link.now,
            page=self._seconds // TURN_SECONDS,
            glyphs=self.desk.glyphs,
            positions=self._positions(),
        )
        self.query_one("#wall", Static).update(wall_page(view, wall))
        self._say_whether_it_holds()

    def _positions(self) -> Positions:
        found: dict[str, dict[OrganisationId, bool]] = {}
        for (about, organisation), one in self.desk.link.annotations.positions.items():
            found.setdefault(about, {})[organisation] = one.body.agrees
        return found

    def _say_whether_it_holds(self) -> None:
        link = self.desk.link
        status = self.query_one("#wall-status", Static)
        if link.state is LinkState.ONLINE:
            rest = "  everything here is public; n = notional; ctrl+q leaves"
            status.update(joined(connection(self.desk), faint(rest)))
        else:
            status.update(offline_words(link.why, round(link.retry_in), self._online))
