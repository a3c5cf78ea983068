from engine import events as e
from engine import orders as o
from engine.exercise import Exercise
from engine.ids import StepId
from engine.phases import Phase
from engine.refusals import RefusalCode
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    approval,
    approved,
    checked_in,
    done,
    given,
    in_orders,
    missiles_ordered,
    refused,
    sharing_proposed,
    step_of,
    took_back,
    turns_passed,
    until,
    warned,
)
from tests.support.law import returned
from tests.support.worlds import AS, CENTS, CONGRESS, JAPAN, PROCUREMENT, STATE


def returning(initiative: str = ORDER_OF_MISSILES, step: str = "fund", reason: str = "Too much.") -> o.ReturnStep:
    return o.ReturnStep(initiative=initiative, step=StepId(step), reason=reason)  # type: ignore[arg-type]


def amending(note: str = "", **reduce: str) -> o.AmendInitiative:
    return o.AmendInitiative(initiative=ORDER_OF_MISSILES, reduce=reduce, note=note)


def funding() -> Exercise:
    """Congress is asked to fund an order of 104 missiles since week 3; its own work takes one week. It is week 5."""
    return turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)


def test_4_9_the_organisation_that_a_step_waits_for_may_return_it_with_a_reason() -> None:
    (event,) = given(funding(), CONGRESS, returning())

    assert isinstance(event, e.StepReturned)
    assert (event.by, event.proposer, event.reason, event.weeks) == (CONGRESS, AS, "Too much.", 1)


def test_4_9_a_return_needs_its_reason_and_a_step_that_waits_for_whoever_returns_it() -> None:
    exercise = funding()

    assert refused(exercise, CONGRESS, returning(reason=" ")) is RefusalCode.REASON_NEEDED
    assert refused(exercise, STATE, returning()) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, CONGRESS, returning(step="accept")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_9_a_returned_step_can_be_neither_approved_nor_declined_nor_taken_by_an_intent() -> None:
    exercise = done(returned(funding(), ORDER_OF_MISSILES, "fund"), CONGRESS, o.SetIntent(stance="approve"))

    assert refused(exercise, CONGRESS, approval(ORDER_OF_MISSILES, "fund")) is RefusalCode.NOT_POSSIBLE_NOW
    assert step_of(until(exercise, Phase.PICTURE), ORDER_OF_MISSILES, "fund").verdict == "returned"


def test_4_9_the_proposer_asks_for_less_and_the_step_opens_again_with_its_processing_anew() -> None:
    exercise = done(returned(funding(), ORDER_OF_MISSILES, "fund"), AS, amending(units="50"))
    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert (fund.waits, fund.waited_returned) == (True, 1)

    exercise = approved(exercise, ORDER_OF_MISSILES, "fund")

    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert (fund.opened, fund.processing, fund.waited_returned, fund.decided) == (3, 1, 1, 5)
    assert exercise.initiatives[ORDER_OF_MISSILES].parameters["units"] == "50"
    assert exercise.balances[PROCUREMENT] > in_orders().balances[PROCUREMENT] - 104 * 100 * CENTS


def test_4_9_words_alone_are_enough() -> None:
    exercise = done(returned(funding(), ORDER_OF_MISSILES, "fund"), AS, amending(note="The seekers are paid for."))

    assert step_of(exercise, ORDER_OF_MISSILES, "fund").waits


def test_4_9_an_amendment_asks_for_less_or_says_something() -> None:
    exercise = returned(funding(), ORDER_OF_MISSILES, "fund")

    assert refused(exercise, AS, amending()) is RefusalCode.INCOMPLETE
    assert refused(exercise, AS, amending(units="104")) is RefusalCode.INCOMPLETE
    assert refused(exercise, AS, amending(units="105")) is RefusalCode.BAD_PARAMETER
    assert refused(exercise, AS, amending(system="TORPEDO")) is RefusalCode.BAD_PARAMETER


def test_4_9_only_the_proposer_amends_and_only_what_was_returned() -> None:
    assert refused(returned(funding(), ORDER_OF_MISSILES, "fund"), CONGRESS, amending("x")) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(funding(), AS, amending("x")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_9_every_step_that_was_returned_opens_again() -> None:
    side_by_side = turns_passed(approved(sharing_proposed(in_orders()), SHARING, "release"), 1)
    exercise = returned(returned(side_by_side, SHARING, "endorse"), SHARING, "fund")

    exercise = done(exercise, JAPAN, o.AmendInitiative(initiative=SHARING, reduce={"rung": "assembly"}))

    assert step_of(exercise, SHARING, "endorse").waits
    assert step_of(exercise, SHARING, "fund").waits
    assert step_of(exercise, SHARING, "fund").price == 1_000 * CENTS
    assert exercise.initiatives[SHARING].parameters["rung"] == "assembly"


def test_4_9_the_turns_that_the_proposer_leaves_unused_are_what_the_return_costs_and_no_seam() -> None:
    exercise = turns_passed(returned(funding(), ORDER_OF_MISSILES, "fund"), 1)
    same_turn = step_of(exercise, ORDER_OF_MISSILES, "fund").waited_returned

    exercise = turns_passed(exercise, 1)

    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert (same_turn, fund.waited_returned, fund.waited_by_organisation) == (1, 5, 0)


def test_4_9_the_proposer_may_withdraw_what_came_back() -> None:
    exercise = returned(funding(), ORDER_OF_MISSILES, "fund")

    exercise = done(exercise, AS, o.WithdrawInitiative(initiative=ORDER_OF_MISSILES))

    assert exercise.initiatives[ORDER_OF_MISSILES].stopped == "withdrawn"


def test_3_4_a_return_is_taken_back_and_has_cost_nothing() -> None:
    before = funding()

    after = took_back(returned(before, ORDER_OF_MISSILES, "fund"), CONGRESS, ORDER_OF_MISSILES, "fund")

    assert after.initiatives == before.initiatives


def test_3_4_once_amended_a_return_can_no_longer_be_taken_back() -> None:
    exercise = done(returned(funding(), ORDER_OF_MISSILES, "fund"), AS, amending(units="50"))

    order = o.TakeBack(initiative=ORDER_OF_MISSILES, step=StepId("fund"))
    assert refused(exercise, CONGRESS, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_3_4_what_was_amended_falls_with_the_answer_that_it_was_built_on() -> None:
    exercise = approved(sharing_proposed(in_orders()), SHARING, "release")
    waiting = turns_passed(warned(exercise), 1)

    assert waiting.initiatives[SHARING].parameters["rung"] == "components"
    exercise = returned(waiting, SHARING, "fund")
    exercise = done(exercise, JAPAN, o.AmendInitiative(initiative=SHARING, reduce={"rung": "assembly"}))
    assert exercise.initiatives[SHARING].parameters["rung"] == "assembly"
    assert refused(exercise, STATE, o.TakeBack(initiative=SHARING, step=StepId("release"))) is RefusalCode.NOT_POSSIBLE_NOW


def test_3_7_nobody_speaks_for_the_proposer_of_what_came_back_then_it_is_no_cost_of_the_return() -> None:
    held = (CONGRESS,)
    exercise = missiles_ordered(in_orders(held=(*held, AS)))
    gone = approved(checked_in(exercise, STATE), ORDER_OF_MISSILES, "rank")

    assert step_of(turns_passed(gone, 1), ORDER_OF_MISSILES, "fund").waited_unheld == 0
