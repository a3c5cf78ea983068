"""What a week brought, reported in batches: one event for each group that is told. Quantities are thousandths."""

from typing import ClassVar, Literal, NamedTuple

from engine.declared import declared
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId, TheatreId

Why = Literal["", "lines", "transport", "reserve", "rationed", "platforms"]
"""Why a system was short in a theatre (rule 6.9)."""


class StockRow(NamedTuple):
    """One system in one theatre: what arrived, what was needed, what of it might be used, what was, and what is left."""

    theatre: TheatreId
    system: SystemId
    arrived: int
    need: int
    allowed: int
    """What rationing and surviving launch platforms let through."""
    used: int
    stock: int
    why: Why

    @property
    def short(self) -> int:
        """What was needed and not used."""
        return self.need - self.used


class RearRow(NamedTuple):
    """One system in the rear: from lines, to other theatres of the world, to this deck's theatres, and what is left."""

    system: SystemId
    received: int
    drained: int
    sent: int
    stock: int


class ShipmentRow(NamedTuple):
    """What left the rear (or an allied line) for a theatre: what was lost on the way, and when the rest arrives."""

    theatre: TheatreId
    system: SystemId
    by: Literal["air", "sea", "line"]
    sent: int
    lost: int
    arrives: int


class LineRow(NamedTuple):
    """One line: what it started and finished, what bound it, and where its means stand afterwards."""

    line: LineId
    started: int
    finished: int
    binding: str
    workforce: int
    book: int
    shifts_since: int | None


class ComponentRow(NamedTuple):
    """One component: made, built into systems, and left in the buffer."""

    component: ComponentId
    made: int
    used: int
    stock: int


class RepairRow(NamedTuple):
    """One repair activity in one theatre: what came, what was repaired, and what waits."""

    repair: RepairId
    theatre: TheatreId
    came: int
    done: int
    waiting: int


@declared
class StocksReported:
    """Every system that moved or was needed in a theatre in this week."""

    kind: ClassVar[str] = "stocks-reported"
    week: int
    rows: tuple[StockRow, ...]


@declared
class RearReported:
    """Every system that moved in the rear in this week."""

    kind: ClassVar[str] = "rear-reported"
    week: int
    rows: tuple[RearRow, ...]


@declared
class Shipped:
    """Everything that set out for a theatre in this week."""

    kind: ClassVar[str] = "shipped"
    week: int
    rows: tuple[ShipmentRow, ...]


@declared
class LinesReported:
    """One operator's lines in one week; `made` is the part that the department buys by: finished units by line."""

    kind: ClassVar[str] = "lines-reported"
    operator: OrganisationId
    week: int
    rows: tuple[LineRow, ...]
    made: tuple[tuple[LineId, int], ...]
    shared_made: tuple[OrganisationId, ...] = ()
    """Who learns what the lines finished, because their operator shares that (rule 3.10)."""
    shared_binding: tuple[OrganisationId, ...] = ()
    """Who also learns what held them up."""
    shared_whole: tuple[OrganisationId, ...] = ()
    """Who learns the whole report."""
    binding: tuple[tuple[LineId, str], ...] = ()
    """What held each line up, where it is shared."""


@declared
class ComponentsReported:
    """One operator's components in one week."""

    kind: ClassVar[str] = "components-reported"
    operator: OrganisationId
    week: int
    rows: tuple[ComponentRow, ...]


@declared
class RepairsReported:
    """One operator's repair activities in one week."""

    kind: ClassVar[str] = "repairs-reported"
    operator: OrganisationId
    week: int
    rows: tuple[RepairRow, ...]
