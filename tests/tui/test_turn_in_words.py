"""What a participant finds in words: what was given and can be undone, what was cut, what is possible now."""

from dataclasses import replace
from pathlib import Path

from textual.widgets._toast import Toast

from engine.orders import AdvancePhase, ApproveStep, MakeRequest, ProposeInitiative, SendMessage
from engine.phases import Phase
from engine.preview import preview
from engine.views import View
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled
from tui.glyphs import UNICODE
from tui.order_sentences import order_sentence
from tui.participant.inbox import empty_words
from tui.participant.initiative_rows import initiative_page
from tui.participant.inject_rows import inject_page
from tui.participant.preview_text import preview_text
from tui.participant.situation import NO_OUTLOOK, situation
from tui.participant.summary import done_this_turn
from tui.sheets.undoing import offers
from tui.widgets.fields import Number

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "200"})
OTHER = ProposeInitiative(type="surge-order", parameters={"system": "PAC3MSE", "units": "100"})


def _table() -> Table:
    table = Table()
    table.start()
    return table


def _view(table: Table) -> View:
    return table.seat(DOD).views[DOD]


def test_what_can_be_taken_back_stands_newest_first_without_the_words_of_the_key() -> None:
    table = _table()
    table.give(SURGE, DOD)
    table.give(OTHER, DOD)

    titles = [one.title for one in offers(_view(table))]

    assert [title.startswith("Proposed: ") for title in titles] == [True, True]
    assert ["PAC" in title for title in titles] == [True, False]


def test_a_turn_in_short_counts_messages_and_requests_and_their_rows_say_to_whom() -> None:
    table = _table()
    message = SendMessage(to=(JAPAN,), text="How many\nseekers are there?")
    request = MakeRequest(to=(JAPAN,), text="Release the licence.", due_turn=1)
    for order in (message, message, request):
        table.give(order, DOD)
    view = _view(table)

    assert {"message: 2", "request: 1"} <= set(done_this_turn(view))
    assert order_sentence(view, message) == "Message to Government of Japan: How many seekers are there?"
    assert order_sentence(view, request) == "Request to Government of Japan: Release the licence."


def test_after_the_lock_an_empty_inbox_advises_nothing_that_is_refused() -> None:
    table = _table()
    open_now = empty_words([_view(table)])
    table.give(AdvancePhase(to=Phase.LOCKED))

    locked = empty_words([_view(table)])

    assert "o starts something" in open_now
    assert "the turn is locked" in locked.lower()
    assert " o " not in locked
    assert " i " not in locked


def test_the_page_of_an_initiative_says_who_granted_how_much_of_what_was_asked() -> None:
    table = _table()
    asked = {"system": "PAC3MSE", "country": JAPAN, "rung": "components"}
    table.give(ProposeInitiative(type="coproduce", parameters=asked), JAPAN)
    view = table.seat(STATE).views[STATE]
    ((waiting, step, _),) = view.waiting_steps()
    given = table.give(ApproveStep(initiative=waiting.id, step=step, reduce={"rung": "assembly"}), STATE)

    page = initiative_page(table.seat(STATE).views[STATE], waiting.id, UNICODE).plain

    assert given.accepted, given.sentence
    assert "granted rung assembly, asked was components, by you in week " in page


def test_a_buyer_reads_at_the_top_which_lines_wait_for_orders_and_what_n_means() -> None:
    table = _table()
    table.play_turn()
    views = [table.seat(one).views[one] for one in (DOD, STATE)]

    bought, other = (
        situation(view, NO_OUTLOOK, UNICODE, named=False).plain.partition("Systems in theatre")[0] for view in views
    )

    assert "Lines wait for orders: " in bought
    assert "Lines wait for orders: " not in other
    assert "n: a notional value, typed in for play" in bought


async def test_page_down_goes_to_the_next_system_of_an_estimate(tmp_path: Path) -> None:
    app, _ = client_of(_table(), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        await settled(pilot)
        await pilot.press("pagedown")
        await settled(pilot)
        field = getattr(app.focused, "field", "")

    assert field == "PAC3MSE 6 low"


async def test_a_click_into_a_number_replaces_it_and_a_warning_alone_stands_above_the_form(tmp_path: Path) -> None:
    app, _ = client_of(_table(), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        await settled(pilot)
        second = app.screen.query(Number)[1]
        await pilot.click(second)
        await pilot.press("7")
        await settled(pilot)
        app.notify("Something came in.", timeout=60)
        app.notify("The disk is full.", severity="warning", timeout=60)
        await settled(pilot)
        (toast,) = (one for one in app.screen.query(Toast) if one.display)
        place, typed = toast.region, second.value

    assert typed == "7"
    assert 0 <= place.y < 8
    assert place.right > 70


def test_previews_of_two_parts_say_what_holds_back_the_lines_of_each() -> None:
    table = _table()
    view = table.seat(DOD).views[DOD]
    kind = view.world.playbook["expand-component"]
    texts = []
    for component in ("SEEK_PAC3", "CASTING"):
        order = ProposeInitiative(type=kind.id, parameters={"component": component, "percent": "50"})
        texts.append(preview_text(view, preview(view, order), UNICODE, kind, notional=False).plain)

    first, second = (text.partition("What holds back, as far as you know")[2].partition("Who acts")[0] for text in texts)
    assert "PAC-3 seeker: " in first
    assert "a month can be made; lines take " in first
    assert "PAC3MSE" in first
    assert "LRASM" not in first
    assert "LRASM" in second
    assert "were enough ordered" in first


def test_an_inject_that_asks_nothing_says_so_whom_it_asks_and_what_it_bears_on() -> None:
    table = _table()
    view = table.seat(DOD).views[DOD]
    asking = next(iter(view.injects.values()))
    told = replace(asking, to=(DOD,), asked=False, choices=(), title="A raid", text="The seeker line of PAC3MSE stands still.")
    others = replace(asking, to=(STATE,), asked=True, choices=(), title="A letter", text="It is late.")

    mine, theirs, answered = (inject_page(view, one, UNICODE).plain for one in (told, others, asking))

    assert "For your information: nothing to answer. It bears on: PAC3MSE." in mine
    assert "nothing to answer; it asks State" in theirs
    by_control = replace(told, to=(), asked=True, due_turn=0, fictional_level="")
    written = inject_page(view, by_control, UNICODE).plain
    assert "answer in words" in written
    assert "nothing to answer" not in written
    assert "In the exercise:" not in written
    assert "stands in [4] and [5]" in theirs
    assert "For your information" not in answered
