"""The one writer of an exercise: what it appends to the log is on the disk before anybody is told. It decides nothing."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future

from sqlalchemy import Connection, select, update

from engine.annotations.records import AnnotationRecord
from engine.entries import Entry
from server.committing import Appending, Done
from server.log_rows import must_be_played_on
from server.store import EXERCISE, Store
from server.verdicts import StoredVerdict


class Appender:
    """The one writer of an exercise. A newer one takes over; the older is then refused."""

    def __init__(self, store: Store, exercise: str) -> None:
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
        appending = Appending(
            exercise=self._exercise,
            epoch=self._epoch,
            files=self._files,
            entries=entries,
            verdicts=verdicts,
            annotations=annotations,
            done=done,
        )
        if isinstance(done, asyncio.Future):
            self._store.commits.put_soon(appending)
        else:
            self._store.commits.put(appending)
