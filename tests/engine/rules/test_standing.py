import pytest

from engine import events as e
from engine import orders as o
from engine.exercise import Exercise
from engine.ids import InitiativeId, StepId
from engine.phases import Phase
from engine.refusals import RefusalCode
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    ORDER_OF_STAFF,
    SHARING,
    WARNING,
    approval,
    approved,
    decline,
    done,
    given,
    in_brief,
    in_orders,
    is_open,
    missiles_ordered,
    proposed,
    refused,
    sharing_proposed,
    step_of,
    took_back,
    turns_passed,
    until,
    warned,
    weeks_passed,
)
from tests.support.worlds import (
    AS,
    CABLE,
    CENTS,
    COALITION,
    CONGRESS,
    JAPAN,
    MISSILE,
    ORDER,
    PRIMES,
    PROCUREMENT,
    SHARE,
    STAFF,
    STATE,
    at_once,
    slots,
    small_world,
)


def hurried(*names: str, **reduce: str) -> Exercise:
    """An order of 104 missiles in a world where nobody needs a week, with these steps approved in its first phase."""
    exercise = missiles_ordered(in_orders(small_world(playbook=at_once(ORDER))))
    for name in names:
        exercise = approved(exercise, ORDER_OF_MISSILES, name, **(reduce if name == "fund" else {}))
    return exercise


def spent(exercise: Exercise) -> dict[str, int]:
    return {key: amount for key, amount in exercise.slots_spent.items() if amount}


def back(initiative: InitiativeId, step: str | None = None) -> o.TakeBack:
    return o.TakeBack(initiative=initiative, step=StepId(step) if step else None)


def test_3_4_a_proposal_is_taken_back_with_all_that_others_had_answered_to_it() -> None:
    exercise = hurried("rank", "fund", "accept", units="52")

    events = given(exercise, AS, back(ORDER_OF_MISSILES))
    after = took_back(exercise, AS, ORDER_OF_MISSILES)

    closed = [one.step for one in events if isinstance(one, e.StepClosed)]
    assert closed == ["accept", "fund", "rank"]
    assert after.initiatives == {}
    assert (spent(exercise), spent(after)) == ({f"{STAFF} meetings": 1, f"{CONGRESS} bills": 1}, {})
    assert after.balances[PROCUREMENT] == 20_000 * CENTS


def test_3_4_an_answer_is_taken_back_with_the_answers_that_were_built_on_it() -> None:
    exercise = hurried("rank", "fund", "accept", units="52")

    after = took_back(exercise, STAFF, ORDER_OF_MISSILES, "rank")

    assert list(after.initiatives[ORDER_OF_MISSILES].steps) == ["rank"]
    assert is_open(after, ORDER_OF_MISSILES, "rank")
    assert (spent(after), after.balances[PROCUREMENT]) == ({}, 20_000 * CENTS)
    assert after.initiatives[ORDER_OF_MISSILES].parameters["units"] == "104"


def test_3_4_taking_back_the_last_answer_leaves_the_ones_before_it() -> None:
    exercise = hurried("rank", "fund", "accept")

    after = took_back(exercise, PRIMES, ORDER_OF_MISSILES, "accept")

    assert is_open(after, ORDER_OF_MISSILES, "accept")
    assert after.balances == exercise.balances
    assert spent(after) == spent(exercise)


def test_3_4_what_had_been_granted_less_is_asked_in_full_again() -> None:
    exercise = hurried("rank", "fund", units="52")

    after = took_back(exercise, CONGRESS, ORDER_OF_MISSILES, "fund")

    assert after.initiatives[ORDER_OF_MISSILES].parameters["units"] == "104"
    assert step_of(after, ORDER_OF_MISSILES, "fund").price == 11_400 * CENTS
    assert not after.step(ORDER_OF_MISSILES, StepId("accept"))


def test_3_4_an_intent_pays_the_full_price_after_a_smaller_grant_was_taken_back() -> None:
    exercise = took_back(hurried("rank", "fund", units="52"), CONGRESS, ORDER_OF_MISSILES, "fund")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="approve"))

    after = weeks_passed(until(exercise, Phase.RESOLVE), 1)

    assert after.balances[PROCUREMENT] == (20_000 - 11_400) * CENTS


