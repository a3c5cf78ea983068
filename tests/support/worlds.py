"""A small hand-made world, apart from every shipped deck, so that rule tests state their own numbers."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from engine.baseline import (
    Account,
    Baseline,
    Component,
    Grant,
    Holding,
    IndexKind,
    Line,
    Material,
    Organisation,
    SlotKind,
    System,
    Theatre,
)
from engine.conditions import StockBelow
from engine.deck import (
    Brief,
    Choice,
    Deck,
    Inject,
    Need,
    Pace,
    ReleaseByControl,
    ReleaseInBrief,
    ReleaseInWeek,
    ReleaseOnCondition,
    Start,
)
from engine.declared import Figure
from engine.effects import ComponentEffect, ContractEffect, IndexEffect, SiteEffect, StockEffect, TransitEffect
from engine.ids import AccountId, ComponentId, InjectId, LineId, OrganisationId, SystemId, TheatreId
from engine.objectives import Objective
from engine.playbook import Duration, InitiativeType, Parameter, Price, Step
from engine.world import World

AS = OrganisationId("dod/as")
STAFF = OrganisationId("nsc/staff")
STATE = OrganisationId("nsc/state")
CONGRESS = OrganisationId("congress/appropriators")
PRIMES = OrganisationId("industry/primes")
JAPAN = OrganisationId("allies/japan")

MISSILE = SystemId("MISSILE")
TORPEDO = SystemId("TORPEDO")
STRAIT = TheatreId("strait")
SEEKER = ComponentId("SEEKER")
MISSILE_US = LineId("MISSILE-US")
MISSILE_JP = LineId("MISSILE-JP")
TORPEDO_US = LineId("TORPEDO-US")
PROCUREMENT = AccountId("procurement")
COALITION = AccountId("coalition")
CABLE = InjectId("cable")
LEAK = InjectId("leak")
STORM = InjectId("storm")
PANIC = InjectId("panic")

CENTS = 100_000
"""Cents in a thousand dollars."""

Declared = TypeVar("Declared", bound=Any)


def figure(value: int) -> Figure:
    return Figure(value=value, tag="N", source="made for tests")


def changed(declared: Iterable[Declared], identity: str, **changes: Any) -> tuple[Declared, ...]:
    """The same declared things, with one of them changed."""
    return tuple(replace(one, **changes) if one.id == identity else one for one in declared)


ORGANISATIONS = (
    Organisation(id=AS, title="Acquisition", report_group="dod"),
    Organisation(
        id=STAFF,
        title="NSC staff",
        report_group="nsc",
        slots=(SlotKind(id="meetings", title="Meetings", start=3, per_quarter=4),),
    ),
    Organisation(
        id=STATE,
        title="State",
        report_group="nsc",
        slots=(SlotKind(id="officers", title="Case officers", start=2, per_quarter=4),),
    ),
    Organisation(
        id=CONGRESS,
        title="Appropriators",
        report_group="congress",
        slots=(SlotKind(id="bills", title="Bill slots", start=2, per_quarter=4),),
    ),
    Organisation(id=PRIMES, title="Prime contractors", report_group="industry"),
    Organisation(id=JAPAN, title="Japan", report_group="allies"),
)

SYSTEMS = (
    System(
        id=MISSILE,
        title="Missile",
        platform="naval",
        weight=figure(1_000),
        unit_cost=figure(100),
        stock_world=figure(200),
        holdings=(Holding(theatre=STRAIT, units=figure(100)),),
        drain=figure(0),
        lead_months=figure(12),
        expand_months=figure(12),
        tooling_cost=figure(10_800),
        capacity_48=figure(104),
        materials=(Material(component=SEEKER, per_unit=1_000, tag="N"),),
    ),
    System(
        id=TORPEDO,
        title="Torpedo",
        platform="naval",
        weight=figure(1_000),
        unit_cost=figure(50),
        stock_world=figure(60),
        holdings=(Holding(theatre=STRAIT, units=figure(20)),),
        drain=figure(0),
        lead_months=figure(12),
        expand_months=figure(24),
        tooling_cost=figure(1_000),
        capacity_48=figure(26),
        materials=(Material(component=SEEKER, per_unit=1_000, tag="N"),),
    ),
)

COMPONENTS = (
    Component(
        id=SEEKER,
        title="Seeker",
        operator=PRIMES,
        place="Ohio",
        adversary_share=figure(0),
        spare=figure(20),
        public_spare=figure(50),
        in_work=figure(0),
        expand_months=figure(12),
        expansion_cost=figure(5_000),
        buffer_weeks=4,
    ),
)


def _line(identity: str, system: str, operator: str, monthly: int, **more: Any) -> Line:
    given = {"country": "us", "target": figure(monthly), "idle": figure(0), "vulnerability": figure(0), **more}
    return Line(
        id=identity,
        system=system,
        title=identity,
        operator=operator,
        place="",
        rate=figure(monthly),
        flow_weeks=4,
        stage=6,
        **given,
    )


LINES = (
    _line(MISSILE_US, MISSILE, PRIMES, 52_000),
    _line(MISSILE_JP, MISSILE, JAPAN, 13_000, country=JAPAN, target=figure(26_000), delivers_to=STRAIT, delivery_weeks=2),
    _line(TORPEDO_US, TORPEDO, PRIMES, 26_000),
)
"""12, 3 and 6 units a week."""

THEATRE = Theatre(
    id=STRAIT,
    title="Strait",
    air_permille=250,
    air_weeks=1,
    sea_weeks=4,
    hazard_permille=500,
    loss_permille=400,
    lift_per_week=100,
    tag="N",
)

ACCOUNTS = (
    Account(
        id=PROCUREMENT,
        title="Procurement",
        owner=CONGRESS,
        opening=figure(20_000),
        grants=(Grant(week=7, amount=figure(5_000)),),
    ),
    Account(id=COALITION, title="Coalition fund", owner=JAPAN, opening=figure(3_000)),
)

_RISKS = {"industry": 1, "technology": 0, "politics": 1, "not-sharing": 0}
_PURPOSES = {"supply": 2, "alliance": 0, "deterrence": 0, "readiness": 0}


def _type(identity: str, title: str, **more: Any) -> InitiativeType:
    given = {"summary": "", "source": "", "risks": _RISKS, "purposes": _PURPOSES, "parameters": (), **more}
    return InitiativeType(id=identity, title=title, **given)


ORDER = _type(
    "order",
    "Order {units} {system}",
    parameters=(
        Parameter(id="system", title="System", choices=(MISSILE, TORPEDO)),
        Parameter(id="units", title="Units", low=1, high=1_000, reducible=True),
    ),
    proposers=(AS, STAFF),
    once_for=("system",),
    steps=(
        Step(id="rank", title="Rank", by=STAFF, kind="decide", after=(), processing=2, sla=4, spends={"meetings": 1}),
        Step(
            id="fund",
            title="Fund {units} {system}",
            by=CONGRESS,
            kind="pay",
            after=("rank",),
            processing=1,
            sla=4,
            account=PROCUREMENT,
            price=Price(per_unit_of="system", units="units", tooling_for="system"),
            spends={"bills": 1},
            reduces=("units",),
        ),
        Step(id="accept", title="Accept", by=PRIMES, kind="decide", after=("fund",), processing=1, sla=4),
    ),
    effects=(ContractEffect(effect="contract", system="{system}", units="{units}"),),
    on_decline=(IndexEffect(effect="index", index="confidence", by=-5),),
)
"""Three hand-offs in a row, with slots, money and less granted than asked."""

SHARE = _type(
    "share",
    "Share with {country}: {rung}",
    parameters=(
        Parameter(id="country", title="Country", choices=(JAPAN,)),
        Parameter(id="rung", title="Rung", choices=("assembly", "components"), reducible=True),
    ),
    proposers=("{country}",),
    once_for=("country",),
    steps=(
        Step(
            id="release",
            title="Release",
            by=STATE,
            kind="decide",
            after=(),
            processing=1,
            sla=4,
            spends={"officers": 1},
            reduces=("rung",),
        ),
        Step(id="notify", title="Notify", by=CONGRESS, kind="clock", after=("release",), processing=4),
        Step(id="endorse", title="Endorse", by=STAFF, kind="decide", after=("release",), spends={"meetings": 1}),
        Step(
            id="fund",
            title="Pay",
            by="{country}",
            kind="pay",
            after=("release",),
            account=COALITION,
            price=Price(choice_of="rung", by_choice={"assembly": 1_000, "components": 2_500}),
        ),
        Step(
            id="build",
            title="Build",
            by="{country}",
            kind="work",
            after=("notify", "endorse", "fund"),
            duration=Duration(low=10, mode=20, high=40, tag="N"),
        ),
    ),
    effects=(
        SiteEffect(
            effect="site",
            line=MISSILE_JP,
            rung="{rung}",
            weeks=26,
            component=SEEKER,
            component_percent=50,
            component_weeks=52,
        ),
    ),
)
"""Three hand-offs side by side, a statutory clock, and work."""

WARN = _type(
    "warn",
    "Warn",
    proposers=(AS,),
    steps=(Step(id="answer", title="Answer", by=STATE, kind="decide", after=(), sla=4),),
    effects=(IndexEffect(effect="index", index="warning", by=10),),
)
"""One hand-off that takes nothing: no weeks, no slots, no money."""

EXPAND = _type(
    "expand",
    "Expand {component} by {percent} %",
    parameters=(
        Parameter(id="component", title="Component", choices=(SEEKER,)),
        Parameter(id="percent", title="Percent", choices=("50", "100")),
    ),
    proposers=(AS,),
    steps=(
        Step(
            id="fund",
            title="Fund",
            by=CONGRESS,
            kind="pay",
            after=(),
            account=PROCUREMENT,
            price=Price(fixed=500, expansion_of="component"),
        ),
    ),
    effects=(ComponentEffect(effect="component", component="{component}", percent="{percent}"),),
)

INDICES = (
    IndexKind(id="confidence", title="Confidence", start=figure(50)),
    IndexKind(id="warning", title="Warning", start=figure(10)),
)

BASELINE = Baseline(
    id="small",
    title="Small",
    organisations=ORGANISATIONS,
    theatres=(THEATRE,),
    systems=SYSTEMS,
    components=COMPONENTS,
    lines=LINES,
    accounts=ACCOUNTS,
    indices=INDICES,
    playbook=(ORDER, SHARE, WARN, EXPAND),
)


def inject(identity: str, release: Any, **more: Any) -> Inject:
    given = {"to": (STATE,), "objective": "objective", "exposes": "", "guidance": "for control only", **more}
    return Inject(
        id=identity,
        reference=identity.upper(),
        title=identity,
        release=release,
        source="a source",
        source_type="report",
        text="EXERCISE",
        **given,
    )


EMPTY = StockBelow(condition="stock", system=MISSILE, theatre=STRAIT, below=1)

INJECTS = (
    inject(
        CABLE,
        ReleaseInBrief(by="brief", week=2),
        expects=("An answer",),
        choices=(
            Choice(id="share", title="Share", effects=(IndexEffect(effect="index", index="warning", by=7),)),
            Choice(id="refuse", title="Refuse"),
        ),
    ),
    inject(
        LEAK,
        ReleaseInWeek(by="week", week=2),
        to=(AS,),
        effects=(IndexEffect(effect="index", index="confidence", by=-10),),
    ),
    inject(
        STORM,
        ReleaseByControl(by="control"),
        seen_by=("public",),
        effects=(TransitEffect(effect="transit", theatre=STRAIT, permille=500),),
    ),
    inject(
        PANIC,
        ReleaseOnCondition(
            by="condition", when=StockBelow(condition="stock", system=MISSILE, theatre=STRAIT, below=1), at_the_latest=11
        ),
        to=(STAFF,),
        effects=(StockEffect(effect="stock", system=MISSILE, theatre=STRAIT, units=5),),
    ),
)


def need(system: str, first_week: int, last_week: int, low: int, mode: int, high: int) -> Need:
    """So many units a week in the strait."""
    return Need(
        system=system,
        theatre=STRAIT,
        first_week=first_week,
        last_week=last_week,
        low=low * 1_000,
        mode=mode * 1_000,
        high=high * 1_000,
        tag="N",
    )


DECK = Deck(
    id="small",
    title="Small deck",
    summary="",
    marking="UNCLASSIFIED",
    handling="",
    baseline="small",
    theatres=(STRAIT,),
    start_date="2027-01-04",
    shooting_week=14,
    weeks=52,
    default_pace="fours",
    paces=(
        Pace(id="fours", title="Four weeks a turn", turns=(4,) * 13),
        Pace(id="quarters", title="A quarter a turn", turns=(13,) * 4),
        Pace(id="uneven", title="One week, then the rest", turns=(1, 3, 22, 26)),
    ),
    starts=(Start(id="warning", title="Warning", week=1),),
    objectives=(Objective(id="objective", title="Objective", target=""),),
    need=(need(MISSILE, 1, 13, 10, 10, 10), need(MISSILE, 14, 52, 10, 20, 40), need(TORPEDO, 1, 52, 5, 5, 5)),
    injects=INJECTS,
    briefs=(
        Brief(
            organisation=AS,
            who="You buy",
            aim="Twice as much",
            private_fact="Seekers are short",
            leverage="",
            reveals=(SEEKER,),
        ),
        Brief(organisation=STATE, who="You release", aim="No leaks", private_fact="One officer is ill", leverage=""),
    ),
    priority_systems=(MISSILE,),
)


def small_world(**changes: Any) -> World:
    """The small world; a keyword names a field of the baseline or of the deck and what stands there instead."""
    names = {field.name for field in fields(Deck)} - {"theatres"}
    of_deck = {name: value for name, value in changes.items() if name in names}
    of_baseline = {name: value for name, value in changes.items() if name not in names}
    baseline: Baseline = replace(BASELINE, **of_baseline)
    fought_in = tuple(one.id for one in baseline.theatres)
    return World(baseline=baseline, deck=replace(DECK, theatres=fought_in, **of_deck))


def slots(organisation: str, kind: str, start: int, per_quarter: int = 0) -> tuple[Organisation, ...]:
    """The organisations, where one has so many slots of one kind."""
    given = (SlotKind(id=kind, title=kind, start=start, per_quarter=per_quarter),)
    return changed(ORGANISATIONS, organisation, slots=given)


def steps(kind: InitiativeType, step: str, **changes: Any) -> tuple[InitiativeType, ...]:
    """The playbook, where one step of one type is changed."""
    return changed(BASELINE.playbook, kind.id, steps=changed(kind.steps, step, **changes))


def at_once(kind: InitiativeType) -> tuple[InitiativeType, ...]:
    """The playbook, where no organisation needs a week for a step of this type."""
    hurried = tuple(replace(one, processing=0) for one in kind.steps)
    return changed(BASELINE.playbook, kind.id, steps=hurried)
