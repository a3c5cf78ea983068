"""Chapter 15.4: detectors of what is made, stored and carried fire on what they are for and on nothing like it."""

from dataclasses import replace
from typing import Any

from engine.apply import apply_all
from engine.baseline import IndexKind, Reserve
from engine.events import AuthorityChanged, Event, ShipmentRow, Shipped, SiteDamaged, StockChanged, StockRow, StocksReported
from engine.exercise import Exercise
from engine.stocks import Damage
from tests.support.detecting import SHORT_OF_MISSILES, line_row, noticed, stock_row, week_of
from tests.support.exercises import in_orders
from tests.support.worlds import (
    BASELINE,
    INDICES,
    JAPAN,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    PRIMES,
    SEEKER,
    STRAIT,
    SYSTEMS,
    changed,
    figure,
    small_world,
)


def with_stocks(exercise: Exercise, **changes: Any) -> Exercise:
    return replace(exercise, stocks=replace(exercise.stocks, **changes))


def with_rear(units: int) -> Exercise:
    exercise = in_orders()
    return with_stocks(exercise, rear={**exercise.stocks.rear, MISSILE: units * 1_000})


def test_15_4_people_alone_hold_up_a_line_of_a_short_system() -> None:
    exercise = in_orders()
    people, machines = line_row(MISSILE_US, "workforce"), line_row(MISSILE_US, "tooling")

    assert noticed("workforce-binds", exercise, *week_of(SHORT_OF_MISSILES, [people])) == [MISSILE_US]
    assert noticed("workforce-binds", exercise, *week_of(SHORT_OF_MISSILES, [machines])) == []
    assert noticed("workforce-binds", exercise, *week_of((), [people])) == []


def test_15_4_a_reserve_of_a_system_that_is_needed_is_below_three_tenths_of_startex() -> None:
    week = week_of([stock_row(MISSILE)])

    assert noticed("reserve-below-floor", with_rear(29), *week) == [f"rear {MISSILE}"]
    assert noticed("reserve-below-floor", with_rear(30), *week) == []
    assert noticed("reserve-below-floor", with_rear(29)) == []


def reserve_in_japan(interoperability: int) -> Exercise:
    reserve = Reserve(owner=JAPAN, units=figure(40), interoperability=interoperability)
    return in_orders(small_world(systems=changed(SYSTEMS, MISSILE, reserves=(reserve,))))


def test_15_4_an_allys_reserve_has_a_floor_too() -> None:
    lent = with_stocks(reserve_in_japan(3), reserves={JAPAN: {MISSILE: 11_000}})

    assert noticed("reserve-below-floor", lent, *week_of([stock_row(MISSILE)])) == [f"{JAPAN} {MISSILE}"]
    assert noticed("reserve-below-floor", reserve_in_japan(3), *week_of([stock_row(MISSILE)])) == []


def test_15_4_an_allys_units_that_do_not_fit_are_found_while_the_system_is_short() -> None:
    detector = "allied-stock-not-interoperable"

    assert noticed(detector, reserve_in_japan(1), *week_of(SHORT_OF_MISSILES)) == [f"{JAPAN} {MISSILE}"]
    assert noticed(detector, reserve_in_japan(2), *week_of(SHORT_OF_MISSILES)) == []
    assert noticed(detector, reserve_in_japan(1), *week_of([stock_row(MISSILE)])) == []


def short_there(exercise: Exercise) -> Exercise:
    return with_stocks(exercise, theatre={STRAIT: {**exercise.stocks.theatre[STRAIT], MISSILE: 0}})


def test_15_4_a_theatre_is_short_of_what_stands_elsewhere_until_a_ship_arrives() -> None:
    week = week_of(SHORT_OF_MISSILES)

    assert noticed("stock-elsewhere", short_there(with_rear(40)), *week) == [f"{STRAIT} {MISSILE}"]
    assert noticed("stock-elsewhere", short_there(with_rear(39)), *week) == []
    assert noticed("stock-elsewhere", with_rear(40), *week) == []  # what stands there lasts longer than the way


