"""The physical world of one week as flat lists of integers, and the way there and back. It never leaves the kernel."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.ids import OrganisationId
from engine.stocks import (
    ComponentState,
    Damage,
    Detour,
    LaunchLoss,
    LineState,
    NeedFactor,
    RepairState,
    SeaLift,
    Stocks,
    Tranche,
    Transit,
    holds_in,
)
from engine.units import THOUSAND, s_curve
from engine.week.plan import Plan, Table


@dataclass(slots=True)
class Ledger:
    """What changes from week to week; places as in the plan."""

    plan: Plan
    before: Stocks
    """Where it was opened; what no week changes is read from there."""
    stock: Table
    rear: Table
    arriving: list[Table]
    """What arrives by place: first of all in the coming week, then in the one after it."""
    coming: Table
    """All of that together."""
    workforce: Table
    book: Table
    wip: list[list[int]]
    shifts: list[int | None]
    tooling: list[tuple[Tranche, ...]]
    binding: list[str]
    rate: Table
    buffer: Table
    growth: list[tuple[Tranche, ...]]
    waiting: Table
    yards: list[list[tuple[int, int]]]
    """By repair activity: thousandths a month and the week since when, of every tasked yard."""
    short_weeks: Table
    need_factors: Sequence[NeedFactor]
    launch_losses: Sequence[LaunchLoss]
    leaks: Table | None
    damage: Sequence[Damage]
    sea: Sequence[SeaLift]
    detours: Sequence[Detour]
    drain_permille: int


@dataclass(slots=True)
class Lived:
    """What one week brought, by the places of the plan; the reports are made of it."""

    told: bool
    """Whether reports will be made: without them nobody asks what was shipped and why something was short."""
    used: list[tuple[int, int, int, int, int, str]] = field(default_factory=list)
    """Place, arrived, need, allowed, used, why."""
    made: Table = field(default_factory=list)
    built_in: Table = field(default_factory=list)
    scarce: tuple[int, ...] = ()
    """Components of which lines asked for more than there was."""
    started: Table = field(default_factory=list)
    finished: Table = field(default_factory=list)
    received: Table = field(default_factory=list)
    drained: Table = field(default_factory=list)
    sent: Table = field(default_factory=list)
    shipments: list[tuple[int, str, int, int, int]] = field(default_factory=list)
    """Place, means, sent, lost, week of arrival."""
    repairs: list[tuple[int, int, int]] = field(default_factory=list)
    """Place, came, repaired."""


def grown(tranches: Sequence[Tranche], week: int) -> int:
    """Rule 5.4: what expansions add in a week."""
    total = 0
    for one in tranches:
        total += one.add * s_curve(week - one.since, one.weeks) // THOUSAND
    return total


def left_of(damage: Sequence[Damage], site: str, week: int) -> int:
    """Rule 11.4: permille that a damaged site can still make; damages add up."""
    return max(0, THOUSAND - sum(one.permille for one in damage if one.site == site and week <= (one.until or week)))


def opened(plan: Plan, stocks: Stocks, week: int) -> Ledger:
    """The lists of a physical world that is about to live through a week."""
    lines = [stocks.lines[key] for key in plan.lines]
    components = [stocks.components[key] for key in plan.components]
    systems = len(plan.systems)
    here = [stocks.theatre[theatre] for theatre in plan.theatre_ids]
    theatres = {key: at for at, key in enumerate(plan.theatre_ids)}
    names = {key: at for at, key in enumerate(plan.systems)}
    horizon = max((one.arrives - week for one in stocks.transit), default=0)
    arriving = [[0] * (len(here) * systems) for _ in range(max(horizon, 0) + 1)]
    for theatre, system, arrives, units in stocks.transit:
        arriving[max(0, arrives - week)][theatres[theatre] * systems + names[system]] += units
    return Ledger(
        plan=plan,
        before=stocks,
        stock=[one[key] for one in here for key in plan.systems],
        rear=[stocks.rear[key] for key in plan.systems],
        arriving=arriving,
        coming=[sum(weeks) for weeks in zip(*arriving, strict=True)],
        workforce=[one.workforce for one in lines],
        book=[one.book for one in lines],
        wip=[list(one.wip) for one in lines],
        shifts=[one.shifts_since for one in lines],
        tooling=[one.tooling for one in lines],
        binding=[one.binding for one in lines],
        rate=[one.rate for one in components],
        buffer=[one.stock for one in components],
        growth=[one.growth for one in components],
        waiting=[stocks.repairs[key].waiting[theatre] for theatre in plan.theatre_ids for key in plan.repairs],
        yards=[_yards(plan, stocks, at) for at in range(len(plan.repairs))],
        short_weeks=[stocks.short_weeks.get(f"{one} {key}", 0) for one in plan.theatre_ids for key in plan.systems],
        need_factors=stocks.need_factors,
        launch_losses=stocks.launch_losses,
        leaks=[stocks.leaks.get(key, 0) for key in plan.systems] if stocks.leaks else None,
        damage=stocks.damage,
        sea=[stocks.sea.get(key, SeaLift(THOUSAND, 0)) for key in plan.theatre_ids],
        detours=[stocks.detours.get(key, Detour(0, 0)) for key in plan.theatre_ids],
        drain_permille=stocks.drain_permille,
    )


def _yards(plan: Plan, stocks: Stocks, at: int) -> list[tuple[int, int]]:
    repair = plan.repairs[at]
    tasked = stocks.repairs[repair].yards
    return [
        (yard.slots.value, tasked[OrganisationId(yard.operator)])
        for yard in plan.world.repairs[repair].yards
        if yard.operator in tasked
    ]


def closed(ledger: Ledger, lived: Lived, week: int) -> Stocks:
    """The physical world that the lists stand for; `week` is the one that was just lived through."""
    plan, before = ledger.plan, ledger.before
    systems, repairs = len(plan.systems), len(plan.repairs)
    return Stocks(
        theatre={
            theatre: dict(zip(plan.systems, ledger.stock[at * systems : (at + 1) * systems], strict=True))
            for at, theatre in enumerate(plan.theatre_ids)
        },
        rear=dict(zip(plan.systems, ledger.rear, strict=True)),
        reserves=before.reserves,
        transit=tuple(
            Transit(plan.theatre_ids[place // systems], plan.systems[place % systems], week + 1 + later, units)
            for later, places in enumerate(ledger.arriving)
            for place, units in enumerate(places)
            if units
        ),
        lines={
            key: LineState(
                workforce=ledger.workforce[at],
                book=ledger.book[at],
                wip=tuple(ledger.wip[at]),
                tooling=before.lines[key].tooling,
                shifts_since=ledger.shifts[at],
                binding=ledger.binding[at],
                finished=lived.finished[at],
            )
            for at, key in enumerate(plan.lines)
        },
        components={
            key: ComponentState(
                rate=ledger.rate[at], stock=ledger.buffer[at], growth=ledger.growth[at], sources=before.components[key].sources
            )
            for at, key in enumerate(plan.components)
        },
        repairs={
            key: RepairState(
                waiting={theatre: ledger.waiting[t * repairs + at] for t, theatre in enumerate(plan.theatre_ids)},
                yards=before.repairs[key].yards,
            )
            for at, key in enumerate(plan.repairs)
        },
        ranking=before.ranking,
        need_factors=tuple(one for one in before.need_factors if holds_in(one.until, week)),
        launch_losses=tuple(one for one in before.launch_losses if holds_in(one.until, week)),
        leaks=before.leaks,
        sea=before.sea,
        detours=before.detours,
        damage=tuple(one for one in before.damage if holds_in(one.until, week)),
        drain_permille=before.drain_permille,
        short_weeks={
            f"{plan.theatre_ids[place // systems]} {plan.systems[place % systems]}": weeks
            for place, weeks in enumerate(ledger.short_weeks)
            if weeks
        },
    )
