"""The log in SQL: opening a database, making an exercise in it, reading its entries back. It decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, bindparam, func, insert, select

from engine.entries import Entry, Part
from engine.ids import Audience, OrderId, SeatId
from server.committing import Commits
from server.database import Database
from server.lease import Lease, lease_of
from server.log_rows import insert_entries, must_be_played_on
from server.migrating import prepare
from server.tables import EntryRow, ExerciseRow, PartRow, PersonRow, SeatRow, VerdictRow, table
from server.trouble import StoreError, StoreTrouble, explained
from server.verdicts import StoredVerdict, verdicts_of

__all__ = ["ExerciseSummary", "Store", "StoreError", "StoreTrouble", "StoredVerdict", "exercises", "read_entries"]

EXERCISE, ENTRY, PART = table(ExerciseRow), table(EntryRow), table(PartRow)
VERDICT, SEAT, PERSON = table(VerdictRow), table(SeatRow), table(PersonRow)
ENTRIES = (
    select(ENTRY.c.number, ENTRY.c.previous, ENTRY.c.commitments, PART.c.audience, PART.c.salt, PART.c.content)
    .join(PART, (PART.c.exercise == ENTRY.c.exercise) & (PART.c.number == ENTRY.c.number))
    .where(ENTRY.c.exercise == bindparam("of"), ENTRY.c.number >= bindparam("first"))
    .order_by(ENTRY.c.number, PART.c.audience)
)
ENTRIES_TO_LAST = ENTRIES.where(ENTRY.c.number <= bindparam("last"))
"""Made once: these are asked for again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSummary:
    """One exercise of a database: what it plays, and the head of its log."""

    id: str
    deck: str
    pace: str
    created: str
    number: int
    """The number of the last entry."""
    head: str
    """The hash of the last entry."""


class Store:
    """One database. Threads may share it: every call takes a connection of its own."""

    def __init__(self, database: str | Path, *, create: bool = True, migrate: bool = True) -> None:
        """Open a SQLite file, or the database of a URL. Raises StoreError, also where there is none to create.

        An older database is brought up to date, unless `migrate` is False: then it can be read, and nothing in it changes.
        """
        self._database = Database(database, create=create)
        self.database = self._database.name
        self.commits = Commits(self._database)
        """Where appenders hand in what they have."""
        try:
            self.made = prepare(self._database, create=create, migrate=migrate)
            """Whether there was nothing in it before."""
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        return self._database.path

    def close(self) -> None:
        """Let go of every connection, once what was handed in is on the disk."""
        self.commits.close()
        self._database.close()

    @property
    def engine(self) -> Engine:
        """For what stands beside the log in the same database."""
        return self._database.engine

    def lease(self) -> Lease:
        """Be the one server of this database. Raises StoreError where another is."""
        return lease_of(self._database)

    def files(self) -> tuple[tuple[int, int], ...]:
        """Which files the database's name leads to now. Raises StoreError where one is gone."""
        return self._database.files()

    def create(
        self, exercise: ExerciseRow, entries: Sequence[Entry], seats: Sequence[SeatRow], people: Sequence[PersonRow] = ()
    ) -> None:
        """Put down an exercise with its first entries (entry 0, or a log to go on from), seats and people, all or nothing."""
        with explained(self.database), self.engine.begin() as connection:
            connection.execute(insert(EXERCISE), exercise.model_dump())
            must_be_played_on(connection, self.database)
            insert_entries(connection, exercise.id, entries, verdicts_of(entries))
            connection.execute(insert(SEAT), [seat.model_dump() for seat in seats])
            if people:
                connection.execute(insert(PERSON), [person.model_dump() for person in people])

    def exercises(self) -> tuple[ExerciseSummary, ...]:
        """Every exercise, oldest first."""
        last = select(ENTRY.c.exercise, func.max(ENTRY.c.number).label("number")).group_by(ENTRY.c.exercise).subquery()
        query = (
            select(EXERCISE.c.id, EXERCISE.c.deck, EXERCISE.c.pace, EXERCISE.c.created, ENTRY.c.number, ENTRY.c.hash)
            .join(last, last.c.exercise == EXERCISE.c.id)
            .join(ENTRY, (ENTRY.c.exercise == last.c.exercise) & (ENTRY.c.number == last.c.number))
            .order_by(EXERCISE.c.created, EXERCISE.c.id)
        )
        with explained(self.database), self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ExerciseSummary(id=row.id, deck=row.deck, pace=row.pace, created=row.created, number=row.number, head=row.hash)
            for row in rows
        )

    def entries(self, exercise: str, first: int = 0, last: int | None = None) -> Iterator[Entry]:
        """The entries of one log from `first` to `last`, whole, in order, as they stood when the reading began."""
        query = ENTRIES if last is None else ENTRIES_TO_LAST
        given = {"of": exercise, "first": first, "last": last}
        with explained(self.database), self.engine.connect() as connection:
            rows = connection.execution_options(yield_per=500).execute(query, given)
            for _, of_one in groupby(rows, key=lambda row: row.number):
                yield _entry(list(of_one))

    def verdicts(self, exercise: str) -> Mapping[tuple[SeatId, OrderId], StoredVerdict]:
        """The answers that were given, by seat and order id."""
        query = select(VERDICT).where(VERDICT.c.exercise == exercise)
        with explained(self.database), self.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        found = (StoredVerdict(**{key: value for key, value in row.items() if key != "exercise"}) for row in rows)
        return {(one.seat, one.order_id): one for one in found}

    def log_key(self, exercise: str) -> bytes:
        """The secret from which the log's salts are made."""
        with explained(self.database), self.engine.connect() as connection:
            key: bytes | None = connection.execute(select(EXERCISE.c.log_key).where(EXERCISE.c.id == exercise)).scalar()
        if key is None:
            raise self.no_such_exercise(exercise)
        return key

    def no_such_exercise(self, exercise: str) -> StoreError:
        """The error that names what there is instead."""
        there = ", ".join(one.id for one in self.exercises()) or "none"
        sentence = f"{self.database}: there is no exercise `{exercise}` in it; there is: {there}"
        return StoreError(StoreTrouble.NO_SUCH_EXERCISE, sentence)


def exercises(database: str | Path) -> tuple[ExerciseSummary, ...]:
    """What a database that exists holds. Raises StoreError."""
    store = Store(database, create=False, migrate=False)
    try:
        return store.exercises()
    finally:
        store.close()


def read_entries(database: str | Path, exercise_id: str) -> Iterator[Entry]:
    """A log of a database that exists, entry by entry, also while a server writes it. Raises StoreError."""
    store = Store(database, create=False, migrate=False)
    try:
        store.log_key(exercise_id)
        yield from store.entries(exercise_id)
    finally:
        store.close()


def _entry(rows: Sequence[Any]) -> Entry:
    first = rows[0]
    parts = {Audience(row.audience): Part(salt=_bytes(row.salt), content=_bytes(row.content)) for row in rows}
    return Entry(number=first.number, previous=first.previous, commitments=tuple(first.commitments.split("\n")), parts=parts)


def _bytes(value: bytes | str) -> bytes:
    """What was stored; text where somebody edited it by hand, which the chain then shows."""
    return value.encode() if isinstance(value, str) else bytes(value)
