"""What is declared before play: organisations, systems, components, lines, money, playbook and deck. Nothing that changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from engine.deck import Brief, Deck, Inject
from engine.declared import Figure, declared
from engine.ids import ComponentId, InjectId, LineId, OrganisationId, SystemId
from engine.playbook import InitiativeType
from engine.units import THOUSAND, weekly_rate

ReportGroup = Literal["allies", "industry", "congress", "dod", "nsc", "other"]


@declared
class SlotKind:
    """Something scarce that decisions of an organisation use up; it accrues by the week (rule 3.2)."""

    id: str
    title: str
    start: int
    per_quarter: int


@declared
class Organisation:
    """One owner of knowledge, levers and one side of every boundary."""

    id: str
    title: str
    report_group: ReportGroup
    slots: tuple[SlotKind, ...] = ()


@declared
class Material:
    """How much of a component one unit of a system takes, in thousandths."""

    component: str
    per_unit: int
    tag: str
    source: str = ""


@declared
class System:
    """A munition: what it costs, what it is made of, what is in stock at StartEx."""

    id: str
    title: str
    unit_cost: Figure
    """Thousand dollars."""
    stock_world: Figure
    """Units, the theatre's included."""
    stock_theatre: Figure
    lead_months: Figure
    expand_months: Figure
    tooling_cost: Figure
    """Thousand dollars for all of the tooling headroom."""
    capacity_48: Figure
    """Units a month that are reachable in four years."""
    materials: tuple[Material, ...]


@declared
class Component:
    """A part that lines compete for."""

    id: str
    title: str
    operator: str
    place: str
    spare: Figure
    """Percent above what the lines' present rates take: the truth."""
    public_spare: Figure
    """Percent: what everybody believes who was not told."""
    in_work: Figure
    """Percent of the present rate that an expansion already paid for adds, begun at StartEx."""
    expand_months: Figure
    expansion_cost: Figure
    """Thousand dollars for the largest expansion offered."""
    buffer_weeks: int


@declared
class Line:
    """Where a system is assembled, and by whom."""

    id: str
    system: str
    title: str
    operator: str
    country: str
    place: str
    rate: Figure
    """Thousandths a month at StartEx."""
    target: Figure
    """Thousandths a month after the expansion that an initiative can bring; the rate itself where there is none."""
    flow_weeks: int
    delivers_to: Literal["rear", "theatre"]
    delivery_weeks: int
    open: bool = True


@declared
class Theatre:
    """Where systems are used, and how they get there."""

    id: str
    title: str
    air_permille: int
    air_weeks: int
    sea_weeks: int
    hazard_permille: int
    """Chance that a sea shipment is attacked from the blockade on."""
    loss_permille: int
    """What an attacked shipment loses."""
    lift_per_week: int
    """Units a week that can leave the rear, over all systems."""
    tag: str
    source: str = ""


@declared
class Grant:
    """Money that arrives in an account in a known week."""

    week: int
    amount: Figure
    """Thousand dollars."""


@declared
class Account:
    """A purse: one organisation pays from it."""

    id: str
    title: str
    owner: str
    opening: Figure
    """Thousand dollars."""
    grants: tuple[Grant, ...] = ()


@declared
class Baseline:
    """The world before play."""

    id: str
    title: str
    organisations: tuple[Organisation, ...]
    theatre: Theatre
    systems: tuple[System, ...]
    components: tuple[Component, ...]
    lines: tuple[Line, ...]
    accounts: tuple[Account, ...]
    playbook: tuple[InitiativeType, ...]


@dataclass(frozen=True, kw_only=True)
class World:
    """A baseline with the deck that plays on it, and look-ups by id. Everything here is equal for the whole exercise."""

    baseline: Baseline
    deck: Deck

    @cached_property
    def organisations(self) -> Mapping[OrganisationId, Organisation]:
        """By id, in the order of their ids: every rule that walks organisations walks this."""
        return {OrganisationId(one.id): one for one in sorted(self.baseline.organisations, key=lambda one: one.id)}

    @cached_property
    def systems(self) -> Mapping[SystemId, System]:
        """By id, in declared order."""
        return {SystemId(one.id): one for one in self.baseline.systems}

    @cached_property
    def components(self) -> Mapping[ComponentId, Component]:
        """By id, in declared order."""
        return {ComponentId(one.id): one for one in self.baseline.components}

    @cached_property
    def lines(self) -> Mapping[LineId, Line]:
        """By id, in declared order."""
        return {LineId(one.id): one for one in self.baseline.lines}

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """By id."""
        return {one.id: one for one in self.baseline.accounts}

    @cached_property
    def playbook(self) -> Mapping[str, InitiativeType]:
        """By id."""
        return {one.id: one for one in self.baseline.playbook}

    @cached_property
    def injects(self) -> Mapping[InjectId, Inject]:
        """By id, in declared order."""
        return {InjectId(one.id): one for one in self.deck.injects}

    @cached_property
    def briefs(self) -> Mapping[OrganisationId, Brief]:
        """By organisation; in a published world this is empty."""
        return {OrganisationId(one.organisation): one for one in self.deck.briefs}

    @cached_property
    def component_base(self) -> Mapping[ComponentId, int]:
        """Thousandths a week that the lines take of each component at their rates of StartEx."""
        base = dict.fromkeys(self.components, 0)
        for line in self.lines.values():
            if not line.open:
                continue
            for material in self.systems[SystemId(line.system)].materials:
                base[ComponentId(material.component)] += weekly_rate(line.rate.value) * material.per_unit // THOUSAND
        return base

    def slot_kind(self, organisation: str, kind: str) -> SlotKind | None:
        """The declared slot of that kind that this organisation has, if it has one."""
        slots = self.organisations[OrganisationId(organisation)].slots
        return next((slot for slot in slots if slot.id == kind), None)

    def turn_weeks(self, pace: str, turn: int) -> tuple[int, int]:
        """Rule 2.4: first and last week of a turn, counted from 1; every pace cuts the same weeks."""
        turns = self.deck.pace(pace).turns
        first = 1 + sum(turns[: turn - 1])
        return first, first + turns[turn - 1] - 1


def published(world: World) -> World:
    """Rule 8.2: the world as everybody may read it before play, of the same shape: no briefs, no injects, no hidden truth."""
    components = tuple(replace(one, spare=one.public_spare) for one in world.baseline.components)
    need = tuple(replace(one, low=one.mode, high=one.mode) for one in world.deck.need)
    deck = replace(world.deck, injects=(), briefs=(), need=need)
    accounts = tuple(replace(one, opening=replace(one.opening, value=0), grants=()) for one in world.baseline.accounts)
    return World(baseline=replace(world.baseline, components=components, accounts=accounts), deck=deck)