def test_3_4_an_answer_may_be_given_again_after_it_was_taken_back() -> None:
    exercise = took_back(hurried("rank", "fund", units="52"), CONGRESS, ORDER_OF_MISSILES, "fund")

    again = approved(exercise, ORDER_OF_MISSILES, "fund", units="26")

    assert again.initiatives[ORDER_OF_MISSILES].parameters["units"] == "26"
    assert again.balances[PROCUREMENT] == (20_000 - 2_600 - 250) * CENTS
    assert spent(again) == spent(hurried("rank", "fund"))


def test_3_4_a_decline_is_taken_back_with_its_effects() -> None:
    exercise = done(missiles_ordered(in_orders(small_world(injects=()))), STAFF, decline(ORDER_OF_MISSILES, "rank"))

    after = took_back(exercise, STAFF, ORDER_OF_MISSILES, "rank")

    assert after.initiatives[ORDER_OF_MISSILES].running
    assert turns_passed(after, 1).indices["confidence"] == 50


def test_3_4_a_declined_proposal_is_taken_back_with_the_effects_of_the_decline() -> None:
    world = small_world(injects=(), playbook=at_once(ORDER))
    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, CONGRESS, decline(ORDER_OF_MISSILES, "fund"))

    proposal = took_back(exercise, AS, ORDER_OF_MISSILES)
    answer = took_back(exercise, STAFF, ORDER_OF_MISSILES, "rank")

    assert turns_passed(proposal, 1).indices["confidence"] == 50
    assert turns_passed(answer, 1).indices["confidence"] == 50
    assert answer.initiatives[ORDER_OF_MISSILES].running


def test_3_4_taking_back_an_answer_does_not_undo_another_organisations_decline_beside_it() -> None:
    exercise = sharing_proposed(in_orders(small_world(playbook=at_once(SHARE))))
    exercise = approved(exercise, SHARING, "release", "fund")
    exercise = done(exercise, STAFF, decline(SHARING, "endorse"))

    after = took_back(exercise, JAPAN, SHARING, "fund")

    assert after.balances[COALITION] == 3_000 * CENTS
    assert after.initiatives[SHARING].stopped == "declined"
    assert refused(after, JAPAN, approval(SHARING, "fund")) is RefusalCode.NOT_POSSIBLE_NOW


def test_3_4_taking_back_what_came_before_a_decline_undoes_the_decline() -> None:
    exercise = sharing_proposed(in_orders(small_world(playbook=at_once(SHARE))))
    exercise = done(approved(exercise, SHARING, "release", "fund"), STAFF, decline(SHARING, "endorse"))

    after = took_back(exercise, STATE, SHARING, "release")

    assert after.initiatives[SHARING].running
    assert list(after.initiatives[SHARING].steps) == ["release"]
    assert after.balances[COALITION] == 3_000 * CENTS


def test_3_4_an_answer_to_an_inject_is_taken_back_with_its_effects() -> None:
    exercise = done(in_orders(small_world()), STATE, o.AnswerInject(inject=CABLE, choice="share"))

    after = done(exercise, STATE, o.TakeBack(inject=CABLE))

    assert after.answers == {}
    assert turns_passed(exercise, 1).indices["warning"] == 17
    assert turns_passed(after, 1).indices["warning"] == 10
    assert done(after, STATE, o.AnswerInject(inject=CABLE, choice="refuse")).answers[f"{CABLE} {STATE}"].choice == "refuse"


def test_3_4_nobody_takes_back_what_another_organisation_did() -> None:
    exercise = done(hurried("rank"), STATE, o.AnswerInject(inject=CABLE, choice="share"))

    codes = [
        refused(exercise, STAFF, back(ORDER_OF_MISSILES)),
        refused(exercise, AS, back(ORDER_OF_MISSILES, "rank")),
        refused(exercise, AS, o.TakeBack(inject=CABLE)),
    ]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 3


def test_3_4_there_must_be_something_to_take_back() -> None:
    exercise = hurried()

    codes = [
        refused(exercise, STAFF, back(ORDER_OF_MISSILES, "rank")),
        refused(exercise, STATE, o.TakeBack(inject=CABLE)),
        refused(exercise, AS, back(InitiativeId("nothing"))),
        refused(exercise, AS, o.TakeBack()),
    ]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 4


