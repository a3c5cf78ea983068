"""Nothing appears and nothing vanishes: for every item, in every week of any world and any game."""

from collections import Counter
from collections.abc import Iterable

import pytest

from bots.roster import policy
from bots.table import play
from engine.apply import apply_all
from engine.apply_stocks import apply_to_stocks
from engine.events import (
    ComponentsReported,
    LinesReported,
    RearReported,
    RepairsReported,
    Shipped,
    StockChanged,
    StocksReported,
)
from engine.ids import CONTROL
from engine.replay import events_in, replayed_start
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import carry_out_physical
from engine.stocks import Stocks
from engine.week.chance import Dice
from engine.week.kernel import Due, Steered, run_week, run_weeks, stocks_at_start
from engine.world import World
from tests.support.decks import opening_world
from tests.support.many_worlds import Lots, a_world, an_effect, policies
from tests.support.random_play import RandomGame

WORLDS = 24
WEEKS = 52


def owned(world: World, stocks: Stocks) -> Counter[str]:
    """Everything that there is: of a system in theatres, rear, reserves, work and transit; of a component in its buffer."""
    total: Counter[str] = Counter({key: stocks.standing(key) + stocks.rear[key] for key in world.systems})
    for held in stocks.reserves.values():
        total.update(held)
    for line, state in stocks.lines.items():
        total[world.lines[line].system] += sum(state.wip)
    for one in stocks.transit:
        total[one.system] += one.units
    total.update({key: component.stock for key, component in stocks.components.items()})
    return total


def balance(world: World, events: Iterable[object]) -> Counter[str]:
    """Made and brought in, less used, built in, lost and delivered elsewhere, by item."""
    change: Counter[str] = Counter()
    for event in events:
        match event:
            case StocksReported():
                for used in event.rows:
                    change[used.system] -= used.used
            case LinesReported():
                for line in event.rows:
                    change[world.lines[line.line].system] += line.started
            case ComponentsReported():
                for part in event.rows:
                    change[part.component] += part.made - part.used
            case RearReported():
                for row in event.rows:
                    change[row.system] -= row.drained
            case Shipped():
                for sent in event.rows:
                    change[sent.system] -= sent.lost
            case StockChanged() if not event.owners:
                change[event.system] += event.by
            case _:
                pass
    return change


def never_negative(stocks: Stocks) -> bool:
    held = [units for here in (*stocks.theatre.values(), *stocks.reserves.values(), stocks.rear) for units in here.values()]
    lines = [units for line in stocks.lines.values() for units in (line.workforce, line.book, line.finished, *line.wip)]
    parts = [component.stock for component in stocks.components.values()]
    waiting = [units for repair in stocks.repairs.values() for units in repair.waiting.values()]
    return min((*held, *lines, *parts, *waiting, *(one.units for one in stocks.transit)), default=0) >= 0


def same(before: Counter[str], change: Counter[str], after: Counter[str]) -> bool:
    return all(before[key] + change[key] == after[key] for key in {*before, *change, *after})


@pytest.mark.parametrize("salt", range(WORLDS))
def test_every_week_of_any_world_keeps_what_there_is(salt: int) -> None:
    lots = Lots(f"conservation {salt}")
    world = a_world(lots)
    stocks, used, short = stocks_at_start(world), 0, 0
    for week in range(1, WEEKS + 1):
        if lots.pick(3) == 0:
            before = owned(world, stocks)
            events = tuple(carry_out_physical(world, stocks, week, an_effect(lots, world), Cause(name="lot", since=week)))
            for brought in events:
                stocks = apply_to_stocks(stocks, brought)
            assert same(before, balance(world, events), owned(world, stocks))
        before = owned(world, stocks)
        happened = run_week(world, stocks, week, Dice("seed"), confidence=lots.pick(101), policies=policies(lots, world))
        for event in happened:
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, StocksReported):
                used += sum(row.used for row in event.rows)
                short += sum(row.short for row in event.rows)
        assert same(before, balance(world, happened), owned(world, stocks)), week
        assert never_negative(stocks), week

    assert used > 0
    assert short > 0


