"""Carries out the effects on the physical world, true or believed: from a declared effect to events (rule 12.3)."""

from collections.abc import Iterator
from typing import assert_never

from engine import effects as f
from engine import events as e
from engine.apply_stocks import OnStocks
from engine.baseline import HOME, REAR, Line
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId, TheatreId
from engine.rules.causes import Cause
from engine.rules.money import main_line, tooling_add
from engine.stocks import Stocks
from engine.units import THOUSAND, weekly_rate, weeks_of_months
from engine.week.plan import base_rate, weeks_to_expand
from engine.world import World

SITE_BOOK_WEEKS = 104
"""Rule 5.7: an expanded allied line has orders above its level schedule for so many weeks."""
INTEROPERABLE = 2
"""Rule 6.6: below this a reserve does not help another's forces."""

OnLines = f.ContractEffect | f.CapacityEffect | f.ComponentEffect | f.SiteEffect
Physical = (
    OnLines
    | f.StockEffect
    | f.DemandEffect
    | f.LaunchEffect
    | f.TransitEffect
    | f.DetourEffect
    | f.DamageEffect
    | f.WorkforceEffect
    | f.RepairEffect
    | f.DrainEffect
    | f.LeakEffect
)


def carry_out_physical(world: World, stocks: Stocks, week: int, effect: Physical, cause: Cause) -> Iterator[OnStocks]:
    """Rule 12.3: what happens to a physical world when this effect comes about in this week."""
    match effect:
        case f.ContractEffect() | f.CapacityEffect() | f.ComponentEffect() | f.SiteEffect():
            yield from _on_lines(world, stocks, effect, cause)
        case f.StockEffect():
            yield from _stock(world, stocks, effect, cause)
        case f.DemandEffect():
            if effect.theatre in stocks.theatre:
                yield e.NeedChanged(
                    theatre=TheatreId(effect.theatre),
                    system=SystemId(effect.system),
                    permille=effect.permille,
                    until=_until(week, effect.weeks),
                    cause=cause.name,
                )
        case f.LaunchEffect():
            if effect.theatre in stocks.theatre:
                yield e.LaunchChanged(
                    theatre=TheatreId(effect.theatre),
                    platform=effect.platform,
                    permille=effect.permille,
                    until=_until(week, effect.weeks),
                    cause=cause.name,
                )
        case f.TransitEffect():
            if effect.theatre in stocks.theatre:
                until = _until(week, effect.weeks)
                theatre = TheatreId(effect.theatre)
                yield e.TransitChanged(theatre=theatre, permille=effect.permille, until=until, cause=cause.name)
        case f.DetourEffect():
            if effect.theatre in stocks.theatre:
                until = _until(week, effect.weeks)
                theatre = TheatreId(effect.theatre)
                yield e.SeaRouteChanged(theatre=theatre, longer=effect.longer, until=until, cause=cause.name)
        case f.DamageEffect():
            until = _until(week, effect.weeks)
            operator = _operator(world, effect.site)
            yield e.SiteDamaged(site=effect.site, operator=operator, permille=effect.permille, until=until, cause=cause.name)
        case f.WorkforceEffect():
            yield from _workforce(world, stocks, effect, cause)
        case f.RepairEffect():
            yield from _yard(world, stocks, effect, cause)
        case f.DrainEffect():
            yield e.DrainChanged(permille=effect.permille, cause=cause.name)
        case f.LeakEffect():
            permille = stocks.leaks.get(SystemId(effect.system), 0) + effect.permille
            yield e.SystemCompromised(system=SystemId(effect.system), permille=permille, cause=cause.name)
        case _:
            assert_never(effect)


def _until(week: int, weeks: int) -> int:
    """The last of so many weeks that begin with this one; 0 for the rest of the exercise."""
    return week + weeks - 1 if weeks else 0


def _operator(world: World, site: str) -> OrganisationId:
    line = world.lines.get(LineId(site))
    return OrganisationId(line.operator if line else world.components[ComponentId(site)].operator)


def _on_lines(world: World, stocks: Stocks, effect: OnLines, cause: Cause) -> Iterator[OnStocks]:
    match effect:
        case f.ContractEffect():
            yield from _contract(world, SystemId(effect.system), int(effect.units), cause)
        case f.CapacityEffect():
            yield from _capacity(world, stocks, effect, cause)
        case f.ComponentEffect():
            component = ComponentId(effect.component)
            weeks = effect.weeks or weeks_to_expand(world, component)
            yield _expansion(world, component, int(effect.percent), weeks, cause, new_source=effect.new_source)
        case f.SiteEffect():
            yield from _site(world, effect, cause)


def _parties(cause: Cause, operator: str) -> tuple[OrganisationId, ...]:
    return tuple(sorted({*cause.parties, OrganisationId(operator)}))


def _contract(world: World, system: SystemId, units: int, cause: Cause) -> Iterator[OnStocks]:
    """Rule 5.3: units on the book of the main line, shifts, and the tooling that the price has paid for."""
    line = main_line(world, system)
    yield _orders(line, units * THOUSAND, cause)
    weeks = weeks_of_months(world.systems[system].expand_months.value)
    yield _tooling(line, tooling_add(world, system, units), weeks, cause)


