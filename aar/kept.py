"""What was worked out of a log, kept on the disk: asked a second time it comes from there, and a kill loses one piece at most.

A file of plain lines for each log, in one folder that may be deleted. It is believed only where it is of this very log and of
this very code, and line by line where its checksum is right.
"""

import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

from aar.kept_values import plain_of, value_of
from aar.processes import each
from engine.recording import ENGINE_VERSION
from engine.stored import StoredError, canonical, parse
from injects.trace import FILE as TRACE

MOST_LOGS = 50
"""Files that the folder holds at the most; those that were not written to for longest go."""
OWNER_ONLY = 0o600
"""What was worked out of a log is for those who may read the log."""
SOURCES = ("engine", "aar")
"""Packages that figures depend on, beside the log."""

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Kept:
    """Answers by their questions; without a file nothing is kept, and everything is worked out."""

    def __init__(self, file: Path | None = None, head: str = "") -> None:
        """Take up what is there of this log and this code; what is of others is begun anew."""
        self.file = file
        self.trouble = ""
        """Why nothing more is kept, where that is so."""
        self.taken = 0
        """Answers that were there."""
        self.added = 0
        """Answers that were put here."""
        self._known: Mapping[str, Any] = {}
        self._opened: int | None = None
        if file is not None:
            self._begin(file, canonical({"log": head, "surgex": ENGINE_VERSION, "code": code()}) + b"\n")

    def _begin(self, file: Path, first: bytes) -> None:
        try:
            lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
            if lines[:1] != [first]:
                lines = []
                _make_room(file)
                beside = file.with_name(f"{file.name}.{os.getpid()}.part")
                with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as filled:
                    filled.write(first)
                beside.replace(file)
            self._known = dict(_sound(lines[1:]))
            self._opened = os.open(file, os.O_WRONLY | os.O_APPEND)
            if lines and not lines[-1].endswith(b"\n"):
                os.write(self._opened, b"\n")
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.close()
        self.trouble = f"{self.file} cannot be read or written: {error.strerror}. What is worked out is not kept"

    def get(self, question: str, kind: type[Result]) -> Result | None:
        """The answer that was kept, where it is one of this type."""
        if question not in self._known:
            return None
        try:
            found: Result = value_of(self._known[question], kind)
        except (ValueError, TypeError):
            return None
        self.taken += 1
        return found

    def put(self, question: str, answer: object) -> None:
        """Keep an answer: a whole line at once, so that two at work on one log leave each other's alone."""
        if self._opened is None:
            return
        row = [question, plain_of(answer)]
        try:
            os.write(self._opened, canonical({"row": row, "sum": _sum(row)}) + b"\n")
            self.added += 1
        except OSError as error:
            self._give_up(error)

    def answer(self, question: str, kind: type[Result], work: Callable[[], Result]) -> Result:
        """What was kept, or what `work` gives, which is kept then."""
        found = self.get(question, kind)
        if found is None:
            found = work()
            self.put(question, found)
        return found

    def close(self) -> None:
        """Let the file go."""
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None


NOTHING_KEPT = Kept()
"""Everything is worked out, and nothing is kept."""


def folder() -> Path:
    """Where all of it stands: `worked-out` in this user's cache of surgex."""
    return user_cache_path("surgex", appauthor=False) / "worked-out"


def kept_of(head: str) -> Kept:
    """What was worked out of the log whose last entry has this hash."""
    return Kept(folder() / f"{head[:32]}.jsonl", head) if head and code() else Kept()


def each_kept(
    kept: Kept,
    kind: type[Result],
    items: Sequence[Item],
    question: Callable[[Item], str],
    work: Callable[[Shared, Item], Result],
    shared: Callable[[], Shared],
    workers: int,
) -> Iterator[Result]:
    """`work(shared(), item)` of every item in their order, as `each` gives it; what was kept is not worked out again."""
    known = [kept.get(question(item), kind) for item in items]
    missing = [item for item, found in zip(items, known, strict=True) if found is None]
    with closing(_each(work, shared, missing, workers)) as fresh:
        for item, found in zip(items, known, strict=True):
            if found is not None:
                yield found
                continue
            one = next(fresh)
            kept.put(question(item), one)
            yield one


def _each(
    work: Callable[[Shared, Item], Result], shared: Callable[[], Shared], items: Sequence[Item], workers: int
) -> Generator[Result, None, None]:
    if items:
        yield from each(work, shared(), items, workers)


def _sound(lines: Sequence[bytes]) -> Iterator[tuple[str, Any]]:
    """The rows whose checksum is right; a line that was cut off or changed is worked out again."""
    for line in lines:
        try:
            plain = parse(line)
            question, answer = plain["row"]
            if plain["sum"] == _sum([question, answer]) and isinstance(question, str):
                yield question, answer
        except (StoredError, ValueError, TypeError, KeyError):
            continue


def _sum(row: Sequence[Any]) -> str:
    return hashlib.sha256(canonical(row)).hexdigest()[:32]


def _make_room(file: Path) -> None:
    """The folder, with room for one more file."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    others = sorted((one.stat().st_mtime, one) for one in file.parent.glob("*.jsonl") if one != file)
    for _, one in others[: max(0, len(others) + 1 - MOST_LOGS)]:
        one.unlink(missing_ok=True)


@cache
def code() -> str:
    """A hash of all code that figures depend on: under other rules nothing that was kept is believed. Empty without sources."""
    root = Path(__file__).resolve().parent.parent
    files = sorted(one for package in SOURCES for one in (root / package).rglob("*.py"))
    if not files:
        return ""
    whole = hashlib.sha256()
    for one in (*files, TRACE):
        whole.update(str(one.relative_to(root)).encode() + b"\0" + hashlib.sha256(one.read_bytes()).digest())
    return whole.hexdigest()[:32]
