"""What would come if all others delivered on time: the weekly kernel run on a view's believed world (rule 8.5)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from engine.beliefs import believed
from engine.ids import InitiativeId, LineId, OrganisationId, StepId, SystemId
from engine.playbook import InitiativeType, Step, fill
from engine.rules.causes import Cause
from engine.rules.law import waived
from engine.rules.outcomes import bound
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.rules.paths import in_order, planned_weeks, steps_after, steps_before
from engine.stocks import Stocks
from engine.units import THOUSAND
from engine.views import View
from engine.views_initiatives import InitiativeSeen, StepSeen
from engine.week.chance import Expected
from engine.week.kernel import Course, Due, Steered, run_weeks
from engine.world import World

FULL = 1_000_000 * THOUSAND
"""An order book that no line works off: more than any of them makes in an exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """One step still to come: who must act, and from when to when if everybody acts at once."""

    step: StepId
    title: str
    by: OrganisationId
    starts: int
    ends: int
    decided: bool
    counts: bool = True
    """Whether anything waits for it: not where another way is quicker, or has overtaken it."""
    waived: bool = False
    """Whether an authority in force makes it unnecessary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An initiative as it would run from now on."""

    initiative: InitiativeId | None
    type: InitiativeType
    parameters: Mapping[str, str]
    hand_offs: tuple[HandOff, ...]

    @property
    def done(self) -> int:
        """The week from which its effects would stand."""
        return max((one.ends for one in self.hand_offs if one.counts), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemOutlook:
    """One system, all theatres together, from the present to the end; thousandths, by week from `first_week` on."""

    system: SystemId
    first_week: int
    need: tuple[int, ...]
    short: tuple[int, ...]
    stock: tuple[int, ...]
    made: tuple[int, ...]

    @property
    def short_in_all(self) -> int:
        """Thousandths short over the whole time."""
        return sum(self.short)

    @property
    def first_short_week(self) -> int | None:
        """The first week with a shortage, if there is one."""
        return next((self.first_week + i for i, short in enumerate(self.short) if short), None)


def plan_of(view: View, kind: InitiativeType, parameters: Mapping[str, str], seen: InitiativeSeen | None) -> Plan:
    """The hand-offs of an initiative: decided ones as they were, others at once when the steps before them are done."""
    ends: dict[str, int] = {}
    hand_offs = []
    done_by = _decided_before(view, kind, seen)
    for step in in_order(kind, view.mechanism):
        known = seen.steps.get(StepId(step.id)) if seen else None
        before = [ends[one] for one in steps_before(kind, step, view.mechanism)]
        start = view.week if seen is None else _began(seen, view)
        begins = (min if step.joins == "any" else max)(before, default=start)
        hand_off = _hand_off(view, kind, step, parameters, known, begins)
        if known is None and step.id in done_by:
            hand_off = replace(hand_off, starts=min(begins, done_by[step.id]), ends=done_by[step.id], decided=True)
        ends[step.id] = hand_off.ends
        hand_offs.append(hand_off)
    counting = _counting(view, kind, seen, ends)
    return Plan(
        initiative=seen.id if seen else None,
        type=kind,
        parameters=parameters,
        hand_offs=tuple(replace(one, counts=one.step in counting) for one in hand_offs),
    )


def _decided_before(view: View, kind: InitiativeType, seen: InitiativeSeen | None) -> dict[str, int]:
    """Rule 4.2: a step has only opened because those before it are decided, by its opening at the latest."""
    decided: dict[str, int] = {}
    for step in reversed(in_order(kind, view.mechanism)):
        known = seen.steps.get(StepId(step.id)) if seen else None
        by = known.opened if known else decided.get(step.id)
        if by is not None and step.joins == "all":
            for before in steps_before(kind, step, view.mechanism):
                decided[before] = min(by, decided.get(before, by))
    return decided


def _counting(view: View, kind: InitiativeType, seen: InitiativeSeen | None, ends: Mapping[str, int]) -> set[str]:
    """Rule 4.8: the steps that the effects wait for: where any of several opens the next, the quickest."""
    counting: set[str] = set()
    for step in reversed(in_order(kind, view.mechanism)):
        if not steps_after(kind, step, view.mechanism):
            counting.add(step.id)
        before = steps_before(kind, step, view.mechanism)
        if step.id not in counting or not before:
            continue
        opened = seen is not None and StepId(step.id) in seen.steps
        if step.joins == "all":
            counting.update(before)
        elif not opened:
            counting.add(min(before, key=lambda one: ends[one]))
    return counting


def _began(seen: InitiativeSeen, view: View) -> int:
    return min((step.opened for step in seen.steps.values()), default=view.week)


def _hand_off(
    view: View, kind: InitiativeType, step: Step, parameters: Mapping[str, str], known: StepSeen | None, begins: int
) -> HandOff:
    skipped = waived(step, parameters, view.authorities) if known is None else known.through == "waiver"
    weeks = 0 if skipped else planned_weeks(step, parameters, view.delays, kind.id)
    starts = known.opened if known else begins
    ends = starts + weeks
    decided = known is not None and known.verdict == "approved"
    if known is not None:
        ends = known.decided if decided else starts + known.processing + known.waited + known.returned
    return HandOff(
        step=StepId(step.id),
        title=fill(step.title, parameters),
        by=OrganisationId(fill(step.by, parameters)),
        starts=starts,
        ends=ends,
        decided=decided,
        waived=skipped,
    )


def plans(view: View, without: InitiativeId | None = None) -> list[Plan]:
    """Every initiative that this organisation knows to be on its way, but for one."""
    return [
        plan_of(view, view.type_of(seen), seen.parameters, seen)
        for seen in view.initiatives.values()
        if seen.running and seen.id != without
    ]


def project(view: View, coming: Iterable[Plan]) -> tuple[SystemOutlook, ...]:
    """Rule 8.5: believed need, shortage, stock and output, week by week to the end, if these plans come true."""
    course = _course(view, coming, view.world.deck.weeks)
    return tuple(_outlook(view, system, course) for system in view.world.systems)


def stocks_in(view: View, coming: Iterable[Plan], week: int, ordered: Collection[LineId] = ()) -> Stocks:
    """Rule 8.5: the believed physical world after a week to come, if these plans come true.

    `ordered`: lines whose order books are taken to be full, so that what comes after too few orders is seen.
    """
    course = _course(view, coming, min(week, view.world.deck.weeks), ordered)
    return course.stocks if course else believed(view)


def _course(view: View, coming: Iterable[Plan], last: int, ordered: Collection[LineId] = ()) -> Course | None:
    stocks = believed(view)
    if ordered:
        full = {key: replace(stocks.lines[key], book=FULL) for key in ordered if key in stocks.lines}
        stocks = replace(stocks, lines={**stocks.lines, **full})
    weeks = range(view.week, last + 1)
    due: dict[int, list[Due]] = {}
    for plan in sorted(coming, key=lambda one: one.done):
        week = max(plan.done, view.week)
        for effect in plan.type.effects:
            filled = bound(effect, plan.parameters)
            if isinstance(filled, Physical):
                due.setdefault(week, []).append(_brought(view.world, week, filled, plan.done))
    steered = {view.week: Steered(confidence=view.indices.get("confidence", 50), policies=view.policies)}
    return run_weeks(view.world, stocks, weeks, Expected(), steered=steered, due=due) if weeks else None


def _brought(world: World, week: int, effect: Physical, since: int) -> Due:
    cause = Cause(name="projection", since=since)
    return lambda stocks: carry_out_physical(world, stocks, week, effect, cause)


def _outlook(view: View, system: SystemId, course: Course | None) -> SystemOutlook:
    return SystemOutlook(
        system=system,
        first_week=view.week,
        need=course.need(system) if course else (),
        short=course.short(system) if course else (),
        stock=course.stock(system) if course else (),
        made=course.made(system) if course else (),
    )