def test_3_4_nothing_is_taken_back_after_lock() -> None:
    exercise = done(hurried("rank"), STATE, o.AnswerInject(inject=CABLE, choice="share"))
    locked = until(exercise, Phase.LOCKED)
    next_turn = until(locked, Phase.ORDERS)
    orders = ((AS, back(ORDER_OF_MISSILES)), (STAFF, back(ORDER_OF_MISSILES, "rank")), (STATE, o.TakeBack(inject=CABLE)))

    assert {refused(locked, by, order) for by, order in orders} == {RefusalCode.NOT_IN_THIS_PHASE}
    assert {refused(next_turn, by, order) for by, order in orders} == {RefusalCode.NOT_POSSIBLE_NOW}


def test_3_4_what_a_standing_intent_answered_is_not_taken_back() -> None:
    exercise = done(missiles_ordered(in_orders()), STAFF, o.SetIntent(stance="approve"))
    exercise = turns_passed(exercise, 1)

    assert step_of(exercise, ORDER_OF_MISSILES, "rank").through == "intent"
    assert refused(exercise, STAFF, back(ORDER_OF_MISSILES, "rank")) is RefusalCode.NOT_POSSIBLE_NOW


def test_3_4_a_withdrawn_initiative_is_not_taken_back() -> None:
    exercise = done(hurried("rank"), AS, o.WithdrawInitiative(initiative=ORDER_OF_MISSILES))

    codes = [refused(exercise, AS, back(ORDER_OF_MISSILES)), refused(exercise, STAFF, back(ORDER_OF_MISSILES, "rank"))]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 2


def two_orders() -> Exercise:
    """Two organisations have proposed to order missiles in one turn, and both are ranked."""
    exercise = proposed(missiles_ordered(in_orders()), STAFF, "order", system=MISSILE, units="50")
    return approved(approved(exercise, ORDER_OF_MISSILES, "rank"), ORDER_OF_STAFF, "rank")


def test_3_5_a_duplicate_is_taken_and_at_lock_the_proposer_whose_id_comes_first_stands() -> None:
    locked = until(two_orders(), Phase.LOCKED)

    assert (AS < STAFF, locked.initiatives[ORDER_OF_MISSILES].running) == (True, True)
    assert locked.initiatives[ORDER_OF_STAFF].stopped == "merged"


def test_3_5_what_was_spent_on_a_duplicate_is_returned() -> None:
    before = two_orders()

    locked = until(before, Phase.LOCKED)

    assert (before.slots_left(STAFF, "meetings"), locked.slots_left(STAFF, "meetings")) == (1, 2)


def test_3_5_the_earlier_of_two_turns_stands_whatever_the_ids() -> None:
    first = turns_passed(proposed(in_orders(), STAFF, "order", system=MISSILE, units="50"), 1)

    locked = until(missiles_ordered(first), Phase.LOCKED)

    assert locked.initiatives[ORDER_OF_STAFF].running
    assert locked.initiatives[ORDER_OF_MISSILES].stopped == "merged"


def test_3_5_what_differs_in_what_it_is_for_is_no_duplicate() -> None:
    exercise = proposed(missiles_ordered(in_orders()), STAFF, "order", system="TORPEDO", units="50")

    locked = until(warned(warned(exercise)), Phase.LOCKED)

    assert [one.stopped for one in locked.initiatives.values()] == [""] * 4


def test_3_5_what_was_declined_or_withdrawn_does_not_stand_in_anothers_way() -> None:
    exercise = done(two_orders(), AS, o.WithdrawInitiative(initiative=ORDER_OF_MISSILES))

    assert until(exercise, Phase.LOCKED).initiatives[ORDER_OF_STAFF].running


def test_3_5_all_who_worked_on_a_duplicate_hear_it_in_the_picture_and_not_before() -> None:
    exercise = two_orders()

    at_lock = given(exercise, None, o.AdvancePhase(to=Phase.LOCKED))
    resolved = weeks_passed(until(exercise, Phase.RESOLVE))
    at_picture = given(resolved, None, o.AdvancePhase(to=Phase.PICTURE))

    assert [type(one) for one in at_lock if not isinstance(one, e.OpenAtLock)] == [e.PhaseChanged, e.InitiativeMerged]
    (told,) = [one for one in at_picture if isinstance(one, e.MergerTold)]
    assert (told.initiative, told.told) == (ORDER_OF_STAFF, (STAFF,))
    assert until(resolved, Phase.BRIEF).mergers == ()


