import hashlib

import pytest

from engine import events as e
from engine import orders as o
from engine.ids import HolderId, OrganisationId
from engine.phases import Phase
from engine.recording import seed_commitment
from engine.refusals import RefusalCode
from tests.support.exercises import (
    EVERYBODY,
    WARNING,
    approval,
    before_check_in,
    checked_in,
    done,
    given,
    in_brief,
    in_orders,
    refused,
    step_of,
    turns_passed,
    until,
    warned,
    weeks_passed,
)
from tests.support.worlds import AS, CENTS, COALITION, PROCUREMENT, SEEKER, STATE, small_world


def test_1_1_an_organisation_is_held_from_the_moment_that_somebody_takes_its_seat() -> None:
    held = checked_in(before_check_in(), STATE)

    assert dict(held.holders) == {STATE: "holder of nsc/state"}


def test_1_1_a_seat_that_is_taken_late_makes_silence_count_only_from_the_next_order_phase_on() -> None:
    exercise = turns_passed(warned(in_orders(held=())), 2)
    taken = checked_in(exercise, STATE)

    same_turn, next_turn = turns_passed(taken, 1), turns_passed(taken, 2)

    waits = [step_of(one, WARNING, "answer") for one in (exercise, same_turn, next_turn)]
    assert [(one.waited_unheld, one.waited_by_organisation) for one in waits] == [(4, 0), (8, 0), (8, 4)]


def test_1_1_a_seat_may_change_hands_but_the_same_holder_cannot_take_it_twice() -> None:
    exercise = checked_in(before_check_in(), STATE)
    again = o.TakeSeat(organisation=STATE, holder=HolderId("holder of nsc/state"))

    code = refused(exercise, None, again)
    handed_on = done(exercise, None, o.TakeSeat(organisation=STATE, holder=HolderId("another")))

    assert code is RefusalCode.NOT_POSSIBLE_NOW
    assert handed_on.holders[STATE] == "another"


def test_1_1_there_is_no_seat_for_an_organisation_that_the_exercise_does_not_have() -> None:
    order = o.TakeSeat(organisation=OrganisationId("red/prc"), holder=HolderId("somebody"))

    assert refused(before_check_in(), None, order) is RefusalCode.NOT_POSSIBLE_NOW


def test_1_2_at_startex_every_brief_goes_to_its_organisation_with_the_fact_that_only_it_knows() -> None:
    events = given(before_check_in(), None, o.StartExercise())

    briefs = {one.organisation: one for one in events if isinstance(one, e.BriefGiven)}
    assert set(briefs) == {AS, STATE}
    assert briefs[AS].private_fact == "Seekers are short"
    assert (dict(briefs[AS].spare), dict(briefs[STATE].spare)) == ({SEEKER: 20}, {})


def test_1_2_accounts_open_with_their_declared_balances_and_turn_1_begins() -> None:
    exercise = in_brief()

    assert dict(exercise.balances) == {PROCUREMENT: 20_000 * CENTS, COALITION: 3_000 * CENTS}
    assert (exercise.phase, exercise.turn, exercise.week) == (Phase.BRIEF, 1, 1)


def test_1_2_an_exercise_starts_once() -> None:
    assert refused(in_brief(), None, o.StartExercise()) is RefusalCode.NOT_IN_THIS_PHASE


