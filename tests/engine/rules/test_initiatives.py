from dataclasses import replace

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.baseline import REAR
from engine.dice import draw
from engine.effects import StockEffect
from engine.ids import InitiativeId, StepId
from engine.phases import Phase
from engine.playbook import Duration
from engine.refusals import RefusalCode
from engine.units import between
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    WARNING,
    approval,
    approved,
    decline,
    done,
    given,
    in_orders,
    is_open,
    missiles_ordered,
    proposed,
    refused,
    sharing_proposed,
    step_of,
    turns_passed,
    until,
    warned,
    weeks_passed,
)
from tests.support.worlds import (
    AS,
    BASELINE,
    CENTS,
    CONGRESS,
    JAPAN,
    MISSILE,
    MISSILE_US,
    ORDER,
    PRIMES,
    PROCUREMENT,
    SHARE,
    STAFF,
    STATE,
    at_once,
    changed,
    small_world,
    steps,
)


def propose(kind: str = "order", **parameters: str) -> o.ProposeInitiative:
    return o.ProposeInitiative(type=kind, parameters=parameters)


def test_4_1_an_organisation_that_the_playbook_names_may_start_an_initiative() -> None:
    first, opened = given(in_orders(), AS, propose(system=MISSILE, units="104"))

    assert isinstance(first, e.InitiativeProposed)
    assert (first.initiative, first.title, first.proposer) == (ORDER_OF_MISSILES, "Order 104 MISSILE", AS)
    assert isinstance(opened, e.StepOpened)
    assert (opened.step, opened.by, opened.after) == ("rank", STAFF, AS)


def test_4_1_the_proposers_note_is_read_by_all_who_must_act_and_by_nobody_else() -> None:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(o.StartExercise())
    table.control(o.AdvancePhase(to=Phase.ORDERS))

    table.give(AS, replace(propose(system=MISSILE, units="104"), note=" Seekers first. "))
    table.give(STAFF, approval(ORDER_OF_MISSILES, "rank"))
    while table.exercise.phase is not Phase.PICTURE:
        advance(table)

    notes = {one: view.initiatives[ORDER_OF_MISSILES].note for one, view in table.views.items() if view.initiatives}
    assert notes == dict.fromkeys((AS, CONGRESS, STAFF), "Seekers first.")


def test_4_1_a_country_may_propose_where_the_playbook_names_its_parameter() -> None:
    exercise = sharing_proposed(in_orders())

    assert exercise.initiatives[SHARING].proposer == JAPAN
    assert refused(exercise, AS, propose("share", country=JAPAN, rung="assembly")) is RefusalCode.NOT_YOURS


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (propose("no-such-lever"), RefusalCode.UNKNOWN_TYPE),
        (propose(system=MISSILE), RefusalCode.INCOMPLETE),
        (propose(system="BOMB", units="1"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="0"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="1001"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="007"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units=""), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="-1"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="1_0"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="٣"), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="9" * 5_000), RefusalCode.BAD_PARAMETER),
        (propose(system=MISSILE, units="1", colour="red"), RefusalCode.BAD_PARAMETER),
    ],
)
def test_4_1_every_parameter_is_filled_in_from_what_is_offered(order: o.ProposeInitiative, code: RefusalCode) -> None:
    assert refused(in_orders(), AS, order) is code


def test_4_1_the_same_may_be_proposed_again_and_is_another_initiative() -> None:
    exercise = warned(warned(in_orders()))

    assert list(exercise.initiatives) == ["warn::dod-as:1", "warn::dod-as:2"]


def test_4_1_a_proposal_after_one_was_taken_back_does_not_take_the_place_of_another() -> None:
    exercise = done(warned(warned(in_orders())), AS, o.TakeBack(initiative=WARNING))
    exercise = approved(exercise, InitiativeId("warn::dod-as:2"), "answer")

    exercise = warned(exercise)

    assert sorted(exercise.initiatives) == ["warn::dod-as:1", "warn::dod-as:2"]
    assert step_of(exercise, InitiativeId("warn::dod-as:2"), "answer").verdict == "approved"


