"""What organisations do in another world, week by week, without the physical world: that follows from it and is run apart.

Answers, money, slots, law and moods do not look at stocks, so that a whole course is known before the first week is made.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from aar.reading import Played
from aar.worlds.answers import Answers
from aar.worlds.by_hand import without_hand
from aar.worlds.change import Added, Boundary, Change, boundary_of
from engine import events as e
from engine.apply import apply_all
from engine.apply_stocks import OnStocks
from engine.changing import replace
from engine.exercise import Exercise, Initiative
from engine.ids import InitiativeId, StepId, SystemId
from engine.phases import Phase
from engine.playbook import fill
from engine.rules.causes import Cause
from engine.rules.corrections import corrected_again
from engine.rules.initiatives import title_of
from engine.rules.money import price_of
from engine.rules.outcomes_physical import Physical
from engine.rules.parameters import completed
from engine.rules.steps import open_steps
from engine.rules.weeks import Again, close_week, move_initiatives, open_week
from engine.unfolding import Unfolding


@dataclass(slots=True)
class Course:
    """Everything about another world that its physical week needs, and what became of the orders."""

    physical: dict[int, list[tuple[Physical, Cause]]] = field(default_factory=dict)
    """By week: effects that change the physical world, in their order, before the week is lived through."""
    steered: dict[int, list[OnStocks | e.Corrected]] = field(default_factory=dict)
    """By week: rankings that stand as they were recorded, and corrections."""
    confidence: dict[int, int] = field(default_factory=dict)
    """From the week on."""
    policies: dict[int, Mapping[str, int]] = field(default_factory=dict)
    """From the week on."""
    exercise: Exercise | None = None
    """The last state; its stocks are those of StartEx."""
    snapshot: Exercise | None = None
    """The state before the week that was asked for."""

    @property
    def void(self) -> list[tuple[InitiativeId, StepId]]:
        """Steps that nobody withheld and that found no slot, money or law to the end."""
        assert self.exercise is not None
        return [
            (initiative.id, step_id)
            for initiative in self.exercise.initiatives.values()
            for step_id, step in initiative.steps.items()
            if initiative.running and step.waits
        ]


def course_of(played: Played, change: Change, *, snapshot: int = 0) -> Course:
    """Rule 15.1: the course of a world. Draws, injects, red, rankings, policies, clocks, ceilings are as they were."""
    living = Living(played, change)
    while not living.over:
        if living.exercise.week == snapshot:
            living.course.snapshot = living.exercise
        living.live_through_week()
    return living.ended()


class Living:
    """One course in the making."""

    def __init__(self, played: Played, change: Change) -> None:
        self.played = played
        self.change = change
        start = apply_all(played.start, tuple(played.opening))
        self.exercise: Exercise = replace(start, phase=Phase.ORDERS, seed=change.seed or start.seed)
        self.course = Course()
        self.recorded = {key: one for key, one in played.exercise.initiatives.items() if one.stopped != "merged"}
        self.wakes: dict[InitiativeId, int] = {}
        """The first week in which an initiative can move again; only those that run, in the order of their proposals."""
        self.side_by_side = self.exercise.mechanism_since
        """What opened steps beside the decisions before them when all was last gone through."""
        self.added: dict[int, list[Added]] = {}
        for one in change.added:
            self.added.setdefault(one.week, []).append(one)

    @property
    def over(self) -> bool:
        """Whether it has come to the week in which play ended."""
        return self.exercise.week >= self.played.exercise.week

    def ended(self) -> Course:
        """The course, once it is over."""
        self.course.exercise = self.exercise
        return self.course

    def forked(self, change: Change) -> "Living":
        """The same course up to here, to be gone on with under another change."""
        other = copy(self)
        other.change = change
        other.wakes = dict(self.wakes)
        other.course = Course(
            physical=dict(self.course.physical),
            steered={week: list(events) for week, events in self.course.steered.items()},
            confidence=dict(self.course.confidence),
            policies=dict(self.course.policies),
        )
        return other

    def live_through_week(self) -> None:
        """Go on by one week."""
        week = self.exercise.week
        unfolding = self._unfolding()
        recorded = self.played.conduct.get(week, ())
        answers = Answers(recorded=self.recorded, change=self.change, holders=self.exercise.holders)
        for event in without_hand(self.played, recorded) if self.change.without_hand else recorded:
            self._do_again(unfolding, answers, event)
        answers = replace(answers, holders=unfolding.exercise.holders)
        self._propose_added(unfolding, week)
        awake = self._awake(unfolding, week, everybody=False)
        for identity in awake:
            answers.give_all(unfolding, identity)
        again = Again(injects=tuple(self.played.fired.get(week, ())), red=self._red(unfolding, week))
        due_before = open_week(unfolding, again)
        before, self.side_by_side = self.side_by_side, unfolding.exercise.mechanism_since
        awake = self._awake(unfolding, week, everybody=before != self.side_by_side)
        move_initiatives(unfolding, awake, answers.give_in_week)
        for identity in awake:
            self._sleep(unfolding.exercise, unfolding.exercise.initiatives[identity], answers, week)
        self._live_week(unfolding, week)
        close_week(unfolding, again, streaks={}, due_before=due_before)
        self.exercise = unfolding.exercise

    def _unfolding(self) -> Unfolding:
        """The week in the making; its physical effects are noted, and carried out when its physical weeks are run."""
        return Unfolding(self.exercise, deferred=[])

    def _red(self, unfolding: Unfolding, week: int) -> tuple[str, ...] | None:
        """Run A: what red did in this week of the play."""
        return tuple(self.played.red.get(week, ()))

    def _do_again(self, unfolding: Unfolding, answers: Answers, event: e.Event) -> None:
        """What was done in play in this week, as far as it can be done here; answers that fall due here later come later."""
        match event:
            case e.StepApproved() | e.StepDeclined():
                answers.give(unfolding, event.initiative, event.step)
            case e.InitiativeProposed():
                if event.initiative in self.recorded:
                    self._propose(unfolding, event)
            case e.InitiativeWithdrawn():
                self._withdraw(unfolding, event.initiative)
            case e.StepAmended():
                self._amend(unfolding, event)
            case e.IntentSet():  # what it answered is recorded; it silences what the deck has the silent do
                unfolding.happen(replace(event, stance="ask"))
            case e.Corrected():
                unfolding.happen(event)
                self._correct(unfolding, event)
            case _:
                unfolding.happen(event)
                if isinstance(event, OnStocks):
                    self.course.steered.setdefault(unfolding.exercise.week, []).append(event)

    def _correct(self, unfolding: Unfolding, recorded: e.Corrected) -> None:
        """Rule 2.11: the same difference; where it is of a stock, once the stock of this world is known."""
        self.course.steered.setdefault(unfolding.exercise.week, []).append(recorded)
        for event in corrected_again(unfolding.exercise, recorded):
            unfolding.happen(event)

    def _live_week(self, unfolding: Unfolding, week: int) -> None:
        """What the physical week takes from this one; only what is new."""
        if unfolding.deferred:
            self.course.physical[week] = list(unfolding.deferred)
        now = unfolding.exercise
        confidence = now.indices.get("confidence", 50)
        if _latest(self.course.confidence) != confidence:
            self.course.confidence[week] = confidence
        if _latest(self.course.policies) != now.policies:
            self.course.policies[week] = now.policies

    def _awake(self, unfolding: Unfolding, week: int, *, everybody: bool) -> list[InitiativeId]:
        initiatives = unfolding.exercise.initiatives
        return [key for key, wakes in self.wakes.items() if (everybody or wakes <= week) and initiatives[key].running]

    def _sleep(self, exercise: Exercise, initiative: Initiative, answers: Answers, week: int) -> None:
        """Until it can move again, which is never once it has ended."""
        if initiative.running:
            self.wakes[initiative.id] = answers.next_move(exercise, initiative, week)
        else:
            del self.wakes[initiative.id]

    def _propose_added(self, unfolding: Unfolding, week: int) -> None:
        for one in self.added.get(week, ()):
            kind = unfolding.exercise.world.playbook[one.type]
            parameters = completed(unfolding.exercise.world, kind, one.parameters)
            proposed = e.InitiativeProposed(
                initiative=InitiativeId(f"planned:{one.type}:{'-'.join(one.parameters.values()).replace('/', '-')}:{week}"),
                type=one.type,
                title=title_of(kind, parameters),
                parameters=parameters,
                proposer=one.proposer,
                week=week,
                turn=unfolding.exercise.turn,
            )
            self._propose(unfolding, proposed)

    def _propose(self, unfolding: Unfolding, event: e.InitiativeProposed) -> None:
        unfolding.happen(event)
        open_steps(unfolding, event.initiative)
        self.wakes[event.initiative] = event.week

    def _amend(self, unfolding: Unfolding, event: e.StepAmended) -> None:
        """Rule 4.9: less was asked for while the step waited; where it is answered at another time, its answer grants less."""
        exercise = unfolding.exercise
        step = exercise.step(event.initiative, event.step)
        if event.reduced and step is not None and step.waits and not self.change.concurring:
            initiative = exercise.initiatives[event.initiative]
            declared = exercise.type_of(initiative).step(event.step)
            price = price_of(exercise.world, declared, {**initiative.parameters, **event.reduced})
            unfolding.happen(replace(event, price=price))

    def _withdraw(self, unfolding: Unfolding, identity: InitiativeId) -> None:
        now = unfolding.exercise.initiatives.get(identity)
        if now is not None and now.running:
            week = unfolding.exercise.week
            unfolding.happen(e.InitiativeWithdrawn(initiative=identity, proposer=now.proposer, waited_for=(), week=week))


def _latest(known: Mapping[int, object]) -> object:
    return known[max(known)] if known else None


def boundaries_with_waits(played: Played) -> list[Boundary]:
    """Rule 15.6: where anybody waited by an organisation, in the order of their ids."""
    found = {
        boundary_of(step)
        for initiative in played.exercise.initiatives.values()
        if initiative.stopped != "merged"
        for step in initiative.steps.values()
        if step.waited_by_organisation
    }
    return sorted(found)


def step_title(played: Played, initiative: InitiativeId, step: StepId) -> str:
    """The step's title with its initiative's parameters."""
    found = played.exercise.initiatives[initiative]
    return fill(played.exercise.type_of(found).step(step).title, found.parameters)


def shortfall_played(played: Played) -> dict[SystemId, int]:
    """What the log itself says, in thousandths by system."""
    short = dict.fromkeys(played.start.world.systems, 0)
    for _, row in played.stocks:
        short[row.system] += row.short
    return short
