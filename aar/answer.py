"""The one-page answer, as data: did the surge assumption hold, what was short and why, and what that rests on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from aar.attribution import BoundaryWorth, worth_of_boundaries
from aar.chain import Bound, Shortage, Wait, bound_lines, lifted_by, other_waits, proposed_in, shortage_of, waits_on_the_way
from aar.processes import beside
from aar.reading import Played, step_key
from aar.redraws import Redrawn, redrawn
from aar.surge_asked import SurgeAsked, surge_asked
from aar.wording import initiative_words
from aar.worlds.beforehand import beforehand
from aar.worlds.change import Added
from aar.worlds.course import step_title
from aar.worlds.ladder import KEYS, Ladder, ladder_of
from aar.worlds.reacting import RunB, run_b
from engine.events import CandidateFound, StepReturned
from engine.ids import SystemId, TheatreId
from engine.units import THOUSAND, month_of_week, monthly_rate

RATE_WEEKS = 4
"""Rule 16.2: a rate is the mean output of so many weeks."""
DOUBLED = 2
"""Rule 16.2: the surge assumption is that a system's rate reaches so many times its rate at StartEx."""
MEASURE_PERCENT, MEASURE_MONTH, MEASURE_OF_EIGHT = 150, 24, 5
"""Rule 16.2: in sweeps it held where five in eight priority systems reach one and a half times their rate by month 24."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAnswer:
    """One system; thousandths. `split` sums to `shortage.units`, and by theatre `split_in` does."""

    shortage: Shortage
    weighted_short: int
    """What was short times the system's declared weight: to rank by, never to be summed over unlike things in print."""
    split: Mapping[str, int]
    split_in: Mapping[TheatreId, Mapping[str, int]]
    reacting_in: Mapping[TheatreId, Mapping[str, int]]
    """The same split with red reacting to each world (run B)."""
    need_in: Mapping[TheatreId, int]
    short_in: Mapping[TheatreId, int]
    beforehand: int
    """What would have been short, had what the orders built been begun two years earlier."""
    bound: tuple[Bound, ...]
    waits: tuple[Wait, ...]
    start_rate: int
    best_rate: int
    """Thousandths a month."""
    doubled_month: int | None
    measure_month: int | None
    """When it reached one and a half times its rate at StartEx."""
    rate_at: dict[int, int]
    """Thousandths a month reached by month 6, 12 and 24; a month that was not played is left out."""

    @property
    def system(self) -> SystemId:
        """Its id."""
        return self.shortage.system

    @property
    def seam(self) -> int:
        """Rule 15.2: what was lost while steps waited for their organisation."""
        return self.split["seam"]

    @property
    def reacting(self) -> Mapping[str, int]:
        """Rule 15.10: the split over all theatres with red reacting."""
        return {key: sum(split[key] for split in self.reacting_in.values()) for key in KEYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one organisation had expected of one system, units a month, at the first occasion."""

    organisation: str
    system: SystemId
    month: int
    expected: int
    first_mover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A step that somebody declined or returned, and why; what it would have lifted."""

    initiative: str
    step: str
    title: str
    step_title: str
    by: str
    proposer: str
    reason: str
    week: int
    returned: bool
    through: str
    lifts: tuple[SystemId, ...]
    entries: tuple[int, ...]
    proposed: tuple[int, ...] = ()
    """The entry that proposed the initiative."""


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
    priority: tuple[SystemId, ...]
    asked: SurgeAsked | None
    """What an objective of the deck asks of the surge, where one does."""
    said: tuple[Said, ...]
    boundaries: tuple[BoundaryWorth, ...]
    other_waits: tuple[Wait, ...]
    """Steps that waited, of initiatives that lift no line."""
    choices: tuple[Choice, ...]
    candidates: tuple[CandidateFound, ...]
    redrawn: Redrawn | None
    """The same under other dice, where that was asked for."""
    reacting: RunB
    """Every world of the ladder with red reacting."""
    attempted: tuple[Added, ...]
    """What the planner with hindsight would also have proposed."""
    void: int
    """Steps that no world found slots, money or law for."""
    indices: tuple[tuple[str, str, int, int], ...]
    """Id, title, at StartEx, now."""
    sources: tuple[int, int]
    """Qualified sources of all components, at StartEx and now."""
    control_inputs: tuple[int, ...]

    def of(self, system: SystemId) -> SystemAnswer:
        """One system's part."""
        return next(one for one in self.systems if one.system == system)

    @property
    def joint(self) -> tuple[BoundaryWorth, ...]:
        """Boundaries that are to be read together with others."""
        return tuple(one for one in self.boundaries if one.joint_with)


def answer_of(played: Played, progress: Progress = lambda said: None, *, redraws: int = 0, workers: int = 1) -> Answer:
    """The answer from a log; other worlds are played for it, `progress` says which. Two processes share the work.

    Chance is redrawn so many times, in so many processes: a second or two each, the first 20 up to a minute (rule 15.11).
    """
    with beside(_boundaries if workers > 1 else partial(_boundaries, progress=progress), played, workers) as shared_out:
        ladder = ladder_of(played, progress=lambda world: progress(f"playing the world `{world}`"))
        reacting = run_b(
            played, ladder.added, progress=lambda world: progress(f"playing the world `{world}` with red reacting")
        )
        progress("playing the world `beforehand`")
        earlier = beforehand(played).short
        progress("sharing the seam between boundaries")
        boundaries = shared_out()
    again = None
    if redraws:
        again = redrawn(
            played,
            ladder.added,
            count=redraws,
            workers=workers,
            progress=lambda done, of: progress(f"redraw {done} of {of}"),
        )
    world, exercise = played.start.world, played.exercise
    return Answer(
        exercise=played.header["exercise"],
        deck=world.deck.title,
        marking=world.deck.marking,
        seed=played.start.seed,
        entries=played.entries,
        head=played.head,
        weeks=exercise.week - 1,
        ended=exercise.phase.over,
        systems=tuple(_system(played, system, ladder, reacting, earlier[system]) for system in world.systems),
        priority=tuple(SystemId(one) for one in world.deck.priority_systems),
        asked=surge_asked(world.deck),
        said=tuple(_said(played)),
        boundaries=tuple(sorted(boundaries, key=lambda one: (-weighted(played, one.share), one.boundary))),
        other_waits=tuple(other_waits(played)),
        choices=tuple(_choices(played)),
        candidates=tuple(played.candidates),
        redrawn=again,
        reacting=reacting,
        attempted=ladder.added,
        void=len(ladder.void),
        indices=tuple(moved_indices(played)),
        sources=sources_then_and_now(played),
        control_inputs=tuple(played.control_inputs),
    )


def _boundaries(played: Played, progress: Progress = lambda said: None) -> list[BoundaryWorth]:
    worth, _ = worth_of_boundaries(
        played, lambda done, of: progress(f"sharing the seam between boundaries: {done} of {of} worlds")
    )
    return worth


def weighted(played: Played, by_system: Mapping[SystemId, int]) -> int:
    """Thousandths over all systems, each by its declared weight."""
    systems = played.start.world.systems
    return sum(units * systems[system].weight.value for system, units in by_system.items()) // THOUSAND


def _system(played: Played, system: SystemId, ladder: Ladder, reacting: RunB, earlier: int) -> SystemAnswer:
    shortage = shortage_of(played, system)
    bound = bound_lines(played, system, shortage)
    start_rate = rate_at_start(played, system)
    rates = monthly_rates(played, system)
    split_in = {theatre: split for (theatre, of), split in ladder.split().items() if of == system}
    reports = [report.row for report in played.stocks if report.row.system == system]
    return SystemAnswer(
        shortage=shortage,
        weighted_short=weighted(played, {system: shortage.units}),
        split={key: sum(split[key] for split in split_in.values()) for key in KEYS},
        split_in=split_in,
        reacting_in={theatre: split for (theatre, of), split in reacting.split().items() if of == system},
        need_in={theatre: sum(row.need for row in reports if row.theatre == theatre) for theatre in split_in},
        short_in={theatre: sum(row.short for row in reports if row.theatre == theatre) for theatre in split_in},
        beforehand=earlier,
        bound=tuple(bound),
        waits=tuple(waits_on_the_way(played, system, {one.constraint for one in bound})),
        start_rate=start_rate,
        best_rate=_best(rates, start_rate),
        doubled_month=reached(rates, DOUBLED * start_rate),
        measure_month=surged_month(played, system),
        rate_at={month: rate for month in (6, 12, 24) if (rate := rate_in(rates, month)) is not None},
    )


def moved_indices(played: Played) -> Iterator[tuple[str, str, int, int]]:
    """Every index: id, title, at StartEx, now."""
    for key, one in played.start.world.index_kinds.items():
        yield key, one.title, one.start.value, played.exercise.indices.get(key, one.start.value)


def sources_then_and_now(played: Played) -> tuple[int, int]:
    """Qualified sources of all components, at StartEx and now."""
    then, now = (sum(one.sources for one in at.stocks.components.values()) for at in (played.start, played.exercise))
    return then, now


def rate_at_start(played: Played, system: SystemId) -> int:
    """Thousandths a month at StartEx, of all lines that are open then."""
    lines = played.start.world.lines.values()
    return sum(line.rate.value for line in lines if line.system == system and line.open)


def surged_month(played: Played, system: SystemId) -> int | None:
    """Rule 16.2: the month in which a system reached one and a half times its rate at StartEx; None where it never did."""
    return reached(monthly_rates(played, system), rate_at_start(played, system) * MEASURE_PERCENT // 100)


def _best(rates: Sequence[tuple[int, int]], start_rate: int) -> int:
    """The highest rate; one that lies below that of StartEx by no more than its division into weeks is that of StartEx."""
    best = max((rate for _, rate in rates), default=0)
    return start_rate if best < start_rate <= best * 1_001 // 1_000 + 1 else best


def reached(rates: list[tuple[int, int]], rate: int) -> int | None:
    """Rule 16.2: the exercise month in which a rate is first reached; None where it never is."""
    weeks = [week for week, one in rates if one >= rate]
    return month_of_week(weeks[0]) if weeks and rate else None


def monthly_rates(played: Played, system: SystemId) -> list[tuple[int, int]]:
    """Rule 16.2: by week, the thousandths a month that the last four weeks' finished units amount to."""
    finished: dict[int, int] = {}
    lines = played.start.world.lines
    for week, row in played.lines:
        if lines[row.line].system == system:
            finished[week] = finished.get(week, 0) + row.finished
    weeks = sorted(finished)
    return [
        (week, monthly_rate(sum(finished[one] for one in weeks[i - RATE_WEEKS + 1 : i + 1]) // RATE_WEEKS))
        for i, week in enumerate(weeks)
        if i + 1 >= RATE_WEEKS
    ]


def rate_in(rates: list[tuple[int, int]], month: int) -> int | None:
    """The last rate of an exercise month; None where the month was not played."""
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


def _choices(played: Played) -> list[Choice]:
    """Declines and returns of initiatives that stand in the log, in their order."""
    found = []
    for event in played.refusals:
        initiative = played.exercise.initiatives.get(event.initiative)
        if initiative is None or initiative.stopped == "merged":
            continue
        step = initiative.steps.get(event.step)
        if step is None or step.verdict not in ("declined", "returned"):
            continue  # taken back, or amended and answered
        found.append(
            Choice(
                initiative=event.initiative,
                step=event.step,
                title=initiative_words(played.exercise, initiative),
                step_title=step_title(played, event.initiative, event.step),
                by=event.by,
                proposer=event.proposer,
                reason=event.reason,
                week=event.week,
                returned=isinstance(event, StepReturned),
                through="order" if isinstance(event, StepReturned) else event.through,
                lifts=tuple(lifted_by(played, initiative)),
                entries=tuple(played.evidence[step_key(event.initiative, event.step)]),
                proposed=proposed_in(played, event.initiative),
            )
        )
    return found
