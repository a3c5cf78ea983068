"""Control talks without arming, is not cut off while it writes, and reads what a key would do before it does it."""

from pathlib import Path

import pytest

from engine.ids import CONTROL
from engine.orders import AcceptLate, ActFor, MarkReady, TakeAction
from engine.stored import plain_of
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.controller import arming
from tui.controller.log_rows import what
from tui.controller.log_words import value_words
from tui.controller.workspace import ControlScreen
from tui.widgets.form_screen import FormScreen


def started() -> Table:
    """Turn 1, in the phase of orders."""
    table = Table()
    table.start()
    return table


async def test_control_writes_to_everybody_without_arming_and_reads_who_gets_it(tmp_path: Path) -> None:
    table = started()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("o", "enter")
        await settled(pilot)
        form = text_of(app)
        await pilot.press("enter", "tab", *"Welcome", "f2")
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        page = text_of(app)
    (sent,) = (
        event
        for entry in table.entries
        for event in entry.parts[CONTROL].plain.get("verdict", {}).get("events", ())
        if event["kind"] == "message-sent"
    )

    assert "Everybody who plays" in form
    assert set(sent["to"]) == set(table.exercise.world.organisations)
    assert "Message to everybody" in page


async def test_the_minute_does_not_run_while_a_form_is_open_and_begins_again_when_it_closes(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "w")
        await settled(pilot)
        control = next(one for one in app.screen_stack if isinstance(one, ControlScreen))
        opened = isinstance(app.screen, FormScreen)
        control._armed_until = 0.0
        writing = control.armed_for
        control._tick()
        await pilot.press("escape")
        await settled(pilot)
        control._tick()
        after = control.armed_for

    assert opened
    assert writing == 60
    assert after > 30


async def test_what_is_typed_on_after_a_list_closed_with_a_refusal_is_no_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arming, "TYPING_SECONDS", 600)
    table = Table()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        menu = text_of(app)
        await pilot.press("enter", *"Swo!")
        await settled(pilot)
        still = isinstance(app.screen, ControlScreen)

    assert "Nothing can be sent now." in menu
    assert still
    assert not table.exercise.real_world_stop


async def test_a_ruling_is_refused_before_its_reason_is_asked_where_the_phase_takes_none(tmp_path: Path) -> None:
    table = started()
    table.give(TakeAction(title="Ship by rail", text="We buy every wagon."), DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        before = text_of(app)
        await pilot.press("ctrl+a", "v", "y")
        await settled(pilot)
        asked = text_of(app)
        await pilot.press("escape", "m")
        await settled(pilot)
        page = text_of(app)

    assert "1 free action to rule on once orders are locked" in before
    assert "this is taken in" in page
    assert "the reason, then enter" not in asked


async def test_start_and_the_next_turn_say_how_many_injects_go_out(tmp_path: Path) -> None:
    table = Table()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "s")
        await settled(pilot)
        asked = text_of(app)
        await pilot.press("y")
        await settled(pilot)
    out = len(table.exercise.released)

    assert f"{out} inject" in asked if out else "no inject goes out" in asked


async def test_the_log_says_what_control_did_for_an_organisation(tmp_path: Path) -> None:
    table = started()
    table.give(ActFor(organisation=JAPAN, order=MarkReady(ready=True)))
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        await pilot.press("5")
        await settled(pilot)
        page = text_of(app)
    late = what(table.exercise, plain_of(AcceptLate(organisation=JAPAN, order=MarkReady(ready=True))))
    (first, *_) = table.exercise.world.index_kinds.values()

    assert "Act for Government of Japan: Ready" in page
    assert late == "Late order accepted, of Government of Japan: Ready"
    assert value_words(table.exercise, "index-changed", "index", first.id) == first.title


async def test_help_over_a_form_begins_with_the_keys_of_a_form(tmp_path: Path) -> None:
    app, _ = client_of(started(), folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("o", "enter", "f1")
        await settled(pilot)
        page = text_of(app)

    assert "In a form" in page
    assert page.index("In a form") < page.index("Back, draft is kept") < (page + "Run the exercise").index("Run the exercise")
