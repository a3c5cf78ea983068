"""A process that has loaded everything a server needs and forks one at a word: what is killed again and again starts fast."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from server.app import Host
from tests.support.server import settings

PATIENCE = 300.0


class Nursery:
    """One server at a time, always on the same port, in a process of its own that gets no chance when it is killed."""

    def __init__(self) -> None:
        self.port = 0
        self._process: asyncio.subprocess.Process | None = None
        self._server = 0

    @property
    def url(self) -> str:
        """Where the server listens, once it has."""
        return f"ws://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the server."""
        return self._server

    async def __aenter__(self) -> Self:
        command = (sys.executable, "-m", "tests.support.nursery")
        pipe = asyncio.subprocess.PIPE
        root = Path(__file__).parents[2]
        self._process = await asyncio.create_subprocess_exec(*command, cwd=root, stdin=pipe, stdout=pipe)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            await self._process.wait()

    async def start(self, folder: Path, *, listening: bool = True) -> None:
        """Have a server on this folder, and wait until it listens where that is wanted."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self.port} {folder}\n".encode())
        self._server = int(await self._line("born"))
        if listening:
            self.port = int(await self._line("listens"))

    async def kill(self) -> None:
        """End the server as a power cut would."""
        if self._server:
            os.kill(self._server, signal.SIGKILL)
            await self._line("dead")
            self._server = 0

    async def _line(self, word: str) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                said, _, what = (await self._process.stdout.readline()).decode().strip().partition(" ")
                if said == word:
                    return what
                assert said == "listens", f"the server did not come up: it says {said!r}, not {word!r}"


async def _serve(folder: Path, port: int) -> None:
    threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
    limits = {"orders_per_second": 10_000, "orders_at_once": 10_000, "connections_per_seat": 0}
    async with Host(settings(folder, port=port, **limits)) as running:
        _say("listens", running.port)
        await asyncio.Event().wait()


def _end_with_whoever_asked() -> None:
    """Nothing is said to the nurse while a server runs: what can be read then is the end."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


def _say(word: str, number: int) -> None:
    """A line in one piece: whoever says it may be killed at any moment."""
    os.write(sys.stdout.fileno(), f"{word} {number}\n".encode())


def _nurse() -> None:
    for line in sys.stdin:
        port, _, folder = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            _say("born", os.getpid())  # said by the child: its parent may get to it only after the child listens
            asyncio.run(_serve(Path(folder), int(port)))
            os._exit(1)
        os.waitpid(child, 0)
        _say("dead", child)


if __name__ == "__main__":
    _nurse()
