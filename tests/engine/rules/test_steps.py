from dataclasses import replace

import pytest

from engine import events as e
from engine import orders as o
from engine.effects import DelayEffect, MechanismEffect
from engine.exercise import Exercise
from engine.ids import OrganisationId, StepId
from engine.observe import Fact, observe
from engine.phases import Phase
from engine.playbook import Duration, Table
from engine.refusals import RefusalCode
from engine.rules.paths import in_order
from engine.stored import plain_of
from tests.support.exercises import (
    approval,
    approved,
    decline,
    done,
    given,
    in_orders,
    is_open,
    proposed,
    refused,
    step_of,
    took_back,
    turns_passed,
    until,
    weeks_passed,
)
from tests.support.law import EXEMPTION, PATH, authority, begun, open_names, path, step, world_of_path
from tests.support.worlds import (
    AS,
    BASELINE,
    CONGRESS,
    INJECTS,
    JAPAN,
    LEAK,
    PRIMES,
    SHARE,
    STAFF,
    STATE,
    changed,
    small_world,
    steps,
)

EITHER = path(step("ask", STATE), step("plead", CONGRESS), step("act", PRIMES, "ask", "plead", joins="any"))
"""Whoever of the two answers first opens the way."""


def either() -> Exercise:
    return begun(in_orders(world_of_path(EITHER)))


def test_4_2_where_any_is_enough_the_first_answer_opens_the_step_and_the_others_are_overtaken() -> None:
    before = either()

    answered = given(before, CONGRESS, approval(PATH, "plead"))

    assert open_names(before) == ["ask", "plead"]
    opened, overtaken = answered[1], answered[2]
    assert isinstance(opened, e.StepOpened)
    assert (opened.step, opened.after) == ("act", CONGRESS)
    assert isinstance(overtaken, e.StepOvertaken)
    assert (overtaken.step, overtaken.by) == ("ask", STATE)


def test_4_2_an_overtaken_step_waits_for_nobody_and_cannot_be_answered() -> None:
    exercise = approved(either(), PATH, "plead")

    assert not is_open(exercise, PATH, "ask")
    assert refused(exercise, STATE, approval(PATH, "ask")) is RefusalCode.NOT_POSSIBLE_NOW
    assert step_of(turns_passed(exercise, 2), PATH, "ask").waited == 0


def test_4_8_an_overtaken_step_is_not_needed_for_the_effects() -> None:
    exercise = turns_passed(approved(either(), PATH, "plead", "act"), 1)

    assert exercise.initiatives[PATH].done_week == 1
    assert exercise.indices["confidence"] == turns_passed(in_orders(), 1).indices["confidence"] + 5


def test_4_4_a_decline_does_not_stop_an_initiative_to_which_another_way_remains() -> None:
    exercise = done(either(), STATE, decline(PATH, "ask"))

    assert exercise.initiatives[PATH].running
    assert "act" in open_names(approved(exercise, PATH, "plead"))


def test_4_4_the_decline_of_the_last_way_stops_it() -> None:
    exercise = done(done(either(), STATE, decline(PATH, "ask")), CONGRESS, decline(PATH, "plead"))

    assert exercise.initiatives[PATH].stopped == "declined"


def test_4_4_whoever_declines_one_way_is_not_told_that_another_was_declined_before_it() -> None:
    untouched, declined = either(), done(either(), STATE, decline(PATH, "ask"))

    told = [
        [fact for event in given(exercise, CONGRESS, decline(PATH, "plead")) for fact in heard_by(CONGRESS, event)]
        for exercise in (untouched, declined)
    ]

    assert told[0] == told[1] != []
    stops = [given(exercise, CONGRESS, decline(PATH, "plead"))[0] for exercise in (untouched, declined)]
    assert [isinstance(one, e.StepDeclined) and one.stops for one in stops] == [False, True]


def heard_by(organisation: OrganisationId, event: e.Event) -> list[Fact]:
    return [fact for audience, fact in observe(event, plain_of(event)) if str(audience) == organisation]


def test_3_4_to_take_back_one_of_two_declines_opens_that_way_again() -> None:
    stopped = done(done(either(), STATE, decline(PATH, "ask")), CONGRESS, decline(PATH, "plead"))

    exercise = took_back(stopped, STATE, PATH, "ask")

    assert exercise.initiatives[PATH].running
    assert open_names(exercise) == ["ask"]
    assert f"decline {PATH}" in stopped.effects_due
    assert f"decline {PATH}" not in exercise.effects_due


def test_3_4_what_was_overtaken_waits_again_when_the_answer_that_overtook_it_is_taken_back() -> None:
    exercise = took_back(approved(either(), PATH, "plead"), CONGRESS, PATH, "plead")

    assert sorted(open_names(exercise)) == ["ask", "plead"]
    assert StepId("act") not in exercise.initiatives[PATH].steps


