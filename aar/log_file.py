"""A log as a file: one entry a line. Reading and writing only; what the entries mean is in `aar/reading.py`."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.entries import Entry, entry_of, entry_plain
from engine.stored import StoredError, canonical, parse

OWNER_ONLY = 0o600
"""A log holds what every organisation alone was told, and the seed."""


class LogError(Exception):
    """A log that cannot be read: the message names file, line and mend."""


def write_log(path: Path, entries: Iterable[Entry]) -> None:
    """Write a log, whole or not at all: a file beside it is filled first and then takes its name."""
    beside = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as lines:
            for entry in entries:
                lines.write(canonical(entry_plain(entry)) + b"\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise LogError(f"{path} cannot be written: {error.strerror}. Name another file.") from None


def read_log(path: Path) -> Iterator[Entry]:
    """The entries of a log file, in their order. Raises LogError."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _entry(path, number, line)
    except OSError as error:
        raise LogError(f"{path} cannot be read: {error.strerror}. Name a log that `surgex play --out` wrote.") from None


def _entry(path: Path, number: int, line: bytes) -> Entry:
    try:
        return entry_of(parse(line))
    except StoredError as error:
        raise LogError(f"{path}:{number}: {error}. The file is no log, or this line was damaged: use a copy.") from None
