"""The bytes of a deck's files, as far as a deck may have them: plain, its own, and not too many. What they say is not read."""

import re
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path

from injects.strict_yaml import MAXIMUM_BYTES

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,199}")
"""Databases, logs and papers are named by the ids of decks and exercises: nothing in it may lead to another folder."""
MOST_FILES = 500
"""In a folder of parts."""
LARGEST_DECK = 8 * 1024 * 1024
"""Bytes of all files of a deck and its baseline."""


class FileRefusedError(Exception):
    """A file that is none of a deck, with the mend."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


@dataclass(slots=True)
class Files:
    """Reads files that lie below some folders, and counts what it has read."""

    homes: list[Path] = field(default_factory=list)
    read: int = 0

    def content(self, file: Path) -> bytes:
        """A file's bytes; of one that is too large no more than it takes to see that. Raises FileRefusedError or OSError."""
        if not Path(realpath(file)).is_relative_to(self._home(file)):
            raise FileRefusedError("this link leads out of the deck's folder", "put the file itself into the folder")
        if file.exists() and not file.is_file():
            raise FileRefusedError("this is no plain file", "put a text file in its place")
        with file.open("rb") as opened:
            content = opened.read(MAXIMUM_BYTES + 1)
        self.read += len(content)
        if self.read > LARGEST_DECK:
            raise FileRefusedError(f"deck and baseline hold more than {LARGEST_DECK} bytes", "leave out what nobody plays")
        return content

    def _home(self, file: Path) -> Path:
        return Path(realpath(next((home for home in self.homes if file.is_relative_to(home)), file.parent)))
