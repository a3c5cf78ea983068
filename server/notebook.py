"""The annotations of one exercise in the database and in memory: reading, checking, and the table's rows. No socket."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import delete, inspect, select

from engine.annotations.folding import Annotations
from engine.annotations.records import AnnotationRecord, BrokenChainError, check_chain, record_in
from engine.stored import StoredError
from server.log_rows import ANNOTATION
from server.store import ENTRY, Store
from server.trouble import StoreError, StoreTrouble, explained


class Notebook:
    """What was annotated, in the order of its numbers. `take` follows once a record is on the disk."""

    def __init__(self, store: Store, exercise: str, log: str) -> None:
        """Read and check the chain; `log` is the hash of entry 0. Raises StoreError."""
        self.log = log
        self.annotations = Annotations()
        self.by_id: dict[str, AnnotationRecord] = {}
        records = list(stored_annotations(store, exercise))
        if records:
            check_annotations(records, _hashes(store, exercise), store.database)
        for record in records:
            self.take(record)

    @property
    def head(self) -> str:
        """The hash that the next record names."""
        return self.annotations.head or self.log

    @property
    def records(self) -> Sequence[AnnotationRecord]:
        """All of them."""
        return self.annotations.records

    def take(self, record: AnnotationRecord) -> None:
        """The next record, which is on the disk."""
        self.annotations.take(record)
        self.by_id[record.id] = record


def stored_annotations(store: Store, exercise: str) -> Iterator[AnnotationRecord]:
    """The annotations of one exercise in their order; the chain is not checked. Raises StoreError for what is no record."""
    query = select(ANNOTATION.c.number, ANNOTATION.c.content).where(ANNOTATION.c.exercise == exercise)
    with explained(store.database), store.engine.connect() as connection:
        rows = connection.execute(query.order_by(ANNOTATION.c.number)).all()
    for row in rows:
        try:
            yield record_in(row.content.encode())
        except StoredError as error:
            raise _broken(store.database, f"annotation {row.number}: {error}") from None


def read_annotations(database: str | Path, exercise: str) -> list[AnnotationRecord]:
    """Those of a database that exists, also while a server writes it, and one that is older and has none. Raises StoreError."""
    store = Store(database, create=False, migrate=False)
    try:
        return list(stored_annotations(store, exercise)) if inspect(store.engine).has_table(ANNOTATION.name) else []
    finally:
        store.close()


def check_annotations(records: Sequence[AnnotationRecord], hashes: Sequence[str], source: str) -> None:
    """Raises StoreError where a chain is not whole, or is of another log than that with these hashes."""
    try:
        check_chain(records, hashes)
    except BrokenChainError as error:
        raise _broken(source, str(error)) from None


def check_stored_annotations(store: Store, exercise: str, hashes: Sequence[str], source: str) -> None:
    """The same of those in a database."""
    check_annotations(list(stored_annotations(store, exercise)), hashes, source)


def drop_annotations_ahead(store: Store) -> None:
    """Forget annotations about entries that the log does not have: they reached a standby before these did, which are lost."""
    for exercise in store.exercises():
        hashes = _hashes(store, exercise.id)
        records = stored_annotations(store, exercise.id)
        ahead = next((one.number for one in records if one.head not in hashes[one.entry : one.entry + 1]), None)
        if ahead is not None:
            gone = delete(ANNOTATION).where(ANNOTATION.c.exercise == exercise.id, ANNOTATION.c.number >= ahead)
            with explained(store.database), store.engine.begin() as connection:
                connection.execute(gone)


def _hashes(store: Store, exercise: str) -> list[str]:
    query = select(ENTRY.c.hash).where(ENTRY.c.exercise == exercise).order_by(ENTRY.c.number)
    with explained(store.database), store.engine.connect() as connection:
        return list(connection.execute(query).scalars())


def _broken(source: str, why: str) -> StoreError:
    return StoreError(StoreTrouble.BROKEN_LOG, f"{source}: {why}; `surgex verify` says more, restore a copy")
