"""One entry of a log as it can be looked at: the state after it, or what one organisation knew; as data, not yet as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from aar.models_of_worlds import Document, Hash, Thousandths
from aar.replaying import Glimpse, Moment, UnreadableLogError, glimpses, moments
from engine.beliefs import settled
from engine.entries import Entry
from engine.events import StockRow, StocksReported
from engine.ids import OrganisationId, SystemId
from engine.standings import Standing, standings
from engine.stored import state_hash, state_plain


class SoFar(Document):
    """What was needed, met and short of one system in one theatre, from StartEx to the present; practice is left out."""

    need: Thousandths
    met: Thousandths
    short: Thousandths


class Recorded(Document):
    """What the entry records. Empty for entry 0, the header."""

    order: str
    """The kind of the order."""
    by: str
    """The organisation that gave it, or the seat where it was control's or the clock's."""
    refusal: str
    """Why it was refused; empty where it was not."""
    events: int
    """How many events it led to."""


class StateSnapshot(Document):
    """What `surgex replay --json` prints: the whole state after one entry, for control and reviewers."""

    format: Literal[1] = 1
    exercise: str
    marking: str
    deck: str
    entry: int
    hash: Hash
    """The entry's hash: the head of the log up to here."""
    state_hash: Hash
    recorded: Recorded
    so_far: dict[SystemId, dict[str, SoFar]]
    """By system and theatre."""
    standings: list[Standing]
    """Whether each organisation is held and ready, and what will happen to what waits for it while weeks pass."""
    state: dict[str, Any]
    """Everything that the rules need, without the declared world, which stands in entry 0."""


class ViewSnapshot(Document):
    """What `surgex replay --view ORG --json` prints: what one organisation knew after one entry, and nothing else."""

    format: Literal[1] = 1
    organisation: str
    entry: int
    hash: Hash
    view: dict[str, Any]
    """The view, without the published world, which stands in entry 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A moment of a log with what had been short until then; by system and theatre, thousandths."""

    exercise_id: str
    moment: Moment
    so_far: dict[SystemId, dict[str, SoFar]]


def so_far_of(rows: Iterable[StockRow]) -> dict[SystemId, dict[str, SoFar]]:
    """By system and theatre: what these reports add up to."""
    sums: dict[tuple[SystemId, str], list[int]] = {}
    for row in rows:
        one = sums.setdefault((row.system, row.theatre), [0, 0, 0])
        for i, amount in enumerate((row.need, row.used, row.short)):
            one[i] += amount
    found: dict[SystemId, dict[str, SoFar]] = {}
    for (system, theatre), (need, met, short) in sums.items():
        found.setdefault(system, {})[theatre] = SoFar(need=need, met=met, short=short)
    return found


def state_at(entries: Iterable[Entry], number: int | None) -> Snapshot:
    """The state after an entry, the last where none is named. Raises UnreadableLogError."""
    rows: list[StockRow] = []
    last, exercise_id = -1, ""
    for moment in moments(entries):
        exercise_id = exercise_id or moment.part["header"]["exercise"]
        for event in moment.events:
            if isinstance(event, StocksReported) and not moment.exercise.practice:
                rows += event.rows
        last = moment.number
        if last == number:
            break
    if number is not None and last != number:
        raise _no_such_entry(number, last)
    return Snapshot(exercise_id=exercise_id, moment=moment, so_far=so_far_of(rows))


def view_at(entries: Iterable[Entry], organisation: OrganisationId, number: int | None) -> Glimpse:
    """What an organisation knew after an entry, the last where none is named. Raises UnreadableLogError."""
    found = None
    last = -1
    for glimpse in glimpses(entries, organisation):
        last = glimpse.number
        if number is None or last == number:
            found = glimpse
    if found is None:
        raise _no_such_entry(number if number is not None else 0, last)
    return found


def _no_such_entry(number: int, last: int) -> UnreadableLogError:
    return UnreadableLogError(f"there is no entry {number} in this log: give --to a number from 0 to {last}")


def recorded_in(moment: Moment) -> Recorded:
    """What an entry records, in short."""
    if "order" not in moment.part:
        return Recorded(order="", by="", refusal="", events=0)
    return Recorded(
        order=moment.part["order"]["kind"],
        by=moment.part["organisation"] or moment.part["seat"],
        refusal=moment.part["verdict"].get("refusal", {}).get("sentence", ""),
        events=len(moment.events),
    )


def state_document(snapshot: Snapshot) -> StateSnapshot:
    """The state as it is printed with --json."""
    moment = snapshot.moment
    deck = moment.exercise.world.deck
    return StateSnapshot(
        exercise=snapshot.exercise_id,
        marking=deck.marking,
        deck=deck.id,
        entry=moment.number,
        hash=moment.hash,
        state_hash=state_hash(moment.exercise),
        recorded=recorded_in(moment),
        so_far=snapshot.so_far,
        standings=list(standings(moment.exercise)),
        state=state_plain(moment.exercise),
    )


def view_document(glimpse: Glimpse) -> ViewSnapshot:
    """The view as it is printed with --json."""
    return ViewSnapshot(
        organisation=glimpse.view.organisation, entry=glimpse.number, hash=glimpse.hash, view=state_plain(settled(glimpse.view))
    )
