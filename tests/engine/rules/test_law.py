import pytest

from engine import events as e
from engine import orders as o
from engine.decide import decide
from engine.effects import AuthorityEffect, InjectEffect, MoneyEffect
from engine.exercise import Exercise
from engine.ids import AccountId
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.world import World, published
from tests.support.exercises import (
    approval,
    approved,
    checked_in,
    decline,
    done,
    given,
    in_orders,
    refused,
    step_of,
    turns_passed,
    until,
    weeks_passed,
)
from tests.support.law import PATH, PURCHASE, authority, begun, path, step, world_of_path
from tests.support.worlds import (
    ACCOUNTS,
    AS,
    CABLE,
    CENTS,
    CONGRESS,
    INJECTS,
    LEAK,
    PROCUREMENT,
    STATE,
    STORM,
    changed,
    figure,
    slots,
    small_world,
)

BUY = path(step("buy", STATE, needs=(PURCHASE,)))


def lawless(**changes: object) -> World:
    return world_of_path(BUY, authority(PURCHASE, in_force=False), **changes)


def lawful(until_week: int = 0) -> World:
    return world_of_path(BUY, authority(PURCHASE, until_week=until_week))


def in_week(exercise: Exercise, week: int) -> Exercise:
    """The week is the first that is not yet resolved, in the midst of a resolution where it must be."""
    while exercise.week < week:
        exercise = until(exercise, Phase.RESOLVE) if exercise.phase is not Phase.RESOLVE else exercise
        _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
        exercise = weeks_passed(exercise, min(week, last + 1) - exercise.week)
        if exercise.week < week:
            exercise = until(exercise, Phase.PICTURE)
    return exercise


def test_7_5_a_step_that_needs_an_authority_cannot_be_approved_without_it() -> None:
    verdict = decide(begun(in_orders(lawless())), STATE, approval(PATH, "buy"))

    assert isinstance(verdict, Refusal)
    assert verdict.code is RefusalCode.NO_AUTHORITY
    assert "The purchase act" in verdict.sentence
    assert CONGRESS in verdict.sentence  # who could bring it into force


def test_7_5_with_it_in_force_the_step_is_approved() -> None:
    assert step_of(approved(begun(in_orders(lawful())), PATH, "buy"), PATH, "buy").verdict == "approved"


def test_7_5_a_step_may_be_declined_without_the_authority() -> None:
    assert given(begun(in_orders(lawless())), STATE, decline(PATH, "buy", "No law."))


def test_7_5_an_authority_lapses_at_the_end_of_its_last_week() -> None:
    exercise = in_week(in_orders(lawful(until_week=3)), 3)

    lapsed = [one for one in given(exercise, None, o.ResolveWeek(week=3)) if isinstance(one, e.AuthorityChanged)]

    assert PURCHASE in exercise.authorities
    assert [(one.authority, one.in_force, one.week) for one in lapsed] == [(PURCHASE, False, 3)]
    assert PURCHASE not in in_week(exercise, 4).authorities


def test_7_5_what_was_decided_before_a_lapse_keeps_its_force() -> None:
    exercise = approved(begun(in_orders(lawful(until_week=3))), PATH, "buy")

    assert turns_passed(exercise, 1).initiatives[PATH].done_week == 1


def brought(*effects: object, **changes: object) -> World:
    """The effects come with week 3, as those of the leak."""
    return lawless(injects=changed(INJECTS, LEAK, effects=effects), **changes)


@pytest.mark.parametrize(("weeks", "until_week"), [(0, 0), (1, 3), (10, 12)])
def test_7_5_an_effect_brings_an_authority_into_force_for_its_weeks_the_present_one_included(
    weeks: int, until_week: int
) -> None:
    effect = AuthorityEffect(effect="authority", authority=PURCHASE, in_force=True, weeks=weeks)
    resolving = in_week(in_orders(brought(effect)), 3)

    events = given(resolving, None, o.ResolveWeek(week=3))

    came = next(one for one in events if isinstance(one, e.AuthorityChanged))
    assert (came.in_force, came.until_week) == (True, until_week)


def test_7_5_a_shorter_grant_does_not_shorten_a_longer_one_and_a_lapse_can_be_ordered() -> None:
    shorter = AuthorityEffect(effect="authority", authority=PURCHASE, in_force=True, weeks=2)
    repeal = AuthorityEffect(effect="authority", authority=PURCHASE, in_force=False)
    world = lawful()
    kept = in_orders(small_world(**_of(world), injects=changed(INJECTS, LEAK, effects=(shorter,))))
    gone = in_orders(small_world(**_of(world), injects=changed(INJECTS, LEAK, effects=(repeal,))))

    assert in_week(kept, 6).authorities == {PURCHASE: 0}
    assert in_week(gone, 4).authorities == {}


