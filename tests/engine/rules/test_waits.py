from dataclasses import replace

import pytest

from engine import events as e
from engine import orders as o
from engine.exercise import Exercise
from engine.ids import InitiativeId
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.world import World
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    WARNING,
    approval,
    approved,
    checked_in,
    done,
    given,
    in_orders,
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
    CENTS,
    CONGRESS,
    DECK,
    MISSILE,
    PROCUREMENT,
    STATE,
    WARN,
    slots,
    small_world,
    steps,
)

LARGE = InitiativeId("order:MISSILE-200:dod-as:1")
"""200 x 100 and 1,923 of tooling: 21,923 thousand dollars, more than the 20,000 before week 7 and less than 25,000."""


def waits(exercise: Exercise, initiative: InitiativeId, step: str) -> dict[str, int]:
    found = step_of(exercise, initiative, step)
    return {
        "organisation": found.waited_by_organisation,
        "slots": found.waited_for_slots,
        "unheld": found.waited_unheld,
        "turn": found.waited_for_turn,
    }


def charged(exercise: Exercise) -> list[e.WaitCharged]:
    """What the picture of this turn charges."""
    resolved = weeks_passed(until(exercise, Phase.RESOLVE))
    events = given(resolved, None, o.AdvancePhase(to=Phase.PICTURE))
    return [one for one in events if isinstance(one, e.WaitCharged)]


@pytest.mark.parametrize(("turns", "week", "left"), [(0, 1, 2), (1, 5, 3), (2, 9, 4), (3, 13, 5), (4, 17, 6)])
def test_3_2_slots_accrue_by_the_week_rounded_down(turns: int, week: int, left: int) -> None:
    exercise = turns_passed(in_orders(), turns)

    assert exercise.week == week
    assert exercise.slots_left(STATE, "officers") == left


def test_3_2_every_pace_has_the_same_slots_in_the_same_week() -> None:
    quarters = turns_passed(in_orders(pace="quarters"), 2)
    uneven = turns_passed(in_orders(pace="uneven"), 3)

    assert (quarters.week, uneven.week) == (27, 27)
    assert quarters.slots_left(STATE, "officers") == uneven.slots_left(STATE, "officers") == 2 * 4


def test_3_2_a_slot_holds_at_most_what_two_quarters_bring() -> None:
    lefts = [turns_passed(in_orders(), turns).slots_left(STATE, "officers") for turns in (4, 5, 6, 12)]

    assert lefts == [6, 8, 8, 8]  # 2 + 4 x 20 // 13 in week 21


def test_3_2_what_lay_above_the_cap_is_lost_once_a_slot_is_spent() -> None:
    exercise = approved(sharing_proposed(turns_passed(in_orders(), 6)), SHARING, "release")

    later = turns_passed(exercise, 1)

    assert (exercise.week, exercise.slots_left(STATE, "officers")) == (25, 7)
    assert (later.week, later.slots_left(STATE, "officers")) == (29, 8)  # and not 2 + 4 x 28 // 13 - 1 = 9


def test_3_2_slots_that_were_there_at_startex_are_not_cut_by_the_cap() -> None:
    world = small_world(organisations=slots(STATE, "officers", 5, per_quarter=1))

    assert turns_passed(in_orders(world), 12).slots_left(STATE, "officers") == 5


def test_3_2_what_is_taken_back_is_there_again_up_to_the_cap() -> None:
    exercise = approved(sharing_proposed(turns_passed(in_orders(), 12)), SHARING, "release")

    again = took_back(exercise, STATE, SHARING, "release")

    assert again.slots_left(STATE, "officers") == 8


def test_3_2_a_decision_takes_its_slots_and_without_one_it_is_refused() -> None:
    world = small_world(organisations=slots(STATE, "officers", 1))
    exercise = approved(sharing_proposed(in_orders(world)), SHARING, "release")

    again = sharing_proposed(exercise)

    assert exercise.slots_left(STATE, "officers") == 0
    second = InitiativeId(SHARING[:-1] + "2")
    assert refused(again, STATE, approval(second, "release")) is RefusalCode.NO_SLOT_LEFT


