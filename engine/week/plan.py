"""A declared world as flat tables of integers for the weekly kernel: worked out once for each world, never changed."""

from dataclasses import dataclass, field

from engine.baseline import Component, Line, Theatre
from engine.deck import Need
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId, TheatreId
from engine.units import THOUSAND, weekly_rate, weeks_of_months
from engine.world import World

TOOLING_PERCENT = 110
"""Rule 5.2: tooling at StartEx, percent of the line's rate."""
WORKFORCE_PERCENT = 105
"""Rule 5.2: workforce at StartEx, percent of the line's rate."""
FLOOR_PERMILLE = 700
"""Rule 5.6: every running line first gets components for this part of its rate of StartEx."""
PLATFORMS = ("naval", "air", "ground")

Table = list[int]
NeedRow = tuple[int, int, int, int, str, str]
"""Place (theatre by system, or theatre by repair activity), low, mode, high, and the ids that its draw is about."""


@dataclass(slots=True)
class Plan:
    """Indices and constants. A *place* is theatre x systems + system, or theatre x repairs + repair."""

    world: World
    theatres: tuple[Theatre, ...]
    theatre_ids: tuple[TheatreId, ...]
    systems: tuple[SystemId, ...]
    components: tuple[ComponentId, ...]
    component_rows: tuple[Component, ...]
    lines: tuple[LineId, ...]
    line_rows: tuple[Line, ...]
    repairs: tuple[RepairId, ...]
    operators: tuple[OrganisationId, ...]
    """Of lines and components, in the order of their ids."""
    platform: Table
    """By system: place in `PLATFORMS`."""
    lift: Table
    drain: Table
    rear_at_start: Table
    line_system: Table
    base: Table
    tooling: Table
    workforce: Table
    floor: Table
    materials: list[tuple[tuple[int, int], ...]]
    """By line: component and thousandths of it for a unit."""
    line_theatre: Table
    """By line: the theatre that it supplies, or -1 for the rear."""
    line_weeks: Table
    cut_lines: Table
    """Lines that a blockade cuts off."""
    cut_week: int
    repair_platform: Table
    repair_rate: Table
    repair_launch: Table
    shooting_week: int
    weeks: dict[int, tuple[tuple[NeedRow, ...], Table, tuple[NeedRow, ...]]] = field(default_factory=dict)
    survivals: dict[int, Table] = field(default_factory=dict)

    def needs(self, week: int) -> tuple[tuple[NeedRow, ...], Table, tuple[NeedRow, ...]]:
        """Of a week: need of systems, its modes by place, and need of repairs."""
        known = self.weeks.get(week)
        if known is None:
            known = self.weeks[week] = self._needs(week)
        return known

    def _needs(self, week: int) -> tuple[tuple[NeedRow, ...], Table, tuple[NeedRow, ...]]:
        of_systems, of_repairs = [], []
        modes = [0] * (len(self.theatres) * len(self.systems))
        for need in self.world.deck.need:
            if need.first_week <= week <= need.last_week and need.theatre in self.theatre_ids:
                at = self.theatre_ids.index(TheatreId(need.theatre))
                if need.system in self.systems:
                    place = at * len(self.systems) + self.systems.index(SystemId(need.system))
                    modes[place] = need.mode
                    of_systems.append(_row(place, need))
                elif need.system in self.repairs:
                    of_repairs.append(_row(at * len(self.repairs) + self.repairs.index(RepairId(need.system)), need))
        return tuple(of_systems), modes, tuple(of_repairs)

    def survival(self, week: int) -> Table:
        """Rule 6.2: permille of the launch capacity that is left, by theatre x platforms + platform."""
        known = self.survivals.get(week)
        if known is None:
            known = [THOUSAND] * (len(self.theatres) * len(PLATFORMS))
            for one in self.world.deck.survival:
                if one.first_week <= week <= one.last_week and one.theatre in self.theatre_ids:
                    at = self.theatre_ids.index(TheatreId(one.theatre))
                    known[at * len(PLATFORMS) + PLATFORMS.index(one.platform)] = one.permille
            self.survivals[week] = known
        return known


def _row(place: int, need: Need) -> NeedRow:
    return place, need.low, need.mode, need.high, need.system, need.theatre


def plan_of(world: World) -> Plan:
    """The tables of a world; the same ones for the same world."""
    plan = world.kept.get("plan")
    if not isinstance(plan, Plan):
        plan = world.kept["plan"] = _plan(world)
    return plan


def base_rate(line: Line) -> int:
    """Thousandths a week of the level schedule."""
    return weekly_rate(line.rate.value) if line.open else 0


def rear_at_start(world: World, system: SystemId) -> int:
    """Thousandths in the rear at StartEx: what is declared, less what stands in any theatre of the world."""
    declared = world.systems[system]
    return (declared.stock_world.value - sum(one.units.value for one in declared.holdings)) * THOUSAND


def system_base(world: World, system: SystemId) -> int:
    """Thousandths a week that all open lines of a system make at StartEx."""
    return sum(base_rate(line) for line in world.lines.values() if line.system == system)


def _plan(world: World) -> Plan:
    lines = tuple(world.lines.values())
    systems = tuple(world.systems)
    components = tuple(world.components)
    theatre_ids = tuple(world.theatres)
    bases = [base_rate(line) for line in lines]
    operators = {OrganisationId(one.operator) for one in lines} | {
        OrganisationId(one.operator) for one in world.components.values()
    }
    needs = [need.first_week for need in world.deck.need if need.mode > 0 and need.system in systems]
    return Plan(
        world=world,
        theatres=tuple(world.theatres.values()),
        theatre_ids=theatre_ids,
        systems=systems,
        components=components,
        component_rows=tuple(world.components.values()),
        lines=tuple(world.lines),
        line_rows=lines,
        repairs=tuple(world.repairs),
        operators=tuple(sorted(operators)),
        platform=[PLATFORMS.index(one.platform) for one in world.systems.values()],
        lift=[one.lift for one in world.systems.values()],
        drain=[system_base(world, key) * one.drain.value // 100 for key, one in world.systems.items()],
        rear_at_start=[rear_at_start(world, key) for key in systems],
        line_system=[systems.index(SystemId(line.system)) for line in lines],
        base=bases,
        tooling=[base * TOOLING_PERCENT // 100 for base in bases],
        workforce=[base * WORKFORCE_PERCENT // 100 for base in bases],
        floor=[base * FLOOR_PERMILLE // THOUSAND for base in bases],
        materials=[
            tuple((components.index(ComponentId(one.component)), one.per_unit) for one in world.materials_of(line))
            for line in lines
        ],
        line_theatre=[
            theatre_ids.index(TheatreId(line.delivers_to)) if line.delivers_to in theatre_ids else -1 for line in lines
        ],
        line_weeks=[line.delivery_weeks for line in lines],
        cut_lines=[at for at, line in enumerate(lines) if line.cut_off],
        cut_week=min(needs, default=world.deck.weeks + 1),
        repair_platform=[PLATFORMS.index(one.platform) for one in world.repairs.values()],
        repair_rate=[weekly_rate(one.rate.value) for one in world.repairs.values()],
        repair_launch=[one.launch_permille.value for one in world.repairs.values()],
        shooting_week=world.deck.shooting_week,
    )


def weeks_to_expand(world: World, component: ComponentId) -> int:
    """The weeks that an expansion of a component takes unless something else is said."""
    return weeks_of_months(world.components[component].expand_months.value)
