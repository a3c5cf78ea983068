"""Who is here: says it to those who see all, and to a seat that is open more than once. Kept in memory, never in the log."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from engine.ids import OrganisationId, SeatId
from server.audience import Hearing, Hearings
from server.roles import sees_all
from server.wire import Notice, Presence, Role, SeatListed, SeatPresence, WireCode, frame

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

    def of_all(self, seats: Sequence[SeatListed]) -> Presence:
        """How it is at each of these seats that can be taken."""
        blank = (_blank(one.seat, one.role, one.organisations) for one in seats if not one.revoked)
        return Presence(whole=True, seats=tuple(self._now_at(one) for one in blank))

    def _say(self, hearing: Hearing) -> None:
        seat = hearing.seat
        blank = _blank(seat.seat, seat.role, seat.organisations)
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


def _blank(seat: SeatId, role: Role, organisations: tuple[OrganisationId, ...]) -> SeatPresence:
    """A seat to which nobody has come."""
    return SeatPresence(seat=seat, role=role, organisations=organisations, connections=0, since=None, kind=None)


def _notify(hearing: Hearing, code: WireCode, sentence: str) -> None:
    for outbox in hearing.outboxes:
        outbox.put(frame(Notice(code=str(code), sentence=sentence)))


def _now() -> datetime:
    return datetime.now(UTC)
