"""What a player chose for the screens: theme and signs, kept beside the drafts. Nothing of the exercise."""

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from tui.drafts import default_folder, write_atomically
from tui.glyphs import ASCII, UNICODE, Glyphs

THEMES = ("surgex", "surgex-high-contrast")


@dataclass(slots=True, kw_only=True)
class ClientConfig:
    """How a client looks and where it keeps its drafts; `theme` empty takes what was chosen last."""

    folder: Path = field(default_factory=default_folder)
    ascii_only: bool = False
    theme: str = ""

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return ASCII if self.ascii_only else UNICODE

    @property
    def settings_file(self) -> Path:
        """Where the choice of theme stands."""
        return self.folder / "settings.json"

    def chosen_theme(self) -> str:
        """The theme that was asked for, else the one chosen last, else the first."""
        wanted = self.theme
        if not wanted:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                wanted = str(json.loads(self.settings_file.read_text(encoding="utf-8")).get("theme", ""))
        return wanted if wanted in THEMES else THEMES[0]

    def keep_theme(self, theme: str) -> None:
        """Remember the theme for the next time."""
        write_atomically(self.settings_file, json.dumps({"theme": theme}))
