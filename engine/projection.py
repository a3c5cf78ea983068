"""What would come if all others delivered on time: the weekly kernel run on a view's believed world (rule 8.5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.apply_stocks import apply_to_stocks
from engine.effects import ComponentEffect, ContractEffect, SiteEffect
from engine.events import ComponentExpansionBegun, ContractRaised, LineReported, StockReported, ToolingBegun
from engine.ids import InitiativeId, OrganisationId, StepId, SystemId
from engine.playbook import InitiativeType, Step, fill
from engine.rules.outcomes import Cause, bound, on_lines
from engine.views import InitiativeSeen, StepSeen, View
from engine.week.chance import Expected
from engine.week.kernel import run_week


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """One step still to come: who must act, and from when to when if everybody acts at once."""

    step: StepId
    title: str
    by: OrganisationId
    starts: int
    ends: int
    decided: bool


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
        return max((one.ends for one in self.hand_offs), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemOutlook:
    """One system from the present to the end; thousandths, by week from `first_week` on."""

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
    done_by = _decided_before(kind, seen)
    for step in _in_order(kind):
        known = seen.steps.get(StepId(step.id)) if seen else None
        begins = max((ends[one] for one in step.after), default=view.week if seen is None else _began(seen, view))
        hand_off = _hand_off(view, step, parameters, known, begins)
        if known is None and step.id in done_by:
            hand_off = replace(hand_off, starts=min(begins, done_by[step.id]), ends=done_by[step.id], decided=True)
        ends[step.id] = hand_off.ends
        hand_offs.append(hand_off)
    return Plan(initiative=seen.id if seen else None, type=kind, parameters=parameters, hand_offs=tuple(hand_offs))


def _decided_before(kind: InitiativeType, seen: InitiativeSeen | None) -> dict[str, int]:
    """Rule 4.2: a step has only opened because all before it are decided, by its opening at the latest."""
    decided: dict[str, int] = {}
    for step in reversed(_in_order(kind)):
        known = seen.steps.get(StepId(step.id)) if seen else None
        by = known.opened if known else decided.get(step.id)
        if by is not None:
            for before in step.after:
                decided[before] = min(by, decided.get(before, by))
    return decided


def _began(seen: InitiativeSeen, view: View) -> int:
    return min((step.opened for step in seen.steps.values()), default=view.week)


def _hand_off(view: View, step: Step, parameters: Mapping[str, str], known: StepSeen | None, begins: int) -> HandOff:
    weeks = step.processing if step.duration is None else step.duration.mode
    starts = known.opened if known else begins
    ends = starts + weeks
    decided = known is not None and known.verdict == "approved"
    if known is not None:
        ends = known.decided if decided else starts + known.processing + known.waited
    return HandOff(
        step=StepId(step.id),
        title=fill(step.title, parameters),
        by=OrganisationId(fill(step.by, parameters)),
        starts=starts,
        ends=ends,
        decided=decided,
    )


def _in_order(kind: InitiativeType) -> list[Step]:
    done: list[Step] = []
    names: set[str] = set()
    while len(done) < len(kind.steps):
        ready = [step for step in kind.steps if step.id not in names and names.issuperset(step.after)]
        done += ready
        names.update(step.id for step in ready)
    return done


def plans(view: View, without: InitiativeId | None = None) -> list[Plan]:
    """Every initiative that this organisation knows to be on its way, but for one."""
    return [
        plan_of(view, view.type_of(seen), seen.parameters, seen)
        for seen in view.initiatives.values()
        if seen.running and seen.id != without
    ]


def project(view: View, coming: Iterable[Plan]) -> tuple[SystemOutlook, ...]:
    """Rule 8.5: believed need, shortage, stock and output, week by week to the end, if these plans come true."""
    stocks = view.stocks
    due: dict[int, list[Plan]] = {}
    for plan in coming:
        due.setdefault(max(plan.done, view.week), []).append(plan)
    lists: dict[SystemId, tuple[list[int], list[int], list[int], list[int]]] = {
        system: ([], [], [], []) for system in view.world.systems
    }
    for week in range(view.week, view.world.deck.weeks + 1):
        for plan in due.get(week, ()):
            for event in _effects(view, plan):
                stocks = apply_to_stocks(stocks, event)
        made = dict.fromkeys(view.world.systems, 0)
        for happened in run_week(view.world, stocks, week, Expected(), confidence=view.indices.get("confidence", 50)):
            stocks = apply_to_stocks(stocks, happened)
            if isinstance(happened, StockReported):
                need, short, stock, _ = lists[happened.system]
                need.append(happened.need)
                short.append(happened.short)
                stock.append(happened.stock)
            elif isinstance(happened, LineReported):
                made[happened.system] += happened.finished
        for system, units in made.items():
            lists[system][3].append(units)
    return tuple(
        SystemOutlook(
            system=system,
            first_week=view.week,
            need=tuple(need),
            short=tuple(short),
            stock=tuple(stock),
            made=tuple(output),
        )
        for system, (need, short, stock, output) in lists.items()
    )


def _effects(view: View, plan: Plan) -> Iterator[ContractRaised | ToolingBegun | ComponentExpansionBegun]:
    cause = Cause(name="projection", since=plan.done)
    for effect in plan.type.effects:
        filled = bound(effect, plan.parameters)
        if isinstance(filled, ContractEffect | ComponentEffect | SiteEffect):
            yield from on_lines(view.world, filled, cause)
