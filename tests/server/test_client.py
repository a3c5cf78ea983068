"""A client comes back by itself, keeps what it was not answered, and says when the log is another."""

import asyncio
import errno
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from engine.ids import OrganisationId
from engine.orders import AnswerInject, MarkReady, PauseExercise, ProposeAgreement, SendMessage, StartExercise
from engine.phases import Phase
from engine.stored import state_hash
from server.admission import token_hash
from server.client import LinkState, NotAnsweredError, SeatClient
from server.link import _why_not_reached
from server.mirror import RECENT
from server.wire import Greeting, WireError, frame
from tests.support.server import PATIENCE, Follower, hosting, new_exercise
from tui.sheets.control.held import Held, at_hand
from tui.sheets.control.talk import agreement_story

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")


async def test_an_order_given_offline_is_answered_once_there_is_a_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        offline = SeatClient(host.url, made.seat_of(DOD).token, on_change=lambda _: None)
        order = offline.give(MarkReady(ready=True), DOD)
        saved = offline.pending_plain()

        async with Follower(host.url, made.seat_of(DOD).token, pending=saved) as player:
            async with asyncio.timeout(PATIENCE):
                verdict = await player.client.answered(order)

        assert verdict.code == "not-in-this-phase"
        assert player.client.pending == ()