def test_3_4_a_step_that_an_earlier_answer_opened_stays_open_when_a_later_one_is_taken_back() -> None:
    three = path(
        step("ask", STATE, processing=3),
        step("plead", CONGRESS),
        step("act", PRIMES, "ask", "plead", joins="any"),
    )
    exercise = approved(begun(in_orders(world_of_path(three))), PATH, "ask", "plead")

    exercise = took_back(exercise, STATE, PATH, "ask")  # decided in week 4 only: `plead` opened the way

    assert "act" in open_names(exercise)


def test_4_5_the_weeks_of_a_step_follow_the_table_for_what_was_chosen() -> None:
    table = Table(of="country", weeks={JAPAN: 6})
    world = small_world(playbook=steps(SHARE, "release", by_choice=table))

    exercise = proposed(in_orders(world), JAPAN, "share", country=JAPAN, rung="components")
    other = small_world(playbook=steps(SHARE, "release", by_choice=replace(table, weeks={"allies/australia": 6})))
    fallen_back = proposed(in_orders(other), JAPAN, "share", country=JAPAN, rung="components")

    (first,) = exercise.initiatives
    assert step_of(exercise, first, "release").processing == 6
    assert step_of(fallen_back, first, "release").processing == 1


def test_4_6_the_range_of_work_follows_the_table_for_what_was_chosen() -> None:
    slow = Duration(low=30, mode=30, high=30, tag="N")
    kind = path(step("build", PRIMES, kind="work", by_choice=Table(of="system", durations={"MISSILE": slow})))
    declared = replace(kind, parameters=BASELINE.playbook[0].parameters[:1])

    exercise = done(in_orders(world_of_path(declared)), AS, o.ProposeInitiative(type="path", parameters={"system": "MISSILE"}))

    (identity,) = exercise.initiatives
    assert step_of(exercise, identity, "build").processing == 30


HELD = path(step("notify", STATE, kind="clock", processing=3, may_hold=CONGRESS), step("act", PRIMES, "notify"))
"""A statutory clock of three weeks that Congress may stop."""


def clock_runs() -> Exercise:
    return begun(in_orders(world_of_path(HELD)))


def test_4_5_a_clock_that_may_be_held_decides_itself_when_its_weeks_have_run() -> None:
    exercise = weeks_passed(until(clock_runs(), Phase.RESOLVE))

    notify = step_of(exercise, PATH, "notify")
    assert (notify.through, notify.opened, notify.decided, notify.present) == ("clock", 1, 4, 4)
    assert is_open(exercise, PATH, "act")


def test_4_5_while_it_runs_it_is_not_decided_and_waits_for_nobody() -> None:
    exercise = weeks_passed(until(clock_runs(), Phase.RESOLVE), 2)

    assert open_names(exercise) == ["notify"]
    assert not is_open(exercise, PATH, "notify")


def test_4_5_whoever_may_hold_it_stops_the_initiative_with_a_reason() -> None:
    exercise = clock_runs()

    (held,) = given(exercise, CONGRESS, decline(PATH, "notify", "Not before the vote."))

    assert isinstance(held, e.StepDeclined)
    assert (held.by, held.clock_of, held.stops) == (CONGRESS, (STATE,), True)
    assert refused(exercise, STATE, decline(PATH, "notify")) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, CONGRESS, approval(PATH, "notify")) is RefusalCode.NOT_POSSIBLE_NOW


def test_4_5_a_hold_is_taken_back_like_any_answer() -> None:
    held = done(clock_runs(), CONGRESS, decline(PATH, "notify"))

    exercise = took_back(held, CONGRESS, PATH, "notify")

    assert exercise.initiatives[PATH].running
    assert open_names(exercise) == ["notify"]


def test_4_5_no_standing_intent_holds_a_clock() -> None:
    exercise = done(clock_runs(), CONGRESS, o.SetIntent(stance="decline", reason="on principle"))

    assert step_of(weeks_passed(until(exercise, Phase.RESOLVE)), PATH, "notify").verdict == "approved"


def test_4_5_a_clock_that_has_run_in_the_past_leaves_its_holder_the_order_phase_in_which_it_opened() -> None:
    clock = step("notify", STATE, "ask", kind="clock", processing=1, may_hold=CONGRESS)
    late = path(step("ask", STATE), clock, *HELD.steps[1:])
    exercise = turns_passed(begun(in_orders(world_of_path(late))), 1)

    exercise = approved(exercise, PATH, "ask")

    assert (step_of(exercise, PATH, "notify").opened, exercise.week) == (1, 5)
    assert given(exercise, CONGRESS, decline(PATH, "notify"))


def delayed(weeks: int) -> Exercise:
    effect = DelayEffect(effect="delay", type="share", step="release", weeks=weeks)
    return in_orders(small_world(injects=changed(INJECTS, LEAK, effects=(effect,))))


