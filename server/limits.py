"""How much one seat or one address may ask of the server at once. It counts and says no; it knows no order and no rule."""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from websockets.asyncio.server import ServerConnection

from engine.ids import OrderId, SeatId
from server.settings import Settings
from server.wire import Verdict, WireCode, WireError

FRAMES_PER_SECOND = 200.0
FRAMES_AT_ONCE = 2_000
"""What a client says beyond this is read later: nothing is lost, and nobody else waits for it."""
KNOWN_ORDERS = 1_000
"""So many of the orders that a seat gave last are known again, and do not count a second time."""
FREE_GUESSES = 5
"""Wrong tokens of one address that are answered at once: people mistype."""
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
"""Seconds until the next wrong token is answered: the first, doubled with each, up to the longest."""
FORGET_SECONDS = 600.0
"""After so long without a wrong token an address may mistype again."""
KNOWN_ADDRESSES = 10_000
"""Addresses with wrong tokens that are remembered; those that guessed least lately are forgotten first."""

Key = TypeVar("Key", bound=str)


class Bucket:
    """So many at once, refilled at so many a second."""

    def __init__(self, per_second: float, at_once: int) -> None:
        self._per_second = per_second
        self._most = float(at_once)
        self._left = self._most
        self._filled = _now()

    def take(self) -> bool:
        """Take one, where one is left."""
        self._fill()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    async def wait(self) -> None:
        """Take one, and wait for it where none is left."""
        self._fill()
        self._left -= 1
        if self._left < 0:
            await asyncio.sleep(-self._left / self._per_second)

    def _fill(self) -> None:
        now = _now()
        self._left = min(self._most, self._left + (now - self._filled) * self._per_second)
        self._filled = now


class Allowances:
    """The orders that each seat may give, over all its connections. One that is sent again does not count again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._buckets: dict[SeatId, Bucket] = {}
        self._given: dict[SeatId, OrderedDict[OrderId, None]] = {}

    def refusal(self, seat: SeatId, order_id: OrderId, *, answered: bool) -> Verdict | None:
        """None where the order may go on; else its refusal, of which nothing is kept. `answered`: it has a verdict already."""
        given = self._given.setdefault(seat, OrderedDict())
        if answered or order_id in given:
            return None
        if seat not in self._buckets:
            self._buckets[seat] = Bucket(self._settings.orders_per_second, self._settings.orders_at_once)
        if not self._buckets[seat].take():
            sentence = "Your seat gave too many orders at once: nothing came of this one. Wait some seconds and give it again."
            return Verdict(order_id=order_id, accepted=False, code=str(WireCode.TOO_MANY), sentence=sentence)
        given[order_id] = None
        if len(given) > KNOWN_ORDERS:
            given.popitem(last=False)
        return None


@dataclass(slots=True)
class _Guesses:
    count: int
    last: float


class Gate:
    """The open connections of each address and of each seat, and the wrong tokens of each address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._addresses: Counter[str] = Counter()
        self._seats: Counter[SeatId] = Counter()
        self._guesses: OrderedDict[str, _Guesses] = OrderedDict()

    def address_of(self, socket: ServerConnection) -> str:
        """From where a connection comes: what a proxy of the settings says of it, else its own address."""
        peer = str((socket.remote_address or ("",))[0])
        headers = socket.request.headers if socket.request is not None else None
        return self.forwarded(peer, headers.get_all("X-Forwarded-For") if headers is not None else [])

    def forwarded(self, peer: str, told: Sequence[str]) -> str:
        """The last address that X-Forwarded-For tells, where the peer is a proxy of the settings; else the peer itself."""
        if peer in self._settings.proxies:
            last = told[-1].rpartition(",")[2].strip() if told else ""
            return last[:64] or peer
        return peer

    @contextmanager
    def from_address(self, address: str) -> Iterator[None]:
        """One connection of an address, for the length of the block. Raises WireError where it has too many."""
        sentence = "Too many connections are open from your address: close one, or wait. Trying again can help."
        with _counted(self._addresses, address, self._settings.connections_per_address, sentence):
            yield

    @contextmanager
    def at_seat(self, seat: SeatId) -> Iterator[None]:
        """One connection of a seat, for the length of the block. Raises WireError where it has too many."""
        sentence = "This seat is open too often: close it in another window, or wait. Trying again can help."
        with _counted(self._seats, seat, self._settings.connections_per_seat, sentence):
            yield

    def wrong_token(self, address: str) -> float:
        """Note a wrong token, and say after how many seconds it may be answered. A right one never waits."""
        now = _now()
        guesses = self._guesses.pop(address, None)
        if guesses is None or now - guesses.last > FORGET_SECONDS:
            guesses = _Guesses(0, now)
        guesses.count, guesses.last = guesses.count + 1, now
        self._guesses[address] = guesses
        if len(self._guesses) > KNOWN_ADDRESSES:
            self._guesses.popitem(last=False)
        beyond = guesses.count - FREE_GUESSES
        return 0.0 if beyond <= 0 else float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond - 1, 10)))


@contextmanager
def _counted(counter: Counter[Key], key: Key, most: int, sentence: str) -> Iterator[None]:
    if most and counter[key] >= most:
        raise WireError(WireCode.TOO_MANY_CONNECTIONS, sentence)
    counter[key] += 1
    try:
        yield
    finally:
        counter[key] -= 1
        if not counter[key]:
            del counter[key]


_now = time.monotonic
