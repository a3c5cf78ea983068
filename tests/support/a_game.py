"""Plays the tests' own deck with typical bots and prints every entry: what two runs of Python must print alike."""

from bots.roster import policy
from bots.table import play
from engine.entries import entry_plain
from engine.stored import canonical
from tests.support.decks import opening_world

if __name__ == "__main__":
    world = opening_world()
    policies = {one: policy("typical", "5") for one in world.organisations}
    for entry in play(world, pace="day", seed="5", policies=policies).entries:
        print(canonical(entry_plain(entry)).decode())