def test_3_2_an_organisation_has_no_slot_of_a_kind_that_is_not_declared() -> None:
    assert in_orders().slots_left(STATE, "meetings") == 0


def test_3_3_an_answer_in_the_phase_in_which_a_step_opened_counts_after_its_processing() -> None:
    exercise = approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank")

    rank = step_of(exercise, ORDER_OF_MISSILES, "rank")
    assert (rank.opened, rank.processing, rank.decided, rank.present) == (1, 2, 3, 1)
    assert waits(exercise, ORDER_OF_MISSILES, "rank") == {"organisation": 0, "slots": 0, "unheld": 0, "turn": 0}


def test_3_3_an_answer_is_dated_back_and_the_weeks_to_the_present_waited_for_the_turn() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)

    exercise = approved(exercise, ORDER_OF_MISSILES, "fund")

    fund = step_of(exercise, ORDER_OF_MISSILES, "fund")
    assert (fund.opened, fund.processing, fund.decided, fund.present) == (3, 1, 4, 5)
    assert waits(exercise, ORDER_OF_MISSILES, "fund") == {"organisation": 0, "slots": 0, "unheld": 0, "turn": 1}


def test_3_3_the_step_behind_a_dated_answer_opens_at_its_date_and_shows_at_once() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)

    exercise = approved(exercise, ORDER_OF_MISSILES, "fund")

    accept = step_of(exercise, ORDER_OF_MISSILES, "accept")
    assert (accept.opened, accept.waits, exercise.week) == (4, True, 5)


def test_3_3_only_time_is_dated_back_and_money_is_spent_at_the_present() -> None:
    exercise = proposed(in_orders(), AS, "order", system=MISSILE, units="200")
    exercise = turns_passed(approved(exercise, LARGE, "rank"), 1)
    too_early = refused(exercise, CONGRESS, approval(LARGE, "fund"))

    paid = approved(turns_passed(exercise, 1), LARGE, "fund")

    assert too_early is RefusalCode.NO_MONEY_LEFT
    assert paid.balances[PROCUREMENT] == (25_000 - 21_923) * CENTS
    assert step_of(paid, LARGE, "fund").decided == 3 + 1 + 4


def test_3_3_what_waited_counts_into_the_date() -> None:
    exercise = turns_passed(warned(in_orders()), 2)

    exercise = approved(exercise, WARNING, "answer")

    answer = step_of(exercise, WARNING, "answer")
    assert (answer.opened, answer.decided, answer.present) == (1, 5, 9)
    assert waits(exercise, WARNING, "answer") == {"organisation": 4, "slots": 0, "unheld": 0, "turn": 4}


def test_3_7_a_step_that_opened_in_the_midst_of_an_order_phase_is_not_charged_for_that_turn() -> None:
    exercise = warned(in_orders())

    next_turn = approved(turns_passed(exercise, 1), WARNING, "answer")

    assert charged(exercise) == []
    assert waits(next_turn, WARNING, "answer") == {"organisation": 0, "slots": 0, "unheld": 0, "turn": 4}


def test_3_7_a_step_that_opened_while_weeks_passed_is_not_charged_for_that_turn() -> None:
    exercise = approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank")

    next_turn = turns_passed(exercise, 1)

    assert charged(exercise) == []
    assert waits(next_turn, ORDER_OF_MISSILES, "fund") == {"organisation": 0, "slots": 0, "unheld": 0, "turn": 0}


def test_3_7_a_step_left_open_for_a_whole_order_phase_waits_by_its_organisation_the_weeks_of_the_turn() -> None:
    (charge,) = charged(turns_passed(warned(in_orders(pace="uneven")), 1))

    assert (charge.by, charge.after, charge.waited_for, charge.weeks, charge.turn) == (STATE, AS, "organisation", 3, 2)


def test_3_7_an_organisation_without_a_slot_to_spare_waits_for_slots() -> None:
    world = small_world(organisations=slots(STATE, "officers", 0))

    (charge,) = charged(turns_passed(sharing_proposed(in_orders(world)), 1))

    assert (charge.waited_for, charge.weeks) == ("slots", 4)


