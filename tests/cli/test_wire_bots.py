"""Bots on the seats of a file: what becomes of them when a seat is taken from them while they play."""

import asyncio
from pathlib import Path

import pytest

from cli.wire_bots import Seat, run_bots
from engine.ids import SeatId
from server.client import SeatClient
from server.issuing import revoke
from tests.support.server import PATIENCE, Follower, hosting


def there(client: SeatClient, seat: SeatId) -> bool:
    """Whether control has heard that somebody is at the seat."""
    return seat in client.presence and client.presence[seat].connections > 0


async def test_a_seat_that_is_taken_away_loses_its_bot_and_the_other_bots_play_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with hosting(tmp_path) as (host, made), asyncio.timeout(PATIENCE), Follower(host.url, made.control.token) as control:
        first, second = [one for one in made.seats if one.role == "participant"][:2]
        seats: list[Seat] = [one.model_dump() for one in (first, second)]
        bots = asyncio.create_task(run_bots(host.url, seats, "idle", "salt", 0.0))
        await control.until(lambda client: there(client, first.seat) and there(client, second.seat))

        revoke(host.store, first.seat)
        await control.until(lambda client: not there(client, first.seat))
        stays = there(control.client, second.seat)
        revoke(host.store, second.seat)
        with pytest.raises(ConnectionRefusedError):
            await bots

    assert stays
    told = capsys.readouterr().err.splitlines()
    assert [one.partition(":")[0] for one in told] == [first.organisations[0]]
    assert told[0].endswith("Its bot has left; the others stay.")
