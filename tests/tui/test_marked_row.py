"""A key acts on the row that is marked, and on no other one: neither where it has no such step, nor where news moved it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import AgreementId
from engine.orders import AdvancePhase, ProposeAgreement, ProposeInitiative, SignAgreement, WithdrawInitiative
from engine.phases import Phase
from tests.support.screens import DOD, NSC, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.participant.workspace import ParticipantScreen
from tui.widgets.form_screen import FormScreen
from tui.widgets.rows import Rows

LRASM = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})
PAC3 = ProposeInitiative(type="surge-order", parameters={"system": "PAC3MSE", "units": "100"})


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _past_the_first_page(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


def _said(app: SurgexApp) -> str:
    """What goes away by itself, all of it."""
    return " ".join(one.message for one in app._notifications)


def _agreement_in_force(table: Table) -> AgreementId:
    table.give(ProposeAgreement(parties=(NSC,), title="Ranks for reports", terms="You rank, we report.", due_turn=2), DOD)
    (agreement,) = table.exercise.talk.agreements
    table.give(SignAgreement(agreement=agreement), NSC)
    return agreement


async def test_a_lock_between_esc_and_d_lets_d_break_no_agreement(table: Table, tmp_path: Path) -> None:
    _agreement_in_force(table)
    table.give(LRASM, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("a")
        await settled(pilot)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        row = app.screen.query_one("#rows-1", Rows).text
        await pilot.press("d")
        await settled(pilot)
        page, screen = _said(app), app.screen

    assert isinstance(screen, ParticipantScreen)
    assert "taken in ORDERS" in row
    assert "a approve" not in row
    assert "The phase is LOCKED. This is taken in ORDERS" in page


async def test_a_key_on_a_row_without_such_a_step_says_so_and_opens_nothing(table: Table, tmp_path: Path) -> None:
    table.give(LRASM, DOD)
    table.give(WithdrawInitiative(initiative=next(iter(table.exercise.initiatives))), DOD)
    table.give(PAC3, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("3", "G", "a")
        await settled(pilot)
        said, screen = _said(app), app.screen
        await pilot.press("g", "a")
        await settled(pilot)
        opened = text_of(app)

    assert isinstance(screen, ParticipantScreen)
    assert "Nothing to approve or sign here" in said
    assert "Approve: Rank the order" in opened


async def test_where_news_moved_another_row_under_the_cursor_the_first_key_only_says_which(
    table: Table, tmp_path: Path
) -> None:
    table.give(LRASM, DOD)
    table.give(PAC3, DOD)
    first = next(iter(table.exercise.initiatives))
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("a")
        await settled(pilot)
        table.give(WithdrawInitiative(initiative=first), DOD)
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("d")
        await settled(pilot)
        said, screen = _said(app), app.screen
        await pilot.press("d")
        await settled(pilot)
        again = app.screen

    assert isinstance(screen, ParticipantScreen)
    assert "That row is gone; this one is" in said
    assert isinstance(again, FormScreen)


async def test_after_an_own_answer_the_next_row_is_acted_on_at_once(table: Table, tmp_path: Path) -> None:
    table.give(LRASM, DOD)
    table.give(PAC3, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        for _ in range(2):
            await pilot.press("a")
            await settled(pilot)
            await pilot.press("f2")
            await settled(pilot)

    answered = [step.verdict for one in table.exercise.initiatives.values() for step in one.steps.values() if step.by == NSC]
    assert answered == ["approved", "approved"]


async def test_a_message_that_is_taken_in_the_locked_turn_is_not_called_late(table: Table, tmp_path: Path) -> None:
    table.give(AdvancePhase(to=Phase.LOCKED))
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("t", "enter")
        await settled(pilot)
        screen, page = app.screen, text_of(app)

    assert isinstance(screen, FormScreen)
    assert "comes late" not in page
