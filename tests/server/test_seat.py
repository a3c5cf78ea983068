"""What a seat is told and what it may say, over real sockets."""

import asyncio
import json
from pathlib import Path

import pytest

from engine.ids import Audience, HolderId, OrderId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, PauseExercise, StartExercise, TakeSeat
from engine.phases import Phase
from engine.stored import Plain, plain_of
from server.issuing import revoke
from server.store import read_entries
from server.wire import Give, Greeting, Notice, Refused, Resume, Told, Verdict, ViewsWhole, frame
from tests.support.server import PATIENCE, Follower, bare, greeted, heard, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
READY = plain_of(MarkReady(ready=True))
TO_RESOLVE = (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)


def give(order_id: str, order: Plain, organisation: OrganisationId | None = DOD) -> str:
    return frame(Give(order_id=OrderId(order_id), organisation=organisation, order=order))


@pytest.mark.parametrize(
    ("first", "code", "close_code"),
    [
        (b"\x00\xff", "bad-frame", 4400),
        ("garbage", "bad-frame", 4400),
        ('{"type":"hello","protocol":0,"token":"t"}', "other-protocol", 4426),
        ('{"type":"hello","protocol":4,"token":"wrong","client":"c"}', "unknown-token", 4401),
        (give("a", READY), "hello-expected", 4408),
    ],
)
async def test_who_does_not_introduce_itself_properly_is_told_why(
    tmp_path: Path, first: str | bytes, code: str, close_code: int
) -> None:
    async with hosting(tmp_path) as (host, _), bare(host.url) as socket:
        await socket.send(first)
        answer = await heard(socket)
        await socket.wait_closed()

        assert isinstance(answer, Refused)
        assert answer.code == code
        assert answer.sentence
        assert socket.close_code == close_code


async def test_who_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    async with hosting(tmp_path, hello_seconds=0.05) as (host, _), bare(host.url) as socket:
        answer = await heard(socket)

        assert isinstance(answer, Refused)
        assert answer.code == "hello-expected"


