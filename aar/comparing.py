"""Two logs of one deck side by side: what differs, when it began, and what it was worth, system by system."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from aar.models_of_comparison import (
    AnsweredOtherwise,
    ComparedLog,
    Comparison,
    IndexCompared,
    InitiativeCompared,
    InjectCompared,
    OrderGiven,
    SystemCompared,
)
from aar.order_words import order_in_words
from aar.rates import monthly_rates
from aar.reading import Played, read
from aar.replaying import format_in
from aar.wording import initiative_words
from engine.entries import Entry
from engine.exercise import Exercise
from engine.formats import upgraded
from engine.ids import CLOCK_SEAT, CONTROL, InjectId, SystemId
from engine.stored import canonical

UNCOUNTED = frozenset({"mark-ready", "take-seat", "set-timer", "hold-timer", "change-timer", "stop-timer"})
"""Kinds of orders that say how the day went and not what was decided: they count for no difference."""


CARRIES_ON = frozenset({"advance-phase", "resolve-week"})
"""Kinds of orders of which a log that was played for longer simply has more: they are not listed."""

ByWeek = dict[tuple[SystemId, int], list[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One order as a log holds it."""

    entry: int
    by: str
    kind: str
    key: bytes
    """Whose and what: equal for the same order in two logs."""
    says: str
    refused: bool
    turn: int
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One log with the orders that count."""

    played: Played
    given: tuple[Given, ...]


def told(entries: Iterable[Entry]) -> Told:
    """A log, read for a comparison. Raises UnreadableLogError where control's parts are withheld or damaged."""
    log = list(entries)
    played = read(log)
    written = format_in(log[0])
    parts = ((entry.number, upgraded(entry.parts[CONTROL].plain, written)) for entry in log[1:])
    given = tuple(given_of(played.exercise, number, part) for number, part in parts if part["order"]["kind"] not in UNCOUNTED)
    return Told(played=played, given=given)


def given_of(exercise: Exercise, number: int, part: Mapping[str, Any]) -> Given:
    """One order as a log holds it; `part` is control's in the present format."""
    order, verdict = part["order"], part["verdict"]
    by = str(part["organisation"] or ("clock" if part["seat"] == CLOCK_SEAT else "control"))
    return Given(
        entry=number,
        by=by,
        kind=order["kind"],
        key=canonical([by, order]),
        says=order_in_words(exercise, order),
        refused="refusal" in verdict,
        turn=int(str(part["turn"])),
        week=int(str(part["week"])),
    )


def compared(first: Told, second: Told) -> Comparison:
    """What differs between two logs. Raises ValueError where they were not played on the same systems and theatres."""
    one, other = first.played, second.played
    worlds = one.start.world, other.start.world
    if set(worlds[0].systems) != set(worlds[1].systems) or set(worlds[0].theatres) != set(worlds[1].theatres):
        raise ValueError("these logs are of different systems or theatres: nothing can be set side by side")
    weeks = min(one.exercise.week, other.exercise.week) - 1
    only_first, only_second, otherwise = _orders(first.given, second.given)
    parted = _parted(first.given, second.given)
    by_week = _by_week(one), _by_week(other)
    return Comparison(
        first=_log(one),
        second=_log(other),
        same_world=(worlds[0].deck, worlds[0].baseline) == (worlds[1].deck, worlds[1].baseline),
        same_dice=one.start.seed == other.start.seed,
        parted_at=parted.entries if parted else None,
        parted_turn=parted.turn if parted else None,
        parted_week=parted.week if parted else None,
        only_in_first=tuple(one for one in only_first if one.kind not in CARRIES_ON),
        only_in_second=tuple(one for one in only_second if one.kind not in CARRIES_ON),
        answered_otherwise=otherwise,
        initiatives=tuple(_initiatives(one.exercise, other.exercise)),
        injects=tuple(_injects(one, other)),
        systems={system: _system(one, other, system, weeks, by_week) for system in worlds[0].systems},
        indices=_indices(one, other),
        weeks_compared=weeks,
    )


def _log(played: Played) -> ComparedLog:
    return ComparedLog(
        exercise=played.header["exercise"],
        head=played.head,
        entries=played.entries,
        weeks=played.exercise.week - 1,
        ended=played.exercise.phase.over,
    )


def _orders(
    first: Sequence[Given], second: Sequence[Given]
) -> tuple[tuple[OrderGiven, ...], tuple[OrderGiven, ...], tuple[AnsweredOtherwise, ...]]:
    """Orders are the same where the same seat asks for the same thing, its first time with the first time, and so on."""
    waiting: dict[bytes, deque[Given]] = defaultdict(deque)
    for one in first:
        waiting[one.key].append(one)
    only_second, otherwise = [], []
    for other in second:
        if not waiting[other.key]:
            only_second.append(_only(other))
            continue
        one = waiting[other.key].popleft()
        if one.refused != other.refused:
            otherwise.append(
                AnsweredOtherwise(
                    entries=(one.entry, other.entry),
                    turn=other.turn,
                    week=other.week,
                    by=other.by,
                    kind=other.kind,
                    says=other.says if one.refused else one.says,
                    refused_in_first=one.refused,
                )
            )
    left = sorted((one for queue in waiting.values() for one in queue), key=lambda one: one.entry)
    return tuple(map(_only, left)), tuple(only_second), tuple(otherwise)


