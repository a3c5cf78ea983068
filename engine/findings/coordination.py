"""Detectors of class coordination: two do the same thing, and neither knows."""

from collections.abc import Iterator

from engine.effects import ComponentEffect, Effect, SiteEffect
from engine.exercise import Initiative
from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId, OrganisationId
from engine.rules.outcomes import bound
from engine.stocks import ComponentState
from engine.units import THOUSAND
from engine.week.production import capacity

TOO_MUCH_PERCENT = 130
"""Rule 15.4, duplicate investment: so much of what all lines together could take of a component is too much."""


def duplicate_investment(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-5: two allies have paid for the same component, beyond 130 percent of what all lines could take."""
    payers: dict[ComponentId, set[OrganisationId]] = {}
    for initiative in sight.exercise.initiatives.values():
        if initiative.stopped:
            continue
        paid = {step.by for step in initiative.steps.values() if step.kind == "pay" and step.verdict == "approved"}
        allies = {by for by in paid if by in sight.world.partners}
        for component in _components(sight, initiative) if allies else ():
            payers.setdefault(component, set()).update(allies)
    for component in sight.world.components:
        if len(payers.get(component, ())) < 2:
            continue
        demand, supply = _demand(sight, component), _supply(sight.exercise.stocks.components[component])
        if supply * 100 > demand * TOO_MUCH_PERCENT:
            evidence = {"allies": len(payers[component]), "percent of demand": supply * 100 // max(1, demand)}
            yield Noticed(component, evidence)


def _components(sight: Sight, initiative: Initiative) -> list[ComponentId]:
    """The components of which an initiative brings more."""
    effects = (bound(one, initiative.parameters) for one in sight.exercise.type_of(initiative).effects)
    named = (_component(one) for one in effects)
    return [ComponentId(one) for one in named if one in sight.world.components]


def _component(effect: Effect) -> str:
    if isinstance(effect, ComponentEffect) or (isinstance(effect, SiteEffect) and effect.rung == "components"):
        return effect.component
    return ""


def _supply(state: ComponentState) -> int:
    return state.rate + sum(one.add for one in state.growth)


def _demand(sight: Sight, component: ComponentId) -> int:
    """Thousandths a week that all lines together could build in at the capacity that they have."""
    stocks, world, week = sight.exercise.stocks, sight.world, sight.exercise.week
    return sum(
        capacity(line, stocks.lines[key], week) * one.per_unit // THOUSAND
        for key, line in world.lines.items()
        for one in world.materials_of(line)
        if one.component == component
    )
