"""Weeks and exercises for detectors to look at, made of rows that a test states itself."""

from collections.abc import Iterable
from dataclasses import replace

from engine.baseline import Partner
from engine.events import Event, LineRow, LinesReported, StockRow, StocksReported
from engine.exercise import Exercise
from engine.findings.catalogue import CATALOGUE
from engine.findings.detect import detect_at_picture, detect_in_week
from engine.findings.sight import Sight
from engine.ids import LineId, OrganisationId
from tests.support.worlds import MISSILE, PRIMES, STRAIT, figure


def partner(identity: OrganisationId, interoperability: int = 3) -> Partner:
    return Partner(
        id=identity,
        title=identity,
        labour_cost=figure(100),
        interoperability=interoperability,
        information_level=1,
        notice_weeks=2,
        summary="",
        skill=figure(50),
        slack=figure(50),
        yards=figure(50),
        vulnerability=figure(50),
        transfer_risk=figure(50),
        political_risk=figure(50),
    )


def stock_row(system: str, *, need: int = 10, used: int = 10, stock: int = 100) -> StockRow:
    return StockRow(STRAIT, system, 0, need * 1_000, need * 1_000, used * 1_000, stock * 1_000, "")  # type: ignore[arg-type]


def line_row(line: str, binding: str, *, started: int = 1_000, finished: int = 1_000) -> LineRow:
    return LineRow(LineId(line), started, finished, binding, 0, 0, None)


def week_of(stocks: Iterable[StockRow] = (), lines: Iterable[LineRow] = ()) -> tuple[Event, ...]:
    reported = LinesReported(operator=PRIMES, week=1, rows=tuple(lines), made=())
    return (StocksReported(week=1, rows=tuple(stocks)), reported)


SHORT_OF_MISSILES = (stock_row(MISSILE, used=4),)
ENOUGH_MISSILES = (stock_row(MISSILE),)


def held_for(exercise: Exercise, detector: str, subject: str, weeks: int) -> Exercise:
    """As if it had held for so many weeks in a row already."""
    return replace(exercise, streaks={f"{detector} {subject}": weeks})


def found_in_week(exercise: Exercise, *events: Event) -> list[tuple[str, str]]:
    _, found = detect_in_week(exercise, events)
    return [(one.detector, one.subject) for one in found]


def found_at_picture(exercise: Exercise) -> list[tuple[str, str]]:
    return [(one.detector, one.subject) for one in detect_at_picture(exercise)]


def found_so_far(exercise: Exercise) -> set[str]:
    return {one.partition(": ")[2] for one in exercise.candidates}


def noticed(detector: str, exercise: Exercise, *events: Event) -> list[str]:
    """The subjects of which a detector says that what it looks for holds now."""
    return [one.subject for one in CATALOGUE[detector].finds(Sight(exercise, events))]
