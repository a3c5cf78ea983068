"""One client in a process of its own, as textual-serve runs it: what it draws goes to the page that is open, or nowhere."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

INHERITED = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "PYTHONPATH", "SSL_CERT_FILE", "TMPDIR", "TZ", "XDG_DATA_HOME")
"""What a client's process learns of the server's environment: nothing that holds a password or an operator's token."""
REDRAWN_SECONDS = 1.0
GOING_SECONDS = 2.0
"""How long a process that says nothing more may take to be gone."""
PRELUDE = b"\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
"""What a client says first to a terminal, for a page that comes later: other screen, mouse, no cursor, pasting."""


class Page(Protocol):
    """What is needed of the socket of a page."""

    async def send_bytes(self, data: bytes) -> None:
        """Draw this."""

    async def close(self, *, code: int = 1000) -> object:
        """No more comes."""


class Terminal(AppService):
    """A running client. A page that goes away can come back to it within the grace."""

    def __init__(self, command: Sequence[str], token: str) -> None:
        super().__init__(
            "",
            write_bytes=self._draw,
            write_str=self._say,
            close=self._client_left,
            download_manager=DownloadManager(),
        )
        self._argv = tuple(command)
        self._token = token
        self._page: Page | None = None
        self._ending = False
        self._whole, self._whole_bytes = asyncio.Event(), 0
        """Set once so many bytes were drawn at once, which is the whole screen."""
        self.ended = asyncio.Event()
        """Set once its process is gone."""

    @property
    def free(self) -> bool:
        """Whether it runs and no page shows it."""
        return self._page is None and not self._ending and not self.ended.is_set()

    @property
    def ending(self) -> bool:
        """Whether it was told to end."""
        return self._ending

    async def begin(self, page: Page, width: int, height: int) -> None:
        """Start the process for its first page."""
        self._page = page
        await self.start(width, height)
        self._token = ""

    async def come_back(self, page: Page, width: int, height: int) -> None:
        """Show it in another page: everything is drawn again."""
        self._page = page
        await page.send_bytes(PRELUDE)
        self._whole, self._whole_bytes = asyncio.Event(), width * height // 2
        await self.set_terminal_size(width, max(1, height - 1))
        with suppress(TimeoutError):  # two sizes at once would be one, and nothing drawn
            await asyncio.wait_for(self._whole.wait(), REDRAWN_SECONDS)
        await self.set_terminal_size(width, height)

    def leave(self, page: Page) -> None:
        """The page went away."""
        if self._page is page:
            self._page = None

    async def end(self, seconds: float) -> None:
        """Have it end, and see to it that it does."""
        self._ending = True
        with suppress(Exception):  # a process that has gone takes no message
            await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(self.ended.wait(), seconds)
        except TimeoutError:
            if self._process is not None:
                with suppress(ProcessLookupError):
                    self._process.kill()
            await self.ended.wait()

    async def run(self) -> None:
        """Carry what it draws until its process is gone."""
        try:
            await super().run()
        finally:
            await self._be_gone()
            self.ended.set()
            if self._page is not None:
                with suppress(Exception):
                    await self._page.close()

    async def _be_gone(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), GOING_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await asyncio.create_subprocess_exec(
            *self._argv, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=self._environment(width, height)
        )
        process.stderr = asyncio.StreamReader()  # its tracebacks name what it knows: nobody reads them
        process.stderr.feed_eof()
        self._process, self._stdin = process, process.stdin
        return process

    def _environment(self, width: int, height: int) -> Mapping[str, str]:
        return {
            **{name: os.environ[name] for name in INHERITED if name in os.environ},
            "SURGEX_TOKEN": self._token,
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }

    async def _draw(self, data: bytes) -> None:
        if len(data) >= self._whole_bytes:
            self._whole.set()
        if self._page is not None:
            with suppress(ConnectionError, RuntimeError):  # it closes; its handler says so
                await self._page.send_bytes(data)

    async def _say(self, message: str) -> None:
        """Links to open and files to take along: a client offers neither."""

    async def _client_left(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            await page.close()

    async def on_meta(self, data: bytes) -> None:
        """Of what a client says beside drawing, only that it ends is heard."""
        if b'"exit"' in data[:64]:
            await self._client_left()

    async def on_packed(self, payload: bytes) -> None:
        """Files are not delivered."""
