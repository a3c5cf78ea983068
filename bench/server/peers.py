"""What is put under the same load: our server, the bare limit, boardgame.io. Each says how it is started, joined and played."""

import asyncio
import http.client
import json
import socket
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.server.exercises import Prepared, Seated
from bench.server.process import Served
from bench.server.socket import LOOPBACK, RawSocket, opened
from server.wire import Hello, frame

JOINS_WITHIN = 60.0
NOTE = "x" * 150
"""Everybody's moves carry as much text."""
NO_LIMITS = {"orders_per_second": 1e9, "orders_at_once": 10**9, "connections_per_address": 0, "connections_per_seat": 0}
"""One address with all clients, each faster than any person."""
Heard = Callable[[int, bytes], None]
"""A client, by its number in the match, and a frame that it got."""


class Peer(ABC):
    """A server of some kind with a number of matches of so many clients each."""

    name = ""

    def __init__(self, matches: int, clients: int) -> None:
        self.matches = matches
        self.clients = clients

    @abstractmethod
    def served(self, folder: Path) -> Served:
        """The process, not yet started, with its files in this folder."""

    @abstractmethod
    async def join(self, server: Served, match: int, heard: Heard) -> Sequence[RawSocket]:
        """The clients of one match, each greeted."""

    @abstractmethod
    def move(self, match: int, client: int, number: int) -> bytes:
        """The frame of the move with this number in the match, counted from 0."""

    @abstractmethod
    def tells(self, content: bytes) -> bool:
        """Whether a frame tells of a move. Raises ValueError where it says that one was refused."""


async def greeted(port: int, path: str, client: int, heard: Heard, hello: bytes | None, greeting: bytes) -> RawSocket:
    """A socket that said hello and has got a frame that begins so; from there on `heard` gets its frames."""
    came: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def waiting(on: RawSocket, content: bytes) -> None:
        if content.startswith(greeting):
            on.heard = lambda _, content: heard(client, content)
            came.set_result(None)
        elif content.startswith(b'{"type":"refused"'):
            came.set_exception(ConnectionError(content.decode()))

    opening = await opened(port, path, waiting)
    if hello is not None:
        opening.send(hello)
    async with asyncio.timeout(JOINS_WITHIN):
        await came
    return opening


def hello_of(seat: Seated) -> bytes:
    """The first frame of a client of ours."""
    return frame(Hello(token=seat.token, client="bench")).encode()


class Ours(Peer):
    """surgex: messages from one organisation to those of all the other seats."""

    name = "surgex"

    def __init__(self, prepared: Prepared, **settings: Any) -> None:
        super().__init__(len(prepared.exercises), len(prepared.exercises[0]))
        self._prepared = prepared
        self._settings = settings

    def served(self, folder: Path) -> Served:
        """A copy of the database, served."""
        database = str(self._prepared.copied(folder))
        settings = {"database": database, "port": 0, "log_file": str(folder / "server.log"), **NO_LIMITS, **self._settings}
        return Served((sys.executable, "-m", "bench.server.hosted", json.dumps(settings)), folder)

    async def join(self, server: Served, match: int, heard: Heard) -> Sequence[RawSocket]:
        """One after the other, as people come."""
        return [
            await greeted(int(server.first), "/", client, heard, hello_of(seat), b'{"type":"greeting"')
            for client, seat in enumerate(self._prepared.exercises[match])
        ]

    def move(self, match: int, client: int, number: int) -> bytes:
        """A message to everybody else."""
        seats = self._prepared.exercises[match]
        by = seats[client].organisation
        to = [one for one in dict.fromkeys(seat.organisation for seat in seats) if one != by]
        order = {"kind": "send-message", "to": to, "text": f"{number} {NOTE}", "about": ""}
        return json.dumps({"type": "give", "order_id": f"n{number}", "organisation": by, "order": order}).encode()

    def tells(self, content: bytes) -> bool:
        """A `told`; the verdict comes beside it, to the sender only."""
        if content.startswith(b'{"type":"verdict"') and b'"accepted":true' not in content:
            raise ValueError(content.decode())
        return content.startswith(b'{"type":"told"')


