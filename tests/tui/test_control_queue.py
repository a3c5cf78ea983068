"""What waits for control's word on one screen: free actions, agreements, candidates; words, odds and a die, overrides."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.effects import StockEffect
from engine.orders import (
    AdvancePhase,
    ArgueAction,
    DissentAction,
    OpenAction,
    OverrideAction,
    ProposeAgreement,
    RuleAction,
    RuleAgreement,
    SetOdds,
    SignAgreement,
    TakeAction,
)
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.sheets.control.catalogue import control_sheet_for
from tui.sheets.control.effect_lines import effect_line, effects_in
from tui.sheets.control.held import Held
from tui.sheets.sheet import Sheet

MORE = StockEffect(effect="stock", system="LRASM", theatre="western-pacific", units=50)


@pytest.fixture
def table() -> Table:
    """A free action that was argued about, and an agreement in force; the turn is adjudicated."""
    table = Table()
    table.start()
    table.give(TakeAction(title="Ship by rail", text="We buy every wagon.", wants=(MORE,), shown_to=(JAPAN,)), DOD)
    (action,) = table.exercise.actions
    table.give(ArgueAction(action=action, side="against", text="There are no wagons."), JAPAN)
    table.give(ProposeAgreement(parties=(JAPAN,), title="Castings for radars", terms="We send, you send.", due_turn=1), DOD)
    (agreement,) = table.exercise.talk.agreements
    table.give(SignAgreement(agreement=agreement), JAPAN)
    table.give(AdvancePhase(to=Phase.LOCKED))
    table.give(AdvancePhase(to=Phase.ADJUDICATE))
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


async def test_the_queue_shows_what_waits_with_its_arguments_and_takes_a_word_in_one_key(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        queue = await _press(app, pilot, "ctrl+a", "v")
        await _press(app, pilot, "y")
        await _press(app, pilot, *"Wagons are there", "enter")
        after = await _press(app, pilot)

    assert "waits  Ship by rail" in queue
    assert "in force  Castings for radars" in queue
    assert "against, Government of Japan: There are no wagons." in queue
    assert [one.ruling for one in table.exercise.actions.values()] == ["yes"]
    assert "yes  Ship by rail" in after


async def test_odds_are_set_with_what_success_brings_and_the_die_is_rolled_from_the_same_screen(
    table: Table, tmp_path: Path
) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "v")
        await _press(app, pilot, "o")
        form = await _press(app, pilot, "right", "right", "right", "tab", *"As often as not", "tab", "space")
        await _press(app, pilot, "f2")
        odds = await _press(app, pilot)
        await _press(app, pilot, "d")
        await _press(app, pilot, "f2")
        rolled = await _press(app, pilot)
    (action,) = table.exercise.actions.values()

    assert "brings +50 LRASM" in form
    assert "odds set: even (500 in a thousand), because As often as not" in odds
    assert action.at_success == (MORE,)
    assert action.ruling in ("yes", "no")
    assert "success below 500: As often as not" in rolled


async def test_dissent_stands_beside_the_ruling_which_can_be_overridden(table: Table, tmp_path: Path) -> None:
    (action,) = table.exercise.actions
    table.give(RuleAction(action=action, ruling="no", reason="No wagons"))
    table.give(DissentAction(action=action, text="There are some."), DOD)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "v")
        queue = await _press(app, pilot, "down")
        await _press(app, pilot, "O")
        await _press(app, pilot, "right", "tab", *"They were found", "f2")
        after = await _press(app, pilot)

    assert "1 dissent" in queue
    assert "DISSENT of Acquisition and Sustainment: There are some." in queue
    assert [one.ruling for one in table.exercise.actions.values()] == ["yes"]
    assert "overridden: no became yes: They were found" in after


async def test_an_agreement_is_ruled_kept_in_one_key_with_a_reason(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await _press(app, pilot, "ctrl+a", "v")
        page = await _press(app, pilot, "down")
        await _press(app, pilot, "y")
        await _press(app, pilot, *"Both sent", "enter")

    assert "We send, you send." in page
    assert [one.stands for one in table.exercise.talk.agreements.values()] == ["kept"]


def test_every_word_of_the_queue_makes_its_order(table: Table) -> None:
    (action,) = table.exercise.actions
    (agreement,) = table.exercise.talk.agreements
    line = effect_line(MORE)

    ruled = filled(table, f"rule {action}", ruling="yes-but", reason="Half", effects=line)
    opened = filled(table, f"open-action {action}", to=STATE)
    odds = filled(table, f"odds {action}", odds="likely", because="Seen before", effects=line)
    broken = filled(table, f"agreement {agreement}", verdict="broken", broken=JAPAN, reason="Nothing came")
    table.give(RuleAction(action=action, ruling="no", reason="No wagons"))
    over = filled(table, f"override {action}", ruling="yes", reason="Found")

    assert ruled == RuleAction(action=action, ruling="yes-but", reason="Half", effects=(MORE,))
    assert opened == OpenAction(action=action, to=(STATE,))
    assert odds == SetOdds(action=action, odds="likely", because="Seen before", effects=(MORE,))
    assert broken == RuleAgreement(agreement=agreement, verdict="broken", broken_by=(JAPAN,), reason="Nothing came")
    assert over == OverrideAction(action=action, ruling="yes", reason="Found")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stocks system=LRASM", "There is no effect `stocks`."),
        ("stock country=japan", "`country=japan` says nothing of `stock`: it takes system=… theatre=… units=… [owner=…]."),
        ("stock system=LRASM theatre=western-pacific", "`stock`: units: field required."),
        ("authority authority=dpa in_force=perhaps", "`authority`: in_force: "),
    ],
)
def test_a_line_that_is_no_effect_says_what_is_wrong_with_it(text: str, said: str) -> None:
    found = effects_in(text)

    assert isinstance(found, str)
    assert found.startswith(said)


def test_effects_read_back_as_they_were_typed() -> None:
    text = "stock system=LRASM theatre=western-pacific units=-50\nauthority authority=dpa in_force=yes weeks=4"

    found = effects_in(text)

    assert not isinstance(found, str)
    assert "\n".join(map(effect_line, found)) == text
