"""Copies of everything, copies of one log, and the way back: nothing is half done, nothing overwritten, no history mixed."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aar.log_file import LogError, read_log, write_log
from engine.entries import Entry
from engine.ids import CONTROL, OrganisationId
from engine.orders import AdvancePhase, MarkReady, Order, StartExercise
from engine.phases import Phase
from engine.stored import state_hash
from server.app import Host
from server.backup import back_up, restore
from server.importing import import_log
from server.store import Store, StoreError, StoreTrouble, exercises, read_entries
from tests.support.ledgers import ledger_of, ordered
from tests.support.postgres import Postgres
from tests.support.server import Follower, hosting, new_exercise, rebuilt, settings

START: list[Order] = [StartExercise(), AdvancePhase(to=Phase.ORDERS)]


def played(database: str, folder: Path, *orders: Order) -> str:
    """An exercise in which control has given these orders."""
    made = new_exercise(database)
    go_on(database, made.id, folder, *orders)
    return made.id


def go_on(database: str, exercise: str, folder: Path, *orders: Order, first: int = 0) -> None:
    store = Store(database)
    ledger = ledger_of(store, exercise, folder)
    ledger.settle(ledger.take(ordered(*orders, first=first)))
    store.close()


def entries_of(database: str | Path, exercise: str) -> list[Entry]:
    return list(read_entries(database, exercise))


def imported(database: str | Path, log: Path) -> int:
    store = Store(database)
    try:
        return import_log(store, read_log(log), str(log)).entries
    finally:
        store.close()


async def test_a_backup_of_a_running_server_can_be_restored_and_played_on_with_the_same_tokens(
    database: str, tmp_path: Path
) -> None:
    async with hosting(tmp_path, database=database) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await asyncio.to_thread(back_up, database, tmp_path / "copy.db")
        await control.advance(Phase.ORDERS)

    count = restore(tmp_path / "copy.db", str(tmp_path / "again.db"))
    async with (
        Host(settings(tmp_path, database=str(tmp_path / "again.db"))) as again,
        Follower(again.url, made.control.token) as control,
    ):
        await control.advance(Phase.ORDERS)

    assert count == 1
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    assert entries_of(tmp_path / "again.db", made.id)[:2] == entries_of(database, made.id)[:2]
    assert rebuilt(read_entries(tmp_path / "again.db", made.id)).phase is Phase.ORDERS


def test_a_backup_of_a_file_can_be_restored_into_a_postgresql_and_back(postgres: Postgres, tmp_path: Path) -> None:
    exercise = played(str(tmp_path / "a.db"), tmp_path, *START)
    url = postgres.new_database()

    back_up(str(tmp_path / "a.db"), tmp_path / "copy.db")
    restore(tmp_path / "copy.db", url)
    back_up(url, tmp_path / "copy-2.db")

    assert entries_of(url, exercise) == entries_of(tmp_path / "a.db", exercise)
    assert entries_of(tmp_path / "copy-2.db", exercise) == entries_of(tmp_path / "a.db", exercise)
    with pytest.raises(StoreError, match="holds exercises already"):
        restore(tmp_path / "copy.db", url)


def test_nothing_that_is_there_is_overwritten_and_nothing_broken_is_restored(tmp_path: Path) -> None:
    exercise = played(str(tmp_path / "a.db"), tmp_path, *START)
    back_up(str(tmp_path / "a.db"), tmp_path / "copy.db")

    with pytest.raises(StoreError, match=r"copy\.db is there already") as taken:
        back_up(str(tmp_path / "a.db"), tmp_path / "copy.db")
    with pytest.raises(StoreError, match=r"a\.db is there already"):
        restore(tmp_path / "copy.db", str(tmp_path / "a.db"))
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        copy.execute("UPDATE part SET content = CAST(replace(content, 'orders', 'locked') AS BLOB) WHERE number = 2")
        copy.commit()
    with pytest.raises(StoreError, match=f"{exercise}: the log is broken at entry 2"):
        restore(tmp_path / "copy.db", str(tmp_path / "b.db"))
    with pytest.raises(StoreError, match="no such file"):
        restore(tmp_path / "nowhere.db", str(tmp_path / "b.db"))
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("no database\n" * 100)
    with pytest.raises(StoreError, match=r"^\S*/empty\.db: this file is empty"):
        restore(tmp_path / "empty.db", str(tmp_path / "b.db"))
    with pytest.raises(StoreError, match=r"^\S*/text\.db: it is no database"):
        restore(tmp_path / "text.db", str(tmp_path / "b.db"))

    assert taken.value.code is StoreTrouble.TAKEN
    assert not list(tmp_path.glob("b.db*"))


def test_an_imported_log_is_played_on_and_its_orders_keep_their_answers(database: str, tmp_path: Path) -> None:
    exercise = played(str(tmp_path / "first.db"), tmp_path, *START, StartExercise())
    log = entries_of(tmp_path / "first.db", exercise)
    write_log(tmp_path / "log.jsonl", log)

    count = imported(database, tmp_path / "log.jsonl")
    store = Store(database)
    ledger = ledger_of(store, exercise, tmp_path)
    again = ledger.take(ordered(*START, StartExercise()))
    ledger.settle(ledger.take(ordered(AdvancePhase(to=Phase.LOCKED), first=3)))

    assert count == 4
    assert entries_of(database, exercise)[:4] == log
    assert [outcome.verdict.accepted for outcome in again.outcomes] == [True, True, False]
    assert again.entries == []
    assert ledger.exercise.phase is Phase.LOCKED
    store.close()


def test_a_longer_log_of_the_same_history_adds_what_is_missing_and_another_history_is_refused(
    database: str, tmp_path: Path
) -> None:
    exercise = played(str(tmp_path / "first.db"), tmp_path, StartExercise())
    write_log(tmp_path / "short.jsonl", entries_of(tmp_path / "first.db", exercise))
    go_on(str(tmp_path / "first.db"), exercise, tmp_path, AdvancePhase(to=Phase.ORDERS), first=1)
    write_log(tmp_path / "long.jsonl", entries_of(tmp_path / "first.db", exercise))

    counts = [imported(database, tmp_path / name) for name in ("short.jsonl", "long.jsonl", "long.jsonl", "short.jsonl")]
    go_on(database, exercise, tmp_path, AdvancePhase(to=Phase.LOCKED), first=2)
    go_on(str(tmp_path / "first.db"), exercise, tmp_path, AdvancePhase(to=Phase.LOCKED), first=2)
    before = entries_of(database, exercise)
    write_log(tmp_path / "other.jsonl", entries_of(tmp_path / "first.db", exercise))
    with pytest.raises(StoreError, match="from entry 3 on it is another history") as caught:
        imported(database, tmp_path / "other.jsonl")

    assert counts == [2, 1, 0, 0]
    assert caught.value.code is StoreTrouble.OTHER_HISTORY
    assert entries_of(database, exercise) == before


def test_a_log_that_is_not_whole_is_refused_with_the_place_and_leaves_nothing(tmp_path: Path) -> None:
    exercise = played(str(tmp_path / "first.db"), tmp_path, *START)
    log = entries_of(tmp_path / "first.db", exercise)
    withheld = [Entry(number=e.number, previous=e.previous, commitments=e.commitments, parts={}) for e in log]
    write_log(tmp_path / "gap.jsonl", [log[0], log[2]])
    write_log(tmp_path / "withheld.jsonl", withheld)
    write_log(tmp_path / "empty.jsonl", [])
    (tmp_path / "text.jsonl").write_text("this is no log\n")
    wrong = {
        "gap.jsonl": "broken at entry 2",
        "withheld.jsonl": "parts of entry 0 are withheld",
        "empty.jsonl": "there is no entry in it",
        "text.jsonl": "text.jsonl:1: ",
    }

    for name, sentence in wrong.items():
        with pytest.raises((StoreError, LogError), match=sentence):
            imported(tmp_path / "b.db", tmp_path / name)

    assert exercises(tmp_path / "b.db") == ()


async def test_at_every_lock_the_log_is_copied_and_the_copy_can_be_played_on(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, export_to=tmp_path / "copies") as (host, made),
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS, Phase.LOCKED)
        locked = control.client.head
        await control.advance(Phase.ADJUDICATE)

    copy = tmp_path / "copies" / f"{made.id}.jsonl"
    log = list(read_log(copy))
    assert locked == (log[-1].number, log[-1].hash)
    assert copy.stat().st_mode & 0o077 == 0
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    assert log[-1].hash in (tmp_path / "server.log").read_text()
    assert imported(tmp_path / "b.db", copy) == len(log)
    assert state_hash(rebuilt(read_entries(tmp_path / "b.db", made.id))) == state_hash(rebuilt(log))


async def test_a_copy_that_cannot_be_written_is_told_to_control_alone_and_play_goes_on(tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file where the folder should be")
    dod = OrganisationId("dod/as")
    async with (
        hosting(tmp_path, export_to=tmp_path / "copies") as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(dod).token) as player,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS, Phase.LOCKED)
        await control.until(lambda client: any(one.code == "export-failed" for one in client.notices))
        await control.advance(Phase.ADJUDICATE)
        await player.give(MarkReady(ready=True), dod)

    assert not [one for one in player.client.notices if one.code == "export-failed"]
    assert "not exported" in (tmp_path / "server.log").read_text()
    assert CONTROL in entries_of(tmp_path / "surgex.db", made.id)[-1].parts
