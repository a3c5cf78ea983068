"""What holds the lines back that an order is about, now and once it stands: as one organisation believes (rule 8.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.beliefs import believed
from engine.ids import ComponentId, LineId
from engine.projection import Plan, plans, stocks_in
from engine.rules.outcomes import bound
from engine.stocks import Stocks
from engine.units import THOUSAND, WEEKS_IN_YEAR, weekly_rate
from engine.views import View
from engine.week.production import component_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """What is believed to hold a line back now; and in a later week, were enough ordered, without the order and with it."""

    line: LineId
    now: str
    without: str
    with_it: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMade:
    """A part of which an order brings more. Thousandths a week: made now, made in a later week without it and with it."""

    component: ComponentId
    now: int
    without: int
    with_it: int
    taken: int
    """What the lines take of it now."""
    wanted: int
    """What they would take at the rates that they can reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """The lines and parts of an order; `week`: a year after it would stand, or the last week."""

    week: int
    lines: tuple[HeldBack, ...]
    parts: tuple[PartMade, ...]


def bottleneck(view: View, plan: Plan) -> Bottleneck | None:
    """Rule 8.5: of the lines that an order names, or whose system or parts it names; of parts those that it brings more of."""
    named = {*plan.parameters.values(), *_touched(plan, "line", "system")}
    lines = [key for key, one in view.world.lines.items() if named & {str(key), one.system, *_parts_of(view, key)}]
    week = min(max(plan.done, view.week) + WEEKS_IN_YEAR, view.world.deck.weeks)
    if not lines or week < view.week:
        return None
    others = plans(view, without=plan.initiative)
    now = stocks_in(view, others, view.week)
    without, with_it = stocks_in(view, others, week, lines), stocks_in(view, [*others, plan], week, lines)
    held_back = (_held_back(key, now, without, with_it) for key in lines if key in with_it.lines)
    made = (_part_made(view, key, week, without, with_it) for key in view.world.components)
    about = named | _touched(plan, "component")
    brought = (one for one in made if one.with_it != one.without or one.component in about)
    return Bottleneck(week=week, lines=tuple(held_back), parts=tuple(brought))


def _touched(plan: Plan, *fields: str) -> set[str]:
    """What its effects name in these fields."""
    effects = [bound(one, plan.parameters) for one in plan.type.effects]
    return {str(getattr(one, field, "")) for one in effects for field in fields} - {""}


def _parts_of(view: View, line: LineId) -> set[str]:
    return {one.component for one in view.world.materials_of(view.world.lines[line])}


def _held_back(line: LineId, now: Stocks, without: Stocks, with_it: Stocks) -> HeldBack:
    bindings = [stocks.lines[line].binding if line in stocks.lines else "" for stocks in (now, without, with_it)]
    return HeldBack(line=line, now=bindings[0], without=bindings[1], with_it=bindings[2])


def _part_made(view: View, key: ComponentId, week: int, without: Stocks, with_it: Stocks) -> PartMade:
    stocks = believed(view)
    started = {line: state.wip[-1] for line, state in stocks.lines.items()}
    targets = {line: weekly_rate(one.target.value) for line, one in view.world.lines.items() if one.open}
    return PartMade(
        component=key,
        now=component_rate(stocks.components[key], view.week),
        without=component_rate(without.components[key], week),
        with_it=component_rate(with_it.components[key], week),
        taken=_taken(view, key, started),
        wanted=_taken(view, key, targets),
    )


def _taken(view: View, key: ComponentId, rates: Mapping[LineId, int]) -> int:
    """Thousandths a week that lines take of a part at these rates."""
    taken = 0
    for line, rate in rates.items():
        used = (part.per_unit for part in view.world.materials_of(view.world.lines[line]) if part.component == key)
        taken += rate * sum(used) // THOUSAND
    return taken
