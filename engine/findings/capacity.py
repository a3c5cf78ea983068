"""Detectors of class capacity: lines that cannot make more, lines that could, and surges that did not come."""

from collections.abc import Iterable, Iterator

from engine.baseline import HOME, Line
from engine.estimates import EstimateRow
from engine.findings.sight import Noticed, Sight
from engine.ids import OrganisationId, SystemId
from engine.rules.estimates import MONTHS
from engine.stocks import LineState
from engine.units import THOUSAND, WEEKS_IN_YEAR
from engine.week.plan import base_rate, system_base
from engine.week.production import CONTRACT, TOOLING, WORKFORCE, capacity
from engine.world import World

IDLE_PERMILLE = 300
"""Rule 15.4, allied capacity idle: so much of what an allied line could make is not made."""
INTEROPERABLE = 2
"""Rule 15.4, allied capacity idle: at this level of interoperability an ally's output helps."""
SURGE = 2
"""Rule 15.4, surge assumption missed: an assumed surge is so many times the rate of StartEx."""
LATE_PERCENT = 150
"""Rule 15.4, surge assumption missed: when so much of the time that was assumed has passed."""


def assembly_capacity_binds(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, CAP-1: a line's own people and tooling hold it up while its system is short."""
    for row in sight.lines:
        if row.binding in (TOOLING, WORKFORCE) and sight.world.lines[row.line].system in sight.short:
            yield Noticed(row.line, {"units started": row.started, "workforce": row.workforce})


def allied_capacity_idle(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, CAP-3: an allied line has work for less than seven tenths of what it could make while its system is short."""
    world = sight.world
    for row in sight.lines:
        line = world.lines[row.line]
        partner = world.partners.get(OrganisationId(line.country))
        if line.country == HOME or partner is None or partner.interoperability < INTEROPERABLE or not line.open:
            continue
        if row.binding != CONTRACT or SystemId(line.system) not in sight.short:
            continue
        state = sight.exercise.stocks.lines[row.line]
        could = capacity(line, state, sight.exercise.week) + _switched_off(line, state)
        idle = (could - row.started) * THOUSAND // max(1, could)
        if idle >= IDLE_PERMILLE:
            yield Noticed(row.line, {"permille idle": idle})


def _switched_off(line: Line, state: LineState) -> int:
    """Thousandths a week of declared idle capacity that nobody has switched on."""
    declared = base_rate(line) * line.idle.value // 100
    return max(0, declared - sum(one.add for one in state.tooling if one.weeks == 0))


def surge_assumption_missed(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, CAP-4: half as long again as somebody gave a system to double has passed, and it does not make double."""
    exercise, world = sight.exercise, sight.world
    if exercise.week not in {_too_late(month) for month in MONTHS}:
        return
    made = dict.fromkeys(world.systems, 0)
    for row in sight.lines:
        made[SystemId(world.lines[row.line].system)] += row.finished
    for key, rows in exercise.estimates.items():
        occasion, _, organisation = key.partition(" ")
        if occasion != "StartEx":
            continue
        for system, month in surges_assumed(world, rows).items():
            base = system_base(world, system)
            if exercise.week == _too_late(month) and made[system] < SURGE * base:
                evidence = {"month assumed": month, "permille of the rate": made[system] * THOUSAND // max(1, base)}
                yield Noticed(f"{organisation} {system}", evidence)


def _too_late(month: int) -> int:
    """The week in which half as long again as so many months has passed."""
    return month * WEEKS_IN_YEAR * LATE_PERCENT // 1200


def surges_assumed(world: World, rows: Iterable[EstimateRow]) -> dict[SystemId, int]:
    """Of one estimate: the first month in which it expects twice the rate of StartEx, by system."""
    first: dict[SystemId, int] = {}
    for one in rows:
        system = SystemId(one.system)
        start = sum(line.rate.value for line in world.lines.values() if line.system == system and line.open)
        if start and one.expected * THOUSAND >= SURGE * start:
            first[system] = min(one.month, first.get(system, one.month))
    return first