async def test_a_client_follows_over_a_restart_without_a_gap_and_resends_what_was_not_answered(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        port = host.port
        player = Follower(host.url, made.seat_of(DOD).token)
        await player.__aenter__()
        await player.until(lambda client: client.state is LinkState.ONLINE)
    await player.until(lambda client: client.state is LinkState.RECONNECTING and client.retry_in > 0)
    order = player.client.give(MarkReady(ready=True), DOD)
    assert player.client.why

    async with hosting(tmp_path, port=port) as (host, _):
        async with asyncio.timeout(PATIENCE):
            verdict = await player.client.answered(order)
        resumed_view = player.client.views[DOD]
        async with Follower(host.url, made.seat_of(DOD).token) as fresh:
            assert fresh.client.views[DOD] == resumed_view
            assert fresh.client.sequence == player.client.sequence
        await player.__aexit__(None, None, None)

    assert verdict.code == "not-in-this-phase"
    assert [notice.code for notice in player.client.notices] == ["open-twice"]


async def test_a_server_with_another_log_is_noticed_and_old_orders_are_not_sent_to_it(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token) as player:
        player.client.give(MarkReady(ready=True), DOD)
        saved = player.client.pending_plain()
    (tmp_path / "other").mkdir()
    async with (
        hosting(tmp_path / "other") as (host, other),
        Follower(host.url, other.seat_of(DOD).token, pending=saved) as player,
    ):
        await player.until(lambda client: client.notices)
        (stale,) = player.client.stale_pending

        with pytest.raises(NotAnsweredError):
            await player.client.answered(stale.order_id)
        assert player.client.pending == ()
        assert player.client.notices[-1].code == "log-changed"
        assert player.client.views[DOD].orders == ()


async def test_views_are_replaced_when_the_log_behind_the_address_changes(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        port = host.port
        player = Follower(host.url, made.seat_of(DOD).token)
        control = Follower(host.url, made.control.token)
        await control.__aenter__()
        await player.__aenter__()
        await control.give(StartExercise())
        await player.until(lambda client: client.views[DOD].phase is Phase.BRIEF)
        await control.__aexit__(None, None, None)
    await player.until(lambda client: client.state is LinkState.RECONNECTING)
    pending = player.client.give(MarkReady(ready=True), DOD)
    database = tmp_path / "surgex.db"
    database.rename(tmp_path / "old.db")
    other = new_exercise(database)
    _give_token(database, other.seat_of(DOD).seat, made.seat_of(DOD).token)

    async with hosting(tmp_path, port=port):
        await player.until(lambda client: client.notices)

    assert player.client.log == other.log
    assert player.client.views[DOD].phase is Phase.CHECK_IN
    assert [give.order_id for give in player.client.stale_pending] == [pending]
    await player.__aexit__(None, None, None)


def _give_token(database: Path, seat: str, token: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE seat SET token_hash = ? WHERE id = ?", (token_hash(token), seat))


async def test_control_holds_the_same_exercise_whether_it_followed_or_came_late(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as early:
        await early.give(StartExercise())
        await early.advance(Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)
        await early.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
        async with Follower(host.url, made.control.token) as late:
            assert early.client.exercise is not None
            assert late.client.exercise is not None
            assert state_hash(late.client.exercise) == state_hash(early.client.exercise)
            assert late.client.head == early.client.head
            assert list(late.client.recent)[1:] == list(early.client.recent)[1:]
            assert early.client.views == {}


async def test_closing_ends_the_run_and_tells_whoever_waits_for_an_answer(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "surgex.db")
    client = SeatClient("ws://127.0.0.1:1", made.control.token, on_change=lambda _: None)
    running = asyncio.create_task(client.run())
    order = client.give(StartExercise(), None)
    waiting = asyncio.create_task(client.answered(order))
    await asyncio.sleep(0)

    client.close()
    async with asyncio.timeout(PATIENCE):
        await running

    with pytest.raises(NotAnsweredError):
        await waiting
    with pytest.raises(NotAnsweredError):
        await client.answered(order)
    assert client.state is LinkState.CLOSED
    assert [give.order_id for give in client.pending] == [order]


async def test_an_order_too_large_for_a_frame_is_refused_before_it_is_kept(tmp_path: Path) -> None:
    client = SeatClient("ws://127.0.0.1:1", "token", on_change=lambda _: None)

    with pytest.raises(WireError, match="256 KiB"):
        client.give(AnswerInject(inject="x", text="x" * 300_000), DOD)  # type: ignore[arg-type]

    assert client.pending == ()


async def test_an_address_that_is_none_is_not_tried_again(tmp_path: Path) -> None:
    client = SeatClient("http//nowhere", "token", on_change=lambda _: None)

    async with asyncio.timeout(PATIENCE):
        await client.run()

    assert client.state is LinkState.REFUSED
    assert "ws://host:port" in client.why


async def test_a_server_of_another_build_is_left_with_a_sentence_and_not_tried_again() -> None:
    """Its views have fields that this client does not know: trying again for ever would say nothing to anybody."""

    async def other(connection: ServerConnection) -> None:
        await connection.recv()
        await connection.send(frame(_greeting({"shape": "views", "header": {}, "views": {"dod/as": {"unheard": "of"}}})))
        await connection.wait_closed()

    async with serve(other, "127.0.0.1", 0) as listening, asyncio.timeout(PATIENCE):
        client = SeatClient(f"ws://127.0.0.1:{listening.sockets[0].getsockname()[1]}", "token", on_change=lambda _: None)
        await client.run()

    assert client.state is LinkState.REFUSED
    assert "different builds (the server says 9.9.9" in client.why
    assert "Install the client that goes with the server." in client.why


def _greeting(whole: dict[str, object]) -> Greeting:
    return Greeting.model_validate(
        {
            "exercise": "one",
            "log": "a1",
            "seat": "seat-1",
            "role": "participant",
            "organisations": (DOD,),
            "title": "One",
            "marking": "UNCLASSIFIED",
            "rules_version": "9.9.9",
            "now": datetime(2026, 6, 1, 9, tzinfo=UTC),
            "sequence": 1,
            "whole": whole,
        }
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed ('127.0.0.1', 1)"), "the server may not be running"),
        (
            OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 1, 0, 0), [Errno 111] Connect call failed"),
            "the server may not be running",
        ),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "no machine of that name"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "no way to it from this network"),
        (OSError("something else"), "something else"),
        (EOFError(), "it hung up before anything was encrypted; where it speaks no TLS, ws:// goes without"),
    ],
)
def test_a_server_that_cannot_be_reached_is_said_in_words_and_not_in_numbers(said: Exception, words: str) -> None:
    told = _why_not_reached("wss://exercise.example", said)

    assert words in told
    assert "Errno" not in told


async def test_what_was_agreed_and_said_long_ago_is_at_hand_for_control_who_followed_or_came_late(
    tmp_path: Path,
) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as early:
        await early.give(StartExercise())
        await early.give(SendMessage(to=(DOD,), text="Read the brief."))
        async with Follower(host.url, made.seat_of(DOD).token) as player:
            await player.give(ProposeAgreement(parties=(JAPAN,), title="Seekers", terms="We send, you pay.", due_turn=1), DOD)
        assert early.client.exercise is not None
        for number in range(RECENT):
            await early.give(PauseExercise(paused=number % 2 == 0))
        (agreement,) = early.client.exercise.talk.agreements.values()
        async with Follower(host.url, made.control.token) as late:
            kinds = [event["kind"] for _, part in late.client.kept for event in part["verdict"]["events"]]
            assert list(late.client.kept) == list(early.client.kept)
            assert kinds == ["message-sent", "agreement-proposed"]
            assert late.client.exercise is not None
            held = Held(late.client.exercise, at_hand(late.client.kept, late.client.recent))
            assert "We send, you pay." in list(agreement_story(held, agreement))
