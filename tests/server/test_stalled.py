"""A fifth of those who listen stop reading: nobody else notices, and they can come back."""

import asyncio
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from engine.ids import InjectId, OrganisationId
from engine.orders import AnswerInject, StartExercise
from server.wire import CLOSE_CODES, Greeting, Resume, Told, WireCode
from tests.support.listeners import Listener
from tests.support.server import PATIENCE, Follower, bare, greeted, heard, hosting, world
from tests.support.stalling import stalled

LIMIT = 400_000
LONG = AnswerInject(inject=InjectId("none"), text="x" * 100_000)
"""Refused, and kept on record: the receipt goes to every connection of the seat."""
CLIENTS, STALLED = 50, 10
MOST = 400
"""So often at the most everybody is sent a long receipt until whoever does not read has been dropped."""


async def test_ten_of_fifty_stop_reading_and_the_others_hear_everything(tmp_path: Path) -> None:
    organisations = list(world().organisations)
    changes = {"slow_reader_bytes": LIMIT, "closing_seconds": PATIENCE, "connections_per_seat": 0, "orders_at_once": MOST}
    async with AsyncExitStack() as stack:
        host, made = await stack.enter_async_context(hosting(tmp_path, **changes))
        control = await stack.enter_async_context(Follower(host.url, made.control.token))
        quick = [Listener(host.url, made.seat_of(one).token, one) for one in _dealt(organisations, CLIENTS - STALLED)]
        for listener in quick:
            await listener.come()
            stack.push_async_callback(listener.cut)
        slow: list[tuple[str, ClientConnection, Greeting]] = []
        for one in _dealt(organisations, STALLED):
            token = made.seat_of(one).token
            slow.append((token, *await stack.enter_async_context(stalled(host.url, token))))
        await control.give(StartExercise())

        most, given = 0, 0
        while len(host._places()) > CLIENTS - STALLED + 1 and given < MOST:
            await asyncio.gather(*(listener.give(LONG) for listener in quick[: len(organisations)]))
            given += 1
            most = max(most, *(place.outbox.waiting for place in host._places()))

        for number, listener in enumerate(quick):
            await listener.heard_up_to(quick[number % len(organisations)].sequence)
        assert {listener.closed for listener in quick} == {None}
        assert most <= LIMIT, "more waits for a reader that stalls than may"
        codes = await asyncio.gather(*(_close_code(connection) for _, connection, _ in slow))
        assert codes == [CLOSE_CODES[WireCode.TOO_SLOW]] * STALLED
        for token, _, greeting in slow:
            await _comes_back(host.url, token, greeting)


def _dealt(organisations: list[OrganisationId], count: int) -> list[OrganisationId]:
    return [organisations[number % len(organisations)] for number in range(count)]


async def _close_code(connection: ClientConnection) -> int | None:
    """What somebody hears who begins to read again."""
    connection.transport.resume_reading()
    async with asyncio.timeout(PATIENCE):
        with suppress(ConnectionClosed):
            while True:
                await connection.recv()
    return connection.close_code


async def _comes_back(url: str, token: str, stood: Greeting) -> None:
    async with bare(url, token, resume=Resume(log=stood.log, sequence=stood.sequence)) as socket:
        greeting = await greeted(socket)
        assert (greeting.whole, greeting.sequence) == (None, stood.sequence)
        await socket.send("no message")  # answered after all that was missed
        sequences = []
        while isinstance(message := await heard(socket), Told):
            sequences.append(message.sequence)
        assert sequences == list(range(stood.sequence + 1, stood.sequence + 1 + len(sequences)))
        assert sequences
