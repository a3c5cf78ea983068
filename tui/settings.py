"""How one client looks and where it keeps its drafts, and what was chosen last: theme and server, kept beside the drafts."""

import contextlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tui.config_file import Settings
from tui.drafts import default_folder, write_atomically
from tui.glyphs import ASCII, UNICODE, Glyphs
from tui.theme_names import THEMES


@dataclass(slots=True, kw_only=True)
class ClientConfig:
    """How a client looks and where it keeps its drafts; `theme` empty takes what was chosen last."""

    folder: Path = field(default_factory=default_folder)
    ascii_only: bool = False
    theme: str = ""
    theme_from: str = ""
    """Where the theme was set, in words; empty where the choice is kept here."""
    mouse: bool = True
    bell: bool = False
    updates: int = 10
    """Times a second at the most that the screens follow the news."""
    zone: str = ""
    """The time zone of deadlines; empty for this machine's."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """By id of a binding: its keys, where they are others than usual."""
    config_file: Path | None = None
    """Where settings stand; None where none were read."""
    keeps_server: bool = False
    """Whether a server that greets this client is the one to join next time."""

    @classmethod
    def of(cls, settings: Settings, *, keeps_server: bool = False) -> Self:
        """As the settings say."""
        theme = settings.options["theme"]
        return cls(
            ascii_only=settings.on("ascii"),
            theme=str(theme.value),
            theme_from=theme.source if theme.value else "",
            mouse=settings.on("mouse"),
            bell=settings.on("bell"),
            updates=settings.number("updates"),
            zone=settings.text("time_zone"),
            keys=settings.keys,
            config_file=settings.file,
            keeps_server=keeps_server,
        )

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return ASCII if self.ascii_only else UNICODE

    @property
    def chosen_file(self) -> Path:
        """Where it stands what was chosen last."""
        return self.folder / "settings.json"

    def chosen_theme(self) -> str:
        """The theme that was asked for, else the one chosen last, else the first."""
        wanted = self.theme or self._chosen().get("theme", "").removeprefix("surgex-")
        return wanted if wanted in THEMES else THEMES[0]

    def keep_theme(self, theme: str) -> None:
        """Remember the theme for the next time."""
        self._keep("theme", theme)

    def reviewer(self) -> str:
        """The random id by which what this user notes in reviews is known; made at the first review."""
        known = self._chosen().get("reviewer", "")
        if not known:
            known = f"reviewer-{secrets.token_hex(8)}"
            self._keep("reviewer", known)
        return known

    def last_server(self) -> str:
        """The server that greeted a client here last; empty where none did."""
        return self._chosen().get("server", "")

    def keep_server(self, url: str) -> None:
        """Remember the server for the next time."""
        if self.keeps_server:
            self._keep("server", url)

    def _chosen(self) -> dict[str, str]:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return {key: str(value) for key, value in json.loads(self.chosen_file.read_text(encoding="utf-8")).items()}
        return {}

    def _keep(self, name: str, value: str) -> None:
        chosen = self._chosen()
        if chosen.get(name) != value:
            write_atomically(self.chosen_file, json.dumps({**chosen, name: value}))
