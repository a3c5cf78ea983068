"""Which policies there are, by name, and for whom of a deck somebody plays."""

from collections.abc import Collection

from bots.idle import Idle
from bots.policy import Policy
from bots.prompt import Prompt
from bots.typical import Typical
from engine.ids import OrganisationId
from engine.world import World

POLICIES = ("typical", "prompt", "idle")


def policy(name: str, salt: str) -> Policy:
    """The policy of that name; a KeyError names it otherwise."""
    match name:
        case "typical":
            return Typical(salt=salt)
        case "prompt":
            return Prompt(salt=salt)
        case "idle":
            return Idle(salt=salt)
        case _:
            raise KeyError(name)


def at_the_tables(world: World, taken: Collection[OrganisationId] = ()) -> tuple[OrganisationId, ...]:
    """Who is played by somebody: those with a seat and `taken`; everybody, where the deck has bots for whoever is not held."""
    everybody = world.deck.unheld == "bot"
    return tuple(one for one in world.organisations if everybody or one in world.seated or one in taken)
