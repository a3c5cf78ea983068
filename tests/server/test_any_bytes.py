"""Any bytes at the socket: a clean answer or a close with a code, no fault in the server's log, nobody else disturbed."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from engine.annotations.bodies import Note
from engine.ids import OrderId, OrganisationId
from engine.orders import MarkReady, SendMessage
from engine.stored import Plain, plain_of
from server.admission import create_exercise
from server.app import Host
from server.operators import new_operator
from server.wire import (
    LARGEST_FRAME,
    Annotate,
    AskAnnotations,
    AskPacket,
    Follow,
    Give,
    Hello,
    ListSeats,
    MakeExercise,
    Manage,
    PassSeat,
    RevokeSeat,
    Seen,
    Stored,
    TakeOver,
    frame,
    server_message,
)
from server.wire_following import Head
from tests.support.server import PATIENCE, Follower, bare, world
from tests.support.server import settings as server_settings

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
CLOSED_WITH = {1000, 1001, 1002, 1003, 1007, 1009, 1013, 4400, 4401, 4403, 4408, 4426, 4429}
UPGRADE = b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
UPGRADE += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"


class Table:
    """One server for all examples, somebody who plays on it, and a seat that says whatever the examples say."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.log = folder / "server.log"
        self.runner.run(self._start(folder))

    async def _start(self, folder: Path) -> None:
        self.host = await Host(server_settings(folder)).start()
        made = create_exercise(self.host.store, world(), seed="a seed")
        self.token, self.operator = made.seat_of(DOD).token, new_operator(self.host.store)
        self.bystander = Follower(self.host.url, made.seat_of(JAPAN).token)
        await self.bystander.__aenter__()

    async def converse(self, hello: str | None, frames: list[str | bytes]) -> int:
        """Say these frames and hear every answer out; the close code of the server, 1000 where this side closed."""
        async with bare(self.host.url) as socket:
            try:
                for content in [hello, *frames] if hello is not None else frames:
                    await socket.send(content)
                await (await socket.ping())
                await socket.close()
                async for answer in socket:
                    server_message(answer)
            except ConnectionClosed:
                pass
            assert socket.close_code is not None
            return socket.close_code

    async def send_bytes(self, content: bytes, *, after_handshake: bool = False) -> bytes:
        """Send these bytes over TCP, then nothing more; everything that comes back."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.host.port)
        answer = b""
        try:
            async with asyncio.timeout(PATIENCE):
                if after_handshake:
                    writer.write(UPGRADE)
                    answer += await reader.readuntil(b"\r\n\r\n")
                writer.write(content)
                writer.write_eof()
                answer += await reader.read()
        except ConnectionError:  # it was cut off, which is an answer
            pass
        writer.close()
        return answer

    async def nobody_noticed(self) -> None:
        """Whoever plays on is answered over the same connection, and the server's log knows of no fault."""
        verdict = await self.bystander.give(MarkReady(ready=True), JAPAN)
        assert verdict.code == "not-in-this-phase"
        assert self.bystander.changes.count("link") == 1
        faults = [line for line in self.log.read_text().splitlines() if json.loads(line)["level"] not in ("info", "warning")]
        assert not faults

    async def _end(self) -> None:
        await self.bystander.__aexit__(None, None, None)
        await self.host.stop()

    def end(self) -> None:
        """Leave."""
        self.runner.run(self._end())
        self.runner.close()


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """One table for every example of this file; guesses are answered at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("server.limits.FREE_GUESSES", 1_000_000)
        opened = Table(tmp_path_factory.mktemp("table"))
        yield opened
        opened.end()


MESSAGES = (
    Hello(token="no seat's", client="any"),
    Give(order_id=OrderId("a"), organisation=DOD, order=plain_of(MarkReady(ready=True))),
    Give(order_id=OrderId("b"), organisation=DOD, order=plain_of(SendMessage(to=(JAPAN,), text="A word."))),
    Seen(sequence=1),
    Annotate(annotation_id=OrderId("c"), body=plain_of(Note(text="A word.")), entry=1),
    AskAnnotations(known=1, head="x"),
    AskPacket(),
    Manage(token="nobody's", client="any"),
    ListSeats(),
    RevokeSeat(exercise="", seat="no seat"),
    PassSeat(seat="no seat"),
    MakeExercise(deck="no deck", files="UEsDBBQ="),
    Follow(heads=(Head(exercise="none", number=1, hash="x"),)),
    Stored(head=Head(exercise="none", number=1, hash="x")),
    TakeOver(),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NUMBERS = st.integers() | st.floats() | st.sampled_from([2**63, -(2**70), 10**400])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def nearly_a_message(draw: st.DrawFn) -> str:
    """A message of the protocol with a field of another kind, one too few, or one too many; or cut off."""
    plain: Plain = json.loads(frame(draw(st.sampled_from(MESSAGES))))
    place: dict[str, Any] = plain
    inner = [one for one in place.values() if isinstance(one, dict) and one]
    deeper = draw(st.booleans())
    if inner and deeper:
        place = inner[0]
    name = draw(st.sampled_from([*place]) | TEXT)
    if name in place and draw(st.booleans()):
        del place[name]
    else:
        place[name] = draw(JSON)
    text = json.dumps(plain)
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 4)) == 0 else text


LARGE = st.sampled_from([LARGEST_FRAME - 1, LARGEST_FRAME, LARGEST_FRAME + 1, 2 * LARGEST_FRAME]).map(lambda size: "x" * size)
DEEP = st.sampled_from(["[" * 100_000, '{"a":' * 50_000, '{"type":"give","order":' + "[" * 20_000])
FRAMES = st.lists(
    nearly_a_message() | TEXT | st.binary(max_size=200) | JSON.map(json.dumps) | LARGE | DEEP, min_size=1, max_size=8
)
MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@MANY
@given(frames=FRAMES)
@example(frames=['{"type":"hello","protocol":4,"token":"\\ud800","client":"c"}'])
def test_whatever_is_said_in_the_place_of_a_hello_ends_with_a_code(table: Table, frames: list[str | bytes]) -> None:
    code = table.runner.run(table.converse(None, frames))

    assert code in CLOSED_WITH - {1000}
    table.runner.run(table.nobody_noticed())


@MANY
@given(frames=FRAMES)
@example(frames=['{"type":"give","order_id":"x","organisation":"\\ud800","order":{"kind":"mark-ready","ready":true}}'])
@example(
    frames=['{"type":"give","order_id":"y","order":{"kind":"send-message","to":[],"text":"\\ud800"},"organisation":"dod/as"}']
)
def test_whatever_a_seat_says_is_answered_or_ends_with_a_code(table: Table, frames: list[str | bytes]) -> None:
    hello = frame(Hello(token=table.token, client="anything"))

    assert table.runner.run(table.converse(hello, frames)) in CLOSED_WITH
    table.runner.run(table.nobody_noticed())


@MANY
@given(frames=FRAMES)
def test_whatever_an_operator_asks_is_answered_or_ends_with_a_code(table: Table, frames: list[str | bytes]) -> None:
    hello = frame(Manage(token=table.operator, client="anything"))

    assert table.runner.run(table.converse(hello, frames)) in CLOSED_WITH
    table.runner.run(table.nobody_noticed())


LINES = st.sampled_from([b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\n", b"GET /healthz HTTP/1.0\r\n", b"\x16\x03\x01\x02\x00"])
HEADS = st.sampled_from([b"Origin: a\r\nOrigin: b\r\n", b"X: " + b"y" * 20_000 + b"\r\n", b"Upgrade: websocket\r\n", b"\r\n"])
REQUESTS = st.binary(max_size=300) | st.tuples(LINES, st.lists(HEADS | st.binary(max_size=60), max_size=5)).map(
    lambda parts: parts[0] + b"".join(parts[1])
)


@MANY
@given(content=REQUESTS)
@example(content=b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 10_000)
def test_whatever_is_no_request_is_answered_by_http_or_not_at_all(table: Table, content: bytes) -> None:
    answer = table.runner.run(table.send_bytes(content))

    assert not answer or answer.startswith(b"HTTP/1.1 ")
    assert b" 500 " not in answer.partition(b"\r\n")[0]
    table.runner.run(table.nobody_noticed())


@MANY
@given(content=st.binary(max_size=300))
@example(content=b"\x81\x85")  # a frame that is cut off
@example(content=b"\x81\x82\x00\x00\x00\x00\xff\xff")  # text that is no UTF-8
@example(content=b"\xf1\x80\x00\x00\x00\x00")  # reserved bits
@example(content=b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00")  # larger than any frame
@example(content=b"\x80\x80\x00\x00\x00\x00")  # goes on with nothing
def test_whatever_follows_the_handshake_that_is_no_frame_disturbs_nobody(table: Table, content: bytes) -> None:
    answer = table.runner.run(table.send_bytes(content, after_handshake=True))

    assert answer.startswith(b"HTTP/1.1 101 ")
    table.runner.run(table.nobody_noticed())
