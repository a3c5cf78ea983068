"""Whatever control may order has a key or a sheet; talk, corrections, the curtain and the hot wash from control's side."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine import orders as o
from engine.decide import PHASES, givers
from engine.ids import CONTROL_PARTY, InjectId, RequestId, SeatId
from engine.orders import (
    AdvancePhase,
    AnswerRequest,
    Correct,
    EndExercise,
    GiveHotWash,
    HoldInject,
    MakeRequest,
    NoteSaid,
    SendMessage,
)
from engine.phases import Phase
from server.wire import SeatPresence
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.sheets.control.catalogue import CONTROL_KINDS, control_sheet_for
from tui.sheets.control.corrections import paths
from tui.sheets.control.held import Held
from tui.sheets.sheet import Sheet

ON_A_KEY = {
    *(o.StartPractice, o.EndPractice, o.StartExercise, o.AdvancePhase, o.PauseExercise, o.EndExercise, o.SealExercise),
    *(o.ReleaseInject, o.HoldInject, o.AcceptLate, o.ActFor, o.ChangeTimer, o.StopTimer, o.SetPacing),
}
"""Orders of control with nothing, or one line, to fill in; and those that carry an organisation's own sheet."""


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _press(app: SurgexApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)


def filled(table: Table, key: str, **values: str) -> object:
    """What one of control's sheets makes of these values."""
    sheet = control_sheet_for(Held(table.exercise, table.seat().recent), key)
    assert isinstance(sheet, Sheet), sheet
    return sheet.make({**sheet.start(), **values})


def test_there_is_a_sheet_or_a_key_for_every_order_that_control_can_give() -> None:
    given = {order for order in PHASES if "control" in givers(order)}

    assert {kind.order for kind in CONTROL_KINDS.values()} | ON_A_KEY == given


async def test_a_request_to_control_is_announced_read_and_answered(table: Table, tmp_path: Path) -> None:
    table.give(MakeRequest(to=(CONTROL_PARTY,), text="May we see the stock?", due_turn=2), DOD)
    table.give(SendMessage(to=(CONTROL_PARTY,), text="[/oops] we wait."), JAPAN)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = text_of(app)
        listed = await _press(app, pilot, "ctrl+a", "o")
        await _press(app, pilot, "enter")
        await _press(app, pilot, "down", "down", "f2")
        after = await _press(app, pilot)
    (asked,) = table.seat(DOD).views[DOD].requests.values()

    assert "o 1 request to answer" in before
    assert "May we see the stock?" in listed
    assert "Government of Japan to Control: [/oops] we wait." in listed
    assert asked.answers[CONTROL_PARTY].verdict == "no"
    assert "request to answer" not in after


async def test_control_notes_what_somebody_said_in_the_room(table: Table, tmp_path: Path) -> None:
    order = filled(table, "said", speaker=JAPAN, to=DOD, what="The line can double.", given="fact")
    nobody = filled(table, "said", to=DOD, what="The line can double.")
    itself = filled(table, "said", speaker=DOD, to=DOD, what="The line can double.")

    assert order == NoteSaid(speaker=JAPAN, to=(DOD,), what="The line can double.", given="fact")
    assert nobody == "Choose who said it."
    assert itself == "Choose who heard it: others than the speaker."


def test_control_writes_asks_and_answers_as_a_party(table: Table) -> None:
    table.give(MakeRequest(to=(CONTROL_PARTY,), text="May we?", due_turn=2), DOD)
    (request,) = table.exercise.talk.requests

    assert filled(table, "message", to=DOD, text="Listen.") == SendMessage(to=(DOD,), text="Listen.")
    assert filled(table, "request", to=DOD, text="Count.") == MakeRequest(to=(DOD,), text="Count.", due_turn=1)
    assert filled(table, f"reply {request}", verdict="later") == AnswerRequest(request=RequestId(request), verdict="later")


async def test_a_stock_is_set_right_in_units_and_says_who_hears_of_it(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        listed = await _press(app, pilot, "ctrl+a", "c")
        await _press(app, pilot, "enter")
        form = await _press(app, pilot, *"400", "tab", *"Counted twice")
        await _press(app, pilot, "f2")

    assert "Stock of LRASM in Western Pacific  It stands at 450 (units)." in listed
    assert "450 becomes 400 (units)" in form
    assert "Hear of it: Acquisition and Sustainment, National Security Council staff" in form
    assert table.exercise.stocks.theatre["western-pacific"]["LRASM"] == 400_000  # type: ignore[index]


def test_2_11_every_value_that_can_be_corrected_has_a_sheet_in_its_own_unit(table: Table) -> None:
    table.give(o.ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"}), DOD)
    held = Held(table.exercise)
    kinds = {path[0] for path in paths(held) if isinstance(control_sheet_for(held, f"correct {' '.join(path)}"), Sheet)}
    account = next(path for path in paths(held) if path[0] == "account")

    order = filled(table, f"correct {' '.join(account)}", new="7", reason="Typed wrong")

    assert kinds >= {"theatre", "rear", "account", "index", "wait"}
    assert isinstance(order, Correct)
    assert order.new == 700_000
    assert order.old == table.exercise.balances[account[1]]


async def test_secrets_are_opened_one_by_one_and_say_what_everybody_will_read(table: Table, tmp_path: Path) -> None:
    table.give(EndExercise())
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "C")
        form = await _press(app, pilot, "enter")
        await _press(app, pilot, "f2")
        again = await _press(app, pilot)

    assert "Everybody will read this, for good:" in form
    assert table.exercise.opened_secrets == (f"brief {JAPAN}",)
    assert "open  Brief: Government of Japan" in again
    assert table.seat(DOD).views[DOD].secrets[0].subject == JAPAN


async def test_control_reads_the_hot_wash_question_by_question(table: Table, tmp_path: Path) -> None:
    table.give(EndExercise())
    table.give(AdvancePhase(to=Phase.HOT_WASH))
    table.give(GiveHotWash(assumed="That it was quick."), DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await _press(app, pilot, "W")

    assert "What did you assume about surge?" in page
    assert "Acquisition and Sustainment: That it was quick." in page


async def test_the_palette_and_the_help_know_every_key_of_control(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 100)) as pilot:
        await settled(pilot)
        page = await _press(app, pilot, "question_mark")
        await pilot.press("escape")
        offered = {one.title for one in app.get_system_commands(app.screen)}
        fork = await _press(app, pilot, "B")

    for title in (
        "Skip an inject for good",
        "Correct one value",
        "Curtain: open secrets one by one",
        "Fork the exercise: what to type",
    ):
        assert title in page
        assert title in offered
    assert "surgex branch DATABASE" in fork


async def test_an_evaluator_reads_an_inject_as_others_would_and_changes_nothing(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path, role="evaluator")

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await _press(app, pilot, "V", "x", "e", "c", "o", "v")
        await _press(app, pilot, "i")
        read = await _press(app, pilot, "enter")

    assert " 1 Run of show  2 Clock" in page
    assert "As Government of Japan would read it" in read
    assert InjectId("exclusion-zone-declared") not in table.exercise.released


async def test_two_controllers_see_each_other_and_what_the_other_did(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        came = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        other = SeatPresence(seat=SeatId("second"), role="control", organisations=(), connections=1, since=came, kind="person")
        seats[0].attend(other)
        seats_pane = await _press(app, pilot, "2")
        table.give(HoldInject(inject=InjectId("exclusion-zone-declared"), held=True, reason="not yet"))
        log = await _press(app, pilot, "5")

    assert "control  a person  " in seats_pane
    assert "here since" in seats_pane
    assert "Inject held: Exclusion zone declared" in log
