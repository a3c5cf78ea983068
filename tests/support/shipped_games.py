"""Games of the shipped deck that several tests look at: each is played once in a process, since each takes a second or more."""

from functools import cache

from bots.roster import policy
from bots.table import Table, play
from engine.events import Event
from engine.ids import CONTROL
from engine.replay import events_in
from engine.world import World
from tests.support.decks import main_world


def shipped_world() -> World:
    """The Taiwan blockade as it is shipped."""
    return main_world("taiwan-blockade")


@cache
def shipped_game(name: str) -> Table:
    """The Taiwan blockade at its own pace, every organisation played by this policy, seed 1."""
    world = shipped_world()
    return play(world, pace=world.deck.default_pace, seed="1", policies={one: policy(name, "1") for one in world.organisations})


@cache
def happened(name: str) -> tuple[Event, ...]:
    """Every event of that game, in order."""
    entries = shipped_game(name).entries[1:]
    return tuple(event for entry in entries for event in events_in(entry.parts[CONTROL].plain))
