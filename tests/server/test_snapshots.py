"""A snapshot saves time and nothing else: deleted, changed, foreign or old, the exercise that a log gives is the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from engine.orders import AdvancePhase, Order, StartExercise
from engine.phases import Phase
from engine.stored import state_hash
from server.ledger import Ledger
from server.logs import logger_to
from server.snapshots import SNAPSHOT, Snapshots
from server.store import PART, Store, StoreError
from tests.support.ledgers import ledger_of, ordered
from tests.support.server import new_exercise

ORDERS: list[Order] = [StartExercise(), AdvancePhase(to=Phase.ORDERS), AdvancePhase(to=Phase.LOCKED), StartExercise()]


def played(store: Store, exercise: str, folder: Path) -> str:
    """Play in four commits with a snapshot after the third; the hash of the state after the last."""
    ledger = ledger_of(store, exercise, folder)
    for number, order in enumerate(ORDERS):
        ledger.settle(ledger.take(ordered(order, first=number)))
        with ThreadPoolExecutor(1) as threads:
            ledger.keep_up(threads)
    return state_hash(ledger.exercise)


def kept(store: Store) -> list[int]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(SNAPSHOT.c.number)).scalars())


def snapshots_of(store: Store, exercise: str, folder: Path) -> Snapshots:
    return Snapshots(store, exercise, store.log_key(exercise), logger_to((folder / "ledger.log").open("a")))


def opened(store: Store, exercise: str, folder: Path) -> Ledger:
    return ledger_of(store, exercise, folder)


def test_a_log_opens_the_same_with_its_snapshot_and_without(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.ledger.SNAPSHOT_EVERY", 3)
    made = new_exercise(database)
    store = Store(database)
    expected = played(store, made.id, tmp_path)
    numbers = kept(store)

    with_it = opened(store, made.id, tmp_path)
    with store.engine.begin() as connection:
        connection.execute(delete(SNAPSHOT))
    without = opened(store, made.id, tmp_path)

    assert numbers == [3]
    assert state_hash(with_it.exercise) == state_hash(without.exercise) == expected
    assert (with_it.head, with_it.audiences, with_it.log) == (without.head, without.audiences, without.log)
    store.close()


def test_what_stands_in_a_fitting_snapshot_is_used(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    played(store, made.id, tmp_path)
    ledger = opened(store, made.id, tmp_path)
    snapshots_of(store, made.id, tmp_path).keep(replace(ledger.exercise, practices=7), ledger.head)

    again = opened(store, made.id, tmp_path)

    assert (ledger.exercise.practices, again.exercise.practices) == (0, 7)
    store.close()


@pytest.mark.parametrize("wrong", ["head", "number", "engine", "content", "seal"])
def test_a_snapshot_that_is_not_of_this_log_and_this_code_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr("server.ledger.SNAPSHOT_EVERY", 3)
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    expected = played(store, made.id, tmp_path)
    values = {"head": "0" * 64, "number": 2, "engine": "another", "content": b"{}", "seal": "0" * 64}
    with store.engine.begin() as connection:
        connection.execute(update(SNAPSHOT).values({wrong: values[wrong]}))

    found = opened(store, made.id, tmp_path)

    assert state_hash(found.exercise) == expected
    store.close()


def test_a_sealed_snapshot_of_another_history_of_the_exercise_is_ignored(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    expected = played(store, made.id, tmp_path)
    ledger = opened(store, made.id, tmp_path)
    for elsewhere in (replace(ledger.head, previous="1" * 64), replace(ledger.head, number=99)):
        snapshots_of(store, made.id, tmp_path).keep(replace(ledger.exercise, practices=7), elsewhere)

        assert state_hash(opened(store, made.id, tmp_path).exercise) == expected
    store.close()


def test_a_changed_part_is_found_also_before_the_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.ledger.SNAPSHOT_EVERY", 3)
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    played(store, made.id, tmp_path)
    with store.engine.begin() as connection:
        changed = func.replace(PART.c.content, "start", "begin")
        connection.execute(update(PART).where(PART.c.number == 1).values(content=changed))

    with pytest.raises(StoreError, match="broken at entry 1"):
        opened(store, made.id, tmp_path)
    store.close()
