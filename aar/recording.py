"""A log taken in entry by entry, as far as it is sound: every entry's moment, and every organisation's view, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from aar.log_file import LogError
from aar.reading import Played, begun, step_key, take
from aar.replaying import Glimpse, Moment, UnreadableLogError, format_in, moment_of, parts_in, published_world, view_after
from aar.snapshot import Snapshot, SoFar, so_far_of
from aar.verifying import chain_fault
from engine.entries import NO_PREVIOUS, Entry
from engine.events import Event, StockRow, StocksReported
from engine.events.talk import TalkEvent
from engine.exercise import Exercise
from engine.ids import CLOCK_SEAT, CONTROL, PUBLIC, PUBLIC_PARTY, Audience, InitiativeId, OrganisationId, StepId
from engine.stored import FORMAT, Plain
from engine.views import View
from engine.world import World

SNAPSHOT_EACH = 25
"""Entries between two exercises that are kept: a jump plays no more than so many entries again."""


LOOKED_FOR = frozenset(
    (
        *(one.kind for one in get_args(TalkEvent)),
        "inject-released",
        "candidate-found",
        "estimate-sealed",
        "red-moved",
        "leak-happened",
        "supplier-lost",
    )
)
"""Kinds of events that are shown on a bar or in a list of their own."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a list of entries says of one of them; nothing else of it is kept in memory."""

    number: int
    turn: int
    week: int
    """The present when it was given."""
    by: str
    """An organisation, `control`, `clock`; empty for entry 0 and where control's part is withheld."""
    kind: str
    """Of the order; empty as above."""
    refused: bool


