"""What a seat is given when it comes: the whole of what it knows at one moment, or what it missed. Read from the log alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engine.beliefs import settled
from engine.entries import ENGINE_VERSION, Entry
from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from engine.stored import state_plain, world_plain
from engine.views import View, view_at_start
from server.admission import AdmittedSeat
from server.audience import Hearing, Outbox
from server.mirror import RECENT
from server.roles import sees_all, views_of
from server.store import Store
from server.telling import Telling
from server.wire import ExerciseWhole, Greeting, OneView, Packet, RecentEntry, Resume, ViewsWhole, frame
from server.worlds import shared_world


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


class Reader:
    """Reads one log for those who come. Its calls run on one thread, in the order in which the places were taken."""

    def __init__(self, store: Store, exercise_id: str, log: str, header: Mapping[str, Any]) -> None:
        """`header` is the public one, with the published world."""
        self._store = store
        self._exercise_id = exercise_id
        self._log = log
        self._header = header
        self._published = shared_world(header["world"])
        self._views: dict[OrganisationId, tuple[int, View]] = {}

    def greeting(self, place: Place) -> str:
        """The frame of the greeting for a place."""
        seat, resumes = place.seat, place.missed is not None
        whole = None if resumes else self._exercise(place) if sees_all(seat.role) else self._of_views(place)
        greeting = Greeting(
            exercise=self._exercise_id,
            log=self._log,
            seat=seat.seat,
            role=seat.role,
            organisations=seat.organisations,
            title=place.exercise.world.deck.title,
            marking=self._header["marking"],
            rules_version=ENGINE_VERSION,
            now=datetime.now(UTC),
            sequence=place.sequence - len(place.missed or ()),
            whole=whole,
        )
        return frame(greeting)

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

    def _exercise(self, place: Place) -> ExerciseWhole:
        first = max(0, place.head.number - RECENT + 1)
        entries = self._store.entries(self._exercise_id, first, place.head.number)
        return ExerciseWhole(
            header={key: value for key, value in self._header.items() if key != "world"},
            exercise=state_plain(place.exercise),
            world=world_plain(place.exercise.world),
            number=place.head.number,
            hash=place.head.hash,
            recent=tuple(RecentEntry(number=entry.number, part=entry.parts[CONTROL].plain) for entry in entries),
        )

    def _of_views(self, place: Place) -> ViewsWhole:
        views = self._views_at(place.head.number, views_of(place.seat.role, place.seat.organisations))
        return ViewsWhole(header=dict(self._header), views={organisation: state_plain(view) for organisation, view in views})

    def _views_at(self, number: int, organisations: Sequence[OrganisationId]) -> Iterator[tuple[OrganisationId, View]]:
        for organisation in organisations:
            view = settled(self._view_at(number, organisation))
            self._views[organisation] = (number, view)
            yield organisation, view

    def _view_at(self, number: int, organisation: OrganisationId) -> View:
        """From the view that was asked for last, where that is not later; else from the start."""
        seen, view = self._views.get(organisation) or (number + 1, None)
        if view is None or seen > number:
            seen, view = -1, view_at_start(self._header, organisation, world=self._published)
        if seen == number:
            return view
        for entry in self._store.entries(self._exercise_id, seen + 1, number):
            for audience in dict.fromkeys((PUBLIC, Audience(organisation))):
                if audience in entry.parts:
                    view = fold(view, entry.parts[audience].plain)
        return view
