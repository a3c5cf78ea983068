"""The clients that run behind pages: how many there may be, which one a page comes back to, and when one ends."""

import asyncio
from dataclasses import dataclass

from server.web.sessions import Session
from server.web.settings import WebSettings
from server.web.terminal import Page, Terminal

FULL = "Too many pages are open here. Close one, or wait; then open it again."


class FullError(Exception):
    """No further page can be opened now."""


@dataclass(slots=True, eq=False)
class _Held:
    terminal: Terminal
    session: Session
    address: str
    waits: asyncio.Task[None] | None = None
    """Ends it, unless its page comes back."""


class Terminals:
    """Every client's process of this site."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._held: list[_Held] = []

    def __len__(self) -> int:
        return len(self._held)

    async def show(self, page: Page, session: Session, address: str, width: int, height: int) -> Terminal:
        """The client for a page that has opened: the session's own that lost its page, else a new one. Raises FullError."""
        self._sweep()
        for held in self._held:
            if held.session is session and held.terminal.free:
                if held.waits is not None:
                    held.waits.cancel()
                    held.waits = None
                try:
                    await held.terminal.come_back(page, width, height)
                except BaseException:
                    self.leave(held.terminal, page)
                    raise
                return held.terminal
        await self._make_room(session.token, address)
        held = _Held(Terminal(self._settings.command, session.token), session, address)
        self._held.append(held)
        try:
            await held.terminal.begin(page, width, height)
        except OSError:
            self._held.remove(held)
            raise
        return held.terminal

    def leave(self, terminal: Terminal, page: Page) -> None:
        """A page went away: its client ends after the grace, at once where nobody is signed in any more."""
        terminal.leave(page)
        for held in self._held:
            if held.terminal is terminal and terminal.free and held.waits is None:
                grace = self._settings.grace_seconds if held.session.open else 0.0
                held.waits = asyncio.create_task(self._end_after(held, grace))

    async def end_of(self, session: Session) -> None:
        """End the clients of a session that is over."""
        await asyncio.gather(*(self._end(held) for held in self._held if held.session is session))

    async def end_all(self) -> None:
        """End every client, and wait for it."""
        await asyncio.gather(*(self._end(held) for held in list(self._held)))

    def _sweep(self) -> None:
        for held in [one for one in self._held if one.terminal.ended.is_set()]:
            self._held.remove(held)

    async def _make_room(self, token: str, address: str) -> None:
        """See that one more may be opened: where it may not, one that lost its page or ends is waited for. Raises FullError."""
        settings = self._settings
        for limit, counted in (
            (settings.terminals_per_token, lambda held: held.session.token == token),
            (settings.terminals_per_address, lambda held: held.address == address),
            (settings.terminals, lambda held: True),
        ):
            while len(among := [held for held in self._held if counted(held)]) >= limit:
                going = [held for held in among if held.terminal.ending] or [held for held in among if held.waits is not None]
                if not going:
                    raise FullError(FULL)
                await self._end(going[0])

    async def _end_after(self, held: _Held, seconds: float) -> None:
        await asyncio.sleep(seconds)
        held.waits = None
        await self._end(held)

    async def _end(self, held: _Held) -> None:
        if held.waits is not None:
            held.waits.cancel()
            held.waits = None
        await held.terminal.end(self._settings.ending_seconds)
        self._sweep()
