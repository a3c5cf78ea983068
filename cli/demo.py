"""What `surgex demo` starts behind your terminal: a server on SQLite and bots, in a process of their own."""

import asyncio
import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from cli.places import data_folder
from cli.serving import ServingError, open_client
from engine.world import World

THINKING = 0.15
"""Seconds that a bot takes for each order: fast, and yet one can see it happen."""


def play_at_terminal(world: World, *, pace: str, seed: str, policy: str, role: str) -> None:
    """Server and bots behind, the client in front; both end when the person leaves. The log stays."""
    from server.admission import create_exercise
    from server.store import Store

    folder = data_folder() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / f"{world.deck.id}-{secrets.token_hex(3)}.db"
    store = Store(database)
    try:
        created = create_exercise(store, world, pace, seed)
    finally:
        store.close()
    mine = created.control if role == "control" else created.seat_of(role)
    others = [
        {"role": seat.role, "organisations": list(seat.organisations), "token": seat.token}
        for seat in created.seats
        if seat is not mine
    ]
    given = {"database": str(database), "seats": others, "policy": policy, "seed": seed}
    with _behind(given, database.with_suffix(".log")) as behind:
        try:
            open_client(_address(behind), mine.token)
        finally:
            behind.terminate()
    print(f"The log of this exercise is in {database}")
    print(f"  surgex findings {database}")


def _behind(given: dict[str, Any], log_file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli.demo"]
    with log_file.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    if process.stdin is None:
        raise ServingError("the server could not be started")
    process.stdin.write(json.dumps(given) + "\n")
    process.stdin.flush()
    return process


def _address(behind: subprocess.Popen[str]) -> str:
    line = behind.stdout.readline().strip() if behind.stdout else ""
    if not line:
        raise ServingError("the server behind the demo did not start; its log is beside the exercise in your data folder")
    return line


async def serve_with_bots(given: dict[str, Any]) -> None:
    """A server on a free port and bots on the given seats, until whoever started this closes its end."""
    from cli.wire_bots import run_bots
    from server.app import Host
    from server.settings import Settings

    async with Host(Settings(database=given["database"], port=0)) as host:
        print(host.url, flush=True)
        bots = asyncio.create_task(run_bots(host.url, given["seats"], given["policy"], given["seed"], THINKING))
        await asyncio.to_thread(sys.stdin.read)
        bots.cancel()
        await asyncio.gather(bots, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(serve_with_bots(json.loads(sys.stdin.readline())))
