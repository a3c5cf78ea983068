from dataclasses import replace

import pytest

from engine.dice import draw
from engine.events import Shipped, StockReported
from engine.exercise import Stocks, Transit, days_of_supply, need_in
from engine.units import between
from engine.week.chance import Dice, Expected
from engine.week.kernel import run_week, stocks_at_start
from engine.week.logistics import reserve, ship
from tests.support.exercises import in_orders, turns_passed
from tests.support.worlds import (
    DECK,
    MISSILE,
    SYSTEMS,
    THEATRE,
    TORPEDO,
    changed,
    figure,
    need,
    small_world,
)

WORLD = small_world()


def stocks(missiles: int = 100_000, torpedoes: int = 100_000, transit: tuple[Transit, ...] = ()) -> Stocks:
    """So many thousandths in the theatre."""
    return replace(stocks_at_start(WORLD), theatre={MISSILE: missiles, TORPEDO: torpedoes}, transit=transit)


def sent(shipments: list[Shipped], system: str) -> dict[str, int]:
    return {one.by: one.sent for one in shipments if one.system == system}


@pytest.mark.parametrize("week", [14, 20, 33, 52])
def test_6_1_need_is_drawn_each_week_between_low_mode_and_high(week: int) -> None:
    declared = need_in(WORLD, MISSILE, week)
    assert declared is not None

    drawn = Dice("seed").need(declared, week)

    assert drawn == between(10_000, 20_000, 40_000, draw("seed", "need", MISSILE, week=week))
    assert 10_000 <= drawn <= 40_000


def test_6_1_need_is_before_rationing_and_what_is_not_met_is_not_carried_over() -> None:
    events = run_week(WORLD, stocks(missiles=4_000), 1, Expected(), confidence=50)
    again = run_week(WORLD, stocks(missiles=0), 2, Expected(), confidence=50)

    first, second = ({one.system: one for one in week if isinstance(one, StockReported)} for week in (events, again))
    assert (first[MISSILE].need, first[MISSILE].used, first[MISSILE].short, first[MISSILE].stock) == (10_000, 4_000, 6_000, 0)
    assert (second[MISSILE].need, second[MISSILE].short) == (10_000, 10_000)


def test_6_1_where_nothing_is_declared_nothing_is_needed() -> None:
    world = small_world(need=(need(MISSILE, 5, 52, 1, 1, 1),))

    events = run_week(world, stocks_at_start(world), 4, Expected(), confidence=50)

    assert [one.need for one in events if isinstance(one, StockReported)] == [0, 0]


@pytest.mark.parametrize(("stock", "days"), [(100_000, 70), (0, 0), (9_999, 6), (10**9, 9_999)])
def test_6_2_days_of_supply_are_seven_times_stock_over_the_weeks_need_at_its_mode(stock: int, days: int) -> None:
    assert days_of_supply(stock, need_in(WORLD, MISSILE, 1)) == days


def test_6_2_days_of_supply_go_by_the_need_of_the_present_week() -> None:
    before, after = in_orders(), turns_passed(in_orders(pace="quarters"), 1)

    assert before.days_of_supply(MISSILE) == 70
    assert after.days_of_supply(MISSILE) == 7 * after.stocks.theatre[MISSILE] // 20_000
    assert days_of_supply(5, None) == 9_999


def test_6_3_the_rear_ships_what_the_theatre_lacks_of_six_weeks_need() -> None:
    shipments = ship(WORLD, stocks(missiles=40_000), 1, Expected())

    assert sent(shipments, MISSILE) == {"air": 5_000, "sea": 15_000}  # 60 less 40; a quarter by air
    assert sent(shipments, TORPEDO) == {}


def test_6_3_what_is_under_way_counts() -> None:
    under_way = (Transit(system=MISSILE, arrives=9, units=15_000), Transit(system=TORPEDO, arrives=9, units=7))

    shipments = ship(WORLD, stocks(missiles=40_000, transit=under_way), 1, Expected())

    assert sent(shipments, MISSILE) == {"air": 1_250, "sea": 3_750}


def test_6_3_lift_is_shared_by_what_the_systems_ask() -> None:
    world = small_world(theatre=replace(THEATRE, lift_per_week=10, air_permille=0))

    shipments = ship(world, stocks(missiles=40_000, torpedoes=10_000), 1, Expected())

    assert (sent(shipments, MISSILE), sent(shipments, TORPEDO)) == ({"sea": 5_000}, {"sea": 5_000})  # each asks 20


def test_6_3_only_the_open_part_of_the_sea_lift_sails() -> None:
    narrowed = replace(stocks(missiles=40_000), sea_permille=400)

    shipments = ship(WORLD, narrowed, 1, Expected())

    assert sent(shipments, MISSILE) == {"air": 5_000, "sea": 6_000}
    assert shipments[-1].rear == 100_000 - 11_000


def test_6_3_air_and_sea_take_their_declared_weeks() -> None:
    shipments = ship(WORLD, stocks(missiles=40_000), 3, Expected())

    assert {one.by: one.arrives for one in shipments} == {"air": 4, "sea": 7}


def test_6_4_thirty_percent_of_the_rear_stock_of_startex_is_not_shipped() -> None:
    world = small_world(systems=changed(SYSTEMS, MISSILE, stock_world=figure(150)))
    at_start = replace(stocks_at_start(world), theatre={MISSILE: 0, TORPEDO: 100_000})

    first = ship(world, at_start, 1, Expected())
    spent = ship(world, replace(at_start, rear={**at_start.rear, MISSILE: 15_000}), 1, Expected())

    assert reserve(world, MISSILE) == 15_000
    assert sum(sent(first, MISSILE).values()) == 35_000  # the theatre asks for 60
    assert sent(spent, MISSILE) == {}


@pytest.mark.parametrize("week", range(13, 24))
def test_6_5_from_the_shooting_war_on_a_sea_shipment_is_attacked_with_the_declared_chance(week: int) -> None:
    shipments = ship(WORLD, stocks(missiles=0), week, Dice("seed"))

    lost = {one.by: one.lost for one in shipments if one.system == MISSILE}
    sea = sent(shipments, MISSILE)["sea"]
    attacked = week >= DECK.shooting_week and draw("seed", "interdiction", MISSILE, week=week) < 500
    assert lost == {"air": 0, "sea": sea * 400 // 1_000 if attacked else 0}


def test_6_5_some_are_attacked_and_some_are_not() -> None:
    attacked = sum(Dice("seed").lost(THEATRE, MISSILE, week, 1_000) > 0 for week in range(14, 114))

    assert 35 < attacked < 65


def test_6_5_what_was_lost_does_not_arrive() -> None:
    hazardous = small_world(theatre=replace(THEATRE, hazard_permille=1_000, air_permille=0))

    (shipment,) = [one for one in ship(hazardous, stocks(missiles=100_000), 14, Dice("seed")) if one.system == MISSILE]

    assert (shipment.sent, shipment.lost) == (20_000, 8_000)


def test_6_5_a_projection_expects_the_mean_loss() -> None:
    shipments = ship(WORLD, stocks(missiles=100_000), 14, Expected())

    assert [(one.sent, one.lost) for one in shipments if one.by == "sea"] == [(15_000, 3_000)]  # half of 40 %
