from dataclasses import replace

import pytest

from bots.table import Table
from engine import effects as f
from engine import events as e
from engine.ids import PUBLIC
from engine.orders import StartExercise
from engine.rules.causes import Cause
from engine.rules.outcomes import bound, carry_out
from engine.stored import canonical
from tests.support.exercises import (
    SHARING,
    approved,
    in_brief,
    in_orders,
    sharing_proposed,
    turns_passed,
)
from tests.support.worlds import (
    BASELINE,
    INDICES,
    JAPAN,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    PRIMES,
    SEEKER,
    STATE,
    STRAIT,
    figure,
    small_world,
)

CAUSE = Cause(name="test", since=3)


def site(rung: str) -> f.SiteEffect:
    effect = bound(BASELINE.playbook[1].effects[0], {"country": JAPAN, "rung": rung})
    assert isinstance(effect, f.SiteEffect)
    return effect


def test_5_7_coproduction_brings_a_line_to_its_target_with_104_weeks_of_orders_for_the_difference() -> None:
    raised, begun = carry_out(in_brief(), site("assembly"), CAUSE)

    assert isinstance(raised, e.ContractRaised)
    assert (raised.line, raised.units, raised.since) == (MISSILE_JP, 3_000 * 104, 3)
    assert isinstance(begun, e.ToolingBegun)
    assert (begun.line, begun.add, begun.weeks, begun.since) == (MISSILE_JP, 6_000 - 3_000, 26, 3)


def test_5_7_on_the_rung_components_a_second_source_opens_as_well() -> None:
    events = tuple(carry_out(in_brief(), site("components"), CAUSE))

    grown = events[-1]
    assert len(events) == 3
    assert isinstance(grown, e.ComponentExpansionBegun)
    assert (grown.component, grown.add, grown.weeks) == (SEEKER, 21_000 // 2, 52)


def test_5_7_what_was_granted_counts_and_not_what_was_asked() -> None:
    world = small_world(playbook=BASELINE.playbook)
    exercise = approved(sharing_proposed(in_orders(world)), SHARING, "release", rung="assembly")
    exercise = approved(turns_passed(exercise, 1), SHARING, "endorse", "fund")

    exercise = turns_passed(exercise, 11)

    assert exercise.initiatives[SHARING].done_week is not None
    assert exercise.stocks.lines[MISSILE_JP].tooling[0].add == 3_000
    assert exercise.stocks.components[SEEKER].growth == ()


def test_5_3_a_contract_brings_units_shifts_and_the_tooling_that_was_paid_for() -> None:
    raised, begun = carry_out(in_brief(), f.ContractEffect(effect="contract", system=MISSILE, units=104), CAUSE)

    assert isinstance(raised, e.ContractRaised)
    assert (raised.line, raised.units, raised.parties) == (MISSILE_US, 104_000, (PRIMES,))
    assert isinstance(begun, e.ToolingBegun)
    assert (begun.add, begun.weeks) == (1_000, 52)


@pytest.mark.parametrize(("by", "value"), [(5, 55), (-5, 45), (60, 100), (-60, 0)])
def test_10_1_an_index_stands_between_0_and_100(by: int, value: int) -> None:
    effect = f.IndexEffect(effect="index", index="confidence", by=by)

    (event,) = carry_out(in_brief(), effect, CAUSE)

    assert event == e.IndexMoved(index="confidence", by=value - 50, value=value, told=("public",), cause="test")


def test_10_1_an_index_has_bounds_of_its_own_and_is_told_to_whom_the_baseline_says() -> None:
    world = small_world(indices=tuple(replace(one, high=60, told=(STATE,)) for one in INDICES))

    (event,) = carry_out(in_brief(world), f.IndexEffect(effect="index", index="confidence", by=40), CAUSE)

    assert event == e.IndexMoved(index="confidence", by=10, value=60, told=(STATE,), cause="test")


def test_10_1_at_startex_only_those_who_learn_of_an_index_are_told_where_it_stands() -> None:
    world = small_world(indices=(INDICES[0], replace(INDICES[1], told=(STATE,))))
    table = Table(world=world, pace="fours", seed="seed")
    before = {one: dict(view.indices) for one, view in table.views.items()}

    table.control(StartExercise())

    assert all(known == {"confidence": 50} for known in before.values())
    assert table.views[STATE].indices == {"confidence": 50, "warning": 10}
    assert {one for one, view in table.views.items() if "warning" in view.indices} == {STATE}
    assert b'"value":10' not in published_header(table)


def published_header(table: Table) -> bytes:
    indices = table.entries[0].parts[PUBLIC].plain["header"]["world"]["baseline"]["indices"]
    return canonical(indices)


def test_10_1_indices_begin_where_the_baseline_says() -> None:
    world = small_world(indices=tuple(replace(one, start=figure(30)) for one in INDICES))

    assert (dict(in_brief().indices), dict(in_brief(world).indices)) == (
        {"confidence": 50, "warning": 10},
        {"confidence": 30, "warning": 30},
    )


@pytest.mark.parametrize(("units", "stock"), [(10, 110), (-10, 90), (-500, 0)])
def test_12_3_a_theatre_stock_is_never_less_than_nothing(units: int, stock: int) -> None:
    effect = f.StockEffect(effect="stock", system=MISSILE, theatre=STRAIT, units=units)

    (event,) = carry_out(in_brief(), effect, CAUSE)

    assert isinstance(event, e.StockChanged)
    assert (event.theatre, event.by, event.stock, event.owners) == (STRAIT, (stock - 100) * 1_000, stock * 1_000, ())


def test_12_3_a_component_expansion_adds_a_part_of_its_rate_at_startex() -> None:
    effect = f.ComponentEffect(effect="component", component=SEEKER, percent=50)

    (event,) = carry_out(in_brief(), effect, CAUSE)

    assert isinstance(event, e.ComponentExpansionBegun)
    assert (event.add, event.weeks, event.since, event.parties) == (10_500, 52, 3, (PRIMES,))


def test_12_3_an_effect_may_reveal_the_true_spare_capacity_of_a_component() -> None:
    (event,) = carry_out(in_brief(), f.RevealEffect(effect="reveal", component=SEEKER, to=STATE), CAUSE)

    assert event == e.CapacityRevealed(organisation=STATE, component=SEEKER, spare=20)


def test_12_3_an_effect_may_let_only_a_part_of_the_sea_lift_sail() -> None:
    (event,) = carry_out(in_brief(), f.TransitEffect(effect="transit", theatre=STRAIT, permille=400), CAUSE)

    assert event == e.TransitChanged(theatre=STRAIT, permille=400, until=0, cause="test")


def test_12_3_money_comes_and_goes_by_thousand_dollars() -> None:
    (event,) = carry_out(in_brief(), f.MoneyEffect(effect="money", account="coalition", thousand_dollars=7), CAUSE)

    assert isinstance(event, e.MoneyArrived)
    assert (event.owner, event.amount) == (JAPAN, 700_000)
