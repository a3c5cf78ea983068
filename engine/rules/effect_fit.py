"""Chapter 13: whether effects that somebody types in during play name what there is, with numbers that can be."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast, get_type_hints

from engine.declared import Between, Named
from engine.effects import DelayEffect, Effect
from engine.refusals import Refusal, RefusalCode
from engine.world import World

HIGHEST = 1_000_000_000
"""Rule 13.6: no number of an effect is larger, up or down; it is a slip of the key."""


def misfit(world: World, effects: Sequence[Effect]) -> Refusal | None:
    """Rule 13.6: the first name that this world does not have, or number outside its bounds; None where all fits."""
    for effect in effects:
        for field, marks in _marks(cast(Hashable, type(effect))).items():
            problem = _problem(world, getattr(effect, field), marks)
            if problem:
                return Refusal(RefusalCode.BAD_PARAMETER, f"Effect {effect.effect}, {field}: write {problem}.")
        if isinstance(effect, DelayEffect):
            steps = [step.id for step in world.playbook[effect.type].steps]
            if effect.step not in steps:
                sentence = f"Effect delay, step: write one of {', '.join(steps)}."
                return Refusal(RefusalCode.BAD_PARAMETER, sentence)
    return None


def _problem(world: World, value: object, marks: Iterable[Any]) -> str:
    named = next((mark for mark in marks if isinstance(mark, Named)), None)
    between = next((mark for mark in marks if isinstance(mark, Between)), Between(-HIGHEST))
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        highest = HIGHEST if between.highest is None else between.highest
        return "" if between.lowest <= value <= highest else f"a whole number from {between.lowest} to {highest}"
    if named is None:
        return ""
    if named.kind == "amount":
        return "a whole number"
    known = (*names(world)[named.kind], *named.also)
    if value in known:
        return ""
    return f"one of {', '.join(filter(None, known))}" if known else f"another effect, for there is no {named.kind} here"


def names(world: World) -> Mapping[str, tuple[str, ...]]:
    """What effects can name in this world, by kind."""
    return {
        "account": tuple(world.accounts),
        "authority": tuple(world.authorities),
        "component": tuple(world.components),
        "index": tuple(world.index_kinds),
        "initiative type": tuple(world.playbook),
        "inject": tuple(world.injects),
        "line": tuple(world.lines),
        "line or component": (*world.lines, *world.components),
        "organisation": tuple(world.organisations),
        "repair": tuple(world.repairs),
        "rung": ("assembly", "components"),
        "system": tuple(world.systems),
        "theatre": tuple(world.theatres),
    }


@cache
def _marks(kind: Hashable) -> Mapping[str, tuple[Any, ...]]:
    """The marks at the fields of a class of effects."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items() if name != "effect"}
