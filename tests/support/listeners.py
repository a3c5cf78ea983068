"""A bare client that takes nothing on trust: it checks every number that it is sent, and can be cut off and come back."""

import asyncio
from contextlib import suppress

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from engine.ids import OrderId, OrganisationId
from engine.orders import Order
from engine.stored import plain_of
from engine.views import View
from server.mirror import Mirror, mirror_of, take_in
from server.wire import Give, Greeting, Hello, Refused, Resume, Told, Verdict, frame, server_message
from tests.support.server import PATIENCE


class Listener:
    """One connection of a participant's seat and what it has heard; AssertionError where a number is missing or comes twice."""

    def __init__(self, url: str, token: str, organisation: OrganisationId) -> None:
        self.url, self.token, self.organisation = url, token, organisation
        self.closed: int | None = None
        """The close code, once the server has closed the connection."""
        self.refused = ""
        """Why the seat was refused."""
        self.given = 0
        self._log = ""
        self._mirror: Mirror | None = None
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._verdicts: dict[OrderId, Verdict] = {}
        self._news = asyncio.Event()

    @property
    def sequence(self) -> int:
        """Of the last entry that was told."""
        return self._mirror.sequence if self._mirror else -1

    @property
    def view(self) -> View:
        """What the organisation knows by what this connection was told."""
        assert self._mirror is not None
        return self._mirror.views[self.organisation]

    async def come(self) -> None:
        """Connect: for the whole the first time, else from where the last connection ended."""
        self.closed = None
        resume = Resume(log=self._log, sequence=self.sequence) if self._mirror else None
        self._socket = await connect(self.url, proxy=None, compression=None, max_size=None, open_timeout=PATIENCE)
        await self._socket.send(frame(Hello(token=self.token, client="listener", resume=resume)))
        async with asyncio.timeout(PATIENCE):
            first = server_message(await self._socket.recv())
        if isinstance(first, Refused):
            self.refused = first.code
        else:
            assert isinstance(first, Greeting)
            self._greeted(first)
        self._reading = asyncio.create_task(self._read(self._socket))

    def _greeted(self, greeting: Greeting) -> None:
        self._log = greeting.log
        if self._mirror is None:
            assert greeting.whole is not None
            self._mirror = mirror_of(greeting.whole, greeting.sequence)
        else:
            assert (greeting.whole, greeting.sequence) == (None, self.sequence), "it was resumed elsewhere"

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                message = server_message(await socket.recv())
                if isinstance(message, Told):
                    assert self._mirror is not None
                    assert message.sequence == self.sequence + 1, "a number was left out, or came twice"
                    take_in(self._mirror, message)
                elif isinstance(message, Verdict):
                    self._verdicts[message.order_id] = message
                self._news.set()
        except ConnectionClosed as closed:
            self.closed = closed.rcvd.code if closed.rcvd else 1006
        finally:
            self._news.set()

    async def heard_up_to(self, sequence: int) -> None:
        """Wait until an entry was told; AssertionError where what was told is broken."""
        async with asyncio.timeout(PATIENCE):
            while self.sequence < sequence:
                await self._more()

    async def ended(self) -> None:
        """Wait until the connection has ended."""
        assert self._reading is not None
        async with asyncio.timeout(PATIENCE):
            await self._reading

    async def _more(self) -> None:
        assert self._reading is not None
        if self._reading.done():
            self._reading.result()
            raise AssertionError(f"the connection has ended with {self.closed}")
        self._news.clear()
        await self._news.wait()

    async def give(self, order: Order) -> Verdict:
        """Give an order and wait for its verdict."""
        assert self._socket is not None
        self.given += 1
        order_id = OrderId(f"{id(self)}-{self.given}")
        await self._socket.send(frame(Give(order_id=order_id, organisation=self.organisation, order=plain_of(order))))
        async with asyncio.timeout(PATIENCE):
            while order_id not in self._verdicts:
                await self._more()
        return self._verdicts[order_id]

    async def cut(self) -> None:
        """End the connection as a broken cable would."""
        if self._socket is not None and self._reading is not None:
            self._socket.transport.abort()
            with suppress(AssertionError):
                await asyncio.wait((self._reading,))
