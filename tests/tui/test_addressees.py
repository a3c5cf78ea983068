"""To whom something goes: everybody, everybody but few, or by name, so that the text below is seen."""

from pathlib import Path

import pytest

from engine.ids import CONTROL, CONTROL_PARTY, OrganisationId
from engine.orders import AnswerRequest, MakeRequest, SendMessage
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.addressees import addressees
from tui.controller.log_words import field_lines
from tui.controller.talking import talk_rows as control_talk
from tui.order_sentences import order_sentence
from tui.plain.pages import shown, talk
from tui.sheets.control.held import Held


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


def _all_but(table: Table, *left_out: OrganisationId) -> tuple[OrganisationId, ...]:
    return tuple(one for one in table.exercise.world.organisations if one not in left_out)


def test_all_others_are_everybody_and_few_left_out_are_named(table: Table) -> None:
    world = table.exercise.world

    assert addressees(world, STATE, _all_but(table, STATE)) == "everybody"
    assert addressees(world, STATE, _all_but(table, STATE, JAPAN)) == "everybody but Government of Japan"
    assert addressees(world, STATE, (*_all_but(table, STATE), CONTROL_PARTY)) == "everybody; also Control"
    assert addressees(world, STATE, (JAPAN, CONTROL_PARTY)) == "Government of Japan, Control"


async def test_the_text_of_a_message_to_all_stands_below_one_line_on_screens_and_in_lines(table: Table, tmp_path: Path) -> None:
    everybody = SendMessage(to=_all_but(table, STATE), text="One of you counts twice.")
    table.give(everybody, STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "6")
        await settled(pilot)
        page, lines = text_of(app), shown(talk(app.desk), 80)

    sender = table.exercise.world.organisations[STATE].title
    assert f"{sender} to everybody" in page
    assert "One of you counts twice." in page
    assert f"{sender} to everybody" in lines
    assert order_sentence(table.seat(STATE).views[STATE], everybody).startswith("Message to everybody: One of")


def test_control_reads_everybody_in_its_talk_and_in_the_log(table: Table) -> None:
    table.give(SendMessage(to=(*_all_but(table, STATE), CONTROL_PARTY), text="All of you."), STATE)
    part = table.entries[-1].parts[CONTROL].plain
    held = Held(table.exercise, [(len(table.entries) - 1, part)])

    assert any("to everybody; also Control: All of you." in row.content.plain for row in control_talk(held))
    assert "to: everybody; also Control" in list(field_lines(table.exercise, part["order"], STATE))


async def test_the_words_of_an_answer_stand_with_its_yes(table: Table, tmp_path: Path) -> None:
    table.give(MakeRequest(to=(DOD,), text="Release the licence.", due_turn=1), JAPAN)
    [request] = table.exercise.talk.requests
    table.give(AnswerRequest(request=request, verdict="yes", text="Once the board has met."), DOD)
    app, _ = client_of(table, JAPAN, folder=tmp_path)

    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "6")
        await settled(pilot)
        page = text_of(app)

    assert "yes: Once the board has met." in page
