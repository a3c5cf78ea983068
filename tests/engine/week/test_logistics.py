from dataclasses import replace

import pytest

from engine.baseline import Holding
from engine.dice import draw
from engine.exercise import days_of_supply, need_in
from engine.ids import TheatreId
from engine.stocks import Detour, NeedFactor, SeaLift, Stocks, Transit
from engine.units import between
from engine.week.chance import Dice, Expected
from engine.week.kernel import stocks_at_start
from engine.week.plan import plan_of, rear_at_start
from engine.world import World
from tests.support.exercises import in_orders, turns_passed
from tests.support.weeks import lived
from tests.support.worlds import (
    DECK,
    LINES,
    MISSILE,
    MISSILE_JP,
    STRAIT,
    SYSTEMS,
    THEATRE,
    TORPEDO,
    changed,
    figure,
    need,
    small_world,
)

WORLD = small_world()
KOREA = TheatreId("korea")
FRONTS = (THEATRE, replace(THEATRE, id=KOREA, title="Korea"))


def two_fronts(**more: object) -> World:
    """The same need in Korea as in the strait; nothing stands in Korea, and Japan's line supplies the rear."""
    korean = tuple(replace(one, theatre=KOREA) for one in DECK.need)
    given: dict[str, object] = {"theatres": FRONTS, "need": (*DECK.need, *korean), **more}
    return small_world(**given, lines=changed(LINES, MISSILE_JP, delivers_to="rear"))


def stocks(
    missiles: int = 100_000, torpedoes: int = 100_000, transit: tuple[Transit, ...] = (), world: World = WORLD
) -> Stocks:
    """So many thousandths in the strait, and nothing in the work."""
    at_start = stocks_at_start(world)
    here = {key: {MISSILE: 0, TORPEDO: 0} for key in at_start.theatre}
    lines = {key: replace(line, wip=(0,) * 4) for key, line in at_start.lines.items()}
    return replace(at_start, theatre={**here, STRAIT: {MISSILE: missiles, TORPEDO: torpedoes}}, lines=lines, transit=transit)


@pytest.mark.parametrize("week", [14, 20, 33, 52])
def test_6_1_need_is_drawn_each_week_between_low_mode_and_high(week: int) -> None:
    row = lived(WORLD, stocks(), week, chance=Dice("seed")).stock(MISSILE)

    assert row.need == between(10_000, 20_000, 40_000, draw("seed", "need", MISSILE, STRAIT, week=week))
    assert 10_000 <= row.need <= 40_000


def test_6_1_each_theatre_has_a_draw_of_its_own() -> None:
    week = lived(two_fronts(), stocks(world=two_fronts()), 14, chance=Dice("seed"))

    assert week.stock(MISSILE, KOREA).need == between(10_000, 20_000, 40_000, draw("seed", "need", MISSILE, KOREA, week=14))
    assert week.stock(MISSILE, KOREA).need != week.stock(MISSILE).need


def test_6_1_need_is_before_rationing_and_what_is_not_met_is_not_carried_over() -> None:
    first, second = lived(WORLD, stocks(missiles=4_000), 1).stock(MISSILE), lived(WORLD, stocks(missiles=0), 2).stock(MISSILE)

    assert (first.need, first.used, first.short, first.stock) == (10_000, 4_000, 6_000, 0)
    assert (second.need, second.short) == (10_000, 10_000)


def test_6_1_where_nothing_is_declared_nothing_is_needed() -> None:
    world = small_world(need=(need(MISSILE, 5, 52, 1, 1, 1),))

    week = lived(world, stocks(world=world), 4)

    assert week.events[0].rows == ()


def test_6_1_an_effect_multiplies_the_need_until_it_ends() -> None:
    factors = (NeedFactor(STRAIT, MISSILE, 1_500, 3), NeedFactor(STRAIT, MISSILE, 800, 0))
    grown = replace(stocks(), need_factors=factors)

    assert [lived(WORLD, grown, week).stock(MISSILE).need for week in (3, 4)] == [12_000, 8_000]
    assert lived(WORLD, grown, 3).stock(TORPEDO).need == 5_000


@pytest.mark.parametrize(("stock", "days"), [(100_000, 70), (0, 0), (9_999, 6), (10**9, 9_999)])
def test_6_2_days_of_supply_are_seven_times_stock_over_the_weeks_need_at_its_mode(stock: int, days: int) -> None:
    assert days_of_supply(stock, need_in(WORLD, STRAIT, MISSILE, 1)) == days


