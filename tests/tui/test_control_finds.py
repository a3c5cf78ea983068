"""Control finds a word in its panes and lists, hears who came and went without a toast, and reads names instead of ids."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import InjectId, SeatId, StepId
from engine.orders import DeclineStep, PauseExercise, ProposeInitiative, ReleaseInject, SendMessage
from server.wire import SeatPresence
from tests.support.screens import DOD, JAPAN, NSC, STATE, Table, client_of, settled, text_of, until
from tui.app import SurgexApp
from tui.controller import comings
from tui.controller.clock_and_seats import pacing_words
from tui.controller.situation import situation
from tui.controller.standing_line import standing_words
from tui.controller.workspace import ControlScreen
from tui.glyphs import UNICODE
from tui.inking import inked
from tui.widgets.rows import Rows

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def started() -> Table:
    """Turn 1, in the phase of orders."""
    table = Table()
    table.start()
    return table


def at_seat(number: int, *, here: bool) -> SeatPresence:
    """A seat with somebody at it, or with nobody any more."""
    name = JAPAN if number == 0 else DOD
    return SeatPresence(
        seat=SeatId(f"seat-{number}"),
        role="participant",
        organisations=(name,),
        connections=int(here),
        since=NOON,
        kind="person",
    )


async def test_control_goes_from_one_place_with_a_word_to_the_next_and_n_locks_nothing_meanwhile(tmp_path: Path) -> None:
    table = started()
    table.give(SendMessage(to=(DOD,), text="seekers first"), STATE)
    table.give(SendMessage(to=(DOD,), text="nothing of it"), STATE)
    table.give(SendMessage(to=(DOD,), text="seekers again"), STATE)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "5", "g", "slash", *"seekers", "enter")
        await settled(pilot)
        rows = next(one for one in app.screen_stack if isinstance(one, ControlScreen)).query_one("#rows-5", Rows)
        first, page = rows.text, text_of(app)
        await pilot.press("n")
        second = rows.text
        await pilot.press("N")
        back = rows.text
        await pilot.press("escape")
        left = isinstance(app.screen, ControlScreen)

    assert ["seekers first" in first, "seekers again" in second, "seekers first" in back] == [True] * 3
    assert "seekers: 1 of 2" in page
    assert left
    assert len(table.entries) == len(started().entries) + 3


async def test_the_cursor_on_what_comes_next_stays_there_when_that_goes_out(tmp_path: Path) -> None:
    table = started()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = app.screen.query_one("#rows-1", Rows)
        key, before = rows.key, rows.text
        table.give(ReleaseInject(inject=InjectId(str(key))))
        await settled(pilot)
        after = rows.text

    assert "NEXT" in before
    assert "NEXT" in after
    assert after != before


async def test_a_list_to_choose_from_is_searched_too(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("o", "slash", *"room", "enter")
        await settled(pilot)
        rows = next(one for screen in app.screen_stack for one in screen.query("#choices").results(Rows))
        found = rows.text

    assert "Said in the room" in found


async def test_forty_who_come_at_once_are_one_sentence_and_no_toast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comings, "QUIET_SECONDS", 0.0)
    app, seats = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        control = app.screen
        assert isinstance(control, ControlScreen)
        seats[0].attend(at_seat(0, here=False))
        control._say_who_moved()
        seats[0].attend(*(at_seat(number, here=True) for number in range(40)))
        control._say_who_moved()
        seats[0].attend(at_seat(0, here=False))
        control._say_who_moved()
        await until(pilot, lambda: "2 Clock & seats (1 gone)" in text_of(app))
        toasts, said = len(app._notifications), [one.sentence for one in app.desk.said]

    assert toasts == 0
    assert [sentence.partition(":")[0] for sentence in said] == ["Came", "Went, or lost the link"]
    assert "and 36 more. 40 seats here now." in said[0]
    assert "Government of Japan at" in said[1]


def test_where_no_timer_runs_control_reads_what_ends_the_phase_and_how_to_start_one() -> None:
    said = pacing_words(started().exercise)

    assert said.startswith("No timer runs: ORDERS lasts until you press n. ")
    assert "t starts one" in said or "no timer to start" in said


def test_in_a_pause_the_line_below_the_title_names_the_key_that_ends_it_and_no_lock() -> None:
    table = started()
    table.give(PauseExercise(paused=True, real_world=True))
    said = standing_words(table.exercise, None, UNICODE).plain

    assert said.startswith("p goes on")
    assert "LOCKS" not in said


def test_the_situation_names_owners_and_indices_as_people_do() -> None:
    exercise = started().exercise
    page = inked("").append(situation(exercise, (), UNICODE)).plain

    assert not [one for one in exercise.world.organisations if f"  {one}\n" in page]
    assert not [one.id for one in exercise.world.index_kinds.values() if f" {one.id} " in page and one.id != one.title]


async def _page(app: SurgexApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)


async def test_initiatives_are_narrowed_by_how_they_stand_and_by_organisation(tmp_path: Path) -> None:
    table = Table()
    table.start()
    for units in ("150", "200"):
        table.give(ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": units}), DOD)
    stopped, running = table.exercise.initiatives
    table.give(DeclineStep(initiative=stopped, step=StepId("prioritise"), reason="Too few."), NSC)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        every = await _page(app, pilot, "3")
        offered = await _page(app, pilot, "z")
        few = await _page(app, pilot, "down", "enter")
        await _page(app, pilot, "z")
        none = await _page(app, pilot, "down", "down", "enter")
        await _page(app, pilot, "z")
        waits = await _page(app, pilot, "G", "enter")

    assert "Too few." in every
    assert "Order 200 more LRASM" in every
    assert "stopped: declined, merged or withdrawn" in offered
    assert "Too few." not in few
    assert "Shown: under way, 1 of 2. z shows others." in few
    assert "There is none of these." in none
    assert "z shows others" in waits
    assert running in table.exercise.initiatives
