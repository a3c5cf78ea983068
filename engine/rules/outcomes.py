"""Carries out the words of `engine/effects.py`: from a declared effect to the events that make it so (rule 12.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, assert_never

from engine import effects as f
from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise
from engine.ids import ComponentId, OrganisationId
from engine.playbook import fill
from engine.rules.causes import Cause
from engine.rules.outcomes_law import on_law
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.unfolding import Unfolding

AMOUNTS = ("units", "percent", "thousand_dollars")
"""Fields of effects that hold a number, or a parameter that stands for one."""


def bound(effect: f.Effect, parameters: Mapping[str, str]) -> f.Effect:
    """The effect with an initiative's parameters in the place of their `{names}`."""
    filled: dict[str, Any] = {}
    for one in fields(effect):
        value = getattr(effect, one.name)
        if isinstance(value, str):
            text = fill(value, parameters)
            filled[one.name] = int(text) if one.name in AMOUNTS else text
    return replace(effect, **filled)


def bring_about(unfolding: Unfolding, effect: f.Effect, cause: Cause) -> None:
    """Rule 12.3: the effect comes about now; one on the physical world waits where the physical weeks are run apart."""
    if unfolding.deferred is not None and isinstance(effect, Physical):
        unfolding.deferred.append((effect, cause))
        return
    for event in carry_out(unfolding.exercise, effect, cause):
        unfolding.happen(event)


def carry_out(exercise: Exercise, effect: f.Effect, cause: Cause) -> Iterator[e.Event]:
    """Rule 12.3: what happens when this effect comes about."""
    match effect:
        case f.AuthorityEffect() | f.MoneyEffect() | f.DelayEffect() | f.MechanismEffect() | f.InjectEffect():
            yield from on_law(exercise, effect, cause.name)
        case f.IndexEffect():
            yield moved(exercise, effect.index, effect.by, cause.name)
        case f.RevealEffect():
            component = ComponentId(effect.component)
            spare = exercise.world.components[component].spare.value
            yield e.CapacityRevealed(organisation=OrganisationId(effect.to), component=component, spare=spare)
        case (
            f.ContractEffect()
            | f.CapacityEffect()
            | f.ComponentEffect()
            | f.SiteEffect()
            | f.StockEffect()
            | f.DemandEffect()
            | f.LaunchEffect()
            | f.TransitEffect()
            | f.DetourEffect()
            | f.DamageEffect()
            | f.WorkforceEffect()
            | f.RepairEffect()
            | f.DrainEffect()
            | f.LeakEffect()
        ):
            yield from carry_out_physical(exercise.world, exercise.stocks, exercise.week, effect, cause)
        case _:
            assert_never(effect)


def moved(exercise: Exercise, index: str, by: int, cause: str) -> e.IndexMoved:
    """Rule 10.1: the index at its new value, within its bounds."""
    kind = exercise.world.index_kinds[index]
    before = exercise.indices[index]
    value = max(kind.low, min(kind.high, before + by))
    return e.IndexMoved(index=index, by=value - before, value=value, cause=cause, told=kind.told)
