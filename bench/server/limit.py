"""The limit: what websockets, pydantic, a durable commit and one view a seat cost in Python; no rules, no log-in, no chain.

`python -m bench.server.limit DATABASE one|group`: every move a commit of its own, or all that wait in one. Prints its port.
"""

import asyncio
import queue
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlparse

from pydantic import BaseModel
from pydantic_core import to_json
from websockets.asyncio.server import ServerConnection, broadcast, serve

LARGEST_GROUP = 500


class Arguments(BaseModel):
    """Of a move."""

    place: int
    value: int


class Move(BaseModel):
    """What a client sends."""

    type: Literal["move"]
    match: int
    seat: int
    number: int
    arguments: Arguments
    note: str
    credentials: str


@dataclass(slots=True)
class Match:
    """About 4 KB of view for each seat, most of it the same for all."""

    index: int
    seats: int
    number: int = 0
    board: list[int] = field(default_factory=lambda: [1000 + (at * 37) % 9000 for at in range(700)])
    players: list[dict[str, object]] = field(default_factory=list)
    sockets: dict[int, ServerConnection] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.players = [{"cash": 1000, "hand": [(one * 31 + at * 7) % 97 for at in range(20)]} for one in range(self.seats)]

    def play(self, move: Move) -> None:
        """Carry a move out."""
        place = move.arguments.place % 700
        self.board[place] = 1000 + (self.board[place] + move.arguments.value) % 9000
        self.number += 1

    def publish(self, move: Move) -> None:
        """Every seat its own view; what is the same for all is made once."""
        log = [{"seat": move.seat, "arguments": move.arguments.model_dump(), "note": move.note}]
        public = to_json({"board": self.board, "seats": self.seats, "turn": self.number, "log": log}).decode()
        for seat, socket in self.sockets.items():
            own = to_json(self.players[seat]).decode()
            broadcast((socket,), f'{{"type":"update","number":{self.number},"public":{public},"own":{own}}}')


Waiting = tuple[Match, Move, str]


class Disk:
    """One SQLite database in WAL with full synchronisation."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE move (match INT, number INT, content BLOB, PRIMARY KEY (match, number))")

    def commit(self, waiting: list[Waiting]) -> None:
        """All of them, in one commit."""
        self._database.execute("BEGIN")
        rows = [(match.index, match.number, content) for match, _, content in waiting]
        self._database.executemany("INSERT INTO move VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")


def told(waiting: list[Waiting]) -> None:
    """What is on the disk is told."""
    for match, move, _ in waiting:
        match.publish(move)


def grouping(disk: Disk, loop: asyncio.AbstractEventLoop) -> Callable[[Waiting], None]:
    """Moves are committed together, on a thread of their own."""
    moves: queue.SimpleQueue[Waiting] = queue.SimpleQueue()

    def write() -> None:
        while True:
            group = [moves.get()]
            while not moves.empty() and len(group) < LARGEST_GROUP:
                group.append(moves.get())
            disk.commit(group)
            loop.call_soon_threadsafe(told, group)

    threading.Thread(target=write, daemon=True).start()
    return moves.put


def one_by_one(disk: Disk) -> Callable[[Waiting], None]:
    """Every move has a commit of its own, and everybody waits for it."""

    def keep(one: Waiting) -> None:
        disk.commit([one])
        told([one])

    return keep


async def run(database: str, commits: str) -> None:
    """Serve on a free port of the loopback address until the process is ended."""
    disk = Disk(database)
    matches: dict[int, Match] = {}
    keep = grouping(disk, asyncio.get_running_loop()) if commits == "group" else one_by_one(disk)

    async def handle(socket: ServerConnection) -> None:
        assert socket.request is not None
        asked = parse_qs(urlparse(socket.request.path).query)
        index, seat, seats = (int(asked[name][0]) for name in ("match", "seat", "seats"))
        match = matches.setdefault(index, Match(index, seats))
        match.sockets[seat] = socket
        await socket.send('{"type":"welcome"}')
        async for content in socket:
            move = Move.model_validate_json(content)
            if move.number == match.number and move.seat == seat:
                match.play(move)
                keep((match, move, str(content)))

    async with serve(handle, "127.0.0.1", 0, compression=None, max_queue=64, write_limit=1 << 20) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2]))
