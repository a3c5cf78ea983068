"""Which of two databases is the one that is played on: a standby, one that was handed over, or neither. No socket."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from server.notebook import drop_annotations_ahead
from server.store import EXERCISE, ExerciseSummary, Store
from server.tables import SuccessionRow, table
from server.trouble import StoreError, StoreTrouble, explained

SUCCESSION = table(SuccessionRow)
TAKEN_OVER = "Another server has taken over this exercise: ask control for its address."
STANDBY, PROMOTING, HANDED_OVER = "standby", "promoting", "handed-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A database that is not to be played on."""

    role: str
    other: str
    since: str


def standing(store: Store) -> Standing | None:
    """What keeps a database from being played on; None where nothing does. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        return _standing(connection)


def check_may_serve(store: Store) -> None:
    """Raises StoreError where the exercises of this database are played on another one."""
    found = standing(store)
    if found is None:
        return
    if found.role == HANDED_OVER:
        why = f"it was handed over to its standby at {found.since}, and the exercises go on there; serve that one"
    else:
        why = f"it follows {found.other}; `surgex promote --database {store.database}` makes it the one that is played on"
    raise StoreError(StoreTrouble.OTHER_WRITER, f"{store.database}: {why}")


def begin_following(store: Store, other: str) -> None:
    """Mark a database as a standby. Raises StoreError where it holds exercises of its own."""
    found = standing(store)
    if found is None and store.exercises():
        sentence = f"{store.database}: it holds exercises of its own; a standby begins with a new database"
        raise StoreError(StoreTrouble.TAKEN, sentence)
    if found is not None and found.role == HANDED_OVER:
        check_may_serve(store)
    if found is None or found.role == STANDBY:
        _mark(store, STANDBY, other)


def ask_promotion(store: Store) -> None:
    """Have the server that keeps this standby promote it. Raises StoreError where it is none."""
    found = standing(store)
    if found is None or found.role == HANDED_OVER:
        raise StoreError(StoreTrouble.OTHER_WRITER, f"{store.database}: this is no standby, so there is nothing to promote")
    _mark(store, PROMOTING, found.other)


def promote(store: Store) -> tuple[ExerciseSummary, ...]:
    """From now on this is the database that is played on; the exercises with their heads. Raises StoreError."""
    with explained(store.database), store.engine.begin() as connection:
        connection.execute(delete(SUCCESSION))
        _raise_epochs(connection)
    drop_annotations_ahead(store)
    return store.exercises()


def hand_over(store: Store) -> None:
    """From now on nothing is appended here: whoever writes an exercise is refused at the next entry. Raises StoreError."""
    with explained(store.database), store.engine.begin() as connection:
        _raise_epochs(connection)
        connection.execute(delete(SUCCESSION))
        connection.execute(insert(SUCCESSION), {"role": HANDED_OVER, "other": "", "since": _now()})


def _standing(connection: Connection) -> Standing | None:
    row = connection.execute(select(SUCCESSION)).first()
    return None if row is None else Standing(role=row.role, other=row.other, since=row.since)


def _mark(store: Store, role: str, other: str) -> None:
    with explained(store.database), store.engine.begin() as connection:
        connection.execute(delete(SUCCESSION))
        connection.execute(insert(SUCCESSION), {"role": role, "other": other, "since": _now()})


def _raise_epochs(connection: Connection) -> None:
    connection.execute(update(EXERCISE).values(epoch=EXERCISE.c.epoch + 1))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