async def test_a_revoked_token_opens_nothing(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        assert revoke(host.store, made.control.seat)
        async with Follower(host.url, made.control.token) as control:
            assert control.client.state == "refused"
            assert "revoked" in control.client.why


async def test_a_seat_speaks_for_its_own_organisations_only_and_nothing_of_it_is_recorded(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token) as player:
        before = player.client.sequence

        for_another = await player.give(MarkReady(ready=True), JAPAN)
        for_nobody = await player.give(MarkReady(ready=True), None)

        assert (for_another.accepted, for_another.code) == (False, "not-your-organisation")
        assert (for_nobody.accepted, for_nobody.code) == (False, "not-your-organisation")
        assert player.client.sequence == before


async def test_control_gives_its_own_orders_only_and_none_of_the_clock(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        as_japan = await control.give(MarkReady(ready=True), JAPAN)
        as_clock = await control.give(TakeSeat(organisation=JAPAN, holder=HolderId("control itself")))

        assert as_japan.code == "not-your-organisation"
        assert (as_clock.code, as_clock.sentence) == ("not-yours", "Only the clock gives this order.")


async def test_what_is_no_order_or_no_frame_is_answered_and_the_seat_plays_on(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url, made.seat_of(DOD).token) as socket:
        await greeted(socket)
        await socket.send(give("a", {"kind": "mark-ready", "ready": "yes"}))
        no_order = await heard(socket)
        await socket.send("garbage")
        no_frame = await heard(socket)
        await socket.send(give("b", READY))
        told, refused = await heard(socket), await heard(socket)

        assert isinstance(no_order, Verdict)
        assert (no_order.order_id, no_order.code) == ("a", "not-an-order")
        assert isinstance(no_frame, Notice)
        assert no_frame.code == "bad-frame"
        assert isinstance(told, Told)
        assert told.parts[Audience(DOD)]["receipt"]["order_id"] == "b"
        assert isinstance(refused, Verdict)
        assert refused.code == "not-in-this-phase"


async def test_the_same_order_id_with_another_order_is_an_error(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url, made.seat_of(DOD).token) as socket:
        await greeted(socket)
        await socket.send(give("a", READY))
        await heard(socket)
        first = await heard(socket)
        await socket.send(give("a", READY))
        second = await heard(socket)
        await socket.send(give("a", plain_of(MarkReady(ready=False))))
        third = await heard(socket)

        assert first == second
        assert isinstance(third, Verdict)
        assert third.code == "order-id-reused"


async def test_no_frame_of_a_participant_holds_a_global_number_a_hash_a_wall_time_or_a_salt(tmp_path: Path) -> None:
    frames: list[str] = []

    async with (
        hosting(tmp_path) as (host, made),
        bare(host.url, made.seat_of(DOD).token) as socket,
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(JAPAN).token) as japan,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        await japan.give(MarkReady(ready=True), JAPAN)
        await control.advance(*TO_RESOLVE[1:])
        await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
        await socket.send(give("last", READY))
        while '"order_id":"last","accepted"' not in (frames[-1] if frames else ""):
            async with asyncio.timeout(PATIENCE):
                content = await socket.recv()
            assert isinstance(content, str)
            frames.append(content)
        entries = list(read_entries(tmp_path / "surgex.db", made.id))

    everything = "".join(frames)
    walls = [entry.parts["control"].plain.get("wall") for entry in entries[1:]]  # type: ignore[index]
    assert all(walls)
    assert not any(str(wall) in everything for wall in walls)
    assert not any(entry.hash in everything for entry in entries[1:])
    assert not any(commitment in everything for entry in entries for commitment in entry.commitments)
    assert not any(part.salt.hex() in everything for entry in entries for part in entry.parts.values())
    assert not any(key in everything for key in ('"number"', '"wall"', '"salt"', '"verdict":{'))
    assert [content.count('"holder"') for content in frames] == [1, *[0] * (len(frames) - 1)]  # the greeting names one's own
    told = [json.loads(content) for content in frames if json.loads(content)["type"] == "told"]
    assert [one["sequence"] for one in told] == list(range(told[0]["sequence"], told[0]["sequence"] + len(told)))
    assert {audience for one in told for audience in one["parts"]} == {"public", DOD}
    assert len(told) < len(entries), "what only Japan heard is missing"


async def test_a_seat_resumes_exactly_where_it_was_also_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.answering.CHUNK", 4)
    async with (
        hosting(tmp_path) as (host, made),
        bare(host.url, made.seat_of(DOD).token) as socket,
        Follower(host.url, made.control.token) as control,
    ):
        greeting = await greeted(socket)
        await control.give(StartExercise())
        await control.advance(*TO_RESOLVE)
        await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
        live = [await heard(socket) for _ in range(19)]
    async with hosting(tmp_path) as (host, _):
        resume = Resume(log=greeting.log, sequence=greeting.sequence + 4)
        async with bare(host.url, made.seat_of(DOD).token, resume=resume) as socket:
            resumed = await greeted(socket)
            again = [await heard(socket) for _ in range(15)]
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            afresh = await greeted(socket)

    assert resumed.whole is None
    assert resumed.sequence == greeting.sequence + 4
    assert again == live[4:]
    assert afresh.sequence == greeting.sequence + len(live)


async def test_a_client_that_knows_more_than_the_log_or_another_log_gets_the_whole(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        token = made.seat_of(DOD).token
        for resume in (Resume(log=made.log, sequence=10_000), Resume(log="another", sequence=1)):
            async with bare(host.url, token, resume=resume) as socket:
                greeting = await greeted(socket)

            assert isinstance(greeting.whole, ViewsWhole)
            assert greeting.log == made.log


async def test_two_connections_on_one_seat_both_hear_and_both_speak(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as desk,
        Follower(host.url, made.seat_of(DOD).token) as laptop,
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        first = await desk.give(MarkReady(ready=True), DOD)
        await laptop.until(lambda client: client.views[DOD].ready)
        second = await laptop.give(MarkReady(ready=False), DOD)
        await desk.until(lambda client: not client.views[DOD].ready)

        assert first.accepted
        assert second.accepted
        assert desk.client.sequence == laptop.client.sequence
        assert desk.client.views == laptop.client.views


async def test_a_seat_is_taken_when_it_is_opened_first_and_a_bot_says_that_it_is_one(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        async with Follower(host.url, made.seat_of(DOD).token, client="surgex-bot/typical"):
            pass
        async with Follower(host.url, made.seat_of(DOD).token), Follower(host.url, made.seat_of(JAPAN).token):
            pass
        async with Follower(host.url, made.control.token) as control:
            assert control.client.exercise is not None
            holders = control.client.exercise.holders
            seats = [part["seat"] for _, part in control.client.recent if "seat" in part]

    assert holders[DOD].startswith("bot-")
    assert holders[JAPAN].startswith("person-")
    assert seats == ["clock", "clock"]


async def test_a_greeting_says_who_one_is_and_nothing_of_the_others(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url, made.seat_of(DOD).token) as socket:
        greeting = await greeted(socket)

        assert isinstance(greeting, Greeting)
        assert (greeting.exercise, greeting.log, greeting.role) == (made.id, made.log, "participant")
        assert greeting.organisations == (DOD,)
        assert greeting.marking.startswith("UNCLASSIFIED")
        assert isinstance(greeting.whole, ViewsWhole)
        assert set(greeting.whole.views) == {DOD}
        assert greeting.whole.header["world"]["deck"]["briefs"] == []


async def test_the_clock_stands_still_in_a_pause(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(*TO_RESOLVE[:-1])
        resolve = control.client.give(AdvancePhase(to=Phase.RESOLVE), None)
        pause = control.client.give(PauseExercise(paused=True), None)
        async with asyncio.timeout(PATIENCE):
            assert (await control.client.answered(resolve)).accepted
            paused = await control.client.answered(pause)
        assert paused.accepted
        stands = control.client.exercise
        await control.give(PauseExercise(paused=True))
        assert control.client.exercise is not None
        assert stands is not None
        assert stands.week <= control.client.exercise.week <= stands.week + 1
        assert control.client.exercise.phase is Phase.RESOLVE
        await control.give(PauseExercise(paused=False))
        await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
