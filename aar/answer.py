"""The one-page answer, as data: did the surge assumption hold, what was short and why, and what that rests on."""

from collections.abc import Callable
from dataclasses import dataclass

from aar.attribution import BoundaryWorth, worth_of_boundaries
from aar.chain import Bound, Shortage, Wait, bound_lines, shortage_of, waits_on_the_way
from aar.reading import Played
from aar.worlds import Boundary, shortfall_played
from engine.events import CandidateFound
from engine.ids import SystemId
from engine.units import month_of_week, monthly_rate

RATE_WEEKS = 4
"""Rule 16.2: a rate is the mean output of so many weeks."""
DOUBLED = 2
"""Rule 16.2: the surge assumption is that a system's rate reaches so many times its rate at StartEx."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAnswer:
    """One system. `seam` + `rest` is `short`; thousandths."""

    shortage: Shortage
    seam: int
    rest: int
    bound: tuple[Bound, ...]
    waits: tuple[Wait, ...]
    start_rate: int
    best_rate: int
    """Thousandths a month."""
    doubled_month: int | None
    rate_at: dict[int, int]
    """Thousandths a month reached by month 6, 12 and 24; a month that was not played is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one organisation had expected of one system, units a month, at the first occasion."""

    organisation: str
    system: SystemId
    month: int
    expected: int
    first_mover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything on the page."""

    exercise: str
    deck: str
    marking: str
    seed: str
    entries: int
    head: str
    weeks: int
    ended: bool
    systems: tuple[SystemAnswer, ...]
    said: tuple[Said, ...]
    boundaries: tuple[BoundaryWorth, ...]
    joint: tuple[Boundary, ...]
    """Boundaries whose worth alone and worth last differ in sign or by more than half: they are to be read together."""
    candidates: tuple[CandidateFound, ...]
    control_inputs: tuple[int, ...]


def answer_of(played: Played, progress: Callable[[int, int], None] = lambda done, of: None) -> Answer:
    """The answer from a log; a few worlds are played again for it, `progress` says how many of how many."""
    short = shortfall_played(played)
    boundaries, prompt = worth_of_boundaries(played, progress)
    world = played.start.world
    deck = world.deck
    return Answer(
        exercise=played.header["exercise"],
        deck=deck.title,
        marking=deck.marking,
        seed=played.start.seed,
        entries=played.entries,
        head=played.head,
        weeks=played.exercise.week - 1,
        ended=played.exercise.phase == "ended",
        systems=tuple(_system(played, system, short[system] - prompt[system]) for system in world.systems),
        said=tuple(_said(played)),
        boundaries=tuple(sorted(boundaries, key=lambda one: (-sum(one.share.values()), one.boundary))),
        joint=tuple(one.boundary for one in boundaries if is_joint(one)),
        candidates=tuple(played.candidates),
        control_inputs=tuple(played.control_inputs),
    )


def _system(played: Played, system: SystemId, seam: int) -> SystemAnswer:
    shortage = shortage_of(played, system)
    bound = bound_lines(played, system, shortage)
    lines = [line for line in played.start.world.lines.values() if line.system == system]
    start_rate = sum(line.rate.value for line in lines if line.open)
    rates = monthly_rates(played, system)
    reached = [week for week, rate in rates if rate >= DOUBLED * start_rate]
    return SystemAnswer(
        shortage=shortage,
        seam=seam,
        rest=shortage.units - seam,
        bound=tuple(bound),
        waits=tuple(waits_on_the_way(played, system, {one.constraint for one in bound})),
        start_rate=start_rate,
        best_rate=max((rate for _, rate in rates), default=0),
        doubled_month=month_of_week(reached[0]) if reached else None,
        rate_at={month: rate for month in (6, 12, 24) if (rate := _rate_in(rates, month)) is not None},
    )


def monthly_rates(played: Played, system: SystemId) -> list[tuple[int, int]]:
    """Rule 16.2: by week, the thousandths a month that the last four weeks' finished units amount to."""
    finished: dict[int, int] = {}
    for report in played.lines:
        if report.system == system:
            finished[report.week] = finished.get(report.week, 0) + report.finished
    weeks = sorted(finished)
    return [
        (week, monthly_rate(sum(finished[one] for one in weeks[i - RATE_WEEKS + 1 : i + 1]) // RATE_WEEKS))
        for i, week in enumerate(weeks)
        if i + 1 >= RATE_WEEKS
    ]


def _rate_in(rates: list[tuple[int, int]], month: int) -> int | None:
    in_month = [rate for week, rate in rates if month_of_week(week) == month]
    return in_month[-1] if in_month else None


def _said(played: Played) -> list[Said]:
    first = [sealed for sealed in played.estimates if sealed.occasion == "StartEx"]
    return [
        Said(
            organisation=sealed.organisation,
            system=SystemId(row.system),
            month=row.month,
            expected=row.expected,
            first_mover=row.first_mover,
        )
        for sealed in first
        for row in sealed.rows
    ]


def is_joint(worth: BoundaryWorth) -> bool:
    """Rule 15.3: whether, for any system, worth alone and worth last differ in sign or by more than half."""
    for system, first in worth.first_in.items():
        last = worth.last_in[system]
        if first * last < 0 or 2 * abs(first - last) > max(abs(first), abs(last)) > 0:
            return True
    return False
