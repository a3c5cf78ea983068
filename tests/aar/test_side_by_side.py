"""Many worlds lived through together are what each would be alone: nothing that is shared may show."""

from collections.abc import Iterator
from functools import cache

import pytest

from aar.reading import Played, read
from aar.worlds.change import Boundary, Change
from aar.worlds.course import Course as Plan
from aar.worlds.course import boundaries_with_waits, course_of
from aar.worlds.courses import courses_of
from aar.worlds.felt import felt, stocks_in
from aar.worlds.physics import outcome_of, run_all
from aar.worlds.side_by_side import Branch, lived_side_by_side
from bots.policy import lot
from engine.apply_stocks import OnStocks
from engine.effects import ComponentEffect, StockEffect
from engine.ids import ComponentId, SystemId, TheatreId
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.stocks import Stocks
from engine.week.chance import Dice
from engine.week.kernel import Course, Due, Steered, run_weeks, stocks_at_start
from engine.world import World
from tests.support.busy import busy_game
from tests.support.decks import main_world, opening_world
from tests.support.many_worlds import PARTS, Lots, a_world, an_effect, policies
from tests.support.random_play import RandomGame
from tests.support.worlds import JAPAN, STRAIT

WEEKS = range(1, 40)


@cache
def busy() -> Played:
    return read(busy_game(main_world("taiwan-blockade"), pace="day").entries)


def subsets(played: Played, count: int) -> list[Change]:
    """Worlds in which some boundaries at random wait no more; nobody and everybody among them."""
    boundaries = boundaries_with_waits(played)
    chosen: list[frozenset[Boundary]] = [frozenset(), frozenset(boundaries)]
    while len(chosen) < count:
        keep = [one for at, one in enumerate(boundaries) if lot("subset", str(len(chosen)), str(at), sides=2)]
        chosen.append(frozenset(keep))
    return [Change(drops=one.__contains__) for one in chosen]


def holds_for(played: Played, count: int) -> None:
    changes = subsets(played, count)

    courses = courses_of(played, changes)
    outcomes = run_all(played, courses, changes[0])

    for change, course, outcome in zip(changes, courses, outcomes, strict=True):
        alone = outcome_of(played, change)
        assert course == course_of(played, change)
        assert (outcome.short_in, outcome.weeks) == (alone.short_in, alone.weeks)


def test_15_3_worlds_of_a_game_with_many_waits_are_the_same_alone_and_together() -> None:
    assert len(boundaries_with_waits(busy())) > 10

    holds_for(busy(), 6)


@pytest.mark.parametrize("salt", range(4))
def test_15_3_worlds_of_games_at_random_are_the_same_alone_and_together(salt: int) -> None:
    holds_for(read(RandomGame(opening_world(), f"together {salt}").play_to_end().entries), 8)


def test_worlds_that_differ_in_more_than_their_waits_are_not_taken_together() -> None:
    with pytest.raises(ValueError, match="differ in more"):
        courses_of(busy(), [Change(), Change(turn=True)])


def brings(world: World, week: int, lots: Lots) -> Due:
    return carried_out(world, week, an_effect(lots, world))


def carried_out(world: World, week: int, effect: Physical) -> Due:
    cause = Cause(name="test", since=week)

    def due(stocks: Stocks) -> tuple[OnStocks, ...]:
        return tuple(carry_out_physical(world, stocks, week, effect, cause))

    return due


def branches(world: World, lots: Lots) -> Iterator[Branch]:
    """Worlds that take what they do from the same few choices, so that many of them share many weeks."""
    happenings = {week: brings(world, week, lots) for week in range(2, 38, 5)}
    steerings = {week: Steered(confidence=lots.pick(100), policies=policies(lots, world)) for week in (1, 9, 23)}
    for _ in range(12):
        due = {week: [one] for week, one in happenings.items() if lots.pick(4)}
        steered = {week: one for week, one in steerings.items() if week == 1 or lots.pick(2)}
        marks = {week: (week in due, week in steered) for week in sorted({*due, *steered})}
        yield Branch(steered=steered, due=due, marks=marks)


