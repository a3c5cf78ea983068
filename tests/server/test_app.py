"""The server as a whole: its health, a reader that stalls, another server on the same database, and its end."""

import asyncio
import json
import socket as sockets
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import update
from websockets.asyncio.client import connect

from engine.ids import OrganisationId
from engine.orders import AnswerInject, MarkReady, Order, StartExercise
from engine.phases import Phase
from engine.stored import state_hash
from server.admission import create_exercise
from server.app import Host
from server.store import PART, StoreError, read_entries
from server.wire import Hello, Notice, Resume, frame
from tests.support.server import PATIENCE, Follower, bare, get, greeted, heard, hosting, settings, world

DOD = OrganisationId("dod/as")
LONG: Order = AnswerInject(inject="none", text="x" * 200_000)  # type: ignore[arg-type]
"""Refused and recorded: a large frame for whoever listens on the seat."""


async def test_healthz_says_which_exercises_can_be_played(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        _, before = await get(host.port, "/healthz")
        async with Follower(host.url, made.control.token):
            status, during = await get(host.port, "/healthz?from=a-load-balancer")

    condition = {"id": made.id, "deck": "taiwan-blockade", "open": False, "connections": 0, "ok": True}
    assert json.loads(before) == {"ok": True, "why": "", "exercises": [condition]}
    assert json.loads(during)["exercises"] == [{**condition, "open": True, "connections": 1}]
    assert status == 200


async def test_healthz_says_when_nothing_can_be_recorded_and_play_goes_on_once_it_can(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        _refuse_parts(tmp_path / "surgex.db", refuse=True)
        order = control.client.give(StartExercise(), None)
        await control.until(lambda client: client.state == "reconnecting")
        status, body = await get(host.port, "/healthz")
        _refuse_parts(tmp_path / "surgex.db", refuse=False)
        async with asyncio.timeout(PATIENCE):
            verdict = await control.client.answered(order)

    assert (status, json.loads(body)["ok"]) == (503, False)
    assert control.client.notices[0].code == "exercise-unavailable"
    assert verdict.accepted
    assert len(list(read_entries(tmp_path / "surgex.db", made.id))) == 2
    assert "no room left" in (tmp_path / "server.log").read_text()


async def test_healthz_says_no_as_long_as_an_exercise_cannot_even_be_opened(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        with sqlite3.connect(tmp_path / "surgex.db") as connection:
            connection.execute("CREATE TRIGGER full BEFORE UPDATE ON exercise BEGIN SELECT RAISE(ABORT, 'full'); END")
        before, _ = await get(host.port, "/healthz")
        async with bare(host.url, made.control.token) as turned_away:
            told = await heard(turned_away)
            during, body = await get(host.port, "/healthz")
        with sqlite3.connect(tmp_path / "surgex.db") as connection:
            connection.execute("DROP TRIGGER full")
        async with Follower(host.url, made.control.token):
            after, _ = await get(host.port, "/healthz")

    assert isinstance(told, Notice)
    assert told.code == "exercise-unavailable"
    assert (before, during, after) == (200, 503, 200)
    assert json.loads(body)["exercises"][0]["ok"] is False


def _refuse_parts(database: Path, *, refuse: bool) -> None:
    full = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TRIGGER full BEFORE INSERT ON part {full}" if refuse else "DROP TRIGGER full")


async def test_a_reader_that_stalls_is_dropped_alone_and_resumes_where_it_was(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, slow_reader_bytes=500_000, closing_seconds=0.2) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as quick,
    ):
        slow = sockets.socket()
        slow.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
        slow.connect(("127.0.0.1", host.port))
        hello = Hello(token=made.seat_of(DOD).token, client="slow")
        async with connect(host.url, sock=slow, compression=None, max_size=None, max_queue=1) as stalled:
            await stalled.send(frame(hello))
            greeting = await greeted(stalled)
            stalled.transport.pause_reading()
            while '"why": "too-slow"' not in (tmp_path / "server.log").read_text():
                assert quick.client.sequence < 200
                await quick.give(LONG, DOD)
            stalled.transport.abort()

        resume = Resume(log=made.log, sequence=greeting.sequence)
        async with bare(host.url, made.seat_of(DOD).token, resume=resume) as again:
            resumed = await greeted(again)
            missed = [await heard(again) for _ in range(quick.client.sequence - greeting.sequence)]

    assert resumed.whole is None
    assert [one.sequence for one in missed] == list(  # type: ignore[union-attr]
        range(greeting.sequence + 1, quick.client.sequence + 1)
    )
    assert quick.client.state == "closed"
    assert "reconnecting" not in quick.changes


async def test_a_second_server_on_the_same_file_is_refused_at_its_start_and_the_first_goes_on(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (first, made), Follower(first.url, made.control.token) as control:
        with pytest.raises(StoreError, match="another server"):
            Host(settings(tmp_path))
        await control.give(StartExercise())
    later = Host(settings(tmp_path))
    await later.start()
    await later.stop()


async def test_where_no_lock_keeps_a_second_server_out_the_first_gives_way_and_says_so(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "surgex.db").symlink_to(tmp_path / "surgex.db")
    async with (
        hosting(tmp_path) as (older, made),
        Follower(older.url, made.control.token) as at_older,
        Host(settings(elsewhere)) as newer,
        Follower(newer.url, made.control.token) as at_newer,
    ):
        await at_newer.give(StartExercise())
        at_older.client.give(StartExercise(), None)
        await at_older.until(lambda client: client.notices)
        async with bare(older.url, made.control.token) as again:
            notice = await heard(again)
        await at_newer.advance(Phase.ORDERS)

    assert isinstance(notice, Notice)
    assert "taken over" in notice.sentence
    assert [entry.number for entry in read_entries(tmp_path / "surgex.db", made.id)] == [0, 1, 2]


async def test_a_server_that_stops_finishes_and_answers_what_it_accepted(tmp_path: Path) -> None:
    host = await Host(settings(tmp_path)).start()
    made = create_exercise(host.store, world())
    async with Follower(host.url, made.seat_of(DOD).token) as player:
        orders = [player.client.give(MarkReady(ready=True), DOD) for _ in range(50)]
        await player.until(lambda client: client.verdicts)
        await host.stop()
        await player.until(lambda client: client.state == "reconnecting")
        answered, pending = set(player.client.verdicts), {give.order_id for give in player.client.pending}
        why = player.client.why

    recorded = {
        entry.parts["control"].plain["order_id"]  # type: ignore[index]
        for entry in list(read_entries(tmp_path / "surgex.db", made.id))[1:]
    }
    assert answered == recorded.intersection(orders)
    assert answered | pending == set(orders)
    assert why.startswith("The server stops")


async def test_a_server_stops_although_somebody_has_not_said_hello(tmp_path: Path) -> None:
    host = await Host(settings(tmp_path, hello_seconds=1_000)).start()
    async with bare(host.url) as stranger:
        async with asyncio.timeout(PATIENCE):
            await host.stop()
            await stranger.wait_closed()

        assert stranger.close_code == 1001


async def test_two_exercises_of_one_server_know_nothing_of_each_other(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, first):
        second = create_exercise(host.store, world(), "day")
        async with Follower(host.url, first.control.token) as one, Follower(host.url, second.control.token) as two:
            await one.give(StartExercise())
            await two.until(lambda client: client.exercise)

            assert one.client.exercise is not None
            assert two.client.exercise is not None
            assert one.client.exercise.phase is Phase.BRIEF
            assert (two.client.exercise.phase, two.client.exercise.pace) == (Phase.SETUP, "day")


async def test_no_token_stands_in_the_log_of_the_server(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.control.token),
        bare(host.url, "a-wrong-token") as wrong,
    ):
        await heard(wrong)

    written = (tmp_path / "server.log").read_text()
    assert '"event": "joined"' in written
    assert '"event": "refused"' in written
    assert "a-wrong-token" not in written
    assert not any(seat.token in written for seat in made.seats)


async def test_an_exercise_in_which_nobody_is_leaves_the_memory_and_is_there_for_whoever_comes(tmp_path: Path) -> None:
    async with hosting(tmp_path, idle_seconds=0.2) as (host, made):
        async with Follower(host.url, made.control.token) as control:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            knew = state_hash(control.client.exercise) if control.client.exercise else ""
            await asyncio.sleep(0.5)
            with_somebody = await _open_exercises(host)
        async with asyncio.timeout(PATIENCE):
            while True:
                await asyncio.sleep(0.05)
                if not await _open_exercises(host):
                    break
        async with Follower(host.url, made.control.token) as control:
            known = state_hash(control.client.exercise) if control.client.exercise else ""
            await control.advance(Phase.LOCKED)

    assert with_somebody == [made.id]
    assert known == knew != ""
    assert '"event": "let go"' in (tmp_path / "server.log").read_text()


async def _open_exercises(host: Host) -> list[str]:
    _, body = await get(host.port, "/healthz")
    return [one["id"] for one in json.loads(body)["exercises"] if one["open"]]


async def test_who_comes_for_an_exercise_that_cannot_be_opened_is_told_why_and_others_play_on(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        broken = create_exercise(host.store, world(), seed="a seed")
        with host.store.engine.begin() as connection:
            connection.execute(update(PART).where(PART.c.exercise == broken.id).values(content=b"{}"))
        async with bare(host.url, broken.control.token) as socket:
            notice = await heard(socket)
        verdict = await control.give(StartExercise())

    assert isinstance(notice, Notice)
    assert notice.code == "exercise-unavailable"
    assert notice.sentence.startswith("The log of this exercise is damaged")
    assert str(tmp_path) not in notice.sentence
    assert verdict.accepted


async def test_several_exercises_open_at_once_and_one_that_two_want_is_opened_once(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, first), AsyncExitStack() as stack:
        made = [first, *(create_exercise(host.store, world(), seed="a seed") for _ in range(5))]
        tokens = [seat.token for one in made for seat in (one.control, one.seat_of(DOD))]
        sockets = [await stack.enter_async_context(bare(host.url, token)) for token in tokens]
        greetings = [await greeted(socket) for socket in sockets]
        opened = [line for line in (tmp_path / "server.log").read_text().splitlines() if '"event": "opened"' in line]

    assert [greeting.exercise for greeting in greetings] == [one.id for one in made for _ in range(2)]
    assert len(opened) == len(made)
