"""Chapter 7: what payments cost and whether an account can bear them."""

from collections.abc import Mapping

from engine.baseline import Line
from engine.exercise import Exercise
from engine.ids import ComponentId, SystemId
from engine.playbook import Price, Step
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND, weekly_rate
from engine.week.plan import TOOLING_PERCENT
from engine.world import World

TOOLING_WEEKS = 104
"""Rule 7.3: tooling is bought so that the ordered units can be made within so many weeks."""


def price_of(world: World, step: Step, parameters: Mapping[str, str]) -> int:
    """Rule 7.2: what a step costs with these parameters, in cents; nothing for a step that pays nothing."""
    if step.price is None:
        return 0
    return _thousand_dollars(world, step.price, parameters) * CENTS_IN_THOUSAND_DOLLARS


def can_pay(exercise: Exercise, account: str, price: int) -> bool:
    """Rule 7.1: an account is never overdrawn."""
    return not account or exercise.balances.get(account, 0) >= price


def tooling_add(world: World, system: SystemId, units: int) -> int:
    """Rule 7.3: thousandths a week of tooling that `units` more need, at most the headroom up to the 48-month rate."""
    return min(tooling_headroom(world, system), units * THOUSAND // TOOLING_WEEKS)


def tooling_headroom(world: World, system: SystemId) -> int:
    """Thousandths a week between the tooling of StartEx and the rate that is reachable in four years."""
    reachable = weekly_rate(world.systems[system].capacity_48.value * THOUSAND)
    today = weekly_rate(main_line(world, system).rate.value) * TOOLING_PERCENT // 100
    return max(0, reachable - today)


def main_line(world: World, system: SystemId) -> Line:
    """The line that a contract for a system goes to: the one with the highest rate at StartEx, ties by order."""
    lines = [line for line in world.lines.values() if line.system == system]
    return max(lines, key=lambda line: line.rate.value)


def _thousand_dollars(world: World, price: Price, parameters: Mapping[str, str]) -> int:
    total = price.fixed
    units = int(parameters[price.units]) if price.units else 0
    total += units * price.per_each
    if price.per_unit_of:
        total += units * world.systems[SystemId(parameters[price.per_unit_of])].unit_cost.value
    if price.tooling_for:
        system = SystemId(parameters[price.tooling_for])
        headroom = tooling_headroom(world, system)
        cost = world.systems[system].tooling_cost.value
        total += cost * tooling_add(world, system, units) // headroom if headroom else 0
    if price.expansion_of:
        total += world.components[ComponentId(parameters[price.expansion_of])].expansion_cost.value
    if price.choice_of:
        total += price.by_choice[parameters[price.choice_of]]
    return total
