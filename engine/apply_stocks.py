"""What an event does to the physical world, true or believed. No rule runs here."""

from dataclasses import replace
from typing import assert_never

from engine import events as e
from engine.exercise import ComponentState, LineState, Stocks, Tranche, Transit, put
from engine.ids import SystemId

OnStocks = (
    e.ContractRaised
    | e.ToolingBegun
    | e.ComponentExpansionBegun
    | e.StockChanged
    | e.TransitChanged
    | e.StockReported
    | e.LineReported
    | e.ComponentReported
    | e.Shipped
    | e.RankingSet
)


def apply_to_stocks(stocks: Stocks, event: OnStocks) -> Stocks:
    """The physical world after an event about it; views fold their beliefs with the same function."""
    match event:
        case e.ContractRaised():
            line = stocks.lines[event.line]
            shifts = event.since if line.shifts_since is None else min(line.shifts_since, event.since)
            return _with_line(stocks, event.line, replace(line, book=line.book + event.units, shifts_since=shifts))
        case e.ToolingBegun():
            line = stocks.lines[event.line]
            tranche = Tranche(since=event.since, weeks=event.weeks, add=event.add)
            return _with_line(stocks, event.line, replace(line, tooling=(*line.tooling, tranche)))
        case e.ComponentExpansionBegun():
            component = stocks.components[event.component]
            tranche = Tranche(since=event.since, weeks=event.weeks, add=event.add)
            grown: ComponentState = replace(component, growth=(*component.growth, tranche))
            return replace(stocks, components=put(stocks.components, event.component, grown))
        case e.StockChanged():
            return replace(stocks, theatre=put(stocks.theatre, event.system, event.stock))
        case e.TransitChanged():
            return replace(stocks, sea_permille=event.permille)
        case e.StockReported():
            return _report_stock(stocks, event)
        case e.LineReported():
            return _report_line(stocks, event)
        case e.ComponentReported():
            component = stocks.components[event.component]
            return replace(stocks, components=put(stocks.components, event.component, replace(component, stock=event.stock)))
        case e.Shipped():
            return _ship(stocks, event)
        case e.RankingSet():
            return replace(stocks, ranking=tuple(event.systems))
        case _:
            assert_never(event)


def _with_line(stocks: Stocks, line: str, state: LineState) -> Stocks:
    return replace(stocks, lines={key: state if key == line else kept for key, kept in stocks.lines.items()})


def _report_stock(stocks: Stocks, event: e.StockReported) -> Stocks:
    transit = tuple(t for t in stocks.transit if t.system != event.system or t.arrives > event.week)
    return replace(stocks, theatre=put(stocks.theatre, event.system, event.stock), transit=transit)


def _report_line(stocks: Stocks, event: e.LineReported) -> Stocks:
    line = stocks.lines[event.line]
    worked = replace(
        line,
        workforce=event.workforce,
        book=event.book,
        wip=(*line.wip[1:], event.started),
        binding=event.binding,
    )
    return replace(_with_line(stocks, event.line, worked), rear=put(stocks.rear, event.system, event.rear))


def _ship(stocks: Stocks, event: e.Shipped) -> Stocks:
    arriving = Transit(system=SystemId(event.system), arrives=event.arrives, units=event.sent - event.lost)
    return replace(stocks, rear=put(stocks.rear, event.system, event.rear), transit=(*stocks.transit, arriving))
