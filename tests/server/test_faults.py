"""When the database cannot be written, nothing is acknowledged, everybody is told, and play goes on once it can."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from engine.entries import Entry
from engine.ids import CONTROL, OrganisationId
from engine.orders import AnswerInject, MarkReady, Order, StartExercise
from server.app import Host
from server.client import SeatClient
from server.store import Store, read_entries
from server.trouble import StoreTrouble
from tests.support.ledgers import ledger_of, ordered
from tests.support.server import Follower, hosting, new_exercise

DOD = OrganisationId("dod/as")
LONG: Order = AnswerInject(inject="none", text="x" * 200_000)  # type: ignore[arg-type]
"""Refused and recorded: it needs room on the disk."""
FAULTS = {
    StoreTrouble.DISK_FULL: ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"),
    StoreTrouble.NOT_WRITABLE: ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
}
"""What brings a fault about on a connection, and what ends it: SQLite then says what it says of a real one."""


class Faulty:
    """A server's database with a fault that comes and goes."""

    def __init__(self, host: Host, fault: StoreTrouble) -> None:
        self._begins, self._ends = FAULTS[fault]
        self.now = False
        event.listen(host.store.engine, "begin", self._set)

    def _set(self, connection: Any) -> None:
        connection.connection.dbapi_connection.execute(self._begins if self.now else self._ends)


def order_ids(entries: list[Entry]) -> list[str]:
    return [entry.parts[CONTROL].plain["order_id"] for entry in entries[1:]]


def is_away(client: SeatClient) -> bool:
    return client.state == "reconnecting"


@pytest.mark.parametrize("fault", FAULTS)
async def test_nothing_is_acknowledged_while_there_is_no_room_or_no_right_to_write(tmp_path: Path, fault: StoreTrouble) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(DOD).token) as player,
    ):
        await control.give(StartExercise())
        faulty = Faulty(host, fault)
        before = len(list(read_entries(tmp_path / "surgex.db", made.id)))
        faulty.now = True
        order = player.client.give(LONG, DOD)
        await player.until(is_away)
        await control.until(is_away)
        during, answered = len(list(read_entries(tmp_path / "surgex.db", made.id))), order in player.client.verdicts
        faulty.now = False
        await player.until(lambda client: order in client.verdicts)
        await player.give(MarkReady(ready=True), DOD)

    recorded = order_ids(list(read_entries(tmp_path / "surgex.db", made.id)))
    assert (during, answered) == (before, False)
    assert recorded.count(order) == 1
    assert len(recorded) == len(set(recorded))
    for follower in (control, player):
        assert "exercise-unavailable" in {notice.code for notice in follower.client.notices}
    assert f'"why": "{tmp_path}' in (tmp_path / "server.log").read_text()


async def test_a_file_that_is_taken_away_is_noticed_and_play_goes_on_when_it_is_back(tmp_path: Path) -> None:
    path, away = tmp_path / "surgex.db", tmp_path / "elsewhere.db"
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        path.rename(away)
        order = control.client.give(StartExercise(), None)
        await control.until(is_away)
        answered = order in control.client.verdicts
        made_anew = path.exists()
        away.rename(path)
        await control.until(lambda client: order in client.verdicts)

    assert (answered, made_anew) == (False, False)
    assert order_ids(list(read_entries(path, made.id))).count(order) == 1
    assert "the file is gone; put it back, and play goes on" in (tmp_path / "server.log").read_text()


async def test_a_file_that_was_replaced_gets_nothing_that_was_meant_for_the_other(tmp_path: Path) -> None:
    path = tmp_path / "surgex.db"
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        path.rename(tmp_path / "elsewhere.db")
        path.write_bytes(b"")
        order = control.client.give(StartExercise(), None)
        await control.until(is_away)
        answered = order in control.client.verdicts

    assert not answered
    assert "the file was replaced while it was served" in (tmp_path / "server.log").read_text()
    assert path.read_bytes() == b""


def test_orders_that_wait_together_share_one_commit_that_is_written_through(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    with store.engine.connect() as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    commits: list[Any] = []
    event.listen(store.engine, "commit", commits.append)
    ledger.settle(ledger.take(ordered(*[StartExercise()] * 10)))
    together = len(commits)
    for first in range(10, 13):
        ledger.settle(ledger.take(ordered(StartExercise(), first=first)))

    assert modes == ["wal", 2]
    assert (together, len(commits)) == (1, 4)
    assert ledger.head.number == 13
    store.close()
