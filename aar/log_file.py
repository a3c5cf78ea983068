"""A log as a file: one entry a line. Reading and writing only; what the entries mean is in `aar/reading.py`."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.entries import Entry, entry_of, entry_plain
from engine.mistakes import MistakeError
from engine.stored import StoredError, canonical, parse

OWNER_ONLY = 0o600
"""A log holds what every organisation alone was told, and the seed."""


DATABASE = b"SQLite format 3"
"""How a server's database begins."""


class LogError(MistakeError):
    """A log that cannot be read: the message names file, line and mend."""


def write_log(path: Path, entries: Iterable[Entry]) -> None:
    """Write a log, whole or not at all. Raises LogError."""
    write_whole(path, (canonical(entry_plain(entry)) + b"\n" for entry in entries))


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, whole or not at all: one beside it is filled first and then takes its name. Raises LogError."""
    beside = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as filled:
            filled.writelines(pieces)
        beside.replace(path)
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise LogError(f"{path} cannot be written: {error.strerror}. Name another file.") from None
        raise


def read_log(path: Path) -> Iterator[Entry]:
    """The entries of a log file, in their order. Raises LogError."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _entry(path, number, line)
    except OSError as error:
        raise LogError(f"{path} cannot be read: {error.strerror}. Name a log that `surgex play --out` wrote.") from None


def _entry(path: Path, number: int, line: bytes) -> Entry:
    if number == 1 and line.startswith(DATABASE):
        raise LogError(f"{path} is a database, and a log is wanted here: `surgex export {path} --out FILE` writes one of it.")
    try:
        entry = entry_of(parse(line))
        written = canonical(entry_plain(entry)) + b"\n"
    except (StoredError, UnicodeEncodeError) as error:
        raise LogError(f"{path}:{number}: {error}. The file is no log, or this line was damaged: use a copy.") from None
    if line != written:
        raise LogError(f"{path}:{number}: this line is not as surgex writes it, so it was changed: use a copy.")
    return entry
