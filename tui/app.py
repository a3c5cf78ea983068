"""The terminal client of one seat: connects, and opens the workspace that the seat's role calls for. Wiring only.

It paints its first picture before it loads what draws workspaces: whatever that needs is imported where it is used.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on
from textual.screen import ModalScreen

from tui.connecting import ConnectingScreen
from tui.drafts import Drafts
from tui.inking import bad, good, inked, joined, lines
from tui.link import LinkNews, follow
from tui.settings import ClientConfig
from tui.shell import Shell
from tui.too_small import TooSmall

if TYPE_CHECKING:
    from engine.stored import Plain
    from server.wire import Role
    from tui.desk import Connect, Desk, SeatLink
    from tui.hearing import Hearing

LOADED_LATER = "tui.workspaces"
"""Loads every screen, the engine's words and the wire."""
SHOWN_AT_ONCE = 4
"""So many toasts for one batch of news; the rest is counted."""
SETTLED = 0.5
"""Seconds after which what a workspace was opened with is there to stay."""


class SurgexApp(Shell):
    """One seat. It ends with 0, or with 1 where the seat was refused."""

    alone = False
    """Whether the process is this client's and nobody else's."""

    def __init__(
        self, connect: "Connect", *, token: str, config: ClientConfig, only: "Role | None" = None, url: str = ""
    ) -> None:
        super().__init__(config)
        self.url = url
        self._only = only
        self.unfit: Role | None = None
        """The role of the seat, where it is not the only one that was wanted."""
        self._connect = connect
        self._drafts = Drafts(config.folder, token)
        self._opened = False
        self._was_online = False
        self._lost = False
        self._sits = False
        """Whether there is a desk; before that everything is still being loaded."""
        self.desk: Desk
        self._hearing: Hearing

    def on_mount(self) -> None:
        """Paint the first picture, then load the rest and connect."""
        self.dress()
        self.push_screen(ConnectingScreen(self.url, self.config.glyphs))
        self.mind_size(self.size)
        if LOADED_LATER in sys.modules:
            self._sit_down()
        else:
            self.call_after_refresh(lambda: self.run_worker(self._load(), group="load"))

    async def _load(self) -> None:
        """Everything else, beside the screen that is there."""
        await asyncio.to_thread(import_module, LOADED_LATER)
        self._sit_down()

    def _sit_down(self) -> None:
        from tui.desk import Desk
        from tui.hearing import Hearing

        link: SeatLink = follow(self, self._connect, self._drafts.pending, self.config.updates)
        self.desk = Desk(link=link, drafts=self._drafts, config=self.config)
        self._hearing = Hearing(self.desk)
        self._sits = True
        self._say_trouble()
        for screen in self.screen_stack:
            if isinstance(screen, ConnectingScreen):
                screen.follow(self.desk)
        self.set_interval(1, self._count_down)

    async def on_event(self, event: events.Event) -> None:
        """Whoever presses a key looks at the screen: what was told is seen."""
        if isinstance(event, events.Key) and self._opened:
            self.desk.link.saw()
            going_on = getattr(self.screen, "goes_on_typing", None)
            if event.is_printable and going_on is not None and going_on():
                return
        await super().on_event(event)

    def _say_trouble(self) -> None:
        for said in self._hearing.trouble():
            self.notify(said.sentence, severity="warning", timeout=10)

    def _count_down(self) -> None:
        self._say_trouble()
        if not self.desk.online:
            self.tell_screens()
        self.tell_screens("second_passed")
        self._say_held()

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
        from tui.workspaces import WORKSPACES

        self._opened = True
        link = self.desk.link
        if self._only not in (None, link.role):
            self.unfit = link.role
            self._leave(True)
            return
        self.config.keep_server(link.url)
        if not self.desk.find_drafts():
            self.notify("Drafts of another exercise were set aside.", markup=False, timeout=10)
        workspace = WORKSPACES[link.role or "participant"]
        if isinstance(self.screen, TooSmall):
            self.pop_screen()
        self.switch_screen(workspace(self.desk))
        self.mind_size(self.size)
        if self.alone:
            self.set_timer(SETTLED, _settle)

    def _say_link(self) -> None:
        """Once when the connection is lost, and once when it is back: what happens now, and what to do."""
        from server.client import LinkState

        link, was = self.desk.link, self._was_online
        self._was_online = self.desk.online
        if was and link.state is LinkState.RECONNECTING:
            said = "The connection is lost. Go on: what you write is kept on disk, orders go out once it is back."
            self.notify(self.desk.say("notice", said).sentence, severity="warning", timeout=10)
        elif was and link.state is LinkState.REFUSED:
            said = f"{link.why} Nothing goes out any more; what you write is kept. With a new token, join again."
            self.notify(self.desk.say("notice", said).sentence, severity="error", timeout=60)
        elif self._was_online and not was and self._lost:
            self.notify(self.desk.say("notice", "The connection is back; what waited here goes out now.").sentence, timeout=5)
        self._lost = link.state is LinkState.RECONNECTING or (self._lost and not self._was_online)

    def _say_verdicts(self) -> None:
        for said in self._hearing.verdicts():
            if said.what == "done":
                self._say_in_passing([f"{self.desk.glyphs.done} {said.sentence}"])

    def _say_notices(self) -> None:
        from tui.hearing import in_passing

        for said in self._hearing.notices():
            short = in_passing(said.sentence)
            self.notify(short, severity="warning", timeout=10 if short == said.sentence else 4, markup=False)

    def _say_news(self) -> None:
        """What came in by itself is said once, over whatever is open but the first page, and kept with its turn."""
        found = self._hearing.news()
        if found and self.config.bell:
            self.bell()
        if getattr(self.screen, "undisturbed", False):
            return  # it would cover what is read first; the lists behind the page have it
        self._say_in_passing([one.sentence for one in found])

    def _say_in_passing(self, sentences: Sequence[str]) -> None:
        """As toasts; what is open in front waits to be closed first, and its line of status counts what is held back."""
        if isinstance(self.screen, ModalScreen):
            self.desk.held += sentences
            return
        for one in sentences[:SHOWN_AT_ONCE]:
            self.notify(one, timeout=5, markup=False)
        if len(sentences) > SHOWN_AT_ONCE:
            self.notify(f"and {len(sentences) - SHOWN_AT_ONCE} more: m has them all", timeout=5, markup=False)

    def _say_held(self) -> None:
        """Once nothing is open in front any more."""
        if self.desk.held and not isinstance(self.screen, ModalScreen):
            held, self.desk.held = self.desk.held, []
            self._say_in_passing(held)

    def files(self) -> Sequence[str]:
        """Drafts too."""
        return [f"drafts   {self._drafts.path}", *self.settings_files()]

    def action_messages(self) -> None:
        """What was said so far, newest first."""
        from tui.widgets.words_screen import WordsScreen

        desk = self.desk
        marks = {"done": good(desk.glyphs.done), "refused": bad(desk.glyphs.stopped)}
        said = [joined(marks.get(one.what, inked(desk.glyphs.dot)), f" {one.sentence}") for one in reversed(desk.said)]
        page = lines(said) if said else inked("Nothing was said yet. Verdicts, refusals and notices are kept here.")
        self.push_screen(WordsScreen("Notices so far", page))

    def action_leave(self) -> None:
        """Leave; asks only with orders that have not been answered."""
        from tui.widgets.ask_screen import AskScreen

        unsent = self.desk.unsent() if self._sits else 0
        if not unsent or isinstance(self.screen, AskScreen):
            self._leave(True)
            return
        said = f"{unsent} of your orders have no answer yet."
        kept = "They are kept on disk and go out when you join again with the same token."
        self.push_screen(AskScreen("Leave with orders not sent?", lines([said, kept, "", "y leaves, n stays."])), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.exit(self._left() if self._sits else 0)

    def _left(self) -> int:
        """Close the link; 1 where the seat was refused."""
        from server.client import LinkState

        self.desk.link.close()
        return 1 if self.desk.link.state is LinkState.REFUSED else 0


def _settle() -> None:
    """The world and the screens stay: looking through them for what can be thrown away costs a key a tenth of a second."""
    gc.collect()
    gc.freeze()


def run_client(url: str, token: str, *, config: ClientConfig | None = None) -> int:
    """Join the exercise at `url` with a seat's token; comes back when the player leaves. 0 done, 1 the seat was refused."""
    config = config or ClientConfig()
    return _client(url, token, config, None).run(mouse=config.mouse) or 0


def run_wall(url: str, token: str, *, config: ClientConfig) -> "tuple[int, Role | None]":
    """Show the wall of a spectator's seat. Gives the exit code too, and the role of a seat that is no spectator's."""
    app = _client(url, token, config, "spectator")
    return app.run(mouse=config.mouse) or 0, app.unfit


def _client(url: str, token: str, config: ClientConfig, only: "Role | None") -> SurgexApp:
    def connect(on_change: Callable[[str], object], pending: "Plain | None") -> "SeatLink":
        from server.client import SeatClient

        return SeatClient(url, token, on_change=on_change, pending=pending)

    app = SurgexApp(connect, token=token, config=config, only=only, url=url)
    app.alone = True
    return app
