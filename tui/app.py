"""The terminal client of one seat: connects, and opens the workspace that the seat's role calls for. Wiring only."""

from collections.abc import Callable, Mapping, Sequence

from textual import events, on
from textual.screen import Screen

from engine.stored import Plain
from server.client import LinkState, SeatClient
from server.wire import Role
from tui.connecting import ConnectingScreen
from tui.controller.workspace import ControlScreen
from tui.desk import Connect, Desk, SeatLink
from tui.drafts import Drafts
from tui.evaluator.workspace import EvaluatorScreen
from tui.hearing import Hearing
from tui.inking import bad, good, inked, joined, lines
from tui.link import LinkNews, follow
from tui.participant.workspace import ParticipantScreen
from tui.settings import ClientConfig
from tui.shell import Shell
from tui.too_small import TooSmall
from tui.wall.screen import WallScreen
from tui.widgets.ask_screen import AskScreen
from tui.widgets.words_screen import WordsScreen

WORKSPACES: Mapping[Role, Callable[[Desk], Screen[None]]] = {
    "participant": ParticipantScreen,
    "observer": ParticipantScreen,
    "control": ControlScreen,
    "evaluator": EvaluatorScreen,
    "spectator": WallScreen,
}
"""What opens for each role; evaluators and observers are offered nothing that changes something."""
SHOWN_AT_ONCE = 4
"""So many toasts for one batch of news; the rest is counted."""


class SurgexApp(Shell):
    """One seat. It ends with 0, or with 1 where the seat was refused."""

    def __init__(self, connect: Connect, *, token: str, config: ClientConfig, only: Role | None = None) -> None:
        super().__init__(config)
        self._only = only
        self.unfit: Role | None = None
        """The role of the seat, where it is not the only one that was wanted."""
        self._connect = connect
        self._drafts = Drafts(config.folder, token)
        self._opened = False
        self._was_online = False
        self._lost = False
        self.desk: Desk
        self._hearing: Hearing

    def on_mount(self) -> None:
        """Connect."""
        self.dress()
        link: SeatLink = follow(self, self._connect, self._drafts.pending, self.config.updates)
        self.desk = Desk(link=link, drafts=self._drafts, config=self.config)
        self._hearing = Hearing(self.desk)
        if self._drafts.problem:
            self.notify(self.desk.say("notice", self._drafts.problem).sentence, severity="warning", timeout=10)
        self.push_screen(ConnectingScreen(self.desk))
        self.mind_size(self.size)
        self.set_interval(1, self._count_down)

    async def on_event(self, event: events.Event) -> None:
        """Whoever presses a key looks at the screen: what was told is seen."""
        if isinstance(event, events.Key) and self._opened:
            self.desk.link.saw()
        await super().on_event(event)

    def _count_down(self) -> None:
        if self.desk.link.state in (LinkState.RECONNECTING, LinkState.CONNECTING):
            self.tell_screens()
        for screen in self.screen_stack:
            if isinstance(screen, ParticipantScreen):
                screen.second_passed()

    @on(LinkNews)
    def _news(self, news: LinkNews) -> None:
        """The link changed: verdicts and notices are said, then every open screen looks again."""
        if not self._opened and self.desk.link.role is not None:
            self._open_workspace()
        if "link" in news.kinds:
            self._say_link()
        if "verdict" in news.kinds:
            self._say_verdicts()
        if "notice" in news.kinds:
            self._say_notices()
        self._say_news()
        self.tell_screens()

    def _open_workspace(self) -> None:
        self._opened = True
        link = self.desk.link
        if self._only not in (None, link.role):
            self.unfit = link.role
            self._leave(True)
            return
        self.config.keep_server(link.url)
        if not self._drafts.belongs_to(link.exercise_id):
            self.notify("Drafts of another exercise were set aside.", markup=False, timeout=10)
        workspace = WORKSPACES[link.role or "participant"]
        if isinstance(self.screen, TooSmall):
            self.pop_screen()
        self.switch_screen(workspace(self.desk))
        self.mind_size(self.size)

    def _say_link(self) -> None:
        """Once when the connection is lost, and once when it is back: what happens now, and what to do."""
        link, was = self.desk.link, self._was_online
        self._was_online = self.desk.online
        if was and link.state is LinkState.RECONNECTING:
            said = "The connection is lost. Go on: what you write is kept on disk, orders go out once it is back."
            self.notify(self.desk.say("notice", said).sentence, severity="warning", timeout=10)
        elif self._was_online and not was and self._lost:
            self.notify(self.desk.say("notice", "The connection is back; what waited here goes out now.").sentence, timeout=5)
        self._lost = link.state is LinkState.RECONNECTING or (self._lost and not self._was_online)

    def _say_verdicts(self) -> None:
        for said in self._hearing.verdicts():
            if said.what == "done":
                self.notify(f"{self.desk.glyphs.done} {said.sentence}", timeout=5, markup=False)

    def _say_notices(self) -> None:
        for said in self._hearing.notices():
            self.notify(said.sentence, severity="warning", timeout=10, markup=False)

    def _say_news(self) -> None:
        """What came in by itself is said once, over whatever is open, and kept with its turn."""
        found = self._hearing.news()
        if found and self.config.bell:
            self.bell()
        for one in found[:SHOWN_AT_ONCE]:
            self.notify(one.sentence, timeout=5, markup=False)
        if len(found) > SHOWN_AT_ONCE:
            self.notify(f"and {len(found) - SHOWN_AT_ONCE} more: m has them all", timeout=5, markup=False)

    def files(self) -> Sequence[str]:
        """Drafts too."""
        return [f"drafts   {self._drafts.path}", *self.settings_files()]

    def action_messages(self) -> None:
        """What was said so far, newest first."""
        desk = self.desk
        marks = {"done": good(desk.glyphs.done), "refused": bad(desk.glyphs.stopped)}
        said = [joined(marks.get(one.what, inked(desk.glyphs.dot)), f" {one.sentence}") for one in reversed(desk.said)]
        page = lines(said) if said else inked("Nothing was said yet. Verdicts, refusals and notices are kept here.")
        self.push_screen(WordsScreen("Messages so far", page))

    def action_leave(self) -> None:
        """Leave; asks only with orders that have not been answered."""
        unsent = self.desk.unsent()
        if not unsent or isinstance(self.screen, AskScreen):
            self._leave(True)
            return
        said = f"{unsent} of your orders have no answer yet."
        kept = "They are kept on disk and go out when you join again with the same token."
        self.push_screen(AskScreen("Leave with orders not sent?", lines([said, kept, "", "y leaves, n stays."])), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.desk.link.close()
            self.exit(1 if self.desk.link.state is LinkState.REFUSED else 0)


def run_client(url: str, token: str, *, config: ClientConfig | None = None) -> int:
    """Join the exercise at `url` with a seat's token; comes back when the player leaves. 0 done, 1 the seat was refused."""
    config = config or ClientConfig()
    return _client(url, token, config, None).run(mouse=config.mouse) or 0


def run_wall(url: str, token: str, *, config: ClientConfig) -> tuple[int, Role | None]:
    """Show the wall of a spectator's seat. Gives the exit code too, and the role of a seat that is no spectator's."""
    app = _client(url, token, config, "spectator")
    return app.run(mouse=config.mouse) or 0, app.unfit


def _client(url: str, token: str, config: ClientConfig, only: Role | None) -> SurgexApp:
    def connect(on_change: Callable[[str], object], pending: Plain | None) -> SeatLink:
        return SeatClient(url, token, on_change=on_change, pending=pending)

    return SurgexApp(connect, token=token, config=config, only=only)
