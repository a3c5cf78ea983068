"""Putting entries down: one thread for each database commits what the writers of all its exercises hand it, in groups."""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, select, update

from engine.annotations.records import AnnotationRecord, line_of
from engine.entries import Entry
from server.inserting import insert_rows, pairs, powers
from server.tables import AnnotationRow, EntryRow, ExerciseRow, PartRow, SuccessionRow, VerdictRow, table
from server.trouble import StoreError, StoreTrouble, explained
from server.verdicts import StoredVerdict

if TYPE_CHECKING:
    from server.store import Store

EXERCISE, ENTRY, PART, VERDICT = table(ExerciseRow), table(EntryRow), table(PartRow), table(VerdictRow)
ANNOTATION = table(AnnotationRow)
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


class Appender:
    """The one writer of an exercise. A newer one takes over; the older is then refused."""

    def __init__(self, store: "Store", exercise: str) -> None:
        self._store = store
        self._exercise = exercise
        self._epoch = store.commits.done(self._take_over)
        self._files = store.files()

    def _take_over(self, connection: Connection) -> int:
        mine = EXERCISE.c.id == self._exercise
        taken = connection.execute(update(EXERCISE).where(mine).values(epoch=EXERCISE.c.epoch + 1))
        epoch = connection.execute(select(EXERCISE.c.epoch).where(mine)).scalar() or 0
        must_be_played_on(connection, self._store.database)
        if taken.rowcount != 1:
            raise self._store.no_such_exercise(self._exercise)
        return epoch

    def append(self, entries: Sequence[Entry], verdicts: Sequence[StoredVerdict]) -> None:
        """Commit entries with their verdicts, all or nothing; on return they are on the disk. Raises StoreError."""
        done: Future[None] = Future()
        self._hand_over(entries, verdicts, done)
        done.result()

    def appended(self, entries: Sequence[Entry], verdicts: Sequence[StoredVerdict]) -> "asyncio.Future[None]":
        """The same for the running loop, which need not wait for the disk."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hand_over(entries, verdicts, done)
        return done

    def append_annotations(self, records: Sequence[AnnotationRecord]) -> None:
        """Commit annotations; on return they are on the disk. Raises StoreError."""
        done: Future[None] = Future()
        self._hand_over((), (), done, records)
        done.result()

    def annotated(self, records: Sequence[AnnotationRecord]) -> "asyncio.Future[None]":
        """The same for the running loop."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hand_over((), (), done, records)
        return done

    def _hand_over(
        self,
        entries: Sequence[Entry],
        verdicts: Sequence[StoredVerdict],
        done: Done,
        annotations: Sequence[AnnotationRecord] = (),
    ) -> None:
        given = {"entries": entries, "verdicts": verdicts, "annotations": annotations, "done": done}
        appending = Appending(exercise=self._exercise, epoch=self._epoch, files=self._files, **given)  # type: ignore[arg-type]
        if isinstance(done, asyncio.Future):
            self._store.commits.put_soon(appending)
        else:
            self._store.commits.put(appending)


class Commits:
    """The thread that commits, on a connection that it holds. It begins with the first that is put, and ends with `close`."""

    def __init__(self, store: "Store") -> None:
        self._store = store
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
            with explained(self._store.database):
                self._connection = self._connection or self._store.engine.connect()
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
        for some in powers(writers):
            mine = f"UPDATE {EXERCISE.name} SET epoch = epoch WHERE (id, epoch) IN {pairs(connection, len(some))}"
            held += connection.exec_driver_sql(mine, tuple(chain.from_iterable(some))).rowcount
        if held != len(writers):
            sentence = f"{self._store.database}: another server has taken over exercise `{group[0].exercise}`; join there"
            raise StoreError(StoreTrouble.OTHER_WRITER, sentence)

    def _check_files(self, group: Sequence[Appending]) -> None:
        """What was written into a file that nobody finds any more is not recorded."""
        files = self._store.files() if group else ()
        if any(one.files != files for one in group):
            sentence = f"{self._store.database}: the file was replaced while it was served, and what came since is not in it"
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


def must_be_played_on(connection: Connection, database: str) -> None:
    """A standby and a database that was handed over take nothing but through `server/succession.py`."""
    if connection.execute(select(table(SuccessionRow).c.role)).first() is not None:
        sentence = f"{database}: the exercises are played on another database; use that one, or promote this one"
        raise StoreError(StoreTrouble.OTHER_WRITER, sentence)


def insert_entries(connection: Connection, exercise: str, entries: Sequence[Entry], verdicts: Sequence[StoredVerdict]) -> None:
    """Put down entries with their verdicts, in the caller's transaction."""
    insert_all(connection, [(exercise, entries, verdicts)])


def insert_all(connection: Connection, all_of: Sequence[tuple[str, Sequence[Entry], Sequence[StoredVerdict]]]) -> None:
    """Put down entries of several exercises with their verdicts, in the caller's transaction."""
    numbered = [(exercise, entry) for exercise, entries, _ in all_of for entry in entries]
    rows = [(exercise, one.number, one.previous, one.hash, "\n".join(one.commitments)) for exercise, one in numbered]
    parts = [
        (exercise, entry.number, audience, part.salt, part.content)
        for exercise, entry in numbered
        for audience, part in entry.parts.items()
    ]
    answers = [(exercise, *_fields(verdict)) for exercise, _, verdicts in all_of for verdict in verdicts]
    insert_rows(connection, ENTRY, rows)
    insert_rows(connection, PART, parts)
    insert_rows(connection, VERDICT, answers)


def insert_annotations(connection: Connection, all_of: Sequence[tuple[str, Sequence[AnnotationRecord]]]) -> None:
    """Put down annotations of several exercises, in the caller's transaction."""
    numbered = [(exercise, record) for exercise, records in all_of for record in records]
    insert_rows(connection, ANNOTATION, [(one, record.number, record.id, line_of(record).decode()) for one, record in numbered])


_fields = attrgetter(*StoredVerdict.__slots__)
"""The values of a verdict, in the order of the columns of its table."""