def test_4_2_a_step_opens_once_all_steps_before_it_are_decided_by_the_present() -> None:
    exercise = approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank")
    resolving = until(exercise, Phase.RESOLVE)

    opened = [is_open(weeks_passed(resolving, weeks), ORDER_OF_MISSILES, "fund") for weeks in (0, 1, 2, 3)]

    assert opened == [False, False, False, True]  # decided in week 3, which is the third to pass


def test_4_2_a_step_shows_at_once_to_the_organisation_that_it_waits_for() -> None:
    world = small_world(playbook=at_once(ORDER))

    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank")

    assert is_open(exercise, ORDER_OF_MISSILES, "fund")


def test_4_2_of_several_steps_before_it_the_last_one_opens_it() -> None:
    exercise = turns_passed(approved(sharing_proposed(in_orders()), SHARING, "release"), 1)

    one = weeks_passed(until(approved(exercise, SHARING, "fund"), Phase.RESOLVE), 3)
    both = weeks_passed(until(approved(exercise, SHARING, "fund", "endorse"), Phase.RESOLVE), 3)

    assert one.step(SHARING, StepId("build")) is None
    assert both.step(SHARING, StepId("build")) is not None


def test_4_3_the_organisation_that_a_step_waits_for_may_approve_it() -> None:
    events = given(warned(in_orders()), STATE, approval(WARNING, "answer"))

    (event,) = events
    assert isinstance(event, e.StepApproved)
    assert (event.by, event.through) == (STATE, "order")


def test_4_3_a_step_is_refused_to_an_organisation_that_it_does_not_wait_for() -> None:
    exercise = warned(in_orders())

    codes = {refused(exercise, by, approval(WARNING, "answer")) for by in (AS, STAFF, CONGRESS, JAPAN, PRIMES)}

    assert codes == {RefusalCode.NOT_POSSIBLE_NOW}


def test_4_3_what_is_not_there_or_not_open_gets_the_same_refusal() -> None:
    exercise = approved(warned(in_orders()), WARNING, "answer")

    codes = [
        refused(exercise, STATE, approval(WARNING, "answer")),
        refused(exercise, STATE, approval(WARNING, "no-such-step")),
        refused(exercise, STATE, approval(InitiativeId("nothing"), "answer")),
    ]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 3


def test_4_3_less_may_be_granted_and_the_price_follows() -> None:
    world = small_world(playbook=at_once(ORDER))
    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank")

    exercise = approved(exercise, ORDER_OF_MISSILES, "fund", units="52")

    # 52 x 100, and tooling of 500 thousandths a week out of 10,800 that cost 10,800 thousand dollars
    assert exercise.balances[PROCUREMENT] == (20_000 - 5_200 - 500) * CENTS
    assert exercise.initiatives[ORDER_OF_MISSILES].parameters["units"] == "52"


def test_4_3_a_lower_rung_may_be_granted_and_no_higher_one() -> None:
    lower = proposed(in_orders(), JAPAN, "share", country=JAPAN, rung="assembly")
    identity = InitiativeId("share:allies-japan-assembly:allies-japan:1")

    granted = approved(sharing_proposed(in_orders()), SHARING, "release", rung="assembly")

    assert granted.initiatives[SHARING].parameters["rung"] == "assembly"
    assert refused(lower, STATE, approval(identity, "release", rung="components")) is RefusalCode.BAD_PARAMETER


@pytest.mark.parametrize("reduce", [{"units": "105"}, {"units": "0"}, {"system": MISSILE}, {"units": "9" * 5_000}, {"x": "1"}])
def test_4_3_more_than_asked_or_something_else_cannot_be_granted(reduce: dict[str, str]) -> None:
    world = small_world(playbook=at_once(ORDER))
    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank")

    order = o.ApproveStep(initiative=ORDER_OF_MISSILES, step=StepId("fund"), reduce=reduce)

    assert refused(exercise, CONGRESS, order) is RefusalCode.BAD_PARAMETER


