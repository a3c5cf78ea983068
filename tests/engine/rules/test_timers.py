import pytest

from engine import events as e
from engine import orders as o
from engine.actors import CLOCK
from engine.decide import decide
from engine.exercise import Exercise, Timer
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from tests.support.exercises import before_check_in, checked_in, done, given, in_orders, refused, until
from tests.support.times import NOON, timed, timed_orders, timer_of, under_the_clock
from tests.support.worlds import AS, small_world


def timer(exercise: Exercise) -> Timer:
    assert exercise.timer is not None
    return exercise.timer


def test_2_13_the_clock_names_the_end_of_a_phase_and_everybody_hears_it() -> None:
    exercise = under_the_clock()

    (told,) = given(exercise, None, timer_of(exercise))

    assert told == e.TimerSet(phase=Phase.BRIEF, turn=1, ends_at=NOON, left=0)
    assert timer(done(exercise, None, timer_of(exercise))).runs


def test_2_13_a_phase_has_one_timer_and_the_next_phase_has_none_of_it() -> None:
    exercise = timed_orders()

    again = refused(exercise, None, timer_of(exercise))
    wrong_phase = o.SetTimer(phase=Phase.BRIEF, turn=1, ends_at=NOON)
    locked = done(exercise, None, o.AdvancePhase(to=Phase.LOCKED))

    assert again is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(locked, None, wrong_phase) is RefusalCode.NOT_POSSIBLE_NOW
    assert locked.timer is None


def test_2_13_control_gives_a_phase_more_time_or_less() -> None:
    exercise = timed_orders()

    longer = done(exercise, None, o.ChangeTimer(by=600, reason="the allies need longer"))
    shorter = done(longer, None, o.ChangeTimer(by=-900))

    assert (timer(longer).ends_at, timer(shorter).ends_at) == (NOON + 600, NOON - 300)


@pytest.mark.parametrize("by", [0, 8 * 86_400, -8 * 86_400])
def test_2_13_a_change_of_nothing_or_of_more_than_a_week_is_a_slip(by: int) -> None:
    assert refused(timed_orders(), None, o.ChangeTimer(by=by)) is RefusalCode.BAD_PARAMETER


def test_2_13_control_takes_a_timer_away_and_the_phase_lasts_until_it_goes_on() -> None:
    stopped = done(timed_orders(), None, o.StopTimer(reason="lunch"))

    assert timer(stopped) == Timer(stopped=True)
    assert refused(stopped, None, timer_of(stopped)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(stopped, None, o.ChangeTimer(by=60)) is RefusalCode.NOT_POSSIBLE_NOW
    assert done(stopped, None, o.AdvancePhase(to=Phase.LOCKED)).timer is None


def test_2_13_a_pause_keeps_what_is_left_and_the_end_is_set_anew_afterwards() -> None:
    paused = done(timed_orders(), None, o.PauseExercise(paused=True))

    held = done(paused, None, o.HoldTimer(left=400))
    longer = done(held, None, o.ChangeTimer(by=-100))
    refusal = refused(longer, None, timer_of(longer))
    going_on = done(longer, None, o.PauseExercise(paused=False))

    assert timer(held) == Timer(left=400)
    assert timer(longer) == Timer(left=300)
    assert refusal is RefusalCode.NOT_POSSIBLE_NOW
    assert timer(done(going_on, None, timer_of(going_on, NOON + 300))).ends_at == NOON + 300


def test_2_13_the_clock_keeps_what_is_left_in_a_real_world_stop_too() -> None:
    stopped = done(timed_orders(), None, o.PauseExercise(paused=True, real_world=True))

    assert timer(done(stopped, None, o.HoldTimer(left=5))) == Timer(left=5)


def test_2_13_nothing_is_held_that_does_not_run() -> None:
    assert refused(timed_orders(), None, o.HoldTimer(left=5)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_13_control_goes_on_whenever_it_wants() -> None:
    assert done(timed_orders(), None, o.AdvancePhase(to=Phase.LOCKED)).phase is Phase.LOCKED


def test_2_13_an_organisation_has_no_hand_on_the_timer_and_control_sets_none() -> None:
    exercise = timed_orders()

    assert refused(exercise, AS, o.ChangeTimer(by=60)) is RefusalCode.NOT_YOURS
    verdict = decide(exercise, CLOCK, o.ChangeTimer(by=60))
    assert isinstance(verdict, Refusal)
    assert verdict.code is RefusalCode.NOT_YOURS


def test_2_14_control_chooses_the_clock_or_its_own_hand_and_may_change_its_mind() -> None:
    exercise = done(checked_in(before_check_in(timed(small_world())), AS), None, o.SetPacing(by="clock"))

    again = refused(exercise, None, o.SetPacing(by="clock"))
    by_hand = done(timed_orders(), None, o.SetPacing(by="facilitator", reason="slower"))

    assert exercise.clock_driven
    assert again is RefusalCode.NOT_POSSIBLE_NOW
    assert (by_hand.clock_driven, by_hand.timer) == (False, None)
    assert refused(by_hand, None, timer_of(by_hand)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_14_a_pace_without_times_cannot_be_driven_by_the_clock() -> None:
    assert refused(in_orders(), None, o.SetPacing(by="clock")) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_14_what_control_changes_in_practice_stays_and_its_timer_does_not() -> None:
    seated = done(checked_in(before_check_in(timed(small_world())), AS), None, o.SetPacing(by="clock"), o.StartPractice())
    timed_practice = done(seated, None, timer_of(seated))

    back = done(timed_practice, None, o.EndPractice())
    by_hand = done(timed_practice, None, o.SetPacing(by="facilitator"), o.EndPractice())

    assert (back.clock_driven, back.timer, back.timers) == (True, None, 2)
    assert not by_hand.clock_driven


def test_2_14_times_are_given_for_each_turn_or_for_all() -> None:
    pace = under_the_clock().world.deck.pace("fours")

    assert pace.times_of(1) == pace.times_of(13) == pace.times[0]
    assert small_world().deck.pace("fours").times_of(1) is None


def test_2_15_the_clock_pauses_play_with_a_reason_and_only_control_ends_it() -> None:
    exercise = timed_orders()
    pause = o.PauseExercise(paused=True, reason="No controller is connected.")

    verdict = decide(exercise, CLOCK, pause)
    paused = done(exercise, None, pause)

    assert not isinstance(verdict, Refusal)
    (told, *_) = verdict
    assert isinstance(told, e.ExercisePaused)
    assert told.by_clock
    for order in (o.PauseExercise(paused=False), o.PauseExercise(paused=True)):
        assert isinstance(decide(paused if not order.paused else exercise, CLOCK, order), Refusal)
    assert not done(paused, None, o.PauseExercise(paused=False)).paused


def test_2_6_the_clock_ends_the_exercise_after_the_last_turn_and_leaves_no_timer() -> None:
    last = until(timed_orders(pace="uneven"), Phase.PICTURE)
    for _ in range(3):
        last = until(last, Phase.PICTURE)

    ended = done(done(last, None, timer_of(last)), None, o.EndExercise())

    assert (ended.phase, ended.timer) == (Phase.CURTAIN, None)
