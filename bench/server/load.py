"""The load: in every match the clients move in turn, the next one as soon as it has heard of the move before."""

import asyncio
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.server.peers import Peer
from bench.server.process import Served
from bench.server.socket import RawSocket

SETTLES_FOR = 0.5
"""Seconds without a frame after which all have joined."""
JOINS_WITHIN = 90.0
DRAINS_WITHIN = 20.0
WARMING = 10
"""The first of so many parts of the moves is left out of the times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one round of one peer gave. Times in ms."""

    moves: int
    rate: float
    """Moves a second that reached every client of their match."""
    p50: float
    p99: float
    server: float
    """Processor time of the server for each move."""
    load: float
    """The same of the load, which runs on the same machine."""
    size: float
    """Bytes that a client got for each move."""
    memory: float
    """Megabytes of the server at the end."""
    joined: float
    """Seconds that joining took."""


@dataclass(slots=True)
class Match:
    """One match as the load sees it. Every client hears of every move, in order."""

    index: int
    sockets: list[RawSocket] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    """How many moves each client has heard of."""
    begun: int = 0
    """How many moves were made."""
    open: dict[int, tuple[float, int]] = field(default_factory=dict)
    """By number: when the move was sent, and how many clients have heard of it."""


class Load:
    """Drives one server; no more than so many moves, for no longer than so many seconds."""

    def __init__(self, peer: Peer, server: Served, seconds: float, moves: int) -> None:
        self._peer = peer
        self._server = server
        self._seconds = seconds
        self._most = moves
        self.matches: list[Match] = []
        self._joined = 0.0
        self._sent = 0
        self._whole = 0
        self._times: list[float] = []
        self._last = 0.0
        self._ends = 0.0
        self._done = asyncio.Event()
        self._playing = False
        self._trouble: Exception | None = None

    async def run(self) -> Outcome:
        """Join, play, and wait for what is on its way. Raises ValueError where the server refused a move."""
        trouble = await self.join()
        if trouble:
            raise ConnectionError(trouble)
        return await self.play()

    async def join(self, within: float = JOINS_WITHIN, at_once: int = 1) -> str:
        """All matches, or as many as come in time; says what went wrong with the others."""
        begun, waiting, trouble = time.perf_counter(), deque(range(self._peer.matches)), ""

        async def join_some() -> None:
            nonlocal trouble
            while waiting and not trouble:
                match = Match(waiting.popleft())
                if time.perf_counter() - begun > within:
                    trouble = f"after {within:.0f} s the others had not joined"
                    return
                try:
                    match.sockets = list(await self._peer.join(self._server, match.index, self._hears(match)))
                except (OSError, TimeoutError) as error:
                    trouble = f"match {match.index}: {error!r}"
                    return
                match.heard = [0] * len(match.sockets)
                self.matches.append(match)

        await asyncio.gather(*(join_some() for _ in range(at_once)))
        self._joined = time.perf_counter() - begun
        await self._settled()
        return trouble

    async def play(self) -> Outcome:
        """With those that have joined. Raises ValueError where the server refused a move."""
        server, load, received = self._server.processor_seconds(), time.process_time(), self._received()
        begun, self._playing = time.perf_counter(), True
        self._ends = begun + self._seconds
        for match in self.matches:
            self._move(match)
        async with asyncio.timeout(self._seconds + DRAINS_WITHIN):
            await self._done.wait()
        if self._trouble is not None:
            raise self._trouble
        times = sorted(self._times[len(self._times) // WARMING :])
        whole = max(1, self._whole)
        outcome = Outcome(
            moves=self._whole,
            rate=self._whole / (self._last - begun),
            p50=1_000 * times[len(times) // 2],
            p99=1_000 * times[len(times) * 99 // 100],
            server=1_000 * (self._server.processor_seconds() - server) / whole,
            load=1_000 * (time.process_time() - load) / whole,
            size=(self._received() - received) / whole / self._peer.clients,
            memory=self._server.memory(),
            joined=self._joined,
        )
        for match in self.matches:
            for socket in match.sockets:
                socket.close()
        return outcome

    async def _settled(self) -> None:
        """Until what joining brought about has been told."""
        received = -1
        while received != self._received():
            received = self._received()
            await asyncio.sleep(SETTLES_FOR)

    def _received(self) -> int:
        return sum(socket.received for match in self.matches for socket in match.sockets)

    def _hears(self, match: Match) -> Callable[[int, bytes], None]:
        def heard(client: int, content: bytes) -> None:
            try:
                if self._peer.tells(content) and self._playing:
                    self._told(match, client)
            except ValueError as error:
                self._trouble = error
                self._done.set()

        return heard

    def _told(self, match: Match, client: int) -> None:
        number = match.heard[client]
        match.heard[client] += 1
        sent, heard = match.open[number]
        match.open[number] = (sent, heard + 1)
        if heard + 1 == self._peer.clients:
            self._last = time.perf_counter()
            self._times.append(self._last - sent)
            self._whole += 1
            del match.open[number]
        if client == match.begun % self._peer.clients and number == match.begun - 1:
            self._move(match)
        elif self._over and self._whole == self._sent:
            self._done.set()

    @property
    def _over(self) -> bool:
        return self._sent >= self._most or time.perf_counter() > self._ends

    def _move(self, match: Match) -> None:
        if self._over:
            if self._whole == self._sent:
                self._done.set()
            return
        number, client = match.begun, match.begun % self._peer.clients
        match.begun += 1
        self._sent += 1
        content = self._peer.move(match.index, client, number)
        match.open[number] = (time.perf_counter(), 0)
        match.sockets[client].send(content)


async def one_round(peer: Peer, seconds: float, moves: int) -> Outcome:
    """A fresh server in a folder of its own, joined and played."""
    with tempfile.TemporaryDirectory(prefix="surgex-bench-") as name:
        async with peer.served(Path(name)) as server:
            return await Load(peer, server, seconds, moves).run()
