"""Lines and components in one week: what each line could make, what it gets of scarce parts, and what bound it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.exercise import ComponentState, LineState, Stocks, Tranche
from engine.ids import ComponentId, LineId, SystemId
from engine.units import THOUSAND, s_curve, share_out, weekly_rate
from engine.world import Line, World

TOOLING_PERCENT = 110
"""Rule 5.2: tooling at StartEx, percent of the line's rate."""
WORKFORCE_PERCENT = 105
"""Rule 5.2: workforce at StartEx, percent of the line's rate."""
DEAD_WEEKS = 39
"""Rule 5.3: weeks from contract to the first effect of more shifts."""
SHIFT_RAMP_WEEKS = 52
SHIFT_GAIN = 350
"""Rule 5.3: permille that more shifts add to tooling once the ramp is over."""
HIRING_PERMILLE = 15
"""Rule 5.5: workforce growth a week, at a confidence of 50."""
DECAY_PERMILLE = 10
"""Rule 5.5: workforce lost a week by a line that has no more than its level schedule."""
FLOOR_PERMILLE = 700
"""Rule 5.6: every running line first gets components for this part of its rate of StartEx."""

CONTRACT = "contract"
TOOLING = "tooling"
WORKFORCE = "workforce"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Work:
    """What a line did in a week; thousandths."""

    started: int
    binding: str
    workforce: int
    book: int


def base_rate(line: Line) -> int:
    """Thousandths a week of the level schedule."""
    return weekly_rate(line.rate.value) if line.open else 0


