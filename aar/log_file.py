"""A log as a file: one entry a line, packed or not. Reading and writing only; what the entries mean is in `aar/reading.py`."""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path

from engine.entries import Entry, entry_of, entry_plain
from engine.mistakes import MistakeError
from engine.stored import StoredError, canonical, parse

OWNER_ONLY = 0o600
"""A log holds what every organisation alone was told, and the seed."""


DATABASE = b"SQLite format 3"
"""How a server's database begins."""
PACKED, GZIP = ".gz", b"\x1f\x8b"
"""How the name of a packed log ends, and how the file begins: that alone is looked at when it is read."""


class LogError(MistakeError):
    """A log that cannot be read: the message names file, line and mend."""


def write_log(path: Path, entries: Iterable[Entry]) -> None:
    """Write a log, whole or not at all; packed where its name ends in `.gz`. Raises LogError."""
    lines = (canonical(entry_plain(entry)) + b"\n" for entry in entries)
    write_whole(path, _packed(lines) if path.suffix == PACKED else lines)


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same lines as one gzip file without a name or a time in it: the same log gives the same bytes."""
    press = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for line in lines:
        yield press.compress(line)
    yield press.flush()


def without_packing(log: Path) -> Path:
    """`exercise.jsonl` of `exercise.jsonl.gz`: what stands beside a log is named after it."""
    return log.with_suffix("") if log.suffix == PACKED else log


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
        with path.open("rb") as opened:
            for number, line in enumerate(_unpacked(path, opened), start=1):
                yield _entry(path, number, line)
    except OSError as error:
        raise LogError(f"{path} cannot be read: {error.strerror}. Name a log that `surgex play --out` wrote.") from None


def _unpacked(path: Path, opened: BufferedReader) -> Iterator[bytes]:
    """The lines of a log file, packed or not."""
    if opened.peek(len(GZIP))[: len(GZIP)] != GZIP:
        yield from opened
        return
    read = 0
    try:
        with gzip.GzipFile(fileobj=opened, mode="rb") as lines:
            for line in lines:
                read += 1
                yield line
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise LogError(f"{path}: what is packed breaks off or was changed behind line {read}: use a copy.") from None


def _entry(path: Path, number: int, line: bytes) -> Entry:
    if number == 1 and line.startswith(DATABASE):
        raise LogError(f"{path} is a database, and a log is wanted here: `surgex export {path} --out FILE` writes one of it.")
    try:
        entry = entry_of(parse(line))
        written = canonical(entry_plain(entry))
    except (StoredError, UnicodeEncodeError) as error:
        if number > 1 and not line.endswith(b"\n"):
            raise LogError(f"{path}:{number}: this line breaks off, and nothing follows it: use a whole copy.") from None
        raise LogError(f"{path}:{number}: {error}. The file is no log, or this line was damaged: use a copy.") from None
    if line.removesuffix(b"\n") != written:  # only the last line can be without one: it is whole all the same
        raise LogError(f"{path}:{number}: this line is not as surgex writes it, so it was changed: use a copy.")
    return entry
