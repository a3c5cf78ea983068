"""The 155 mm line of 2022 as a world of its own, for the back-test alone: no shipped figure is fitted to it."""

from dataclasses import replace

from engine.baseline import Component, Holding, Line, Material, System
from engine.ids import ComponentId, LineId, SystemId
from engine.world import World
from tests.support.worlds import BASELINE, PRIMES, STRAIT, figure, small_world

SHELL = SystemId("ART155")
CHARGE = ComponentId("CHARGE155")
LOAD_LINE = LineId("load-line")
RATE_2022 = 14_500
"""Shells a month in February 2022 (Breaking Defense, October 2025)."""
CEILING = 40_000
"""Shells a month for which there were charges in 2024 (Defense One, June 2025)."""
TARGET = 100_000
MONTHS = 44

SHELLS = System(
    id=SHELL,
    title="155 mm shell",
    platform="ground",
    weight=figure(1_000),
    unit_cost=figure(3),
    stock_world=figure(0),
    holdings=(Holding(theatre=STRAIT, units=figure(0)),),
    drain=figure(0),
    lead_months=figure(14),
    expand_months=figure(24),
    tooling_cost=figure(4_000_000),
    capacity_48=figure(RATE_2022),
    materials=(Material(component=CHARGE, per_unit=1_000, tag="N"),),
)
CHARGES = Component(
    id=CHARGE,
    title="Propelling charges",
    operator=PRIMES,
    place="Radford, Virginia, and Valleyfield, Quebec",
    adversary_share=figure(0),
    spare=figure((CEILING - RATE_2022) * 100 // RATE_2022),
    public_spare=figure(0),
    in_work=figure(0),
    expand_months=figure(24),
    expansion_cost=figure(600_000),
    buffer_weeks=1,
)
LOADING = Line(
    id=LOAD_LINE,
    system=SHELL,
    title="Load, assemble, pack",
    operator=PRIMES,
    country="us",
    place="Iowa",
    rate=figure(RATE_2022 * 1_000),
    target=figure(TARGET * 1_000),
    idle=figure(0),
    flow_weeks=4,
    stage=6,
    vulnerability=figure(0),
)


def shell_world() -> World:
    """February 2022: one line, its charges, nothing needed in any theatre."""
    world = small_world(systems=(SHELLS,), components=(CHARGES,), lines=(LOADING,), need=(), playbook=(BASELINE.playbook[2],))
    return World(baseline=world.baseline, deck=replace(world.deck, weeks=52 * MONTHS // 12, priority_systems=(SHELL,)))
