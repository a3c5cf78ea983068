"""Control's hand on injects that are not out: skipped, delayed, edited and released, and read as an organisation would."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import InjectId, OrganisationId
from engine.orders import DelayInject, EditInject, EndExercise, SkipInject, WriteInject
from engine.rules.inject_plan import inject_now
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.controller.run_of_show import inject_as, inject_page
from tui.glyphs import UNICODE
from tui.sheets.control.catalogue import control_sheet_for
from tui.sheets.control.curtain import secrets
from tui.sheets.control.held import Held
from tui.sheets.sheet import BETWEEN, Sheet

NEXT = InjectId("exclusion-zone-declared")


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
    sheet = control_sheet_for(Held(table.exercise), key)
    assert isinstance(sheet, Sheet), sheet
    return sheet.make({**sheet.start(), **values})


@pytest.mark.parametrize("key", ["x", "d", "e"])
async def test_nothing_is_opened_that_changes_an_inject_before_control_is_armed(table: Table, tmp_path: Path, key: str) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await _press(app, pilot, key)

    assert " 1 Run of show  2 Clock" in page
    assert "read-only" in page


async def test_an_inject_is_skipped_for_good_with_a_reason_and_says_whom_that_touches(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        form = await _press(app, pilot, "ctrl+a", "x")
        without = await _press(app, pilot, "f2")
        await _press(app, pilot, *"No time", "f2")
        after = await _press(app, pilot)

    assert "It never comes, and that cannot be undone." in form
    assert "Nobody will read it of: National Security Council staff" in form
    assert "Give a reason" in without
    assert table.exercise.skipped_injects == {NEXT: "No time"}
    assert "skipped" in after


async def test_an_edited_inject_shows_its_difference_and_goes_out_as_it_was_edited(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 50)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "e")
        form = await _press(app, pilot, "end", *" today")
        await _press(app, pilot, *["tab"] * 5, *"Clearer", "f2")
        question = await _press(app, pilot)
        await _press(app, pilot, "y")

    assert "- Exclusion zone declared" in form
    assert "+ Exclusion zone declared today" in form
    assert "Release now?" in question
    assert "+ Exclusion zone declared today" in question
    assert NEXT in table.exercise.released
    assert table.seat(JAPAN).views[JAPAN].injects[NEXT].title == "Exclusion zone declared today"


def test_12_5_a_delay_names_a_turn_or_a_week_and_not_both(table: Table) -> None:
    assert filled(table, f"delay {NEXT}", turn="3", reason="Slow") == DelayInject(inject=NEXT, to_turn=3, reason="Slow")
    assert filled(table, f"delay {NEXT}", week="30", reason="Slow") == DelayInject(inject=NEXT, to_week=30, reason="Slow")
    assert (
        filled(table, f"delay {NEXT}", turn="3", week="30", reason="Slow") == "Choose a turn, or type a week: one of the two."
    )
    assert filled(table, f"delay {NEXT}", turn="3") == "Give a reason: it is part of the record."


def test_12_6_an_edit_says_only_what_was_changed(table: Table) -> None:
    to = BETWEEN.join((DOD, JAPAN))

    order = filled(table, f"edit {NEXT}", to=to, reason="Fewer")

    assert order == EditInject(inject=NEXT, reason="Fewer", to=(DOD, JAPAN))
    assert filled(table, f"edit {NEXT}", reason="Fewer") == "Nothing is changed yet."


def test_an_organisation_that_an_inject_is_not_for_reads_nothing_of_it(table: Table) -> None:
    table.give(EditInject(inject=NEXT, reason="Fewer", to=(OrganisationId(DOD),), seen_by=()))

    asked = inject_as(table.exercise, NEXT, DOD, UNICODE).plain
    others = inject_as(table.exercise, NEXT, JAPAN, UNICODE).plain

    assert inject_now(table.exercise, NEXT).text.split("\n")[0][:60] in asked
    assert "It is asked for an answer." in asked
    assert "It reads nothing of this inject." in others
    assert "traffic-control" not in others


def test_control_reads_which_dilemma_an_inject_puts(table: Table) -> None:
    written = InjectId("two-shelves")
    putting = replace(table.exercise.injects[NEXT], id=written, tension="hold-or-lend")
    exercise = replace(table.exercise, written_injects={written: putting})

    assert "The choice: hold or lend" in inject_page(exercise, written, UNICODE).plain
    assert "The choice:" not in inject_page(exercise, NEXT, UNICODE).plain


def test_what_is_out_or_skipped_has_no_sheet_any_more(table: Table) -> None:
    table.give(SkipInject(inject=NEXT, reason="No time"))

    sheet = control_sheet_for(Held(table.exercise), f"edit {NEXT}")

    assert sheet == "That inject was skipped: it never comes."


async def test_an_inject_is_written_on_the_fly_and_goes_out_after_a_question(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 50)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "w")
        await _press(app, pilot, *"Fog", "tab", *"Port", "tab", "tab", *"Ports close", "tab", "space")
        unready = await _press(app, pilot, "f2")
        await _press(app, pilot, *"Too quiet", "f2")
        question = await _press(app, pilot)
        await _press(app, pilot, "y")
        after = await _press(app, pilot)

    (written,) = table.exercise.written_injects.values()
    assert "Give a reason" in unready
    assert "Release now?" in question
    assert "To: Government of Japan" in question
    assert (written.title, written.source, written.text, written.to) == ("Fog", "Port", "Ports close", (JAPAN,))
    assert table.seat(JAPAN).views[JAPAN].injects[InjectId(written.id)].text == "Ports close"
    assert InjectId(written.id) not in table.seat(DOD).views[DOD].injects
    assert "C-1  Fog" in after


def test_what_was_written_for_the_table_is_among_the_secrets_of_the_curtain(table: Table) -> None:
    table.give(
        WriteInject(title="Fog", text="Ports close.", to=(JAPAN,), source="Port", objective=_objective(table), reason="Quiet")
    )
    table.give(EndExercise())

    assert "Inject: C-1 Fog" in [one.title for one in secrets(Held(table.exercise))]


def _objective(table: Table) -> str:
    return table.exercise.world.deck.objectives[0].id
