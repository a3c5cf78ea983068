"""The published planner of the world `attempted`: what hindsight would also have proposed, greedily (rule 15.8)."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from aar.reading import Played
from aar.worlds.change import CONCURRING, Added, Change
from aar.worlds.course import Course, course_of
from aar.worlds.distinct import Distinct
from aar.worlds.felt import felt, stocks_in
from aar.worlds.physics import Outcome, dice_of, due_in, steered_by
from engine.effects import (
    CapacityEffect,
    ComponentEffect,
    ContractEffect,
    DrainEffect,
    RepairEffect,
    SiteEffect,
    StockEffect,
)
from engine.exercise import Exercise
from engine.ids import ComponentId, LineId, OrganisationId, SystemId
from engine.playbook import InitiativeType, Parameter, Step, fill
from engine.rules.causes import Cause
from engine.rules.initiatives import proposers_of
from engine.rules.money import price_of
from engine.rules.outcomes import bound
from engine.rules.outcomes_physical import Physical
from engine.rules.parameters import completed, offered
from engine.rules.paths import in_order, planned_weeks
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from engine.world import World

SUPPLY = (ContractEffect, CapacityEffect, ComponentEffect, SiteEffect, StockEffect, RepairEffect, DrainEffect)
"""Rule 15.8: the planner looks at initiatives that bring units to a theatre sooner, and at no others."""
MOST_WAYS = 40
"""Rule 15.8: so many ways to fill in one initiative's parameters are looked at, the first in declared order."""
HALVINGS = 6
"""Rule 15.8: of a number the largest is taken that can be paid, of the highest and what halving it so often gives."""
LOOKED_AT_AGAIN = 6
"""Rule 15.8: in a later turn each organisation looks again at so many ways, those that promised most when last looked at."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An initiative that could be proposed, what it would cost in thousand dollars, and when it would be done."""

    type: InitiativeType
    parameters: Mapping[str, str]
    everything: Mapping[str, str]
    """The parameters with what follows from them."""
    cost: int
    done: int

    @property
    def key(self) -> str:
        """By what it duplicates another."""
        return duplicate_key(self.type, self.everything)

    @property
    def name(self) -> str:
        """Its type and what stands in its parameters but numbers: by this it is known again in a later turn."""
        return " ".join((self.type.id, *(self.parameters[one.id] for one in self.type.parameters if not one.high)))

    def promises(self, units: int) -> int:
        """Weighted thousandths for a million dollars: only to choose what is looked at again."""
        return units * 1_000 // max(1, self.cost)


def duplicate_key(kind: InitiativeType, parameters: Mapping[str, str]) -> str:
    """Rule 3.5: the name under which two proposals are one."""
    names = kind.once_for or tuple(one.id for one in kind.parameters if not one.high)
    return " ".join((kind.id, *(parameters[name] for name in names)))


def planned(played: Played, seed: str, progress: Progress = lambda turn, turns: None) -> tuple[Added, ...]:
    """Rule 15.8: in the first week of each turn each organisation proposes what brings most weighted units a dollar.

    It knows the truth, and what was proposed in play is there already. Ties go to the lower id. What a turn's proposals
    leave worse than it was is not proposed. Hindsight, and said so.
    """
    planner = _Planner(played, seed)
    turns = played.exercise.turn
    for turn in range(1, turns + 1):
        week, _ = played.start.world.turn_weeks(played.start.pace, turn)
        if week >= played.exercise.week:
            break
        progress(turn, turns)
        planner.plan(week)
    return planner.added


