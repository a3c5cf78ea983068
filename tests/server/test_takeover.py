"""A seat that changes hands: the new holder is sent how it stood when the last one looked, and nobody else is."""

import sqlite3
from pathlib import Path

import pytest

from engine.ids import OrganisationId, SeatId
from engine.orders import SendMessage, StartExercise
from engine.phases import Phase
from engine.takeover import takeover
from server.app import Host
from server.client import SeatClient
from server.wire import AskPacket, Greeting, Notice, Packet, Seen, Told, frame
from tests.support.server import Follower, bare, greeted, heard, hosting, settings

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")


def free(database: Path, seat: SeatId) -> None:
    """Let the next who comes with the seat's token be another person."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE seat SET holder = NULL WHERE id = ?", (seat,))


async def _message(control: Follower, text: str) -> None:
    verdict = await control.give(SendMessage(to=(DOD,), text=text))
    assert verdict.accepted, verdict.sentence


def _unread(client: SeatClient) -> str:
    assert client.packet is not None
    return "\n".join(one.sentence for one in takeover(client.views[DOD], client.packet.views[DOD]).unread)


async def test_a_new_holder_reads_what_came_while_nobody_was_there(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        seat = made.seat_of(DOD)
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        async with Follower(host.url, seat.token) as first:
            await _message(control, "While you are here.")
            await first.until(lambda client: client.views[DOD].messages)
            assert first.client.packet is None
        await control.until(lambda client: not client.presence[seat.seat].connections)
        await _message(control, "While nobody is here.")
        free(tmp_path / "surgex.db", seat.seat)
        async with Follower(host.url, seat.token) as second:
            await second.until(lambda client: client.packet)
            unread = _unread(second.client)

    assert "While nobody is here." in unread
    assert "While you are here." not in unread


async def test_how_far_a_seat_was_read_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        seat = made.seat_of(DOD)
        await control.give(StartExercise())
        async with Follower(host.url, seat.token) as first:
            await _message(control, "Read on the first day.")
            await first.until(lambda client: client.views[DOD].messages)
        await control.until(lambda client: not client.presence[seat.seat].connections)
        await _message(control, "Came in the evening.")
    free(tmp_path / "surgex.db", seat.seat)
    async with Host(settings(tmp_path)) as again, Follower(again.url, seat.token) as second:
        await second.until(lambda client: client.packet)
        unread = _unread(second.client)

    assert "Came in the evening." in unread
    assert "Read on the first day." not in unread


async def test_who_comes_back_to_an_own_seat_is_sent_no_packet_unasked(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        for _ in range(2):
            async with bare(host.url, made.seat_of(DOD).token) as socket:
                assert isinstance(await heard(socket), Greeting)
                await _message(control, "Hello.")
                assert isinstance(await heard(socket), Told)


@pytest.mark.parametrize("asked", [True, False])
async def test_a_client_that_says_what_was_seen_is_believed(tmp_path: Path, asked: bool) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        seat = made.seat_of(DOD)
        await control.give(StartExercise())
        async with bare(host.url, seat.token) as socket:
            greeting = await greeted(socket)
            await socket.send(frame(Seen(sequence=greeting.sequence)))
            await socket.send(frame(Seen(sequence=1)))
            await _message(control, "Sent, and not read.")
            assert isinstance(await heard(socket), Told)
            if asked:
                await socket.send(frame(AskPacket()))
                packet = await heard(socket)
                assert isinstance(packet, Packet)
                assert packet.seen == greeting.sequence
        free(tmp_path / "surgex.db", seat.seat)
        async with Follower(host.url, seat.token) as second:
            await second.until(lambda client: client.packet)
            assert second.client.packet is not None
            assert second.client.packet.seen == greeting.sequence
            assert "Sent, and not read." in _unread(second.client)


async def test_a_packet_that_is_asked_for_again_at_once_is_not_made_again(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url, made.seat_of(DOD).token) as socket:
        await greeted(socket)
        for _ in range(2):
            await socket.send(frame(AskPacket()))
        packet, notice = await heard(socket), await heard(socket)

    assert isinstance(packet, Packet)
    assert isinstance(notice, Notice)
    assert notice.code == "asked-too-soon"


async def test_whoever_joins_after_the_first_turn_is_sent_all_as_unread(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        await _message(control, "In the first turn.")
        await control.advance(Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)
        await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
        await control.advance(Phase.BRIEF)
        async with Follower(host.url, made.seat_of(DOD).token) as late:
            await late.until(lambda client: client.packet)
            packet = takeover(late.client.views[DOD], late.client.packet.views[DOD] if late.client.packet else None)

    assert "In the first turn." in "\n".join(one.sentence for one in packet.unread)
    assert len(packet.last_turn) == 5


async def test_a_seat_for_two_organisations_is_handed_over_with_both_views_and_nobody_elses(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        seat = made.seat_of(DOD)
        with sqlite3.connect(tmp_path / "surgex.db") as connection:
            both = f"{DOD}\n{JAPAN}"
            connection.execute("UPDATE seat SET organisations = ? WHERE id = ?", (both, seat.seat))
        await control.give(StartExercise())
        async with bare(host.url, seat.token) as socket:
            await greeted(socket)
            await socket.send(frame(AskPacket()))
            while not isinstance(packet := await heard(socket), Packet):
                pass

    assert set(packet.views) == {DOD, JAPAN}
