"""A server that is killed in the midst of play loses nothing that it acknowledged; everybody plays on when it is back."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from engine.entries import Entry
from engine.ids import CONTROL, OrderId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, Phase, SetIntent, StartExercise
from engine.stored import commitment, state_hash
from server.client import SeatClient
from server.store import read_entries
from tests.support.server import Follower, ServerProcess, new_exercise, rebuilt

ORGANISATIONS = [OrganisationId(one) for one in ("dod/as", "allies/japan", "nsc/staff")]
TURN = (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)


async def _player(player: Follower, organisation: OrganisationId, given: list[OrderId]) -> None:
    """Give orders one after the other, and several at once, for as long as the test lasts."""
    while True:
        orders = [player.client.give(MarkReady(ready=ready), organisation) for ready in (True, False)]
        orders.append(player.client.give(SetIntent(stance="approve"), organisation))
        given += orders
        for order in orders:
            await player.client.answered(order)


async def _turn(control: Follower) -> None:
    """Play one turn to its picture. A phase that was reached by an order that the kill left unanswered is no fault."""
    for phase in TURN:
        await control.client.answered(control.client.give(AdvancePhase(to=phase), None))
    await control.until(lambda client: _phase(client) is Phase.PICTURE, seconds=60)


def _phase(client: SeatClient) -> Phase | None:
    return client.exercise.phase if client.exercise else None


def _week(client: SeatClient) -> int:
    return client.exercise.week if client.exercise else 0


async def _killed_and_back(server: ServerProcess) -> None:
    await server.kill()
    await server.start()


def _unbroken(entries: Iterable[Entry]) -> bool:
    previous = "0" * 64
    for number, entry in enumerate(entries):
        opened = tuple(sorted(commitment(part.salt, part.content) for part in entry.parts.values()))
        if (entry.number, entry.previous, entry.commitments) != (number, previous, opened):
            return False
        previous = entry.hash
    return True


async def test_nothing_acknowledged_is_lost_when_the_server_is_killed_again_and_again(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "surgex.db")
    server = ServerProcess(tmp_path)
    await server.start()
    given: list[OrderId] = []
    try:
        async with (
            Follower(server.url, made.control.token) as control,
            Follower(server.url, made.seat_of(ORGANISATIONS[0]).token) as first,
            Follower(server.url, made.seat_of(ORGANISATIONS[1]).token) as second,
            Follower(server.url, made.seat_of(ORGANISATIONS[2]).token) as third,
        ):
            followers = (control, first, second, third)
            players = [
                asyncio.create_task(_player(follower, organisation, given))
                for follower, organisation in zip(followers[1:], ORGANISATIONS, strict=True)
            ]
            await control.give(StartExercise())
            await _play_and_kill(server, control, first)
            for player in players:
                player.cancel()
            for follower in followers:
                await follower.until(lambda client: client.state == "online" and not client.pending, seconds=60)
            marker = await control.give(StartExercise())
            await control.until(lambda client: not client.pending)
            live = control.client.exercise
            head = control.client.head
            answered = {order for follower in followers for order in follower.client.verdicts}
            for follower, organisation in zip(followers[1:], ORGANISATIONS, strict=True):
                async with Follower(server.url, made.seat_of(organisation).token) as fresh:
                    assert fresh.client.views[organisation] == follower.client.views[organisation]
    finally:
        await server.kill()

    entries = list(read_entries(tmp_path / "surgex.db", made.id))
    recorded = [entry.parts[CONTROL].plain["order_id"] for entry in entries[1:]]
    assert not marker.accepted
    assert live is not None
    assert live.turn == 2
    assert len(recorded) == len(set(recorded)), "an order was recorded twice"
    assert answered <= set(recorded), "an acknowledged order is lost"
    assert set(given) <= set(recorded), "an order that was resent did not arrive"
    assert _unbroken(entries)
    assert head == (entries[-1].number, entries[-1].hash)
    assert state_hash(rebuilt(entries)) == state_hash(live)


async def _play_and_kill(server: ServerProcess, control: Follower, player: Follower) -> None:
    """Two turns; killed among orders, while the weeks of a turn pass, and again before it is through with them."""
    turn = asyncio.create_task(_turn(control))
    await player.until(lambda client: len(client.verdicts) > 10)
    await _killed_and_back(server)
    await control.until(lambda client: _week(client) >= 4, seconds=60)
    await _killed_and_back(server)
    await control.until(lambda client: _week(client) >= 9, seconds=60)
    await _killed_and_back(server)
    await turn
    await control.client.answered(control.client.give(AdvancePhase(to=Phase.BRIEF), None))
    turn = asyncio.create_task(_turn(control))
    await control.until(lambda client: _phase(client) is Phase.RESOLVE, seconds=60)
    await _killed_and_back(server)
    await turn
