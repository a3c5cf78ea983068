"""What things cost as ratios of works done in turn in one run: a game, reading it, another world, durable orders."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from aar.reading import read
from aar.verifying import verify
from aar.worlds.physics import shortfall_in
from bots.roster import policy
from bots.table import Table, play
from engine.entries import entry_plain
from engine.orders import MarkReady
from engine.stored import canonical
from engine.world import World
from server.admission import create_exercise
from server.app import Host
from server.client import SeatClient
from server.settings import Settings
from server.store import Store

ROUNDS = 5
ORDERS = 200
GAME = (("verify", "deciding it again"), ("read", "replaying it"), ("world", "playing another world"))


def a_game(world: World) -> Table:
    """A whole game with bots for every organisation, their views folded."""
    return play(world, pace="half-day", seed="1", policies={one: policy("typical", "1") for one in world.organisations})


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


async def durable_orders(world: World, folder: Path, seats: int) -> float:
    """The same number of orders over websockets, from some seats at once, each acknowledged when it is on disk."""
    database = str(folder / f"orders-{time.time_ns()}.db")
    store = Store(database)
    created = create_exercise(store, world, "half-day", "1")
    store.close()
    async with Host(Settings(database=database, port=0, log_file=folder / "host.log", orders_at_once=ORDERS)) as host:
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


def ratios(world: World, folder: Path) -> list[str]:
    """Every ratio as a sentence, medians of several rounds."""
    table = a_game(world)
    played = read(table.entries)
    one_entry = canonical(entry_plain(table.entries[-2]))
    rounds: dict[str, list[float]] = {name: [] for name in ("game", "verify", "read", "world", "bare", "one seat", "six seats")}
    for _ in range(ROUNDS):
        rounds["game"].append(seconds(lambda: a_game(world)))
        rounds["verify"].append(seconds(lambda: verify(table.entries)))
        rounds["read"].append(seconds(lambda: read(table.entries)))
        rounds["world"].append(seconds(lambda: shortfall_in(played, lambda _: True)))
        rounds["bare"].append(bare_commits(folder, one_entry))
        rounds["one seat"].append(asyncio.run(durable_orders(world, folder, 1)))
        rounds["six seats"].append(asyncio.run(durable_orders(world, folder, 6)))
    lines = [f"{label} takes {_ratio(rounds[what], rounds['game']):.2f} of the time of the game" for what, label in GAME]
    for what in ("one seat", "six seats"):
        times = _ratio(rounds[what], rounds["bare"])
        lines.append(f"{ORDERS} orders from {what} over the network, each durable before its answer, take {times:.1f} times as")
        lines[-1] += f" long as {ORDERS} bare SQLite commits"
    return lines


def _ratio(these: Sequence[float], those: Sequence[float]) -> float:
    return median(a / b for a, b in zip(these, those, strict=True))
