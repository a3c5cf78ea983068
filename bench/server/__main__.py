"""`make bench-server`: the server beside a bare limit and boardgame.io, and its section of docs/benchmarks.md; six minutes."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measured import Measured
from bench.page import put_server, shown
from bench.server import lateness, many, memory, parts
from bench.server.exercises import prepare, prepare_whole
from bench.server.installing import boardgame_modules
from bench.server.load import Outcome, one_round
from bench.server.peers import Boardgame, Limit, Ours, Peer
from bench.server.section import section
from engine.world import World
from injects.load import load_world

DECK = "taiwan-blockade"
ROUNDS = 3
EXERCISES, SEATS = 100, 2
CROWD, CROWD_SEATS = 1_000, 5
TABLES = (10, 50, 200)
RATE_SECONDS, DELIVERY_SECONDS = 4.0, 2.5
MOST = 1_000_000
Rounds = dict[str, list[Outcome]]
BEGUN = time.monotonic()


def say(what: str) -> None:
    """Progress, with the seconds since the start."""
    print(f"{time.monotonic() - BEGUN:4.0f} s  {what}", file=sys.stderr, flush=True)


def in_turn(peers: Sequence[Callable[[], Peer]], seconds: float) -> Rounds:
    """Every peer in every round, one after the other, each with a fresh server."""
    found: Rounds = {}
    without: set[str] = set()
    for number in range(ROUNDS):
        for make in peers:
            peer = make()
            try:
                outcome = asyncio.run(one_round(peer, seconds, MOST))
            except (OSError, TimeoutError, ValueError) as error:
                if not isinstance(peer, Boardgame):
                    raise
                say(f"WITHOUT {peer.name} at {peer.matches} x {peer.clients}: {error!r}")
                without.add(peer.name)
                continue
            found.setdefault(peer.name, []).append(outcome)
            told = f"{outcome.rate:,.0f} moves/s, p99 {outcome.p99:.1f} ms, server {outcome.server:.2f} ms of processor a move"
            say(f"round {number + 1}, {peer.matches} x {peer.clients}, {peer.name}: {told}")
    return {name: outcomes for name, outcomes in found.items() if name not in without}


def rates(world: World, folder: Path, modules: Path | None) -> list[Measured]:
    """Durable orders a second, many exercises at once."""
    prepared = prepare(folder / "rates.db", world, EXERCISES, SEATS)
    peers: list[Callable[[], Peer]] = [
        lambda: Limit("group", EXERCISES, SEATS),
        lambda: Ours(prepared),
        lambda: Limit("one", EXERCISES, SEATS),
    ]
    if modules is not None:
        peers.append(lambda: Boardgame(modules, "flat", EXERCISES, SEATS))
    rounds = in_turn(peers, RATE_SECONDS)
    name, unit = f"{EXERCISES} exercises x {SEATS} clients", "moves a second"
    figures = [figure(f"{name}: {peer}", unit, [one.rate for one in found]) for peer, found in rounds.items()]
    goals = {"limit, grouped commits": 0.6, "boardgame.io, FlatFile": 4.0}
    for other, found in rounds.items():
        if other != Ours.name:
            ratio = [ours.rate / one.rate for ours, one in zip(rounds[Ours.name], found, strict=True)]
            figures.append(figure(f"surgex by {other}", "times", ratio, goals.get(other)))
    for peer, found in rounds.items():
        figures.append(figure(f"{name}: {peer}, of the server", "ms of processor a move", [one.server for one in found]))
    figures.append(figure("of the load beside each of them", "ms of processor a move", [o.load for o in rounds[Ours.name]]))
    return figures


def deliveries(world: World, folder: Path, modules: Path | None, clients: int) -> list[Measured]:
    """From an order to the last of so many clients of one exercise."""
    prepared = prepare(folder / f"table-{clients}.db", world, 1, clients)
    peers: list[Callable[[], Peer]] = [lambda: Limit("one", 1, clients), lambda: Ours(prepared)]
    if modules is not None:
        peers.append(lambda: Boardgame(modules, "memory", 1, clients))
    rounds = in_turn(peers, DELIVERY_SECONDS)
    figures = []
    for peer, found in rounds.items():
        size = f"{found[0].size / 1000:.1f} KB to each"
        figures.append(figure(f"to the last of {clients} clients, p99: {peer}", "ms", [o.p99 for o in found], note=size))
    limit = rounds["limit, a commit a move"]
    ratio = [ours.p99 / one.p99 for ours, one in zip(rounds[Ours.name], limit, strict=True)]
    figures.append(figure(f"surgex by the limit at {clients} clients, p99", "times", ratio, 1.5, least=True))
    return figures


def sizes(world: World, folder: Path) -> list[Measured]:
    """Memory of an exercise, live and let go."""
    prepared = prepare_whole(folder / "memory.db", world, memory.WARM + memory.EXERCISES)
    found = [asyncio.run(memory.memory(prepared)) for _ in range(ROUNDS)]
    live = figure("memory of a live exercise with all its views", "MB", [one[0] for one in found], 2, least=True)
    more = [max(0.0, one[1]) for one in found]
    again = figure("what is left of it once it was let go and opened again", "MB", more)
    return [live, again]


def late(world: World, folder: Path) -> list[Measured]:
    """An order late in a log against early."""
    ratios, first, last = lateness.lateness(world, folder)
    return [figure(f"an order after entry {last} by one after entry {first}", "times the cost", ratios, 1.1, least=True)]


def figure(
    what: str, unit: str, rounds: Sequence[float], goal: float | None = None, *, least: bool = False, note: str = ""
) -> Measured:
    """As the page shows it."""
    return Measured(what=what, unit=unit, rounds=tuple(rounds), goal=goal, least=least, note=note)


def main() -> None:
    """Measure, say each figure as it is known, and write the section."""
    many.let_many_open()
    world, modules = load_world(DECK), boardgame_modules()
    with tempfile.TemporaryDirectory(prefix="surgex-bench-") as name:
        folder = Path(name)
        figures = rates(world, folder, modules)
        for clients in TABLES:
            figures += deliveries(world, folder, modules, clients)
        say("memory")
        figures += sizes(world, folder)
        say("an order late in a log")
        figures += late(world, folder)
        say("where the time of an order goes")
        spent = parts.parts(prepare(folder / "parts.db", world, 1, SEATS), folder)
        say(f"{CROWD} exercises")
        crowd = many.run(prepare(folder / "crowd.db", world, CROWD, CROWD_SEATS))
    for one in figures:
        say(f"{one.what}: {shown(one.median)} {one.unit}")
    put_server(section(figures, spent, crowd, boardgame=modules is not None))
    say("docs/benchmarks.md is written")


if __name__ == "__main__":
    main()
