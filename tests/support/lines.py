"""Sitting at the line client while things come in: what is read can be waited for, and lines typed one by one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.client import SeatClient
from tests.support.server import PATIENCE
from tui.desk import Desk
from tui.drafts import Drafts
from tui.plain.session import Session
from tui.settings import ClientConfig


class Read:
    """What somebody at the line client reads, which can be waited for."""

    def __init__(self) -> None:
        self.text = ""
        self._more = asyncio.Event()

    def add(self, text: str) -> None:
        self.text += f"{text}\n"
        self._more.set()

    async def until(self, words: str) -> None:
        """Wait until these words are read; TimeoutError where that never comes."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.text:
                self._more.clear()
                await self._more.wait()

    async def after(self, words: str) -> str:
        """What is read behind the last of these words, once they are read."""
        await self.until(words)
        return self.text.rpartition(words)[2]


class Sitting:
    """A person at the line client."""

    def __init__(self, url: str, token: str, folder: Path) -> None:
        self.read = Read()
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self.drafts = Drafts(folder, token)
        self.link = SeatClient(url, token, pending=self.drafts.pending, on_change=lambda kind: self.session.tell())
        desk = Desk(link=self.link, drafts=self.drafts, config=ClientConfig(folder=folder))
        self.session = Session(desk=desk, link=self.link, lines=self._lines, say=self.read.add)

    def type(self, *lines: str) -> None:
        """Type these lines."""
        for line in lines:
            self._lines.put_nowait(line)


@asynccontextmanager
async def at_lines(url: str, token: str, folder: Path) -> AsyncIterator[Sitting]:
    """Somebody who sits at the line client for the length of a block, and then leaves with q."""
    sitting = Sitting(url, token, folder)
    async with sitting.link:
        running = asyncio.create_task(sitting.session.run())
        await sitting.read.until(" >")
        yield sitting
        sitting.type("", "q")
        async with asyncio.timeout(PATIENCE):
            await running
