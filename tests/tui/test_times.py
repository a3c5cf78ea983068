"""What terminals show of the clock, and what they do with orders that come after the lock."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.exercise import Timer
from engine.orders import AdvancePhase, PauseExercise, SetPacing, SetTimer
from engine.phases import Phase
from tests.support.decks import opening_world
from tests.support.screens import DOD, Table, client_of, settled, text_of
from tests.support.times import timed
from tests.tui.test_control import _page
from tui.plain.pages import status
from tui.times import deadline_words, left_words, run_words

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever sits here has a wall clock in Tokyo."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


@pytest.fixture
def table() -> Table:
    """The order phase of turn 1 under the clock, until 12:42 UTC."""
    table = Table(timed(opening_world()))
    table.give(SetPacing(by="clock"))
    table.start()
    end = NOON + timedelta(minutes=42)
    table.give(SetTimer(phase=Phase.ORDERS, turn=1, ends_at=int(end.timestamp())))
    return table


def test_2_14_a_deadline_stands_in_the_time_zone_of_whoever_reads_it(in_tokyo: None) -> None:
    timer = Timer(ends_at=int((NOON + timedelta(hours=2)).timestamp()))
    tomorrow = Timer(ends_at=int((NOON + timedelta(hours=10)).timestamp()))

    assert deadline_words(timer, NOON) == "until 23:00 JST"
    assert deadline_words(tomorrow, NOON) == "until Tue 24 Nov 07:00 JST"


@pytest.mark.parametrize(
    ("seconds", "words"), [(90_000, "25h00"), (3_600, "1h00"), (3_599, "59 min"), (599, "9:59"), (5, "0:05"), (-30, "0:00")]
)
def test_what_is_left_reads_in_hours_in_minutes_and_near_the_end_in_seconds(seconds: int, words: str) -> None:
    assert left_words(seconds) == words


def test_the_status_says_what_is_left_also_while_play_is_paused() -> None:
    held = Timer(left=125)

    assert run_words(held, NOON, paused=True, stop=False) == "PAUSE 2:05"
    assert run_words(None, NOON, paused=False, stop=False) == "RUN"
    assert run_words(Timer(stopped=True), NOON, paused=True, stop=True) == "STOP"


async def test_2_13_a_participant_sees_until_when_and_how_long_still_at_80_by_24(
    table: Table, tmp_path: Path, in_tokyo: None
) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = await _page(app, pilot, "escape")
        table.now = NOON + timedelta(minutes=41)
        table.give(PauseExercise(paused=False))
        await settled(pilot)
        later = text_of(app)

    assert "until 21:42 JST" in first
    assert "RUN 42 min" in first
    assert "RUN 1:00" in later
    assert max(len(line) for line in later.splitlines()) <= 80


async def test_2_14_where_no_timer_runs_the_screen_says_that_control_ends_the_phase(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        orders = await _page(app, pilot, "escape")
        by_lines = status(app.desk)
        table.give(AdvancePhase(to=Phase.LOCKED))
        table.give(AdvancePhase(to=Phase.ADJUDICATE))
        await settled(pilot)
        adjudicating = text_of(app)
        table.give(AdvancePhase(to=Phase.RESOLVE))
        await settled(pilot)
        resolving = text_of(app)

    assert "give orders, then press l; control locks" in orders
    assert "control locks" in by_lines
    assert "RUN, no timer" in orders
    assert "RUN, no timer" in adjudicating
    assert "RUN │" in resolving
    assert seats


async def test_2_13_under_the_clock_a_participant_reads_what_the_timer_ends(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        orders = await _page(app, pilot, "escape")
        ready = await _page(app, pilot, "l", "enter")

    assert "until " in status(app.desk)
    assert "until " in orders
    assert "the turn locks then, or sooner if control says so" in " ".join(ready.split())
    assert "no timer" not in orders


async def test_2_13_control_gives_more_time_with_one_key_once_armed(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        offered = await _page(app, pilot, "ctrl+a", "t")
        page = await _page(app, pilot, "enter")

    assert "5 minutes more" in offered
    assert "no timer: this phase lasts until you go on" in offered
    assert table.exercise.timer == Timer(ends_at=int((NOON + timedelta(minutes=47)).timestamp()))
    assert "RUN 47 min" in page


async def test_2_14_control_takes_over_from_the_clock(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "ctrl+a", "t", "end", "enter", "y")

    assert not table.exercise.clock_driven


async def test_a_pause_by_the_clock_is_not_called_controls(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "escape")
        seats[0].tamper(DOD, paused=True, paused_by_clock=True, pause_reason="No controller is connected.")
        await settled(pilot)
        page = text_of(app)

    assert "PAUSED. No controller" in page


async def test_2_8_a_draft_that_the_lock_overtakes_can_be_sent_late_and_control_accepts_it(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path / "dod")
    controls, _ = client_of(table, folder=tmp_path / "control")

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "escape", "o", "enter")
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        said = text_of(app)
        after = await _page(app, pilot, "f2")
        kept = list(app.desk.drafts.forms)
        async with controls.run_test(size=(80, 24)) as at_control:
            await settled(at_control)
            offered = text_of(controls)
            question = await _page(controls, at_control, "ctrl+a", "L", "enter")
            await _page(controls, at_control, "y")
            nothing_left = text_of(controls)
        await settled(pilot)
        done_with = list(app.desk.drafts.forms)

    assert "Sent now it comes late" in said
    assert "ask control" in after
    assert len(kept) == 1
    assert "1 late order" in offered
    assert "Accept this order?" in question
    assert "late order" not in nothing_left
    assert len(table.exercise.initiatives) == 1
    assert done_with == []


async def test_2_8_a_late_draft_that_control_did_not_accept_waits_for_the_next_turn(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "escape", "o", "enter")
        table.give(AdvancePhase(to=Phase.LOCKED))
        await _page(app, pilot, "f2")
        table.play_turn()
        for phase in (Phase.BRIEF, Phase.ORDERS):
            table.give(AdvancePhase(to=phase))
        await settled(pilot)
        await _page(app, pilot, "escape", "1")
        page = text_of(app)

    assert list(app.desk.drafts.forms) != []
    assert "Unfinished: " in page
