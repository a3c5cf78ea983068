"""The example exchange of docs/protocol.md: a real server, a real socket, and what was said, shortened and made steady."""

import asyncio
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from engine.ids import OrderId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, Order, StartExercise
from engine.phases import Phase
from engine.stored import plain_of
from injects.load import load_world
from server.admission import create_exercise
from server.app import Host
from server.client import SeatClient
from server.settings import Settings
from server.wire import Give, Greeting, Hello, Message, Resume, Told, Verdict, frame, server_message

DECK = "taiwan-blockade"
ORGANISATION = OrganisationId("dod/as")
TOKEN = "the-token-of-your-seat"


class _Talk:
    """One connection, and what was said on it as lines of the page."""

    def __init__(self, socket: ClientConnection, lines: list[str]) -> None:
        self._socket = socket
        self._lines = lines

    async def say(self, message: Message | str) -> None:
        """Send a message, or bytes that are none."""
        content = message if isinstance(message, str) else frame(message)
        self._lines.append(f"→ {_shown(content)}")
        await self._socket.send(content)

    async def hear(self, until: type[Message]) -> Any:
        """Show what comes, up to the first message of a kind."""
        while True:
            content = str(await self._socket.recv())
            self._lines.append(f"← {_shown(content)}")
            message = server_message(content)
            if isinstance(message, until):
                return message

    async def end(self) -> None:
        """Show how the server ends the connection."""
        try:
            await self._socket.recv()
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
            self._lines.append(f"× closed with {code}")


def exchange() -> str:
    """The exchange, as a block of the page; the same on every machine and at every time."""
    with TemporaryDirectory() as folder:
        lines, names = asyncio.run(_exchange(Path(folder)))
    text = "\n".join(lines)
    for name, stands_for in names.items():
        text = text.replace(name, stands_for)
    text = re.sub(r'"now":"[^"]*"', '"now":"2026-06-01T09:00:00Z"', text)
    text = re.sub(r'"holder":"person-[^"]*"', '"holder":"person-1"', text)
    return f"```text\n{text}\n```"


async def _exchange(folder: Path) -> tuple[list[str], dict[str, str]]:
    lines: list[str] = []
    settings = Settings(database=str(folder / "surgex.db"), port=0, log_file=folder / "server.log")
    async with Host(settings) as host:
        made = create_exercise(host.store, load_world(DECK), seed="the seed")
        seat = made.seat_of(ORGANISATION)
        async with SeatClient(host.url, made.control.token) as control:
            await control.until(lambda: control.exercise)
            await _give(control, StartExercise())
            log, sequence = await _come_and_go(host.url, seat.token, lines)
            await _give(control, AdvancePhase(to=Phase.ORDERS))
            await _come_back(host.url, seat.token, Resume(log=log, sequence=sequence), lines)
            await _be_refused(host.url, lines)
    return lines, {seat.token: TOKEN, seat.seat: "seat-1", made.log: "a1b2c3…", made.id: f"{DECK}-1"}


async def _give(control: SeatClient, order: Order) -> None:
    verdict = await control.answered(control.give(order, None))
    if not verdict.accepted:
        raise RuntimeError(f"the example cannot be made: {verdict.sentence}")


async def _come_and_go(url: str, token: str, lines: list[str]) -> tuple[str, int]:
    lines.append("# the first time: the whole, then an order with what it led to and its verdict")
    async with connect(url, proxy=None, compression=None, max_size=None) as socket:
        talk = _Talk(socket, lines)
        await talk.say(Hello(token=token, client="mine/1.0"))
        greeting = await talk.hear(Greeting)
        await talk.say(_ready("a1"))
        await talk.hear(Verdict)
    return greeting.log, greeting.sequence + 1


def _ready(order_id: str) -> Give:
    return Give(order_id=OrderId(order_id), organisation=ORGANISATION, order=plain_of(MarkReady(ready=True)))


async def _come_back(url: str, token: str, resume: Resume, lines: list[str]) -> None:
    lines.append("")
    lines.append("# back again: only what was missed; an order, the same order again, and one for somebody else")
    async with connect(url, proxy=None, compression=None, max_size=None) as socket:
        talk = _Talk(socket, lines)
        await talk.say(Hello(token=token, client="mine/1.0", resume=resume))
        await talk.hear(Told)
        for order in (_ready("a2"), _ready("a2"), _other()):
            await talk.say(order)
            await talk.hear(Verdict)


def _other() -> Give:
    return _ready("a3").model_copy(update={"organisation": OrganisationId("allies/japan")})


async def _be_refused(url: str, lines: list[str]) -> None:
    lines.append("")
    lines.append("# an older client")
    async with connect(url, proxy=None, compression=None, max_size=None) as socket:
        talk = _Talk(socket, lines)
        await talk.say('{"type":"hello","protocol":1,"token":"' + TOKEN + '","client":"old/0.9"}')
        await talk.hear(Message)
        await talk.end()


def _shown(content: str) -> str:
    """The frame; of a greeting's whole only the outline, which would fill pages."""
    plain = json.loads(content)
    if plain.get("whole"):
        plain["whole"] = {name: _outline(value) for name, value in plain["whole"].items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _outline(value: Any) -> Any:
    """The organisations of the views; whatever else is deep stands as an ellipsis."""
    if not isinstance(value, dict):
        return value
    return {name: "…" for name in value if name == ORGANISATION} or "…"
