"""[6] Talk by when things last changed; what is new is marked until the pane is left, and the hint goes once it is seen."""

from pathlib import Path

from engine.orders import ProposeAgreement, SendMessage, SignAgreement
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.glyphs import UNICODE
from tui.participant.talk_rows import items

OFFERED = ProposeAgreement(parties=(DOD,), title="Seekers for money", terms="They make, we pay.", due_turn=2)


def _table() -> Table:
    table = Table()
    table.start()
    return table


def test_an_agreement_stands_where_it_last_changed() -> None:
    table = _table()
    table.give(OFFERED, JAPAN)
    table.give(SendMessage(to=(DOD,), text="After the offer."), JAPAN)
    before = [one.target.kind for one in items(table.seat(DOD).views[DOD])]
    [identity] = table.exercise.talk.agreements
    table.give(SignAgreement(agreement=identity), DOD)

    after = [one.target.kind for one in items(table.seat(DOD).views[DOD])]

    assert before == ["agreement", "message"]
    assert after == ["message", "agreement"]


async def test_what_is_new_is_marked_until_the_pane_is_left_and_its_hint_goes_at_the_end(tmp_path: Path) -> None:
    table = _table()
    for number in range(30):
        table.give(SendMessage(to=(DOD,), text=f"Word {number}."), JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "6", "g")
        await settled(pilot)
        table.give(SendMessage(to=(DOD,), text="One more."), JAPAN)
        await settled(pilot)
        told = text_of(app)
        await pilot.press("G")
        await settled(pilot)
        at_end = text_of(app)
        await pilot.press("1", "6")
        await settled(pilot)
        again = text_of(app)

    assert "+1 new, G goes there" in told
    assert "new, G goes there" not in at_end
    mark = f"new {UNICODE.left} Government of Japan to you"
    assert at_end.count(mark) == 1, at_end
    assert mark not in again
    assert "One more." in again
