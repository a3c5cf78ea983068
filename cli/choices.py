"""What the commands share: deck, pace, seed and policy as they are given on the command line, and their errors."""

import difflib
import secrets
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import typer

from bots.policy import Policy
from bots.roster import POLICIES, policy
from engine.ids import OrganisationId
from engine.world import World
from injects.load import load_world


def world_for(deck: str, pace: str | None) -> tuple[World, str]:
    """The world of a deck and the pace to play it at. Exits with 2 where there is no such pace."""
    world = load_world(deck)
    paces = [one.id for one in world.deck.paces]
    chosen = pace or world.deck.default_pace
    if chosen not in paces:
        wrong(f"{world.deck.id} has no pace `{chosen}`{did_you_mean(chosen, paces)}; it has: {', '.join(paces)}")
    return world, chosen


def seed_for(seed: str | None) -> str:
    """The seed that was given, or a fresh one."""
    return seed if seed is not None else secrets.token_hex(4)


def policies_for(world: World, names: Mapping[str, str], default: str, salt: str) -> dict[OrganisationId, Policy]:
    """A policy for every organisation: the one named for it, else the default."""
    for name in (*names.values(), default):
        if name not in POLICIES:
            wrong(f"there is no policy `{name}`{did_you_mean(name, POLICIES)}; there are: {', '.join(POLICIES)}")
    for organisation in names:
        known_organisation(world, organisation)
    return {one: policy(names.get(one, default), salt) for one in world.organisations}


def known_organisation(world: World, organisation: str) -> OrganisationId:
    """The organisation of that id. Exits with 2 where there is none."""
    if organisation not in world.organisations:
        known = list(world.organisations)
        hint = did_you_mean(organisation, known)
        wrong(f"{world.deck.id} has no organisation `{organisation}`{hint}; it has: {', '.join(known)}")
    return OrganisationId(organisation)


def pairs(given: list[str], what: str) -> dict[str, str]:
    """`NAME=VALUE` arguments as a mapping. Exits with 2 where one is written otherwise."""
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            wrong(f"`{one}` should be written {what}")
        found[name] = value
    return found


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """A hint, where something known looks like what was given."""
    near = difflib.get_close_matches(given, known, n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def wrong(message: str) -> NoReturn:
    """Say what is wrong and how to mend it, and exit with 2."""
    print(f"surgex: {message}", file=sys.stderr)
    raise typer.Exit(2)