def test_2_1_one_phase_follows_the_other_and_the_picture_is_followed_by_the_next_brief() -> None:
    exercise = in_brief()
    passed = [exercise.phase]

    for phase in (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
        exercise = done(exercise, None, o.AdvancePhase(to=phase))
        passed.append(exercise.phase)
    exercise = done(weeks_passed(exercise), None, o.AdvancePhase(to=Phase.PICTURE))
    next_turn = done(exercise, None, o.AdvancePhase(to=Phase.BRIEF))

    assert passed == ["brief", "orders", "locked", "adjudicate", "resolve"]
    assert (exercise.phase, exercise.turn) == (Phase.PICTURE, 1)
    assert (next_turn.phase, next_turn.turn) == (Phase.BRIEF, 2)


@pytest.mark.parametrize("to", [Phase.BRIEF, Phase.LOCKED, Phase.RESOLVE, Phase.CURTAIN, Phase.SETUP])
def test_2_1_only_the_next_phase_can_be_named_so_that_nobody_advances_twice(to: Phase) -> None:
    assert refused(in_brief(), None, o.AdvancePhase(to=to)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_1_the_picture_waits_until_all_weeks_of_the_turn_have_passed() -> None:
    exercise = weeks_passed(until(in_orders(), Phase.RESOLVE), 3)

    code = refused(exercise, None, o.AdvancePhase(to=Phase.PICTURE))

    assert code is RefusalCode.NOT_POSSIBLE_NOW
    assert done(weeks_passed(exercise), None, o.AdvancePhase(to=Phase.PICTURE)).phase is Phase.PICTURE


def test_2_1_after_the_last_turn_there_is_no_further_brief() -> None:
    exercise = until(in_orders(pace="quarters"), Phase.PICTURE)
    for _ in range(3):
        exercise = until(exercise, Phase.PICTURE)

    assert exercise.turn == exercise.turns == 4
    assert refused(exercise, None, o.AdvancePhase(to=Phase.BRIEF)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_2_to_be_ready_changes_nothing_but_what_control_sees() -> None:
    exercise = in_orders()

    ready = done(exercise, STATE, o.MarkReady(ready=True))

    assert dict(ready.ready) == {STATE: True}
    assert done(ready, STATE, o.MarkReady(ready=False)).ready == {STATE: False}


def test_2_2_who_is_ready_may_go_on_giving_orders_and_is_asked_again_next_turn() -> None:
    exercise = done(warned(in_orders()), STATE, o.MarkReady(ready=True))

    answered = done(exercise, STATE, approval(WARNING, "answer"))

    assert step_of(answered, WARNING, "answer").verdict == "approved"
    assert turns_passed(answered, 1).ready == {}


def test_2_3_a_week_passes_by_its_number_and_each_only_once() -> None:
    exercise = until(in_orders(), Phase.RESOLVE)

    after = done(exercise, None, o.ResolveWeek(week=1))

    assert after.week == 2
    assert refused(after, None, o.ResolveWeek(week=1)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(after, None, o.ResolveWeek(week=3)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_3_a_turn_resolves_its_own_weeks_and_no_more() -> None:
    exercise = weeks_passed(until(in_orders(), Phase.RESOLVE))

    assert exercise.week == 5
    assert refused(exercise, None, o.ResolveWeek(week=5)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_4_every_pace_cuts_the_same_weeks() -> None:
    world = small_world()

    last = {pace.id: world.turn_weeks(pace.id, len(pace.turns)) for pace in world.deck.paces}

    assert last == {"fours": (49, 52), "quarters": (40, 52), "uneven": (27, 52)}
    assert [world.turn_weeks("uneven", turn) for turn in (1, 2, 3)] == [(1, 1), (2, 4), (5, 26)]


def test_2_4_orders_of_a_turn_stand_at_its_first_week() -> None:
    exercise = warned(turns_passed(in_orders(pace="uneven"), 2))

    assert exercise.week == 5
    assert exercise.initiatives[WARNING].week == 5
    assert step_of(exercise, WARNING, "answer").opened == 5


def test_2_5_pauseex_stops_everything_but_controls_own_orders() -> None:
    paused = done(warned(in_orders()), None, o.PauseExercise(paused=True, reason="fire alarm"))

    codes = [refused(paused, by, o.MarkReady(ready=True)) for by in EVERYBODY]
    going_on = done(paused, None, o.PauseExercise(paused=False))

    assert set(codes) == {RefusalCode.NOT_IN_THIS_PHASE}
    assert done(paused, None, o.AdvancePhase(to=Phase.LOCKED)).phase is Phase.LOCKED
    assert done(going_on, STATE, approval(WARNING, "answer")).paused is False


def test_2_5_a_pause_does_not_begin_or_end_twice() -> None:
    exercise = in_orders()
    paused = done(exercise, None, o.PauseExercise(paused=True))

    assert refused(exercise, None, o.PauseExercise(paused=False)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(paused, None, o.PauseExercise(paused=True)) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_5_control_says_a_word_for_the_room_with_a_pause_or_while_it_lasts_and_it_is_no_other_pause() -> None:
    paused = done(in_orders(), None, o.PauseExercise(paused=True))
    stopped = done(in_orders(), None, o.PauseExercise(paused=True, real_world=True))

    (said,) = given(paused, None, o.PauseExercise(paused=True, reason="Back at 14:00."))
    told = done(stopped, None, o.PauseExercise(paused=True, real_world=True, reason="Fire: leave by the stairs."))

    assert isinstance(said, e.ExercisePaused)
    assert (said.paused, said.real_world, said.reason) == (True, False, "Back at 14:00.")
    assert told.real_world_stop
    word_of_a_pause = o.PauseExercise(paused=True, reason="Back at 14:00.")
    assert refused(stopped, None, word_of_a_pause) is RefusalCode.NOT_POSSIBLE_NOW


def test_2_6_endex_reveals_the_seed_that_the_commitment_of_startex_fits() -> None:
    (ended,) = given(in_orders(), None, o.EndExercise())

    assert isinstance(ended, e.ExerciseEnded)
    commitment = hashlib.sha256(f"{ended.seed_salt}\x1f{ended.seed}".encode()).hexdigest()
    assert commitment == seed_commitment("seed", "salt")


def test_2_6_after_endex_no_order_is_taken() -> None:
    ended = done(in_orders(), None, o.EndExercise())

    assert ended.phase is Phase.CURTAIN
    assert refused(ended, AS, o.MarkReady(ready=True)) is RefusalCode.NOT_IN_THIS_PHASE
    assert refused(ended, None, o.EndExercise()) is RefusalCode.NOT_IN_THIS_PHASE


def test_2_5_no_week_passes_while_the_exercise_is_paused() -> None:
    resolving = until(in_orders(), Phase.RESOLVE)

    paused = done(resolving, None, o.PauseExercise(paused=True))

    assert refused(paused, None, o.ResolveWeek(week=1)) is RefusalCode.NOT_IN_THIS_PHASE
    assert done(paused, None, o.PauseExercise(paused=False), o.ResolveWeek(week=1)).week == 2