def test_6_2_days_of_supply_go_by_the_need_of_the_present_week() -> None:
    before, after = in_orders(), turns_passed(in_orders(pace="quarters"), 1)

    assert before.days_of_supply(STRAIT, MISSILE) == 70
    assert after.days_of_supply(STRAIT, MISSILE) == 7 * after.stocks.theatre[STRAIT][MISSILE] // 20_000
    assert days_of_supply(5, None) == 9_999


def test_6_3_the_rear_ships_what_the_theatre_lacks_of_six_weeks_need() -> None:
    week = lived(WORLD, stocks(missiles=50_000))

    assert week.sent(MISSILE) == {"air": 5_000, "sea": 15_000}  # 10 are used: 60 less 40; a quarter by air
    assert week.sent(TORPEDO) == {}


def test_6_3_a_policy_sets_the_weeks_of_cover() -> None:
    week = lived(WORLD, stocks(missiles=20_000), policies={f"cover {MISSILE}": 3})

    assert sum(week.sent(MISSILE).values()) == 20_000


def test_6_3_what_is_under_way_counts() -> None:
    under_way = (Transit(STRAIT, MISSILE, 9, 15_000), Transit(STRAIT, TORPEDO, 9, 7))

    week = lived(WORLD, stocks(missiles=50_000, transit=under_way))

    assert week.sent(MISSILE) == {"air": 1_250, "sea": 3_750}


def test_6_3_lift_is_shared_by_what_the_systems_ask() -> None:
    world = small_world(theatres=(replace(THEATRE, lift_per_week=10, air_permille=0),))

    week = lived(world, stocks(missiles=50_000, torpedoes=15_000, world=world))

    assert (week.sent(MISSILE), week.sent(TORPEDO)) == ({"sea": 5_000}, {"sea": 5_000})  # each asks 20


def test_6_3_what_is_small_takes_less_lift() -> None:
    narrow = (replace(THEATRE, lift_per_week=6, air_permille=0),)
    world = small_world(theatres=narrow, systems=changed(SYSTEMS, TORPEDO, lift=100))

    week = lived(world, stocks(missiles=50_000, torpedoes=15_000, world=world))

    assert (week.sent(MISSILE), week.sent(TORPEDO)) == ({"sea": 5_455}, {"sea": 5_450})  # of 6, by 20 and 2


def test_6_3_only_the_open_part_of_the_sea_lift_sails() -> None:
    narrowed = replace(stocks(missiles=50_000), sea={STRAIT: SeaLift(400, 1)})

    now, later = lived(WORLD, narrowed), lived(WORLD, narrowed, 2)

    assert now.sent(MISSILE) == {"air": 5_000, "sea": 6_000}
    assert now.rear(MISSILE).stock == 100_000 - 11_000
    assert later.sent(MISSILE) == {"air": 5_000, "sea": 15_000}


def test_6_3_air_and_sea_take_their_declared_weeks() -> None:
    week = lived(WORLD, stocks(missiles=50_000), 3)

    assert {by: row.arrives for by, row in week.shipments(MISSILE).items()} == {"air": 4, "sea": 7}
    assert sorted(week.after.transit) == [(STRAIT, MISSILE, 4, 5_000), (STRAIT, MISSILE, 7, 15_000)]


def test_6_5_a_longer_way_delays_what_sails_in_its_weeks_and_nothing_that_flies() -> None:
    longer = replace(stocks(missiles=50_000), detours={STRAIT: Detour(4, 3)})

    now, later = lived(WORLD, longer, 3), lived(WORLD, longer, 4)

    assert {by: row.arrives for by, row in now.shipments(MISSILE).items()} == {"air": 4, "sea": 11}
    assert {by: row.arrives for by, row in later.shipments(MISSILE).items()} == {"air": 5, "sea": 8}
    assert now.after.detours == {STRAIT: Detour(4, 3)}


def test_6_4_thirty_percent_of_the_rear_stock_of_startex_is_not_shipped() -> None:
    world = small_world(systems=changed(SYSTEMS, MISSILE, stock_world=figure(150)))
    at_start = stocks(missiles=0, world=world)

    first = lived(world, at_start)
    spent = lived(world, replace(at_start, rear={**at_start.rear, MISSILE: 15_000}))

    assert rear_at_start(world, MISSILE) == 50_000
    assert sum(first.sent(MISSILE).values()) == 35_000  # the theatre asks for 60
    assert spent.sent(MISSILE) == {}


