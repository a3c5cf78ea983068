"""Exercises for the load, put down once before anything is measured: databases with their seats' tokens."""

import secrets
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import structlog

from engine.ids import HolderId, OrderId, OrganisationId
from engine.orders import StartExercise
from engine.recording import Submission
from engine.world import World
from server.admission import CreatedExercise, create_exercise, token_hash
from server.ledger import Ledger
from server.store import Store
from server.wire import SeatIssued, SeatWanted

BENCH = HolderId("bench")
ORDER = OrderId("start")


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat of one or several organisations with its token."""

    token: str
    organisation: OrganisationId
    """The first of them."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database that is copied for each round, and the seats of each of its exercises."""

    database: Path
    exercises: tuple[tuple[Seated, ...], ...]

    def copied(self, folder: Path) -> Path:
        """The database as it was at first."""
        return Path(shutil.copy(self.database, folder / "exercises.db"))


def prepare(database: Path, world: World, exercises: int, clients: int) -> Prepared:
    """So many exercises with so many seats, one organisation after the other, and again from the first."""
    organisations = tuple(islice(cycle(world.organisations), clients))
    return _prepare(database, world, exercises, [SeatWanted(role="participant", organisations=(one,)) for one in organisations])


def prepare_whole(database: Path, world: World, exercises: int) -> Prepared:
    """So many exercises with one seat that speaks for every organisation: it is greeted with all views."""
    return _prepare(database, world, exercises, [SeatWanted(role="participant", organisations=tuple(world.organisations))])


def _prepare(database: Path, world: World, exercises: int, wanted: Sequence[SeatWanted]) -> Prepared:
    """One is made and begun; the others are copies of its rows under other names, with tokens of their own."""
    store = Store(database)
    try:
        created = create_exercise(store, world, seed="1", seats=wanted)
        begin(store, created)
    finally:
        store.close()
    seats = [seat for seat in created.seats if seat.role == "participant"]
    made = [tuple(Seated(seat.token, seat.organisations[0]) for seat in seats)]
    with sqlite3.connect(database) as connection:
        made += [_copied(connection, created.id, seats, str(number)) for number in range(1, exercises)]
    connection.close()
    return Prepared(database, tuple(made))


def begin(store: Store, created: CreatedExercise) -> Ledger:
    """Go on to the first turn, where organisations may talk."""
    ledger = Ledger(store, created.id, structlog.get_logger())
    start = Submission(order_id=ORDER, seat=created.control.seat, holder=BENCH, organisation=None, order=StartExercise())
    step = ledger.take([start])
    if not step.outcomes[0].verdict.accepted:
        raise ValueError(step.outcomes[0].verdict.sentence)
    ledger.settle(step)
    return ledger


def _copied(connection: sqlite3.Connection, exercise: str, seats: Sequence[SeatIssued], suffix: str) -> tuple[Seated, ...]:
    for table, key in (("exercise", "id"), ("entry", "exercise"), ("part", "exercise"), ("verdict", "exercise")):
        _copy_rows(connection, table, (key, exercise), {key: f"{exercise}-{suffix}"})
    made = []
    for seat in seats:
        token = secrets.token_urlsafe(16)
        others = {"id": f"{seat.seat}-{suffix}", "exercise": f"{exercise}-{suffix}", "token_hash": token_hash(token)}
        _copy_rows(connection, "seat", ("id", seat.seat), others)
        made.append(Seated(token, seat.organisations[0]))
    return tuple(made)


def _copy_rows(connection: sqlite3.Connection, table: str, where: tuple[str, str], others: dict[str, str]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join("?" if column in others else column for column in columns)
    values = [others[column] for column in columns if column in others]
    connection.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table} WHERE {where[0]} = ?", (*values, where[1]))