def test_3_5_a_merged_step_can_no_longer_be_answered() -> None:
    exercise = proposed(missiles_ordered(in_orders()), STAFF, "order", system=MISSILE, units="50")

    exercise = turns_passed(exercise, 1)

    assert refused(exercise, STAFF, approval(ORDER_OF_STAFF, "rank")) is RefusalCode.NOT_POSSIBLE_NOW
    assert step_of(exercise, ORDER_OF_MISSILES, "rank").waits


def with_intent(order: o.SetIntent) -> Exercise:
    """The appropriators have said what is to happen to the order that comes to them in week 3; the turn is over."""
    exercise = approved(missiles_ordered(in_orders(small_world(injects=()))), ORDER_OF_MISSILES, "rank")
    return turns_passed(done(exercise, CONGRESS, order), 1)


def test_3_6_an_intent_approves_a_step_in_the_week_in_which_it_opens() -> None:
    exercise = with_intent(o.SetIntent(stance="approve"))

    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert (fund.verdict, fund.through, fund.opened, fund.decided, fund.present) == ("approved", "intent", 3, 4, 3)
    assert exercise.balances[PROCUREMENT] == (20_000 - 11_400) * CENTS


@pytest.mark.parametrize(("ceiling", "verdict"), [(11_400, "approved"), (11_399, ""), (0, ""), (None, "approved")])
def test_3_6_above_its_ceiling_of_price_an_intent_asks(ceiling: int | None, verdict: str) -> None:
    exercise = with_intent(o.SetIntent(stance="approve", price_ceiling=ceiling))

    assert step_of(exercise, ORDER_OF_MISSILES, "fund").verdict == verdict


@pytest.mark.parametrize(("ceiling", "verdict"), [(2, "approved"), (1, ""), (0, "")])
def test_3_6_above_its_ceiling_of_risk_an_intent_asks(ceiling: int, verdict: str) -> None:
    exercise = with_intent(o.SetIntent(stance="approve", risk_ceiling=ceiling))

    assert step_of(exercise, ORDER_OF_MISSILES, "fund").verdict == verdict


def test_3_6_an_intent_to_decline_needs_a_reason_and_gives_it() -> None:
    refusal = refused(in_orders(), CONGRESS, o.SetIntent(stance="decline", reason=" "))

    exercise = approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="decline", reason="No plan."))
    events = given(weeks_passed(until(exercise, Phase.RESOLVE), 2), None, o.ResolveWeek(week=3))

    assert refusal is RefusalCode.REASON_NEEDED
    (declined,) = [one for one in events if isinstance(one, e.StepDeclined)]
    assert (declined.reason, declined.through, declined.week) == ("No plan.", "intent", 3)


def test_3_6_an_intent_to_ask_leaves_the_step_open() -> None:
    assert is_open(with_intent(o.SetIntent(stance="ask")), ORDER_OF_MISSILES, "fund")


@pytest.mark.parametrize("order", [o.SetIntent(stance="approve", price_ceiling=-1), o.SetIntent(stance="ask", risk_ceiling=-1)])
def test_3_6_a_ceiling_cannot_be_below_nothing(order: o.SetIntent) -> None:
    assert refused(in_brief(), CONGRESS, order) is RefusalCode.BAD_PARAMETER


def test_3_6_a_step_lies_first_where_the_intent_says_so_and_waits_for_its_organisation_so_long() -> None:
    exercise = approved(missiles_ordered(in_orders(small_world(injects=()))), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="approve", after_weeks=3))

    lying = turns_passed(exercise, 1)
    fund = step_of(turns_passed(lying, 1), ORDER_OF_MISSILES, "fund")

    assert is_open(lying, ORDER_OF_MISSILES, "fund")
    assert (fund.opened, fund.present, fund.decided) == (3, 6, 3 + 1 + 3)
    assert (fund.waited_by_organisation, fund.waited_for_slots) == (3, 0)


