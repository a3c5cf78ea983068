"""Whether what an effect takes from somebody, or tasks somebody with, is there at all. How much is left, play shows."""

from collections.abc import Iterator, Sequence

from engine import effects as f
from engine.rules.outcomes_physical import INTEROPERABLE
from engine.world import World
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path


def check_owners(loaded: Loaded) -> Iterator[Problem]:
    """The effects of injects, of their choices, and of red; levers are asked by the rules of play."""
    deck = loaded.world.deck
    for at, inject in enumerate(deck.injects):
        yield from _effects(loaded, ("injects", at, "effects"), inject.effects)
        for number, choice in enumerate(inject.choices):
            yield from _effects(loaded, ("injects", at, "choices", number, "effects"), choice.effects)
    for at, action in enumerate(deck.red):
        yield from _effects(loaded, ("red", at, "effects"), action.effects)


def _effects(loaded: Loaded, path: Path, effects: Sequence[f.Effect]) -> Iterator[Problem]:
    for number, effect in enumerate(effects):
        place = loaded.deck.place(*path, number)
        if isinstance(effect, f.StockEffect) and effect.owner and effect.owner not in (known := _lenders(loaded.world, effect)):
            message = f"`{effect.owner}` holds no reserve of `{effect.system}` that others can use: nothing would come"
            mend = f"{_one_of(known)}take `owner` out, or add to systems/{effect.system}/reserves"
            yield Problem(place=place, message=message, mend=mend, severity="warning")
        if isinstance(effect, f.RepairEffect) and effect.operator not in (known := _yards(loaded.world, effect)):
            message = f"`{effect.operator}` has no yard for `{effect.repair}`: nothing would be mended"
            mend = f"{_one_of(known)}add to repairs/{effect.repair}/yards, by its path in overlays.yaml"
            yield Problem(place=place, message=message, mend=mend, severity="warning")


def _lenders(world: World, effect: f.StockEffect) -> tuple[str, ...]:
    """Who could lend it; of a system that nobody knows, whoever is named."""
    system = next((one for one in world.baseline.systems if one.id == effect.system), None)
    return tuple(one.owner for one in system.reserves if one.interoperability >= INTEROPERABLE) if system else (effect.owner,)


def _yards(world: World, effect: f.RepairEffect) -> tuple[str, ...]:
    """Who could mend it; of an activity that nobody knows, whoever is named."""
    repair = next((one for one in world.baseline.repairs if one.id == effect.repair), None)
    return tuple(one.operator for one in repair.yards) if repair else (effect.operator,)


def _one_of(names: tuple[str, ...]) -> str:
    return f"name one of {', '.join(names)}, or " if names else ""
