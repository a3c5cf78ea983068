"""What is declared before play: organisations, systems, lines, stocks, routes, money, law, playbook. Nothing that changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, Literal

from engine.conditions import Condition, Once, OrderGiven, parts_of
from engine.deck import Brief, Deck, Inject, ReleaseOnCondition
from engine.declared import (
    Between,
    ComponentName,
    Figure,
    FromOne,
    FromZero,
    Level,
    Months,
    Named,
    OrganisationName,
    PartnerName,
    Permille,
    Score,
    SystemName,
    Tag,
    TheatreName,
    declared,
)
from engine.ids import PUBLIC, ComponentId, InjectId, LineId, OrganisationId, RepairId, SystemId, TheatreId
from engine.playbook import InitiativeType
from engine.units import THOUSAND, weekly_rate

ReportGroup = Literal["allies", "industry", "congress", "dod", "nsc", "other"]
Platform = Literal["naval", "air", "ground"]
HOME = "us"
"""The country of lines that no ally hosts."""
REAR = "rear"
"""Where finished units of a United States line go: the stock from which every theatre is supplied."""


@declared
class SlotKind:
    """Something scarce that decisions of an organisation use up; it accrues by the week (rule 3.2)."""

    id: str
    title: str
    start: FromZero
    per_quarter: FromZero


@declared
class Organisation:
    """One owner of knowledge, levers and one side of every boundary."""

    id: str
    title: str
    report_group: ReportGroup
    slots: tuple[SlotKind, ...] = ()


@declared
class Material:
    """How much of a component one unit of a system takes, in thousandths of the component's unit."""

    component: ComponentName
    per_unit: FromOne
    tag: Tag
    source: str = ""


@declared
class Holding:
    """Units of a system that stand in a theatre at StartEx."""

    theatre: TheatreName
    units: Figure


@declared
class Reserve:
    """Units that an ally holds for itself; a loan or a swap may bring them to a theatre, no requisition does."""

    owner: OrganisationName
    units: Figure
    interoperability: Level
    """0 none, 1 compatible, 2 interoperable, 3 interchangeable; below 2 a loan does not help."""


@declared
class System:
    """A munition: what it costs, what it is made of, what is in stock at StartEx."""

    id: str
    title: str
    platform: Platform
    """What launches it: losses of such platforms limit its use, never its need."""
    weight: Figure
    """Permille by which a unit short counts beside units of other systems, where they are added at all."""
    unit_cost: Figure
    """Thousand dollars."""
    stock_world: Figure
    """Units of the United States, those in theatres included, allied reserves not."""
    holdings: tuple[Holding, ...]
    reserves: tuple[Reserve, ...] = ()
    drain: Figure
    """Percent of the rate at StartEx that other theatres of the world draw from the rear each week."""
    lead_months: Figure
    expand_months: Months
    tooling_cost: Figure
    """Thousand dollars for all of the tooling headroom."""
    capacity_48: Figure
    """Units a month that are reachable in four years."""
    lift: FromZero = 1_000
    """Thousandths of a unit of lift that one takes on its way to a theatre: a shell takes less than a missile."""
    materials: tuple[Material, ...]


@declared
class Component:
    """A part or material that lines compete for."""

    id: str
    title: str
    unit: str = "piece"
    """What is counted: `piece`, or `kg` for materials."""
    operator: OrganisationName
    place: str
    sources: FromZero = 1
    """Qualified sources at StartEx."""
    adversary_share: Score
    """Percent of its input that comes from an adversary: an embargo takes that much of its output."""
    spare: Annotated[Figure, Between(-100)]
    """Percent above what the lines' present rates take: the truth."""
    public_spare: Annotated[Figure, Between(-100)]
    """Percent: what everybody believes who was not told."""
    in_work: Figure
    """Percent of the present rate that an expansion already paid for adds, begun at StartEx."""
    expand_months: Months
    expansion_cost: Figure
    """Thousand dollars for the largest expansion offered."""
    buffer_weeks: FromZero
    stock: Figure | None = None
    """In its unit at StartEx; None for half of its buffer."""


@declared
class Line:
    """A site where a system is assembled, and by whom."""

    id: str
    system: SystemName
    title: str
    operator: OrganisationName
    country: Annotated[str, Named("organisation", also=("us",))]
    """`us`, or the organisation of the country that hosts it."""
    place: str
    rate: Figure
    """Thousandths a month at StartEx."""
    target: Figure
    """Thousandths a month after the expansion that an initiative can bring; the rate itself where there is none."""
    idle: Figure
    """Percent of its rate that could run at once and has no orders: what a second shift of an allied line would make."""
    materials: tuple[Material, ...] | None = None
    """What it takes of the shared components; None for all that its system takes, empty where it has parts of its own."""
    flow_weeks: FromOne
    delivers_to: Annotated[str, Named("theatre", also=("rear",))] = REAR
    """`rear`, or the theatre that it supplies directly."""
    delivery_weeks: FromZero = 0
    stage: Annotated[int, Between(0, 6)]
    """Stage of an allied programme: 0 idea, 1 study, 2 agreement, 3 line in building, 4 kits, 5 components, 6 whole."""
    vulnerability: Score
    """0 to 100: how easily it is struck."""
    cut_off: bool = False
    """Whether a blockade of its country stops most of its output."""
    open: bool = True