def _only(one: Given) -> OrderGiven:
    return OrderGiven(
        entry=one.entry, turn=one.turn, week=one.week, by=one.by, kind=one.kind, says=one.says, refused=one.refused
    )


class _Parted(NamedTuple):
    entries: tuple[int, int]
    turn: int
    week: int


def _parted(first: Sequence[Given], second: Sequence[Given]) -> _Parted | None:
    """The first pair of orders, side by side in their order, that are not the same or were answered otherwise.

    Where one log ends before the other, its last order stands beside the first that only the other has.
    """
    for one, other in zip(first, second, strict=False):
        if (one.key, one.refused) != (other.key, other.refused):
            return _Parted((one.entry, other.entry), min(one.turn, other.turn), min(one.week, other.week))
    if len(first) == len(second):
        return None
    shorter, longer = sorted((first, second), key=len)
    more = longer[len(shorter)]
    last = shorter[-1].entry if shorter else 0
    return _Parted((last, more.entry) if longer is second else (more.entry, last), more.turn, more.week)


def _initiatives(one: Exercise, other: Exercise) -> Iterator[InitiativeCompared]:
    for identity in [*one.initiatives, *(key for key in other.initiatives if key not in one.initiatives)]:
        ways = _way(one, identity), _way(other, identity)
        if ways[0] != ways[1]:
            holder = one if identity in one.initiatives else other
            found = holder.initiatives[identity]
            title = initiative_words(holder, found)
            yield InitiativeCompared(initiative=identity, title=title, first=ways[0], second=ways[1])


def _way(exercise: Exercise, identity: object) -> str:
    found = exercise.initiatives.get(identity)  # type: ignore[call-overload]
    if found is None:
        return ""
    if found.done_week is not None:
        return f"done in week {found.done_week}"
    return str(found.stopped) or "still on its way"


def _injects(one: Played, other: Played) -> Iterator[InjectCompared]:
    exercises = one.exercise, other.exercise
    titles = {InjectId(inject.id): inject.title for inject in one.start.world.deck.injects}
    for exercise in exercises:
        titles |= {InjectId(inject.id): inject.title for inject in exercise.written_injects.values()}
    for inject, title in titles.items():
        first, second = (exercise.released.get(inject) for exercise in exercises)
        if first != second:
            yield InjectCompared(inject=inject, title=title, first=first, second=second)


def _system(one: Played, other: Played, system: SystemId, weeks: int, by_week: tuple[ByWeek, ByWeek]) -> SystemCompared:
    differing = (week for week in range(1, weeks + 1) if by_week[0].get((system, week)) != by_week[1].get((system, week)))
    short = _short(one, system, weeks), _short(other, system, weeks)
    whole = sum(short[0].values()), sum(short[1].values())
    return SystemCompared(
        title=one.start.world.systems[system].title,
        short_in_first=whole[0],
        short_in_second=whole[1],
        difference=whole[1] - whole[0],
        difference_in={theatre: short[1][theatre] - short[0][theatre] for theatre in one.start.world.theatres},
        made_in_first=_made(one, system, weeks),
        made_in_second=_made(other, system, weeks),
        best_rate_in_first=max((rate for week, rate in monthly_rates(one, system) if week <= weeks), default=0),
        best_rate_in_second=max((rate for week, rate in monthly_rates(other, system) if week <= weeks), default=0),
        first_week=next(differing, None),
    )


def _short(played: Played, system: SystemId, weeks: int) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(played.start.world.theatres, 0)
    for week, row in played.stocks:
        if row.system == system and week <= weeks:
            found[row.theatre] += row.short
    return found


def _made(played: Played, system: SystemId, weeks: int) -> int:
    lines = played.start.world.lines
    return sum(row.finished for week, row in played.lines if lines[row.line].system == system and week <= weeks)


def _by_week(played: Played) -> ByWeek:
    """What each system's weeks were: need, use and shortage by theatre, then what came off each line."""
    found: ByWeek = defaultdict(list)
    for week, stock in played.stocks:
        found[stock.system, week].append((stock.theatre, stock.need, stock.used, stock.short))
    lines = played.start.world.lines
    for week, line in played.lines:
        found[SystemId(lines[line.line].system), week].append((line.line, line.finished))
    return found


def _indices(one: Played, other: Played) -> dict[str, IndexCompared]:
    kinds = one.start.world.index_kinds
    values = {key: (_index(one, key), _index(other, key)) for key in kinds}
    return {
        key: IndexCompared(title=kinds[key].title, first=first, second=second)
        for key, (first, second) in values.items()
        if first != second
    }


def _index(played: Played, key: str) -> int:
    return played.exercise.indices.get(key, played.start.world.index_kinds[key].start.value)