@pytest.mark.parametrize("salt", range(20))
def test_any_worlds_are_week_for_week_and_place_for_place_those_of_the_kernel(salt: int) -> None:
    lots = Lots(f"side by side {salt}")
    world = a_world(lots)
    start, dice, many = stocks_at_start(world), Dice("dice"), list(branches(world, lots))

    together = lived_side_by_side(world, start, WEEKS, dice, many)

    def alone(one: Branch) -> Course:
        return run_weeks(world, start, WEEKS, dice, steered=one.steered, due=one.due)

    assert together == [alone(one) for one in many]


@pytest.mark.parametrize("salt", range(20))
def test_15_8_more_of_a_component_of_which_there_is_always_enough_changes_nothing_else(salt: int) -> None:
    lots = Lots(f"enough {salt}")
    world = a_world(lots)
    start, dice, steered = stocks_at_start(world), Dice("dice"), {1: Steered(confidence=60, policies=policies(lots, world))}
    due = next(branches(world, lots)).due
    before = run_weeks(world, start, WEEKS, dice, steered=steered, due=due)

    for part in PARTS:
        week = before.scarce.get(ComponentId(part), 0) + 1
        more = ComponentEffect(effect="component", component=part, percent=lots.pick(150), weeks=lots.pick(60))
        with_more = {**due, week: [*due.get(week, ()), carried_out(world, week, more)]}
        after = run_weeks(world, start, WEEKS, dice, steered=steered, due=with_more)

        assert after.short_in_all() == before.short_in_all()
        assert [after.made(system) for system in after.systems] == [before.made(system) for system in before.systems]
        assert after.scarce == before.scarce


@pytest.mark.parametrize("salt", range(20))
def test_15_8_effects_that_are_felt_alike_come_to_the_same_and_those_of_which_nothing_is_felt_to_nothing(salt: int) -> None:
    lots = Lots(f"felt {salt}")
    world = a_world(lots)
    start, dice, steered = stocks_at_start(world), Dice("dice"), {1: Steered(confidence=60, policies=policies(lots, world))}
    due, nothing_later = next(branches(world, lots)).due, Plan()
    there = stocks_in(world, start, WEEKS, dice, steered=steered, due=due, wanted={12})[12]
    lent, given = (StockEffect(effect="stock", system="SHELL", theatre=STRAIT, units=2, owner=owner) for owner in (JAPAN, ""))
    tried = [lent, given, *(an_effect(lots, world) for _ in range(6))]

    def brought(effect: Physical | None) -> dict[tuple[TheatreId, SystemId], int]:
        more = () if effect is None else (carried_out(world, 12, effect),)
        with_it = {**due, 12: [*due.get(12, ()), *more]}
        return run_weeks(world, start, WEEKS, dice, steered=steered, due=with_it).short_in_all()

    known = {felt(world, there, 12, (), nothing_later): brought(None)}
    for effect in tried:
        outcome = brought(effect)
        assert known.setdefault(felt(world, there, 12, (effect,), nothing_later), outcome) == outcome


def test_15_8_it_is_felt_whose_reserve_is_lent_where_something_later_draws_on_it() -> None:
    lent = StockEffect(effect="stock", system="SHELL", theatre=STRAIT, units=2, owner=JAPAN)
    worlds = (a_world(Lots(f"lent {salt}")) for salt in range(20))
    world = next(one for one in worlds if felt(one, stocks_at_start(one), 12, (lent,), Plan()))
    later = Plan(physical={20: [(lent, Cause(name="test", since=20))]})

    alone, before_another = (felt(world, stocks_at_start(world), 12, (lent,), course) for course in (Plan(), later))

    assert "owners" not in repr(alone)
    assert "owners" in repr(before_another)
