from dataclasses import replace

import pytest

from engine import effects as f
from engine import events as e
from engine.apply import apply_all
from engine.baseline import REAR, Repair, Reserve, Yard
from engine.exercise import Exercise
from engine.rules.causes import Cause
from engine.rules.outcomes import carry_out
from engine.stocks import Damage, Detour, LaunchLoss, NeedFactor, SeaLift
from engine.world import World
from tests.support.exercises import in_brief
from tests.support.weeks import lived
from tests.support.worlds import (
    JAPAN,
    LINES,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    PRIMES,
    SEEKER,
    STATE,
    STRAIT,
    SYSTEMS,
    TORPEDO,
    TORPEDO_US,
    changed,
    figure,
    small_world,
)

CAUSE = Cause(name="test", since=1)


def after(effect: f.Effect, world: World | None = None) -> Exercise:
    """The exercise after an effect has been carried out in week 1."""
    exercise = in_brief(world)
    return apply_all(exercise, tuple(carry_out(exercise, effect, CAUSE)))


def lending(interoperability: int) -> World:
    reserve = Reserve(owner=JAPAN, units=figure(30), interoperability=interoperability)
    return small_world(systems=changed(SYSTEMS, MISSILE, reserves=(reserve,)))


def loan(units: int) -> f.StockEffect:
    return f.StockEffect(effect="stock", system=MISSILE, theatre=STRAIT, units=units, owner=JAPAN)


def held(exercise: Exercise) -> tuple[int, int]:
    """Whole missiles in the strait and in Japan's reserve."""
    return exercise.stocks.theatre[STRAIT][MISSILE] // 1_000, exercise.stocks.reserves[JAPAN][MISSILE] // 1_000


@pytest.mark.parametrize(("units", "moved"), [(10, 10), (30, 30), (40, 30)])
def test_6_6_a_loan_takes_what_the_reserve_holds_and_no_more(units: int, moved: int) -> None:
    assert held(after(loan(units), lending(2))) == (100 + moved, 30 - moved)


def test_6_6_what_is_not_interoperable_stays_where_it_is() -> None:
    assert held(after(loan(10), lending(1))) == (100, 30)


@pytest.mark.parametrize(("units", "moved"), [(10, 10), (500, 100)])
def test_6_6_what_is_given_back_refills_the_reserve(units: int, moved: int) -> None:
    assert held(after(loan(-units), lending(2))) == (100 - moved, 30 + moved)


def test_6_6_units_may_come_from_outside_into_the_rear() -> None:
    effect = f.StockEffect(effect="stock", system=MISSILE, theatre=REAR, units=25)

    assert after(effect).stocks.rear[MISSILE] == 125_000


def test_6_6_nothing_happens_in_a_theatre_that_is_not_fought_in() -> None:
    elsewhere = f.StockEffect(effect="stock", system=MISSILE, theatre="elsewhere", units=25)

    assert after(elsewhere).stocks == in_brief().stocks


def test_5_9_added_capacity_first_runs_what_stands_idle_and_an_allied_line_gets_orders_for_all_of_it() -> None:
    world = small_world(lines=changed(LINES, MISSILE_JP, idle=figure(40)))
    effect = f.CapacityEffect(effect="capacity", line=MISSILE_JP, percent=100, weeks=52)

    events = tuple(carry_out(in_brief(world), effect, CAUSE))
    week = lived(world, after(effect, world).stocks, 2)

    idle, tooled, ordered = events
    assert isinstance(idle, e.IdleSwitchedOn)
    assert isinstance(tooled, e.ToolingBegun)
    assert isinstance(ordered, e.ContractRaised)
    assert (idle.add, tooled.add, tooled.weeks, ordered.units) == (1_200, 1_800, 52, 3_000 * 104)
    assert week.line(MISSILE_JP).started == 3_150 + 1_200  # its people, and those of the idle part


def test_5_9_idle_capacity_is_switched_on_once() -> None:
    world = small_world(lines=changed(LINES, MISSILE_JP, idle=figure(40)))
    effect = f.CapacityEffect(effect="capacity", line=MISSILE_JP, percent=30, weeks=52)
    first = after(effect, world)

    events = tuple(carry_out(first, effect, CAUSE))

    added = [one.add for one in events if isinstance(one, e.IdleSwitchedOn | e.ToolingBegun)]
    assert added == [300, 600]  # 900 in all, of 1,200 idle 900 run already