@declared
class Yard:
    """Repair slots that an ally could give."""

    operator: OrganisationName
    place: str
    slots: Figure
    """Thousandths of a repair a month once it is tasked."""
    tag: Tag = "N"


@declared
class Repair:
    """A repair activity: events wait in a queue for slots; what waits cannot launch (rule 6.8)."""

    id: str
    title: str
    operator: OrganisationName
    platform: Platform
    rate: Figure
    """Thousandths of a repair a month at StartEx."""
    launch_permille: Annotated[Figure, Between(0, 1_000)]
    """What one waiting platform takes of the launch capacity of its kind."""
    yards: tuple[Yard, ...]


@declared
class Theatre:
    """Where systems are used, and how they get there from the rear."""

    id: str
    title: str
    air_permille: Permille
    air_weeks: FromZero
    sea_weeks: FromZero
    hazard_permille: Permille
    """Chance that a sea shipment is attacked once there is shooting."""
    loss_permille: Permille
    """What an attacked shipment loses."""
    lift_per_week: FromZero
    """Units of lift a week that can leave the rear for it, over all systems (`System.lift`)."""
    tag: Tag
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
    owner: OrganisationName
    opening: Figure
    """Thousand dollars."""
    grants: tuple[Grant, ...] = ()
    ceiling: Figure | None = None
    """Thousand dollars that requests may bring over the whole exercise; None where none can be asked for."""


@declared
class Authority:
    """A power in law: who holds it, whether it is in force at StartEx, and when it lapses."""

    id: str
    title: str
    holder: OrganisationName
    in_force: bool
    until_week: FromZero = 0
    """The last exercise week in which it is in force; 0 where it does not lapse."""
    renewed_by: Annotated[str, Named("organisation", also=("",))] = ""
    """Who can bring it into force or renew it."""
    tag: Tag
    source: str


@declared
class Partner:
    """A country sheet; everything on a scale of 0 to 100 unless it says otherwise."""

    id: OrganisationName
    """The organisation of its government."""
    title: str
    short: str = ""
    """How indices and texts name it: `korea` in `trust-korea`."""
    labour_cost: Figure
    """United States = 100."""
    skill: Score
    slack: Score
    yards: Score
    interoperability: Level
    information_level: Level
    """0 to 3, 3 for the Five Eyes."""
    vulnerability: Score
    transfer_risk: Score
    political_risk: Score
    notice_weeks: FromZero
    """Weeks of notification to Congress that its cases take."""
    memberships: tuple[str, ...] = ()
    """Of `rdp`, `sosa`, `ntib`, `itar-126-7`, `treaty-ally`, `five-eyes`."""
    summary: str
    """What a player should know of it, in a few sentences."""


@declared
class Adversary:
    """What red has to spend, and how fast it builds."""

    id: OrganisationName
    title: str
    campaign_budget: Figure
    """Points at StartEx; standing actions spend them."""
    budget_per_quarter: Figure
    growth_months: Months
    """Months in which its own production doubles once it is mobilised."""
    summary: str


@declared
class IndexKind:
    """A measure of mood, trust or warning that rules read and move (chapter 10)."""

    id: str
    title: str
    start: Figure
    low: int = 0
    high: int = 100
    told: tuple[Annotated[str, Named("organisation", also=("public",))], ...] = ("public",)
    """Who learns of its changes; `public` for everybody, none for control alone."""


@declared
class Baseline:
    """The world before play."""

    id: str
    title: str
    organisations: tuple[Organisation, ...]
    theatres: tuple[Theatre, ...]
    systems: tuple[System, ...]
    components: tuple[Component, ...]
    lines: tuple[Line, ...]
    repairs: tuple[Repair, ...] = ()
    accounts: tuple[Account, ...]
    authorities: tuple[Authority, ...] = ()
    partners: tuple[Partner, ...] = ()
    adversaries: tuple[Adversary, ...] = ()
    indices: tuple[IndexKind, ...]
    suitability: Mapping[SystemName, Mapping[PartnerName, Annotated[int, Between(0, 2)]]] = field(default_factory=dict)
    """By system and partner: 0 barred without a release decision, 1 after an assessment, 2 open."""
    playbook: tuple[InitiativeType, ...]


