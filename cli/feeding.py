"""`surgex play --orders`: the orders of a log given anew to a headless play, and whether that gave the same entries."""

import sys
from pathlib import Path

import typer

from aar.feeding import Fed, feed
from aar.log_file import read_log
from cli.choices import wrong
from engine.world import World

ORDERS_HELP = (
    "Play the orders of this log, as `surgex export` wrote it, instead of bots; exit code 1 if other entries come of it."
)


def fed_from(world: World, log: Path, *, chosen: bool) -> Fed:
    """The log's orders played on this world. `chosen` says that the command line chooses what the log brings along.

    Exits with 2 then; raises LogError where the log cannot be played on this world.
    """
    if chosen:
        wrong("--orders brings its own seed, pace and orders: leave --seed, --pace, --bots and --until out")
    return feed(world, read_log(log))


def say_fed(fed: Fed, log: Path) -> None:
    """Say whether the same entries came of it; exits with 1 where they did not."""
    if fed.differs:
        print(f"surgex: {log}: {fed.differs}", file=sys.stderr)
        raise typer.Exit(1)
    same = "the same entries but for wall times, holders and salts"
    print(f"{fed.orders} orders of {log} played anew: {same}", file=sys.stderr)
