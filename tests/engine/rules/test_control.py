from engine import events as e
from engine import orders as o
from engine.actors import Control
from engine.decide import decide
from engine.exercise import Exercise
from engine.ids import HolderId, OrganisationId
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.control import HIGHEST_SLIP
from engine.stored import order_of, plain_of
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    ORDER_OF_STAFF,
    SHARING,
    WARNING,
    approval,
    before_check_in,
    checked_in,
    done,
    given,
    in_orders,
    missiles_ordered,
    refused,
    sharing_proposed,
    step_of,
    turns_passed,
    until,
    warned,
)
from tests.support.worlds import AS, JAPAN, MISSILE, ORDER, STAFF, STATE, at_once, small_world

APPROVED = approval(WARNING, "answer")


def acting(order: o.Order, organisation: OrganisationId = STATE) -> o.ActFor:
    return o.ActFor(organisation=organisation, order=order)


def late(order: o.Order, organisation: OrganisationId = STATE) -> o.AcceptLate:
    return o.AcceptLate(organisation=organisation, order=order)


def locked(exercise: Exercise) -> Exercise:
    return done(exercise, None, o.AdvancePhase(to=Phase.LOCKED))


def test_2_7_control_gives_an_order_in_an_organisations_place() -> None:
    exercise = warned(in_orders())

    marked, *events = given(exercise, None, acting(APPROVED))

    assert marked == e.ActedFor(organisation=STATE, order="approve-step")
    assert tuple(events) == given(exercise, STATE, APPROVED)


def test_2_7_control_can_do_no_more_than_the_organisation_could() -> None:
    exercise = warned(in_orders())

    assert refused(exercise, None, acting(APPROVED, JAPAN)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(locked(exercise), None, acting(APPROVED)) is RefusalCode.NOT_IN_THIS_PHASE
    assert refused(exercise, None, acting(o.EndExercise())) is RefusalCode.NOT_YOURS
    assert refused(exercise, None, acting(APPROVED, OrganisationId("red/none"))) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_7_an_organisation_does_not_become_held_by_it() -> None:
    exercise = warned(in_orders(held=()))

    acted = done(exercise, None, acting(o.MarkReady(ready=True)))

    assert STATE not in acted.holders
    assert step_of(turns_passed(acted, 2), WARNING, "answer").waited_by_organisation == 0


def test_2_7_control_may_act_while_the_exercise_is_paused() -> None:
    paused = done(warned(in_orders()), None, o.PauseExercise(paused=True))

    assert done(paused, None, acting(APPROVED)).paused is True


def test_2_8_an_order_that_comes_after_the_lock_is_refused_with_the_way_out() -> None:
    verdict = decide(locked(warned(in_orders())), STATE, APPROVED)

    assert isinstance(verdict, Refusal)
    assert verdict.code is RefusalCode.NOT_IN_THIS_PHASE
    assert "ask control, who may still accept it" in verdict.sentence


def test_2_8_control_accepts_it_as_if_it_had_come_in_time() -> None:
    exercise = warned(in_orders())
    in_time = locked(done(exercise, STATE, APPROVED))

    accepted = done(locked(exercise), None, late(APPROVED))

    assert accepted == in_time
    assert given(locked(exercise), None, late(APPROVED))[-1] == e.LateAccepted(organisation=STATE, order="approve-step")


def test_2_8_it_may_be_accepted_until_the_weeks_are_resolved() -> None:
    exercise = warned(in_orders())

    assert given(until(exercise, Phase.ADJUDICATE), None, late(APPROVED))
    assert refused(until(exercise, Phase.RESOLVE), None, late(APPROVED)) is RefusalCode.NOT_IN_THIS_PHASE
    assert refused(exercise, None, late(APPROVED)) is RefusalCode.NOT_IN_THIS_PHASE


def test_2_8_a_late_proposal_is_a_duplicate_where_it_would_have_been_one() -> None:
    once = small_world(playbook=at_once(ORDER))
    exercise = locked(missiles_ordered(in_orders(once), 50))
    proposal = o.ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "50"})

    accepted = done(exercise, None, late(proposal, STAFF))

    assert set(accepted.initiatives) >= {ORDER_OF_STAFF}
    assert accepted.initiatives == locked(done(missiles_ordered(in_orders(once), 50), STAFF, proposal)).initiatives


