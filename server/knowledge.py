"""What a client knows of its seat: what the greeting said, and what it was told since. No socket, nothing is sent."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.annotations.folding import Annotations
from engine.annotations.records import record_of
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import OrganisationId, SeatId
from engine.stored import Plain, state_of
from engine.views import View
from server.mirror import Mirror
from server.wire import Annotated, Greeting, Notice, Packet, Presence, Role, SeatPresence


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A takeover packet: the views as they were when the last holder looked last, at this sequence of the seat."""

    seen: int
    views: Mapping[OrganisationId, View]


class SeatKnowledge:
    """May be read at any time; it is kept up by a subclass that listens."""

    def __init__(self) -> None:
        self.exercise_id = ""
        self.log = ""
        """The identity of the log that is followed; empty before the first greeting."""
        self.seat: SeatId | None = None
        self.role: Role | None = None
        self.organisations: tuple[OrganisationId, ...] = ()
        self.title = ""
        """The deck's."""
        self.marking = ""
        self.notices: deque[Notice] = deque(maxlen=100)
        """What the server, or this client, wants the person at the seat to read; newest last."""
        self.presence: dict[SeatId, SeatPresence] = {}
        """Control and evaluators only: who is at each seat, as last told."""
        self.packet: HandedOver | None = None
        """The last takeover packet: sent to whoever takes the seat over, or asked for."""
        self.annotations = Annotations()
        """Control and evaluators only: what was annotated, as far as it was told."""
        self.logged: list[Entry] = []
        """Control and evaluators only: the entries of the log from the first on, as far as they were asked for."""
        self._wants_log = False
        self.holder = ""
        """Control and evaluators only: the random id under which this seat annotates."""
        self._mirror = Mirror()
        self._ahead = timedelta(0)

    @property
    def now(self) -> datetime:
        """The server's clock, UTC, as the last greeting gave it."""
        return datetime.now(UTC) + self._ahead

    @property
    def sequence(self) -> int:
        """The seat's own number of the last thing told."""
        return self._mirror.sequence

    @property
    def header(self) -> Mapping[str, Any]:
        """The public header of the log; a participant's holds the published world under `world`. Empty before greeting."""
        return self._mirror.header

    @property
    def views(self) -> dict[OrganisationId, View]:
        """What each organisation of the seat knows; a spectator has one, under `public`. Empty before the first greeting."""
        return self._mirror.views

    @property
    def exercise(self) -> Exercise | None:
        """Control and evaluators only: the exercise."""
        return self._mirror.exercise

    @property
    def head(self) -> tuple[int, str] | None:
        """Control and evaluators only: number and hash of the last entry."""
        return self._mirror.head

    @property
    def recent(self) -> deque[tuple[int, Plain]]:
        """Control and evaluators only: number and control's part of the last 200 entries, oldest first."""
        return self._mirror.recent

    @property
    def kept(self) -> deque[tuple[int, Plain]]:
        """Control and evaluators only: of the entries before those, what stands in no state: talk, words on free actions."""
        return self._mirror.kept

    def _introduced(self, greeting: Greeting) -> None:
        self.exercise_id, self.log = greeting.exercise, greeting.log
        self.title, self.marking = greeting.title, greeting.marking
        self.seat, self.role, self.organisations = greeting.seat, greeting.role, greeting.organisations
        self.holder = greeting.holder
        self._ahead = greeting.now - datetime.now(UTC)

    def _attended(self, presence: Presence) -> None:
        known = {} if presence.whole else self.presence
        self.presence = {**known, **{one.seat: one for one in presence.seats}}

    def _noted(self, told: Annotated) -> bool:
        """Take annotations in; False where some are missing before them. Raises StoredError for what is none."""
        records = [record_of(plain) for plain in told.records]
        self.holder = told.you
        if told.first == 0:
            self.annotations = Annotations()
        if told.first != len(self.annotations.records):
            return False
        for record in records:
            self.annotations.take(record)
        return True

    def _handed(self, packet: Packet) -> None:
        """Raises StoredError or LookupError where a view cannot be read."""
        then = {one: state_of(View, plain, self.views[one].world) for one, plain in packet.views.items()}
        self.packet = HandedOver(packet.seen, then)
