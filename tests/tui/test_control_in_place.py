"""Control in the place of an organisation: its own sheets with a paper slip, late after the lock; its workspace to look at."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.orders import AcceptLate, ActFor, AdvancePhase, MarkReady, ProposeInitiative
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.hands import InPlaceHand


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _press(app: SurgexApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)


async def test_control_enters_a_paper_slip_with_the_organisations_own_form(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "a")
        listed = await _press(app, pilot, "enter")
        form = await _press(app, pilot, "enter")
        await _press(app, pilot, *"We rank them", "tab", *"17")
        await _press(app, pilot, "f2")

    seen = table.seat(JAPAN).views[JAPAN]
    assert "Given in the place of Government of Japan" in listed
    assert "For Government of Japan: Answer BK-02" in form
    assert seen.orders[-1].kind == "answer-inject"
    assert seen.orders[-1].by_control
    assert seen.orders[-1].slip == 17
    assert table.exercise.slips == {JAPAN: (17,)}


async def test_read_only_control_looks_at_the_list_and_opens_no_form(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "a")
        await _press(app, pilot, "enter")
        page = await _press(app, pilot, "enter")

    assert " 1 Run of show  2 Clock" in page


async def test_2_8_what_control_enters_after_the_lock_is_accepted_late(table: Table, tmp_path: Path) -> None:
    table.give(AdvancePhase(to=Phase.LOCKED))
    app, seats = client_of(table, folder=tmp_path)
    surge = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = InPlaceHand(app.desk, DOD)
        given = hand.given(surge, {"paper slip": "3"})
        bad = hand.given(surge, {"paper slip": "10000"})
        assert isinstance(given, ActFor | AcceptLate)
        seats[0].give(given, None)
        await settled(pilot)

    assert hand.late(ProposeInitiative)
    assert not hand.why_not(ProposeInitiative)
    assert hand.why_not(MarkReady)
    assert bad == "A slip has a number from 1 to 9,999, or none: leave it empty then."
    assert [one.proposer for one in table.exercise.initiatives.values()] == [DOD]
    assert table.exercise.slips == {DOD: (3,)}


async def test_control_looks_on_as_an_organisation_and_comes_back(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "I")
        seen = await _press(app, pilot, "enter")
        nothing = await _press(app, pilot, "o", "l", "t")
        back = await _press(app, pilot, "q")

    assert "LOOKING ON as Government of Japan" in seen
    assert "Quarantine drills  BK-02" in seen
    assert "LOOKING ON as Government of Japan" in nothing
    assert " 1 Run of show  2 Clock" in back
