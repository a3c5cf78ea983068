"""Builders for tests of the server: a host on a free port, clients that can be waited for, bare sockets, a process to kill."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import CONTROL
from engine.orders import AdvancePhase, Order
from engine.phases import Phase
from engine.replay import replayed, replayed_start
from engine.world import World
from server.admission import CreatedExercise, create_exercise
from server.app import Host
from server.client import SeatClient
from server.settings import Settings
from server.store import Store
from server.wire import Greeting, Hello, ServerMessage, Verdict, frame, server_message
from tests.support.decks import opening_world

PATIENCE = 300.0
"""Seconds after which a test gives up waiting: many, since others may be at work on the machine."""


@cache
def world() -> World:
    """The small deck of the tests."""
    return opening_world()


def long_turns() -> World:
    """The small deck of the tests in two turns of so many weeks that a server can be killed while they pass."""
    deck = world().deck
    pace = replace(deck.paces[0], turns=(1_200, 400))
    return replace(world(), deck=replace(deck, paces=(pace,), default_pace=pace.id))


def settings(folder: Path, **changes: Any) -> Settings:
    """A server with its database and log in this folder, on a free port."""
    values = {"database": str(folder / "surgex.db"), "port": 0, "log_file": folder / "server.log", "closing_seconds": 2.0}
    values["orders_at_once"] = 100_000  # tests give orders without pause
    return Settings(**{**values, **changes})


@asynccontextmanager
async def hosting(folder: Path, **changes: Any) -> AsyncIterator[tuple[Host, CreatedExercise]]:
    """A running server with one exercise."""
    async with Host(settings(folder, **changes)) as running:
        yield running, create_exercise(running.store, world(), seed="a seed")


class Follower:
    """A client that runs in the background for the length of a block, and whose changes can be waited for."""

    def __init__(self, url: str, token: str, **more: Any) -> None:
        self._news = asyncio.Event()
        self.changes: list[str] = []
        self.client = SeatClient(url, token, on_change=self._changed, **more)
        self._running: asyncio.Task[None] | None = None

    def _changed(self, kind: str) -> None:
        self.changes.append(kind)
        self._news.set()

    async def until(self, condition: Callable[[SeatClient], object], seconds: float = PATIENCE) -> None:
        """Wait until the client is so; TimeoutError where it does not become so."""
        async with asyncio.timeout(seconds):
            while not condition(self.client):
                self._news.clear()
                await self._news.wait()

    async def give(self, order: Order, organisation: Any = None) -> Verdict:
        """Give an order and wait for its verdict."""
        async with asyncio.timeout(PATIENCE):
            return await self.client.answered(self.client.give(order, organisation))

    async def advance(self, *phases: Phase) -> None:
        """Control goes on from phase to phase; a refusal fails the test."""
        for phase in phases:
            verdict = await self.give(AdvancePhase(to=phase))
            assert verdict.accepted, verdict.sentence

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self.client.run())
        await self.until(lambda client: client.state != "connecting")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        if self._running is not None:
            await self._running


@asynccontextmanager
async def bare(url: str, token: str | None = None, **hello: Any) -> AsyncIterator[ClientConnection]:
    """A socket without a client; says Hello where a token is given."""
    async with connect(url, proxy=None, compression=None, max_size=None, open_timeout=PATIENCE) as socket:
        if token is not None:
            await socket.send(frame(Hello(token=token, client="bare", **hello)))
        yield socket


async def heard(socket: ClientConnection) -> ServerMessage:
    """The next message on a bare socket."""
    async with asyncio.timeout(PATIENCE):
        return server_message(await socket.recv())


async def greeted(socket: ClientConnection) -> Greeting:
    """The greeting on a bare socket."""
    message = await heard(socket)
    assert isinstance(message, Greeting), message
    return message


async def get(port: int, path: str) -> tuple[int, str]:
    """Status and body of an HTTP request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: surgex\r\n\r\n".encode())
    async with asyncio.timeout(PATIENCE):
        answer = (await reader.read()).decode()
    writer.close()
    return int(answer.split()[1]), answer.partition("\r\n\r\n")[2]


def rebuilt(entries: Iterable[Entry]) -> Exercise:
    """The exercise that a log gives."""
    exercise: Exercise | None = None
    for entry in entries:
        part = entry.parts[CONTROL].plain
        exercise = replayed_start(part["header"]) if exercise is None else replayed(exercise, part)
    assert exercise is not None
    return exercise


def new_exercise(database: str | Path, played: World | None = None) -> CreatedExercise:
    """An exercise in a database that no server has open."""
    store = Store(database)
    try:
        return create_exercise(store, played or world(), seed="a seed")
    finally:
        store.close()


class ServerProcess:
    """A server in a process of its own, which can be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ws://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        command = (sys.executable, "-m", "tests.support.server", str(self.folder), str(self.port))
        root = Path(__file__).parents[2]
        self._process = await asyncio.create_subprocess_exec(*command, cwd=root, stdout=asyncio.subprocess.PIPE)
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            self.port = int(await self._process.stdout.readline())

    async def kill(self) -> None:
        """End it as a power cut would: it gets no chance to do anything more."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None


async def _serve(folder: Path, port: int) -> None:
    async with Host(settings(folder, port=port)) as running:
        print(running.port, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
