"""`surgex play` and `surgex demo`: an exercise on this machine, with bots in every seat or in every seat but yours."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from aar.log_file import write_log
from bots.table import Table
from bots.table import play as play_table
from cli.choices import known_organisation, pairs, policies_for, seed_for, world_for, wrong
from cli.demo import play_at_terminal
from cli.logs import print_answer
from engine.orders import Phase

DECK = "taiwan-blockade"
SeedOption = Annotated[str | None, typer.Option(help="What chance is drawn from; the same seed gives the same exercise.")]
PaceOption = Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")]
PolicyOption = Annotated[str, typer.Option("--policy", help="How bots play: typical, prompt or idle.")]


def play(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")] = DECK,
    seed: SeedOption = None,
    pace: PaceOption = None,
    policy: PolicyOption = "typical",
    policies: Annotated[
        list[str] | None, typer.Option("--for", help="Another policy for one organisation: ORGANISATION=POLICY.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the log to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON; quantities in thousandths.")] = False,
) -> None:
    """Play a deck from check-in to EndEx with bots for every organisation, and print the one-page answer.

    Example: surgex play taiwan-blockade --seed 7 --for nsc/state=prompt --out exercise.log
    """
    if out is not None and not out.parent.is_dir():
        wrong(f"{out} cannot be written: there is no folder {out.parent}. Name another file.")
    chosen = seed_for(seed)
    world, at_pace = world_for(deck, pace)
    named = pairs(policies or [], "ORGANISATION=POLICY")
    table = play_table(
        world,
        pace=at_pace,
        seed=chosen,
        policies=policies_for(world, named, policy, chosen),
        progress=_progress,
    )
    if out is not None:
        write_log(out, table.entries)
        print(f"log written to {out}; head {table.entries[-1].hash}", file=sys.stderr)
    print_answer(iter(table.entries), as_json=as_json)


def _progress(table: Table) -> None:
    if table.exercise.phase is Phase.PICTURE:
        head = table.entries[-1].hash[:16]
        print(f"turn {table.exercise.turn} of {table.exercise.turns} played, head {head}", file=sys.stderr)


def demo(
    organisation: Annotated[
        str, typer.Option("--as", help="Whom you play: an organisation's id, or `control`.")
    ] = "allies/japan",
    deck: Annotated[str, typer.Option(help="A deck's id, or its folder.")] = DECK,
    seed: SeedOption = None,
    pace: PaceOption = None,
    policy: PolicyOption = "typical",
) -> None:
    """Sit down in an exercise that is running: bots have every other seat. Without a terminal it plays itself to the end.

    Example: surgex demo --as dod/as
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("No terminal here: bots play every organisation to EndEx.", file=sys.stderr)
        play(deck=deck, seed=seed, pace=pace, policy=policy)
        return
    world, at_pace = world_for(deck, pace)
    if organisation != "control":
        known_organisation(world, organisation)
    policies_for(world, {}, policy, "")
    play_at_terminal(world, pace=at_pace, seed=seed_for(seed), policy=policy, role=organisation)