def test_3_7_a_slot_that_came_while_weeks_passed_was_not_to_spare() -> None:
    world = small_world(organisations=slots(STATE, "officers", 0, per_quarter=2))
    exercise = turns_passed(sharing_proposed(in_orders(world)), 1)

    (charge,) = charged(exercise)

    assert [exercise.slots_left(STATE, "officers"), turns_passed(exercise, 1).slots_left(STATE, "officers")] == [0, 1]
    assert charge.waited_for == "slots"


def test_3_7_money_that_came_while_weeks_passed_was_not_to_spare() -> None:
    exercise = proposed(in_orders(), AS, "order", system=MISSILE, units="200")
    exercise = turns_passed(approved(exercise, LARGE, "rank"), 1)

    (charge,) = charged(exercise)

    assert turns_passed(exercise, 1).balances[PROCUREMENT] == 25_000 * CENTS
    assert (charge.waited_for, charge.weeks) == ("slots", 4)


def test_3_7_an_organisation_with_the_money_waits_by_itself() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)

    (charge,) = charged(exercise)

    assert (charge.by, charge.step, charge.waited_for) == (CONGRESS, "fund", "organisation")


def test_3_7_the_silence_of_an_organisation_that_nobody_ever_spoke_for_is_no_seam() -> None:
    (charge,) = charged(turns_passed(warned(in_orders(held=(AS,))), 1))

    assert (charge.waited_for, charge.weeks) == ("unheld", 4)


def test_3_7_whoever_intends_to_approve_is_charged_by_the_week_and_not_by_the_turn() -> None:
    world = small_world(organisations=slots(STATE, "officers", 0))
    exercise = done(in_orders(world), STATE, o.SetIntent(stance="approve"))

    exercise = turns_passed(sharing_proposed(exercise), 2)

    assert waits(exercise, SHARING, "release") == {"organisation": 0, "slots": 8, "unheld": 0, "turn": 0}


def test_3_7_what_has_stopped_waits_no_more() -> None:
    exercise = done(warned(in_orders()), AS, o.WithdrawInitiative(initiative=WARNING))

    assert charged(turns_passed(exercise, 1)) == []


def answered_at_once(exercise: Exercise) -> Exercise:
    """Everybody approves what waits for it, until nothing is left."""
    for initiative in list(exercise.initiatives.values()):
        moved = True
        while moved:
            waiting = [name for name, step in exercise.initiatives[initiative.id].steps.items() if step.waits]
            moved = bool(waiting)
            exercise = approved(exercise, initiative.id, *waiting)
    return exercise


def _cut(world: World, *turns: int) -> World:
    pace = replace(DECK.paces[0], turns=turns)
    return replace(world, deck=replace(world.deck, paces=(pace,)))


@pytest.mark.parametrize("turns", [(4,) * 13, (13,) * 4, (1, 3, 22, 26), (52,), (1,) * 52])
def test_3_7_organisations_that_answer_at_once_leave_no_seam_however_the_weeks_are_cut(turns: tuple[int, ...]) -> None:
    exercise = sharing_proposed(missiles_ordered(warned(in_orders(_cut(small_world(), *turns)))))

    for turn in range(1, len(turns) + 1):
        exercise = answered_at_once(exercise)
        exercise = turns_passed(exercise, 1) if turn < len(turns) else until(exercise, Phase.PICTURE)

    answered = [step for one in exercise.initiatives.values() for step in one.steps.values()]
    assert len(answered) >= 3
    assert [step.waited_by_organisation for step in answered] == [0] * len(answered)
    assert len(turns) == 1 or all(one.done_week for one in exercise.initiatives.values())


def test_3_7_waits_of_one_step_add_up_over_turns_and_causes() -> None:
    world = small_world(playbook=steps(WARN, "answer", processing=2))
    exercise = turns_passed(warned(in_orders(world, held=(AS,))), 2)
    exercise = checked_in(exercise, STATE)

    exercise = approved(turns_passed(exercise, 2), WARNING, "answer")

    answer = step_of(exercise, WARNING, "answer")
    assert waits(exercise, WARNING, "answer") == {"organisation": 4, "slots": 0, "unheld": 8, "turn": 2}
    assert answer.decided == 1 + 2 + 4 + 8