@pytest.mark.parametrize(
    "order", [o.SetIntent(stance="approve", after_weeks=-1), o.SetIntent(stance="approve", after_weeks=53)]
)
def test_3_6_a_step_cannot_lie_for_more_than_a_year(order: o.SetIntent) -> None:
    assert refused(in_brief(), CONGRESS, order) is RefusalCode.BAD_PARAMETER


def test_3_6_the_last_intent_counts() -> None:
    exercise = done(in_brief(), CONGRESS, o.SetIntent(stance="approve"), o.SetIntent(stance="ask", reason="think"))

    assert (exercise.intents[CONGRESS].stance, exercise.intents[CONGRESS].reason) == ("ask", "think")


def test_3_6_where_slots_are_missing_an_intent_tries_again_and_each_week_is_a_wait_for_slots() -> None:
    world = small_world(organisations=slots(CONGRESS, "bills", 0, per_quarter=4))
    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="approve"))

    waiting = turns_passed(exercise, 1)
    exercise = turns_passed(waiting, 1)

    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert step_of(waiting, ORDER_OF_MISSILES, "fund").waited_for_slots == 2  # weeks 3 and 4
    assert (fund.waited_for_slots, fund.present, fund.decided) == (2, 5, 3 + 1 + 2)  # the first slot accrues in week 5
    assert fund.waited_by_organisation == 0


def test_3_6_where_money_is_missing_an_intent_tries_again_until_it_has_arrived() -> None:
    large = InitiativeId("order:MISSILE-200:dod-as:1")
    exercise = approved(proposed(in_orders(), AS, "order", system=MISSILE, units="200"), large, "rank")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="approve"))

    exercise = turns_passed(exercise, 2)

    fund = step_of(exercise, large, "fund")
    assert (fund.waited_for_slots, fund.present, fund.decided) == (4, 7, 3 + 1 + 4)  # weeks 3 to 6; the grant comes in week 7


def test_3_6_an_intent_also_answers_what_was_left_open_in_an_order_phase() -> None:
    exercise = turns_passed(warned(in_orders()), 1)
    exercise = done(exercise, STATE, o.SetIntent(stance="approve"))

    answer = step_of(turns_passed(exercise, 1), WARNING, "answer")

    assert (answer.through, answer.waited_by_organisation, answer.decided) == ("intent", 0, 1)


def test_3_6_an_answer_by_intent_may_open_further_steps_in_the_same_week() -> None:
    exercise = missiles_ordered(in_orders(small_world(playbook=at_once(ORDER))))
    for by in (STAFF, CONGRESS, PRIMES):
        exercise = done(exercise, by, o.SetIntent(stance="approve"))

    exercise = weeks_passed(until(exercise, Phase.RESOLVE), 1)

    assert exercise.initiatives[ORDER_OF_MISSILES].done_week == 1


@pytest.mark.parametrize(("unheld", "verdict"), [("approve", "approved"), ("hold", "")])
def test_3_6_for_an_organisation_that_nobody_holds_the_deck_may_say_that_it_approves(unheld: str, verdict: str) -> None:
    exercise = warned(in_orders(small_world(unheld=unheld), held=(AS,)))

    assert step_of(turns_passed(exercise, 1), WARNING, "answer").verdict == verdict


def test_5_6_the_nsc_staff_and_nobody_else_ranks_systems() -> None:
    order = o.SetRanking(systems=("TORPEDO", MISSILE))

    (event,) = given(in_orders(), STAFF, order)

    assert isinstance(event, e.RankingSet)
    assert event.operators == (JAPAN, PRIMES)
    assert done(in_orders(), STAFF, order).stocks.ranking == ("TORPEDO", MISSILE)
    assert refused(in_orders(), AS, order) is RefusalCode.NOT_YOURS


@pytest.mark.parametrize("systems", [(MISSILE, MISSILE), ("BOMB",)])
def test_5_6_each_system_that_there_is_may_be_ranked_once(systems: tuple[str, ...]) -> None:
    assert refused(in_orders(), STAFF, o.SetRanking(systems=systems)) is RefusalCode.BAD_PARAMETER
