"""What the physical weeks feel of effects: of two that they feel alike, one world needs to be lived through."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import fields

from aar.worlds.course import Course
from engine import events as e
from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.effects import StockEffect
from engine.ids import OrganisationId
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.stocks import Stocks
from engine.week.chance import Chance
from engine.week.kernel import Due, Steered, run_weeks
from engine.world import World

UNFELT = frozenset({"initiative", "parties", "cause", "new_source"})
"""Fields that say whose doing something is, and no week reads."""
OF_A_RESERVE = frozenset({"owners", "reserve"})


def stocks_in(
    world: World,
    start: Stocks,
    weeks: range,
    chance: Chance,
    *,
    steered: Mapping[int, Steered],
    due: Mapping[int, Iterable[Due]],
    wanted: Collection[int],
) -> dict[int, Stocks]:
    """A physical world as it stands in the wanted weeks, once what is due in them has happened."""
    found: dict[int, Stocks] = {}

    def noting(week: int) -> Due:
        def note(stocks: Stocks) -> tuple[OnStocks, ...]:
            found[week] = stocks
            return ()

        return note

    noted = {week: list(happenings) for week, happenings in due.items()}
    for week in wanted:
        noted.setdefault(week, []).append(noting(week))
    run_weeks(world, start, weeks, chance, steered=steered, due=noted)
    return found


def felt(world: World, stocks: Stocks, week: int, effects: Iterable[Physical], course: Course) -> tuple[Hashable, ...]:
    """What is felt of effects that come about last in this week of a course; empty where nothing is.

    Out of whose reserve units come is felt where something later in the course draws on it.
    """
    cause = Cause(name="", since=week)
    found: list[Hashable] = []
    for effect in effects:
        for event in carry_out_physical(world, stocks, week, effect, cause):
            stocks = apply_to_stocks(stocks, event)
            unfelt = UNFELT
            if isinstance(event, e.StockChanged):
                if not event.by:
                    continue
                if not any(_draws_on(course, owner, event.system, week) for owner in event.owners):
                    unfelt |= OF_A_RESERVE
            values = ((one.name, getattr(event, one.name)) for one in fields(event) if one.name not in unfelt)
            found.append((event.kind, *values))
    return tuple(found)


def _draws_on(course: Course, owner: OrganisationId, system: str, week: int) -> bool:
    return any(
        isinstance(effect, StockEffect) and (effect.owner, effect.system) == (owner, system)
        for when, effects in course.physical.items()
        if when > week
        for effect, _ in effects
    )
