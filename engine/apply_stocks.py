"""What an event does to the physical world, true or believed. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.baseline import REAR
from engine.changing import replace
from engine.exercise import put
from engine.ids import ComponentId, LineId, OrganisationId, SystemId, TheatreId
from engine.stocks import (
    ComponentState,
    Damage,
    Detour,
    LaunchLoss,
    LineState,
    NeedFactor,
    RepairState,
    SeaLift,
    Stocks,
    Tranche,
    Transit,
    holds_in,
)

OnStocks = (
    e.ContractRaised
    | e.ToolingBegun
    | e.ComponentExpansionBegun
    | e.IdleSwitchedOn
    | e.StockChanged
    | e.TransitChanged
    | e.SeaRouteChanged
    | e.NeedChanged
    | e.LaunchChanged
    | e.SiteDamaged
    | e.WorkforceChanged
    | e.YardTasked
    | e.DrainChanged
    | e.SystemCompromised
    | e.RankingSet
    | e.StocksReported
    | e.LinesReported
    | e.ComponentsReported
    | e.RearReported
    | e.Shipped
    | e.RepairsReported
)


def apply_to_stocks(stocks: Stocks, event: OnStocks) -> Stocks:
    """The physical world after an event about it; views fold their beliefs with the same function."""
    match event:
        case e.ContractRaised():
            line = stocks.lines[event.line]
            shifts = event.since if line.shifts_since is None else min(line.shifts_since, event.since)
            return _with_line(stocks, event.line, replace(line, book=line.book + event.units, shifts_since=shifts))
        case e.ToolingBegun():
            return _tool(stocks, event.line, Tranche(since=event.since, weeks=event.weeks, add=event.add))
        case e.IdleSwitchedOn():
            running = _tool(stocks, event.line, Tranche(since=event.since, weeks=0, add=event.add))
            line = running.lines[event.line]
            return _with_line(running, event.line, replace(line, workforce=line.workforce + event.add))
        case e.ComponentExpansionBegun():
            return _expand(stocks, event)
        case e.StockChanged():
            return _change_stock(stocks, event)
        case e.TransitChanged():
            return replace(stocks, sea=put(stocks.sea, event.theatre, SeaLift(event.permille, event.until)))
        case e.SeaRouteChanged():
            return replace(stocks, detours=put(stocks.detours, event.theatre, Detour(event.longer, event.until)))
        case e.NeedChanged():
            factor = NeedFactor(event.theatre, event.system, event.permille, event.until)
            return replace(stocks, need_factors=(*stocks.need_factors, factor))
        case e.LaunchChanged():
            loss = LaunchLoss(event.theatre, event.platform, event.permille, event.until)
            return replace(stocks, launch_losses=(*stocks.launch_losses, loss))
        case e.SiteDamaged():
            return replace(stocks, damage=(*stocks.damage, Damage(event.site, event.permille, event.until)))
        case e.WorkforceChanged():
            lines = {key: replace(stocks.lines[key], workforce=workforce) for key, workforce in event.rows}
            return replace(stocks, lines={**stocks.lines, **lines})
        case e.YardTasked():
            repair = stocks.repairs[event.repair]
            tasked: RepairState = replace(repair, yards=put(repair.yards, event.operator, event.since))
            return replace(stocks, repairs=put(stocks.repairs, event.repair, tasked))
        case e.DrainChanged():
            return replace(stocks, drain_permille=event.permille)
        case e.SystemCompromised():
            return replace(stocks, leaks=put(stocks.leaks, event.system, event.permille))
        case e.RankingSet():
            return replace(stocks, ranking=tuple(event.systems))
        case _:
            return _apply_report(stocks, event)


_Report = e.StocksReported | e.LinesReported | e.ComponentsReported | e.RearReported | e.Shipped | e.RepairsReported


def _apply_report(stocks: Stocks, event: _Report) -> Stocks:
    match event:
        case e.StocksReported():
            return _report_stocks(stocks, event)
        case e.LinesReported():
            return replace(
                stocks, lines={**stocks.lines, **{row.line: _worked(stocks.lines[row.line], row) for row in event.rows}}
            )
        case e.ComponentsReported():
            components = {row.component: replace(stocks.components[row.component], stock=row.stock) for row in event.rows}
            return replace(stocks, components={**stocks.components, **components})
        case e.RearReported():
            return replace(stocks, rear={**stocks.rear, **{row.system: row.stock for row in event.rows}})
        case e.Shipped():
            arriving = [Transit(row.theatre, row.system, row.arrives, row.sent - row.lost) for row in event.rows]
            return replace(stocks, transit=(*stocks.transit, *arriving))
        case e.RepairsReported():
            return _report_repairs(stocks, event)
        case _:
            assert_never(event)


def _with_line(stocks: Stocks, line: LineId, state: LineState) -> Stocks:
    return replace(stocks, lines=put(stocks.lines, line, state))


def _tool(stocks: Stocks, line: LineId, tranche: Tranche) -> Stocks:
    state = stocks.lines[line]
    return _with_line(stocks, line, replace(state, tooling=(*state.tooling, tranche)))


def _expand(stocks: Stocks, event: e.ComponentExpansionBegun) -> Stocks:
    component = stocks.components[event.component]
    tranche = Tranche(since=event.since, weeks=event.weeks, add=event.add)
    grown: ComponentState = replace(
        component, growth=(*component.growth, tranche), sources=component.sources + event.new_source
    )
    return replace(stocks, components=put(stocks.components, ComponentId(event.component), grown))


def _change_stock(stocks: Stocks, event: e.StockChanged) -> Stocks:
    reserves = stocks.reserves
    for owner in event.owners:
        reserves = put(reserves, OrganisationId(owner), put(reserves.get(owner, {}), event.system, event.reserve))
    if event.theatre == REAR:
        return replace(stocks, rear=put(stocks.rear, event.system, event.stock), reserves=reserves)
    theatre = TheatreId(event.theatre)
    here = put(stocks.theatre[theatre], event.system, event.stock)
    return replace(stocks, theatre=put(stocks.theatre, theatre, here), reserves=reserves)


def _report_stocks(stocks: Stocks, event: e.StocksReported) -> Stocks:
    here: dict[TheatreId, dict[SystemId, int]] = {key: dict(held) for key, held in stocks.theatre.items()}
    short_weeks = {}
    for row in event.rows:
        here[row.theatre][row.system] = row.stock
        if row.used < row.need:
            name = f"{row.theatre} {row.system}"
            short_weeks[name] = stocks.short_weeks.get(name, 0) + 1
    return replace(
        stocks,
        theatre=here,
        transit=tuple(one for one in stocks.transit if one.arrives > event.week),
        short_weeks=short_weeks,
        need_factors=tuple(one for one in stocks.need_factors if holds_in(one.until, event.week)),
        launch_losses=tuple(one for one in stocks.launch_losses if holds_in(one.until, event.week)),
        damage=tuple(one for one in stocks.damage if holds_in(one.until, event.week)),
    )


def _worked(line: LineState, row: e.LineRow) -> LineState:
    worked: LineState = replace(
        line,
        workforce=row.workforce,
        book=row.book,
        wip=(*line.wip[1:], row.started),
        shifts_since=row.shifts_since,
        binding=row.binding,
        finished=row.finished,
    )
    return worked


def _report_repairs(stocks: Stocks, event: e.RepairsReported) -> Stocks:
    repairs = dict(stocks.repairs)
    for row in event.rows:
        repair = repairs[row.repair]
        repairs[row.repair] = replace(repair, waiting=put(repair.waiting, row.theatre, row.waiting))
    return replace(stocks, repairs=repairs)
