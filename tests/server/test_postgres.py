"""A PostgreSQL as the database: one server for it, commits that stay, and what happens when it goes away and comes back."""

import asyncio
from pathlib import Path

import pytest

from cli.named_logs import entries_of
from engine.orders import StartExercise
from engine.phases import Phase
from server.app import Host
from server.database import Database
from server.store import Store, StoreError, StoreTrouble, exercises, read_entries
from tests.support.ledgers import ledger_of, ordered
from tests.support.postgres import Postgres
from tests.support.server import PATIENCE, Follower, hosting, new_exercise, settings


def _setting(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"SHOW {name}").scalar()


def test_a_commit_is_on_the_disk_also_where_the_server_promises_less(postgres: Postgres) -> None:
    url = postgres.new_database()
    database = Database(url, create=True)
    with database.engine.begin() as connection:
        name = database.engine.url.database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    database.close()

    lazy = Database(url, create=True)

    assert _setting(lazy, "synchronous_commit") == "on"
    assert _setting(lazy, "lock_timeout") == "5s"
    lazy.close()


def test_what_cannot_be_used_is_said_without_the_password(postgres: Postgres) -> None:
    there = postgres.url("nowhere").replace("surgex@", "surgex:geheim@")

    with pytest.raises(StoreError, match="no such database or user") as caught:
        Store(there)
    with pytest.raises(StoreError, match="not served") as other:
        Store("mysql://surgex:geheim@localhost/a")
    with pytest.raises(StoreError, match="does not answer"):
        Store("postgresql://surgex@127.0.0.1:1/a")

    assert caught.value.code is StoreTrouble.NO_DATABASE
    assert "geheim" not in caught.value.sentence + other.value.sentence


def test_another_program_s_tables_are_left_alone(postgres: Postgres) -> None:
    url = postgres.new_database()
    database = Database(url, create=True)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE songs (title TEXT)")
    database.close()

    with pytest.raises(StoreError, match="not a surgex database"):
        Store(url)


def test_one_server_serves_a_database_and_the_next_may_have_it_afterwards(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    first = Store(url)
    lease = first.lease()

    with pytest.raises(StoreError, match="another server serves this database") as caught:
        Host(settings(tmp_path, database=url))
    lease.let_go()
    second = Store(url)
    second.lease().let_go()

    assert caught.value.code is StoreTrouble.OTHER_WRITER
    first.close()
    second.close()


def test_a_lease_that_was_lost_with_the_connection_is_taken_again_unless_another_has_it(postgres: Postgres) -> None:
    url = postgres.new_database()
    first, second = Store(url), Store(url)
    lease = first.lease()
    postgres.stop()
    postgres.start()

    lease.renew()
    with pytest.raises(StoreError, match="another server"):
        second.lease()
    postgres.stop()
    postgres.start()
    other = second.lease()
    with pytest.raises(StoreError, match="another server"):
        lease.renew()

    other.let_go()
    first.close()
    second.close()


def test_nothing_is_recorded_while_the_database_is_away_and_it_goes_on_from_there(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    made = new_exercise(url)
    store = Store(url)
    ledger = ledger_of(store, made.id, tmp_path)
    ledger.settle(ledger.take(ordered(StartExercise())))

    postgres.stop()
    with pytest.raises(StoreError, match="does not answer") as caught:
        ledger.take(ordered(StartExercise(), first=1))
    with pytest.raises(StoreError, match="does not answer"):
        exercises(url)
    postgres.start()
    again = ledger_of(store, made.id, tmp_path)
    again.settle(again.take(ordered(StartExercise(), first=1)))

    assert caught.value.code is StoreTrouble.GONE
    assert [entry.number for entry in read_entries(url, made.id)] == [0, 1, 2]
    store.close()


async def test_a_host_on_postgresql_goes_on_by_itself_when_the_database_is_back(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    async with hosting(tmp_path, database=url) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await asyncio.to_thread(postgres.stop)
        order = control.client.give(StartExercise(), None)
        await control.until(lambda client: client.state == "reconnecting")
        answered = order in control.client.verdicts
        await asyncio.to_thread(postgres.start)
        async with asyncio.timeout(PATIENCE):
            verdict = await control.client.answered(order)
        await control.advance(Phase.ORDERS)

    assert not answered
    assert verdict.code == "not-in-this-phase"
    assert [entry.number for entry in read_entries(url, made.id)] == [0, 1, 2, 3]
    assert "surgex@" in (tmp_path / "server.log").read_text()


def test_every_command_that_reads_a_log_takes_the_url_of_a_database(postgres: Postgres) -> None:
    url = postgres.new_database()
    made = new_exercise(url)

    found = list(entries_of(Path(url), ""))

    assert [entry.hash for entry in found] == [made.log]
