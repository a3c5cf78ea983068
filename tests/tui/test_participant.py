from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import InitiativeId, StepId
from engine.orders import AdvancePhase, AmendInitiative, ApproveStep, EndExercise, ProposeInitiative, ReturnStep, SetRanking
from engine.phases import Phase
from server.client import LinkState
from tests.support.screens import CONGRESS, DOD, JAPAN, NSC, STATE, Table, client_of, settled, text_of
from tui.widgets.fields import Sentence
from tui.widgets.form_screen import FormScreen
from tui.widgets.rows import Rows

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _past_the_first_page(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def test_the_first_page_says_who_you_are_what_waits_and_what_only_you_know(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = text_of(app)

    assert "You are National Security Council staff" in page
    assert "The first of 3 things that wait for you" in page
    assert "What only you know  UNCLASSIFIED // EXERCISE MATERIAL" in page


async def test_what_waits_for_me_comes_first_and_a_step_before_everything_else(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        keys = app.screen.query_one("#rows-1", Rows).row_keys
        page = text_of(app)

    assert keys[0].startswith("step nsc/staff")
    assert "Rank the order among the claims of all theatres" in page
    assert "after Acquisition and Sustainment" in page
    assert "takes 1 of 4: meetings of principals" in page


async def test_the_cost_of_waiting_is_shown_once_it_is_worked_out(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        page = text_of(app)

    assert "LRASM more short by the end" in page


async def test_a_proposal_goes_out_after_a_preview_of_price_path_and_effect(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("o")
        await pilot.press("enter")
        await settled(pilot)
        preview = text_of(app)
        await pilot.press("f2")
        await settled(pilot)

    assert "Price $187M n (notional)" in preview
    assert "Appropriations" in preview
    assert "if all others deliver on time" in preview
    assert "less short by the end" in preview
    assert [one.proposer for one in table.exercise.initiatives.values()] == [DOD]


async def test_a_note_goes_out_with_a_proposal_and_is_read_where_it_is_answered(table: Table, tmp_path: Path) -> None:
    proposer, _ = client_of(table, JAPAN, folder=tmp_path / "japan")
    answering, _ = client_of(table, STATE, folder=tmp_path / "state")

    async with proposer.run_test(size=(100, 40)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("o", "enter")
        await settled(pilot)
        proposer.screen.query_one(Sentence).focus()
        await pilot.press(*"seekers", "f2")
        await settled(pilot)
    async with answering.run_test(size=(100, 40)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("a")
        await settled(pilot)
        form = text_of(answering)

    assert [one.note for one in table.exercise.initiatives.values()] == ["seekers"]
    assert "note: seekers" in form


async def test_a_step_is_approved_for_less_than_was_asked_where_it_may(table: Table, tmp_path: Path) -> None:
    table.give(
        ProposeInitiative(type="coproduce", parameters={"system": "PAC3MSE", "country": JAPAN, "rung": "components"}), JAPAN
    )
    app, _ = client_of(table, STATE, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press("right", "f2")
        await settled(pilot)

    assert [one.parameters["rung"] for one in table.exercise.initiatives.values()] == ["assembly"]


async def test_declining_needs_a_reason_which_goes_on_record(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("d", "f2")
        await settled(pilot)
        asked = text_of(app)
        await pilot.press(*"later", "f2")
        await settled(pilot)

    assert "Say why" in asked
    assert [one.stopped for one in table.exercise.initiatives.values()] == ["declined"]


async def test_an_inject_is_answered_by_choosing_and_writing(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("2", "g", "r")
        await settled(pilot)
        await pilot.press(*"yes", "f2")
        await settled(pilot)

    assert len(table.exercise.answers) == 1


async def test_an_estimate_is_sealed_once_who_acts_first_is_chosen_and_the_rest_is_filled_in(
    table: Table, tmp_path: Path
) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("e")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        asked, sealed_so = text_of(app), dict(table.exercise.estimates)
        await pilot.press("l", "right", "f2")
        await settled(pilot)
        question, before_yes = text_of(app), dict(table.exercise.estimates)
        await pilot.press("y")
        await settled(pilot)

    rows = table.exercise.estimates["StartEx dod/as"]
    assert "not chosen yet" in asked
    assert "month 6, first to act; rows left `as above`" in " ".join(asked.replace("│", " ").split())
    assert sealed_so == before_yes == {}
    assert "cannot be changed once it is sealed" in question
    assert "figures changed" in question
    assert "stand as they were filled in for you" in question
    assert len(rows) == 6
    assert {one.first_mover for one in rows} == {next(one for one in table.exercise.world.organisations if one != DOD)}


async def test_a_standing_intent_a_ranking_and_ready_reach_the_exercise(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("i", "down", "f2")
        await settled(pilot)
        await pilot.press("K")
        await settled(pilot)
        await pilot.press("minus", "f2")
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)

    assert table.exercise.intents[NSC].stance == "approve"
    assert table.exercise.stocks.ranking == ("PAC3MSE", "LRASM")
    assert table.exercise.ready[NSC]


async def test_only_those_who_may_rank_find_the_key_in_help(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 60)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        page = text_of(app)

    assert "Rank systems" not in page


async def test_what_was_done_in_this_phase_can_be_taken_back_and_the_rest_withdrawn(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    table.give(ProposeInitiative(type="surge-order", parameters={"system": "PAC3MSE", "units": "100"}), DOD)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("u")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("w")
        await pilot.press("enter")
        await settled(pilot)

    assert [one.stopped for one in table.exercise.initiatives.values()] == ["withdrawn"]


async def test_a_refusal_is_shown_as_its_sentence_until_esc_and_its_draft_is_kept(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, CONGRESS, folder=tmp_path)
    approval = ApproveStep(initiative=InitiativeId("gone"), step=StepId("fund"))

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        app.desk.give(approval, CONGRESS)
        await settled(pilot)
        refused = text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        after = text_of(app)
        await pilot.press("5")
        await settled(pilot)
        listed = text_of(app)

    assert "Refused: " in refused
    assert "This is not possible now." in refused
    assert "This is not possible now." not in after
    assert "This is not possible now." in listed


async def test_where_the_phase_forbids_an_order_the_form_says_which_phase_it_is_and_what_comes(
    table: Table, tmp_path: Path
) -> None:
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("o", "enter")
        await settled(pilot)
        for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
            table.give(AdvancePhase(to=phase))
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        page = text_of(app)

    assert "The phase is RESOLVE. This is taken in ORDERS" in page
    assert "online" in page
    assert "Your draft is kept." in page
    assert seats[0].given == 0


async def test_a_phase_change_is_announced_and_does_not_disturb_a_form(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("o", "enter", "tab", "9", "9")
        await settled(pilot)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.values["units"] == "99"
        assert "LOCKED" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        page = text_of(app)

    assert "Turn 1 of 3 · LOCKED · weeks 1–13" in page
    assert "Unfinished: New order" in page


async def test_at_endex_the_closing_page_tells_what_happened_and_reveals_the_seed(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await _past_the_first_page(pilot)
        table.play_turn()
        table.give(EndExercise())
        await settled(pilot)
        page = text_of(app)

    assert "the exercise has ended" in page
    assert "now revealed: 7" in page
    assert "control has the" in page


async def test_a_seat_with_several_organisations_has_one_inbox_that_names_them(table: Table, tmp_path: Path) -> None:
    table.give(SURGE, DOD)
    app, _ = client_of(table, NSC, STATE, folder=tmp_path)

    async with app.run_test(size=(80, 40)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("enter")
        await settled(pilot)
        page = text_of(app)

    assert "for National Security Council staff" in page
    assert "for State, political-military affairs" in page


async def test_a_form_whose_initiative_came_back_amended_is_not_sent_and_opens_again_with_its_draft(
    table: Table, tmp_path: Path
) -> None:
    table.give(SURGE, DOD)
    (identity, initiative), *_ = table.exercise.initiatives.items()
    (step,) = initiative.steps
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("d")
        await settled(pilot)
        await pilot.press(*"later")
        await settled(pilot)
        table.give(ReturnStep(initiative=identity, step=step, reason="Why?"), NSC)
        table.give(AmendInitiative(initiative=identity, note="Because."), DOD)
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        changed = text_of(app)
        given = seats[0].given
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("d")
        await settled(pilot)
        again = text_of(app)
        await pilot.press("f2")
        await settled(pilot)

    assert "This has changed since you opened it" in changed
    assert given == 0
    assert "later" in again
    assert table.exercise.initiatives[identity].stopped == "declined"


async def test_a_form_that_crosses_a_change_on_its_way_is_refused_and_its_draft_is_kept(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(100, 30)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("K")
        await settled(pilot)
        seats[0].go(LinkState.RECONNECTING)
        await pilot.press("minus", "f2")
        await settled(pilot)
        table.give(SetRanking(systems=("LRASM",)), NSC)
        seats[0].go(LinkState.ONLINE)
        await settled(pilot)
        page = text_of(app)

    assert "The ranking has changed since you wrote: look at it again" in page
    assert table.exercise.stocks.ranking == ("LRASM",)
    assert [form.title for form in app.desk.drafts.forms.values()] == ["Rank systems for scarce components"]
