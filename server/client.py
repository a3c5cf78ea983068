"""A seat's end of the connection: follows the exercise, keeps orders until they are answered, comes back. Not a screen."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, assert_never
from uuid import uuid4

from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from engine.exercise import Exercise
from engine.ids import OrderId, OrganisationId, SeatId
from engine.orders import Order
from engine.stored import Plain, StoredError, plain_of
from engine.views import View
from server.mirror import Mirror, OutOfStep, mirror_of, take_in
from server.wire import (
    PROTOCOL,
    Give,
    Greeting,
    Hello,
    Notice,
    Refused,
    Resume,
    Role,
    Told,
    ToldControl,
    Verdict,
    WireError,
    frame,
    server_message,
)

CLIENT = "surgex/0.1.0"
FIRST_DELAY = 0.5
LONGEST_DELAY = 15.0
"""Seconds between two attempts to connect: the first, doubled each time, up to the longest; with jitter."""
GREETING_TIMEOUT = 30.0
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes that the server may send in one frame: a whole view of a long exercise fits many times."""
LOG_CHANGED = "log-changed"
LOG_SHORTER = "log-shorter"
"""Codes of the notices that the client itself raises."""


class LinkState(StrEnum):
    """Where the connection stands. `refused` and `closed` are final."""

    CONNECTING = "connecting"
    ONLINE = "online"
    RECONNECTING = "reconnecting"
    REFUSED = "refused"
    CLOSED = "closed"


class NotAnswered(Exception):
    """The order will not be answered on this link; the message says why. Unless it is stale it stays among the pending."""


class _Lost(Exception):
    """The connection ended, for the reason in the message; another attempt follows."""


