"""What goes from a server's database into its standby's: rows of exercises and seats, and entries that follow. No socket."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from engine.entries import Entry
from engine.stored import StoredError
from server.ledger import check_follows
from server.log_rows import ANNOTATION, insert_entries
from server.store import ENTRY, EXERCISE, PERSON, SEAT, Store
from server.tables import OperatorRow, SpentTokenRow, SuccessionRow, table
from server.trouble import StoreError, StoreTrouble, explained
from server.verdicts import verdicts_of

ROWS = (SEAT, table(SpentTokenRow), PERSON, table(OperatorRow), ANNOTATION)
"""What is replaced as a whole, in an order in which each finds what it refers to."""
KEPT_BACK = "log_key"
"""The one value that never leaves a database: entries that a standby makes get salts from a key of its own."""

Plain = dict[str, Any]
Heads = dict[str, tuple[int, str]]
"""By exercise: number and hash of its last entry."""


def heads(store: Store) -> Heads:
    """How far every log goes. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        return _heads(connection)


def hash_at(store: Store, exercise: str, number: int) -> str:
    """The hash of an entry; empty where there is none. Raises StoreError."""
    query = select(ENTRY.c.hash).where(ENTRY.c.exercise == exercise, ENTRY.c.number == number)
    with explained(store.database), store.engine.connect() as connection:
        return str(connection.execute(query).scalar() or "")


def rows(store: Store) -> dict[str, list[Plain]]:
    """The rows that a standby needs besides the entries. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        found = {one.name: _all(connection, one) for one in (EXERCISE, *ROWS)}
    found[EXERCISE.name] = [{key: row[key] for key in row if key not in (KEPT_BACK, "epoch")} for row in found[EXERCISE.name]]
    return found


def take_rows(store: Store, tables: Mapping[str, Sequence[Plain]]) -> None:
    """Have the same exercises, seats and managers as the server that is followed. Raises StoreError."""
    with explained(store.database), store.engine.begin() as connection:
        _must_follow(connection, store)
        known = set(connection.execute(select(EXERCISE.c.id)).scalars())
        for row in tables[EXERCISE.name]:
            if row["id"] not in known:
                connection.execute(insert(EXERCISE), {**row, KEPT_BACK: secrets.token_bytes(32), "epoch": 0})
        for one in reversed(ROWS):
            connection.execute(delete(one))
        for one in ROWS:
            if tables[one.name]:
                connection.execute(insert(one), list(tables[one.name]))


def take_entries(store: Store, exercise: str, entries: Sequence[Entry]) -> tuple[int, str]:
    """Append entries of the server that is followed, after every check; where the log then ends. Raises StoreError."""
    with explained(store.database), store.engine.begin() as connection:
        _must_follow(connection, store)
        last = _last(connection, exercise)
        for entry in entries:
            check_follows(entry, last, f"what came for {exercise}")
            last = entry
        try:
            verdicts = verdicts_of(entries)
        except (StoredError, KeyError, TypeError) as error:
            raise StoreError(StoreTrouble.BROKEN_LOG, f"what came for {exercise} is no entry: {error}") from None
        insert_entries(connection, exercise, entries, verdicts)
    if last is None:
        raise StoreError(StoreTrouble.BROKEN_LOG, f"no entry came for {exercise}")
    return last.number, last.hash


def _last(connection: Connection, exercise: str) -> Entry | None:
    """The last entry without its parts, which is enough to see whether another follows it."""
    query = select(ENTRY).where(ENTRY.c.exercise == exercise).order_by(ENTRY.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Entry(number=row.number, previous=row.previous, commitments=tuple(row.commitments.split("\n")), parts={})


def _must_follow(connection: Connection, store: Store) -> None:
    """Whoever was promoted meanwhile takes nothing more from the server that it followed."""
    if connection.execute(select(table(SuccessionRow).c.role)).first() is None:
        raise StoreError(StoreTrouble.OTHER_WRITER, f"{store.database}: it was promoted, and follows nobody any more")


def _heads(connection: Connection) -> Heads:
    other = ENTRY.alias()
    last = select(func.max(other.c.number)).where(other.c.exercise == EXERCISE.c.id).correlate(EXERCISE).scalar_subquery()
    query = select(ENTRY.c.exercise, ENTRY.c.number, ENTRY.c.hash).join(EXERCISE, ENTRY.c.exercise == EXERCISE.c.id)
    found = connection.execute(query.where(ENTRY.c.number == last)).all()
    return {row.exercise: (row.number, row.hash) for row in found}


def _all(connection: Connection, one: Table) -> list[Plain]:
    return [dict(row) for row in connection.execute(select(one).order_by(*one.primary_key)).mappings()]


def in_pieces(entries: Iterator[Entry], size: int) -> Iterator[list[Entry]]:
    """The entries in pieces whose parts have about so many bytes together, or are one entry."""
    piece: list[Entry] = []
    held = 0
    for entry in entries:
        piece.append(entry)
        held += sum(len(part.content) for part in entry.parts.values())
        if held >= size:
            yield piece
            piece, held = [], 0
    if piece:
        yield piece
