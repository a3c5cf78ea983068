"""One physical week of the small world, read row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from engine.apply_stocks import apply_to_stocks
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
)
from engine.stocks import Stocks
from engine.week.chance import Chance, Expected
from engine.week.kernel import run_week
from engine.week.reports import WeekEvent
from engine.world import World
from tests.support.worlds import STRAIT

Row = TypeVar("Row")


@dataclass(frozen=True)
class Week:
    """What happened, and the physical world after it."""

    events: tuple[WeekEvent, ...]
    after: Stocks

    def stock(self, system: str, theatre: str = STRAIT) -> StockRow:
        """The theatre's report of a system; nothing moved where there is none."""
        rows = [row for one in self.events if isinstance(one, StocksReported) for row in one.rows]
        return next(row for row in rows if (row.theatre, row.system) == (theatre, system))

    def line(self, line: str) -> LineRow:
        """A line's report."""
        return next(row for one in self.events if isinstance(one, LinesReported) for row in one.rows if row.line == line)

    def component(self, component: str) -> ComponentRow:
        """A component's report."""
        rows = [row for one in self.events if isinstance(one, ComponentsReported) for row in one.rows]
        return next(row for row in rows if row.component == component)

    def rear(self, system: str) -> RearRow:
        """The rear's report of a system."""
        return next(row for one in self.events if isinstance(one, RearReported) for row in one.rows if row.system == system)

    def shipments(self, system: str, theatre: str = STRAIT) -> Mapping[str, ShipmentRow]:
        """What set out for a theatre, by its means."""
        rows = [row for one in self.events if isinstance(one, Shipped) for row in one.rows]
        return {row.by: row for row in rows if (row.theatre, row.system) == (theatre, system)}

    def sent(self, system: str, theatre: str = STRAIT) -> dict[str, int]:
        """Thousandths that left the rear for a theatre, by air and by sea."""
        return {by: row.sent for by, row in self.shipments(system, theatre).items() if by != "line"}

    def repair(self, repair: str, theatre: str = STRAIT) -> RepairRow:
        """A repair activity's report."""
        rows = [row for one in self.events if isinstance(one, RepairsReported) for row in one.rows]
        return next(row for row in rows if (row.repair, row.theatre) == (repair, theatre))


def lived(
    world: World,
    stocks: Stocks,
    week: int = 1,
    *,
    chance: Chance | None = None,
    confidence: int = 50,
    policies: Mapping[str, int] | None = None,
) -> Week:
    """A week of a physical world; chance gives expected values unless dice are given."""
    events = run_week(world, stocks, week, chance or Expected(), confidence=confidence, policies=policies or {})
    for event in events:
        stocks = apply_to_stocks(stocks, event)
    return Week(events, stocks)