class SeatClient:
    """One seat at a server. `on_change` is called with `link`, `told`, `verdict` or `notice` after each change.

    Everything runs on one event loop; attributes may be read, and orders given, at any time. `pending` is what
    `pending_plain` gave in an earlier run.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        on_change: Callable[[str], object],
        client: str = CLIENT,
        pending: Mapping[str, Any] | None = None,
    ) -> None:
        self.url = url
        self.state = LinkState.CONNECTING
        self.why = ""
        """A sentence: why the link is not online."""
        self.exercise_id = ""
        self.log = ""
        """The identity of the log that is followed; empty before the first greeting."""
        self.seat: SeatId | None = None
        self.role: Role | None = None
        self.organisations: tuple[OrganisationId, ...] = ()
        self.marking = ""
        self.verdicts: dict[OrderId, Verdict] = {}
        self.stale_pending: list[Give] = []
        """Orders given on another log than the one that the server has now; they are not sent again by themselves."""
        self.notices: deque[Notice] = deque(maxlen=100)
        """What the server, or this client, wants the person at the seat to read; newest last."""
        self._token = token
        self._on_change = on_change
        self._client = client
        self._mirror: Mirror | None = None
        self._retry_at = 0.0
        self._pending, self._pending_log = _loaded(pending)
        self._outgoing: asyncio.Queue[Give] | None = None
        self._waiting: dict[OrderId, asyncio.Future[Verdict]] = {}
        self._work: asyncio.Task[None] | None = None

    @property
    def retry_in(self) -> float:
        """Seconds until the next attempt to connect; 0 where none is waited for."""
        return max(0.0, self._retry_at - time.monotonic())

    @property
    def sequence(self) -> int:
        """The seat's own number of the last thing told."""
        return self._mirror.sequence if self._mirror else 0

    @property
    def header(self) -> Mapping[str, Any]:
        """The public header of the log; a participant's holds the published world under `world`."""
        return self._mirror.header if self._mirror else {}

    @property
    def views(self) -> dict[OrganisationId, View]:
        """What each organisation of the seat knows; empty for control and before the first greeting."""
        return self._mirror.views if self._mirror else {}

    @property
    def exercise(self) -> Exercise | None:
        """Control only: the exercise."""
        return self._mirror.exercise if self._mirror else None

    @property
    def head(self) -> tuple[int, str] | None:
        """Control only: number and hash of the last entry."""
        return self._mirror.head if self._mirror else None

    @property
    def recent(self) -> deque[tuple[int, Plain]]:
        """Control only: number and control's part of the last 200 entries, oldest first."""
        return self._mirror.recent if self._mirror else deque()

    @property
    def pending(self) -> tuple[Give, ...]:
        """Orders given and not answered, in their order."""
        return tuple(self._pending.values())

    def pending_plain(self) -> Plain:
        """The unanswered orders as plain data, with the log that they were given on: for the constructor's `pending`."""
        return {"log": self._pending_log, "orders": [give.model_dump(mode="json") for give in self._pending.values()]}

    def give(self, order: Order, organisation: OrganisationId | None) -> OrderId:
        """Give an order, online or not; it is sent until it is answered. Control gives its own for organisation None."""
        message = Give(order_id=OrderId(uuid4().hex), organisation=organisation, order=plain_of(order))
        self._pending[message.order_id] = message
        if self._outgoing is not None:
            self._outgoing.put_nowait(message)
        return message.order_id

    async def answered(self, order_id: OrderId) -> Verdict:
        """The verdict on an order, once it is there. Raises NotAnswered when none will come, KeyError for an unknown id."""
        if order_id in self.verdicts:
            return self.verdicts[order_id]
        if any(give.order_id == order_id for give in self.stale_pending):
            raise NotAnswered("the order was given on another log")
        if order_id not in self._pending:
            raise KeyError(order_id)
        if self.state in (LinkState.REFUSED, LinkState.CLOSED):
            raise NotAnswered(self.why)
        future = self._waiting.setdefault(order_id, asyncio.get_running_loop().create_future())
        return await asyncio.shield(future)

    async def run(self) -> None:
        """Follow the exercise until the link is closed or the seat refused; come back by itself whenever it is lost."""
        if self.state in (LinkState.REFUSED, LinkState.CLOSED):
            return
        self._work = asyncio.create_task(self._keep_connected())
        try:
            await self._work
        except asyncio.CancelledError:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
            if self.state is not LinkState.CLOSED:
                self.close()
                raise

    def close(self) -> None:
        """Leave; `run` returns soon. Unanswered orders stay in `pending`."""
        if self.state not in (LinkState.REFUSED, LinkState.CLOSED):
            self._finish(LinkState.CLOSED, "closed here")
        if self._work is not None:
            self._work.cancel()

    async def _keep_connected(self) -> None:
        attempts = 0
        while self.state is not LinkState.REFUSED:
            before = self._mirror
            try:
                await self._connected()
            except _Lost as lost:
                attempts = 1 if self.state is LinkState.ONLINE or self._mirror is not before else attempts + 1
                delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(attempts - 1, 10)) * random.uniform(0.5, 1)
                self._retry_at = time.monotonic() + delay
                self._set_link(LinkState.RECONNECTING if self._mirror else LinkState.CONNECTING, str(lost))
                await asyncio.sleep(delay)

    async def _connected(self) -> None:
        """One connection, from its opening to its end. Raises _Lost where another one should follow."""
        try:
            async with connect(self.url, proxy=None, compression=None, max_size=LARGEST_ANSWER, open_timeout=10) as socket:
                await self._converse(socket)
        except InvalidURI as error:
            self._finish(LinkState.REFUSED, f"{self.url} is no address of a server: {error}")
        except InvalidStatus as error:
            raise _Lost(f"{self.url} answers with HTTP status {error.response.status_code}") from None
        except (OSError, InvalidHandshake, EOFError) as error:
            raise _Lost(f"cannot reach {self.url}: {_first_line(error)}") from None
        except ConnectionClosed as closed:
            raise _Lost(_why_closed(closed)) from None
        except WireError as error:
            raise _Lost(f"the server sent what this client does not understand: {error}") from None

    async def _converse(self, socket: ClientConnection) -> None:
        resume = Resume(log=self.log, sequence=self._mirror.sequence) if self._mirror else None
        await socket.send(frame(Hello(protocol=PROTOCOL, token=self._token, client=self._client, resume=resume)))
        sender: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(GREETING_TIMEOUT):
                first = server_message(await socket.recv())
            if isinstance(first, Greeting):
                self._greeted(first)
                sender = asyncio.create_task(self._send_orders(socket))
            else:
                self._received(first)
            async for content in socket:
                self._received(server_message(content))
            raise _Lost("the server closed the connection")
        except _Refused as refused:
            self._finish(LinkState.REFUSED, str(refused))
        finally:
            self._outgoing = None
            if sender is not None:
                sender.cancel()

    async def _send_orders(self, socket: ClientConnection) -> None:
        outgoing: asyncio.Queue[Give] = asyncio.Queue()
        for give in self._pending.values():
            outgoing.put_nowait(give)
        self._outgoing = outgoing
        with suppress(ConnectionClosed):
            while True:
                await socket.send(frame(await outgoing.get()))
