"""What every terminal application of ours shares: themes, signs, keys, help, toasts, and a word where it is too small."""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from tui.inking import clipped, harmless, write_with
from tui.key_names import key_list
from tui.settings import ClientConfig
from tui.theme_names import THEMES
from tui.themes import ALL, NO_COLOUR
from tui.times import in_zone
from tui.too_small import TooSmall, is_too_small
from tui.widgets.plain_scrollbar import PlainScrollBar

MOST_TOASTS = 2
"""More at a time cover what is being worked on; the messages have them all."""
LONGEST_TOAST = 240
"""Signs of a toast."""


class Shell(App[int]):
    """A terminal application as a user's settings want it; what it is for, its heirs know."""

    CSS_PATH = Path(__file__).with_name("surgex.tcss")
    TITLE = "surgex"
    BINDINGS = [
        Binding("ctrl+q", "leave", "Leave", show=False, priority=True, id="client.leave"),
        Binding("ctrl+t", "other_theme", "The next theme", show=False, priority=True, id="client.theme"),
        Binding("ctrl+p", "command_palette", "Palette", show=False, id="client.palette"),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, config: ClientConfig) -> None:
        grey = "NO_COLOR" in os.environ  # the toolkit would send shades of grey then, which are colours too
        super().__init__(ansi_color=True if grey else None)
        self.config = config
        self.animation_level = "none"
        self._begun = False
        """Whether the toolkit has said so already."""
        write_with(config.glyphs)
        in_zone(config.zone)

    def dress(self) -> None:
        """Take the theme, the keys and the signs that the settings name."""
        for theme in ALL:
            self.register_theme(theme)
        self.theme = NO_COLOUR if self.no_color else self.config.chosen_theme()
        self.set_keymap(self.config.keys)
        self.set_class(self.config.ascii_only, "-ascii")
        ScrollBar.renderer = PlainScrollBar if self.config.ascii_only else ScrollBarRender

    def on_app_blur(self, event: events.AppBlur) -> None:
        """In a browser the toolkit says at the start that nobody looks, often after the page has said that somebody does."""
        if self.is_web and not self._begun:
            self._begun = True
            event.prevent_default()

    def tell_screens(self, what: str = "told") -> None:
        """Let every open screen look again at what it shows, or do what else each has a method for; none on the way out."""
        for screen in self.screen_stack if self.is_running and not self._exit else ():
            told = getattr(screen, what, None)
            if told is not None:
                told()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast is never markup, and harmless like all that is shown; long ones are cut, the messages have them whole."""
        del markup
        super().notify(
            clipped(harmless(message), LONGEST_TOAST), title=harmless(title), severity=severity, timeout=timeout, markup=False
        )
        self.call_later(self._mind_toasts)

    def _mind_toasts(self) -> None:
        """So many toasts at a time: the oldest that only informs goes first; warnings and errors stay for their time."""
        shown = list(self._notifications)
        for one in [one for one in shown if one.severity == "information"][: max(0, len(shown) - MOST_TOASTS)]:
            self._unnotify(one)

    def on_resize(self, event: events.Resize) -> None:
        """Under 60 by 20 the screen says so, and nothing else."""
        self.mind_size(event.size)

    def mind_size(self, size: Size) -> None:
        """Say where it is too small, and go on where it is not."""
        if len(self.screen_stack) < 2:
            return  # nothing is open yet
        small = is_too_small(size)
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()
            self.call_after_refresh(self.tell_screens)

    def files(self) -> Sequence[str]:
        """Where files of this application stand, for the end of the help."""
        return self.settings_files()

    def settings_files(self) -> list[str]:
        """Where it stands what is set, and what was chosen."""
        files = [f"chosen   {self.config.chosen_file}"]
        if self.config.config_file is not None:
            there = "" if self.config.config_file.exists() else " (not there)"
            files.append(f"settings {self.config.config_file}{there}")
        return files

    def action_help(self) -> None:
        """Every key of the workspace and of what is open, by task."""
        from tui.help_screen import HelpScreen, bindings_of, help_text, tasks_of

        if isinstance(self.screen, HelpScreen):
            return
        bindings = bindings_of(*self._helped(), type(self))
        shown = {one.id or "": self.keys_of(one) for one in bindings if self._usable(one)}
        first = tasks_of(type(self.screen)) if isinstance(self.screen, ModalScreen) else ()
        usable = [one for one in bindings if (one.id or "") in shown]
        phases = [row for screen in self.screen_stack for row in getattr(screen, "ORDER_OF_PHASES", ())]
        self.push_screen(HelpScreen(help_text(usable, shown, self.files(), first, phases)))

    def _helped(self) -> list[type]:
        """The workspace, what is open, and the parts that it is made of."""
        from tui.widgets.ask_screen import AskScreen
        from tui.widgets.choose_screen import ChooseScreen
        from tui.widgets.fields import Choice, Sentences
        from tui.widgets.form_screen import FormScreen
        from tui.widgets.rows import Rows
        from tui.widgets.words_screen import WordsScreen

        parts: list[type] = [Rows, FormScreen, Choice, Sentences, ChooseScreen, WordsScreen]
        return [*(type(screen) for screen in self.screen_stack[1:] if not isinstance(screen, AskScreen)), *parts]

    def _usable(self, binding: Binding) -> bool:
        return all(screen.check_action(binding.action, ()) is not False for screen in self.screen_stack)

    def keys_of(self, binding: Binding) -> str:
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
        """However it was asked for, leaving is one action."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; heirs ask first where something would be lost."""
        self.exit(0)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the workspace in plain words."""
        from tui.help_screen import bindings_of

        for binding in bindings_of(type(screen), type(self)):
            group = (binding.id or "").partition(".")[0]
            if group not in ("list", "field") and binding.action != "command_palette" and self._usable(binding):
                run: Callable[[], object] = partial(self._run_action_of, screen, binding.action)
                yield SystemCommand(binding.description, f"key {self.keys_of(binding)}", run)
                if binding.action in (others := getattr(screen, "OTHER_WORDS", {})):
                    yield SystemCommand(others[binding.action], f"key {self.keys_of(binding)}", run)

    async def _run_action_of(self, screen: Screen[object], action: str) -> None:
        await self.run_action(action, screen)

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