def test_4_3_a_step_that_may_not_grant_less_is_approved_wholly_or_declined() -> None:
    exercise = missiles_ordered(in_orders())

    assert refused(exercise, STAFF, approval(ORDER_OF_MISSILES, "rank", units="50")) is RefusalCode.BAD_PARAMETER


def test_4_3_a_payment_beyond_the_account_is_refused_unless_less_is_granted() -> None:
    world = small_world(playbook=at_once(ORDER))
    exercise = proposed(in_orders(world), AS, "order", system=MISSILE, units="200")
    large = InitiativeId("order:MISSILE-200:dod-as:1")
    exercise = approved(exercise, large, "rank")

    code = refused(exercise, CONGRESS, approval(large, "fund"))
    paid = approved(exercise, large, "fund", units="104")

    assert code is RefusalCode.NO_MONEY_LEFT
    assert paid.balances[PROCUREMENT] == (20_000 - 11_400) * CENTS


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_4_4_a_decline_needs_a_reason(reason: str) -> None:
    assert refused(warned(in_orders()), STATE, decline(WARNING, "answer", reason)) is RefusalCode.REASON_NEEDED


def test_4_4_a_decline_stops_the_initiative() -> None:
    exercise = done(missiles_ordered(in_orders()), STAFF, decline(ORDER_OF_MISSILES, "rank", " Other claims first. "))

    declined = exercise.initiatives[ORDER_OF_MISSILES]
    assert (declined.stopped, declined.running) == ("declined", False)
    assert refused(exercise, STAFF, approval(ORDER_OF_MISSILES, "rank")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_4_only_the_organisation_that_a_step_waits_for_may_decline_it() -> None:
    assert refused(warned(in_orders()), AS, decline(WARNING, "answer")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_4_a_decline_is_a_choice_and_never_waits() -> None:
    exercise = turns_passed(done(warned(in_orders()), STATE, decline(WARNING, "answer")), 2)

    answer = step_of(exercise, WARNING, "answer")
    assert (answer.verdict, answer.waited_by_organisation) == ("declined", 0)


def test_4_4_the_effects_of_a_decline_come_with_the_next_week() -> None:
    exercise = done(missiles_ordered(in_orders(small_world(injects=()))), STAFF, decline(ORDER_OF_MISSILES, "rank"))

    after = weeks_passed(until(exercise, Phase.RESOLVE), 1)

    assert (exercise.indices["confidence"], after.indices["confidence"]) == (50, 45)
    assert turns_passed(exercise, 2).indices["confidence"] == 45


def test_4_4_the_effects_of_a_decline_by_intent_come_with_the_week_after_it() -> None:
    exercise = approved(missiles_ordered(in_orders(small_world(injects=()))), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, CONGRESS, o.SetIntent(stance="decline", reason="No multiyear plan."))
    resolving = until(exercise, Phase.RESOLVE)

    confidence = [weeks_passed(resolving, weeks).indices["confidence"] for weeks in (2, 3, 4)]

    assert confidence == [50, 50, 45]  # declined in week 3


def test_4_4_the_effects_of_a_decline_are_about_what_was_asked_for() -> None:
    handed_out = StockEffect(effect="stock", system="{system}", theatre=REAR, units=7)
    world = small_world(playbook=(replace(ORDER, on_decline=(handed_out,)),), injects=())
    resolving = until(missiles_ordered(in_orders(world)), Phase.RESOLVE)
    declined = until(done(missiles_ordered(in_orders(world)), STAFF, decline(ORDER_OF_MISSILES, "rank")), Phase.RESOLVE)

    rear = [weeks_passed(one, 1).stocks.rear[MISSILE] for one in (resolving, declined)]

    assert rear[1] - rear[0] == 7_000


def test_4_5_a_step_opens_at_the_date_of_the_last_decision_before_it() -> None:
    exercise = turns_passed(approved(sharing_proposed(in_orders()), SHARING, "release"), 1)
    exercise = approved(exercise, SHARING, "endorse", "fund")

    exercise = turns_passed(exercise, 1)

    dates = {name: step.decided for name, step in exercise.initiatives[SHARING].steps.items() if step.verdict}
    assert dates == {"release": 2, "notify": 6, "endorse": 2, "fund": 2}
    build = step_of(exercise, SHARING, "build")
    assert (build.opened, build.after) == (6, CONGRESS)


def test_4_5_a_statutory_clock_decides_itself_after_its_declared_weeks() -> None:
    exercise = turns_passed(
        approved(
            sharing_proposed(
                in_orders(held=()),
            ),
            SHARING,
            "release",
        ),
        1,
    )

    notify = step_of(exercise, SHARING, "notify")
    assert (notify.opened, notify.processing, notify.decided, notify.through) == (2, 4, 6, "clock")
    assert notify.waited_unheld == notify.waited_by_organisation == 0


def test_4_5_nobody_can_answer_or_take_back_a_clock() -> None:
    exercise = turns_passed(approved(sharing_proposed(in_orders()), SHARING, "release"), 1)

    codes = [
        refused(exercise, CONGRESS, approval(SHARING, "notify")),
        refused(exercise, CONGRESS, decline(SHARING, "notify")),
        refused(exercise, CONGRESS, o.TakeBack(initiative=SHARING, step=StepId("notify"))),
    ]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 3


@pytest.mark.parametrize("seed", ["seed", "another", "a third"])
def test_4_6_work_takes_the_weeks_that_were_drawn_for_it(seed: str) -> None:
    exercise = turns_passed(approved(sharing_proposed(in_orders(seed=seed)), SHARING, "release"), 1)
    exercise = turns_passed(approved(exercise, SHARING, "endorse", "fund"), 1)

    build = step_of(exercise, SHARING, "build")
    drawn = between(10, 20, 40, draw(seed, "work", SHARING, "build", week=0))
    assert 10 <= drawn <= 40
    assert (build.opened, build.processing) == (6, drawn)
    over = turns_passed(exercise, (6 + drawn - exercise.week) // 4 + 1)
    assert step_of(over, SHARING, "build").decided == 6 + drawn


def test_4_6_work_is_not_over_before_its_last_week_and_nobody_can_hurry_it() -> None:
    playbook = steps(SHARE, "build", duration=Duration(low=5, mode=5, high=5, tag="N"))
    exercise = turns_passed(approved(sharing_proposed(in_orders(small_world(playbook=playbook))), SHARING, "release"), 1)
    exercise = turns_passed(approved(exercise, SHARING, "endorse", "fund"), 1)
    resolving = until(exercise, Phase.RESOLVE)

    verdicts = [step_of(weeks_passed(resolving, weeks), SHARING, "build").verdict for weeks in (1, 2, 3)]

    assert verdicts == ["", "", "approved"]  # weeks 9 and 10 pass; from 6 on five weeks end in 11
    assert refused(exercise, JAPAN, approval(SHARING, "build")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_6_work_cannot_be_over_before_the_present() -> None:
    playbook = steps(SHARE, "build", duration=Duration(low=1, mode=1, high=1, tag="N"))
    world = small_world(playbook=playbook)
    exercise = turns_passed(approved(sharing_proposed(in_orders(world, pace="quarters")), SHARING, "release"), 1)

    exercise = approved(exercise, SHARING, "endorse", "fund")
    after = weeks_passed(until(exercise, Phase.RESOLVE), 1)

    build = step_of(after, SHARING, "build")
    assert (build.opened, build.processing, build.decided) == (6, 8, 14)


def test_4_7_the_proposer_may_withdraw_and_what_was_spent_stays_spent() -> None:
    world = small_world(playbook=at_once(ORDER))
    exercise = approved(missiles_ordered(in_orders(world)), ORDER_OF_MISSILES, "rank", "fund")

    (event,) = given(exercise, AS, o.WithdrawInitiative(initiative=ORDER_OF_MISSILES))
    after = done(exercise, AS, o.WithdrawInitiative(initiative=ORDER_OF_MISSILES))

    assert isinstance(event, e.InitiativeWithdrawn)
    assert event.waited_for == (PRIMES,)
    assert after.initiatives[ORDER_OF_MISSILES].stopped == "withdrawn"
    assert after.balances == exercise.balances
    assert (after.slots_spent, after.slots_left(STAFF, "meetings")) == (exercise.slots_spent, 2)


def test_4_7_nobody_else_may_withdraw_it_nor_anybody_what_has_stopped_or_taken_effect() -> None:
    exercise = warned(in_orders())
    order = o.WithdrawInitiative(initiative=WARNING)
    withdrawn = done(exercise, AS, order)
    in_effect = turns_passed(approved(exercise, WARNING, "answer"), 1)

    codes = [refused(exercise, STATE, order), refused(withdrawn, AS, order), refused(in_effect, AS, order)]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 3
    assert in_effect.initiatives[WARNING].done_week == 1


def test_4_8_effects_stand_from_the_last_decision_and_show_from_the_first_week_resolved_afterwards() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)
    exercise = approved(exercise, ORDER_OF_MISSILES, "fund", "accept")
    resolving = until(exercise, Phase.RESOLVE)

    events = given(resolving, None, o.ResolveWeek(week=5))

    accept = step_of(exercise, ORDER_OF_MISSILES, "accept")
    assert (accept.opened, accept.decided) == (4, 5)
    (finished,) = [one for one in events if isinstance(one, e.InitiativeDone)]
    assert (finished.since, finished.week, finished.parties) == (5, 5, (CONGRESS, AS, PRIMES, STAFF))
    (raised,) = [one for one in events if isinstance(one, e.ContractRaised)]
    assert (raised.line, raised.units, raised.since) == (MISSILE_US, 104_000, 5)
    assert exercise.stocks.lines[MISSILE_US].book == 0


def test_4_8_dated_back_effects_stand_before_the_week_in_which_they_show() -> None:
    playbook = steps(replace(ORDER, steps=at_once(ORDER)[0].steps), "rank", processing=2)
    exercise = approved(missiles_ordered(in_orders(small_world(playbook=playbook))), ORDER_OF_MISSILES, "rank")
    exercise = approved(turns_passed(exercise, 1), ORDER_OF_MISSILES, "fund", "accept")

    events = given(until(exercise, Phase.RESOLVE), None, o.ResolveWeek(week=5))

    (begun,) = [one for one in events if isinstance(one, e.ToolingBegun)]
    assert (begun.add, begun.weeks, begun.since) == (1_000, 52, 3)


def test_4_8_whoever_the_playbook_names_hears_of_what_is_done_by_its_title_and_nobody_else_does() -> None:
    playbook = changed(BASELINE.playbook, "warn", reveals=(JAPAN,))
    table = Table(world=small_world(playbook=playbook, injects=()), pace="fours", seed="seed")
    for order in (o.StartExercise(), o.AdvancePhase(to=Phase.ORDERS)):
        table.control(order)
    table.give(AS, o.ProposeInitiative(type="warn", parameters={}))
    table.give(STATE, approval(WARNING, "answer"))
    while table.exercise.phase is not Phase.PICTURE:
        advance(table)

    said = {one: [text for text in view.notices if "effect" in text] for one, view in table.views.items()}

    assert said[AS] == ["In effect since week 1: Warn."]
    assert said[JAPAN] == ["Announced, in effect since week 1: Warn."]
    assert said[CONGRESS] == []
    assert table.views[JAPAN].initiatives == {}


def test_4_8_an_initiative_takes_effect_once() -> None:
    exercise = turns_passed(approved(warned(in_orders()), WARNING, "answer"), 3)

    assert exercise.indices["warning"] == 10 + 10