def _of(world: World) -> dict[str, object]:
    return {"playbook": world.baseline.playbook, "authorities": world.baseline.authorities}


def test_3_7_a_step_that_the_law_does_not_allow_waits_for_the_law_and_not_by_its_organisation() -> None:
    exercise = turns_passed(begun(in_orders(lawless())), 2)

    buy = step_of(exercise, PATH, "buy")
    assert (buy.waited_for_authority, buy.waited_by_organisation, buy.waited_for_slots) == (4, 0, 0)


def test_3_7_an_unheld_organisation_waits_unheld_whatever_the_law_says() -> None:
    exercise = turns_passed(begun(in_orders(lawless(), held=(AS,))), 2)

    assert (step_of(exercise, PATH, "buy").waited_unheld, step_of(exercise, PATH, "buy").waited_for_authority) == (4, 0)
    assert checked_in(exercise, STATE).holders


def test_3_7_the_law_counts_as_it_stood_when_the_orders_ended() -> None:
    effect = AuthorityEffect(effect="authority", authority=PURCHASE, in_force=True)
    waiting = turns_passed(begun(in_orders(brought(effect))), 1)

    later = turns_passed(waiting, 1)

    assert PURCHASE in waiting.authorities
    assert step_of(later, PATH, "buy").waited_by_organisation == 4  # in week 5 it could have answered


def test_3_6_an_intent_that_lacks_the_law_tries_again_each_week_and_waits_for_the_law() -> None:
    effect = AuthorityEffect(effect="authority", authority=PURCHASE, in_force=True)
    exercise = done(begun(in_orders(brought(effect))), STATE, o.SetIntent(stance="approve"))

    buy = step_of(turns_passed(exercise, 1), PATH, "buy")

    assert (buy.waited_for_authority, buy.waited_for_slots, buy.through, buy.decided) == (2, 0, "intent", 3)


def test_7_6_of_what_is_requested_so_much_is_granted_as_is_left_under_the_ceiling() -> None:
    ask = MoneyEffect(effect="money", account=PROCUREMENT, thousand_dollars=700, requested=True)
    accounts = changed(ACCOUNTS, PROCUREMENT, ceiling=figure(1_000), grants=())
    exercise = in_orders(brought(ask, ask, accounts=accounts))

    after = in_week(exercise, 4)

    assert after.balances[PROCUREMENT] - exercise.balances[PROCUREMENT] == 1_000 * CENTS
    assert after.requested == {PROCUREMENT: 1_000 * CENTS}


def test_7_6_where_no_ceiling_is_declared_a_request_brings_nothing_and_a_gift_all() -> None:
    ask = MoneyEffect(effect="money", account=PROCUREMENT, thousand_dollars=700, requested=True)
    gift = MoneyEffect(effect="money", account=PROCUREMENT, thousand_dollars=300)
    exercise = in_orders(brought(ask, gift))

    after = in_week(exercise, 4)

    assert after.balances[AccountId(PROCUREMENT)] - exercise.balances[PROCUREMENT] == 300 * CENTS


@pytest.mark.parametrize(("weeks", "week"), [(0, 3), (1, 4), (5, 8)])
def test_12_1_an_effect_releases_an_inject_so_many_weeks_later(weeks: int, week: int) -> None:
    bring = InjectEffect(effect="inject", inject=STORM, weeks=weeks)
    exercise = in_week(in_orders(brought(bring)), week)

    assert STORM not in exercise.released
    assert STORM in in_week(exercise, week + 1).released
    assert in_week(exercise, week + 1).injects_due == {}


def test_12_1_an_inject_that_is_held_waits_for_control_whatever_brings_it() -> None:
    bring = InjectEffect(effect="inject", inject=STORM)
    exercise = done(in_orders(brought(bring)), None, o.HoldInject(inject=STORM, held=True, reason="later"))

    assert STORM not in in_week(exercise, 6).released


def test_12_1_an_inject_that_is_out_does_not_come_twice() -> None:
    bring = InjectEffect(effect="inject", inject=CABLE)
    exercise = in_week(in_orders(brought(bring)), 6)

    assert CABLE in exercise.released
    assert exercise.injects_due == {}


def test_3_2_slots_stand_beside_the_law() -> None:
    world = lawless(organisations=slots(STATE, "officers", 0))

    assert refused(begun(in_orders(world)), STATE, approval(PATH, "buy")) is RefusalCode.NO_AUTHORITY


def test_7_6_nobody_reads_the_ceiling_before_play() -> None:
    world = small_world(accounts=changed(ACCOUNTS, PROCUREMENT, ceiling=figure(1_000)))

    assert world.accounts[PROCUREMENT].ceiling is not None
    assert published(world).accounts[PROCUREMENT].ceiling is None
