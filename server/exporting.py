"""Copies of a log at every lock, in a folder of their own, on a thread of their own: play never waits for one."""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile

from engine.annotations.records import ANNOTATIONS, AnnotationRecord, line_of
from engine.entries import Entry, entry_plain
from engine.stored import canonical
from server.ledger import check_follows
from server.logs import Logger
from server.store import Store
from server.trouble import StoreError
from server.wire import WireCode

OWNER_ONLY = 0o600
"""A log holds what every organisation alone was told, and the seed."""

Warn = Callable[[WireCode, str], None]


class Exports:
    """Of one exercise: the newest copy replaces the one before, once it is whole and its chain was checked.

    Deck and baseline stand in entry 0, so that the one file is all that is needed to go on, with `surgex import`.
    """

    def __init__(self, store: Store, exercise_id: str, folder: Path | None, logger: Logger) -> None:
        """Writes nothing where `folder` is None."""
        self._store = store
        self._exercise_id = exercise_id
        self._folder = folder
        self._logger = logger
        self._thread = ThreadPoolExecutor(1, "exporting")
        self._at_work: set[asyncio.Task[None]] = set()
        self._copied = (-1, "")
        """Number and hash of the entry up to which the log was copied last."""

    def write(self, number: int, warn: Warn) -> None:
        """Begin a copy up to an entry; what goes wrong is in the server's log, and `warn` is called with it."""
        self._begin(f"{self._exercise_id}.jsonl", number, lambda path: self._copy(path, number), warn)

    def write_annotations(self, records: Sequence[AnnotationRecord], warn: Warn) -> None:
        """Begin a copy of the annotations, beside that of the log; nothing where there is none."""
        if records:
            name, last = f"{self._exercise_id}{ANNOTATIONS}", records[-1]
            self._begin(name, last.entry, lambda path: _copy_annotations(path, records), warn)

    def _begin(self, name: str, number: int, copy: Callable[[Path], str], warn: Warn) -> None:
        if self._folder is not None:
            task = asyncio.create_task(self._write(self._folder / name, number, copy, warn))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    async def finish(self) -> None:
        """Wait for the copies that were begun, and let go of the thread."""
        await asyncio.gather(*self._at_work)
        self._thread.shutdown(wait=False)

    async def _write(self, path: Path, number: int, copy: Callable[[Path], str], warn: Warn) -> None:
        told = {"exercise": self._exercise_id, "path": str(path), "entry": number}
        try:
            head = await asyncio.get_running_loop().run_in_executor(self._thread, copy, path)
        except (OSError, StoreError) as error:
            why = error.sentence if isinstance(error, StoreError) else error.strerror
            self._logger.error("not exported", **told, why=why)
            warn(WireCode.EXPORT_FAILED, f"The log could not be copied to {path.name} ({why}). Play goes on: tell who runs it.")
        else:
            self._logger.info("exported", **told, head=head)

    def _copy(self, path: Path, number: int) -> str:
        if number == self._copied[0]:
            return self._copied[1]
        entries = _Checked(self._store.entries(self._exercise_id, 0, number), self._store.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (canonical(entry_plain(entry)) + b"\n" for entry in entries))
        self._copied = number, entries.head
        return entries.head


def _copy_annotations(path: Path, records: Sequence[AnnotationRecord]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, map(line_of, records))
    return records[-1].hash


def check_folder(folder: Path) -> None:
    """Make the folder, and see that a copy can be written there: the first lock is too late for that. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        pass


class _Checked:
    """Entries, each after its chain was checked; `head` is the hash of the last."""

    def __init__(self, entries: Iterable[Entry], database: str) -> None:
        self._entries = entries
        self._database = database
        self.head = ""

    def __iter__(self) -> Iterator[Entry]:
        previous: Entry | None = None
        for entry in self._entries:
            check_follows(entry, previous, self._database)
            previous, self.head = entry, entry.hash
            yield entry


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file to the disk, whole or not at all: one beside it is filled first and then takes its name. Raises OSError."""
    beside = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as filled:
            filled.writelines(pieces)
            filled.flush()
            os.fsync(filled.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
