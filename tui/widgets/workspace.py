"""What the workspaces of seats share beside their panes: refusals, facts, messages, and the lines around them."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Footer

from tui.desk import Desk
from tui.drafts import write_atomically
from tui.published.screen import PublishedList
from tui.widgets.heading import Heading
from tui.widgets.paned import PanedScreen
from tui.widgets.phase_line import PhaseLine
from tui.widgets.refusals import Refusals
from tui.widgets.status_line import StatusLine
from tui.widgets.tabs import PaneTabs


class Workspace(PanedScreen):
    """The panes of one seat."""

    BINDINGS = [
        Binding("escape", "put_away", "Put a refusal away", show=False, id="see.put-away"),
        Binding("m", "app.messages", "Notices so far", show=False, id="see.messages"),
        Binding("f", "published", "Facts that are published: countries, systems, parts, levers", show=False, id="see.facts"),
    ]

    ORDER_OF_PHASES: ClassVar[Sequence[tuple[str, str]]] = ()
    """For the help: each phase, and what leads on from it."""
    OTHER_WORDS: ClassVar[Mapping[str, str]] = {}
    """For the palette: actions under further words by which somebody may look for them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Heading, where it stands, panes, refusals, status, keys."""
        yield Heading(id="heading")
        yield PhaseLine()
        yield PaneTabs()
        with Container(id="panes"):
            yield from self.panes_as_drawn
        yield Refusals(self.desk)
        yield StatusLine(self.desk)
        yield Footer()

    def action_published(self) -> None:
        """Choose one thing of the world as it is published, and read its page; esc comes back to the list."""
        world = self.desk.world
        if world is not None:
            self.app.push_screen(PublishedList(world))

    def action_put_away(self) -> None:
        """Put the newest refusal away; it stays among the messages."""
        if self.desk.refusals:
            self.desk.refusals.pop()
            self.query_one(Refusals).show()

    def action_save(self) -> None:
        """Write the whole pane into a file beside the drafts, and say where."""
        desk, pane = self.desk, self.panes[self.current - 1]
        exercise = desk.link.exercise
        turn = exercise.turn if exercise else desk.views[0].turn if desk.views else 0
        name = f"{pane.pane_name.lower().replace(' ', '-').replace('&', 'and')}-turn-{turn}.txt"
        file = desk.drafts.path.with_suffix(f".{name}")
        problem = write_atomically(file, self.whole())
        said = f"Nothing was written. {problem}" if problem else f"Written to {file}."
        self.app.notify(said, timeout=10, markup=False)