def waits_for_lift(why: str, need: int = 10_000) -> tuple[Event, ...]:
    row = StockRow(STRAIT, MISSILE, 0, need, need, 4_000, 0, why)  # type: ignore[arg-type]
    return (StocksReported(week=1, rows=(row,)),)


def test_15_4_units_above_the_reserve_wait_for_lift_while_a_theatre_is_short() -> None:
    exercise = with_rear(31)

    assert noticed("units-wait-for-lift", exercise, *waits_for_lift("transport")) == [f"{STRAIT} {MISSILE}"]
    assert noticed("units-wait-for-lift", exercise, *waits_for_lift("lines")) == []
    kept = replace(exercise, policies={f"reserve-floor {MISSILE}": 1_000})
    assert noticed("units-wait-for-lift", kept, *waits_for_lift("transport")) == []


def test_15_4_a_unit_that_waits_is_nothing_beside_a_want_of_many() -> None:
    exercise = with_rear(31)

    assert noticed("units-wait-for-lift", exercise, *waits_for_lift("transport", 14_000)) == [f"{STRAIT} {MISSILE}"]
    assert noticed("units-wait-for-lift", exercise, *waits_for_lift("transport", 15_000)) == []


def hit(cause: str) -> tuple[Event, ...]:
    stock = StockChanged(system=MISSILE, theatre=STRAIT, by=-5_000, stock=0, owners=(), reserve=0, cause=cause)
    sites = [SiteDamaged(site=one, operator=PRIMES, permille=400, until=9, cause=cause) for one in (MISSILE_JP, MISSILE_US)]
    return (stock, *sites)


def in_force(exercise: Exercise, authority: str) -> Exercise:
    law = AuthorityChanged(authority=authority, in_force=True, until_week=0, week=1, cause="")
    return apply_all(exercise, (law,))


def test_15_4_what_red_takes_forward_is_lost_unless_it_was_hardened_or_spread() -> None:
    exercise = in_orders()

    assert noticed("forward-site-lost", exercise, *hit("red strike")) == [f"{STRAIT} {MISSILE}", MISSILE_JP]
    assert noticed("forward-site-lost", exercise, *hit("choice lend nsc/staff")) == []
    for authority in ("forward-stocks-hardened", "dispersed-stocks"):
        assert noticed("forward-site-lost", in_force(exercise, authority), *hit("red strike")) == []


def shipped(sea: int, air: int) -> tuple[Event, ...]:
    rows = (ShipmentRow(STRAIT, MISSILE, "sea", sea, 0, 20), ShipmentRow(STRAIT, MISSILE, "air", air, 0, 17))
    return (Shipped(week=16, rows=rows),)


def test_15_4_most_goes_by_sea_in_war_and_stands_in_one_place() -> None:
    war = replace(in_orders(), week=14)

    assert noticed("one-node-carries-most", war, *shipped(601, 399)) == [STRAIT]
    assert noticed("one-node-carries-most", war, *shipped(600, 400)) == []
    assert noticed("one-node-carries-most", in_orders(), *shipped(601, 399)) == []
    assert noticed("one-node-carries-most", in_force(war, "dispersed-stocks"), *shipped(601, 399)) == []


def broken(*, mapped: int, damage: tuple[Damage, ...] = (Damage(SEEKER, 200, 9),)) -> Exercise:
    kind = IndexKind(id="visibility", title="Map", start=figure(mapped))
    return with_stocks(in_orders(small_world(indices=(*INDICES, kind))), damage=damage)


def test_15_4_a_component_fails_where_less_than_half_is_on_the_map() -> None:
    assert noticed("failure-off-the-map", broken(mapped=49)) == [SEEKER]
    assert noticed("failure-off-the-map", broken(mapped=50)) == []
    assert noticed("failure-off-the-map", broken(mapped=49, damage=())) == []
    assert noticed("failure-off-the-map", broken(mapped=49, damage=(Damage(MISSILE_US, 200, 9),))) == []
    assert "visibility" not in {one.id for one in BASELINE.indices}
    assert noticed("failure-off-the-map", with_stocks(in_orders(), damage=(Damage(SEEKER, 200, 9),))) == []
