"""The plain answer: what the log says, and how worlds that need no planner divide what was short. Seconds, not minutes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aar.chain import Bound, Shortage, Wait, bound_lines, lifted_by, other_waits, proposed_in, shortage_of, waits_on_the_way
from aar.other_rules import by_other_rules
from aar.rates import DOUBLED, best_rate, monthly_rates, rate_at_start, rate_in, reached, surged_month
from aar.reading import Played, step_key
from aar.surge_asked import SurgeAsked, surge_asked
from aar.wording import initiative_words
from aar.worlds.change import Boundary
from aar.worlds.course import step_title
from aar.worlds.ladder import PLAIN_KEYS, Outcomes, split_of
from aar.worlds.physics import Place
from engine.events import CandidateFound, StepReturned
from engine.ids import SystemId, TheatreId
from engine.units import THOUSAND


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSystem:
    """One system; thousandths. `split` sums to `shortage.units`, and by theatre `split_in` does; here by `PLAIN_KEYS`."""

    shortage: Shortage
    weighted_short: int
    """What was short times the system's declared weight: to rank by, never to be summed over unlike things in print."""
    split: Mapping[str, int]
    split_in: Mapping[TheatreId, Mapping[str, int]]
    need_in: Mapping[TheatreId, int]
    short_in: Mapping[TheatreId, int]
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
class Waited:
    """A boundary and the steps that waited on it, the longest first; what that cost is not worked out."""

    boundary: Boundary
    steps: tuple[Wait, ...]

    @property
    def weeks(self) -> int:
        """Of all its steps."""
        return sum(step.weeks for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAnswer:
    """What of the page needs neither planner nor boundaries."""

    exercise: str
    deck: str
    marking: str
    seed: str
    entries: int
    head: str
    weeks: int
    ended: bool
    systems: tuple[PlainSystem, ...]
    priority: tuple[SystemId, ...]
    asked: SurgeAsked | None
    """What an objective of the deck asks of the surge, where one does."""
    said: tuple[Said, ...]
    other_waits: tuple[Wait, ...]
    """Steps that waited, of initiatives that lift no line."""
    choices: tuple[Choice, ...]
    candidates: tuple[CandidateFound, ...]
    indices: tuple[tuple[str, str, int, int], ...]
    """Id, title, at StartEx, now."""
    sources: tuple[int, int]
    """Qualified sources of all components, at StartEx and now."""
    control_inputs: tuple[int, ...]
    other_rules: str
    """Why these rules are not those of the log; empty where nothing says so."""

    def steps_that_waited(self) -> list[Wait]:
        """Every step that waited for its organisation, once: by the first system whose lines it would have lifted."""
        found: dict[tuple[str, str], Wait] = {}
        for wait in (*(wait for one in self.systems for wait in one.waits), *self.other_waits):
            found.setdefault((wait.initiative, wait.step), wait)
        return list(found.values())

    def waited(self) -> list[Waited]:
        """Every boundary on which a step waited, the most weeks first."""
        of_boundary: dict[Boundary, list[Wait]] = {}
        for wait in sorted(self.steps_that_waited(), key=lambda one: (-one.weeks, one.initiative, one.step)):
            of_boundary.setdefault(wait.boundary, []).append(wait)
        found = [Waited(boundary=boundary, steps=tuple(steps)) for boundary, steps in of_boundary.items()]
        return sorted(found, key=lambda one: (-one.weeks, one.boundary))


def plain_answer_of(played: Played, outcomes: Outcomes) -> PlainAnswer:
    """The plain answer from a log and from the worlds above the planner's, as `known_worlds` gives them."""
    world, exercise = played.start.world, played.exercise
    split = split_of([one.short_in for one in outcomes.values()], PLAIN_KEYS)
    return PlainAnswer(
        exercise=played.header["exercise"],
        deck=world.deck.title,
        marking=world.deck.marking,
        seed=played.start.seed,
        entries=played.entries,
        head=played.head,
        weeks=exercise.week - 1,
        ended=exercise.phase.over,
        systems=tuple(_system(played, system, split) for system in world.systems),
        priority=tuple(SystemId(one) for one in world.deck.priority_systems),
        asked=surge_asked(world.deck),
        said=tuple(_said(played)),
        other_waits=tuple(other_waits(played)),
        choices=tuple(_choices(played)),
        candidates=tuple(played.candidates),
        indices=tuple(moved_indices(played)),
        sources=sources_then_and_now(played),
        control_inputs=tuple(played.control_inputs),
        other_rules=by_other_rules(played, outcomes["played"].short),
    )


def weighted(played: Played, by_system: Mapping[SystemId, int]) -> int:
    """Thousandths over all systems, each by its declared weight."""
    systems = played.start.world.systems
    return sum(units * systems[system].weight.value for system, units in by_system.items()) // THOUSAND


def _system(played: Played, system: SystemId, split: Mapping[Place, Mapping[str, int]]) -> PlainSystem:
    shortage = shortage_of(played, system)
    bound = bound_lines(played, system, shortage)
    start_rate = rate_at_start(played, system)
    rates = monthly_rates(played, system)
    split_in = {theatre: shares for (theatre, of), shares in split.items() if of == system}
    reports = [report.row for report in played.stocks if report.row.system == system]
    return PlainSystem(
        shortage=shortage,
        weighted_short=weighted(played, {system: shortage.units}),
        split={key: sum(shares[key] for shares in split_in.values()) for key in PLAIN_KEYS},
        split_in=split_in,
        need_in={theatre: sum(row.need for row in reports if row.theatre == theatre) for theatre in split_in},
        short_in={theatre: sum(row.short for row in reports if row.theatre == theatre) for theatre in split_in},
        bound=tuple(bound),
        waits=tuple(waits_on_the_way(played, system, {one.constraint for one in bound})),
        start_rate=start_rate,
        best_rate=best_rate(rates, start_rate),
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
