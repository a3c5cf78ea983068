"""Forms in 80 by 24: the first label is in sight, every field comes with its label, and what is wrong is said below."""

from pathlib import Path

import pytest

from engine.orders import AdvancePhase, EndExercise, Phase
from tests.support.screens import DOD, Table, client_of, settled, text_of
from tui.hands import ControlHand, OwnHand
from tui.participant.order_forms import form_for
from tui.sheets.sheet import key_for
from tui.widgets.fields import Labelled
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
        await pilot.pause(0.2)
        opened = text_of(app)
        for key in ("tab",) * len(sheet.fields) + ("shift+tab",) * (len(sheet.fields) + 1):
            await pilot.press(key)
            await pilot.pause()
            labelled = next((one for one in app.focused.ancestors if isinstance(one, Labelled)), None) if app.focused else None
            if labelled is not None and labelled._label.split()[0] not in text_of(app):
                without.append(f"{key} {labelled._label}")
        await pilot.press("f2")
        await pilot.pause()
        wrong = text_of(app)
        still_open = isinstance(app.screen, FormScreen)

    first = sheet.said[0] if sheet.said else sheet.fields[0].title
    assert first.split("\n")[0][:20] in opened
    assert sheet.fields[0].title[:20] in opened
    assert without == []
    assert still_open
    assert "▲" in wrong.splitlines()[-5] + wrong.splitlines()[-6]
