"""The terminal client of one seat: connects, and opens the workspace that the seat's role calls for. Wiring only."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from engine.stored import Plain
from server.client import LinkState, SeatClient
from server.wire import Role
from tui.connecting import ConnectingScreen
from tui.controller.workspace import ControlScreen
from tui.desk import Connect, Desk, SeatLink
from tui.drafts import Drafts
from tui.evaluator.workspace import EvaluatorScreen
from tui.hearing import Hearing
from tui.help_screen import HelpScreen, bindings_of, help_text
from tui.inking import bad, clipped, good, harmless, inked, joined, lines, write_with
from tui.key_names import key_list
from tui.link import LinkNews, follow
from tui.participant.workspace import ParticipantScreen
from tui.settings import ClientConfig
from tui.theme_names import THEMES
from tui.themes import ALL, NO_COLOUR
from tui.times import in_zone
from tui.too_small import TooSmall, is_too_small
from tui.wall.screen import WallScreen
from tui.widgets.ask_screen import AskScreen
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.fields import Choice, Sentences
from tui.widgets.form_screen import FormScreen
from tui.widgets.plain_scrollbar import PlainScrollBar
from tui.widgets.rows import Rows
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
LONGEST_TOAST = 240
"""Signs of a toast."""


class SurgexApp(App[int]):
    """One seat. It ends with 0, or with 1 where the seat was refused."""

    CSS_PATH = "surgex.tcss"
    TITLE = "surgex"
    BINDINGS = [
        Binding("ctrl+q", "leave", "Leave", show=False, priority=True, id="client.leave"),
        Binding("ctrl+t", "other_theme", "The next theme", show=False, priority=True, id="client.theme"),
        Binding("ctrl+p", "command_palette", "Palette", show=False, id="client.palette"),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, connect: Connect, *, token: str, config: ClientConfig, only: Role | None = None) -> None:
        grey = "NO_COLOR" in os.environ  # the toolkit would send shades of grey then, which are colours too
        super().__init__(ansi_color=True if grey else None)
        self._only = only
        self.unfit: Role | None = None
        """The role of the seat, where it is not the only one that was wanted."""
        self.config = config
        self._connect = connect
        self._drafts = Drafts(config.folder, token)
        self._opened = False
        self._was_online = False
        self._lost = False
        self.animation_level = "none"
        write_with(config.glyphs)
        in_zone(config.zone)
        self.desk: Desk
        self._hearing: Hearing

    def on_mount(self) -> None:
        """Connect."""
        for theme in ALL:
            self.register_theme(theme)
        self.theme = NO_COLOUR if self.no_color else self.config.chosen_theme()
        self.set_keymap(self.config.keys)
        self.set_class(self.config.ascii_only, "-ascii")
        ScrollBar.renderer = PlainScrollBar if self.config.ascii_only else ScrollBarRender
        link: SeatLink = follow(self, self._connect, self._drafts.pending, self.config.updates)
        self.desk = Desk(link=link, drafts=self._drafts, config=self.config)
        self._hearing = Hearing(self.desk)
        if self._drafts.problem:
            self.notify(self.desk.say("notice", self._drafts.problem).sentence, severity="warning", timeout=10)
        self.push_screen(ConnectingScreen(self.desk))
        self._mind_size(self.size)
        self.set_interval(1, self._count_down)

    async def on_event(self, event: events.Event) -> None:
        """Whoever presses a key looks at the screen: what was told is seen."""
        if isinstance(event, events.Key) and self._opened:
            self.desk.link.saw()
        await super().on_event(event)

    def _count_down(self) -> None:
        if self.desk.link.state in (LinkState.RECONNECTING, LinkState.CONNECTING):
            self._tell_screens()
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
        self._tell_screens()

    def _tell_screens(self) -> None:
        for screen in self.screen_stack:
            told = getattr(screen, "told", None)
            if told is not None:
                told()

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
        self._mind_size(self.size)

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

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast is never markup, and harmless like all that is shown; long ones are cut, the messages (m) have them whole."""
        del markup
        super().notify(
            clipped(harmless(message), LONGEST_TOAST), title=harmless(title), severity=severity, timeout=timeout, markup=False
        )

    def on_resize(self, event: events.Resize) -> None:
        """Under 60 by 20 the screen says so, and nothing else."""
        self._mind_size(event.size)

    def _mind_size(self, size: Size) -> None:
        if len(self.screen_stack) < 2:
            return  # nothing is open yet
        small = is_too_small(size)
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()
            self.call_after_refresh(self._tell_screens)

    def action_help(self) -> None:
        """Every key of the workspace and of what is open, by task."""
        if isinstance(self.screen, HelpScreen):
            return
        bindings = bindings_of(*self._helped(), type(self))
        shown = {one.id or "": self._keys_of(one) for one in bindings if self._usable(one)}
        config = self.config
        files = [f"drafts   {self._drafts.path}", f"chosen   {config.chosen_file}"]
        if config.config_file is not None:
            files.append(f"settings {config.config_file}" + ("" if config.config_file.exists() else " (not there)"))
        self.push_screen(HelpScreen(help_text([one for one in bindings if (one.id or "") in shown], shown, files)))

    def _helped(self) -> list[type]:
        """The workspace, what is open, and the parts that it is made of."""
        parts: list[type] = [Rows, FormScreen, Choice, Sentences, ChooseScreen, WordsScreen]
        return [*(type(screen) for screen in self.screen_stack[1:] if not isinstance(screen, AskScreen)), *parts]

    def _usable(self, binding: Binding) -> bool:
        return all(screen.check_action(binding.action, ()) is not False for screen in self.screen_stack)

    def _keys_of(self, binding: Binding) -> str:
        """How the keys of a binding read: those that the settings give it, else its own."""
        given = self.config.keys.get(binding.id or "")
        if binding.key_display and not given:
            return binding.key_display
        return " ".join(self.get_key_display(Binding(one, "")) for one in key_list(given or binding.key))

    def get_key_display(self, binding: Binding) -> str:
        """How a key reads; by its name where arrows and the like cannot be drawn."""
        shown = super().get_key_display(binding)
        return shown if shown.isascii() or not self.config.ascii_only else binding.key.rpartition("+")[2]

    async def action_quit(self) -> None:
        """However it was asked for, leaving asks where something was not sent."""
        self.action_leave()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the workspace in plain words."""
        for binding in bindings_of(type(screen), type(self)):
            group = (binding.id or "").partition(".")[0]
            if group not in ("list", "field") and binding.action != "command_palette" and self._usable(binding):
                run: Callable[[], object] = partial(self._run_action_of, screen, binding.action)
                yield SystemCommand(binding.description, f"key {self._keys_of(binding)}", run)

    async def _run_action_of(self, screen: Screen[object], action: str) -> None:
        await self.run_action(action, screen)

    def action_messages(self) -> None:
        """What was said so far, newest first."""
        desk = self.desk
        marks = {"done": good(desk.glyphs.done), "refused": bad(desk.glyphs.stopped)}
        said = [joined(marks.get(one.what, inked(desk.glyphs.dot)), f" {one.sentence}") for one in reversed(desk.said)]
        page = lines(said) if said else inked("Nothing was said yet. Verdicts, refusals and notices are kept here.")
        self.push_screen(WordsScreen("Messages so far", page))

    def action_other_theme(self) -> None:
        """The next theme, from now on; until the end only where the settings name one."""
        if self.no_color:
            self.notify("NO_COLOR is set: there are no colours to choose from.")
            return
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)] if self.theme in THEMES else THEMES[0]
        if self.config.theme_from:
            self.notify(f"Theme {self.theme}, until you leave: {self.config.theme_from} sets {self.config.theme}.")
        else:
            self.config.keep_theme(self.theme)
            self.notify(f"Theme {self.theme}, from now on.")

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
