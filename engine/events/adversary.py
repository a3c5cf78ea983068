"""What red did, what leaked, which supplier left, and what was measured of deterrence (chapters 9 to 11)."""

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar

from engine.declared import declared
from engine.ids import ComponentId, LineId, OrganisationId, SystemId


@declared
class CampaignTold:
    """An adversary learned at StartEx what it has to spend, in points, and which actions it may take."""

    kind: ClassVar[str] = "campaign-told"
    by: OrganisationId
    budget: int
    per_quarter: int
    actions: tuple[tuple[str, str, int], ...]
    """Id, title and cost of each, in the deck's order."""
    again: Mapping[str, int] = field(default_factory=dict)
    """By action the weeks that it rests before it may come again; an action that comes once is not among them."""
    does: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By action what it brings, effect by effect, in words."""


@declared
class RedOrdered:
    """A red cell has ordered an action of its own; it happens in the next resolved week."""

    kind: ClassVar[str] = "red-ordered"
    by: OrganisationId
    action: str


@declared
class AutopilotSet:
    """The deck's conditions move this adversary from now on, or do not."""

    kind: ClassVar[str] = "autopilot-set"
    by: OrganisationId
    on: bool


@declared
class RedMoved:
    """An adversary acted: its effects follow. What others learn of it, they learn from its effects and from injects."""

    kind: ClassVar[str] = "red-moved"
    by: OrganisationId
    action: str
    title: str
    cost: int
    week: int
    ordered: bool
    """By a red cell, and not by the autopilot."""
    values: Mapping[str, int]
    """What its condition read."""


@declared
class LeakHappened:
    """Technology leaked at an allied site: its system is worth less from now on. Nobody is told."""

    kind: ClassVar[str] = "leak-happened"
    line: LineId
    system: SystemId
    week: int
    permille: int
    protected: bool


@declared
class SupplierLost:
    """A supplier left the business: its component makes less until another has taken its place."""

    kind: ClassVar[str] = "supplier-lost"
    component: ComponentId
    operator: OrganisationId
    week: int
    permille: int
    weeks: int


@declared
class DeterrenceMeasured:
    """What deterrence is measured from in a week, in points beside its start; the index moves by the difference."""

    kind: ClassVar[str] = "deterrence-measured"
    week: int
    stock: int
    rate: int
    dispersion: int
