"""Taking a seat over at the terminal; who is here, before control; and the terminals of those who only look."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.ids import SeatId
from engine.orders import AdvancePhase, MakeRequest, ProposeInitiative, SendMessage
from engine.phases import Phase
from server.client import LinkState
from server.wire import SeatPresence
from tests.support.screens import DOD, JAPAN, NSC, STATE, Table, client_of, settled, text_of
from tui.app import SurgexApp

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})
SINCE = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def read(app: SurgexApp) -> str:
    """What is on the screen as one line of words, without borders."""
    return re.sub(r"[\s│]+", " ", text_of(app))


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def test_a_new_holder_first_reads_brief_waits_promises_unread_and_the_last_turn(table: Table, tmp_path: Path) -> None:
    table.give(MakeRequest(to=(JAPAN,), text="Will you open your ports?", due_turn=2), NSC)
    before = table.seat(NSC)
    table.seats.remove(before)
    table.give(SURGE, DOD)
    table.give(SendMessage(to=(NSC,), text="The prime minister has agreed."), JAPAN)
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 50)) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        seats[0].hand_over(before)
        await settled(pilot)
        page = read(app)
        await pilot.press("enter")
        await settled(pilot)
        after = read(app)
        await pilot.press("T")
        await settled(pilot)
        again = read(app)

    assert "You are National Security Council staff" in page
    assert "You asked, and Government of Japan" in page
    assert "due in turn 2 You asked" in page
    assert "wrote: The prime minister has agreed." in page
    assert "Rank the order among the claims of all theatres" in page
    assert "No turn is over yet." in page
    assert "Waits for me" in after
    assert "The prime minister has agreed." in again


async def test_the_packet_takes_the_place_of_the_briefs_and_covers_each_organisation(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, NSC, STATE, folder=tmp_path)

    async with app.run_test(size=(100, 60)) as pilot:
        seats[0].ask_packet()
        await settled(pilot)
        page = read(app)
        await pilot.press("enter")
        await settled(pilot)
        after = read(app)

    assert "You are National Security Council staff" in page
    assert "You are State, political-military affairs" in page
    assert "What only you know" not in after
    assert "Waits for me" in after


async def test_hostile_text_of_others_is_shown_as_text_in_the_packet(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, NSC, folder=tmp_path)
    table.give(SendMessage(to=(NSC,), text="[bold red]not markup[/] {x}"), JAPAN)

    async with app.run_test(size=(100, 60)) as pilot:
        seats[0].ask_packet()
        await settled(pilot)
        page = read(app)

    assert "[bold red]not markup[/] {x}" in page


async def test_a_key_pressed_says_that_what_is_here_was_seen(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = seats[0].seen
        await pilot.press("enter")
        await settled(pilot)

    assert before == 0
    assert seats[0].seen == seats[0].sequence


async def test_control_sees_who_is_here_who_left_and_a_seat_that_is_open_twice(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path)
    clock = f"{SINCE.astimezone():%H:%M}"

    async with app.run_test(size=(90, 60)) as pilot:
        await settled(pilot)
        seats[0].attend(
            SeatPresence(seat=SeatId("a"), role="participant", organisations=(DOD,), connections=2, since=SINCE, kind="person"),
            SeatPresence(seat=SeatId("b"), role="participant", organisations=(JAPAN,), connections=0, since=SINCE, kind="bot"),
            SeatPresence(seat=SeatId("c"), role="participant", organisations=(NSC,), connections=0, since=None, kind=None),
            SeatPresence(seat=SeatId("d"), role="evaluator", organisations=(), connections=1, since=SINCE, kind="person"),
        )
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        page = read(app)
        seats[0].go(LinkState.RECONNECTING)
        await settled(pilot)
        offline = read(app)

    assert f"here since {clock}, open 2 times" in page
    assert f"since {clock}" in page
    assert "nobody has come yet" in page
    assert f"evaluator a person ● here since {clock}" in page
    assert "here since" not in offline


async def test_an_evaluators_terminal_shows_the_exercise_and_changes_nothing(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path, role="evaluator")

    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for pressed in ("V", "ctrl+a", "n", "p", "exclamation_mark", "E"):
            await pilot.press(pressed)
        await settled(pilot)
        page = read(app)

    assert "EVALUATOR" in page
    assert "ARMED" not in page
    assert seats[0].given == 0
    assert table.exercise.phase is Phase.ORDERS


async def test_an_observers_terminal_offers_no_order(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, seats = client_of(table, NSC, folder=tmp_path, role="observer")

    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        for pressed in ("a", "l", "o", "H"):
            await pilot.press(pressed)
            await settled(pilot)
        page = read(app)

    assert "observer of nsc/staff, read-only" in page
    assert "Rank the order among the claims of all theatres" in page
    assert seats[0].given == 0


async def test_a_spectators_terminal_shows_what_is_public(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path, role="spectator")

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        page = read(app)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        locked = read(app)

    assert "Turn 1 of 3, weeks" in page
    assert "PROMISED AND DELIVERED" in page
    assert locked != page
