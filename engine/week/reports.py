"""From the lists of a week to the events that report it, one for each group that is told (rule 8.4)."""

from collections.abc import Iterator
from typing import cast

from engine.events import (
    ComponentRow,
    ComponentsReported,
    LineRow,
    LinesReported,
    RearReported,
    RearRow,
    RepairRow,
    RepairsReported,
    ShipmentRow,
    Shipped,
    StockRow,
    StocksReported,
    Why,
)
from engine.ids import OrganisationId
from engine.week.ledger import Ledger, Lived

WeekEvent = StocksReported | ComponentsReported | LinesReported | RearReported | Shipped | RepairsReported


def reports(ledger: Ledger, lived: Lived, week: int) -> Iterator[WeekEvent]:
    """Stocks, then components and lines by operator, the rear, shipments, repairs."""
    yield _stocks(ledger, lived, week)
    for operator in ledger.plan.operators:
        yield from _of_operator(ledger, lived, week, operator)
    yield _rear(ledger, lived, week)
    if lived.shipments:
        yield _shipped(ledger, lived, week)
    if lived.repairs:
        yield from _repairs(ledger, lived, week)


def _stocks(ledger: Ledger, lived: Lived, week: int) -> StocksReported:
    plan = ledger.plan
    systems = len(plan.systems)
    rows = tuple(
        StockRow(
            plan.theatre_ids[place // systems],
            plan.systems[place % systems],
            arrived,
            need,
            allowed,
            used,
            ledger.stock[place],
            cast(Why, why),
        )
        for place, arrived, need, allowed, used, why in lived.used
    )
    return StocksReported(week=week, rows=rows)


def _of_operator(
    ledger: Ledger, lived: Lived, week: int, operator: OrganisationId
) -> Iterator[ComponentsReported | LinesReported]:
    plan = ledger.plan
    components = tuple(
        ComponentRow(plan.components[at], lived.made[at], lived.built_in[at], ledger.buffer[at])
        for at, declared in enumerate(plan.component_rows)
        if declared.operator == operator
    )
    if components:
        yield ComponentsReported(operator=operator, week=week, rows=components)
    lines = tuple(
        LineRow(
            plan.lines[at],
            lived.started[at],
            lived.finished[at],
            ledger.binding[at],
            ledger.workforce[at],
            ledger.book[at],
            ledger.shifts[at],
        )
        for at, declared in enumerate(plan.line_rows)
        if declared.operator == operator
    )
    if lines:
        made = tuple((row.line, row.finished) for row in lines)
        yield LinesReported(operator=operator, week=week, rows=lines, made=made)


def _rear(ledger: Ledger, lived: Lived, week: int) -> RearReported:
    moved = zip(lived.received, lived.drained, lived.sent, ledger.rear, strict=True)
    rows = tuple(
        RearRow(ledger.plan.systems[at], received, drained, sent, stock)
        for at, (received, drained, sent, stock) in enumerate(moved)
        if received or drained or sent
    )
    return RearReported(week=week, rows=rows)


def _shipped(ledger: Ledger, lived: Lived, week: int) -> Shipped:
    plan = ledger.plan
    systems = len(plan.systems)
    rows = tuple(
        ShipmentRow(plan.theatre_ids[place // systems], plan.systems[place % systems], by, sent, lost, arrives)  # type: ignore[arg-type]
        for place, by, sent, lost, arrives in lived.shipments
    )
    return Shipped(week=week, rows=rows)


def _repairs(ledger: Ledger, lived: Lived, week: int) -> Iterator[RepairsReported]:
    plan = ledger.plan
    count = len(plan.repairs)
    operators = {one.operator for one in plan.world.repairs.values()}
    for operator in sorted(operators):
        rows = tuple(
            RepairRow(plan.repairs[place % count], plan.theatre_ids[place // count], came, done, ledger.waiting[place])
            for place, came, done in lived.repairs
            if plan.world.repairs[plan.repairs[place % count]].operator == operator
        )
        if rows:
            yield RepairsReported(operator=OrganisationId(operator), week=week, rows=rows)
