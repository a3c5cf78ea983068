"""The annotations of one room: on the disk one after the other before anybody is told, told to those who asked. No rule."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.annotations.bodies import Annotation, GiveFeedback, TakePosition
from engine.annotations.open import shown_positions
from engine.annotations.records import AnnotationRecord, annotation_of, record_id, record_plain
from engine.annotations.taking import author_of, refused
from engine.stored import StoredError
from server.exporting import Exports
from server.greeting import Place
from server.ledger import Ledger
from server.replica import hash_at
from server.roles import sees_all
from server.store import Store
from server.wire import Annotate, Annotated, AskAnnotations, Notice, Verdict, WireCode, frame

PIECE = 100
"""So many records go into one frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What the room does for its annotations."""

    reading: Executor
    allowance: Callable[[Annotate, Place, bool], Verdict | None]
    """A refusal where the seat gives too much at once; the last says whether it is answered already."""
    works: Callable[[], bool]
    """Whether something can be recorded now."""
    failed: Callable[[Exception], None]
    exports: Exports
    warn: Callable[[WireCode, str], None]


class Annotating:
    """Lives on the room's loop. Whoever may not see all is told nothing of it, but for what rule 17.6 puts on the wall."""

    def __init__(self, store: Store, ledger: Ledger, doors: Doors) -> None:
        self._store = store
        self._ledger = ledger
        self._notebook = ledger.notebook
        self._doors = doors
        self._one_at_a_time = asyncio.Lock()
        self._told: list[Place] = []
        self._walls: list[Place] = []
        """Spectators that asked: they are shown positions and nothing else."""

    @property
    def records(self) -> Sequence[AnnotationRecord]:
        """What is on the disk."""
        return tuple(self._notebook.records)

    async def take(self, place: Place, annotate: Annotate) -> None:
        """Record an annotation and answer it; without an answer where nothing can be recorded any more."""
        body = _body(annotate)
        verdict = body if isinstance(body, Verdict) else self._doors.allowance(annotate, place, self._answered(place, annotate))
        if verdict is None and not isinstance(body, Verdict):
            async with self._one_at_a_time:
                verdict = await self._taken(place, annotate, body) if self._doors.works() else None
        if verdict is not None:
            place.outbox.put(frame(verdict))

    async def finish(self) -> None:
        """Wait for what is being recorded."""
        async with self._one_at_a_time:
            pass

    def ask(self, place: Place, asked: AskAnnotations) -> None:
        """Send a seat that sees all what it does not have yet, and from now on what comes; the wall what everybody may see."""
        if place.seat.role == "spectator":
            self._show(place)
            if place not in self._walls:
                self._walls.append(place)
            return
        if not sees_all(place.seat.role):
            sentence = "Only control and evaluators read annotations; the wall shows positions."
            place.outbox.put(frame(Notice(code=str(WireCode.NOT_ALLOWED), sentence=sentence)))
            return
        records = self._notebook.records
        known = asked.known
        if known > len(records) or (known and records[known - 1].hash != asked.head):
            known = 0
        for first in range(known, max(len(records), known + 1), PIECE):
            place.outbox.put(_annotated(place, first, records[first : first + PIECE]))
        if place not in self._told:
            self._told.append(place)

    def left(self, place: Place) -> None:
        """A connection has ended."""
        for places in (self._told, self._walls):
            if place in places:
                places.remove(place)

    def _show(self, place: Place) -> None:
        """Rule 17.6: the positions on what everybody was told, as a list of their own from its beginning."""
        held = {key: one.record for key, one in self._notebook.annotations.positions.items()}
        records = shown_positions(self._ledger.exercise, held, self._ledger.log)
        for first in range(0, max(1, len(records)), PIECE):
            place.outbox.put(_annotated(place, first, records[first : first + PIECE]))

    def _answered(self, place: Place, annotate: Annotate) -> bool:
        return any(_identity(place, annotate, anonymous=one) in self._notebook.by_id for one in (True, False))

    async def _taken(self, place: Place, annotate: Annotate, body: Annotation) -> Verdict | None:
        identity = _identity(place, annotate, anonymous=isinstance(body, GiveFeedback))
        known = self._notebook.by_id.get(identity)
        if known is not None and known.body == body:
            return Verdict(order_id=annotate.annotation_id, accepted=True)
        if known is not None:
            sentence = "Another annotation was given under this id; give this one again under a new id."
            return _refused(annotate, WireCode.ORDER_ID_REUSED, sentence)
        exercise, seat = self._ledger.exercise, place.seat
        refusal = refused(exercise, self._notebook.annotations, seat.role, seat.organisations, body)
        if refusal is not None:
            return Verdict(order_id=annotate.annotation_id, accepted=False, code=str(refusal.code), sentence=refusal.sentence)
        try:
            record = await self._record(place, annotate, body, identity)
            await self._ledger.annotated((record,))
        except Exception as error:  # as for an order: whoever waits is sent away, and asks again
            self._doors.failed(error)
            return None
        self._settle(record)
        return Verdict(order_id=annotate.annotation_id, accepted=True)

    async def _record(self, place: Place, annotate: Annotate, body: Annotation, identity: str) -> AnnotationRecord:
        entry, head = await self._points_to(annotate, body)
        author = author_of(place.seat.role, place.seat.holder, body)
        return AnnotationRecord(
            number=len(self._notebook.records),
            previous=self._notebook.head,
            id=identity,
            author=author,
            wall=datetime.now(UTC).isoformat(timespec="milliseconds") if author.by else None,
            entry=entry,
            head=head,
            body=body,
        )

    async def _points_to(self, annotate: Annotate, body: Annotation) -> tuple[int, str]:
        """Rules 17.1 and 17.7: the entry that is meant, else the newest; a form that names nobody points to entry 0."""
        newest = self._ledger.head
        if isinstance(body, GiveFeedback):
            return 0, self._ledger.log
        if isinstance(body, TakePosition) or annotate.entry is None or annotate.entry >= newest.number:
            return newest.number, newest.hash
        exercise, loop = self._ledger.exercise_id, asyncio.get_running_loop()
        return annotate.entry, await loop.run_in_executor(self._doors.reading, hash_at, self._store, exercise, annotate.entry)

    def _settle(self, record: AnnotationRecord) -> None:
        self._notebook.take(record)
        for place in self._told:
            place.outbox.put(_annotated(place, record.number, (record,)))
        for place in self._walls if isinstance(record.body, TakePosition) else ():
            self._show(place)
        if self._ledger.exercise.phase.over:  # no lock follows at which it would be copied
            self._doors.exports.write(self._ledger.head.number, self._doors.warn)
            self._doors.exports.write_annotations(self.records, self._doors.warn)


def _body(annotate: Annotate) -> Annotation | Verdict:
    try:
        return annotation_of(annotate.body)
    except StoredError as error:
        return _refused(annotate, WireCode.NOT_AN_ORDER, str(error)[:500])


def _refused(annotate: Annotate, code: WireCode, sentence: str) -> Verdict:
    return Verdict(order_id=annotate.annotation_id, accepted=False, code=str(code), sentence=sentence)


def _identity(place: Place, annotate: Annotate, *, anonymous: bool) -> str:
    return record_id("" if anonymous else place.seat.seat, annotate.annotation_id)


def _annotated(place: Place, first: int, records: Sequence[AnnotationRecord]) -> str:
    plain = tuple(record_plain(record) for record in records)
    return frame(Annotated(first=first, you=place.seat.holder, records=plain))