@pytest.mark.parametrize("salt", range(WORLDS))
def test_a_week_of_any_world_tells_of_itself_without_contradiction(salt: int) -> None:
    lots = Lots(f"reports {salt}")
    world = a_world(lots)
    stocks = stocks_at_start(world)
    for week in range(1, WEEKS + 1):
        rear, waiting = stocks.rear, {key: one.waiting for key, one in stocks.repairs.items()}
        here = stocks.theatre
        for event in run_week(world, stocks, week, Dice("seed"), confidence=50, policies=policies(lots, world)):
            match event:
                case StocksReported():
                    for row in event.rows:
                        assert row.stock == here[row.theatre][row.system] + row.arrived - row.used
                        assert 0 <= row.used <= row.allowed <= row.need
                        assert (row.why == "") == (row.short == 0)
                case RearReported():
                    for line in event.rows:
                        assert line.stock == rear[line.system] + line.received - line.drained - line.sent
                case RepairsReported():
                    for one in event.rows:
                        assert one.waiting == waiting[one.repair][one.theatre] + one.came - one.done
                case Shipped():
                    assert all(0 <= sent.lost <= sent.sent and sent.arrives > week for sent in event.rows)
                case _:
                    pass
            stocks = apply_to_stocks(stocks, event)


@pytest.mark.parametrize("salt", range(WORLDS))
def test_sums_of_any_world_are_those_of_its_weeks(salt: int) -> None:
    lots = Lots(f"sums {salt}")
    world = a_world(lots)
    steered = {week: Steered(confidence=lots.pick(101), policies=policies(lots, world)) for week in range(1, WEEKS + 1, 7)}
    effects = {week: an_effect(lots, world) for week in range(2, WEEKS, 3)}

    def due(week: int) -> Due:
        return lambda stocks: carry_out_physical(world, stocks, week, effects[week], Cause(name="lot", since=week))

    stocks, now, short = stocks_at_start(world), steered[1], Counter[tuple[str, str]]()
    for week in range(1, WEEKS + 1):
        now = steered.get(week, now)
        for brought in due(week)(stocks) if week in effects else ():
            stocks = apply_to_stocks(stocks, brought)
        for event in run_week(world, stocks, week, Dice("seed"), confidence=now.confidence, policies=now.policies):
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, StocksReported):
                short.update({(row.theatre, row.system): row.short for row in event.rows})

    course = run_weeks(
        world,
        stocks_at_start(world),
        range(1, WEEKS + 1),
        Dice("seed"),
        steered=steered,
        due={week: (due(week),) for week in effects},
    )

    for theatre in world.theatres:
        for system in world.systems:
            assert sum(course.short(system, theatre)) == short[theatre, system]
    assert owned(world, course.stocks) == owned(world, stocks)
    assert course.stocks.rear == stocks.rear


@pytest.mark.parametrize("kind", ["typical", "prompt", "random"])
def test_every_entry_of_a_game_keeps_what_there_is_and_no_purse_is_overdrawn(kind: str) -> None:
    world = opening_world()
    if kind == "random":
        entries = RandomGame(world, "conservation").play_to_end().entries
    else:
        entries = play(
            world, pace="half-day", seed="7", policies={one: policy(kind, "7") for one in world.organisations}
        ).entries
    exercise = replayed_start(entries[0].parts[CONTROL].plain["header"])
    for entry in entries[1:]:
        events = events_in(entry.parts[CONTROL].plain)
        before, exercise = exercise, apply_all(exercise, events)
        assert same(owned(world, before.stocks), balance(world, events), owned(world, exercise.stocks)), entry.number
        assert never_negative(exercise.stocks)
        assert min(exercise.balances.values(), default=0) >= 0
        slots = [exercise.slots_left(one, slot.id) for one, each in world.organisations.items() for slot in each.slots]
        assert min(slots) >= 0