def opened_in_turn(exercise: Exercise, turns: int) -> int:
    """The processing of a release that opens so many turns later."""
    later = proposed(turns_passed(exercise, turns), JAPAN, "share", country=JAPAN, rung="components")
    (identity,) = later.initiatives
    return step_of(later, identity, "release").processing


@pytest.mark.parametrize(("weeks", "processing"), [(3, 4), (-1, 0), (-5, 0)])
def test_4_10_an_effect_delays_steps_that_open_from_then_on_and_never_below_nothing(weeks: int, processing: int) -> None:
    assert (opened_in_turn(delayed(weeks), 0), opened_in_turn(delayed(weeks), 1)) == (1, processing)


def test_4_10_whoever_takes_the_step_hears_of_the_delay() -> None:
    resolving = weeks_passed(until(delayed(3), Phase.RESOLVE), 2)

    told = [one.told for one in given(resolving, None, o.ResolveWeek(week=3)) if isinstance(one, e.StepsDelayed)]

    assert told == [(STATE,)]


def raised(level: int, kind: object) -> Exercise:
    """The path, with a mechanism that the leak raises in week 3."""
    effect = MechanismEffect(effect="mechanism", level=level)
    world = world_of_path(kind, injects=changed(INJECTS, LEAK, effects=(effect,)))  # type: ignore[arg-type]
    return in_orders(world)


IN_A_ROW = path(
    step("ask", STATE),
    step("endorse", STAFF, "ask", after_side_by_side=()),
    step("act", PRIMES, "endorse", after_side_by_side=("ask", "endorse")),
    side_by_side_at=2,
)


@pytest.mark.parametrize(("level", "together"), [(1, ["ask"]), (2, ["ask", "endorse"]), (3, ["ask", "endorse"])])
def test_4_11_from_its_level_independent_steps_open_side_by_side(level: int, together: list[str]) -> None:
    exercise = begun(turns_passed(raised(level, IN_A_ROW), 1))

    assert (exercise.mechanism, open_names(exercise)) == (level, together)


def test_4_11_the_effects_wait_for_all_that_opened_side_by_side() -> None:
    exercise = approved(begun(turns_passed(raised(2, IN_A_ROW), 1)), PATH, "endorse")

    assert open_names(exercise) == ["ask"]
    assert open_names(approved(exercise, PATH, "ask")) == ["act"]


def test_4_11_what_opens_only_because_the_mechanism_stands_opens_no_earlier_than_it_stood() -> None:
    kind = path(
        step("ask", STATE),
        step("study", CONGRESS),
        step("endorse", STAFF, "ask", "study", after_side_by_side=("ask",)),
        side_by_side_at=1,
    )
    exercise = approved(begun(raised(1, kind)), PATH, "ask")

    exercise = turns_passed(exercise, 1)

    assert step_of(exercise, PATH, "ask").decided == 1
    assert step_of(exercise, PATH, "endorse").opened == 3


def test_4_11_nobody_needs_fewer_weeks_because_of_the_mechanism() -> None:
    kind = path(step("ask", STATE, processing=4), side_by_side_at=1)

    exercise = begun(turns_passed(raised(1, kind), 1))

    assert step_of(exercise, PATH, "ask").processing == 4


WAIVED = path(
    step("assess", STATE, processing=9, spends={"officers": 1}, waived_by=EXEMPTION),
    step("act", PRIMES, "assess"),
)


def test_4_12_with_the_waiver_in_force_a_step_opens_and_is_decided_at_once_without_wait_and_spending() -> None:
    exercise = begun(in_orders(world_of_path(WAIVED, authority(EXEMPTION))))

    assess = step_of(exercise, PATH, "assess")
    assert (assess.through, assess.opened, assess.decided, assess.waited) == ("waiver", 1, 1, 0)
    assert exercise.slots_left(STATE, "officers") == in_orders().slots_left(STATE, "officers")
    assert open_names(exercise) == ["act"]


def test_4_12_without_it_the_step_waits_for_its_organisation() -> None:
    exercise = begun(in_orders(world_of_path(WAIVED, authority(EXEMPTION, in_force=False))))

    assert open_names(exercise) == ["assess"]
    assert step_of(exercise, PATH, "assess").processing == 9


def test_4_12_the_boundary_behind_a_waived_step_is_that_of_the_step_before_it() -> None:
    exercise = begun(in_orders(world_of_path(WAIVED, authority(EXEMPTION))))

    assert step_of(exercise, PATH, "act").after == AS


def test_a_path_is_walked_in_the_order_of_its_steps_even_where_it_runs_in_a_circle() -> None:
    circle = path(step("b", STATE, "a"), step("a", STATE, "b"))

    assert [one.id for one in in_order(IN_A_ROW)] == ["ask", "endorse", "act"]
    assert {one.id for one in in_order(circle)} == {"a", "b"}
