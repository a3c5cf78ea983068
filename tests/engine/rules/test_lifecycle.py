from dataclasses import replace

import pytest

from engine import events as e
from engine import orders as o
from engine.exercise import Exercise
from engine.ids import HolderId
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.stored import state_hash
from tests.engine.rules.test_adversary import action, red_world
from tests.support.exercises import (
    ESTIMATE,
    EVERYBODY,
    ORDER_OF_MISSILES,
    approved,
    before_check_in,
    checked_in,
    done,
    given,
    in_brief,
    in_orders,
    missiles_ordered,
    refused,
    until,
    weeks_passed,
)
from tests.support.worlds import AS, CABLE, JAPAN, MISSILE, PRIMES, STATE, STORM, TORPEDO, need, small_world

ASSUMED = o.GiveHotWash(assumed="That seekers would arrive.", law="The notification threshold.")


def practising(exercise: Exercise | None = None) -> Exercise:
    """The brief of a practice turn."""
    return done(exercise or checked_in(before_check_in(), *EVERYBODY), None, o.StartPractice())


def busy(exercise: Exercise) -> Exercise:
    """A practice turn in which much was done, in its picture."""
    exercise = done(exercise, None, o.AdvancePhase(to=Phase.ORDERS))
    exercise = approved(missiles_ordered(exercise), ORDER_OF_MISSILES, "rank")
    exercise = done(exercise, AS, ESTIMATE, o.SetIntent(stance="approve"), o.MarkReady(ready=True))
    return until(exercise, Phase.PICTURE)


def test_1_6_check_in_begins_with_the_first_seat_that_is_taken() -> None:
    before = before_check_in()

    after = checked_in(before, STATE)

    assert (before.phase, after.phase) == (Phase.SETUP, Phase.CHECK_IN)
    assert checked_in(after, JAPAN).phase is Phase.CHECK_IN


def test_1_6_control_prepares_its_injects_before_startex() -> None:
    prepared = done(before_check_in(), None, o.SkipInject(inject=CABLE, reason="covered in the briefing"))

    assert CABLE not in done(prepared, None, o.StartExercise()).released


def test_1_7_control_has_a_turn_played_for_practice_after_check_in() -> None:
    exercise = practising()

    assert (exercise.practice, exercise.phase, exercise.turn) == (True, Phase.BRIEF, 1)
    assert dict(exercise.balances) == dict(in_brief().balances)


def test_1_7_when_the_practice_ends_the_exercise_stands_as_at_check_in() -> None:
    before = checked_in(before_check_in(), *EVERYBODY)
    practised = busy(practising(before))

    after = done(practised, None, o.EndPractice())

    assert practised.week > 1
    assert after == replace(before, practices=1)
    assert state_hash(in_turn(after)) == state_hash(in_turn(replace(before, practices=1)))


def done_practices(exercise: Exercise, number: int) -> Exercise:
    """The exercise, with so many practices counted."""
    for _ in range(number):
        exercise = done(practising(exercise), None, o.EndPractice())
    return exercise


def in_turn(exercise: Exercise) -> Exercise:
    return until(done(exercise, None, o.StartExercise()), Phase.PICTURE)


def test_1_7_who_comes_during_practice_has_come() -> None:
    exercise = practising(checked_in(before_check_in(), STATE))

    after = done(checked_in(exercise, JAPAN), None, o.EndPractice())

    assert set(after.holders) == {STATE, JAPAN}


def test_1_7_a_practice_may_end_at_any_moment_and_be_played_again() -> None:
    twice = done_practices(checked_in(before_check_in(), STATE), 2)

    assert (twice.practices, twice.phase) == (2, Phase.CHECK_IN)
    assert done(twice, None, o.StartExercise()).practice is False


def test_1_7_practice_is_one_turn() -> None:
    over = busy(practising())

    assert refused(over, None, o.AdvancePhase(to=Phase.BRIEF)) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_7_practice_reads_out_no_briefs_and_no_injects() -> None:
    begun = given(checked_in(before_check_in(), *EVERYBODY), None, o.StartPractice())
    played = busy(practising())

    assert not [one for one in begun if isinstance(one, e.BriefGiven | e.InjectReleased)]
    assert dict(played.released) == {}


