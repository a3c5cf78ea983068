"""Chapter 15.4: every detector fires on what it is for, and stays silent on what is like it and is not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.apply import apply_all
from engine.baseline import Repair, Yard
from engine.events import AuthorityChanged, LineRow
from engine.exercise import Exercise
from engine.findings.catalogue import CATALOGUE
from engine.findings.detect import detect_in_week
from engine.ids import OrganisationId
from engine.orders import SealEstimate, SetRanking
from engine.phases import Phase
from engine.playbook import InitiativeType
from engine.world import World
from tests.support.detecting import (
    ENOUGH_MISSILES,
    SHORT_OF_MISSILES,
    found_at_picture,
    found_in_week,
    found_so_far,
    held_for,
    line_row,
    partner,
    stock_row,
    week_of,
)
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    approved,
    decline,
    done,
    estimate_row,
    in_orders,
    missiles_ordered,
    proposed,
    sharing_proposed,
    turns_passed,
    until,
)
from tests.support.worlds import (
    BASELINE,
    CONGRESS,
    EXPAND,
    JAPAN,
    LINES,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    ORDER,
    PRIMES,
    SEEKER,
    SHARE,
    STAFF,
    STATE,
    STRAIT,
    TORPEDO,
    TORPEDO_US,
    changed,
    figure,
    small_world,
    steps,
)


def with_step(kind: InitiativeType, step: str, **changes: Any) -> World:
    return small_world(playbook=steps(kind, step, **changes))


def test_15_4_every_detector_of_the_catalogue_has_its_own_name_and_code() -> None:
    codes = [one.code for one in CATALOGUE.values()]

    assert len(set(codes)) == len(codes) == 39


def test_15_4_a_line_bound_by_its_own_means_for_four_weeks_is_found_in_the_fourth() -> None:
    exercise = in_orders()
    events = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_US, "tooling")])
    detector = "assembly-capacity-binds"

    assert found_in_week(held_for(exercise, detector, MISSILE_US, 2), *events) == []
    assert found_in_week(held_for(exercise, detector, MISSILE_US, 3), *events) == [(detector, MISSILE_US)]


def test_15_4_a_line_that_wants_orders_or_whose_system_is_not_short_does_not_bind() -> None:
    exercise = held_for(in_orders(), "assembly-capacity-binds", MISSILE_US, 9)

    assert found_in_week(exercise, *week_of(SHORT_OF_MISSILES, [line_row(MISSILE_US, "contract")])) == []
    assert found_in_week(exercise, *week_of(ENOUGH_MISSILES, [line_row(MISSILE_US, "workforce")])) == []


def test_15_4_a_streak_is_over_with_the_first_week_in_which_it_does_not_hold() -> None:
    exercise = held_for(in_orders(), "assembly-capacity-binds", MISSILE_US, 3)

    streaks, _ = detect_in_week(exercise, week_of(ENOUGH_MISSILES, [line_row(MISSILE_US, "tooling")]))

    assert f"assembly-capacity-binds {MISSILE_US}" not in streaks


def idle_line(percent: int, interoperability: int = 2) -> Exercise:
    lines = changed(LINES, MISSILE_JP, idle=figure(percent))
    world = small_world(lines=lines, partners=(partner(JAPAN, interoperability),))
    return held_for(in_orders(world), "allied-capacity-idle", MISSILE_JP, 3)


def test_15_4_an_allied_line_that_could_make_more_while_its_system_is_short_is_idle() -> None:
    week = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, "contract", started=3_000)])

    assert found_in_week(idle_line(60), *week) == [("allied-capacity-idle", MISSILE_JP)]


def test_15_4_an_allied_line_is_not_idle_where_it_runs_or_its_units_would_not_help() -> None:
    working = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, "contract", started=5_000)])
    held_up = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, SEEKER, started=3_000)])
    idle = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, "contract", started=3_000)])

    assert found_in_week(idle_line(60), *working) == []
    assert found_in_week(idle_line(60), *held_up) == []
    assert found_in_week(idle_line(60, interoperability=1), *idle) == []


def assumed(month: int, expected: int) -> Exercise:
    rows = tuple(estimate_row(one, expected=expected if one >= month else 65, high=900) for one in (6, 12, 24))
    exercise = done(in_orders(), STATE, SealEstimate(rows=rows))
    return replace(exercise, week=39)


def test_15_4_a_surge_that_was_assumed_for_month_6_is_missed_in_month_9() -> None:
    week = week_of(lines=[line_row(MISSILE_US, "contract", finished=12_000), line_row(MISSILE_JP, "contract", finished=3_000)])

    assert found_in_week(assumed(6, 130), *week) == [("surge-assumption-missed", f"{STATE} {MISSILE}")]


def test_15_4_a_surge_that_came_or_that_nobody_had_assumed_is_not_missed() -> None:
    slow = week_of(lines=[line_row(MISSILE_US, "contract", finished=12_000)])
    doubled = week_of(lines=[line_row(MISSILE_US, "contract", finished=30_000)])

    assert found_in_week(assumed(6, 130), *doubled) == []
    assert found_in_week(assumed(6, 129), *slow) == []
    assert found_in_week(assumed(12, 130), *slow) == []


def test_15_4_a_theatre_is_out_where_it_needs_a_system_and_has_less_than_three_days() -> None:
    exercise = in_orders()
    days = replace(exercise.stocks, theatre={STRAIT: {MISSILE: 4_000, TORPEDO: 20_000}})

    assert found_in_week(exercise, *week_of([stock_row(MISSILE, stock=0)])) == [("stock-out", f"{STRAIT} {MISSILE}")]
    found = found_in_week(replace(exercise, stocks=days), *week_of([stock_row(MISSILE, stock=4)]))
    assert found == [("stock-out", f"{STRAIT} {MISSILE}")]


def test_15_4_a_theatre_that_needs_nothing_or_has_a_week_of_it_is_not_out() -> None:
    exercise = in_orders()

    assert found_in_week(exercise, *week_of([stock_row(MISSILE, need=0, used=0, stock=0)])) == []
    assert found_in_week(exercise, *week_of([stock_row(MISSILE, stock=100)])) == []


def test_15_4_the_same_is_found_once_a_turn_and_again_in_the_next() -> None:
    exercise = in_orders()
    week = week_of([stock_row(MISSILE, stock=0)])
    _, first = detect_in_week(exercise, week)

    after = apply_all(exercise, tuple(first))

    assert found_in_week(after, *week) == []
    assert found_in_week(replace(after, turn=2), *week) == [("stock-out", f"{STRAIT} {MISSILE}")]


def test_15_4_a_step_that_waits_longer_than_its_type_allows_splits_a_concurrence() -> None:
    exercise = turns_passed(missiles_ordered(in_orders()), 3)

    assert f"split-concurrence {ORDER_OF_MISSILES} rank" in found_so_far(exercise)


def test_15_4_a_step_in_its_time_or_of_whoever_proposed_it_splits_nothing() -> None:
    in_time = turns_passed(missiles_ordered(in_orders()), 1)
    own = turns_passed(proposed(in_orders(), STAFF, "order", system=MISSILE, units="50"), 3)

    assert not [one for one in found_so_far(in_time) if one.startswith("split-concurrence")]
    assert not [one for one in found_so_far(own) if one.startswith("split-concurrence")]


def payment_open(units: int) -> Exercise:
    exercise = approved(missiles_ordered(in_orders(), units), ORDER_OF_MISSILES if units == 104 else _order(units), "rank")
    return turns_passed(exercise, 2)


def _order(units: int) -> Any:
    return f"order:MISSILE-{units}:dod-as:1"


def test_15_4_a_payment_beyond_what_its_account_holds_is_unfunded_after_a_whole_order_phase() -> None:
    exercise = payment_open(1_000)

    assert f"order-unfunded {_order(1_000)} fund" in found_so_far(exercise)


def test_15_4_a_payment_that_its_account_can_make_is_not_unfunded() -> None:
    exercise = payment_open(104)

    assert not [one for one in found_so_far(exercise) if one.startswith("order-unfunded")]


STOPGAP = "full-year-appropriation"


def under_stopgap(*, in_force: bool, asked: bool = False) -> Exercise:
    ask = replace(next(one for one in BASELINE.playbook if one.id == "warn"), id="except-from-stopgap")
    playbook = (*steps(ORDER, "rank", needs=(STOPGAP,)), ask)
    exercise = missiles_ordered(in_orders(small_world(playbook=playbook)))
    if in_force:
        changed_law = AuthorityChanged(authority=STOPGAP, in_force=True, until_week=0, week=1, cause="")
        exercise = apply_all(exercise, (changed_law,))
    return proposed(exercise, OrganisationId("dod/as"), "except-from-stopgap") if asked else exercise


def test_15_4_a_step_that_a_stopgap_holds_up_is_found_where_nobody_asks_for_an_exception() -> None:
    assert ("continuing-resolution", f"{ORDER_OF_MISSILES} rank") in found_at_picture(under_stopgap(in_force=False))


def test_15_4_no_stopgap_holds_up_what_is_appropriated_or_asked_to_be_excepted() -> None:
    for exercise in (under_stopgap(in_force=True), under_stopgap(in_force=False, asked=True)):
        assert not [one for one in found_at_picture(exercise) if one[0] == "continuing-resolution"]


def release_declined(*, assessed: bool) -> Exercise:
    world = small_world(partners=(partner(JAPAN),))
    exercise = sharing_proposed(in_orders(world))
    if assessed:
        law = AuthorityChanged(authority=f"standing-assessment-{JAPAN}", in_force=True, until_week=0, week=1, cause="")
        exercise = apply_all(exercise, (law,))
    return done(exercise, STATE, decline(SHARING, "release"))


def test_15_4_a_release_that_is_declined_without_weighing_both_sides_is_found_once() -> None:
    exercise = release_declined(assessed=False)

    assert ("release-without-both-sides", f"{SHARING} release") in found_at_picture(exercise)
    assert not found_at_picture(replace(exercise, turn=2))


def test_15_4_a_release_that_is_declined_on_an_assessment_is_a_choice_and_no_candidate() -> None:
    assert not found_at_picture(release_declined(assessed=True))


def contested(exercise: Exercise, *lines: LineRow) -> list[tuple[str, str]]:
    found = found_in_week(held_for(exercise, "component-contested", SEEKER, 3), *week_of(SHORT_OF_MISSILES, lines))
    return [one for one in found if one[0] == "component-contested"]


def test_15_4_a_component_that_two_systems_take_and_that_holds_up_a_short_one_is_contested() -> None:
    rows = (line_row(MISSILE_US, SEEKER), line_row(TORPEDO_US, "contract"))

    assert contested(in_orders(), *rows) == [("component-contested", SEEKER)]


def test_15_4_a_component_is_not_contested_by_one_system_or_once_it_is_ranked_or_rated() -> None:
    rows = (line_row(MISSILE_US, SEEKER), line_row(TORPEDO_US, "contract"))
    alone = (line_row(MISSILE_US, SEEKER), line_row(TORPEDO_US, "contract", started=0))
    exercise = in_orders()

    ranked = done(exercise, STAFF, SetRanking(systems=(TORPEDO, MISSILE)))
    assert contested(exercise, *alone) == []
    assert contested(ranked, *rows) == []
    assert contested(replace(exercise, policies={f"rating {MISSILE}": 2}), *rows) == []


def repairs_waiting(thousandths: int, tasked: Mapping[OrganisationId, int]) -> list[tuple[str, str]]:
    yard = Yard(operator=JAPAN, place="", slots=figure(1_000))
    ships = Repair(
        id="SHIPS",
        title="Ships",
        operator=PRIMES,
        platform="naval",
        rate=figure(0),
        launch_permille=figure(0),
        yards=(yard,),
    )
    exercise = held_for(in_orders(small_world(repairs=(ships,))), "repair-slot-unused", f"SHIPS {JAPAN}", 3)
    ((key, state),) = exercise.stocks.repairs.items()
    waiting = replace(state, waiting={STRAIT: thousandths}, yards=tasked)
    return found_in_week(replace(exercise, stocks=replace(exercise.stocks, repairs={key: waiting})))


def test_15_4_a_yard_is_unused_while_a_repair_waits_that_it_was_never_tasked_with() -> None:
    assert repairs_waiting(1_000, {}) == [("repair-slot-unused", f"SHIPS {JAPAN}")]


def test_15_4_a_yard_is_not_unused_once_it_is_tasked_or_while_nothing_waits() -> None:
    assert repairs_waiting(1_000, {JAPAN: 1}) == []
    assert repairs_waiting(999, {}) == []


def both_expand(percent: str) -> Exercise:
    """Japan and its appropriators, a partner here, each pay for more seekers."""
    fund = changed(EXPAND.steps, "fund", by=JAPAN, account="coalition", price=None)
    abroad = replace(EXPAND, id="expand-abroad", proposers=(JAPAN,), steps=fund)
    parameters = changed(EXPAND.parameters, "percent", choices=("10", "200"))
    playbook = tuple(replace(one, parameters=parameters) for one in (EXPAND, abroad))
    world = small_world(playbook=playbook, partners=(partner(JAPAN), partner(CONGRESS)))
    exercise = proposed(in_orders(world), OrganisationId("dod/as"), "expand", component=SEEKER, percent=percent)
    exercise = proposed(exercise, JAPAN, "expand-abroad", component=SEEKER, percent=percent)
    for identity in list(exercise.initiatives):
        exercise = approved(exercise, identity, "fund")
    return until(exercise, Phase.PICTURE)


def test_15_4_two_allies_who_pay_for_more_of_a_component_than_anybody_can_take_duplicate() -> None:
    assert f"duplicate-investment {SEEKER}" in found_so_far(both_expand("200"))


def test_15_4_two_allies_who_pay_for_what_can_be_taken_do_not_duplicate() -> None:
    assert not found_so_far(both_expand("10"))


def in_a_row(*, side_by_side_at: int) -> Exercise:
    beside = changed(ORDER.steps, "fund", after_side_by_side=())
    kind = replace(ORDER, steps=beside, side_by_side_at=side_by_side_at)
    return missiles_ordered(in_orders(small_world(playbook=changed(BASELINE.playbook, ORDER.id, **_fields(kind)))))


def _fields(kind: InitiativeType) -> dict[str, Any]:
    return {"steps": kind.steps, "side_by_side_at": kind.side_by_side_at}


def test_15_4_three_approvals_in_a_row_that_could_stand_side_by_side_are_serial() -> None:
    assert ("serial-approvals", ORDER.id) in found_at_picture(in_a_row(side_by_side_at=1))


def test_15_4_approvals_are_not_serial_where_nothing_could_stand_beside_or_the_mechanism_does() -> None:
    stands = replace(in_a_row(side_by_side_at=1), mechanism_since=(1,))

    assert not found_at_picture(in_a_row(side_by_side_at=0))
    assert not found_at_picture(stands)
    assert not found_at_picture(sharing_proposed(in_orders(with_step(SHARE, "release"))))