class Limit(Peer):
    """The bare limit, by how it commits."""

    def __init__(self, commits: str, matches: int, clients: int) -> None:
        super().__init__(matches, clients)
        self._commits = commits
        self.name = "limit, grouped commits" if commits == "group" else "limit, a commit a move"

    def served(self, folder: Path) -> Served:
        """With an empty database."""
        return Served((sys.executable, "-m", "bench.server.limit", str(folder / "limit.db"), self._commits), folder)

    async def join(self, server: Served, match: int, heard: Heard) -> Sequence[RawSocket]:
        """There is nobody to ask."""
        return [
            await greeted(
                int(server.first), f"/?match={match}&seat={one}&seats={self.clients}", one, heard, None, b'{"type":"welcome"'
            )
            for one in range(self.clients)
        ]

    def move(self, match: int, client: int, number: int) -> bytes:
        """A place on the board."""
        move = {"type": "move", "match": match, "seat": client, "number": number, "note": NOTE, "credentials": "c" * 21}
        return json.dumps({**move, "arguments": {"place": number * 13, "value": number % 50}}).encode()

    def tells(self, content: bytes) -> bool:
        """An update is all that it sends."""
        return True


class Boardgame(Peer):
    """boardgame.io over its socket.io protocol; its files, where it keeps any, are not synchronised to the disk."""

    def __init__(self, modules: Path, stores: str, matches: int, clients: int) -> None:
        super().__init__(matches, clients)
        self._modules = modules
        self._stores = stores
        self._port = free_port()
        self._keys: dict[tuple[int, int], str] = {}
        self._ids: dict[int, str] = {}
        self.name = f"boardgame.io, {'FlatFile' if stores == 'flat' else 'in memory'}"

    def served(self, folder: Path) -> Served:
        """node with the server beside this file."""
        kept = folder / "flat" if self._stores == "flat" else ""
        script = Path(__file__).parent / "boardgame" / "server.js"
        command = ("node", str(script), str(self._port), str(kept))
        return Served(command, folder, {"NODE_PATH": str(self._modules), "NODE_ENV": "production"})

    async def join(self, server: Served, match: int, heard: Heard) -> Sequence[RawSocket]:
        """Its lobby gives ids and credentials; each client is then sent the whole state."""
        await asyncio.to_thread(self._take_seats, match)
        return [await self._join(match, client, heard) for client in range(self.clients)]

    def _take_seats(self, match: int) -> None:
        lobby = http.client.HTTPConnection(LOOPBACK, self._port, timeout=JOINS_WITHIN)
        self._ids[match] = _asked(lobby, "/games/table/create", {"numPlayers": self.clients})["matchID"]
        for client in range(self.clients):
            answer = _asked(
                lobby, f"/games/table/{self._ids[match]}/join", {"playerID": str(client), "playerName": f"p{client}"}
            )
            self._keys[match, client] = answer["playerCredentials"]
        lobby.close()

    async def _join(self, match: int, client: int, heard: Heard) -> RawSocket:
        came = asyncio.Event()
        sync = json.dumps(["sync", self._ids[match], str(client), self._keys[match, client], self.clients])

        def listening(on: RawSocket, content: bytes) -> None:
            if content.startswith(b"0"):
                on.send(b"40/table,")
            elif content == b"2":
                on.send(b"3")
            elif content.startswith(b"40/table"):
                on.send(f"42/table,{sync}".encode())
            elif content.startswith(b'42/table,["sync"'):
                came.set()
            else:
                heard(client, content)

        joining = await opened(self._port, "/socket.io/?EIO=4&transport=websocket", listening)
        async with asyncio.timeout(JOINS_WITHIN):
            await came.wait()
        return joining

    def move(self, match: int, client: int, number: int) -> bytes:
        """A place on the board."""
        payload = {"type": "play", "args": [number * 13, number % 50, NOTE], "playerID": str(client)}
        action = {"type": "MAKE_MOVE", "payload": {**payload, "credentials": self._keys[match, client]}}
        return f"42/table,{json.dumps(['update', action, number, self._ids[match], str(client)])}".encode()

    def tells(self, content: bytes) -> bool:
        """An update of the state."""
        return content.startswith(b'42/table,["update"')


def _asked(lobby: http.client.HTTPConnection, path: str, body: dict[str, Any]) -> Any:
    lobby.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    return json.loads(lobby.getresponse().read())


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as asked:
        asked.bind((LOOPBACK, 0))
        port: int = asked.getsockname()[1]
        return port