class _Planner:
    """One plan in the making."""

    def __init__(self, played: Played, seed: str) -> None:
        self.played = played
        self.seed = seed
        self.added: tuple[Added, ...] = ()
        self.taken: set[str] = set()
        self.promised: dict[str, int] = {}
        """What each way promised when it was last looked at."""
        self.distinct = Distinct(played, Change(seed=seed))

    def plan(self, week: int) -> None:
        change = replace(CONCURRING, seed=self.seed, added=self.added)
        course = course_of(self.played, change, snapshot=week)
        assert course.snapshot is not None
        (before,) = self.distinct.outcomes([course])
        worth = self._worth(course, before, course.snapshot, week)
        chosen: list[Added] = []
        taken: set[str] = set()
        for organisation in sorted(self.played.exercise.holders):
            best = _best(worth, organisation, self.taken | taken)
            if best is not None:
                taken.add(best.key)
                proposer = OrganisationId(organisation)
                chosen.append(Added(week=week, type=best.type.id, parameters=best.parameters, proposer=proposer))
        if not chosen:
            return
        after = course_of(self.played, replace(change, added=(*self.added, *chosen)))
        if weighted(self.played, self.distinct.outcomes([after])[0]) <= weighted(self.played, before):
            self.added += tuple(chosen)
            self.taken |= taken

    def _worth(self, course: Course, before: Outcome, now: Exercise, week: int) -> list[tuple[Candidate, int]]:
        """Affordable ways with the weighted thousandths less short that each would bring by itself."""
        end = self.played.exercise.week
        there = {duplicate_key(now.type_of(one), one.parameters) for one in now.initiatives.values() if one.running}
        short = frozenset(system for system, units in before.short.items() if units)
        all_of = [
            one
            for one in _candidates(now, week, short)
            if one.done < end and one.key not in self.taken and one.key not in there
        ]
        looked_at = self._looked_at(all_of)
        without = weighted(self.played, before)
        alike = self._alike(course, [one for one in looked_at if not _idle(one, before)])
        outcomes = self.distinct.outcomes([_with(course, some[0]) for some in alike])
        brought = {
            one.name: without - weighted(self.played, outcome)
            for some, outcome in zip(alike, outcomes, strict=True)
            for one in some
        }
        worth = [(one, brought.get(one.name, 0)) for one in looked_at]
        for one, units in worth:
            self.promised[one.name] = one.promises(units)
        return worth

    def _alike(self, course: Course, candidates: Sequence[Candidate]) -> list[list[Candidate]]:
        """Those of which something is felt, together with all others of which the same is."""
        start, end, world = self.played.start, self.played.exercise.week, self.played.start.world
        stocks = stocks_in(
            world,
            start.stocks,
            range(start.week, end),
            dice_of(world, self.seed or start.seed),
            steered=steered_by(course, start.week),
            due=due_in(world, course),
            wanted={one.done for one in candidates},
        )
        groups: dict[Hashable, list[Candidate]] = {}
        for one in candidates:
            felt_of_it = felt(world, stocks[one.done], one.done, _brings(one), course)
            if felt_of_it:
                groups.setdefault((one.done, felt_of_it), []).append(one)
        return list(groups.values())

    def _looked_at(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """What was never looked at, and of the others what promised each proposer most."""
        again: set[str] = set()
        for organisation in sorted(self.played.exercise.holders):
            own = [one for one in candidates if one.name in self.promised and organisation in _proposers(one)]
            own.sort(key=lambda one: (-self.promised[one.name], one.name))
            again.update(one.name for one in own[:LOOKED_AT_AGAIN] if self.promised[one.name] > 0)
        return [one for one in candidates if one.name not in self.promised or one.name in again]


def _proposers(candidate: Candidate) -> tuple[str, ...]:
    return proposers_of(candidate.type, candidate.everything)


def _best(worth: Sequence[tuple[Candidate, int]], organisation: str, taken: set[str]) -> Candidate | None:
    """Most weighted units a thousand dollars, compared without dividing; nothing that brings none."""
    best: Candidate | None = None
    most, cost = 0, 1
    for candidate, units in sorted(worth, key=lambda one: one[0].name):
        if candidate.key in taken or organisation not in _proposers(candidate):
            continue
        if units * cost > most * max(1, candidate.cost):
            best, most, cost = candidate, units, max(1, candidate.cost)
    return best


def weighted(played: Played, outcome: Outcome) -> int:
    """Thousandths short over all systems, each by its declared weight."""
    systems = played.start.world.systems
    return sum(units * systems[system].weight.value for system, units in outcome.short.items())


def _brings(candidate: Candidate) -> list[Physical]:
    """What it does to the physical world."""
    filled = [bound(effect, candidate.everything) for effect in candidate.type.effects]
    return [effect for effect in filled if isinstance(effect, SUPPLY)]


def _idle(candidate: Candidate, before: Outcome) -> bool:
    """Whether it brings nothing but more of components of which there is always enough from then on: no line starts more."""
    return all(
        isinstance(effect, ComponentEffect)
        and int(effect.percent) >= 0
        and before.weeks.scarce.get(ComponentId(effect.component), 0) < candidate.done
        for effect in _brings(candidate)
    )


def _with(course: Course, candidate: Candidate) -> Course:
    """The course with the effects of one more initiative."""
    cause = Cause(name="planner", since=candidate.done)
    effects = [(effect, cause) for effect in _brings(candidate)]
    physical = {**course.physical, candidate.done: [*course.physical.get(candidate.done, ()), *effects]}
    return replace(course, physical=physical)


def _candidates(exercise: Exercise, week: int, short: frozenset[SystemId]) -> Iterator[Candidate]:
    """Affordable ways to help a system that is short; of each type the first in declared order."""
    for kind in exercise.world.playbook.values():
        if any(isinstance(effect, SUPPLY) for effect in kind.effects):
            yield from islice(_ways(exercise, kind, week, short), MOST_WAYS)


def _ways(exercise: Exercise, kind: InitiativeType, week: int, short: frozenset[SystemId]) -> Iterator[Candidate]:
    world = exercise.world
    numbers = [one for one in kind.parameters if one.high and not offered(world, one)]
    named = [one for one in kind.parameters if one not in numbers]
    for chosen in product(*(offered(world, one) for one in named)):
        parameters = dict(zip((one.id for one in named), chosen, strict=True))
        if not _helps(world, kind, completed(world, kind, parameters), short):
            continue
        for amounts in _amounts(numbers):
            everything = completed(world, kind, {**parameters, **amounts})
            if _affordable(exercise, kind, everything):
                yield Candidate(
                    type=kind,
                    parameters={one.id: everything[one.id] for one in kind.parameters},
                    everything=everything,
                    cost=_cost(exercise, kind.steps, everything) // CENTS_IN_THOUSAND_DOLLARS,
                    done=week + _path(exercise, kind, everything),
                )
                break


def _amounts(numbers: Sequence[Parameter]) -> Iterator[dict[str, str]]:
    """The largest numbers, then half of them, and so on down to the lowest."""
    for halved in range(HALVINGS + 1 if numbers else 1):
        yield {one.id: str(max(one.low, one.high >> halved)) for one in numbers}


def _helps(world: World, kind: InitiativeType, parameters: Mapping[str, str], short: frozenset[SystemId]) -> bool:
    """Whether an effect reaches a system that is short; numbers are not filled in yet."""
    for effect in kind.effects:
        match effect:
            case ContractEffect(system=system) | StockEffect(system=system):
                helped = fill(system, parameters) in short
            case CapacityEffect(line=line) | SiteEffect(line=line):
                helped = world.lines[LineId(fill(line, parameters))].system in short
            case ComponentEffect(component=component):
                helped = any(
                    fill(component, parameters) in (one.component for one in declared.materials) and key in short
                    for key, declared in world.systems.items()
                )
            case RepairEffect() | DrainEffect():
                helped = bool(short)
            case _:
                helped = False
        if helped:
            return True
    return False


def _affordable(exercise: Exercise, kind: InitiativeType, parameters: Mapping[str, str]) -> bool:
    """Whether every step finds its slots, its money and its law as they stand in this week."""
    for step in kind.steps:
        by = OrganisationId(fill(step.by, parameters))
        if any(exercise.slots_left(by, slot) < amount for slot, amount in step.spends.items()):
            return False
        if step.account and exercise.balances.get(fill(step.account, parameters), 0) < price_of(
            exercise.world, step, parameters
        ):
            return False
        if any(fill(need, parameters) not in exercise.authorities for need in step.needs):
            return False
    return True


def _cost(exercise: Exercise, steps: Sequence[Step], parameters: Mapping[str, str]) -> int:
    return sum(price_of(exercise.world, step, parameters) for step in steps)


def _path(exercise: Exercise, kind: InitiativeType, parameters: Mapping[str, str]) -> int:
    """Weeks from the proposal to the last step, if everybody answers at once; work takes its expected time."""
    ends: dict[str, int] = {}
    for step in in_order(kind, exercise.mechanism):
        weeks = planned_weeks(step, parameters, exercise.delays, kind.id)
        ends[step.id] = max((ends[one] for one in step.after if one in ends), default=0) + weeks
    return max(ends.values())
