"""What control meets in a half-day of play: questions before the room is touched, refusals in sight, words that say which."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.ids import HolderId, SeatId
from engine.orders import AdvancePhase, Correct, MoveRed, SetPacing, TakeSeat
from engine.phases import Phase
from engine.stored import plain_of
from server.wire import SeatPresence
from tests.support.decks import opening_world
from tests.support.screens import DOD, Table, client_of, settled
from tests.support.times import timed
from tests.tui.test_control import _page
from tests.tui.test_control_asks import NOON, started
from tui.controller.clock_and_seats import PHASE_ROWS
from tui.controller.late_orders import none_late
from tui.controller.log_rows import what
from tui.controller.plan_words import length_words, turn_with
from tui.controller.run_of_show import of_this_turn
from tui.controller.who_is_here import here_words
from tui.controller.workspace import ControlScreen
from tui.glyphs import UNICODE
from tui.hearing import in_passing
from tui.widgets.prose import Prose


async def test_practice_and_pacing_ask_once_what_they_do_to_the_room(tmp_path: Path) -> None:
    table = Table(timed(opening_world()))
    table.give(TakeSeat(organisation=DOD, holder=HolderId("person-1")))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        practice = await _page(app, pilot, "ctrl+a", "T")
        await _page(app, pilot, "n")
        practised = table.exercise.practice
        pacing = await _page(app, pilot, "t", "enter")
        before = table.exercise.clock_driven
        await _page(app, pilot, "y")

    assert "Begin a practice turn?" in practice
    assert not practised
    assert "Change who goes on?" in pacing
    assert table.exercise.clock_driven is not before


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
async def test_the_field_that_is_wrong_and_the_sentence_about_it_stay_in_sight(size: tuple[int, int], tmp_path: Path) -> None:
    table = started()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await _page(app, pilot, "ctrl+a", "w")
        await _page(app, pilot, "A", "tab", "W", "tab", "tab", "S", "tab", "space")
        refused = await _page(app, pilot, "f2")
        focused = app.focused
        table.give(AdvancePhase(to=Phase.LOCKED))
        later = await _page(app, pilot)
        typed = await _page(app, pilot, "x")

    assert getattr(focused, "field", "") == "reason"
    assert "why: it is part of the record" in refused
    assert "Give a reason" in refused
    assert "Give a reason" in later
    assert "Give a reason" not in typed


async def test_a_form_that_was_opened_armed_says_so_as_long_as_it_is_open_and_the_minute_begins_again(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        form = await _page(app, pilot, "ctrl+a", "w")
        workspace = app.screen_stack[1]
        assert isinstance(workspace, ControlScreen)
        workspace._armed_until = 0.0
        open_still = workspace.armed_for
        message = await _page(app, pilot, "escape")

    assert "ARMED while open" in form
    assert open_still > 0
    assert "Write an inject" not in message


async def test_the_help_lists_every_phase_and_the_palette_finds_close(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        found = [one.title for one in app.get_system_commands(app.screen)]
        await pilot.press("question_mark")
        await settled(pilot)
        helped = app.screen.query_one("#help-words", Prose).words.plain

    assert any("Close the log" in one for one in found)
    assert [helped.index(f"  {phase} ") for phase, _ in PHASE_ROWS] == sorted(
        helped.index(f"  {one} ") for one, _ in PHASE_ROWS
    )
    assert PHASE_ROWS[-1][0] == "SEALED"


def test_the_head_of_the_log_is_short_in_passing() -> None:
    head = "0123456789ab" + "c" * 52

    assert in_passing(f"LOCKED, turn 1: the head of the log is 12 {head}") == (
        "LOCKED, turn 1: the head of the log is 12 0123456789ab; [5] has it whole."
    )
    assert in_passing("Control paused.") == "Control paused."


def test_why_no_order_is_late_is_one_reason() -> None:
    table = started()
    before = none_late(table.exercise)
    table.give(AdvancePhase(to=Phase.LOCKED))
    locked = none_late(table.exercise)
    resolved = none_late(replace(table.exercise, phase=Phase.PICTURE))

    assert before.startswith("Nothing is late yet")
    assert locked == "No order of this turn came after its lock."
    assert resolved.startswith("The weeks of this turn are resolved")


def test_a_turn_is_named_with_its_weeks() -> None:
    exercise = started().exercise
    first, last = exercise.world.turn_weeks(exercise.pace, 2)

    assert turn_with(exercise, first + 1) == f"turn 2, weeks {first} to {last}"
    assert length_words(exercise, 2) == f"Turn 2 plays {last - first + 1} weeks: {first} to {last}."


def test_before_startex_the_first_turn_is_this_turn() -> None:
    at_check_in, in_turn_one = Table().exercise, started().exercise

    assert any(of_this_turn(at_check_in, one) for one in at_check_in.injects)
    assert all(of_this_turn(at_check_in, one) for one in in_turn_one.released)


def test_the_log_says_which_move_which_pacing_and_which_value() -> None:
    exercise = started().exercise
    system = next(iter(exercise.world.systems))
    correct = Correct(path=("rear", str(system)), old=1000, new=2500, reason="Counted anew.")

    assert what(exercise, plain_of(SetPacing(by="clock"))) == "The clock goes on from phase to phase"
    assert what(exercise, plain_of(correct)) == f"Corrected: Stock of {system} in the rear, was 1, now 2.5"
    for move in exercise.world.deck.red:
        assert what(exercise, plain_of(MoveRed(action=move.id))) == f"Move: {move.title}"


def test_who_leaves_after_endex_is_no_alarm() -> None:
    organisation = next(iter(started().exercise.world.organisations))
    seat = SeatPresence(
        seat=SeatId("s"), role="participant", organisations=(organisation,), connections=0, since=NOON, kind="bot"
    )

    playing = here_words({seat.seat: seat}, organisation, UNICODE)
    over = here_words({seat.seat: seat}, organisation, UNICODE, over=True)

    assert playing is not None
    assert "gone, or without link" in playing.plain
    assert over is not None
    assert over.plain.startswith("left at")
