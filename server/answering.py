"""What a seat reads and asks to read: the greeting, what it missed, a view, the log. Nothing is recorded or decided here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from typing import TypeVar

from engine.ids import OrganisationId
from server.audience import Hearing
from server.greeting import Mark, Place, Reader, heard_by
from server.issuing import seats_of
from server.ledger import Ledger
from server.presence import Attendance
from server.roles import sees_all
from server.sending import Frame
from server.store import Store
from server.wire import Notice, WireCode, frame

PACKET_SECONDS = 10.0
"""How long a seat waits between two takeover packets that it asks for: each is made from the whole log."""
CHUNK = 200
"""So many missed entries are read at once."""
Made = TypeVar("Made")


class Answering:
    """Of one room: what takes long is read on a thread, so that the loop waits neither for the log nor for the disk."""

    def __init__(self, store: Store, ledger: Ledger, reading: Executor, attendance: Attendance) -> None:
        """`reading` does one thing after the other, in the order in which it is asked."""
        self._store = store
        self._ledger = ledger
        self._reading = reading
        self._attendance = attendance
        self._reader = Reader(store, ledger.exercise_id, ledger.log, ledger.header, ledger.published)

    async def first_frames(self, place: Place) -> AsyncIterator[Frame]:
        """The greeting, and what was missed up to the moment of entering."""
        yield await self._aside(self._reader.greeting, place)
        missed = place.missed or ()
        for start in range(0, len(missed), CHUNK):
            numbers = missed[start : start + CHUNK]
            for content in await self._aside(self._reader.told_again, place, numbers):
                yield content
        if place.handed is not None:
            yield await self._aside(self._reader.packet, place, place.handed)
        if sees_all(place.seat.role):
            seats = await self._aside(seats_of, self._store, self._ledger.exercise_id)
            yield frame(self._attendance.of_all(seats))

    async def packet(self, place: Place) -> None:
        """Send a connection the takeover packet, as it asks."""
        now = asyncio.get_running_loop().time()
        if now < place.hearing.next_packet:
            sentence = "The takeover packet was sent just now: use that one, or ask again in a while."
            place.outbox.put(frame(Notice(code=str(WireCode.ASKED_TOO_SOON), sentence=sentence)))
            return
        place.hearing.next_packet = now + PACKET_SECONDS
        mark = self.mark(place.hearing)
        content = await self._aside(self._reader.packet, place, mark)
        place.outbox.put(content)

    async def view(self, place: Place, organisation: OrganisationId) -> None:
        """Send control or an evaluator what an organisation knows now."""
        if not sees_all(place.seat.role) or organisation not in self._ledger.exercise.world.organisations:
            sentence = "Only control and evaluators ask for a view, and of an organisation of this exercise."
            place.outbox.put(frame(Notice(code=str(WireCode.NOT_ALLOWED), sentence=sentence)))
            return
        number = self._ledger.head.number
        content = await self._aside(self._reader.view, number, organisation)
        place.outbox.put(content)

    async def log(self, place: Place, known: int) -> None:
        """Send control or an evaluator the entries of the log that follow those that it has."""
        if not sees_all(place.seat.role):
            sentence = "Only control and evaluators read the log."
            place.outbox.put(frame(Notice(code=str(WireCode.NOT_ALLOWED), sentence=sentence)))
            return
        last = self._ledger.head.number
        place.outbox.put(await self._aside(self._reader.entries, known, last))

    def mark(self, hearing: Hearing) -> Mark:
        """How far a seat was seen until now."""
        heard = heard_by(hearing, self._ledger.audiences)[: hearing.seen]
        return Mark(sequence=hearing.seen, number=heard[-1] if heard else -1)

    def _aside(self, work: Callable[..., Made], *given: object) -> "asyncio.Future[Made]":
        return asyncio.get_running_loop().run_in_executor(self._reading, work, *given)
