"""One week of the physical world, in the order of rule 5.1. It changes nothing: it answers with what happened."""

from engine.apply_stocks import apply_to_stocks
from engine.events import ComponentReported, LineReported, Shipped, StockReported
from engine.exercise import ComponentState, Stocks, Tranche, need_in
from engine.ids import OrganisationId, SystemId
from engine.units import THOUSAND, weeks_of_months
from engine.week.chance import Chance
from engine.week.logistics import arrivals, ship
from engine.week.production import line_at_start, produce
from engine.world import World

WeekEvent = StockReported | LineReported | ComponentReported | Shipped


def stocks_at_start(world: World) -> Stocks:
    """Rule 5.2: the physical world at StartEx, from what is declared; a published world gives what everybody believes."""
    components = {}
    for key, declared in world.components.items():
        base = world.component_base[key]
        rate = base * (100 + declared.spare.value) // 100
        growth = _in_work(base, declared.in_work.value, declared.expand_months.value)
        components[key] = ComponentState(rate=rate, stock=rate * declared.buffer_weeks // 2, growth=growth)
    return Stocks(
        theatre={key: one.stock_theatre.value * THOUSAND for key, one in world.systems.items()},
        rear={key: (one.stock_world.value - one.stock_theatre.value) * THOUSAND for key, one in world.systems.items()},
        transit=(),
        lines={key: line_at_start(line) for key, line in world.lines.items()},
        components=components,
    )


def run_week(world: World, stocks: Stocks, week: int, chance: Chance, *, confidence: int) -> tuple[WeekEvent, ...]:
    """Arrivals, need and use; components and lines; finished units; shipments. Quantities are thousandths."""
    events: list[WeekEvent] = []

    def happened(event: WeekEvent) -> None:
        nonlocal stocks
        stocks = apply_to_stocks(stocks, event)
        events.append(event)

    for reported in _use(world, stocks, week, chance):
        happened(reported)
    work, components = produce(world, stocks, week, confidence)
    for component, (made, used, left) in components.items():
        declared = world.components[component]
        happened(
            ComponentReported(
                component=component,
                operator=OrganisationId(declared.operator),
                week=week,
                made=made,
                used=used,
                stock=left,
            )
        )
    for key, done in work.items():
        line = world.lines[key]
        system = SystemId(line.system)
        finished = stocks.lines[key].wip[0]
        to_rear = finished if line.delivers_to == "rear" else 0
        happened(
            LineReported(
                line=key,
                system=system,
                operator=OrganisationId(line.operator),
                week=week,
                started=done.started,
                finished=finished,
                binding=done.binding,
                workforce=done.workforce,
                book=done.book,
                rear=stocks.rear[system] + to_rear,
            )
        )
        if line.delivers_to == "theatre" and finished:
            arrives = week + line.delivery_weeks
            rear = stocks.rear[system]
            happened(Shipped(system=system, week=week, sent=finished, lost=0, arrives=arrives, rear=rear, by="line"))
    for shipment in ship(world, stocks, week, chance):
        happened(shipment)
    return tuple(events)


def _use(world: World, stocks: Stocks, week: int, chance: Chance) -> list[StockReported]:
    arrived = arrivals(stocks, week)
    reports = []
    for system in world.systems:
        declared = need_in(world, system, week)
        need = chance.need(declared, week) if declared else 0
        there = stocks.theatre[system] + arrived[system]
        used = min(need, there)
        reports.append(
            StockReported(
                system=system,
                week=week,
                arrived=arrived[system],
                need=need,
                used=used,
                short=need - used,
                stock=there - used,
            )
        )
    return reports


def _in_work(base: int, percent: int, months: int) -> tuple[Tranche, ...]:
    """Rule 5.4: an expansion that is already paid for begins at StartEx."""
    if percent <= 0:
        return ()
    return (Tranche(since=0, weeks=weeks_of_months(months), add=base * percent // 100),)
