"""Who is here: says it to those who see all, and to a seat that is open more than once. Kept in memory, never in the log."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select

from engine.ids import OrganisationId, SeatId
from server.audience import Hearing, Hearings
from server.roles import sees_all
from server.store import SEAT, Store
from server.trouble import explained
from server.wire import Notice, Presence, SeatPresence, WireCode, frame

ClientKind = Literal["person", "bot"]


class Attendance:
    """Every seat that somebody came to since the room was opened."""

    def __init__(self, hearings: Hearings) -> None:
        self._hearings = hearings
        self._since: dict[SeatId, datetime] = {}
        self._kinds: dict[SeatId, ClientKind] = {}

    def came(self, hearing: Hearing, kind: ClientKind) -> None:
        """A connection of a seat was opened."""
        self._kinds[hearing.seat.seat] = kind
        if len(hearing.outboxes) == 1:
            self._since[hearing.seat.seat] = _now()
        else:
            sentence = f"This seat is open {len(hearing.outboxes)} times. Each shows everything, and each may give orders."
            _notify(hearing, WireCode.OPEN_TWICE, sentence)
        self._say(hearing)

    def left(self, hearing: Hearing) -> None:
        """A connection of a seat has ended."""
        if not hearing.outboxes:
            self._since[hearing.seat.seat] = _now()
        elif len(hearing.outboxes) == 1:
            _notify(hearing, WireCode.OPEN_ONCE, "This seat is open only here now.")
        self._say(hearing)

    def of_all(self, seats: Sequence[SeatPresence]) -> Presence:
        """How it is at each of these seats."""
        return Presence(whole=True, seats=tuple(self._now_at(seat) for seat in seats))

    def _say(self, hearing: Hearing) -> None:
        seat = hearing.seat
        blank = blank_presence(seat.seat, seat.role, seat.organisations)
        content = frame(Presence(whole=False, seats=(self._now_at(blank),)))
        for other in self._hearings.everybody():
            if sees_all(other.seat.role):
                for outbox in other.outboxes:
                    outbox.put(content)

    def _now_at(self, seat: SeatPresence) -> SeatPresence:
        if seat.seat not in self._since:
            return seat
        connections = self._hearings.connections(seat.seat)
        now = {"connections": connections, "since": self._since[seat.seat], "kind": self._kinds[seat.seat]}
        return seat.model_copy(update=now)


def blank_presence(seat: SeatId, role: str, organisations: Sequence[OrganisationId]) -> SeatPresence:
    """A seat to which nobody has come."""
    return SeatPresence.model_validate(
        {"seat": seat, "role": role, "organisations": tuple(organisations), "connections": 0, "since": None, "kind": None}
    )


def seats_of(store: Store, exercise: str) -> list[SeatPresence]:
    """Every seat of an exercise that can be taken, as if nobody were here. Raises StoreError."""
    wanted = select(SEAT).where((SEAT.c.exercise == exercise) & ~SEAT.c.revoked).order_by(SEAT.c.role, SEAT.c.id)
    with explained(store.database), store.engine.connect() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [
        blank_presence(row["id"], row["role"], [OrganisationId(one) for one in row["organisations"].split("\n") if one])
        for row in rows
    ]


def _notify(hearing: Hearing, code: WireCode, sentence: str) -> None:
    for outbox in hearing.outboxes:
        outbox.put(frame(Notice(code=str(code), sentence=sentence)))


def _now() -> datetime:
    return datetime.now(UTC)
