"""Holds open connections against the database: whoever's token was revoked, replaced or passed on is sent away at once."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping

from engine.ids import SeatId
from server.admission import REPLACED, REVOKED
from server.greeting import Place
from server.issuing import Standing, note_read, note_seen, standings, why_ended
from server.logs import Logger
from server.store import Store
from server.succession import TAKEN_OVER, standing
from server.trouble import StoreError
from server.wire import Notice, WireCode, frame

SECONDS_BETWEEN = 1.0
"""How often the database is asked, since another process can have changed it."""
SECONDS_BETWEEN_NOTES = 60.0
"""How often it is written down that who is connected is still there."""


class Watch:
    """Looks every second, and whenever it is told to."""

    def __init__(
        self, store: Store, places: Callable[[], Iterable[Place]], marks: Callable[[], Mapping[SeatId, int]], logger: Logger
    ) -> None:
        """`places` gives every open connection of a seat, `marks` how far each seat was read that somebody came to."""
        self._store = store
        self._places = places
        self._logger = logger
        self._marks = marks
        self._kept: dict[SeatId, int] = {}
        self._here: set[str] = set()
        self._noted = 0.0
        self._troubled = False
        self._looking = asyncio.Lock()

    async def run(self) -> None:
        """Until it is cancelled. A database that does not answer is asked again."""
        while True:
            try:
                await self.look()
                self._troubled = False
            except StoreError as error:
                if not self._troubled:
                    self._logger.error("seats cannot be looked after", code=error.code, why=error.sentence)
                self._troubled = True
            await asyncio.sleep(SECONDS_BETWEEN)

    async def look(self) -> None:
        """Send away whoever has to go, and note who is here. Raises StoreError."""
        async with self._looking:
            places = list(self._places())  # those who come later were admitted by what the database says later
            seats = {str(place.seat.seat) for place in places}
            if places and await asyncio.to_thread(standing, self._store) is not None:
                for place in places:
                    place.outbox.put(frame(Notice(code=str(WireCode.EXERCISE_UNAVAILABLE), sentence=TAKEN_OVER)))
                    place.outbox.end(WireCode.EXERCISE_UNAVAILABLE, TAKEN_OVER)
            elif places:
                await self._send_away(places, await asyncio.to_thread(standings, self._store, sorted(seats)))
            await self._note(seats)
            await self.keep_marks()

    async def keep_marks(self) -> None:
        """Write down how far seats were read, where that has changed. Raises StoreError."""
        changed = {seat: mark for seat, mark in self._marks().items() if self._kept.get(seat, 0) != mark}
        if changed:
            await asyncio.to_thread(note_read, self._store, changed)
            self._kept |= changed

    async def _send_away(self, places: Iterable[Place], found: Mapping[str, Standing]) -> None:
        for place in places:
            stands = found.get(place.seat.seat)
            if stands is None or stands.revoked or stands.token_hash != place.seat.token_hash:
                why = await asyncio.to_thread(why_ended, self._store, place.seat.token_hash)
                place.outbox.cut(WireCode.SEAT_REVOKED, REPLACED.get(why, REVOKED))

    async def _note(self, here: set[str]) -> None:
        changed = here ^ self._here
        late = time.monotonic() - self._noted > SECONDS_BETWEEN_NOTES
        seen = here | changed if late else changed
        if seen:
            await asyncio.to_thread(note_seen, self._store, sorted(seen))
        if late:
            self._noted = time.monotonic()
        self._here = here
