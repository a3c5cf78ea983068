"""Forms say what they do: keys choose, letters are not lost, a refusal goes to its field, and what is final is asked."""

from pathlib import Path

from textual.app import App, ComposeResult

from engine.annotations.bodies import GiveFeedback
from engine.orders import AdvancePhase, EndExercise, MakeRequest
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.hands import OwnHand
from tui.noting_hands import hand_for
from tui.participant.order_forms import form_for
from tui.sheets.catalogue import sheet_for
from tui.sheets.sheet import Sheet, key_for
from tui.sheets.talk import ABOUT
from tui.widgets.fields import Choice, Line, Sentences, Ticks


def _table() -> Table:
    table = Table()
    table.start()
    return table


async def test_down_answers_a_question_of_the_feedback_form_and_what_is_unanswered_is_asked_before_it_goes(
    tmp_path: Path,
) -> None:
    table = _table()
    table.give(EndExercise())
    table.give(AdvancePhase(to=Phase.HOT_WASH))
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = hand_for(app.desk, DOD, f"form {DOD}")
        sheet = hand.sheet(f"form {DOD}")
        assert isinstance(sheet, Sheet)
        form = form_for(hand, sheet)
        sent: list[object] = []
        app.push_screen(form, sent.append)
        await settled(pilot)
        opened = text_of(app)
        await pilot.press("down", "down", "up")
        await settled(pilot)
        answered = form.query(Choice).first().value
        await pilot.press("f2")
        await settled(pilot)
        asked = text_of(app)
        await pilot.press("n")
        await settled(pilot)
        kept, before = app.screen is form, list(sent)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)

    assert "both count" in opened
    assert answered == "1"
    assert "Not answered:" in asked
    assert "What should stay as it was?" in asked
    assert "plausible" not in asked
    assert "cannot be taken back" in asked
    assert kept
    assert before == []
    [filled] = sent
    assert getattr(filled, "order", None) == GiveFeedback(answers={"plausible": "1"})


async def test_a_letter_that_begins_no_choice_is_told_and_a_refusal_goes_to_the_answer(tmp_path: Path) -> None:
    table = _table()
    table.give(MakeRequest(to=(DOD,), text="Release the seeker.", due_turn=1), JAPAN)
    [asked] = table.seat(DOD).views[DOD].waiting_requests()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = OwnHand(app.desk, DOD)
        sheet = hand.sheet(key_for("reply", DOD, asked.request))
        assert isinstance(sheet, Sheet)
        app.push_screen(form_for(hand, sheet))
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        told, chosen = text_of(app), app.screen.query_one(Sentences).value
        await pilot.press("tab", *"we do", "f2")
        await settled(pilot)
        refused, focused = text_of(app), app.focused

    assert "No choice here begins with that letter" in told
    assert chosen == ""
    assert "Choose yes, no or later." in refused
    assert isinstance(focused, Sentences)


class _Listed(App[None]):
    def compose(self) -> ComposeResult:
        """Addressees whose names share letters."""
        titles = ("NATO Partners", "Prime contractors", "Government of Poland", "the Treasury")
        yield Ticks("to", [(one, one) for one in titles], ())


async def test_a_title_that_begins_with_the_letters_comes_before_a_word_within_another() -> None:
    app = _Listed()
    found = []

    async with app.run_test() as pilot:
        ticks = app.query_one(Ticks)
        ticks.focus()
        for letter in "ptn":
            ticks.highlighted = 3
            ticks._typed = ""
            await pilot.press(letter)
            found.append(ticks.highlighted)

    assert found == [1, 3, 0]


async def test_an_agreement_is_begun_in_its_title_and_a_refusal_goes_to_what_is_missing(tmp_path: Path) -> None:
    app, _ = client_of(_table(), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = OwnHand(app.desk, DOD)
        sheet = hand.sheet(key_for("agree", DOD))
        assert isinstance(sheet, Sheet)
        app.push_screen(form_for(hand, sheet))
        await settled(pilot)
        await pilot.press(*"Seekers", "f2")
        await settled(pilot)
        title, terms = app.screen.query_one(Line).value, app.focused
        await pilot.press(*"We pay", "f2")
        await settled(pilot)
        to = app.focused

    assert title == "Seekers"
    assert isinstance(to, Ticks)
    assert getattr(terms, "field", "") == "terms"


def test_a_subject_that_came_from_a_row_stands_on_top_of_the_form() -> None:
    table = _table()
    table.give(MakeRequest(to=(DOD,), text="Release the seeker.", due_turn=1), JAPAN)
    view = table.seat(DOD).views[DOD]
    [asked] = view.waiting_requests()
    for kind in ("message", "request"):
        plain, about = (sheet_for(view, key_for(kind, DOD, *more)) for more in ((), (f"{ABOUT}{asked.request}",)))
        assert isinstance(plain, Sheet)
        assert isinstance(about, Sheet)
        assert not any("About " in one for one in plain.said)
        assert any(one.startswith("About request: Release the seeker.") for one in about.said)


async def test_a_title_too_long_for_the_border_stands_whole_within(tmp_path: Path) -> None:
    table = _table()
    words = "Release the seeker of the air and missile defence interceptors to the line in the allied yard by winter"
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hand = OwnHand(app.desk, DOD)
        app.push_screen(
            form_for(hand, Sheet(key="long dod", order=MakeRequest, title=words, send_word="Ask", make=lambda _: "No."))
        )
        await settled(pilot)
        shown = text_of(app)

    assert " by winter" in shown
