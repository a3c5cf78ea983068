"""The back-test: 155 mm shells of 2022 to 2025 as the weekly rules would have them. No shipped figure is fitted to it."""

from collections.abc import Iterable, Mapping
from functools import cache
from math import sqrt

from engine import effects as f
from engine.apply_stocks import OnStocks
from engine.baseline import Baseline, Component, Holding, Line, Material, Organisation, System, Theatre
from engine.deck import Deck, Pace, Start
from engine.declared import Figure
from engine.ids import ComponentId, LineId, SystemId
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import carry_out_physical
from engine.stocks import Stocks
from engine.units import THOUSAND
from engine.week.chance import Expected
from engine.week.kernel import Due, Steered, run_weeks, stocks_at_start
from engine.world import World

SHELL = SystemId("ART155")
CHARGE = ComponentId("CHARGE155")
LOAD_LINE = LineId("load-line")
SEEN: Mapping[int, int] = {0: 14_500, 20: 28_000, 25: 36_000, 31: 40_000, 40: 40_000}
"""Shells a month by month since February 2022 (AUSA, October 2025; Defense One, June 2025)."""
RATE_2022 = 14_500
"""Shells a month in February 2022 (Breaking Defense, October 2025)."""
CEILING = 40_000
"""Shells a month for which there were charges in 2024 (Defense One, June 2025)."""
TARGET = 100_000
MONTHS = 44
FEBRUARY_2022, OCTOBER_2022 = 1, 35
ORDERS = f.ContractEffect(effect="contract", system=SHELL, units=4_000_000)
PLANTS = f.CapacityEffect(effect="capacity", line=LOAD_LINE, percent=TARGET * 100 // RATE_2022 - 110, weeks=104)
"""Money for plants up to the announced target followed the orders by eight months."""


def _figure(value: int) -> Figure:
    return Figure(value=value, tag="N", source="for the back-test alone")


SHELLS = System(
    id=SHELL,
    title="155 mm shell",
    platform="ground",
    weight=_figure(1_000),
    unit_cost=_figure(3),
    stock_world=_figure(0),
    holdings=(Holding(theatre="nowhere", units=_figure(0)),),
    drain=_figure(0),
    lead_months=_figure(14),
    expand_months=_figure(24),
    tooling_cost=_figure(4_000_000),
    capacity_48=_figure(RATE_2022),
    materials=(Material(component=CHARGE, per_unit=1_000, tag="N"),),
)
CHARGES = Component(
    id=CHARGE,
    title="Propelling charges",
    operator="industry",
    place="Radford, Virginia, and Valleyfield, Quebec",
    adversary_share=_figure(0),
    spare=_figure((CEILING - RATE_2022) * 100 // RATE_2022),
    public_spare=_figure(0),
    in_work=_figure(0),
    expand_months=_figure(24),
    expansion_cost=_figure(600_000),
    buffer_weeks=1,
)
LOADING = Line(
    id=LOAD_LINE,
    system=SHELL,
    title="Load, assemble, pack",
    operator="industry",
    country="us",
    place="Iowa",
    rate=_figure(RATE_2022 * 1_000),
    target=_figure(TARGET * 1_000),
    idle=_figure(0),
    flow_weeks=4,
    stage=6,
    vulnerability=_figure(0),
)
NOWHERE = Theatre(
    id="nowhere",
    title="Nowhere",
    air_permille=0,
    air_weeks=1,
    sea_weeks=1,
    hazard_permille=0,
    loss_permille=0,
    lift_per_week=0,
    tag="N",
)


@cache
def shell_world() -> World:
    """February 2022: one line, its charges, nothing needed in any theatre."""
    weeks = 52 * MONTHS // 12
    baseline = Baseline(
        id="shells",
        title="155 mm shells",
        organisations=(Organisation(id="industry", title="Industry", report_group="industry"),),
        theatres=(NOWHERE,),
        systems=(SHELLS,),
        components=(CHARGES,),
        lines=(LOADING,),
        accounts=(),
        indices=(),
        playbook=(),
    )
    deck = Deck(
        id="shells",
        title="155 mm shells, 2022 to 2025",
        summary="",
        marking="UNCLASSIFIED",
        handling="",
        baseline="shells",
        theatres=("nowhere",),
        start_date="2022-02-01",
        shooting_week=weeks,
        weeks=weeks,
        default_pace="all",
        paces=(Pace(id="all", title="At once", turns=(weeks,)),),
        starts=(Start(id="start", title="February 2022", week=1),),
        objectives=(),
        need=(),
        injects=(),
        briefs=(),
        priority_systems=(SHELL,),
    )
    return World(baseline=baseline, deck=deck)


def due() -> dict[int, tuple[Due, ...]]:
    """Orders at once, plants eight months later."""

    def brought(effect: f.ContractEffect | f.CapacityEffect, week: int) -> Due:
        def bring(stocks: Stocks) -> Iterable[OnStocks]:
            return carry_out_physical(shell_world(), stocks, week, effect, Cause(name="history", since=week))

        return bring

    return {FEBRUARY_2022: (brought(ORDERS, FEBRUARY_2022),), OCTOBER_2022: (brought(PLANTS, OCTOBER_2022),)}


@cache
def rates() -> Mapping[int, int]:
    """Shells a month by month, each the mean of the four weeks before its end."""
    world = shell_world()
    weeks = range(1, 52 * MONTHS // 12 + 1)
    made = run_weeks(world, stocks_at_start(world), weeks, Expected(), steered={1: Steered(confidence=50)}, due=due())
    finished = made.made(SHELL)
    ends = {month: max(4, 52 * month // 12) for month in range(MONTHS + 1)}
    return {month: sum(finished[end - 4 : end]) * 52 // (4 * 12 * THOUSAND) for month, end in ends.items()}


def error() -> float:
    """The root mean square of what the rules miss by, as a part of what was seen."""
    misses = [rates()[month] / seen - 1 for month, seen in SEEN.items()]
    return sqrt(sum(miss * miss for miss in misses) / len(misses))