def line_at_start(line: Line) -> LineState:
    """Rule 5.2: a line at StartEx runs its level schedule, with its work in progress filled."""
    base = base_rate(line)
    return LineState(workforce=base * WORKFORCE_PERCENT // 100, book=0, wip=(base,) * line.flow_weeks)


def capacity(line: Line, state: LineState, week: int) -> int:
    """Rule 5.3: tooling with its expansions, times the gain of the shifts that have started."""
    tooling = base_rate(line) * TOOLING_PERCENT // 100 + grown(state.tooling, week)
    return tooling * (THOUSAND + shift_gain(state.shifts_since, week)) // THOUSAND


def grown(tranches: Sequence[Tranche], week: int) -> int:
    """Rule 5.4: what expansions add in a week."""
    return sum(one.add * s_curve(week - one.since, one.weeks) // THOUSAND for one in tranches)


def shift_gain(since: int | None, week: int) -> int:
    """Permille that more shifts add: nothing in the dead time, then a straight line."""
    if since is None:
        return 0
    running = min(SHIFT_RAMP_WEEKS, max(0, week - since - DEAD_WEEKS))
    return SHIFT_GAIN * running // SHIFT_RAMP_WEEKS


def component_rate(state: ComponentState, week: int) -> int:
    """Thousandths a week that a component line makes."""
    return state.rate + grown(state.growth, week)


def produce(
    world: World, stocks: Stocks, week: int, confidence: int
) -> tuple[Mapping[LineId, Work], Mapping[ComponentId, tuple[int, int, int]]]:
    """Rules 5.2 to 5.6: the work of every line, and made, used and left of every component."""
    made = {key: component_rate(state, week) for key, state in stocks.components.items()}
    available = {key: state.stock + made[key] for key, state in stocks.components.items()}
    before = dict(available)
    wishes = {key: _wish(world.lines[key], state, week) for key, state in stocks.lines.items()}
    started, short_of = _allocate(world, stocks.ranking, {key: wish for key, (wish, _) in wishes.items()}, available)
    work = {}
    for key, state in stocks.lines.items():
        wish, own_limit = wishes[key]
        binding = short_of[key] if started[key] < wish and short_of[key] else own_limit
        work[key] = Work(
            started=started[key],
            binding=binding,
            workforce=_workforce(world.lines[key], state, week, confidence),
            book=max(0, state.book - max(0, started[key] - base_rate(world.lines[key]))),
        )
    components = {}
    for component in stocks.components:
        buffer = made[component] * world.components[component].buffer_weeks
        components[component] = (
            made[component],
            before[component] - available[component],
            min(buffer, available[component]),
        )
    return work, components


def _wish(line: Line, state: LineState, week: int) -> tuple[int, str]:
    """What the line could start with all components there, and which of its own means limits it."""
    base = base_rate(line)
    tooling = capacity(line, state, week)
    contract = base + state.book
    wish = min(tooling, state.workforce, contract)
    if base == 0 and tooling == 0:
        return 0, CLOSED
    if wish == contract:
        return wish, CONTRACT
    return wish, TOOLING if wish == tooling else WORKFORCE


def _workforce(line: Line, state: LineState, week: int, confidence: int) -> int:
    base = base_rate(line)
    if state.shifts_since is not None and state.book > 0:
        wanted = capacity(line, state, week)
        hired = max(state.workforce, wanted // 2) * HIRING_PERMILLE * confidence // (50 * THOUSAND) + 1
        return max(state.workforce, min(wanted, state.workforce + hired))
    level = base * WORKFORCE_PERCENT // 100
    return max(level, state.workforce - state.workforce * DECAY_PERMILLE // THOUSAND)


def _allocate(
    world: World,
    ranking: Sequence[SystemId],
    wishes: Mapping[LineId, int],
    available: dict[ComponentId, int],
) -> tuple[dict[LineId, int], dict[LineId, str]]:
    """Rule 5.6: a floor for every line, then ranked systems one after the other, then all others together."""
    started = dict.fromkeys(wishes, 0)
    short_of = dict.fromkeys(wishes, "")
    floors = {key: min(wish, base_rate(world.lines[key]) * FLOOR_PERMILLE // THOUSAND) for key, wish in wishes.items()}
    _share(world, floors, started, short_of, available)
    ranked = [key for key in wishes if world.lines[key].system in ranking]
    for system in ranking:
        group = {key: wishes[key] for key in ranked if world.lines[key].system == system}
        _share(world, group, started, short_of, available)
    rest = {key: wish for key, wish in wishes.items() if key not in ranked}
    _share(world, rest, started, short_of, available)
    return started, short_of


def _share(
    world: World,
    targets: Mapping[LineId, int],
    started: dict[LineId, int],
    short_of: dict[LineId, str],
    available: dict[ComponentId, int],
) -> None:
    """Give these lines what they still lack of their targets, in proportion where a component does not suffice."""
    for _ in range(2):
        missing = {key: target - started[key] for key, target in targets.items() if target > started[key]}
        claims = _claims(world, missing)
        for component, shares in claims.items():
            total = sum(shares.values())
            if total <= available[component]:
                continue
            granted = share_out(available[component], list(shares.values()))
            for key, share in zip(shares, granted, strict=True):
                limit = share * THOUSAND // _per_unit(world, key, component)
                if limit < missing[key]:
                    missing[key] = limit
                    short_of[key] = component
        for key, units in missing.items():
            started[key] += units
            for material in world.systems[SystemId(world.lines[key].system)].materials:
                used = -(-units * material.per_unit // THOUSAND)
                left = available[ComponentId(material.component)] - used
                available[ComponentId(material.component)] = max(0, left)


def _claims(world: World, missing: Mapping[LineId, int]) -> dict[ComponentId, dict[LineId, int]]:
    claims: dict[ComponentId, dict[LineId, int]] = {component: {} for component in world.components}
    for key, units in missing.items():
        for material in world.systems[SystemId(world.lines[key].system)].materials:
            claims[ComponentId(material.component)][key] = -(-units * material.per_unit // THOUSAND)
    return claims


def _per_unit(world: World, line: LineId, component: ComponentId) -> int:
    materials = world.systems[SystemId(world.lines[line].system)].materials
    return next(one.per_unit for one in materials if one.component == component)
