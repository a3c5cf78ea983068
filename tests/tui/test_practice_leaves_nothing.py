"""Rule 1.7 on control's screens: what came about in practice is gone from every list once practice is over."""

from pathlib import Path

from engine.ids import OrganisationId
from engine.orders import AdvancePhase, EndPractice, ProposeInitiative, SendMessage, StartExercise, StartPractice, TakeSeat
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.sheets.control.held import of_play


def practised() -> Table:
    """A table after a practice in which something was said and proposed, with the orders of turn 1 open."""
    table = Table()
    for organisation in table.exercise.world.organisations:
        table.give(TakeSeat(organisation=organisation, holder="person"))  # type: ignore[arg-type]
    table.give(StartPractice())
    table.give(AdvancePhase(to=Phase.ORDERS))
    table.give(SendMessage(to=(JAPAN,), text="Only a drill."), DOD)
    table.give(ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"}), DOD)
    table.play_turn()
    return table


async def test_1_7_what_was_said_and_found_in_practice_stands_in_no_list_of_control(tmp_path: Path) -> None:
    table = practised()
    app, seats = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        during = len(of_play(seats[0].recent))
        await pilot.press("3")
        await settled(pilot)
        practising = text_of(app)
        for order in (EndPractice(), StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            table.give(order)
        await settled(pilot)
        pages = []
        for keys in (("4",), ("3",), ("v",)):
            await pilot.press(*keys)
            await settled(pilot)
            pages.append(text_of(app))
        await pilot.press("escape", "o")
        await settled(pilot)
        pages.append(text_of(app))
        kept = of_play(seats[0].recent)

    assert "400 more LRASM" in practising
    assert during == len(table.entries) - 3
    assert not any(word in page for page in pages for word in ("Only a drill", "earlier ones", "400 more LRASM"))
    assert {part["order"]["kind"] for _, part in kept if part.get("order")} == {"take-seat", "start-exercise", "advance-phase"}


async def test_a_form_in_practice_says_that_it_is_practice(tmp_path: Path) -> None:
    app, _ = client_of(practised(), OrganisationId(DOD), folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "t", "enter")
        await settled(pilot)
        page = text_of(app)

    assert "PRACTICE T1/" in page
