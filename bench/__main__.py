"""`make bench`: measures the shipped deck and writes docs/benchmarks.md and docs/false-positives.md; some minutes."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from aar.reading import read
from bench import false_positives
from bench.exercises import GOALS, a_game, games, memory, replay, worlds
from bench.measured import Measured
from bench.page import PAGE, page, put_all_but_server, shown
from bench.ratios import ratios
from bench.weeks import weeks
from injects.load import load_world
from tests.support.busy import busy_game

DECK = "taiwan-blockade"


def main() -> None:
    """Measure, say each figure as it is known, and write the page."""
    world = load_world(DECK)
    table = a_game(world)
    played = read(table.entries)
    busy = read(busy_game(world, pace="day").entries)
    measurements: tuple[Callable[[], Iterable[Measured]], ...] = (
        lambda: games(world),
        lambda: worlds(played, "as `typical` bots played it", GOALS["worlds"]),
        lambda: worlds(busy, "as busy bots played it", GOALS["worlds"]),
        lambda: replay(table.entries),
        lambda: weeks(world),
        lambda: (memory(table.entries),),
    )
    figures: list[Measured] = []
    for measure in measurements:
        for one in measure():
            figures.append(one)
            print(f"{one.what}: {shown(one.median)} {one.unit}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        sentences = ratios(world, Path(name))
    title = f"{world.deck.title}, pace {world.deck.default_pace}, {world.deck.weeks} weeks"
    title += f", {len(world.organisations)} organisations, {len(table.entries)} entries"
    put_all_but_server(page(title, figures, sentences))
    print(PAGE.read_text(encoding="utf-8"))
    false_positives.write()


if __name__ == "__main__":
    main()
