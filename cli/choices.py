"""What the commands share: deck, pace, seed and policy as they are given on the command line, and their errors."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.wrong import did_you_mean as did_you_mean
from cli.wrong import wrong as wrong
from engine.ids import OrganisationId

if TYPE_CHECKING:
    from bots.policy import Policy
    from engine.world import World

DEFAULT_POLICY = "typical"
CONTROL = "control"
AS_HELP = "Whom you play: an organisation, a cell such as `dod`, several with commas, or `control`."
WithOption = Annotated[
    list[str] | None,
    typer.Option("--with", help="An addition to play the deck with, its id or folder; can be repeated. Or DECK+ADDITION."),
]
PaceOption = Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")]
StartOption = Annotated[str | None, typer.Option(help="Where it begins; the deck's first start if not given.")]
BaselineOption = Annotated[
    str | None, typer.Option(help="A variant of the shipped baseline, or the folder of another; the deck's if not given.")
]


def deck_with(deck: str, additions: Sequence[str] | None) -> str:
    """A deck with what it is played with, as every command takes it."""
    from injects.load import WITH

    return WITH.join((deck, *(additions or ())))


def world_for(deck: str, pace: str | None, *, start: str | None = None, baseline: str | None = None) -> "tuple[World, str]":
    """The world of a deck and the pace to play it at. Exits with 2 where there is no such pace, start or baseline.

    `baseline` is a variant of the shipped baseline, or the folder of another one.
    """
    from injects.load import load_world, shipped_variants

    folder = Path(baseline) if baseline is not None and Path(baseline).is_dir() else None
    if folder is None and baseline is not None and baseline not in shipped_variants():
        variants = shipped_variants()
        wrong(f"there is no baseline `{baseline}`{did_you_mean(baseline, variants)}; there are: {', '.join(variants)}")
    world = load_world(deck, None if folder else baseline, start, folder)
    paces = [one.id for one in world.deck.paces]
    chosen = pace or world.deck.default_pace
    if chosen not in paces:
        wrong(f"{world.deck.id} has no pace `{chosen}`{did_you_mean(chosen, paces)}; it has: {', '.join(paces)}")
    return world, chosen


def check_turn(world: "World", pace: str, turn: int | None) -> None:
    """Exits with 2 where a pace has no such turn."""
    turns = len(world.deck.pace(pace).turns)
    if turn is not None and not 1 <= turn <= turns:
        wrong(f"pace {pace} has no turn {turn}: give --until a number from 1 to {turns}")


def seed_for(seed: str | None) -> str:
    """The seed that was given, or a fresh one. Exits with 2 where it is empty."""
    if seed == "":
        wrong("an empty seed is none: leave --seed out for a fresh one")
    return seed if seed is not None else secrets.token_hex(4)


def policies_for(world: "World", given: Sequence[str], salt: str) -> "dict[OrganisationId, Policy]":
    """A policy for every organisation, from arguments `POLICY` (for all) and `ORGANISATION=POLICY`. Exits with 2."""
    from bots.roster import policy

    chosen: dict[OrganisationId, str] = {}
    for_all: list[str] = []
    for one in given:
        name, equals, value = one.partition("=")
        known_policy(value if equals else name)
        if not equals:
            for_all.append(name)
            continue
        organisation = known_organisation(world, name)
        if organisation in chosen:
            wrong(f"{organisation} is given two policies: give each organisation one")
        chosen[organisation] = value
    if len(for_all) > 1:
        wrong(f"`{for_all[0]}` and `{for_all[1]}` are both given for all: give one, and ORGANISATION=POLICY for the others")
    default = for_all[0] if for_all else DEFAULT_POLICY
    return {one: policy(chosen.get(one, default), salt) for one in world.organisations}


def known_policy(name: str) -> None:
    """Exits with 2 where there is no policy of that name."""
    from bots.roster import POLICIES

    if name not in POLICIES:
        wrong(f"there is no policy `{name}`{did_you_mean(name, POLICIES)}; there are: {', '.join(POLICIES)}")


def known_hands(world: "World", named: str) -> tuple[OrganisationId, ...]:
    """The organisations of one person: an organisation, a whole cell, or several, by commas; none for control. Exits with 2."""
    from injects.naming import named_organisations

    if named == CONTROL:
        return ()
    found, unknown = named_organisations(named, world)
    if unknown or not found:
        wrong(f"--as {named}: {unknown[0] if unknown else 'name an organisation or a cell'}, or `{CONTROL}`")
    return found


def known_organisation(world: "World", named: str) -> OrganisationId:
    """The organisation of that id, last part of an id, or title. Exits with 2 where it is none, or several."""
    from injects.naming import named_organisations

    found, unknown = named_organisations(named, world)
    if unknown or not found:
        wrong(unknown[0] if unknown else f"{world.deck.id} has no organisation without a name")
    if len(found) > 1:
        wrong(f"`{named}` is several organisations, name one of them: {', '.join(found)}")
    return found[0]
