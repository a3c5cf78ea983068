"""Games of a deck with its additions: whoever plays, what nobody brought about control releases in the last turn."""

from bots.roster import policy
from bots.table import Table, play
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.orders import Phase, ReleaseInject
from engine.world import World


def played_with(world: World, *, pace: str, name: str, seed: str) -> tuple[Table, frozenset[str]]:
    """A game to the sealed log, and which injects came of themselves."""
    alone: set[str] = set()

    def release(table: Table) -> None:
        if table.exercise.phase is Phase.ORDERS and table.exercise.turn == table.exercise.turns:
            alone.update(str(one) for one in table.exercise.released)
            for inject in _waiting(table.exercise, world):
                table.control(ReleaseInject(inject=inject))

    policies = {one: policy(name, seed) for one in world.organisations}
    return play(world, pace=pace, seed=seed, policies=policies, progress=release), frozenset(alone)


def _waiting(exercise: Exercise, world: World) -> list[InjectId]:
    return [InjectId(one.id) for one in world.deck.injects if InjectId(one.id) not in exercise.released]
