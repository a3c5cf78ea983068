"""What a seat is given when it comes: the whole of what it knows at one moment, or what it missed. Read from the log alone."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from engine.beliefs import settled
from engine.entries import Entry, entry_plain
from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from engine.recording import ENGINE_VERSION
from engine.stored import Plain, state_plain
from engine.views import View, view_at_start
from engine.world import World
from server.admission import AdmittedSeat
from server.audience import Hearing, Outbox
from server.lasting import KEPT, lasting
from server.mirror import RECENT
from server.roles import sees_all, views_of
from server.store import Store
from server.telling import Telling
from server.wire import Entries, Greeting, OneView, Packet, Resume, frame
from server.worlds import world_written

MOST_WRITTEN = 128 * 1024
"""Bytes of views that one exercise keeps ready for whoever comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a seat was seen: its own sequence, and the number of the entry behind that; -1 before the first."""

    sequence: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """One connection of a seat, and the moment at which it came: what happens later waits in its outbox."""

    seat: AdmittedSeat
    """Whose connection this is, as it was admitted."""
    hearing: Hearing
    outbox: Outbox
    exercise: Exercise
    head: Entry
    sequence: int
    missed: Sequence[int] | None
    """The numbers of the entries to tell again; None where the whole is to be told."""
    handed: "Mark | None"
    """Where the last holder of the seat stood, for one who takes it over."""


def missed_since(
    resume: Resume | None, log: str, hearing: Hearing, audiences: Sequence[frozenset[Audience]]
) -> Sequence[int] | None:
    """The entries after `resume` that told the seat something; None for another log, or one that is behind the client."""
    if resume is None or resume.log != log or resume.sequence > hearing.sequence:
        return None
    return heard_by(hearing, audiences)[resume.sequence :]


def heard_by(hearing: Hearing, audiences: Sequence[frozenset[Audience]]) -> list[int]:
    """The numbers of the entries that told a seat something: its sequence n is the nth of them."""
    return [number for number, told in enumerate(audiences) if hearing.hears(told)]


LOG_PIECE = 50
"""Entries of the log that go into one frame."""


class Reader:
    """Reads one log for those who come. Its calls run on one thread, in the order in which the places were taken."""

    def __init__(self, store: Store, exercise_id: str, log: str, header: Mapping[str, Any], published: World) -> None:
        """`header` is the public one, but for the published world."""
        self._store = store
        self._exercise_id = exercise_id
        self._log = log
        self._header = header
        self._published = published
        self._views: dict[OrganisationId, tuple[int, View]] = {}
        self._written: dict[OrganisationId, tuple[View, bytes]] = {}
        """The views that were sent last, with what was sent: several seats, or one that comes again, may get the same."""
        self._kept: deque[tuple[int, Plain]] = deque(maxlen=KEPT)
        self._sorted = 0
        """The first entry that was not looked through for what is kept."""

    def greeting(self, place: Place) -> bytes:
        """The frame of the greeting for a place."""
        seat = place.seat
        greeting = Greeting(
            exercise=self._exercise_id,
            log=self._log,
            seat=seat.seat,
            holder=seat.holder,
            role=seat.role,
            organisations=seat.organisations,
            title=place.exercise.world.deck.title,
            marking=self._header["marking"],
            rules_version=ENGINE_VERSION,
            now=datetime.now(UTC),
            sequence=place.sequence - len(place.missed or ()),
            whole=None,
        )
        content = frame(greeting).encode()
        if place.missed is not None:
            return content
        return content.removesuffix(b"null}") + (self._exercise(place) if sees_all(seat.role) else self._of_views(place)) + b"}"

    def told_again(self, place: Place, numbers: Sequence[int]) -> list[bytes]:
        """The frames of some of the missed entries, which end at `numbers`' last."""
        first = place.sequence - len(place.missed or ()) + 1
        sequences = {number: first + index for index, number in enumerate(place.missed or ())}
        entries = self._store.entries(self._exercise_id, numbers[0], numbers[-1])
        return [place.hearing.told(Telling(one), sequences[one.number]) for one in entries if one.number in sequences]

    def packet(self, place: Place, mark: Mark) -> str:
        """The frame of a takeover packet: the seat's views as they were at a mark."""
        organisations = views_of(place.seat.role, place.seat.organisations)
        views = {one: state_plain(settled(self._view_at(mark.number, one))) for one in organisations}
        return frame(Packet(seen=mark.sequence, views=views))

    def view(self, number: int, organisation: OrganisationId) -> str:
        """The frame of one organisation's view after an entry, for control."""
        ((_, view),) = self._views_at(number, (organisation,))
        return frame(OneView(organisation=organisation, number=number, view=state_plain(view)))

    def entries(self, known: int, last: int) -> str:
        """The frame of the entries that follow so many known ones, up to `last`, as far as one frame goes."""
        until = min(last, known + LOG_PIECE - 1)
        entries = self._store.entries(self._exercise_id, known, until) if known <= until else []
        return frame(Entries(exercise=self._exercise_id, entries=tuple(entry_plain(one) for one in entries)))

    def _exercise(self, place: Place) -> bytes:
        """An `ExerciseWhole`; the world is not written anew for each."""
        first = max(0, place.head.number - RECENT + 1)
        entries = self._store.entries(self._exercise_id, first, place.head.number)
        recent = b",".join(b'{"number":%d,"part":%s}' % (entry.number, entry.parts[CONTROL].content) for entry in entries)
        known = {
            "shape": "exercise",
            "header": self._header,
            "exercise": state_plain(place.exercise),
            "number": place.head.number,
            "hash": place.head.hash,
            "kept": [{"number": number, "part": part} for number, part in self._kept_before(first)],
        }
        return to_json(known)[:-1] + b',"world":%s,"recent":[%s]}' % (world_written(place.exercise.world), recent)

    def _kept_before(self, first: int) -> list[tuple[int, Plain]]:
        """What `lasting` leaves of the entries before one; each entry is read once for all who come."""
        if self._sorted < first:
            for entry in self._store.entries(self._exercise_id, self._sorted, first - 1):
                left = lasting(entry.parts[CONTROL].plain)
                if left is not None:
                    self._kept.append((entry.number, left))
            self._sorted = first
        return [one for one in self._kept if one[0] < first]

    def _of_views(self, place: Place) -> bytes:
        """A `ViewsWhole`; the published world is not written anew for each."""
        organisations = views_of(place.seat.role, place.seat.organisations)
        header = to_json(self._header)[:-1] + b',"world":%s}' % world_written(self._published)
        views = b",".join(b"%s:%s" % (to_json(one), self._view_written(place.head.number, one)) for one in organisations)
        return b'{"shape":"views","header":%s,"views":{%s}}' % (header, views)

    def _view_written(self, number: int, organisation: OrganisationId) -> bytes:
        ((_, view),) = self._views_at(number, (organisation,))
        last, written = self._written.pop(organisation, (None, b""))
        if last is not view:
            written = to_json(state_plain(view))
        self._written[organisation] = (view, written)
        while sum(len(one) for _, one in self._written.values()) > MOST_WRITTEN:
            del self._written[next(iter(self._written))]
        return written

    def _views_at(self, number: int, organisations: Sequence[OrganisationId]) -> Iterator[tuple[OrganisationId, View]]:
        for organisation in organisations:
            view = settled(self._view_at(number, organisation))
            self._views[organisation] = (number, view)
            yield organisation, view

    def _view_at(self, number: int, organisation: OrganisationId) -> View:
        """From the view that was asked for last, where that is not later; else from the start."""
        seen, view = self._views.get(organisation) or (number + 1, None)
        if view is None or seen > number:  # entry 0 tells what the exercise is, and nothing that a view keeps
            seen, view = 0, view_at_start(self._header, organisation, world=self._published)
        if seen >= number:
            return view
        for entry in self._store.entries(self._exercise_id, seen + 1, number):
            for audience in dict.fromkeys((PUBLIC, Audience(organisation))):
                if audience in entry.parts:
                    view = fold(view, entry.parts[audience].plain)
        return view