def test_6_4_a_policy_sets_the_reserve() -> None:
    week = lived(WORLD, stocks(missiles=0), 14, policies={f"reserve-floor {MISSILE}": 800})

    assert sum(week.sent(MISSILE).values()) == 20_000


def test_6_4_what_stands_in_a_theatre_that_is_not_fought_in_is_not_in_the_rear() -> None:
    abroad = Holding(theatre="elsewhere", units=figure(30))
    systems = changed(SYSTEMS, MISSILE, holdings=(*SYSTEMS[0].holdings, abroad))
    world = small_world(systems=systems)

    assert rear_at_start(world, MISSILE) == 70_000
    assert stocks_at_start(world).standing(MISSILE) == 100_000


@pytest.mark.parametrize("week", range(13, 24))
def test_6_5_from_the_shooting_war_on_a_sea_shipment_is_attacked_with_the_declared_chance(week: int) -> None:
    shipments = lived(WORLD, stocks(missiles=0), week, chance=Dice("seed")).shipments(MISSILE)

    sea = shipments["sea"]
    attacked = week >= DECK.shooting_week and draw("seed", "interdiction", MISSILE, STRAIT, week=week) < 500
    assert shipments["air"].lost == 0
    assert sea.lost == (sea.sent * 400 // 1_000 if attacked else 0)


def test_6_5_some_are_attacked_and_some_are_not() -> None:
    attacked = sum(Dice("seed").lost(THEATRE, MISSILE, week, 1_000) > 0 for week in range(14, 114))

    assert 35 < attacked < 65


def test_6_5_what_was_lost_does_not_arrive() -> None:
    world = small_world(theatres=(replace(THEATRE, hazard_permille=1_000, air_permille=0),))

    week = lived(world, stocks(missiles=100_000, world=world), 14, chance=Dice("seed"))

    need = week.stock(MISSILE).need
    sent = 20_000 + need  # six weeks of 20, less what is left
    assert week.shipments(MISSILE)["sea"][3:5] == (sent, sent * 400 // 1_000)
    assert sum(one.units for one in week.after.transit if one.system == MISSILE) == sent - sent * 400 // 1_000


def test_6_5_a_projection_expects_the_mean_loss() -> None:
    row = lived(WORLD, stocks(missiles=120_000), 14).shipments(MISSILE)["sea"]

    assert (row.sent, row.lost) == (15_000, 3_000)  # half of 40 %


def test_6_3_theatres_that_ask_for_more_than_there_is_share_it() -> None:
    world = two_fronts()
    at_start = stocks(missiles=0, world=world)

    even = lived(world, at_start, 14)
    weighted = lived(world, at_start, 14, policies={f"theatre-share {STRAIT}": 3_000})

    assert [sum(even.sent(MISSILE, one).values()) for one in (STRAIT, KOREA)] == [35_000, 35_000]
    assert [sum(weighted.sent(MISSILE, one).values()) for one in (STRAIT, KOREA)] == [52_500, 17_500]


def test_6_3_what_a_theatre_does_not_ask_for_goes_to_the_others() -> None:
    world = two_fronts()
    nearly_full = stocks(missiles=130_000, world=world)

    week = lived(world, nearly_full, 14, policies={f"theatre-share {STRAIT}": 1_000_000})

    assert [sum(week.sent(MISSILE, one).values()) for one in (STRAIT, KOREA)] == [10_000, 60_000]


def test_6_7_other_theatres_draw_their_percent_of_the_rate_from_the_rear_as_far_as_it_is_there() -> None:
    world = small_world(systems=changed(SYSTEMS, MISSILE, drain=figure(20)))
    at_start = stocks(world=world)

    full = lived(world, at_start).rear(MISSILE)
    halved = lived(world, replace(at_start, drain_permille=500)).rear(MISSILE)
    empty = lived(world, replace(at_start, rear={**at_start.rear, MISSILE: 1_000})).rear(MISSILE)

    assert plan_of(world).drain[0] == 3_000  # a fifth of the 15 that both lines make a week
    assert (full.drained, halved.drained) == (3_000, 1_500)
    assert (empty.drained, empty.stock) == (1_000, 0)


def test_a_projection_takes_the_mode() -> None:
    rows, modes, _ = plan_of(WORLD).needs(14)

    assert Expected().needs(rows, 14) == modes == [20_000, 5_000]
