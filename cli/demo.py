"""What `surgex demo` starts: a server on SQLite and bots at its sockets, behind your terminal or, without one, alone."""

import asyncio
import json
import secrets
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bots.roster import at_the_tables
from cli.databases import ServingError
from cli.places import data_folder
from cli.sitting_down import open_client
from engine.entries import Entry
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.world import World

if TYPE_CHECKING:
    from server.admission import CreatedExercise
    from server.client import SeatClient
    from server.wire import SeatIssued

THINKING = 0.15
"""Seconds that a bot takes for each order: fast, and yet one can see it happen."""


def play_at_terminal(
    world: World,
    *,
    pace: str,
    seed: str,
    policy: str,
    mine: tuple[OrganisationId, ...],
    played: Sequence[Entry] = (),
    plain: bool = False,
) -> None:
    """Server and bots behind, the client in front; both end when the person leaves. The log stays.

    `mine` are the organisations of the person, none for control; `played` is a log to go on from, of the same world, pace
    and seed; `plain` is the line client.
    """
    database, made = created(world, pace, seed, mine, played)
    seat = made.seat_of(mine[0]) if mine else made.control
    others = _for_bots(one for one in made.seats if one is not seat)
    given = {"database": str(database), "seats": others, "policy": policy, "seed": seed}
    with _behind(given, database.with_suffix(".log")) as behind:
        try:
            open_client(_address(behind), seat.token, plain=plain)
        finally:
            behind.terminate()
    say_where(database)


def say_where(database: Path) -> None:
    """Where the log of a demo stays, and what to do with it."""
    print(f"The log of this exercise is in {database}")
    print(f"  surgex findings {database}")


def play_alone(world: World, *, pace: str, seed: str, policy: str) -> Path:
    """Server and bots on every seat, until the log is sealed; the database that holds it."""
    database, made = created(world, pace, seed)
    asyncio.run(_played_by_bots(database, made, policy, seed))
    return database


async def _played_by_bots(database: Path, created: "CreatedExercise", policy: str, seed: str) -> None:
    from cli.wire_bots import run_bots
    from server.app import Host
    from server.client import SeatClient
    from server.settings import Settings

    log_file, at_once = database.with_suffix(".log"), 10_000  # bots that do not think give orders without a pause
    async with Host(Settings(database=str(database), port=0, log_file=log_file, orders_at_once=at_once)) as host:
        print(f"{len(created.seats)} bots, one for each seat, join a server at {host.url}", file=sys.stderr)
        bots = asyncio.create_task(run_bots(host.url, _for_bots(created.seats), policy, seed, 0.0))
        async with SeatClient(host.url, created.control.token) as onlooker:
            telling = asyncio.create_task(_tell_turns(onlooker))
            await bots
            telling.cancel()


async def _tell_turns(onlooker: "SeatClient") -> None:
    """A line for each turn, as far as it has come."""
    await onlooker.until(lambda: onlooker.exercise is not None)
    for turn in range(1, onlooker.exercise.turns + 1 if onlooker.exercise else 1):
        await onlooker.until(lambda turn=turn: _has_been(onlooker, turn))  # type: ignore[misc]
        print(f"turn {turn} of {onlooker.exercise.turns if onlooker.exercise else turn} played", file=sys.stderr)


def _has_been(onlooker: "SeatClient", turn: int) -> bool:
    exercise = onlooker.exercise
    return exercise is not None and (exercise.turn > turn or exercise.phase is Phase.PICTURE or exercise.phase.over)


def created(
    world: World, pace: str, seed: str, mine: tuple[OrganisationId, ...] = (), played: Sequence[Entry] = ()
) -> "tuple[Path, CreatedExercise]":
    """A new exercise, or one that goes on from a log, in a database of its own, with one seat that speaks for all of `mine`."""
    from server.admission import adopt_exercise, create_exercise
    from server.store import Store
    from server.trouble import StoreError
    from server.wire import SeatWanted

    database = data_folder("demo") / f"{world.deck.id}-{secrets.token_hex(3)}.db"
    alone = [(one,) for one in at_the_tables(world, mine) if one not in mine]
    seats = [SeatWanted(organisations=spoken_for) for spoken_for in ((mine, *alone) if mine else alone)]
    try:
        store = Store(database)
        try:
            if played:
                return database, adopt_exercise(store, world, played, seats=seats)
            return database, create_exercise(store, world, pace, seed, seats=seats)
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None


def _for_bots(seats: "Iterable[SeatIssued]") -> list[dict[str, Any]]:
    return [{"role": seat.role, "organisations": list(seat.organisations), "token": seat.token} for seat in seats]


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
