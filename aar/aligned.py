"""Two recordings laid beside one another, week by week and order by order; what it was worth is told by `comparing`."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from aar.comparing import UNCOUNTED, Given, given_of
from aar.recording import Recording
from engine.exercise import Exercise

Differs = Literal["", "first", "second", "verdict", "outcome"]
"""Nothing; only the one or the other has it; taken in one and refused in the other; other events came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An order of the one, the other or both, and the last entry of each that stood by then."""

    week: int
    turn: int
    first: Given | None
    second: Given | None
    differs: Differs
    reached: tuple[int, int]


def beside_one_another(first: Recording, second: Recording) -> tuple[Beside, ...]:
    """Every order that counts of either log, the same ones in one row, in the order of the first.

    Orders are the same where the same organisation asks for the same thing in the same week. Raises ValueError where the two
    cannot be laid beside one another.
    """
    if first.played is None or second.played is None:
        raise ValueError("a copy that withholds control's parts cannot be laid beside another: take the whole log")
    worlds = first.played.start.world, second.played.start.world
    if set(worlds[0].systems) != set(worlds[1].systems):
        raise ValueError("these logs are of different systems: nothing can be laid side by side")
    by_week = _by_week(first, first.played.exercise), _by_week(second, second.played.exercise)
    found: list[Beside] = []
    reached = (0, 0)
    for week in sorted(by_week[0].keys() | by_week[1].keys()):
        for one, other in _paired(by_week[0].get(week, []), by_week[1].get(week, [])):
            reached = max(reached[0], one.entry if one else 0), max(reached[1], other.entry if other else 0)
            either = one or other
            assert either is not None
            differs = _differs(first, second, one, other)
            found.append(Beside(week=week, turn=either.turn, first=one, second=other, differs=differs, reached=reached))
    return tuple(found)


def _by_week(recording: Recording, exercise: Exercise) -> dict[int, list[Given]]:
    counted = [one.number for one in recording.heads if one.kind and one.kind not in UNCOUNTED]
    given = sorted((given_of(exercise, number, recording.part(number)) for number in counted), key=lambda one: one.week)
    return {week: list(group) for week, group in groupby(given, key=lambda one: one.week)}


def _paired(first: list[Given], second: list[Given]) -> Iterator[tuple[Given | None, Given | None]]:
    """The same orders in one pair, the first time with the first time; what only the other has stands where it stood there."""
    waiting: dict[bytes, deque[Given]] = defaultdict(deque)
    for other in second:
        waiting[other.key].append(other)
    same = {one.entry: waiting[one.key].popleft() for one in first if waiting[one.key]}
    taken = {other.entry for other in same.values()}
    after: dict[int, list[Given]] = defaultdict(list)
    last = -1
    for other in second:
        if other.entry in taken:
            last = other.entry
        else:
            after[last].append(other)
    yield from ((None, other) for other in after[-1])
    for one in first:
        pair = same.get(one.entry)
        yield one, pair
        if pair is not None:
            yield from ((None, other) for other in after[pair.entry])


def _differs(first: Recording, second: Recording, one: Given | None, other: Given | None) -> Differs:
    if one is None:
        return "second"
    if other is None:
        return "first"
    if one.refused != other.refused:
        return "verdict"
    came = first.part(one.entry)["verdict"].get("events"), second.part(other.entry)["verdict"].get("events")
    return "" if came[0] == came[1] else "outcome"
