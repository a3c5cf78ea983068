"""The physical world of one week, true or believed: stocks, shipments, lines, components, repairs. Data, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.declared import Platform
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId, TheatreId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Capacity that grows along the S-curve: `add` thousandths a week over `weeks` from week `since`; at once over 0."""

    since: int
    weeks: int
    add: int


@dataclass(frozen=True, kw_only=True)
class LineState:
    """What a line can do now; thousandths a week, and thousandths for the book and the work in progress."""

    workforce: int
    book: int
    wip: tuple[int, ...]
    """What was started, oldest first; the first entry finishes next."""
    tooling: tuple[Tranche, ...] = ()
    shifts_since: int | None = None
    binding: str = ""
    finished: int = 0
    """What it finished in the week just resolved."""


@dataclass(frozen=True, kw_only=True)
class ComponentState:
    """What a component line can make now: thousandths a week, and the buffer in thousandths."""

    rate: int
    stock: int
    growth: tuple[Tranche, ...] = ()
    sources: int = 1


@dataclass(frozen=True, kw_only=True)
class RepairState:
    """Thousandths of a repair that wait, by theatre, and the week since when each allied yard is tasked."""

    waiting: Mapping[TheatreId, int]
    yards: Mapping[OrganisationId, int] = field(default_factory=dict)


class Transit(NamedTuple):
    """Thousandths of a system that arrive in a theatre in a week."""

    theatre: TheatreId
    system: SystemId
    arrives: int
    units: int


class NeedFactor(NamedTuple):
    """The need of a system in a theatre is multiplied by so many permille, up to and in week `until`; 0 for the rest."""

    theatre: TheatreId
    system: SystemId
    permille: int
    until: int


class LaunchLoss(NamedTuple):
    """Only so many permille of what a kind of platform can launch in a theatre are left, up to and in week `until`; 0 for the
    rest."""

    theatre: TheatreId
    platform: Platform
    permille: int
    until: int


class Damage(NamedTuple):
    """A line or a component makes so many permille less, up to and in week `until`; 0 for the rest."""

    site: str
    permille: int
    until: int


class SeaLift(NamedTuple):
    """Only so many permille of what goes to a theatre by sea sail, up to and in week `until`; 0 for the rest."""

    permille: int
    until: int


class Detour(NamedTuple):
    """What goes to a theatre by sea takes so many weeks longer, up to and in week `until`; 0 for the rest."""

    longer: int
    until: int


@dataclass(frozen=True, kw_only=True)
class Stocks:
    """The physical world of one week: the truth in an exercise, a belief in a view. The weekly kernel runs on either."""

    theatre: Mapping[TheatreId, Mapping[SystemId, int]]
    """Thousandths that stand in each theatre that is fought in."""
    rear: Mapping[SystemId, int]
    reserves: Mapping[OrganisationId, Mapping[SystemId, int]] = field(default_factory=dict)
    """Thousandths that allies hold for themselves."""
    transit: tuple[Transit, ...] = ()
    lines: Mapping[LineId, LineState]
    components: Mapping[ComponentId, ComponentState]
    repairs: Mapping[RepairId, RepairState] = field(default_factory=dict)
    ranking: tuple[SystemId, ...] = ()
    need_factors: tuple[NeedFactor, ...] = ()
    launch_losses: tuple[LaunchLoss, ...] = ()
    leaks: Mapping[SystemId, int] = field(default_factory=dict)
    """Permille more of a compromised system that are needed for the same result."""
    sea: Mapping[TheatreId, SeaLift] = field(default_factory=dict)
    detours: Mapping[TheatreId, Detour] = field(default_factory=dict)
    damage: tuple[Damage, ...] = ()
    drain_permille: int = 1_000
    """What the other theatres of the world draw from the rear, of what they drew at StartEx."""
    short_weeks: Mapping[str, int] = field(default_factory=dict)
    """By `theatre system`: for how many weeks in a row it has been short; only those that are."""

    def finished(self) -> Mapping[LineId, int]:
        """Thousandths that each line finished in the week just resolved."""
        return {key: line.finished for key, line in self.lines.items()}

    def standing(self, system: SystemId) -> int:
        """Thousandths of a system that stand in all theatres together."""
        return sum(here[system] for here in self.theatre.values())


def holds_in(until: int, week: int) -> bool:
    """Whether something that ends with week `until` (0: never) still holds in a week."""
    return until == 0 or week <= until
