"""Forms in 80 by 24: the first label is in sight, every field comes with its label, and what is wrong is said below."""

import re
from pathlib import Path

import pytest

from engine.orders import AdvancePhase, EndExercise, SendMessage
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.hands import ControlHand, OwnHand
from tui.noting_hands import hand_for
from tui.participant.order_forms import form_for
from tui.sheets.closing import afterwards, afterwards_sheet_for
from tui.sheets.sheet import Sheet, key_for
from tui.widgets.fields import Labelled, Sentence, Sentences, Ticks
from tui.widgets.form_screen import FormScreen


def _table(phase: Phase) -> Table:
    table = Table()
    table.start()
    if phase is Phase.HOT_WASH:
        table.give(EndExercise())
        table.give(AdvancePhase(to=Phase.HOT_WASH))
    return table


@pytest.mark.parametrize(
    ("kind", "phase", "control"),
    [
        ("hot-wash", Phase.HOT_WASH, False),
        ("write", Phase.ORDERS, True),
    ],
)
async def test_a_form_opens_at_its_first_label_and_shows_the_label_of_each_field(
    tmp_path: Path, kind: str, phase: Phase, control: bool
) -> None:
    table = _table(phase)
    app, _ = client_of(table, *(() if control else (DOD,)), folder=tmp_path)
    without: list[str] = []

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = ControlHand(app.desk) if control else OwnHand(app.desk, DOD)
        sheet = hand.sheet(kind if control else key_for(kind, DOD))
        assert not isinstance(sheet, str), sheet
        app.push_screen(form_for(hand, sheet))
        await settled(pilot)
        opened = text_of(app)
        for key in ("tab",) * len(sheet.fields) + ("shift+tab",) * (len(sheet.fields) + 1):
            await pilot.press(key)
            await settled(pilot)
            labelled = next((one for one in app.focused.ancestors if isinstance(one, Labelled)), None) if app.focused else None
            if labelled is not None and labelled._label.split()[0] not in text_of(app):
                without.append(f"{key} {labelled._label}")
        await pilot.press("f2")
        await settled(pilot)
        wrong = text_of(app)
        still_open = isinstance(app.screen, FormScreen)

    first = sheet.said[0] if sheet.said else sheet.fields[0].title
    assert first.split("\n")[0][:20] in opened
    assert sheet.fields[0].title[:20] in opened
    assert without == []
    assert still_open
    assert "▲" in wrong.splitlines()[-5] + wrong.splitlines()[-6]


async def test_space_changes_no_choice_and_a_position_is_begun_in_words(tmp_path: Path) -> None:
    app, _ = client_of(_table(Phase.HOT_WASH), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = hand_for(app.desk, DOD, f"position {DOD}")
        sheet = hand.sheet(f"position {DOD}")
        assert not isinstance(sheet, str), sheet
        app.push_screen(form_for(hand, sheet))
        await settled(pilot)
        await pilot.press(*"We say", "shift+tab", "space", "space")
        await settled(pilot)
        words, chosen = app.screen.query_one(Sentence).text, app.screen.query_one(Sentences).value

    assert words == "We say"
    assert chosen == ""


def test_17_6_a_position_on_a_promise_shows_what_was_promised_and_what_is_delivered() -> None:
    view = _table(Phase.HOT_WASH).seat(DOD).views[DOD]
    keys = [one.key for one in afterwards(view) if "promise" in one.key]
    sheets = [afterwards_sheet_for(view, one) for one in keys]

    assert keys
    for sheet in sheets:
        assert isinstance(sheet, Sheet)
        said = " ".join(sheet.said)
        assert re.search(r"Promised: [\d,]+ a month", said)
        assert re.search(r"Delivered: [\d,]+ a month", said)
        assert sheet.make({"agrees": "", "words": "ours"}) == "Choose whether it was so."


async def test_a_reply_begins_in_its_text_with_its_addressee_ticked_and_in_sight(tmp_path: Path) -> None:
    table = _table(Phase.ORDERS)
    table.give(SendMessage(to=(DOD,), text="Seekers are short."), JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "6", "r")
        await settled(pilot)
        await pilot.press(*"So are ours", "f2")
        await settled(pilot)

    (told,) = (one for one in table.seat(JAPAN).views[JAPAN].messages if one.sender == DOD)
    assert (told.to, told.text) == ((JAPAN,), "So are ours")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types may take as long as a busy machine takes for each key."""
    monkeypatch.setattr("tui.widgets.fields.PAUSE_IN_TYPING", 600)


@pytest.mark.usefixtures("unhurried")
async def test_a_name_of_several_words_can_be_typed_whole_and_only_a_space_behind_it_ticks(tmp_path: Path) -> None:
    app, _ = client_of(_table(Phase.ORDERS), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "t", "enter")
        await settled(pilot)
        await pilot.press(*"government of japan")
        typed = app.screen.query_one(Ticks).in_order()
        await pilot.press("space")
        await settled(pilot)
        ticked = app.screen.query_one(Ticks).in_order()

    assert typed == []
    assert ticked == [JAPAN]


@pytest.mark.usefixtures("unhurried")
async def test_letters_go_to_a_word_that_begins_with_them_and_a_draft_keeps_its_ticks(tmp_path: Path) -> None:
    app, _ = client_of(_table(Phase.ORDERS), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "t", "enter")
        await settled(pilot)
        await pilot.press(*"jap")
        typed = app.screen.query_one(Ticks).in_order()
        await pilot.press("space")
        await settled(pilot)
        ticked = app.screen.query_one(Ticks).in_order()
        await pilot.press("escape", "t", "enter")
        await settled(pilot)
        await pilot.press(*"a j", "space")
        await settled(pilot)
        again, words = app.screen.query_one(Ticks).in_order(), app.screen.query_one(Sentence).text

    assert typed == []
    assert ticked == again == [JAPAN]
    assert words == "a j "