def test_5_9_a_line_at_home_gets_tooling_and_no_orders() -> None:
    effect = f.CapacityEffect(effect="capacity", line=MISSILE_US, percent=50, weeks=26)

    (event,) = carry_out(in_brief(), effect, CAUSE)

    assert isinstance(event, e.ToolingBegun)
    assert (event.add, event.weeks, event.parties) == (6_000, 26, (PRIMES,))


def test_5_5_an_effect_changes_the_workforce_of_all_that_an_operator_runs() -> None:
    effect = f.WorkforceEffect(effect="workforce", operator=PRIMES, permille=-100)

    lines = after(effect).stocks.lines

    assert [lines[one].workforce for one in (MISSILE_US, TORPEDO_US, MISSILE_JP)] == [11_340, 5_670, 3_150]


@pytest.mark.parametrize(("site", "operator"), [(MISSILE_JP, JAPAN), (SEEKER, PRIMES)])
def test_11_4_a_line_or_a_component_is_damaged_for_its_weeks_and_its_operator_hears_it(site: str, operator: str) -> None:
    effect = f.DamageEffect(effect="damage", site=site, permille=300, weeks=4)

    (event,) = carry_out(in_brief(), effect, CAUSE)

    assert isinstance(event, e.SiteDamaged)
    assert event.operator == operator
    assert after(effect).stocks.damage == (Damage(site, 300, 4),)


def test_11_5_compromises_of_a_system_add_up() -> None:
    once = after(f.LeakEffect(effect="leak", system=MISSILE, permille=50))

    (again,) = carry_out(once, f.LeakEffect(effect="leak", system=MISSILE, permille=40), CAUSE)

    assert apply_all(once, (again,)).stocks.leaks == {MISSILE: 90}


def test_6_1_an_effect_multiplies_a_need_for_its_weeks_or_for_the_rest() -> None:
    effect = f.DemandEffect(effect="demand", system=TORPEDO, theatre=STRAIT, permille=1_200, weeks=3)

    assert after(effect).stocks.need_factors == (NeedFactor(STRAIT, TORPEDO, 1_200, 3),)
    assert after(replace(effect, weeks=0)).stocks.need_factors == (NeedFactor(STRAIT, TORPEDO, 1_200, 0),)


def test_6_2_an_effect_takes_platforms_away_for_its_weeks_or_for_the_rest() -> None:
    effect = f.LaunchEffect(effect="launch", platform="air", theatre=STRAIT, permille=920, weeks=4)

    assert after(effect).stocks.launch_losses == (LaunchLoss(STRAIT, "air", 920, 4),)
    assert after(replace(effect, weeks=0)).stocks.launch_losses == (LaunchLoss(STRAIT, "air", 920, 0),)


def test_6_3_an_effect_narrows_the_sea_lift_to_one_theatre_for_its_weeks() -> None:
    effect = f.TransitEffect(effect="transit", theatre=STRAIT, permille=700, weeks=2)

    assert after(effect).stocks.sea == {STRAIT: SeaLift(700, 2)}


def test_6_5_an_effect_lengthens_the_way_by_sea_for_its_weeks() -> None:
    effect = f.DetourEffect(effect="detour", theatre=STRAIT, longer=4, weeks=2)

    assert after(effect).stocks.detours == {STRAIT: Detour(4, 2)}
    assert after(replace(effect, weeks=0)).stocks.detours == {STRAIT: Detour(4, 0)}


def test_6_7_an_effect_reduces_what_other_theatres_draw() -> None:
    assert after(f.DrainEffect(effect="drain", permille=500)).stocks.drain_permille == 500


def harbour() -> World:
    yard = Yard(operator=JAPAN, place="Yokosuka", slots=figure(8_667))
    ships = Repair(
        id="SHIPS",
        title="Ships",
        operator=PRIMES,
        platform="naval",
        rate=figure(4_333),
        launch_permille=figure(50),
        yards=(yard,),
    )
    return small_world(repairs=(ships,))


def test_6_8_an_offered_yard_is_tasked_once() -> None:
    effect = f.RepairEffect(effect="repair", repair="SHIPS", operator=JAPAN)
    tasked = after(effect, harbour())

    assert tasked.stocks.repairs["SHIPS"].yards == {JAPAN: 1}  # type: ignore[index]
    assert tuple(carry_out(tasked, effect, CAUSE)) == ()


def test_6_8_a_yard_that_nobody_offers_is_not_tasked() -> None:
    effect = f.RepairEffect(effect="repair", repair="SHIPS", operator=STATE)

    assert tuple(carry_out(in_brief(harbour()), effect, CAUSE)) == ()
