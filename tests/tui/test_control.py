from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import InjectId
from engine.orders import AdvancePhase, EndExercise, Phase, ProposeInitiative
from tests.support.screens import DOD, Table, client_of, settled, text_of

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


@pytest.mark.parametrize("keys", [("n",), ("E",), ("r",), ("h",), ("n", "y"), ("r", "y"), ("E", "y")])
async def test_nothing_changes_before_control_is_armed(table: Table, tmp_path: Path, keys: tuple[str, ...]) -> None:
    app, _ = client_of(table, folder=tmp_path)
    before = len(table.entries)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        page = text_of(app)

    assert len(table.entries) == before
    assert "read-only" in page


async def test_armed_control_locks_after_a_yes_that_names_whom_it_touches(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "n")
        await settled(pilot)
        question = text_of(app)
        asked_in = table.exercise.phase
        await pilot.press("enter", "y")
        await settled(pilot)
        page = text_of(app)

    assert "Lock the turn?" in question
    assert "National Security Council staff: 1 step" in question
    assert asked_in is Phase.ORDERS
    assert table.exercise.phase is Phase.LOCKED
    assert "ARMED" in page


async def test_no_leaves_everything_as_it_is(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "n", "n")
        await settled(pilot)

    assert table.exercise.phase is Phase.ORDERS


async def test_pause_is_one_key_armed_or_not(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        paused, page = table.exercise.paused, text_of(app)
        await pilot.press("p")
        await settled(pilot)

    assert paused
    assert "PAUSE" in page
    assert not table.exercise.paused


async def test_the_next_inject_stands_on_top_and_is_released_by_hand(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = text_of(app).splitlines()[5]
        await pilot.press("ctrl+a", "r")
        await settled(pilot)
        question = text_of(app)
        await pilot.press("y")
        await settled(pilot)

    assert "BK-04  Exclusion zone declared NEXT" in first
    assert "To: National Security Council staff" in question
    assert InjectId("exclusion-zone-declared") in table.exercise.released


async def test_an_inject_is_held_with_a_reason_and_let_go_again(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "h")
        await settled(pilot)
        await pilot.press(*"late", "enter")
        await settled(pilot)
        held = dict(table.exercise.held_injects)
        await pilot.press("h")
        await settled(pilot)

    assert held == {"exclusion-zone-declared": "late"}
    assert not table.exercise.held_injects


async def test_control_starts_the_exercise_and_is_told_who_is_missing(tmp_path: Path) -> None:
    table = Table()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "s")
        await settled(pilot)
        question = text_of(app)
        await pilot.press("y")
        await settled(pilot)

    assert "Nobody speaks for: " in question
    assert table.exercise.phase is Phase.BRIEF


async def test_every_pane_shows_the_truth_after_a_turn_and_the_log_ends_with_its_head(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    table.play_turn()
    app, _ = client_of(table, folder=tmp_path)
    pages: list[str] = []

    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        for key in "12345":
            await pilot.press(key)
            await settled(pilot)
            pages.append(text_of(app))

    assert "the longest for 13 weeks" in pages[1]
    assert "● prioritise" in pages[2]
    assert "limited by" in pages[3]
    assert "Candidates" in pages[3]
    assert f"head {len(table.entries) - 1}  {table.entries[-1].hash[:40]}" in pages[4]


async def test_the_log_follows_its_end_until_one_scrolls_up_and_then_says_what_is_new(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("5", "g")
        table.give(SURGE, DOD)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        above = text_of(app)
        await pilot.press("G")
        table.give(EndExercise())
        await settled(pilot)
        below = text_of(app)

    assert "+2 new" in above
    assert "End exercise" in below
    assert "new, G" not in below


async def test_hostile_text_in_the_log_is_shown_as_it_stands(table: Table, tmp_path: Path) -> None:
    hostile = "[/oops] [bold]"
    table.give(ProposeInitiative(type=hostile, parameters={hostile: hostile}), DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await _open_last_entry(pilot)
        page = text_of(app)

    assert hostile in page


async def _open_last_entry(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("5", "G", "enter")
    await settled(pilot)
