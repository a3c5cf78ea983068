"""Commits that many share: one thread for each database puts down what the writers of all its exercises hand it, in groups."""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, TypeVar

from sqlalchemy import Connection

from engine.annotations.records import AnnotationRecord
from engine.entries import Entry
from server.database import Database
from server.inserting import in_groups, pairs, run, signs
from server.log_rows import insert_all, insert_annotations
from server.tables import ExerciseRow, table
from server.trouble import StoreError, StoreTrouble, explained
from server.verdicts import StoredVerdict

EXERCISE = table(ExerciseRow)
Done = Future[Any] | asyncio.Future[Any]
"""A thread waits for the one, an event loop for the other."""
LARGEST_GROUP = 200
"""So many writers at most share one commit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Appending:
    """What one writer wants to have on the disk."""

    exercise: str
    epoch: int
    files: tuple[tuple[int, int], ...]
    """Which files the database was when the writer began."""
    entries: Sequence[Entry]
    verdicts: Sequence[StoredVerdict]
    annotations: Sequence[AnnotationRecord] = ()
    done: "Done" = field(default_factory=Future)
    """Settled once all of it is on the disk, or with the StoreError for which none of it is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Errand:
    """Something else that is to be on the disk, with what it gives. It begins by writing, and may be tried again."""

    work: Callable[[Connection], Any]
    done: Done = field(default_factory=Future)


Work = Appending | Errand
Settled = tuple[Work, Any, Exception | None]
"""A work, what it gave, and why it failed."""
Given = TypeVar("Given")


class Commits:
    """The thread that commits, on a connection that it holds. It begins with the first that is put, and ends with `close`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: queue.SimpleQueue[Sequence[Work] | None] = queue.SimpleQueue()
        self._soon: list[Work] = []
        """What the loop puts once it has gone through everything that is ready."""
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def done(self, work: Callable[[Connection], Given]) -> Given:
        """Do this in a transaction that others share, and wait until it is on the disk. Raises StoreError."""
        errand = Errand(work=work)
        self.put(errand)
        given: Given = errand.done.result()
        return given

    def put_soon(self, work: Work) -> None:
        """On the server's loop: put this with all else that it is ready to put, so that they share one commit."""
        if not self._soon:
            asyncio.get_running_loop().call_soon(self._put_all)
        self._soon.append(work)

    def _put_all(self) -> None:
        together, self._soon = self._soon, []
        self.put(*together)

    def put(self, *together: Work) -> None:
        """Let these be committed, in the order in which they are put."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="committing", daemon=True)
                self._thread.start()
        self._waiting.put(together)

    def close(self) -> None:
        """Commit what waits, and let go of the connection."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _run(self) -> None:
        going_on = True
        while going_on:
            read = [self._waiting.get()]
            while not self._waiting.empty():
                read.append(self._waiting.get())
            going_on = None not in read
            works = [work for together in read for work in together or ()]
            for start in range(0, len(works), LARGEST_GROUP):
                self._settle(works[start : start + LARGEST_GROUP])
        self._let_go()

    def _settle(self, group: Sequence[Work]) -> None:
        if len(group) > 1:
            try:
                given = self._committed(group)
            except Exception:  # which of them is to blame will be seen
                pass
            else:
                _settle_all(zip(group, given, repeat(None)))
                return
        for one in group:  # alone each, so that what is wrong with one is not held against the others
            try:
                _settle_all([(one, self._committed((one,))[0], None)])
            except Exception as error:  # whatever it is: nobody may wait for ever
                _settle_all([(one, None, error)])

    def _committed(self, group: Sequence[Work]) -> list[Any]:
        """All or nothing; what each of them gives."""
        appendings = [one for one in group if isinstance(one, Appending)]
        if len(appendings) < len(group):
            self._let_go()  # a connection that is taken anew leads to the file that is there now
        try:
            self._check_files(appendings)
            with explained(self._database.name):
                self._connection = self._connection or self._database.engine.connect()
                with self._connection.begin():
                    given = [one.work(self._connection) if isinstance(one, Errand) else None for one in group]
                    if appendings:
                        self._check_writers(self._connection, appendings)
                        insert_all(self._connection, [(one.exercise, one.entries, one.verdicts) for one in appendings])
                        insert_annotations(self._connection, [(one.exercise, one.annotations) for one in appendings])
            self._check_files(appendings)
        except Exception:
            self._let_go()
            raise
        return given

    def _check_writers(self, connection: Connection, group: Sequence[Appending]) -> None:
        writers = list(dict.fromkeys((one.exercise, one.epoch) for one in group))
        held = 0
        for some in in_groups(writers):
            named = f"{signs(connection, len(some))} AND (id, epoch) IN {pairs(connection, len(some))}"  # found by the id alone
            mine = f"UPDATE {EXERCISE.name} SET epoch = epoch WHERE id IN {named}"
            held += run(connection, mine, (*(exercise for exercise, _ in some), *chain.from_iterable(some)))
        if held != len(writers):
            sentence = f"{self._database.name}: another server has taken over exercise `{group[0].exercise}`; join there"
            raise StoreError(StoreTrouble.OTHER_WRITER, sentence)

    def _check_files(self, group: Sequence[Appending]) -> None:
        """What was written into a file that nobody finds any more is not recorded."""
        files = self._database.files() if group else ()
        if any(one.files != files for one in group):
            sentence = f"{self._database.name}: the file was replaced while it was served, and what came since is not in it"
            raise StoreError(StoreTrouble.GONE, sentence)

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _settle_all(settled: Iterable[Settled]) -> None:
    """Let everybody go on who waits; each loop is woken up once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Settled]] = {}
    for one in settled:
        done = one[0].done
        if isinstance(done, asyncio.Future):
            by_loop.setdefault(done.get_loop(), []).append(one)
        else:
            _let_go_on([one])
    for loop, waiting in by_loop.items():
        with suppress(RuntimeError):  # a loop that has ended waits for nothing
            loop.call_soon_threadsafe(_let_go_on, waiting)


def _let_go_on(settled: Iterable[Settled]) -> None:
    for one, given, error in settled:
        if one.done.done():  # whoever waited was cancelled
            continue
        if error is None:
            one.done.set_result(given)
        else:
            one.done.set_exception(error)
