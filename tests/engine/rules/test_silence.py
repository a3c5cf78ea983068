from dataclasses import replace

import pytest

from engine import events as e
from engine import orders as o
from engine.deck import Silence
from engine.exercise import Exercise
from engine.phases import Phase
from tests.support.exercises import EVERYBODY, WARNING, done, given, in_orders, step_of, turns_passed, until, warned
from tests.support.worlds import STATE, small_world

WITHOUT_STATE = tuple(one for one in EVERYBODY if one != STATE)


def silent(*silences: Silence, held: bool = False) -> Exercise:
    """A step waits for State, which nobody holds; the deck says what is done for it."""
    world = small_world(silences=silences)
    return warned(in_orders(world, held=EVERYBODY if held else WITHOUT_STATE))


def verdict_after_a_turn(exercise: Exercise) -> str:
    return step_of(turns_passed(exercise, 1), WARNING, "answer").verdict


@pytest.mark.parametrize(
    ("silence", "verdict"),
    [
        (Silence(organisation=STATE, does="hold"), ""),
        (Silence(organisation=STATE, does="approve"), "approved"),
        (Silence(organisation=STATE, does="intent", stance="approve", risk_ceiling=100), "approved"),
        (Silence(organisation=STATE, does="intent", stance="decline", reason="no officers"), "declined"),
        (Silence(organisation=STATE, does="bot"), ""),
        (Silence(organisation=STATE, does="control"), ""),
    ],
)
def test_3_11_what_comes_to_the_steps_of_an_unheld_organisation_is_declared(silence: Silence, verdict: str) -> None:
    assert verdict_after_a_turn(silent(silence)) == verdict


def test_3_11_whoever_holds_the_organisation_is_not_spoken_for() -> None:
    exercise = silent(Silence(organisation=STATE, does="approve"), held=True)

    assert verdict_after_a_turn(exercise) == ""


def test_3_11_an_intent_that_the_organisation_gave_comes_first() -> None:
    exercise = silent(Silence(organisation=STATE, does="approve"))
    its_own = o.ActFor(organisation=STATE, order=o.SetIntent(stance="decline", reason="not in this war"))

    declined = turns_passed(done(exercise, None, its_own), 1)

    assert step_of(declined, WARNING, "answer").verdict == "declined"


def test_3_11_the_deck_declares_one_word_for_all_and_others_for_single_organisations() -> None:
    deck = replace(small_world().deck, unheld="control", silences=(Silence(organisation=STATE, does="approve"),))

    assert deck.silence_of(STATE).does == "approve"
    assert deck.silence_of("dod/as").does == "control"


@pytest.mark.parametrize(("held", "does"), [(False, "control"), (True, "asks")])
def test_2_9_at_the_lock_control_is_told_who_has_not_answered_and_what_will_happen(held: bool, does: str) -> None:
    exercise = silent(Silence(organisation=STATE, does="control"), held=held)

    (told,) = [one for one in given(exercise, None, o.AdvancePhase(to=Phase.LOCKED)) if isinstance(one, e.OpenAtLock)]

    (row,) = [one for one in told.rows if one.organisation == STATE]
    assert (row.held, row.does, row.approve, row.decline, row.wait) == (held, does, 0, 0, 1)


def test_2_9_where_everything_was_answered_nothing_is_told_at_the_lock() -> None:
    at_lock = given(in_orders(small_world(injects=())), None, o.AdvancePhase(to=Phase.LOCKED))

    assert [type(one) for one in at_lock] == [e.PhaseChanged]
    assert until(in_orders(), Phase.LOCKED).phase is Phase.LOCKED
