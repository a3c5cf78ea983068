"""Games of a deck with its additions: whoever plays, what nobody brought about control releases in the last turn."""

from collections.abc import Mapping

from bots.roster import policy
from bots.table import Table, play
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.orders import ReleaseInject
from engine.phases import Phase
from engine.world import World
from tests.support.choosing import Choosing


def played_with(
    world: World, *, pace: str, name: str, seed: str, choices: Mapping[str, str] | None = None
) -> tuple[Table, frozenset[str]]:
    """A game to the sealed log, and which injects came of themselves. `choices` are made by whoever is asked."""
    alone: set[str] = set()

    def release(table: Table) -> None:
        if table.exercise.phase is Phase.ORDERS and table.exercise.turn == table.exercise.turns:
            alone.update(str(one) for one in table.exercise.released)
            for inject in _waiting(table.exercise, world):
                table.control(ReleaseInject(inject=inject))

    policies = {one: Choosing(inner=policy(name, seed), choices=choices or {}) for one in world.organisations}
    return play(world, pace=pace, seed=seed, policies=policies, progress=release), frozenset(alone)


def _waiting(exercise: Exercise, world: World) -> list[InjectId]:
    return [InjectId(one.id) for one in world.deck.injects if InjectId(one.id) not in exercise.released]
