"""A log that goes on from an entry of another one: the same state at that entry, and a life of its own after it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aar.replaying import Moment, UnreadableLogError, format_in, moments
from engine.entries import NO_PREVIOUS, Entry, sealed
from engine.exercise import Exercise
from engine.formats import upgraded
from engine.ids import CLOCK_SEAT, CONTROL, PUBLIC, Audience
from engine.recording import Onlooker, Parent, header_parts
from engine.replay import opening_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A forked log, ready to be gone on with: its entries, where they lead, and what it goes on from."""

    exercise_id: str
    entries: tuple[Entry, ...]
    exercise: Exercise
    parent: Parent
    ended_as: Exercise
    """How the log that is forked ended."""


def branch(entries: Iterable[Entry], at: int, log_key: bytes, created: str | None = None) -> Fork:
    """Rule 2.10: a new log with the entries 0 to `at` of another one, sealed anew, and who had seen more than that.

    `log_key` is the new log's secret. Raises UnreadableLogError where parts are withheld, or there is no such entry.
    """
    parent_entries = list(entries)
    played = list(moments(parent_entries))
    last = len(played) - 1
    if not 0 <= at <= last:
        raise UnreadableLogError(f"there is no entry {at} in this log: name one from 0 to {last}")
    if any(len(entry.parts) < len(entry.commitments) for entry in parent_entries[: at + 1]):
        raise UnreadableLogError("this copy of the log withholds parts: take the whole log")
    header = played[0].part["header"]
    parent = Parent(
        exercise=header["exercise"], entry=at, head=played[at].hash, seen_past=_seen_past(parent_entries, played, at)
    )
    exercise_id = f"{parent.exercise}-at-{at}-{hashlib.sha256(log_key).hexdigest()[:6]}"
    opening = replace(opening_in(header), exercise_id=exercise_id, log_key=log_key, created=created, parent=parent)
    forked = [sealed(0, NO_PREVIOUS, header_parts(played[0].exercise.world, opening), log_key)]
    written = format_in(parent_entries[0])
    for entry in parent_entries[1 : at + 1]:
        parts = {audience: upgraded(part.plain, written) for audience, part in entry.parts.items()}
        forked.append(sealed(entry.number, forked[-1].hash, parts, log_key))
    return Fork(
        exercise_id=exercise_id,
        entries=tuple(forked),
        exercise=played[at].exercise,
        parent=parent,
        ended_as=played[-1].exercise,
    )


def _seen_past(entries: Sequence[Entry], played: Sequence[Moment], at: int) -> tuple[Onlooker, ...]:
    """Everybody whom an entry behind `at` told something, with how many did: what they know cannot be taken back."""
    controllers = {one.part["holder"] for one in played[1:] if _is_controls(one)} if at + 1 < len(played) else set()
    told: dict[tuple[str, str], int] = {(CONTROL, holder): len(played) - at - 1 for holder in sorted(controllers)}
    for entry, moment in zip(entries[at + 1 :], played[at + 1 :], strict=True):
        hearers = [
            (organisation, holder)
            for organisation, holder in moment.exercise.holders.items()
            if PUBLIC in entry.parts or Audience(organisation) in entry.parts
        ]
        for hearer in hearers:
            told[hearer] = told.get(hearer, 0) + 1
    return tuple(
        Onlooker(organisation=organisation, holder=holder, entries=number)
        for (organisation, holder), number in sorted(told.items())
    )


def _is_controls(moment: Moment) -> bool:
    return moment.part["organisation"] is None and moment.part["seat"] != CLOCK_SEAT
