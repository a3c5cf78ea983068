"""A seat's end of the connection: follows the exercise, keeps orders until they are answered, comes back. Not a screen."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from engine.annotations.bodies import Annotation
from engine.ids import OrderId, OrganisationId
from engine.orders import Order
from engine.stored import Plain, plain_of
from engine.versions import ON_THE_PRESENT, BasedOn
from server.asking import NotManagedError, ask
from server.hearing import Hearing
from server.knowledge import HandedOver
from server.link import CLIENT, GREETING_SECONDS, LinkLostError, LinkState, SeatRefusedError, connected, delay_after
from server.pending import NotAnsweredError
from server.roles import sees_all
from server.wire import (
    Annotate,
    Answer,
    AskLog,
    AskPacket,
    AskView,
    Give,
    Hello,
    Message,
    Question,
    Resume,
    Seen,
    Verdict,
    client_message,
    frame,
    server_message,
)

__all__ = ["CLIENT", "HandedOver", "LinkState", "NotAnsweredError", "NotManagedError", "SeatClient", "SeatRefusedError"]

SEEN_PAUSE = 5.0
"""Seconds at least between two times that the server is told how far the person has seen."""


class SeatClient(Hearing):
    """One seat at a server. `on_change` is called after each change, with `link`, `told`, `verdict`, `presence`, `packet`,
    `annotations` or `notice`. `async with SeatClient(url, token) as seat` runs it for the length of the block.

    Everything runs on one event loop; attributes may be read, and orders given, at any time. `pending` is what
    `pending_plain` gave in an earlier run.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        on_change: Callable[[str], object] = lambda kind: None,
        client: str = CLIENT,
        pending: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(pending)
        self.url = url
        self.state = LinkState.CONNECTING
        self.why = ""
        """A sentence: why the link is not online."""
        self._token = token
        self._on_change = on_change
        self._client = client
        self._retry_at = 0.0
        self._outgoing: asyncio.Queue[Message] | None = None
        self._work: asyncio.Task[None] | None = None
        self._running: asyncio.Task[None] | None = None
        self._waiting: list[asyncio.Future[None]] = []
        self._said_seen = (0.0, 0)
        """When it was last said how far the person has seen, and how far that was."""

    @property
    def retry_in(self) -> float:
        """Seconds until the next attempt to connect; 0 where none is waited for."""
        return max(0.0, self._retry_at - time.monotonic())

    @property
    def pending(self) -> tuple[Give, ...]:
        """Orders given and not answered, in their order."""
        return tuple(self._orders.orders.values())

    @property
    def pending_annotations(self) -> tuple[Annotate, ...]:
        """Annotations given and not answered, in their order."""
        return tuple(self._orders.annotations.values())

    @property
    def stale_pending(self) -> list[Give]:
        """Orders given on another log than the server's present one. They are never sent again by themselves."""
        return self._orders.stale

    @property
    def verdicts(self) -> Mapping[OrderId, Verdict]:
        """The answers that came to orders of this run."""
        return self._orders.verdicts

    def pending_plain(self) -> Plain:
        """The unanswered orders as plain data, with the log that they were given on: for the constructor's `pending`."""
        return self._orders.plain()

    def give(self, order: Order, organisation: OrganisationId | None, based_on: BasedOn = ON_THE_PRESENT) -> OrderId:
        """Give an order, online or not; it is sent until it is answered. Control gives its own for organisation None.

        `based_on`: by object, the version that had been seen of it. Raises WireError for an order that is too large to be sent.
        """
        message = Give(order_id=OrderId(uuid4().hex), organisation=organisation, order=plain_of(order), based_on=dict(based_on))
        client_message(frame(message))
        self._orders.orders[message.order_id] = message
        self._send(message)
        return message.order_id

    def annotate(self, body: Annotation, entry: int | None = None) -> OrderId:
        """Annotate, online or not; it is sent until it is answered. `entry`: what it is about; the newest if not given.

        Raises WireError for one that is too large to be sent.
        """
        message = Annotate(annotation_id=OrderId(uuid4().hex), body=plain_of(body), entry=entry)
        client_message(frame(message))
        self._orders.annotations[message.annotation_id] = message
        self._send(message)
        return message.annotation_id

    def take_up(self, saved: Mapping[str, Any]) -> None:
        """Send orders that were kept under another token of this seat, where they were given on this log."""
        for message in self._orders.take_up(saved):
            self._send(message)

    def saw(self) -> None:
        """The person at the seat has seen what is here now: tells the server so now and then, for who takes the seat over."""
        since, sequence = self._said_seen
        due = self.sequence != sequence and time.monotonic() >= since + SEEN_PAUSE
        if due and self._send(Seen(sequence=self.sequence)):
            self._said_seen = (time.monotonic(), self.sequence)

    def ask_packet(self) -> None:
        """Ask for the takeover packet; it comes into `packet`. Offline nothing happens."""
        self._send(AskPacket())

    async def ask(self, question: Question) -> Answer:
        """Manage seats with the seat's own token, on a connection of its own. Raises NotManagedError."""
        return await ask(self.url, self._token, question)

    def _send(self, message: Message) -> bool:
        if self._outgoing is not None:
            self._outgoing.put_nowait(message)
        return self._outgoing is not None

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a change after which the condition holds. Raises SeatRefusedError where none will come any more."""
        while not condition():
            if self.state in (LinkState.REFUSED, LinkState.CLOSED):
                raise SeatRefusedError(self.why)
            change = asyncio.get_running_loop().create_future()
            self._waiting.append(change)
            await change

    async def answered(self, order_id: OrderId) -> Verdict:
        """The verdict on an order, once it is here. Raises NotAnsweredError when none will come, KeyError for an unknown id."""
        if self.state in (LinkState.REFUSED, LinkState.CLOSED) and order_id in self._orders.orders:
            raise NotAnsweredError(self.why)
        return await self._orders.answered(order_id)

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if self._running is not None:
            await self._running

    async def run(self) -> None:
        """Follow the exercise until the link is closed or the seat refused; come back by itself whenever it is lost."""
        if self.state in (LinkState.REFUSED, LinkState.CLOSED):
            return
        self._work = asyncio.create_task(self._keep_connected())
        try:
            await asyncio.wait((self._work,))
        finally:
            self._work.cancel()
        if not self._work.cancelled():
            self._work.result()

    def close(self) -> None:
        """Leave; `run` returns soon. Unanswered orders stay in `pending`."""
        if self.state not in (LinkState.REFUSED, LinkState.CLOSED):
            self._set_link(LinkState.CLOSED, "This link was closed here.")
            self._orders.give_up(self.why)
        if self._work is not None:
            self._work.cancel()

    def _changed(self, kind: str) -> None:
        waiting, self._waiting = self._waiting, []
        for change in waiting:
            if not change.done():
                change.set_result(None)
        self._on_change(kind)

    def _set_link(self, state: LinkState, why: str) -> None:
        self.state = state
        self.why = why
        self._changed("link")

    async def _keep_connected(self) -> None:
        failures = 0
        while True:
            self._retry_at = 0.0
            try:
                async with connected(self.url) as socket:
                    await self._converse(socket)
            except LinkLostError as lost:
                failures = 1 if self.state is LinkState.ONLINE else failures + 1
                delay = delay_after(failures)
                self._retry_at = time.monotonic() + delay
                self._set_link(LinkState.RECONNECTING if self.log else LinkState.CONNECTING, str(lost))
                await asyncio.sleep(delay)
            except SeatRefusedError as turned:
                self._set_link(LinkState.REFUSED, str(turned))
                self._orders.give_up(self.why)
                return

    async def _converse(self, socket: ClientConnection) -> None:
        resume = Resume(log=self.log, sequence=self.sequence) if self._in_step else None
        await socket.send(frame(Hello(token=self._token, client=self._client, resume=resume)))
        async with asyncio.timeout(GREETING_SECONDS):
            self._received(server_message(await socket.recv()))
        outgoing: asyncio.Queue[Message] = asyncio.Queue()
        for give in self.pending:
            outgoing.put_nowait(give)
        for annotate in self.pending_annotations:
            outgoing.put_nowait(annotate)
        if self.role is not None and (sees_all(self.role) or self.role == "spectator"):
            outgoing.put_nowait(self._ask_annotations())
        if self._wants_log:
            outgoing.put_nowait(AskLog(known=len(self.logged)))
        for organisation in self._looked_at:
            outgoing.put_nowait(AskView(organisation=organisation))
        self._looked_at, self._outgoing = (), outgoing
        sender = asyncio.create_task(_send_all(socket, outgoing))
        try:
            while True:
                self._received(server_message(await socket.recv()))
                await asyncio.sleep(0)  # many frames may lie here already: whoever shares the loop has its turn between them
        finally:
            self._outgoing = None
            sender.cancel()


async def _send_all(socket: ClientConnection, outgoing: asyncio.Queue[Message]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await socket.send(frame(await outgoing.get()))