def test_1_7_reds_autopilot_does_not_show_in_practice_what_it_will_do() -> None:
    world = red_world(action("strike", cost=10))

    def moved(exercise: Exercise) -> dict[str, int]:
        resolving = until(done(exercise, None, o.AdvancePhase(to=Phase.ORDERS)), Phase.RESOLVE)
        return dict(weeks_passed(resolving, 1).red.last)

    assert moved(practising(checked_in(before_check_in(world), STATE))) == {}
    assert moved(in_brief(world)) == {"strike": 1}


def test_1_7_practice_draws_other_chance_than_the_exercise() -> None:
    def needs(exercise: Exercise) -> list[int]:
        events = given(until(done(exercise, None, o.AdvancePhase(to=Phase.ORDERS)), Phase.RESOLVE), None, WEEK)
        return [row.need for one in events if isinstance(one, e.StocksReported) for row in one.rows]

    uncertain = small_world(need=tuple(need(one, 1, 52, 1, 500, 5_000) for one in (MISSILE, TORPEDO)))
    before = checked_in(before_check_in(uncertain), *EVERYBODY)

    drawn = [needs(practising(before)), needs(practising(done_practices(before, 1))), needs(in_brief(uncertain))]

    assert drawn[0] != drawn[1] != drawn[2] != drawn[0]


WEEK = o.ResolveWeek(week=1)


@pytest.mark.parametrize(
    "order",
    [
        o.ReleaseInject(inject=STORM),
        o.HoldInject(inject=STORM, held=True, reason="later"),
        o.SkipInject(inject=STORM, reason="no time"),
        o.DelayInject(inject=CABLE, to_week=9, reason="later"),
        o.EditInject(inject=STORM, text="It rains.", reason="clearer"),
        o.EndExercise(),
    ],
)
def test_1_7_what_control_would_do_for_the_exercise_itself_is_refused_in_practice(order: o.Order) -> None:
    assert refused(practising(), None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_7_there_is_nothing_to_end_where_nobody_practises() -> None:
    assert refused(in_brief(), None, o.EndPractice()) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_7_a_pause_outlives_the_practice() -> None:
    paused = done(practising(), None, o.PauseExercise(paused=True, real_world=True), o.PauseExercise(paused=False))
    stopped = done(paused, None, o.PauseExercise(paused=True))

    assert done(stopped, None, o.EndPractice()).paused is True


def hot_wash(exercise: Exercise | None = None) -> Exercise:
    """The hot wash after an exercise that ended in its first order phase."""
    return done(exercise or in_orders(), None, o.EndExercise(), o.AdvancePhase(to=Phase.HOT_WASH))


def test_1_9_an_organisation_answers_the_five_questions_and_the_last_answer_counts() -> None:
    exercise = hot_wash()

    (first,) = given(exercise, PRIMES, ASSUMED)
    (second,) = given(done(exercise, PRIMES, ASSUMED), PRIMES, o.GiveHotWash(knew="Our second source was idle."))

    assert isinstance(first, e.HotWashGiven)
    assert (first.organisation, first.assumed, first.unanswered) == (PRIMES, "That seekers would arrive.", "")
    assert isinstance(second, e.HotWashGiven)
    assert (second.assumed, second.knew) == ("", "Our second source was idle.")


def test_1_9_an_empty_answer_is_none() -> None:
    assert refused(hot_wash(), PRIMES, o.GiveHotWash(assumed="  ")) is RefusalCode.INCOMPLETE


def test_1_10_after_the_log_is_sealed_nothing_is_taken() -> None:
    sealed = done(hot_wash(), None, o.SealExercise())

    seat = o.TakeSeat(organisation=STATE, holder=HolderId("a latecomer"))
    orders = (o.SealExercise(), o.OpenSecret(secret="brief", subject=AS), o.PauseExercise(paused=True), seat)

    assert sealed.phase is Phase.SEALED
    assert [refused(sealed, None, order) for order in orders] == [RefusalCode.NOT_IN_THIS_PHASE] * 4
    assert refused(sealed, PRIMES, ASSUMED) is RefusalCode.NOT_IN_THIS_PHASE


def test_1_10_the_log_may_be_sealed_without_a_hot_wash() -> None:
    assert done(in_orders(), None, o.EndExercise(), o.SealExercise()).phase is Phase.SEALED