def _orders(line: Line, units: int, cause: Cause) -> e.ContractRaised:
    return e.ContractRaised(
        line=LineId(line.id),
        units=units,
        since=cause.since,
        initiative=cause.initiative,
        parties=_parties(cause, line.operator),
    )


def _tooling(line: Line, add: int, weeks: int, cause: Cause) -> e.ToolingBegun:
    return e.ToolingBegun(
        line=LineId(line.id),
        add=add,
        weeks=weeks,
        since=cause.since,
        initiative=cause.initiative,
        parties=_parties(cause, line.operator),
    )


def _capacity(world: World, stocks: Stocks, effect: f.CapacityEffect, cause: Cause) -> Iterator[OnStocks]:
    """Rules 5.4 and 5.9: what stands idle runs at once, the rest is tooled; an allied line gets orders for both."""
    line = world.lines[LineId(effect.line)]
    rate = weekly_rate(line.rate.value)
    add = rate * int(effect.percent) // 100
    running = sum(one.add for one in stocks.lines[LineId(line.id)].tooling if one.weeks == 0)
    at_once = min(add, max(0, rate * line.idle.value // 100 - running))
    if at_once:
        yield e.IdleSwitchedOn(
            line=LineId(line.id),
            add=at_once,
            since=cause.since,
            initiative=cause.initiative,
            parties=_parties(cause, line.operator),
        )
    if add > at_once:
        yield _tooling(line, add - at_once, effect.weeks, cause)
    if line.country != HOME and add:
        yield _orders(line, add * SITE_BOOK_WEEKS, cause)


def _expansion(
    world: World, component: ComponentId, percent: int, weeks: int, cause: Cause, *, new_source: bool
) -> e.ComponentExpansionBegun:
    return e.ComponentExpansionBegun(
        component=component,
        add=world.component_base[component] * percent // 100,
        weeks=weeks,
        since=cause.since,
        new_source=new_source,
        initiative=cause.initiative,
        parties=_parties(cause, world.components[component].operator),
    )


def _site(world: World, effect: f.SiteEffect, cause: Cause) -> Iterator[OnStocks]:
    """Rule 5.7: an allied line reaches its declared target; on the rung `components` a second source opens as well."""
    line = world.lines[LineId(effect.line)]
    add = max(0, weekly_rate(line.target.value) - base_rate(line))
    yield _orders(line, add * SITE_BOOK_WEEKS, cause)
    yield _tooling(line, add, effect.weeks, cause)
    if effect.rung == "components":
        component = ComponentId(effect.component)
        yield _expansion(world, component, effect.component_percent, effect.component_weeks, cause, new_source=True)


def _stock(world: World, stocks: Stocks, effect: f.StockEffect, cause: Cause) -> Iterator[OnStocks]:
    """Rule 6.6: units come from outside, or out of an ally's reserve; a reserve that is not interoperable stays."""
    system = SystemId(effect.system)
    if effect.theatre != REAR and effect.theatre not in stocks.theatre:
        return
    there = stocks.rear[system] if effect.theatre == REAR else stocks.theatre[TheatreId(effect.theatre)][system]
    by = max(int(effect.units) * THOUSAND, -there)
    reserve = 0
    if effect.owner:
        held = stocks.reserves.get(OrganisationId(effect.owner), {}).get(system, 0)
        by = min(by, held) if _lends(world, system, effect.owner) else 0
        reserve = held - by
    yield e.StockChanged(
        system=system,
        theatre=effect.theatre,
        by=by,
        stock=there + by,
        owners=(OrganisationId(effect.owner),) if effect.owner else (),
        reserve=reserve,
        cause=cause.name,
    )


def _lends(world: World, system: SystemId, owner: str) -> bool:
    reserves = world.systems[system].reserves
    return any(one.owner == owner and one.interoperability >= INTEROPERABLE for one in reserves)


def _workforce(world: World, stocks: Stocks, effect: f.WorkforceEffect, cause: Cause) -> Iterator[OnStocks]:
    """Rule 5.5: every line of the operator gains or loses the same part of its people."""
    rows = tuple(
        (key, max(0, stocks.lines[key].workforce * (THOUSAND + effect.permille) // THOUSAND))
        for key, line in world.lines.items()
        if line.operator == effect.operator
    )
    if rows:
        yield e.WorkforceChanged(operator=OrganisationId(effect.operator), rows=rows, cause=cause.name)


def _yard(world: World, stocks: Stocks, effect: f.RepairEffect, cause: Cause) -> Iterator[OnStocks]:
    """Rule 6.8: a yard that the baseline offers is tasked once; another task of it changes nothing."""
    repair = RepairId(effect.repair)
    offered = {yard.operator for yard in world.repairs[repair].yards}
    if effect.operator not in offered or effect.operator in stocks.repairs[repair].yards:
        return
    yield e.YardTasked(
        repair=repair,
        operator=OrganisationId(effect.operator),
        since=cause.since,
        initiative=cause.initiative,
        parties=tuple(sorted({*_parties(cause, effect.operator), OrganisationId(world.repairs[repair].operator)})),
    )