def test_2_8_what_was_sealed_is_not_taken_back_late() -> None:
    exercise = locked(missiles_ordered(in_orders()))

    order = late(o.TakeBack(initiative=ORDER_OF_MISSILES), AS)

    assert refused(exercise, None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_8_what_would_have_been_refused_in_time_is_refused_late() -> None:
    exercise = locked(sharing_proposed(in_orders()))

    assert refused(exercise, None, late(approval(SHARING, "release"), JAPAN)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, None, late(o.EndExercise())) is RefusalCode.NOT_YOURS
    assert refused(exercise, None, late(APPROVED, OrganisationId("red/none"))) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_12_what_is_entered_from_paper_names_its_slip_to_the_organisation() -> None:
    exercise = warned(in_orders())

    marked, *_ = given(exercise, None, o.ActFor(organisation=STATE, order=APPROVED, slip=17))
    late_marked = given(locked(exercise), None, o.AcceptLate(organisation=STATE, order=APPROVED, slip=18))[-1]

    assert marked == e.ActedFor(organisation=STATE, order="approve-step", slip=17)
    assert late_marked == e.LateAccepted(organisation=STATE, order="approve-step", slip=18)


def test_2_12_the_same_slip_is_not_entered_twice_for_one_organisation() -> None:
    ready, unready = o.MarkReady(ready=True), o.MarkReady(ready=False)
    exercise = done(in_orders(), None, o.ActFor(organisation=STATE, order=ready, slip=17))

    again = decide(exercise, Control(HolderId("white")), o.ActFor(organisation=STATE, order=unready, slip=17))

    assert again == Refusal(RefusalCode.SLIP_ENTERED, "Slip 17 was entered already.")
    assert given(exercise, None, o.ActFor(organisation=JAPAN, order=ready, slip=17))
    assert given(exercise, None, o.ActFor(organisation=STATE, order=unready, slip=18))
    assert given(exercise, None, o.ActFor(organisation=STATE, order=unready))


def test_2_12_a_slip_that_was_entered_in_time_is_not_accepted_late() -> None:
    exercise = warned(in_orders())
    entered = locked(done(exercise, None, o.ActFor(organisation=STATE, order=o.MarkReady(ready=True), slip=17)))

    assert refused(entered, None, o.AcceptLate(organisation=STATE, order=APPROVED, slip=17)) is RefusalCode.SLIP_ENTERED


def test_2_12_a_slip_whose_order_was_refused_may_be_entered_again() -> None:
    exercise = in_orders()
    for_japan = o.ActFor(organisation=JAPAN, order=APPROVED, slip=17)

    assert refused(exercise, None, for_japan) is RefusalCode.NOT_POSSIBLE_NOW
    assert given(exercise, None, o.ActFor(organisation=JAPAN, order=o.MarkReady(ready=True), slip=17))


def test_2_12_a_slip_has_a_number_that_can_be_printed() -> None:
    for number in (-1, HIGHEST_SLIP + 1):
        order = o.ActFor(organisation=STATE, order=o.MarkReady(ready=True), slip=number)
        assert refused(in_orders(), None, order) is RefusalCode.BAD_PARAMETER


def test_2_12_slips_of_the_practice_are_forgotten_with_it() -> None:
    order = o.ActFor(organisation=STATE, order=o.MarkReady(ready=True), slip=17)
    practised = done(until(done(checked_in(before_check_in(), STATE), None, o.StartPractice()), Phase.ORDERS), None, order)

    assert practised.slips == {STATE: (17,)}
    assert done(practised, None, o.EndPractice()).slips == {}


def test_2_12_without_a_slip_nothing_of_it_is_written_down() -> None:
    assert "slip" not in plain_of(acting(APPROVED))
    assert "slip" not in plain_of(e.ActedFor(organisation=STATE, order="approve-step"))
    assert order_of(plain_of(o.ActFor(organisation=STATE, order=APPROVED, slip=17))).slip == 17  # type: ignore[union-attr]
