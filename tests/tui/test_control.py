from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import HolderId, InjectId
from engine.orders import (
    AdvancePhase,
    EndExercise,
    HoldInject,
    MarkReady,
    PauseExercise,
    ProposeInitiative,
    SealExercise,
    TakeSeat,
)
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.controller.workspace import ControlScreen

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
        page = await _page(app, pilot, *keys)

    assert len(table.entries) == before
    assert "read-only" in page


async def test_armed_control_locks_after_a_yes_that_names_whom_it_touches(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        question = await _page(app, pilot, "ctrl+a", "n")
        asked_in = table.exercise.phase
        page = await _page(app, pilot, "enter", "y")

    assert "Lock the turn?" in question
    assert "National Security Council staff: 1 step" in question
    assert asked_in is Phase.ORDERS
    assert table.exercise.phase is Phase.LOCKED
    assert "ARMED" in page


async def test_no_leaves_everything_as_it_is(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "ctrl+a", "n", "n")

    assert table.exercise.phase is Phase.ORDERS


async def test_pause_is_one_key_armed_or_not(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "p")
        paused, page = table.exercise.paused, text_of(app)
        await _page(app, pilot, "p")

    assert paused
    assert "PAUSE" in page
    assert not table.exercise.paused


async def test_the_next_inject_stands_on_top_and_is_released_by_hand(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = next(line for line in text_of(app).splitlines() if "BK-" in line)
        question = await _page(app, pilot, "ctrl+a", "r")
        await _page(app, pilot, "y")

    assert "BK-04  Exclusion zone declared NEXT" in first
    assert "To: National Security Council staff" in question
    assert InjectId("exclusion-zone-declared") in table.exercise.released


async def test_an_inject_is_held_with_a_reason_and_let_go_again(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "ctrl+a", "h")
        await _page(app, pilot, *"late", "enter")
        held = dict(table.exercise.held_injects)
        await _page(app, pilot, "h")

    assert held == {"exclusion-zone-declared": "late"}
    assert not table.exercise.held_injects


async def test_control_starts_the_exercise_and_is_told_who_is_missing(tmp_path: Path) -> None:
    table = Table()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        question = await _page(app, pilot, "ctrl+a", "s")
        await _page(app, pilot, "y")

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
        await settled(pilot)
        table.give(AdvancePhase(to=Phase.LOCKED))
        above = await _page(app, pilot)
        await pilot.press("G")
        table.give(EndExercise())
        below = await _page(app, pilot)

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


async def test_a_line_under_the_title_says_for_whom_everybody_waits_until_all_are_ready(table: Table, tmp_path: Path) -> None:
    waiting = (DOD, JAPAN)
    for organisation in table.exercise.world.organisations:
        if organisation not in waiting:
            table.give(MarkReady(ready=True), organisation)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        some = await _page(app, pilot)
        for organisation in waiting:
            table.give(MarkReady(ready=True), organisation)
        everybody = await _page(app, pilot)

    assert "n LOCKS the turn for good · 4 of 6 ready; waiting for Government of Japan, Acquisition and Sustainment" in some
    assert "n LOCKS the turn for good · ✓ everybody is ready (6 of 6)" in everybody
    assert "Everybody is ready: n locks the turn." in everybody


async def test_before_startex_control_sees_who_holds_what_and_what_nobody_holds(tmp_path: Path) -> None:
    table = Table()
    table.give(TakeSeat(organisation=DOD, holder=HolderId("bot-1")))
    table.give(TakeSeat(organisation=JAPAN, holder=HolderId("person-1")))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(140, 60)) as pilot:
        await settled(pilot)
        page = await _page(app, pilot, "2")

    assert "6 organisations: 1 held by persons, 1 held by bots, 4 held by nobody" in page
    assert "nobody holds Appropriations committees, Prime contractors" in page
    assert "Acquisition and Sustainment  held by a bot" in page


async def test_arming_when_armed_renews_the_minute(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a")
        control = app.screen
        assert isinstance(control, ControlScreen)
        control._armed_until -= 40
        left = control.armed_for
        await pilot.press("ctrl+a")
        renewed = control.armed_for
        page = await _page(app, pilot, "question_mark")

    assert left <= 20
    assert renewed > 50
    assert "Arm/renew 60 s" in page


async def test_steps_of_an_initiative_name_titles_and_no_placeholders(table: Table, tmp_path: Path) -> None:
    chosen = {"system": "PAC3MSE", "country": "allies/japan", "rung": "assembly"}
    table.give(ProposeInitiative(type="coproduce", parameters=chosen), STATE)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        page = await _page(app, pilot, "3", "enter")

    assert "Pay for the plant  Government of Japan" in page
    assert "waited 0 weeks by its organisation; 0 for slots" in page
    assert "{" not in page
    assert "allies/japan" not in page


async def test_a_held_inject_is_never_next_and_says_when_its_brief_has_passed(tmp_path: Path) -> None:
    missed = InjectId("surge-assumption-call")
    table = Table()
    table.give(HoldInject(inject=missed, held=True, reason="late"))
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(99, 40)) as pilot:
        held = await _page(app, pilot)
        table.give(HoldInject(inject=missed, held=False, reason=""))
        let_go = await _page(app, pilot)

    assert "its brief has passed: it goes out with the next brief once it is let go" in held
    assert "Exclusion zone declared NEXT" in held
    assert "its brief has passed: it goes out with the next brief, or r releases it now" in let_go
    assert "when LRASM in Western Pacific lasts fewer than 7 days" in held
    assert "when Government of Japan proposes" in held


async def test_what_was_done_is_said_as_it_happened_and_refusals_stay_among_the_messages(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "s", "E", "p")
        await _page(app, pilot, "p")
        page = await _page(app, pilot, "m")

    assert "The exercise has started already." in page
    assert "Read-only: nothing was changed." in page
    assert "✓ Exercise paused" in page
    assert "✓ Exercise goes on" in page


async def test_once_the_log_is_sealed_control_sees_head_and_seed_and_is_disarmed(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    table.play_turn()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a")
        table.give(EndExercise())
        table.give(SealExercise())
        await settled(pilot)
        page = await _page(app, pilot, "2")
        log = await _page(app, pilot, "5")

    assert "ARMED" not in page
    assert "RUN" not in page
    assert "for them" not in page
    assert f"seed {table.exercise.seed} · the answer: surgex review URL" in page
    assert table.entries[-1].hash[:40] in page
    assert "weeks 1–13" in log


async def test_control_practises_and_forgets_it_with_one_key_and_a_word(tmp_path: Path) -> None:
    table = Table()
    table.give(TakeSeat(organisation=DOD, holder=HolderId("person-1")))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        before = text_of(app)
        await pilot.press("ctrl+a", "T", "y")
        practice = await _page(app, pilot)
        await pilot.press("T", "y")
        after = await _page(app, pilot)

    assert "CHECK-IN: 6 organisations" in before
    assert "PRACTICE · BRIEF · weeks 1–13" in practice
    assert "CHECK-IN: 6 organisations" in after
    assert table.exercise.practice is False


async def test_control_goes_from_the_curtain_through_the_hot_wash_to_the_sealed_log(table: Table, tmp_path: Path) -> None:
    table.give(EndExercise())
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        curtain = text_of(app)
        await pilot.press("ctrl+a", "n", "y")
        hot_wash = await _page(app, pilot)
        await pilot.press("n", "y")
        sealed = await _page(app, pilot, "2")

    assert "CURTAIN: ENDED in turn 1 of 3: n goes on to the hot wash" in curtain
    assert "HOT-WASH: ENDED in turn 1 of 3" in hot_wash
    assert "The play log is sealed; nothing is taken any more." in sealed
    assert table.exercise.phase is Phase.SEALED


async def test_a_real_world_stop_asks_once_armed_or_not_enter_is_yes_and_p_ends_it(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)
    player, _ = client_of(table, DOD, folder=tmp_path / "player")

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("exclamation_mark")
        asked = await _page(app, pilot)
        assert table.exercise.real_world_stop is False
        await pilot.press("enter")
        stopped = await _page(app, pilot)
        async with player.run_test(size=(120, 30)) as other:
            await settled(other)
            await other.press("escape")
            await settled(other)
            told = text_of(player)
        await pilot.press("p")
        goes_on = await _page(app, pilot)

    assert "Everybody is told at once, on the wall too, to leave the exercise" in asked
    assert "REAL-WORLD STOP: nothing is taken until p ends it; P says why to everybody" in stopped
    assert "REAL-WORLD STOP: leave the exercise and listen to control." in told
    assert "REAL-WORLD STOP" not in goes_on
    assert table.exercise.paused is False


async def test_what_another_controller_does_is_told_and_what_this_one_does_is_not(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        table.give(PauseExercise(paused=True, reason="Fire drill."))
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        said = [one.sentence for one in app.desk.said]

    assert said.count("Another controller: Exercise paused: Fire drill.") == 1
    assert not any("Another controller: Exercise goes on" in one for one in said)


@pytest.mark.parametrize(
    ("first", "stands"), [((), "PAUSED"), (("p",), "PAUSED"), (("exclamation_mark", "enter"), "REAL-WORLD STOP")]
)
async def test_2_5_a_word_for_the_room_goes_with_a_pause_or_comes_later_and_everybody_reads_it(
    table: Table, tmp_path: Path, first: tuple[str, ...], stands: str
) -> None:
    app, _ = client_of(table, folder=tmp_path)
    player, _ = client_of(table, DOD, folder=tmp_path / "player")

    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press(*first)
        await settled(pilot)
        await pilot.press("P")
        await settled(pilot)
        await pilot.press(*"Back soon.", "enter")
        page = await _page(app, pilot)
        log = await _page(app, pilot, "5", "G")
        async with player.run_test(size=(140, 30)) as other:
            await settled(other)
            await other.press("escape")
            await settled(other)
            told = text_of(player)

    assert stands in page
    assert "everybody reads: Back soon." in page
    assert ": Back soon." in log
    assert "Back soon." in told
    assert table.exercise.paused
    assert table.exercise.real_world_stop is ("exclamation_mark" in first)


async def _page(app: SurgexApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)


async def _open_last_entry(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("5", "G", "enter")
    await settled(pilot)
