"""Who is here: told to control and evaluators alone; and one seat that is open twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.ids import OrderId, OrganisationId
from engine.orders import MarkReady, StartExercise
from engine.phases import Phase
from engine.stored import plain_of
from server.wire import Give, Notice, Presence, SeatPresence, Told, Verdict, WireCode, frame
from tests.support.server import Follower, bare, greeted, heard, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")


def _at(follower: Follower, seat: str) -> SeatPresence | None:
    return next((one for one in follower.client.presence.values() if one.seat == seat), None)


async def test_control_is_told_who_is_here_who_left_and_who_never_came(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        dod, japan = made.seat_of(DOD), made.seat_of(JAPAN)
        await control.until(lambda client: len(client.presence) == len(made.seats))
        never = _at(control, japan.seat)
        async with Follower(host.url, dod.token, client="surgex-bot/typical"):
            await control.until(lambda client: client.presence[dod.seat].connections == 1)
            here = _at(control, dod.seat)
        await control.until(lambda client: client.presence[dod.seat].connections == 0)
        left = _at(control, dod.seat)

    assert never is not None
    assert (never.connections, never.since, never.kind, never.organisations) == (0, None, None, (JAPAN,))
    assert here is not None
    assert (here.kind, here.organisations, here.role) == ("bot", (DOD,), "participant")
    assert left is not None
    assert here.since is not None
    assert left.since is not None
    assert here.since <= left.since
    assert left.kind == "bot"


async def test_who_comes_later_is_told_of_everybody_and_hears_nothing_of_earlier_visits_as_present(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token):
        async with Follower(host.url, made.seat_of(JAPAN).token):
            pass
        async with Follower(host.url, made.control.token) as control:
            await control.until(lambda client: client.presence and not client.presence[made.seat_of(JAPAN).seat].connections)
            seats = control.client.presence

    assert seats[made.seat_of(DOD).seat].connections == 1
    assert seats[made.seat_of(JAPAN).seat].kind == "person"
    assert seats[made.control.seat].connections == 1
    assert not any(made.seat_of(DOD).token in one.model_dump_json() for one in seats.values())


async def test_a_participant_hears_nothing_of_who_comes_and_goes(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        async with Follower(host.url, made.seat_of(JAPAN).token):
            pass
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            await greeted(socket)
            async with Follower(host.url, made.seat_of(JAPAN).token):
                pass
            await control.until(lambda client: not client.presence[made.seat_of(JAPAN).seat].connections)
            await control.give(StartExercise())
            first = await heard(socket)

    assert isinstance(first, Told)
    assert any(fact["kind"] == "exercise-started" for part in first.parts.values() for fact in part["facts"])


async def test_a_seat_that_is_open_twice_says_so_on_both_and_both_hear_everything(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        token = made.seat_of(DOD).token
        await control.give(StartExercise())
        async with bare(host.url, token) as one:
            await greeted(one)
            async with bare(host.url, token) as other:
                await greeted(other)
                for socket in (one, other):
                    notice = await heard(socket)
                    assert isinstance(notice, Notice)
                    assert notice.code == WireCode.OPEN_TWICE
                await control.advance(Phase.ORDERS)
                assert await heard(one) == await heard(other)
            again = await heard(one)

    assert isinstance(again, Notice)
    assert again.code == WireCode.OPEN_ONCE


async def test_an_order_given_on_both_connections_of_a_seat_is_carried_out_once(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        token = made.seat_of(DOD).token
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        order = frame(Give(order_id=OrderId("same"), organisation=DOD, order=plain_of(MarkReady(ready=True))))
        async with bare(host.url, token) as one, bare(host.url, token) as other:
            for socket in (one, other):
                await greeted(socket)
            await asyncio.gather(one.send(order), other.send(order))
            verdicts = [await _next(socket, Verdict) for socket in (one, other)]
            assert control.client.exercise is not None
            await control.until(lambda client: client.exercise and client.exercise.ready.get(DOD))
            marked = [part for _, part in control.client.recent if part.get("order_id") == "same"]

    assert verdicts == [Verdict(order_id=OrderId("same"), accepted=True)] * 2
    assert len(marked) == 1


async def _next(socket: object, kind: type[Verdict]) -> Verdict:
    while not isinstance(message := await heard(socket), kind):  # type: ignore[arg-type]
        assert not isinstance(message, Presence)
    return message


async def test_the_greeting_gives_the_title_and_the_servers_clock(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        before = datetime.now(UTC)
        async with Follower(host.url, made.control.token) as control:
            deck = control.client.exercise
            assert deck is not None
            assert control.client.title == deck.world.deck.title
            assert before - timedelta(seconds=1) < control.client.now < datetime.now(UTC) + timedelta(seconds=1)
