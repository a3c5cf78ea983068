import pytest

from engine import events as e
from engine import orders as o
from engine.effects import MoneyEffect
from engine.ids import SystemId
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.rules.causes import Cause
from engine.rules.money import main_line, price_of, tooling_add, tooling_headroom
from engine.rules.outcomes import carry_out
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    approval,
    approved,
    given,
    in_brief,
    in_orders,
    missiles_ordered,
    refused,
    sharing_proposed,
    turns_passed,
    until,
    weeks_passed,
)
from tests.support.worlds import (
    AS,
    BASELINE,
    CENTS,
    COALITION,
    CONGRESS,
    EXPAND,
    JAPAN,
    MISSILE,
    MISSILE_US,
    ORDER,
    PROCUREMENT,
    SEEKER,
    SHARE,
    SYSTEMS,
    TORPEDO,
    WARN,
    at_once,
    changed,
    figure,
    small_world,
)


def test_7_1_only_the_owner_of_an_account_pays_from_it() -> None:
    exercise = approved(missiles_ordered(in_orders(small_world(playbook=at_once(ORDER)))), ORDER_OF_MISSILES, "rank")

    paid = approved(exercise, ORDER_OF_MISSILES, "fund")

    assert refused(exercise, AS, approval(ORDER_OF_MISSILES, "fund")) is RefusalCode.NOT_POSSIBLE_NOW
    assert dict(paid.balances) == {PROCUREMENT: 8_600 * CENTS, COALITION: 3_000 * CENTS}


def test_7_1_an_account_is_never_overdrawn_by_a_payment() -> None:
    poor = small_world(accounts=changed(BASELINE.accounts, COALITION, opening=figure(2_499)), playbook=at_once(SHARE))
    exact = small_world(accounts=changed(BASELINE.accounts, COALITION, opening=figure(2_500)), playbook=at_once(SHARE))
    opened = [approved(sharing_proposed(in_orders(world)), SHARING, "release") for world in (poor, exact)]

    code = refused(opened[0], JAPAN, approval(SHARING, "fund"))

    assert code is RefusalCode.NO_MONEY_LEFT
    assert approved(opened[1], SHARING, "fund").balances[COALITION] == 0


@pytest.mark.parametrize(("taken", "left"), [(1_000, 2_000), (3_000, 0), (9_999, 0)])
def test_7_1_an_account_is_never_overdrawn_by_an_effect(taken: int, left: int) -> None:
    effect = MoneyEffect(effect="money", account=COALITION, thousand_dollars=-taken)

    (event,) = carry_out(in_brief(), effect, Cause(name="inject", since=1))

    assert isinstance(event, e.MoneyArrived)
    assert 3_000 * CENTS + event.amount == left * CENTS


def test_7_2_a_step_without_a_price_costs_nothing() -> None:
    assert price_of(small_world(), WARN.steps[0], {}) == 0


@pytest.mark.parametrize(("units", "tooling"), [(1, 9), (104, 1_000), (52, 500), (1_000, 9_615)])
def test_7_2_an_order_costs_units_times_unit_cost_and_its_tooling(units: int, tooling: int) -> None:
    price = price_of(small_world(), ORDER.step("fund"), {"system": MISSILE, "units": str(units)})

    assert price == (units * 100 + tooling) * CENTS


def test_7_2_an_expansion_costs_its_declared_sum_and_what_is_fixed() -> None:
    price = price_of(small_world(), EXPAND.step("fund"), {"component": SEEKER, "percent": "100"})

    assert price == (5_000 + 500) * CENTS


@pytest.mark.parametrize(("rung", "cost"), [("assembly", 1_000), ("components", 2_500)])
def test_7_2_a_price_may_depend_on_what_was_chosen(rung: str, cost: int) -> None:
    assert price_of(small_world(), SHARE.step("fund"), {"country": JAPAN, "rung": rung}) == cost * CENTS


def test_7_3_tooling_is_bought_so_that_the_units_can_be_made_within_104_weeks() -> None:
    world = small_world()

    assert [tooling_add(world, MISSILE, units) for units in (104, 208, 1)] == [1_000, 2_000, 9]


def test_7_3_tooling_is_bought_up_to_the_rate_that_is_reachable_in_four_years() -> None:
    world = small_world()

    # 104 a month are 24,000 thousandths a week; 110 % of 12,000 stand there already
    assert tooling_headroom(world, MISSILE) == 24_000 - 13_200
    assert tooling_add(world, MISSILE, 5_000) == 10_800


def test_7_3_its_price_is_the_same_part_of_the_systems_tooling_cost() -> None:
    world = small_world(systems=changed(SYSTEMS, MISSILE, tooling_cost=figure(2_160)))

    with_tooling = price_of(world, ORDER.step("fund"), {"system": MISSILE, "units": "104"})

    assert with_tooling == (10_400 + 2_160 * 1_000 // 10_800) * CENTS


def test_7_3_where_nothing_more_is_reachable_no_tooling_is_bought() -> None:
    world = small_world()

    assert (tooling_headroom(world, TORPEDO), tooling_add(world, TORPEDO, 100)) == (0, 0)
    assert price_of(world, ORDER.step("fund"), {"system": TORPEDO, "units": "100"}) == 5_000 * CENTS


def test_7_3_a_contract_goes_to_the_line_with_the_highest_rate() -> None:
    assert main_line(small_world(), SystemId(MISSILE)).id == MISSILE_US


def test_7_4_a_grant_arrives_in_its_declared_week_and_only_then() -> None:
    resolving = until(turns_passed(in_orders(), 1), Phase.RESOLVE)

    balances = [weeks_passed(resolving, weeks).balances[PROCUREMENT] // CENTS for weeks in (1, 2, 3, 4)]

    assert balances == [20_000, 20_000, 25_000, 25_000]


def test_7_4_the_arrival_of_a_grant_names_the_account_and_its_owner() -> None:
    resolving = weeks_passed(until(turns_passed(in_orders(), 1), Phase.RESOLVE), 2)

    events = given(resolving, None, o.ResolveWeek(week=7))

    (arrived,) = [one for one in events if isinstance(one, e.MoneyArrived)]
    assert (arrived.account, arrived.owner, arrived.amount, arrived.cause) == (PROCUREMENT, CONGRESS, 5_000 * CENTS, "grant")
