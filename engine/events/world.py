"""What happened to lines, components, stocks and shipments. Quantities are thousandths."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import ComponentId, InitiativeId, LineId, OrganisationId, SystemId


@declared
class ContractRaised:
    """Units (thousandths) were added to a line's order book; it may run above its level schedule, and add shifts."""

    kind: ClassVar[str] = "contract-raised"
    line: LineId
    units: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class ToolingBegun:
    """A line's tooling grows by `add` thousandths a week, along the S-curve, over `weeks` from `since`."""

    kind: ClassVar[str] = "tooling-begun"
    line: LineId
    add: int
    weeks: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class ComponentExpansionBegun:
    """A component's output grows by `add` thousandths a week, along the S-curve, over `weeks` from `since`."""

    kind: ClassVar[str] = "component-expansion-begun"
    component: ComponentId
    add: int
    weeks: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class StockChanged:
    """Control's or an inject's hand on a theatre stock, in thousandths."""

    kind: ClassVar[str] = "stock-changed"
    system: SystemId
    by: int
    stock: int
    cause: str


@declared
class TransitChanged:
    """Only so many permille of the sea lift sail."""

    kind: ClassVar[str] = "transit-changed"
    permille: int
    cause: str


@declared
class RankingSet:
    """Systems in the order in which scarce components go to them."""

    kind: ClassVar[str] = "ranking-set"
    organisation: OrganisationId
    systems: tuple[SystemId, ...]
    operators: tuple[OrganisationId, ...]


@declared
class StockReported:
    """One system in the theatre in one week, in thousandths: need before rationing, used, short, and what is left."""

    kind: ClassVar[str] = "stock-reported"
    system: SystemId
    week: int
    arrived: int
    need: int
    used: int
    short: int
    stock: int


@declared
class LineReported:
    """One line in one week: what it started and finished, what bound it, and where its means stand afterwards."""

    kind: ClassVar[str] = "line-reported"
    line: LineId
    system: SystemId
    operator: OrganisationId
    week: int
    started: int
    finished: int
    binding: str
    workforce: int
    book: int
    rear: int
    """The system's stock in the rear, once this line's output has reached it."""


@declared
class ComponentReported:
    """One component in one week: made, used by lines, and left in the buffer."""

    kind: ClassVar[str] = "component-reported"
    component: ComponentId
    operator: OrganisationId
    week: int
    made: int
    used: int
    stock: int


@declared
class Shipped:
    """Units left the rear (or an allied line) for the theatre: what arrives, when, and what was lost on the way."""

    kind: ClassVar[str] = "shipped"
    system: SystemId
    week: int
    sent: int
    lost: int
    arrives: int
    rear: int
    """What is left in the rear afterwards."""
    by: Literal["air", "sea", "line"]
