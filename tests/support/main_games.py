"""Whole games of the main decks that several tests look at: each is played once in a process."""

from collections.abc import Mapping
from functools import cache

from bots.roster import policy
from bots.table import Table, play
from engine.events import Event, InjectReleased
from engine.ids import CONTROL
from engine.replay import events_in
from tests.support.choosing import Choosing
from tests.support.decks import main_world

BRANCHES: Mapping[str, Mapping[str, str]] = {
    "taiwan-blockade": {"ceasefire-feeler": "consult", "show-me-the-order": "wait-for-bill"},
    "two-front-war": {
        "shells-recalled": "not-now",
        "changwon-hit": "to-an-ally",
        "line-neither-will-share-two-fronts": "quiet-memorandum",
        "what-comes-back-from-rajin": "follow",
        "terms-for-one-front": "ask-four",
    },
}
"""By deck the choices that bring another inject."""


@cache
def main_game(deck: str, pace: str, name: str, seed: str) -> Table:
    """Every organisation played by this policy."""
    world = main_world(deck)
    return play(world, pace=pace, seed=seed, policies={one: policy(name, seed) for one in world.organisations})


@cache
def branching_game(deck: str) -> Table:
    """A turn a day: everybody is prompt, chooses what brings more, and the staff neither ranks nor proposes anything."""
    world = main_world(deck)
    played = {one: policy("idle" if one == "nsc/staff" else "prompt", "1") for one in world.organisations}
    policies = {one: Choosing(inner=bot, choices=BRANCHES[deck]) for one, bot in played.items()}
    return play(world, pace="distributed", seed="1", policies=policies)


def events_of(table: Table) -> list[Event]:
    """Everything that happened, in order."""
    return [event for entry in table.entries[1:] for event in events_in(entry.parts[CONTROL].plain)]


def released(table: Table) -> set[str]:
    """The injects that came."""
    return {str(event.inject) for event in events_of(table) if isinstance(event, InjectReleased)}
