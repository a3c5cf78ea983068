"""`make bench`: what things cost, as ratios of works done in turn in one run, medians of several rounds; ten seconds."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from aar.reading import read
from aar.verifying import verify
from aar.worlds import shortfall_in
from bots.roster import policy
from bots.table import Table, play
from engine.entries import entry_plain
from engine.orders import MarkReady
from engine.stored import canonical
from injects.load import load_world
from server.admission import create_exercise
from server.app import Host
from server.client import SeatClient
from server.settings import Settings
from server.store import Store

ROUNDS = 5
ORDERS = 200
WORLD = load_world("taiwan-blockade")


def a_game() -> Table:
    """169 weeks with bots for every organisation, their views folded."""
    return play(WORLD, pace="half-day", seed="1", policies={one: policy("typical", "1") for one in WORLD.organisations})


def seconds(work: Callable[[], object]) -> float:
    """What one run of the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare_commits(folder: Path, content: bytes) -> float:
    """The limit: so many SQLite commits of an entry's size, each synchronised to disk, and nothing else."""
    database = sqlite3.connect(folder / "bare.db", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS entry (number INTEGER PRIMARY KEY, content BLOB)")

    def commit_all() -> None:
        for _ in range(ORDERS):
            database.execute("BEGIN")
            database.execute("INSERT INTO entry (content) VALUES (?)", (content,))
            database.execute("COMMIT")

    took = seconds(commit_all)
    database.close()
    return took


async def durable_orders(folder: Path, seats: int) -> float:
    """The same number of orders over websockets, from some seats at once, each acknowledged when it is on disk."""
    database = str(folder / f"orders-{time.time_ns()}.db")
    store = Store(database)
    created = create_exercise(store, WORLD, "half-day", "1")
    store.close()
    async with Host(Settings(database=database, port=0, log_file=folder / "host.log")) as host:
        news = asyncio.Event()
        tokens = [seat.token for seat in created.seats[1 : seats + 1]]
        clients = [SeatClient(host.url, token, on_change=lambda _: news.set()) for token in tokens]
        running = [asyncio.create_task(client.run()) for client in clients]
        while not all(client.views for client in clients):
            news.clear()
            await news.wait()
        begun = time.perf_counter()
        await asyncio.gather(*(_give(client, ORDERS // seats) for client in clients))
        took = time.perf_counter() - begun
        for client in clients:
            client.close()
        await asyncio.gather(*running)
    return took


async def _give(client: SeatClient, count: int) -> None:
    for number in range(count):
        order_id = client.give(MarkReady(ready=number % 2 == 0), client.organisations[0])
        await client.answered(order_id)


def main() -> None:
    """Print every figure with what it is measured against."""
    table = a_game()
    played = read(table.entries)
    one_entry = canonical(entry_plain(table.entries[-2]))
    rounds: dict[str, list[float]] = {name: [] for name in ("game", "verify", "read", "world", "bare", "one seat", "six seats")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(ROUNDS):
            rounds["game"].append(seconds(a_game))
            rounds["verify"].append(seconds(lambda: verify(table.entries)))
            rounds["read"].append(seconds(lambda: read(table.entries)))
            rounds["world"].append(seconds(lambda: shortfall_in(played, lambda _: True)))
            rounds["bare"].append(bare_commits(folder, one_entry))
            rounds["one seat"].append(asyncio.run(durable_orders(folder, 1)))
            rounds["six seats"].append(asyncio.run(durable_orders(folder, 6)))
    game, bare = rounds["game"], rounds["bare"]
    print(f"medians of {ROUNDS} rounds, each thing in turn in every round")
    print(f"a bot game of {WORLD.deck.weeks} weeks, {len(table.entries)} entries: {median(game) * 1000:.0f} ms")
    for what, label in (("verify", "deciding it again"), ("read", "replaying it"), ("world", "playing another world")):
        print(f"  {label}: {median(a / b for a, b in zip(rounds[what], game, strict=True)):.2f} of a game")
    print(f"{ORDERS} bare SQLite commits: {median(bare) * 1000:.0f} ms")
    for what in ("one seat", "six seats"):
        ratio = median(a / b for a, b in zip(rounds[what], bare, strict=True))
        print(f"  as many orders from {what} over the network, each durable before its answer: {ratio:.1f} times as long")


if __name__ == "__main__":
    main()
