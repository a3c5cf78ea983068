"""What a baseline declares: organisations, systems, components, lines, theatres, routes, money, law, playbook. Only shapes."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

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
    Platform,
    Score,
    SystemName,
    Tag,
    TheatreName,
    declared,
)
from engine.playbook import InitiativeType

ReportGroup = Literal["allies", "industry", "congress", "dod", "nsc", "other"]
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
    """Percent of its input that comes from an adversary."""
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


Topic = Literal["strength", "constraint", "programme", "politics", "risk", "use"]
"""What something that is known of a country or an organisation is about; `use`: what it is best for."""


@declared
class Known:
    """One thing that is publicly known of an organisation or of the country that it governs; it decides nothing."""

    about: OrganisationName
    topic: Topic
    text: str
    tag: Tag
    source: str

    @property
    def said(self) -> str:
        """The text, marked where it is notional."""
        return f"{self.text} (notional)" if self.tag == "N" else self.text


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
    known: tuple[Known, ...] = ()
    """What briefs of countries and organisations tell everybody."""
    indices: tuple[IndexKind, ...]
    suitability: Mapping[SystemName, Mapping[PartnerName, Annotated[int, Between(0, 2)]]] = field(default_factory=dict)
    """By system and partner: 0 barred without a release decision, 1 after an assessment, 2 open."""
    playbook: tuple[InitiativeType, ...]
