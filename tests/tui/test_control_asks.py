"""What control reads before it says yes, and what stays on its screen when it has gone through after all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.exercise import Timer
from engine.ids import HolderId, OrganisationId
from engine.orders import AdvancePhase, HoldInject, SetPacing, SetTimer, StartPractice, TakeSeat
from engine.phases import Phase
from engine.rules.injects import due_in_brief
from tests.support.decks import opening_world
from tests.support.screens import DOD, Table, client_of, settled
from tests.support.times import timed
from tests.tui.test_control import _page
from tui.controller.run_of_show import of_this_turn
from tui.controller.workspace import ControlScreen

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def started() -> Table:
    """Turn 1, in the phase of orders."""
    table = Table()
    table.start()
    return table


def under_the_clock() -> Table:
    """The order phase of turn 1, until 12:42 UTC."""
    table = Table(timed(opening_world()))
    table.give(SetPacing(by="clock"))
    table.start()
    table.give(SetTimer(phase=Phase.ORDERS, turn=1, ends_at=int((NOON + timedelta(minutes=42)).timestamp())))
    return table


async def test_whoever_locks_by_hand_reads_how_much_of_the_time_is_left_that_people_see(tmp_path: Path) -> None:
    app, _ = client_of(under_the_clock(), folder=tmp_path, zone="UTC")

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        asked = await _page(app, pilot, "ctrl+a", "n")

    assert "Lock the turn?" in asked
    assert "people see until 12:42 UTC: 42 min left" in asked


async def test_2_13_a_phase_is_ended_at_a_time_that_is_typed_and_no_time_changes_nothing(tmp_path: Path) -> None:
    table = under_the_clock()
    app, _ = client_of(table, folder=tmp_path, zone="UTC")

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        offered = await _page(app, pilot, "ctrl+a", "t")
        await _page(app, pilot, "down", "enter", *"soon", "enter")
        unchanged = table.exercise.timer
        await _page(app, pilot, "t", "down", "enter", *"12:20", "enter")

    assert "1 minute more" in offered
    assert "1 minute less" in offered
    assert unchanged == Timer(ends_at=int((NOON + timedelta(minutes=42)).timestamp()))
    assert table.exercise.timer == Timer(ends_at=int((NOON + timedelta(minutes=20)).timestamp()))


async def test_people_stand_before_empty_seats_and_those_before_bots(tmp_path: Path) -> None:
    table = Table()
    *bots, empty, person = table.exercise.world.organisations
    for one in bots:
        table.give(TakeSeat(organisation=one, holder=HolderId(f"bot-{one}")))
    table.give(TakeSeat(organisation=person, holder=HolderId("person-1")))
    table.give(StartPractice())
    table.give(AdvancePhase(to=Phase.ORDERS))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(140, 50)) as pilot:
        await settled(pilot)
        page = await _page(app, pilot, "2")
    seats = page[page.index("Organisations") :]

    def place(one: OrganisationId) -> int:
        return seats.index(table.exercise.world.organisations[one].title[:12])

    assert f"waiting for {table.exercise.world.organisations[person].title}" in page
    assert place(person) < seats.index("held by nobody") < seats.index("a bot")
    assert empty not in table.exercise.holders


async def test_practice_is_named_before_anybody_is_asked_whether_an_inject_goes_out(tmp_path: Path) -> None:
    table = Table()
    table.give(TakeSeat(organisation=DOD, holder=HolderId("person-1")))
    table.give(StartPractice())
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        released = await _page(app, pilot, "ctrl+a", "r")

    assert "Release now?" not in released
    assert "This is practice" in released


async def test_a_refusal_goes_away_when_the_same_form_goes_through(tmp_path: Path) -> None:
    table = started()
    inject = next(one for one in table.exercise.injects if one not in table.exercise.released)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        control = app.screen
        assert isinstance(control, ControlScreen)
        control.give(HoldInject(inject=inject, held=True, reason=""), form="hold")
        refused = await _page(app, pilot)
        control.give(HoldInject(inject=inject, held=True, reason="Later."), form="other")
        other = await _page(app, pilot)
        control.give(HoldInject(inject=inject, held=False, reason=""), form="hold")
        through = await _page(app, pilot)

    assert "Refused: Inject held" in refused
    assert "Refused: Inject held" in other
    assert "Refused" not in through


async def test_an_inject_that_would_go_out_is_held_from_the_page_that_is_read_before_the_answer(tmp_path: Path) -> None:
    table = started()
    table.play_turn()
    first, *_ = due_in_brief(replace(table.exercise, turn=2))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "ctrl+a", "n", "enter")
        await _page(app, pilot, "h")
        await _page(app, pilot, *"Later.", "enter")
        asked = await _page(app, pilot, "n")

    assert table.exercise.held_injects == {first.inject: "Later."}
    assert table.exercise.phase is Phase.PICTURE
    assert "1 more stays, held back by you" in asked


async def test_the_next_turn_asks_once_and_lists_what_goes_out_and_what_is_held_back(tmp_path: Path) -> None:
    table = started()
    table.play_turn()
    first, *_ = due_in_brief(replace(table.exercise, turn=2))
    table.give(HoldInject(inject=first.inject, held=True, reason="Later."))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        asked = await _page(app, pilot, "ctrl+a", "n")
        read = await _page(app, pilot, "enter")
        await _page(app, pilot, "escape")
        await _page(app, pilot, "n")
        stayed = table.exercise.phase
        await _page(app, pilot, "n", "y")

    assert "out at once; 1 more stays, held back by you." in asked
    assert asked.index("goes out") < asked.index("held back", asked.index("goes out")) < asked.index(first.title)
    assert "Guidance for controllers and evaluators" in read
    assert stayed is Phase.PICTURE
    assert table.exercise.phase is Phase.BRIEF


async def test_one_key_leaves_of_the_run_of_show_what_this_turn_has_to_do_with(tmp_path: Path) -> None:
    table = started()
    mine = [one for one in table.exercise.injects if of_this_turn(table.exercise, one)]
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        control = app.screen
        assert isinstance(control, ControlScreen)
        await _page(app, pilot, "z")
        few = control.show_pane.rows.option_count
        await _page(app, pilot, "z")
        every = control.show_pane.rows.option_count

    assert few == max(1, len(mine)) < every == len(table.exercise.injects)


async def test_a_letter_goes_on_to_the_next_choice_with_a_word_that_begins_with_it(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await _page(app, pilot, "o", "down", "enter")
        form = await _page(app, pilot, "j")

    assert "Government of Japan" in next(row for row in form.splitlines() if "Who said it" in row)
