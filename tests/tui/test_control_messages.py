"""What is written to control is counted under the title, stands out in the log, and is answered from where it is read."""

from pathlib import Path

from engine.ids import CONTROL_PARTY, HolderId
from engine.orders import AnswerRequest, MakeRequest, SendMessage, TakeSeat
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.sheets.control.held import Held
from tui.sheets.control.talk import message
from tui.sheets.sheet import Sheet


def started() -> Table:
    """Turn 1, in the phase of orders."""
    table = Table()
    table.start()
    return table


async def test_messages_to_control_are_counted_until_they_are_read_and_are_answered_from_there(tmp_path: Path) -> None:
    table = started()
    table.give(SendMessage(to=(DOD,), text="Before control asked."))
    table.give(SendMessage(to=(CONTROL_PARTY,), text="May we see the map?"), JAPAN)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        before = text_of(app)
        await pilot.press("o")
        await settled(pilot)
        listed = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        page = text_of(app)
        await pilot.press("r", *"Yes", "f2")
        await settled(pilot)
        after = text_of(app)

    assert "o 1 message" in before
    assert "new  turn 1  Government of Japan to Control: May we see the map?" in listed
    assert "r Reply" in page
    assert [one.text for one in table.seat(JAPAN).views[JAPAN].messages][-1] == "Yes"
    assert "1 message" not in after


async def test_an_answer_to_a_request_of_control_is_counted_too_and_stands_out_in_the_log(tmp_path: Path) -> None:
    table = started()
    table.give(MakeRequest(to=(STATE,), text="Count.", due_turn=1))
    (request,) = table.exercise.talk.requests
    table.give(AnswerRequest(request=request, verdict="yes", text="Done."), STATE)
    table.give(SendMessage(to=(DOD,), text="Not for control."), STATE)
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = text_of(app)
        await pilot.press("5")
        await settled(pilot)
        log = text_of(app)

    assert "o 1 message" in before
    assert log.count("TO CONTROL") == 1
    assert log.index("TO CONTROL") < log.index("yes, Done.") < log.index("Not for control.")


def test_all_seats_of_people_are_those_that_no_bot_holds_and_the_row_is_always_there() -> None:
    table = started()
    everybody = tuple(table.exercise.world.organisations)
    nobody = Table()
    some = Table()
    some.give(TakeSeat(organisation=DOD, holder=HolderId("bot-dod/as")))
    some.give(TakeSeat(organisation=JAPAN, holder=HolderId("person-1")))

    for one, reached in ((table, everybody), (nobody, everybody), (some, tuple(one for one in everybody if one != DOD))):
        sheet = message(Held(one.exercise), "")
        assert isinstance(sheet, Sheet)
        assert ("persons", "All seats of people") in sheet.fields[0].choices
        assert sheet.make({"to": "persons", "text": "Lunch."}) == SendMessage(to=reached, text="Lunch.")
