"""A server that is killed in the midst of play loses nothing that it acknowledged; everybody plays on when it is back."""

import asyncio
import random
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from engine.beliefs import settled
from engine.exercise import Exercise
from engine.ids import CONTROL, OrderId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, SetIntent, StartExercise
from engine.phases import Phase
from engine.stored import state_hash
from server.admission import CreatedExercise
from server.client import SeatClient
from server.store import read_entries
from tests.support.killing import Tally, is_unbroken, kill_round
from tests.support.nursery import Nursery
from tests.support.server import Follower, ServerProcess, long_turns, new_exercise, rebuilt

ORGANISATIONS = [OrganisationId(one) for one in ("dod/as", "allies/japan", "nsc/staff")]


@dataclass(frozen=True, slots=True)
class Played:
    """What the clients hold after play, and the phases in which the server was killed."""

    stood: list[Phase]
    given: list[OrderId]
    answered: set[OrderId]
    exercise: Exercise
    head: tuple[int, str] | None


async def _player(player: Follower, organisation: OrganisationId, given: list[OrderId]) -> None:
    """Give orders one after the other, and several at once, for as long as the test lasts."""
    while True:
        orders = [player.client.give(MarkReady(ready=ready), organisation) for ready in (True, False)]
        orders.append(player.client.give(SetIntent(stance="approve"), organisation))
        given += orders
        for order in orders:
            await player.client.answered(order)


async def _rest_of_turn(control: Follower) -> None:
    """From orders to the picture, whatever becomes of the server in between."""
    for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
        verdict = await control.client.answered(control.client.give(AdvancePhase(to=phase), None))
        assert verdict.accepted, verdict.sentence
    await control.until(lambda client: _phase(client) is Phase.PICTURE)


def _phase(client: SeatClient) -> Phase | None:
    return client.exercise.phase if client.exercise else None


async def _killed_and_back(server: ServerProcess, exercise: str) -> Phase:
    """Kill the server and start it again; the phase in which the log stood in between."""
    await server.kill()
    stood = rebuilt(read_entries(server.folder / "surgex.db", exercise)).phase
    await server.start()
    return stood


async def _play_and_kill(server: ServerProcess, exercise: str, control: Follower, player: Follower) -> list[Phase]:
    """Two turns; killed among orders, while the weeks of a turn pass, again while the rest of them does, and once more."""
    await control.give(StartExercise())
    await control.advance(Phase.ORDERS)
    await player.until(lambda client: len(client.verdicts) > 10)
    stood = [await _killed_and_back(server, exercise)]
    turn = asyncio.create_task(_rest_of_turn(control))
    for weeks in (4, 10, 10):
        await control.until(partial(_has_seen_pass, weeks, _week(control.client)))
        stood.append(await _killed_and_back(server, exercise))
    await turn
    await control.advance(Phase.BRIEF, Phase.ORDERS)
    turn = asyncio.create_task(_rest_of_turn(control))
    await control.until(partial(_has_seen_pass, 4, _week(control.client)))
    stood.append(await _killed_and_back(server, exercise))
    await turn
    return stood


def _week(client: SeatClient) -> int:
    return client.exercise.week if client.exercise else 0


def _has_seen_pass(weeks: int, before: int, client: SeatClient) -> bool:
    return _week(client) >= before + weeks


def _has_heard(sequence: int, client: SeatClient) -> bool:
    return client.sequence >= sequence


async def _play(server: ServerProcess, made: CreatedExercise) -> Played:
    """Play over real sockets while the server is killed, and see what the clients hold in the end."""
    async with AsyncExitStack() as stack:
        control = await stack.enter_async_context(Follower(server.url, made.control.token))
        players = [
            await stack.enter_async_context(Follower(server.url, made.seat_of(organisation).token))
            for organisation in ORGANISATIONS
        ]
        given: list[OrderId] = []
        at_work = [
            asyncio.create_task(_player(player, organisation, given))
            for player, organisation in zip(players, ORGANISATIONS, strict=True)
        ]
        stood = await _play_and_kill(server, made.id, control, players[0])
        for one in at_work:
            one.cancel()
        for follower in (control, *players):
            await follower.until(lambda client: client.state == "online" and not client.pending)
        await control.give(StartExercise())  # refused and recorded last: whoever has its verdict has heard everything
        for player, organisation in zip(players, ORGANISATIONS, strict=True):
            async with Follower(server.url, made.seat_of(organisation).token) as fresh:
                await player.until(partial(_has_heard, fresh.client.sequence))
                assert settled(fresh.client.views[organisation]) == settled(player.client.views[organisation])
                assert fresh.client.sequence == player.client.sequence
        assert control.client.exercise is not None
        answered = {order for follower in (control, *players) for order in follower.client.verdicts}
        return Played(stood, given, answered, control.client.exercise, control.client.head)


async def test_nothing_acknowledged_is_lost_when_the_server_is_killed_again_and_again(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "surgex.db", long_turns())
    server = ServerProcess(tmp_path)
    await server.start()
    try:
        played = await _play(server, made)
    finally:
        await server.kill()

    entries = list(read_entries(tmp_path / "surgex.db", made.id))
    recorded = [entry.parts[CONTROL].plain["order_id"] for entry in entries[1:]]
    assert played.stood == [Phase.ORDERS, *[Phase.RESOLVE] * 4], "the server was killed elsewhere than the test believes"
    assert (played.exercise.turn, played.exercise.phase) == (2, Phase.PICTURE)
    assert len(recorded) == len(set(recorded)), "an order was recorded twice"
    assert played.answered <= set(recorded), "an acknowledged order is lost"
    assert set(played.given) <= set(recorded), "an order that was resent did not arrive"
    assert is_unbroken(entries)
    assert played.head == (entries[-1].number, entries[-1].hash)
    assert state_hash(rebuilt(entries)) == state_hash(played.exercise)


@pytest.mark.skipif(sys.platform == "win32", reason="servers are forked here")
async def test_fifteen_kills_at_random_moments_under_load_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    tally = Tally()

    async with Nursery() as nursery:
        try:
            await kill_round(tmp_path, 15, random.Random(seed), tally, nursery)
        except AssertionError as error:
            raise AssertionError(f"{error} (seed {seed})") from error

    assert tally.kills == 15
    assert tally.returns >= 15, "no client was thrown out and came back: the kills hit nobody"
