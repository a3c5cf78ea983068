"""Sheets: whatever an organisation may order can be filled in, whoever draws it, and it makes the order that was meant."""

from pathlib import Path

import pytest

from engine.decide import PHASES, givers
from engine.ids import CONTROL_PARTY, AgreementId, OrganisationId
from engine.orders import (
    AdvancePhase,
    AnswerRequest,
    MakeRequest,
    NoteSaid,
    ProposeAgreement,
    SendMessage,
    SignAgreement,
    TakeAction,
)
from engine.phases import Phase
from tests.support.screens import DOD, JAPAN, STATE, Table, client_of, settled, text_of
from tui.sheets.catalogue import KINDS, kind_of, offers, sheet_for
from tui.sheets.sheet import BETWEEN, Given, Sheet
from tui.widgets.fields import Line, Sentence, Ticks


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


def filled(table: Table, organisation: str, key: str, **values: str) -> Given | str:
    """What a sheet makes of these values."""
    view = table.seat(OrganisationId(organisation)).views[OrganisationId(organisation)]
    sheet = sheet_for(view, key)
    return sheet if isinstance(sheet, str) else sheet.make({**sheet.start(), **values})


def test_there_is_a_sheet_for_every_order_that_an_organisation_can_give() -> None:
    given = {order for order in PHASES if "organisation" in givers(order)}

    assert {kind.order for kind in KINDS.values()} == given


def test_what_is_offered_can_be_opened(table: Table) -> None:
    view = table.seat(DOD).views[DOD]

    listed = offers(view)

    assert [one.key for one in listed if isinstance(sheet_for(view, one.key), str)] == []
    assert {"propose", "message", "act", "intent", "ready"} <= {kind_of(one.key) for one in listed}


def test_nothing_is_offered_that_the_phase_does_not_take(table: Table) -> None:
    table.give(AdvancePhase(to=Phase.LOCKED))

    kinds = {kind_of(one.key) for one in offers(table.seat(DOD).views[DOD])}

    assert kinds == {"message", "request", "said", "agree"}


def test_a_message_needs_somebody_and_something(table: Table) -> None:
    assert filled(table, DOD, f"message {DOD}", text="hello") == "Choose to whom."
    assert filled(table, DOD, f"message {DOD}", to=STATE) == "Write something."
    assert filled(table, DOD, f"message {DOD}", to=BETWEEN.join([CONTROL_PARTY, STATE]), text=" hello ") == SendMessage(
        to=(CONTROL_PARTY, STATE), text="hello"
    )


def test_a_request_is_asked_answered_and_then_waits_no_more(table: Table) -> None:
    asked = filled(table, DOD, f"request {DOD}", to=STATE, text="Release the seeker.", due="1")
    assert asked == MakeRequest(to=(STATE,), text="Release the seeker.", due_turn=1)
    assert table.give(asked, DOD).accepted
    [waiting] = table.seat(STATE).views[STATE].waiting_requests()
    key = f"reply {STATE} {waiting.request}"

    assert filled(table, STATE, key) == "Choose yes, no or later."
    answer = filled(table, STATE, key, verdict="later")
    assert answer == AnswerRequest(request=waiting.request, verdict="later")
    assert table.give(answer, STATE).accepted
    put_off = sheet_for(table.seat(STATE).views[STATE], key)
    assert isinstance(put_off, Sheet)
    assert [value for value, _ in put_off.fields[0].choices] == ["", "yes", "no"]
    assert table.give(AnswerRequest(request=waiting.request, verdict="yes"), STATE).accepted
    assert filled(table, STATE, key, verdict="no") == "This has been settled meanwhile; nothing of it waits for you."


def test_an_agreement_is_offered_signed_and_broken_with_a_reason(table: Table) -> None:
    offer = filled(table, DOD, f"agree {DOD}", to=JAPAN, title="Seekers", terms="They make, we pay.", due="2")
    assert offer == ProposeAgreement(parties=(JAPAN,), title="Seekers", terms="They make, we pay.", due_turn=2)
    assert table.give(offer, DOD).accepted
    [seen] = table.seat(JAPAN).views[JAPAN].agreements_to_sign()

    signed = filled(table, JAPAN, f"sign {JAPAN} {seen.agreement}")
    assert signed == SignAgreement(agreement=AgreementId(seen.agreement))
    assert table.give(signed, JAPAN).accepted
    assert filled(table, DOD, f"break {DOD} {seen.agreement}") == "Say why: the reason is part of the record."


def test_an_action_is_taken_once_and_argued_by_those_who_may_read_it(table: Table) -> None:
    act = filled(table, DOD, f"act {DOD}", title="Borrow", text="We borrow a line.", aims="LRASM", shown=STATE)
    assert act == TakeAction(title="Borrow", text="We borrow a line.", aims=("LRASM",), shown_to=(STATE,))
    assert table.give(act, DOD).accepted

    def kinds_of(organisation: OrganisationId) -> set[str]:
        return {kind_of(one.key) for one in offers(table.seat(organisation).views[organisation])}

    assert "act" not in kinds_of(DOD)
    assert "argue" in kinds_of(STATE)
    assert "argue" not in kinds_of(JAPAN)


async def test_what_was_said_in_the_room_is_noted_with_two_keys_besides_its_words(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("v")
        await settled(pilot)
        app.screen.query_one(Sentence).text = "We can pay in the autumn."
        app.screen.query_one(Ticks).select(JAPAN)
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)

    heard = table.seat(JAPAN).views[JAPAN].messages
    assert [(one.text, one.given) for one in heard] == [("We can pay in the autumn.", "fact")]
    assert NoteSaid.kind == table.seat(DOD).views[DOD].orders[-1].kind


async def test_a_free_action_is_written_in_a_form_at_80_columns(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        listed = text_of(app)
        app.screen.query_one("#choices").focus()
        await pilot.press("end", "enter")
        await settled(pilot)
        app.screen.query_one(Line).value = "Borrow a line"
        app.screen.query_one(Sentence).text = "We borrow the idle cell next door."
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)

    assert "Said in the room" in listed
    [action] = table.exercise.actions.values()
    assert action.title == "Borrow a line"


async def test_f4_starts_over_in_the_same_form_and_a_refused_form_leads_to_the_field_it_names(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        await settled(pilot)
        await pilot.press(*["tab"] * 11, "9", "9", "9", "f2")
        await settled(pilot)
        refused = text_of(app)
        at = getattr(app.focused, "field", "")
        await pilot.press("f4")
        await settled(pilot)
        anew = text_of(app)

    assert "LRASM, month 24: low, expected and high must rise." in refused
    assert at == "LRASM 24 low"
    assert "Estimate, sealed for StartEx" in anew
    assert "999" not in anew
