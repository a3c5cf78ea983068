"""Before `ready`: what was done, what waits, how long nobody acts. And a form that was only looked at is no draft."""

from pathlib import Path

from engine.orders import MakeRequest, ProposeAgreement, RefuseAgreement, SendMessage
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of


def _offer(title: str) -> ProposeAgreement:
    return ProposeAgreement(parties=(DOD,), title=title, terms="They make, we pay.", due_turn=1)


async def test_the_page_lists_what_waits_for_a_word_what_was_refused_and_the_weeks_of_the_turn(tmp_path: Path) -> None:
    table = Table()
    table.start()
    table.give(_offer("Castings for radars"), JAPAN)
    (refused,) = table.exercise.talk.agreements
    table.give(RefuseAgreement(agreement=refused, reason="Too dear."), DOD)
    table.give(_offer("Seekers for money"), JAPAN)
    table.give(MakeRequest(to=(DOD,), text="Name a date.", due_turn=1), JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "l")
        await settled(pilot)
        page = text_of(app)

    assert "agreement refused: 1" in page
    assert "to sign: Seekers for money" in page
    assert "asks: Name a date." in page
    assert "Weeks 1 to 13: 13 weeks are played before you can act again." in page


async def test_a_form_that_was_only_opened_is_no_draft_nor_one_that_was_emptied_again(tmp_path: Path) -> None:
    table = Table()
    table.start()
    table.give(_offer("Seekers for money"), JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        for keys in (("o", "enter"), ("e",), ("i",), ("v",), ("t", "enter")):
            await pilot.press(*keys)
            await settled(pilot)
            await pilot.press("escape")
            await settled(pilot)
        opened = dict(app.desk.drafts.forms)
        await pilot.press("i", "down", "escape")
        await settled(pilot)
        begun = dict(app.desk.drafts.forms)
        await pilot.press("i", "up", "escape")
        await settled(pilot)

    assert opened == {}
    assert len(begun) == 1
    assert app.desk.drafts.forms == {}


async def test_messages_that_come_in_while_a_form_is_open_are_counted_in_its_line_of_status(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "o", "enter")
        await settled(pilot)
        before = text_of(app)
        for text in ("Are you there?", "We need a date."):
            table.give(SendMessage(to=(DOD,), text=text), JAPAN)
        await settled(pilot)
        after = text_of(app)

    assert "new message" not in before
    assert "2 new messages" in after
