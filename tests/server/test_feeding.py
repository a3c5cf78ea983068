"""The arrival order of a game played over sockets, given to a headless play, gives the same entries."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aar.feeding import feed
from aar.log_file import LogError, write_log
from bots.roster import policy
from bots.table import Table, play
from bots.wire_runner import WireBot
from cli.main import app
from engine.entries import Entry
from engine.ids import CONTROL
from engine.orders import ChangeTimer, StartExercise
from engine.phases import Phase
from engine.world import World
from injects.load import load_world
from server.admission import create_exercise
from server.app import Host
from tests.support.decks import OPENING
from tests.support.server import Follower, settings, world
from tests.support.shipped_games import shipped_world
from tests.support.times import timed


async def played_by_bots(folder: Path, played: World) -> list[Entry]:
    """A game of bots in every seat, over sockets."""
    async with Host(settings(folder)) as host:
        made = create_exercise(host.store, played, seed="a seed")
        bots = [WireBot(host.url, seat.token, policy("typical", "salt"), thinking=0.001) for seat in made.seats]
        async with asyncio.timeout(300):
            await asyncio.gather(*(bot.run() for bot in bots))
        return list(host.store.entries(made.id))


async def test_1_4_a_game_of_bots_over_sockets_is_played_anew_from_its_orders(tmp_path: Path) -> None:
    log = await played_by_bots(tmp_path, world())

    fed = feed(world(), log)

    assert fed.differs == ""
    assert fed.orders == len(log) - 1 > 100
    assert [sorted(entry.parts) for entry in fed.entries] == [sorted(entry.parts) for entry in log]
    assert all(entry.parts[CONTROL].plain.get("wall") is None for entry in fed.entries)


async def test_1_4_timers_are_orders_like_all_others(tmp_path: Path) -> None:
    timed_world = timed(world())
    async with Host(settings(tmp_path)) as host:
        made = create_exercise(host.store, timed_world, seed="a seed", clock_driven=True)
        async with Follower(host.url, made.control.token) as control:
            await control.give(StartExercise())
            await control.until(lambda client: client.exercise and client.exercise.timer)
            await control.give(ChangeTimer(by=-7_200))
            await control.until(lambda client: client.exercise and client.exercise.phase is Phase.ORDERS)
        log = list(host.store.entries(made.id))

    assert feed(timed_world, log).differs == ""


async def test_1_4_the_shipped_exercise_is_played_by_26_clients_to_its_end_and_played_anew(tmp_path: Path) -> None:
    shipped = shipped_world()

    log = await played_by_bots(tmp_path, shipped)

    orders = [entry.parts[CONTROL].plain for entry in log[1:]]
    fed = feed(shipped, log)
    seats = {one["seat"] for one in orders if one["organisation"]}
    assert len(seats) == len(shipped.organisations) == 25
    assert sum(one["order"]["kind"] == "resolve-week" for one in orders) == shipped.deck.weeks
    assert fed.differs == ""
    assert fed.orders == len(log) - 1 > 700


async def test_where_the_orders_lead_elsewhere_the_first_such_entry_is_named(tmp_path: Path) -> None:
    log = await played_by_bots(tmp_path, world())
    at = next(entry.number for entry in log if (entry.parts[CONTROL].plain.get("order") or {}).get("kind") == "start-exercise")

    without = [entry for entry in log if entry.number != at]

    assert feed(world(), without).differs.startswith("entry ")


def test_a_log_of_another_deck_is_refused_with_the_mend() -> None:
    other = Table(world=load_world(OPENING / "deck", None, None, OPENING / "baseline"), pace="day", seed="1").entries
    changed = replace(world().deck, title="Another title")

    with pytest.raises(LogError, match="played on another deck"):
        feed(World(baseline=world().baseline, deck=changed), other)


def test_the_command_plays_the_orders_of_a_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = play(world(), pace="half-day", seed="7", policies={one: policy("idle", "") for one in world().organisations})
    write_log(tmp_path / "log.jsonl", table.entries)

    result = CliRunner().invoke(
        app,
        ["play", str(OPENING / "deck"), "--baseline", str(OPENING / "baseline"), "--orders", str(tmp_path / "log.jsonl")],
    )

    assert result.exit_code == 0, result.output
    assert "played anew: the same entries" in result.output + result.stderr + capfd.readouterr().err
