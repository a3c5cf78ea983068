"""What injects without a week of their own wait for, in words. Whether it comes about is a matter of play."""

from collections.abc import Iterator

from engine.condition_words import condition_words
from engine.deck import Inject
from engine.effects import Effect, InjectEffect
from engine.titles import plural
from engine.world import World


def awaited(world: World, inject: Inject) -> str:
    """`when …`, `8 weeks after AB-1 is answered with "Wait"`; empty where it has a week, or only a controller releases it."""
    ways = list(_brought(world, inject))
    if inject.release.by == "condition":
        latest = f"; at the latest in week {inject.release.at_the_latest}" if inject.release.at_the_latest else ""
        ways.insert(0, f"when {condition_words(world, inject.release.when)}{latest}")
    return "; or ".join(ways)


def _brought(world: World, inject: Inject) -> Iterator[str]:
    """The effects that release it: of another inject, of one of its choices, of an action of red."""
    for other in world.deck.injects:
        yield from (f"{_later(one)} {other.reference}" for one in _of(inject, other.effects))
        for choice in other.choices:
            for one in _of(inject, choice.effects):
                yield f'{_later(one)} {other.reference} is answered with "{choice.title}"'
    for action in world.deck.red:
        yield from (f'{_later(one)} red does "{action.title}"' for one in _of(inject, action.effects))


def _of(inject: Inject, effects: tuple[Effect, ...]) -> Iterator[InjectEffect]:
    yield from (one for one in effects if isinstance(one, InjectEffect) and one.inject == inject.id)


def _later(effect: InjectEffect) -> str:
    return f"{plural(effect.weeks, 'week')} after" if effect.weeks else "after"
