"""Talk: what waits for a word of mine stands in the inbox, all of it stands in a pane, and the keys act on the row."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import HolderId
from engine.orders import (
    AdvancePhase,
    EndExercise,
    MakeRequest,
    NoteSaid,
    ProposeAgreement,
    SendMessage,
    SignAgreement,
    StartExercise,
    TakeAction,
    TakeSeat,
)
from engine.phases import Phase
from engine.steering import steers
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.plain.pages import shown, talk
from tui.widgets.fields import Sentence
from tui.widgets.rows import Rows

ASKED = MakeRequest(to=(DOD,), text="Release the licence for seekers.", due_turn=1)
OFFERED = ProposeAgreement(parties=(DOD,), title="Seekers for money", terms="They make, we pay.", due_turn=1)
ACTED = TakeAction(title="Borrow a line", text="We borrow the idle line next door.", aims=("LRASM",), shown_to=(DOD,))


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _begun(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def _pressed(pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(pilot.app)


async def test_requests_agreements_and_actions_wait_with_who_waits_and_since_when(table: Table, tmp_path: Path) -> None:
    table.give(ASKED, JAPAN)
    table.give(OFFERED, JAPAN)
    table.give(ACTED, STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 60)) as pilot:
        await _begun(pilot)
        page = text_of(app)
        kinds = [key.split(" ")[0] for key in app.screen.query_one("#rows-1", Rows).row_keys]

    assert "due in turn 1 · Government of Japan waits since this week" in page
    assert "To sign: Seekers for money" in page
    assert "acts: Borrow a line" in page
    assert kinds[-3:] == ["request", "agreement", "action"]


async def test_the_keys_act_on_what_is_under_the_cursor_of_the_inbox(table: Table, tmp_path: Path) -> None:
    table.give(MakeRequest(to=(DOD,), text="Another one.", due_turn=1), STATE)
    table.give(ASKED, JAPAN)
    table.give(OFFERED, JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        refusing = await _pressed(pilot, "G", "d")
        answering = await _pressed(pilot, "escape", "k", "r")
        await _pressed(pilot, "down", "f2")

    assert "Refuse: Seekers for money" in refusing
    assert "Answer" in answering
    assert len(table.seat(DOD).views[DOD].waiting_requests()) == 1


async def test_an_agreement_that_is_due_asks_whether_it_was_kept(table: Table, tmp_path: Path) -> None:
    table.give(OFFERED, JAPAN)
    [identity] = table.exercise.talk.agreements
    table.give(SignAgreement(agreement=identity), DOD)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 60)) as pilot:
        await _begun(pilot)
        just_signed = text_of(app)
        table.play_turn()
        for phase in (Phase.BRIEF, Phase.ORDERS):
            table.give(AdvancePhase(to=phase))
        await settled(pilot)
        page = text_of(app)
        await _pressed(pilot, "G", "a", "f2")
        after = text_of(app)

    assert "Was it kept?" not in just_signed
    assert "Was it kept? Seekers for money" in page
    assert "Was it kept?" not in after


async def test_the_hot_wash_waits_until_it_is_answered(table: Table, tmp_path: Path) -> None:
    table.give(EndExercise())
    table.give(AdvancePhase(to=Phase.HOT_WASH))
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        await _pressed(pilot, "escape")
        page = text_of(app)
        form = await _pressed(pilot, "1", "enter")
        app.screen.query(Sentence).first().text = "That factories start at once."
        await settled(pilot)
        await _pressed(pilot, "f2")
        after = text_of(app)

    assert "● Hot wash: five short questions" in page
    assert "Which request of yours was never answered?" in form
    assert "five short questions" not in after


@pytest.mark.parametrize("phase", [Phase.CHECK_IN, Phase.HOT_WASH])
async def test_one_key_opens_a_message_at_check_in_and_in_the_hot_wash(phase: Phase, tmp_path: Path) -> None:
    table = Table()
    table.give(TakeSeat(organisation=DOD, holder=HolderId("person")))
    if phase is Phase.HOT_WASH:
        for order in (StartExercise(), EndExercise(), AdvancePhase(to=Phase.HOT_WASH)):
            table.give(order)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        await _pressed(pilot, "escape")
        begin = text_of(app)
        form = await _pressed(pilot, "t")
        await _pressed(pilot, "space")
        app.screen.query(Sentence).first().text = "We are here."
        await settled(pilot)
        await _pressed(pilot, "f2")
        shown = await _pressed(pilot, "6")

    assert table.exercise.phase is phase
    assert " t " in begin
    assert "sender and addressees alone" in " ".join(form.split())
    assert "You to Control" in shown
    assert "We are here." in shown


async def test_talk_stands_in_a_pane_newest_last_and_what_is_unread_is_counted(table: Table, tmp_path: Path) -> None:
    table.give(SendMessage(to=(DOD,), text="The first word."), STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        nothing_new = text_of(app)
        table.give(NoteSaid(speaker=JAPAN, to=(DOD,), what="There is a spare line.", given="fact"), JAPAN)
        table.give(SendMessage(to=(STATE,), text="We will see."), DOD)
        await settled(pilot)
        unread = text_of(app)
        pane = await _pressed(pilot, "6")
        elsewhere = await _pressed(pilot, "1")

    assert "wrote" not in nothing_new
    assert "Government of Japan said in the room: There is a spare line." in " ".join(unread.split())
    assert "6 reads all" in unread
    assert "said in the room" not in elsewhere
    assert "6 Talk (" not in nothing_new
    assert "6 Talk (+1)" in unread
    assert "6 Talk (" not in elsewhere
    told = [line for line in pane.splitlines() if "word." in line or "spare line" in line or "will see" in line]
    assert ["The first word." in told[0], "There is a spare line." in told[1], "We will see." in told[2]] == [True] * 3
    assert "said in the room (fact)" in pane


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_whole_is_read_and_answered_from_its_page(table: Table, tmp_path: Path, size: tuple[int, int]) -> None:
    long = " ".join(["word"] * 100) + " and the end"
    table.give(SendMessage(to=(DOD,), text=long), STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=size) as pilot:
        await _begun(pilot)
        short = await _pressed(pilot, "6")
        whole = await _pressed(pilot, "enter")
        reply = await _pressed(pilot, "r")
        app.screen.query_one(Sentence).text = "Understood."
        await settled(pilot)
        await _pressed(pilot, "f2")

    assert "and the end" not in short
    assert "and the end" in whole
    assert "Message" in reply
    assert [(one.to, one.text) for one in table.seat(STATE).views[STATE].messages if one.sender == DOD] == [
        ((STATE,), "Understood.")
    ]


async def test_an_action_is_read_with_its_arguments_and_argued_about_from_its_page(table: Table, tmp_path: Path) -> None:
    table.give(ACTED, STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        page = await _pressed(pilot, "6", "enter")
        await _pressed(pilot, "r")
        app.screen.query_one(Sentence).text = "It stands idle."
        await settled(pilot)
        await _pressed(pilot, "f2")
        again = await _pressed(pilot, "6", "enter")

    assert "aimed at LRASM" in page
    assert "none so far: control rules after the lock" in page
    assert "You, for: It stands idle." in again


async def test_nothing_of_talk_can_be_lost_when_a_form_is_open_and_the_turn_goes_on(table: Table, tmp_path: Path) -> None:
    table.give(ASKED, JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        await _pressed(pilot, "6", "enter", "r")
        app.screen.query_one(Sentence).text = "We need a month."
        await settled(pilot)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        kept = app.screen.query_one(Sentence).text

    assert kept == "We need a month."


@pytest.mark.parametrize("hostile", ["[/oops]\u202e [bold]\x1b[2J\x07", "漢字" * 50, "x" * 10_000])
async def test_what_others_say_is_shown_as_text_in_rows_pages_and_lines(table: Table, tmp_path: Path, hostile: str) -> None:
    app, seats = client_of(table, DOD, folder=tmp_path)
    table.give(ASKED, JAPAN)
    table.give(OFFERED, JAPAN)
    table.give(ACTED, STATE)
    table.give(SendMessage(to=(DOD,), text="Hello."), STATE)

    async with app.run_test(size=(80, 50)) as pilot:
        await _begun(pilot)
        view = seats[0].views[DOD]
        seats[0].tamper(
            DOD,
            messages=tuple(replace(one, text=hostile, about_title=hostile) for one in view.messages),
            requests={key: replace(one, text=hostile) for key, one in view.requests.items()},
            agreements={key: replace(one, title=hostile, terms=hostile) for key, one in view.agreements.items()},
            actions={key: replace(one, title=hostile, text=hostile) for key, one in view.actions.items()},
        )
        seen = [await _pressed(pilot, "1"), await _pressed(pilot, "6")]
        pages = (("g", "enter"), *[("escape", "j", "enter")] * 3)
        seen += [await _pressed(pilot, *keys) for keys in pages]
        lines = shown(talk(app.desk), 80)

    assert not any(steers(sign) for page in (*seen, lines.replace("\n", "")) for sign in page if sign != "\n")
    first = "".join("·" if steers(sign) else sign for sign in hostile)[:14]
    assert all(first in page for page in seen)
    assert first in lines


async def test_an_unread_message_opened_from_what_waits_is_read(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _begun(pilot)
        table.give(SendMessage(to=(DOD,), text="Only for you."), JAPAN)
        await settled(pilot)
        page = await _pressed(pilot, "G", "enter")
        after = await _pressed(pilot, "escape")

    assert "Only for you." in page
    assert "6 Talk (" not in after
    assert "Only for you." not in after
