"""What effects and orders do to the physical world. Quantities are thousandths; `until` is the last week, 0 for never."""

from typing import ClassVar

from engine.declared import Platform, declared
from engine.ids import ComponentId, InitiativeId, LineId, OrganisationId, RepairId, SystemId, TheatreId


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
class IdleSwitchedOn:
    """A line runs capacity that stood idle: `add` thousandths a week more in tooling and in workforce, at once."""

    kind: ClassVar[str] = "idle-switched-on"
    line: LineId
    add: int
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
    new_source: bool
    """Whether another qualified source opens, and not a larger first one."""
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class StockChanged:
    """An effect's or control's hand on a stock; where a reserve was lent or refilled, `owners` names whose it is."""

    kind: ClassVar[str] = "stock-changed"
    system: SystemId
    theatre: str
    """A theatre, or `rear`."""
    by: int
    stock: int
    owners: tuple[OrganisationId, ...]
    reserve: int
    """What the owner has left of its reserve; 0 where there is none."""
    cause: str


@declared
class TransitChanged:
    """Only so many permille of what goes to a theatre by sea sail."""

    kind: ClassVar[str] = "transit-changed"
    theatre: TheatreId
    permille: int
    until: int
    cause: str


@declared
class SeaRouteChanged:
    """What goes to a theatre by sea takes so many weeks longer."""

    kind: ClassVar[str] = "sea-route-changed"
    theatre: TheatreId
    longer: int
    until: int
    cause: str


@declared
class NeedChanged:
    """The need of a system in a theatre is multiplied by so many permille."""

    kind: ClassVar[str] = "need-changed"
    theatre: TheatreId
    system: SystemId
    permille: int
    until: int
    cause: str


@declared
class LaunchChanged:
    """Only so many permille of what a kind of platform can launch in a theatre are left."""

    kind: ClassVar[str] = "launch-changed"
    theatre: TheatreId
    platform: Platform
    permille: int
    until: int
    cause: str


@declared
class SiteDamaged:
    """A line or a component makes so many permille less."""

    kind: ClassVar[str] = "site-damaged"
    site: str
    operator: OrganisationId
    permille: int
    until: int
    cause: str


@declared
class WorkforceChanged:
    """The workforce of an operator's lines, after something happened to it; thousandths a week by line."""

    kind: ClassVar[str] = "workforce-changed"
    operator: OrganisationId
    rows: tuple[tuple[LineId, int], ...]
    cause: str


@declared
class YardTasked:
    """An ally's yard takes repairs from now on."""

    kind: ClassVar[str] = "yard-tasked"
    repair: RepairId
    operator: OrganisationId
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class DrainChanged:
    """The other theatres of the world draw only so many permille of what they drew at StartEx."""

    kind: ClassVar[str] = "drain-changed"
    permille: int
    cause: str


@declared
class SystemCompromised:
    """So many permille more of a system are needed for the same result than before its compromise, in all."""

    kind: ClassVar[str] = "system-compromised"
    system: SystemId
    permille: int
    cause: str


@declared
class RankingSet:
    """Systems in the order in which scarce components go to them."""

    kind: ClassVar[str] = "ranking-set"
    organisation: OrganisationId
    systems: tuple[SystemId, ...]
    operators: tuple[OrganisationId, ...]