@dataclass(frozen=True, kw_only=True)
class World:
    """A baseline with the deck that plays on it, and look-ups by id. Everything here is equal for the whole exercise."""

    baseline: Baseline
    deck: Deck

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What other modules have worked out from this world alone, so that they do it once; no part of the world."""
        return {}

    @cached_property
    def organisations(self) -> Mapping[OrganisationId, Organisation]:
        """By id, in the order of their ids: every rule that walks organisations walks this."""
        return {OrganisationId(one.id): one for one in sorted(self.baseline.organisations, key=lambda one: one.id)}

    @cached_property
    def theatres(self) -> Mapping[TheatreId, Theatre]:
        """By id, in declared order: those in which this deck fights."""
        return {TheatreId(one.id): one for one in self.baseline.theatres if one.id in self.deck.theatres}

    @cached_property
    def places(self) -> tuple[tuple[TheatreId, SystemId], ...]:
        """Every theatre and system that is held or needed there, system by system."""
        needed = {(need.theatre, need.system) for need in self.deck.need}
        return tuple(
            (theatre, key)
            for key, one in self.systems.items()
            for theatre in self.theatres
            if (theatre, key) in needed or any(held.theatre == theatre and held.units.value for held in one.holdings)
        )

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
    def repairs(self) -> Mapping[RepairId, Repair]:
        """By id, in declared order."""
        return {RepairId(one.id): one for one in self.baseline.repairs}

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """By id."""
        return {one.id: one for one in self.baseline.accounts}

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """By id."""
        return {one.id: one for one in self.baseline.authorities}

    def authorities_at_start(self, week: int = 1) -> Mapping[str, int]:
        """Rule 7.5: those in force when play begins in this week, with their last week; 0 where they do not lapse."""
        in_force = [one for one in self.baseline.authorities if one.in_force and not 0 < one.until_week < week]
        return {one.id: one.until_week for one in in_force}

    @cached_property
    def asked_orders(self) -> tuple[str, ...]:
        """Rule 12.2: the kinds of orders that a condition of the deck asks for."""
        return tuple(sorted({one.kind for one in self._conditions if isinstance(one, OrderGiven)}))

    @cached_property
    def once(self) -> Mapping[Once, str]:
        """Rule 12.2: the conditions of the deck that count only once, with a name for each."""
        found = dict.fromkeys(one for one in self._conditions if isinstance(one, Once))
        return {one: f"once {number}" for number, one in enumerate(found, start=1)}

    @cached_property
    def _conditions(self) -> tuple[Condition, ...]:
        releases = (one.release.when for one in self.deck.injects if isinstance(one.release, ReleaseOnCondition))
        return tuple(part for one in (*releases, *(red.when for red in self.deck.red)) for part in parts_of(one))

    @cached_property
    def home_operators(self) -> tuple[str, ...]:
        """Who runs lines in the United States, and nowhere else."""
        abroad = {line.operator for line in self.lines.values() if line.country != HOME}
        return tuple(dict.fromkeys(line.operator for line in self.lines.values() if line.operator not in abroad))

    @cached_property
    def partners(self) -> Mapping[OrganisationId, Partner]:
        """By the organisation of their government."""
        return {OrganisationId(one.id): one for one in self.baseline.partners}

    @cached_property
    def index_kinds(self) -> Mapping[str, IndexKind]:
        """By id."""
        return {one.id: one for one in self.baseline.indices}

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
            for material in self.materials_of(line):
                base[ComponentId(material.component)] += weekly_rate(line.rate.value) * material.per_unit // THOUSAND
        return base

    def materials_of(self, line: Line) -> tuple[Material, ...]:
        """What a line takes of the shared components."""
        return self.systems[SystemId(line.system)].materials if line.materials is None else line.materials

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
    deck = replace(world.deck, injects=(), briefs=(), red=(), need=need)
    accounts = tuple(replace(one, opening=_unknown(one.opening), grants=(), ceiling=None) for one in world.baseline.accounts)
    indices = tuple(_index_as_published(one) for one in world.baseline.indices)
    adversaries = tuple(
        replace(one, campaign_budget=_unknown(one.campaign_budget), budget_per_quarter=_unknown(one.budget_per_quarter))
        for one in world.baseline.adversaries
    )
    baseline = replace(world.baseline, components=components, accounts=accounts, indices=indices, adversaries=adversaries)
    return World(baseline=baseline, deck=deck)


def _unknown(figure: Figure) -> Figure:
    """What its owner alone knows."""
    return replace(figure, value=0, source="")


def _index_as_published(kind: IndexKind) -> IndexKind:
    """Where an index stands is public only if its changes are."""
    return kind if PUBLIC in kind.told else replace(kind, start=replace(kind.start, value=kind.low, source=""))
