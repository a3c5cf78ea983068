"""Chapter 9: what a firm's own sheet says of an order, and when suppliers leave. It decides nothing for industry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine import events as e
from engine.dice import draw
from engine.effects import ContractEffect, DamageEffect, IndexEffect, SiteEffect
from engine.exercise import Exercise
from engine.ids import OrganisationId, SystemId
from engine.playbook import InitiativeType
from engine.rules.causes import Cause
from engine.rules.outcomes import bound, bring_about
from engine.unfolding import Unfolding
from engine.world import World

MULTIYEAR = "multiyear-procurement"
"""Rule 9.1: the authority under which orders of five years are firm."""
GROUP = "industry"
"""Rule 9.1: whose sheets these are, by report group."""
MARGIN_PERMILLE = 120
"""Rule 9.1: profit on an order, before the cost of the plant."""
PRESENT_VALUES = (909, 826, 751, 683, 621)
"""Rule 9.1: what a dollar of the first to the fifth year is worth today at ten percent a year, permille."""
AT_RISK_PERMILLE = 300
"""Rule 9.1: the part of new tooling that a firm carries itself."""
DESIGN_PERMILLE = 40
"""Rule 9.2: what licensing a partner may cost in later sales, permille of its yearly output for each point of the risk."""
LOW, HIGH = 600, 1_300
"""Rule 9.1: the range around the expected case, permille of the profit."""
WORRY = 45
"""Rule 9.3: the confidence below which suppliers begin to leave."""
EXIT_PER_POINT = 2
"""Rule 9.3: hazard of an exit a week, in 1 / 10,000 for each point below."""
EXIT_PERMILLE, EXIT_WEEKS, EXIT_POINTS = 100, 52, 2
"""Rule 9.3: what an exit takes of a component's output, for how long, and from the index of the supplier base."""
MOST_SOURCES = 2
"""Rule 9.3: a component with more qualified sources bears the loss of one."""
DICE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCase:
    """A firm's own sheet: present value in thousand dollars, low, expected and high, and what it rests on."""

    low: int
    expected: int
    high: int
    years: int
    """Years of orders that it counts on."""
    at_risk: int
    """Thousand dollars of plant that the firm would carry."""
    design: int
    """Thousand dollars of later sales that the partner may take."""

    @property
    def worth_it(self) -> bool:
        """Rule 9.1: whether the expected case is above nothing."""
        return self.expected > 0


def is_firm(authorities: Mapping[str, int]) -> bool:
    """Rule 9.1: whether multiyear authority is in force, so that five years of orders count."""
    return MULTIYEAR in authorities


def business_case(
    world: World, kind: InitiativeType, parameters: Mapping[str, str], *, confidence: int, firm: bool
) -> BusinessCase | None:
    """Rules 9.1 and 9.2: profit on the units over the years that are certain, less plant at risk and designs given away.

    `firm` says that multiyear authority stands: five years count, else one; confidence scales what is believed of them.
    None where the initiative brings industry no order and no partner.
    """
    revenue = at_risk = design = 0
    for effect in kind.effects:
        filled = bound(effect, parameters)
        if isinstance(filled, ContractEffect):
            system = world.systems[SystemId(filled.system)]
            revenue += int(filled.units) * system.unit_cost.value
            at_risk += system.tooling_cost.value * AT_RISK_PERMILLE // 1_000
        elif isinstance(filled, SiteEffect):
            line = next(one for one in world.lines.values() if one.id == filled.line)
            yearly = line.target.value * 12 * world.systems[SystemId(line.system)].unit_cost.value // 1_000
            design += yearly * DESIGN_PERMILLE * kind.risks.get("technology", 0) // 1_000
            revenue += yearly
    if not revenue and not design:
        return None
    years = len(PRESENT_VALUES) if firm else 1
    yearly_profit = revenue * MARGIN_PERMILLE // 1_000 // years
    profit = sum(yearly_profit * worth // 1_000 for worth in PRESENT_VALUES[:years]) * (50 + confidence) // 100
    loss = design + (at_risk * (100 - confidence) // 100 if not firm else at_risk // 10)
    return BusinessCase(
        low=profit * LOW // 1_000 - loss,
        expected=profit - loss,
        high=profit * HIGH // 1_000 - loss,
        years=years,
        at_risk=at_risk,
        design=design,
    )


def supplier_exits(exercise: Exercise) -> Iterator[e.SupplierLost]:
    """Rule 9.3: below a confidence of 45, each week a supplier of a component with few sources may leave."""
    worry = WORRY - exercise.indices.get("confidence", 50)
    if worry <= 0:
        return
    for key, component in exercise.world.components.items():
        if component.sources > MOST_SOURCES:
            continue
        if draw(exercise.seed, "supplier exit", key, week=exercise.week, sides=DICE) < worry * EXIT_PER_POINT:
            yield e.SupplierLost(
                component=key,
                operator=OrganisationId(component.operator),
                week=exercise.week,
                permille=EXIT_PERMILLE,
                weeks=EXIT_WEEKS,
            )


def lose_suppliers(unfolding: Unfolding) -> None:
    """Rule 9.3: who leaves in this week, and what that does."""
    for exit_ in list(supplier_exits(unfolding.exercise)):
        unfolding.happen(exit_)
        cause = Cause(name=f"supplier of {exit_.component}", since=exit_.week)
        damage = DamageEffect(effect="damage", site=exit_.component, permille=exit_.permille, weeks=exit_.weeks)
        base = IndexEffect(effect="index", index="supplier-base", by=-EXIT_POINTS)
        for effect in (damage, base):
            if isinstance(effect, IndexEffect) and effect.index not in unfolding.exercise.indices:
                continue
            bring_about(unfolding, effect, cause)
