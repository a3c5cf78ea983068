"""Who hears what: each seat's own numbering, its open connections, and the frames that wait for each. It decides nothing."""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection

from engine.entries import Entry
from engine.ids import Audience, HolderId, SeatId
from server.admission import AdmittedSeat
from server.roles import audiences_of, sees_all
from server.sending import Frame, send_together
from server.telling import Telling
from server.wire import WireCode


class Outbox:
    """The frames that wait for one socket. It never makes anybody wait: what grows above the limit is abandoned."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._frames: deque[Frame] = deque()
        self._size = 0
        self._news = asyncio.Event()
        self._reads: ServerConnection | None = None
        """The socket, where all that was put is with it."""
        self.goodbye: tuple[WireCode, str] | None = None
        """Why the connection is to end, once it is."""
        self.abandoned = asyncio.Event()
        """Set where what waits is not to be sent any more."""

    @property
    def waiting(self) -> int:
        """Signs of the frames that wait."""
        return self._size

    def put(self, content: Frame) -> None:
        """Add a frame; nothing is added after the goodbye."""
        self.lay(content)
        self.pass_on()

    def lay(self, content: Frame) -> None:
        """Add a frame that goes with what follows at once: whoever adds it calls `pass_on` in the end."""
        if self.goodbye is None:
            self._frames.append(content)
            self._size += len(content)

    def pass_on(self) -> None:
        """Hand what waits to a socket that has read all that came before; then no task has to wake up for it."""
        if not self._frames:
            return
        if self._reads is not None and not self._reads.transport.get_write_buffer_size():
            send_together(self._reads, self._frames)
            self._frames.clear()
            self._size = 0
            return
        self._news.set()
        if self._size > self._limit:
            self.cut(WireCode.TOO_SLOW, "You did not read what was sent; come back and resume.")

    def end(self, code: WireCode, reason: str) -> None:
        """End the connection after what already waits."""
        if self.goodbye is None:
            self.goodbye = (code, reason)
            self._news.set()

    def cut(self, code: WireCode, reason: str) -> None:
        """End the connection at once: what waits is not sent."""
        self.end(code, reason)
        self.abandoned.set()
        self._frames.clear()
        self._size = 0

    async def carry(self, socket: ServerConnection) -> None:
        """Send frames as the socket takes them, until the goodbye."""
        while True:
            while self._frames:
                await socket.send(self._frames[0], text=True)
                if self._frames:
                    self._size -= len(self._frames.popleft())
            if self.goodbye is not None:
                return
            self._news.clear()
            self._reads = socket
            await self._news.wait()
            self._reads = None


@dataclass(slots=True)
class Hearing:
    """One seat: its audiences, how many entries have told it something, and its open connections."""

    seat: AdmittedSeat
    audiences: frozenset[Audience]
    sequence: int
    outboxes: list[Outbox] = field(default_factory=list)
    seen: int = 0
    """The sequence up to which the person at the seat has seen what it was told."""
    next_packet: float = 0.0
    """When it may ask for a takeover packet again, on the loop's clock."""
    says_seen: bool = False
    """Whether its clients say what was seen; else whatever was sent counts."""

    def hears(self, audiences: frozenset[Audience]) -> bool:
        """Whether an entry with parts for these audiences tells the seat anything."""
        return not self.audiences.isdisjoint(audiences)

    def saw(self, sequence: int) -> None:
        """A client says how far it was read."""
        self.says_seen = True
        self.seen = max(self.seen, min(sequence, self.sequence))

    def sent_all(self) -> None:
        """Nothing waits to be sent to whoever is, or was, here."""
        if not self.says_seen:
            self.seen = self.sequence

    def told(self, telling: Telling, sequence: int) -> bytes:
        """The frame of what an entry tells this seat, under the seat's own number."""
        return telling.told_control(sequence) if sees_all(self.seat.role) else telling.told(sequence, self.audiences)


class Hearings:
    """Every seat that has been here since the room was opened."""

    def __init__(self) -> None:
        self._by_seat: dict[SeatId, Hearing] = {}

    def of(self, seat: AdmittedSeat, audiences_by_number: Sequence[frozenset[Audience]]) -> Hearing:
        """The seat's hearing; where it is new, its sequence follows from the log."""
        if seat.seat not in self._by_seat:
            hearing = Hearing(seat=seat, audiences=audiences_of(seat.role, seat.organisations), sequence=0)
            hearing.sequence = sum(hearing.hears(audiences) for audiences in audiences_by_number)
            hearing.seen = min(seat.read_up_to, hearing.sequence)
            self._by_seat[seat.seat] = hearing
        self._by_seat[seat.seat].seat = seat
        return self._by_seat[seat.seat]

    def tell(self, entry: Entry) -> None:
        """Lay what the entry tells each seat before each of its connections; the frame is made once for a seat."""
        audiences, telling = frozenset(entry.parts), Telling(entry)
        for hearing in self._by_seat.values():
            if hearing.hears(audiences):
                hearing.sequence += 1
                if hearing.outboxes:
                    content = hearing.told(telling, hearing.sequence)
                    for outbox in hearing.outboxes:
                        outbox.lay(content)

    def pass_on(self) -> None:
        """Hand every connection what was laid before it."""
        for hearing in self._by_seat.values():
            for outbox in hearing.outboxes:
                outbox.pass_on()

    def everybody(self) -> Iterable[Hearing]:
        """Every seat that has been here."""
        return self._by_seat.values()

    def connections(self, seat: SeatId) -> int:
        """How many are open on a seat."""
        return len(self._by_seat[seat].outboxes) if seat in self._by_seat else 0

    def present(self, holder: HolderId, beside: SeatId) -> bool:
        """Whether a holder is connected on another seat than this one."""
        seats = (one for one in self._by_seat.values() if one.outboxes and one.seat.seat != beside)
        return any(one.seat.holder == holder for one in seats)

    def outboxes(self) -> list[Outbox]:
        """Those of every open connection."""
        return [outbox for hearing in self._by_seat.values() for outbox in hearing.outboxes]
