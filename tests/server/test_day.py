"""A day under the clock, over real sockets: timers, pauses, and what comes of them when nobody is there."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from cli.main import app
from engine.deck import Pace, TurnTimes
from engine.entries import Entry
from engine.ids import CONTROL, OrganisationId
from engine.orders import (
    AdvancePhase,
    ChangeTimer,
    EndPractice,
    PauseExercise,
    SetPacing,
    StartExercise,
    StartPractice,
    StopTimer,
)
from engine.phases import Phase
from server.admission import CreatedExercise, create_exercise
from server.app import Host
from server.client import SeatClient
from server.clock import end_of_phase
from server.store import exercises, read_entries
from tests.support.server import PATIENCE, Follower, rebuilt, settings, world
from tests.support.times import timed

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
AN_HOUR = 3_600


@asynccontextmanager
async def clocked(
    folder: Path, *times: TurnTimes, now: Callable[[], float] = time.time, **changes: float
) -> AsyncIterator[tuple[Host, CreatedExercise]]:
    """A server with one exercise that the clock drives."""
    async with Host(settings(folder, **changes), now=now) as running:
        yield running, create_exercise(running.store, timed(world(), *times), seed="a seed", clock_driven=True)


def ends_at(client: SeatClient) -> int:
    """When the phase ends, as control knows it; 0 where no timer runs."""
    timer = client.exercise.timer if client.exercise else None
    return timer.ends_at if timer else 0


def stands(phase: Phase, turn: int = 1) -> Callable[[SeatClient], bool]:
    """Control sees this phase of this turn with its timer."""
    return lambda client: (
        client.exercise is not None
        and (client.exercise.phase, client.exercise.turn) == (phase, turn)
        and client.exercise.timer is not None
    )


async def over_now(control: Follower) -> None:
    """Control takes so much from the timer that it is due."""
    verdict = await control.give(ChangeTimer(by=-2 * AN_HOUR))
    assert verdict.accepted, verdict.sentence


async def test_2_13_the_clock_plays_a_turn_from_phase_to_phase_and_everybody_knows_until_when(tmp_path: Path) -> None:
    async with (
        clocked(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.control.token) as control,
    ):
        began = time.time()
        await control.give(StartExercise())
        await control.until(stands(Phase.BRIEF))
        brief = ends_at(control.client)
        await over_now(control)
        await player.until(lambda client: client.views[DOD].phase is Phase.ORDERS and client.views[DOD].timer)
        known = player.client.views[DOD].timer
        for phase in (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE):
            await control.until(stands(phase))
            await over_now(control)
        await control.until(stands(Phase.BRIEF, turn=2))

    assert 5 * 60 <= brief - began <= 9 * 60
    assert known is not None
    assert 30 * 60 <= known.ends_at - began <= 34 * 60


async def test_2_13_the_clock_ends_the_exercise_after_the_last_turn(tmp_path: Path) -> None:
    async with (
        clocked(tmp_path, TurnTimes(orders=1, picture=1)) as (host, made),
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        for turn in (1, 2, 3):
            await control.advance(Phase.ORDERS)
            await control.until(stands(Phase.ORDERS, turn))
            await over_now(control)
            await control.until(lambda client: client.exercise and client.exercise.phase is Phase.LOCKED)
            await control.advance(Phase.ADJUDICATE, Phase.RESOLVE)
            await control.until(stands(Phase.PICTURE, turn))
            await over_now(control)
            await control.until(lambda client: client.exercise and client.exercise.phase in (Phase.CURTAIN, Phase.BRIEF))

    assert control.client.exercise is not None
    assert control.client.exercise.timer is None


async def test_2_13_a_pause_keeps_what_is_left_and_sets_the_end_anew(tmp_path: Path) -> None:
    async with clocked(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.until(stands(Phase.BRIEF))
        await control.give(PauseExercise(paused=True))
        await control.until(lambda client: client.exercise and client.exercise.timer and client.exercise.timer.left)
        await control.give(ChangeTimer(by=AN_HOUR))
        await control.give(PauseExercise(paused=False))
        await control.until(lambda client: ends_at(client) > 0)

    assert 61 * 60 <= ends_at(control.client) - time.time() <= 66 * 60


async def test_2_13_a_timer_that_control_stopped_does_not_come_back(tmp_path: Path) -> None:
    async with clocked(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.until(stands(Phase.BRIEF))
        await control.give(StopTimer(reason="lunch"))
        await control.give(PauseExercise(paused=True))
        await control.give(PauseExercise(paused=False))
        await control.advance(Phase.ORDERS)
        await control.until(stands(Phase.ORDERS))

        orders = [part["order"]["kind"] for _, part in control.client.recent if part.get("seat") == "clock"]

    assert orders.count("set-timer") == 2


async def test_2_13_practice_is_timed_as_well_and_only_control_ends_it(tmp_path: Path) -> None:
    async with (
        clocked(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token),
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartPractice())
        for phase in (Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE):
            await control.until(stands(phase))
            await over_now(control)
        ended = await control.give(EndPractice())
        await control.give(StartExercise())
        await control.until(stands(Phase.BRIEF))

    assert ended.accepted


async def test_2_14_control_switches_to_its_own_hand_and_back(tmp_path: Path) -> None:
    async with clocked(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.until(stands(Phase.BRIEF))
        await control.give(SetPacing(by="facilitator"))
        by_hand = control.client.exercise
        refused = await control.give(ChangeTimer(by=60))
        await control.give(SetPacing(by="clock"))
        await control.until(stands(Phase.BRIEF))

    assert by_hand is not None
    assert by_hand.timer is None
    assert (refused.accepted, refused.sentence) == (False, "No timer runs in this phase.")


async def test_2_15_play_pauses_itself_when_the_last_controller_has_gone_and_goes_on_by_control_alone(tmp_path: Path) -> None:
    async with (
        clocked(tmp_path, controller_seconds=0.3) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
    ):
        async with Follower(host.url, made.control.token) as control:
            await control.give(StartExercise())
            await control.until(stands(Phase.BRIEF))
        await player.until(lambda client: client.views[DOD].paused)
        view = player.client.views[DOD]
        async with Follower(host.url, made.control.token) as control:
            still = control.client.exercise
            await control.give(PauseExercise(paused=False))
            await control.until(stands(Phase.BRIEF))
            await control.until(lambda client: ends_at(client) > 0)

    assert view.paused_by_clock
    assert view.pause_reason.startswith("No controller is connected")
    assert still is not None
    assert still.paused


async def test_2_15_a_cell_that_goes_stops_nothing_and_a_turn_of_a_day_needs_no_controller(tmp_path: Path) -> None:
    day = timed(world(), TurnTimes(orders_until="17:00"), zone="Asia/Tokyo")
    async with Host(settings(tmp_path, controller_seconds=0.2)) as host:
        made = create_exercise(host.store, day, seed="a seed", clock_driven=True)
        async with Follower(host.url, made.control.token) as control, Follower(host.url, made.seat_of(JAPAN).token):
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await control.until(stands(Phase.ORDERS))
        async with Follower(host.url, made.seat_of(DOD).token) as player:
            with pytest.raises(TimeoutError):
                await player.until(lambda client: client.views[DOD].paused, 1.0)
            timer = player.client.views[DOD].timer

    assert timer is not None
    assert datetime.fromtimestamp(timer.ends_at, ZoneInfo("Asia/Tokyo")).strftime("%H:%M") == "17:00"


async def started_orders(folder: Path) -> CreatedExercise:
    """A server that stops while the orders of turn 1 are timed."""
    async with clocked(folder) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.give(AdvancePhase(to=Phase.ORDERS))
        await control.until(stands(Phase.ORDERS))
        return made


async def test_2_15_a_timer_that_came_due_while_the_server_was_down_is_due_at_its_start(tmp_path: Path) -> None:
    made = await started_orders(tmp_path)

    async with (
        Host(settings(tmp_path), now=lambda: time.time() + 30 * 60 + 20) as host,
        Follower(host.url, made.seat_of(DOD).token) as player,
    ):
        await player.until(lambda client: client.views[DOD].phase is Phase.LOCKED)

    assert not player.client.views[DOD].paused


async def test_2_15_a_server_that_was_down_for_too_long_pauses_play_and_says_why(tmp_path: Path) -> None:
    made = await started_orders(tmp_path)

    async with (
        Host(settings(tmp_path), now=lambda: time.time() + AN_HOUR) as host,
        Follower(host.url, made.control.token) as control,
    ):
        await control.until(lambda client: client.exercise and client.exercise.paused and not ends_at(client))
        paused = control.client.exercise
        await control.give(ChangeTimer(by=600))
        await control.give(PauseExercise(paused=False))
        await control.until(lambda client: ends_at(client) > 0)
        going_on = control.client.exercise
        said = [part["order"].get("reason", "") for _, part in control.client.recent if part.get("seat") == "clock"]

    assert paused is not None
    assert paused.phase is Phase.ORDERS
    assert any(reason.startswith("The server was down when orders should have ended") for reason in said)
    assert going_on is not None
    assert going_on.phase is Phase.ORDERS


async def test_2_13_a_started_server_keeps_time_though_nobody_comes(tmp_path: Path) -> None:
    made = await started_orders(tmp_path)

    async with Host(settings(tmp_path), now=lambda: time.time() + 30 * 60 + 20) as host, asyncio.timeout(PATIENCE):
        while "locked" not in phases_of(host, made):  # noqa: ASYNC110  # whoever connected to hear of it would open the room
            await asyncio.sleep(0.05)

        assert phases_of(host, made)[:2] == ["orders", "locked"]


async def test_2_13_an_exercise_whose_timer_runs_is_not_let_go_though_everybody_has_left(tmp_path: Path) -> None:
    async with clocked(tmp_path, idle_seconds=0.1) as (host, made), asyncio.timeout(PATIENCE):
        async with Follower(host.url, made.control.token) as control:
            await control.give(StartExercise())
            await control.give(AdvancePhase(to=Phase.ORDERS))
            await control.until(stands(Phase.ORDERS))
            await control.give(ChangeTimer(by=-30 * 60 + 2))
        while "locked" not in phases_of(host, made):  # noqa: ASYNC110  # whoever connected to hear of it would open the room
            await asyncio.sleep(0.05)

        assert phases_of(host, made)[:2] == ["orders", "locked"]


def phases_of(host: Host, made: CreatedExercise) -> list[str]:
    """The phases to which somebody has gone on, from the log."""
    orders = [entry.parts[CONTROL].plain.get("order") or {} for entry in host.store.entries(made.id)]
    return [order["to"] for order in orders if order.get("kind") == "advance-phase"]


async def test_the_head_is_told_to_control_at_every_lock_and_to_nobody_else(tmp_path: Path) -> None:
    async with (
        clocked(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS, Phase.LOCKED)
        await control.until(lambda client: any(one.code == "head" for one in client.notices))
        await player.until(lambda client: client.views[DOD].phase is Phase.LOCKED)
        (told,) = [one.sentence for one in control.client.notices if one.code == "head"]
        heads = {entry.hash for entry in host.store.entries(made.id)}

    assert told.startswith("LOCKED, turn 1: the head of the log is ")
    assert told.rpartition(" ")[2] in heads
    assert [one.code for one in player.client.notices] == []


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        ("2026-11-23 09:00", "2026-11-23 17:00"),
        ("2026-11-23 15:00", "2026-11-23 17:00"),
        ("2026-11-23 15:01", "2026-11-24 17:00"),
        ("2026-11-23 18:00", "2026-11-24 17:00"),
        ("2026-10-31 18:00", "2026-11-01 17:00"),
    ],
)
def test_2_14_a_time_of_day_is_its_next_coming_that_is_two_hours_away(opened: str, ends: str) -> None:
    zone = ZoneInfo("America/New_York")
    pace = Pace(id="daily", title="", turns=(1,), zone="America/New_York", times=(TurnTimes(orders_until="17:00"),))
    now = datetime.fromisoformat(opened).replace(tzinfo=zone).timestamp()

    end = end_of_phase(pace, 1, Phase.ORDERS, now)

    assert datetime.fromtimestamp(end, UTC) == datetime.fromisoformat(ends).replace(tzinfo=zone)
    assert end_of_phase(pace, 1, Phase.BRIEF, now) == 0


def test_2_14_a_new_exercise_under_the_clock_says_so_in_its_log_and_by_default_control_goes_on(tmp_path: Path) -> None:
    for name, option in (("clocked", "--clock"), ("by hand", "--facilitator")):
        database = str(tmp_path / f"{name}.db")
        made = CliRunner().invoke(app, ["new", "taiwan-blockade", option, "--database", database, "--out", f"{database}.json"])
        assert made.exit_code == 0, made.output

    driven = {name: rebuilt(_log(tmp_path / f"{name}.db")).clock_driven for name in ("clocked", "by hand")}

    assert driven == {"clocked": True, "by hand": False}


def _log(database: Path) -> list[Entry]:
    (one,) = exercises(database)
    return list(read_entries(database, one.id))