@dataclass(slots=True)
class Recording:
    """The sound part of a log. `fault` says where and why it ends there; empty where nothing is wrong with it."""

    entries: list[Entry] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    played: Played | None = None
    """What was played so far; None in a copy that withholds control's parts."""
    fault: str = ""
    withheld: int = 0
    """Parts that this copy does not hold."""
    written: int = FORMAT
    """The format that it was written in."""
    stocks: list[tuple[int, StockRow]] = field(default_factory=list)
    """Entry and row of every report of stocks."""
    happened: dict[str, list[tuple[int, Event]]] = field(default_factory=dict)
    """By kind, of the kinds in `LOOKED_FOR`: every event with its entry, in their order."""
    _kept: dict[int, Exercise] = field(default_factory=dict)
    _views: dict[OrganisationId, dict[int, View]] = field(default_factory=dict)
    _world: World | None = None

    @property
    def last(self) -> int:
        """The number of the last entry that is sound; -1 where there is none."""
        return len(self.entries) - 1

    @property
    def head(self) -> str:
        """The hash of the last sound entry."""
        return self.hashes[-1] if self.hashes else ""

    @property
    def whole(self) -> bool:
        """Whether control's parts are there, so that the state can be shown."""
        return self.played is not None

    @property
    def world(self) -> World:
        """The declared world: the whole, or what everybody may read of it where that is all there is."""
        if self.played is not None:
            return self.played.start.world
        if self._world is None:
            self._world = published_world(self.entries[0])
        return self._world

    def readers(self) -> tuple[OrganisationId, ...]:
        """The organisations whose views this copy can show."""
        if self.whole:
            return tuple(self.world.organisations)
        held = {audience for entry in self.entries for audience in entry.parts}
        return tuple(one for one in self.world.organisations if Audience(one) in held) or (PUBLIC_PARTY,)

    def take(self, entry: Entry) -> bool:
        """Take the entry that follows; False, with `fault` said, where it is not sound.

        Raises UnreadableLogError where entry 0 cannot be read.
        """
        fault = chain_fault(entry, len(self.entries), self.head or NO_PREVIOUS)
        if not fault and not self.entries:
            self._first(entry)
            return True
        if not fault:
            try:
                self._next(entry)
            except UnreadableLogError as error:
                fault = str(error)
        self.fault = fault
        return not fault

    def _first(self, entry: Entry) -> None:
        self.written = format_in(entry)
        if CONTROL in entry.parts:
            moment = moment_of(entry, self._control(entry), None)
            self.played = begun(moment)
            self._kept[0] = moment.exercise
        else:
            self._world = published_world(entry)
        self._append(entry, Head(0, 0, 0, "", "", refused=False))

    def _next(self, entry: Entry) -> None:
        if self.played is None:
            self._append(entry, Head(entry.number, 0, 0, "", "", refused=False))
            return
        if CONTROL not in entry.parts:
            raise UnreadableLogError(f"entry {entry.number} has not control's part, but entry 0 has: take a copy that holds it")
        moment = moment_of(entry, self._control(entry), self.played.exercise)
        take(self.played, moment)
        if entry.number % SNAPSHOT_EACH == 0:
            self._kept[entry.number] = moment.exercise
        for event in () if moment.exercise.practice else moment.events:
            if isinstance(event, StocksReported):
                self.stocks += [(entry.number, row) for row in event.rows]
            elif event.kind in LOOKED_FOR:
                self.happened.setdefault(event.kind, []).append((entry.number, event))
        self._append(entry, head_of(moment))

    def _append(self, entry: Entry, head: Head) -> None:
        self.entries.append(entry)
        self.hashes.append(entry.hash)
        self.heads.append(head)
        self.withheld += len(entry.commitments) - len(entry.parts)

    def _control(self, entry: Entry) -> Plain:
        return parts_in(entry, (CONTROL,), self.written)[CONTROL]

    def part(self, number: int) -> Mapping[str, Any]:
        """Control's part of an entry, in the present format; empty where it is withheld."""
        entry = self.entries[number]
        return self._control(entry) if CONTROL in entry.parts else {}

    def facts(self, number: int) -> dict[Audience, Plain]:
        """What this copy says that anybody learned of an entry, by audience, without control's part."""
        entry = self.entries[number]
        return parts_in(entry, [one for one in entry.parts if one != CONTROL], self.written)

    def moment(self, number: int) -> Moment:
        """The exercise after an entry, played from the last one that is kept before it."""
        start = max(0, number - 1) // SNAPSHOT_EACH * SNAPSHOT_EACH
        if number == 0:
            return moment_of(self.entries[0], self._control(self.entries[0]), None)
        exercise = self._kept[start]
        for between in range(start + 1, number):
            exercise = moment_of(self.entries[between], self._control(self.entries[between]), exercise).exercise
        return moment_of(self.entries[number], self._control(self.entries[number]), exercise)

    def entries_of_step(self, initiative: str, step: str) -> tuple[int, ...]:
        """Where a step of an initiative was opened, waited and answered."""
        if self.played is None:
            return ()
        return tuple(dict.fromkeys(self.played.evidence.get(step_key(InitiativeId(initiative), StepId(step)), ())))

    def snapshot(self, number: int) -> Snapshot:
        """The moment after an entry, with what had been short until then."""
        return Snapshot(exercise_id=self.exercise_id, moment=self.moment(number), so_far=self.so_far(number))

    @property
    def exercise_id(self) -> str:
        """The exercise's own id."""
        audience = CONTROL if CONTROL in self.entries[0].parts else PUBLIC
        return str(parts_in(self.entries[0], (audience,), self.written)[audience]["header"]["exercise"])

    def so_far(self, number: int) -> dict[Any, dict[str, SoFar]]:
        """By system and theatre: what was needed, met and short until an entry."""
        return so_far_of(row for entry, row in self.stocks if entry <= number)

    def turns_seen_by(self, organisation: OrganisationId) -> Iterator[tuple[int, int]]:
        """Every turn with the entry by which an organisation learned that it had begun, for copies that hold no more."""
        view, before = None, 0
        for entry in self.entries:
            view = view_after(entry, parts_in(entry, (PUBLIC, Audience(organisation)), self.written), view, organisation)
            if view.turn > before:
                before = view.turn
                yield view.turn, entry.number

    def glimpse(self, organisation: OrganisationId, number: int) -> Glimpse:
        """What an organisation knew after an entry. Raises UnreadableLogError where a part is damaged."""
        kept = self._views.setdefault(organisation, {})
        start = max((one for one in kept if one <= number), default=-1)
        view = kept.get(start)
        for between in range(start + 1, number + 1):
            entry = self.entries[between]
            view = view_after(entry, parts_in(entry, (PUBLIC, Audience(organisation)), self.written), view, organisation)
            if between % SNAPSHOT_EACH == 0:
                kept[between] = view
        if view is None:
            raise UnreadableLogError("the log is empty: name a log that an exercise has written")
        return Glimpse(number=number, hash=self.hashes[number], view=view)


def head_of(moment: Moment) -> Head:
    """What a list of entries says of one."""
    part = moment.part
    by = part["organisation"] or ("clock" if part["seat"] == CLOCK_SEAT else "control")
    return Head(
        number=moment.number,
        turn=moment.before.turn,
        week=moment.before.week,
        by=str(by),
        kind=str(part["order"]["kind"]),
        refused="refusal" in part["verdict"],
    )


def recorded(entries: Iterator[Entry]) -> Iterator[Recording]:
    """A log taken in as far as it is sound; the same recording again after each entry, so that somebody can say how far it is.

    Raises LogError and UnreadableLogError where not even its beginning can be read, or it is in a later format.
    """
    recording = Recording()
    try:
        for entry in entries:
            if not recording.entries:
                fault = chain_fault(entry, 0, NO_PREVIOUS)
                if fault:
                    raise UnreadableLogError(f"{fault}; nothing before it is left to be looked at: use a copy")
            if not recording.take(entry):
                break
            yield recording
    except LogError as error:
        if not recording.entries:
            raise
        recording.fault = str(error)
    if not recording.entries:
        raise UnreadableLogError("the log is empty: name a log that an exercise has written")
    yield recording
