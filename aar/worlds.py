"""Other worlds: the recorded orders played again with some waits taken away, everything else equal (rule 15.1)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from aar.reading import Played
from engine import events as e
from engine.apply import apply_all
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId, OrganisationId, StepId, SystemId
from engine.orders import Phase
from engine.playbook import fill
from engine.rules.initiatives import declined, open_steps, title_of
from engine.rules.money import can_pay, price_of
from engine.rules.turn import pass_week
from engine.rules.waits import approval, can_spend, charge
from engine.unfolding import Unfolding

Boundary = tuple[OrganisationId, OrganisationId]
"""Two organisations in the order of their ids; the same one twice where it waited for itself."""
Shortfall = Mapping[SystemId, int]
"""Thousandths short over the whole exercise, by system."""
Drops = Callable[[Boundary], bool]
"""Whether the waits by an organisation on this boundary are taken away."""


def boundary_of(step: StepState) -> Boundary:
    """Rule 15.6: who finished the preceding step (or proposed), and who must act."""
    first, second = sorted((step.after, step.by))
    return first, second


def shortfall_played(played: Played) -> Shortfall:
    """What the log itself says."""
    short = dict.fromkeys(played.start.world.systems, 0)
    for report in played.stocks:
        short[report.system] += report.short
    return short


def shortfall_in(played: Played, drops: Drops) -> Shortfall:
    """Rule 15.1: the shortfall in the world in which the dropped waits did not happen.

    Draws, injects, rankings, capacities, clocks, slots and money are as they were. With nothing dropped it is the log's.
    """
    world = _World(played, drops)
    short = dict.fromkeys(played.start.world.systems, 0)
    while world.exercise.week < played.exercise.week:
        for event in world.live_through_week():
            if isinstance(event, e.StockReported):
                short[event.system] += event.short
    return short


class _World:
    """One other world, week by week."""

    def __init__(self, played: Played, drops: Drops) -> None:
        self.played = played
        self.drops = drops
        start = apply_all(played.start, tuple(played.opening))
        self.exercise: Exercise = replace(start, phase=Phase.ORDERS)
        self.recorded = {key: one for key, one in played.exercise.initiatives.items() if one.stopped != "merged"}
        self.began = {key: self._asked(one) for key, one in self.recorded.items()}

    @staticmethod
    def _asked(initiative: Initiative) -> Mapping[str, str]:
        asked = dict(initiative.parameters)
        for step in reversed(list(initiative.steps.values())):
            asked.update(step.reduced_from)
        return asked

    def live_through_week(self) -> tuple[e.Event, ...]:
        week = self.exercise.week
        unfolding = Unfolding(self.exercise)
        for event in self.played.conduct.get(week, ()):
            unfolding.happen(event)
        for initiative in self.recorded.values():
            if initiative.week == week:
                self._propose(unfolding, initiative)
            if self.played.withdrawn.get(initiative.id) == week:
                self._withdraw(unfolding, initiative)
        self._answer_all(unfolding)
        passed = pass_week(unfolding.exercise, tuple(self.played.fired.get(week, ())))
        self.exercise = apply_all(unfolding.exercise, passed)
        return passed

    def _propose(self, unfolding: Unfolding, recorded: Initiative) -> None:
        kind = unfolding.exercise.type_of(recorded)
        asked = self.began[recorded.id]
        unfolding.happen(
            e.InitiativeProposed(
                initiative=recorded.id,
                type=recorded.type,
                title=title_of(kind, asked),
                parameters=asked,
                proposer=recorded.proposer,
                week=recorded.week,
                turn=recorded.turn,
            )
        )
        open_steps(unfolding, recorded.id)

    def _withdraw(self, unfolding: Unfolding, recorded: Initiative) -> None:
        now = unfolding.exercise.initiatives.get(recorded.id)
        if now is not None and now.running:
            unfolding.happen(
                e.InitiativeWithdrawn(
                    initiative=recorded.id, proposer=recorded.proposer, waited_for=(), week=unfolding.exercise.week
                )
            )

    def _answer_all(self, unfolding: Unfolding) -> None:
        """Answers open further steps, in this initiative and no other: each is gone through until nothing moves."""
        for identity in list(unfolding.exercise.initiatives):
            moved = True
            while moved:
                moved = False
                initiative = unfolding.exercise.initiatives[identity]
                for step_id, step in list(initiative.steps.items()):
                    if initiative.running and step.waits and self._answer(unfolding, initiative, step_id):
                        moved = True
                        break

    def _answer(self, unfolding: Unfolding, initiative: Initiative, step_id: StepId) -> bool:
        step = initiative.steps[step_id]
        recorded = self.recorded[initiative.id].steps.get(step_id)
        if recorded is None or recorded.waits:
            return self._answer_unasked(unfolding, initiative, step_id, recorded)
        dropped = recorded.waited_by_organisation if self.drops(boundary_of(recorded)) else 0
        present = recorded.present - (recorded.opened - step.opened) - dropped
        if unfolding.exercise.week < max(present, step.opened):
            return False
        if recorded.verdict == "declined":
            reason = "as in play"
            unfolding.happen(declined(unfolding.exercise, initiative, step_id, through="order", reason=reason))
            return True
        kept = recorded.waited_by_organisation - dropped
        return self._approve(unfolding, initiative, step_id, recorded, kept)

    def _answer_unasked(
        self, unfolding: Unfolding, initiative: Initiative, step_id: StepId, recorded: StepState | None
    ) -> bool:
        """Rule 15.2: where a wait is taken away that never ended in play, and for all that it kept from opening,
        the organisation concurs at once; nobody ever refused."""
        step = initiative.steps[step_id]
        if step.by not in unfolding.exercise.holders:
            return False
        if recorded is not None and not (recorded.waited_by_organisation and self.drops(boundary_of(recorded))):
            return False
        return self._approve(unfolding, initiative, step_id, None, 0)

    def _approve(
        self, unfolding: Unfolding, initiative: Initiative, step_id: StepId, recorded: StepState | None, kept: int
    ) -> bool:
        exercise = unfolding.exercise
        final = self.recorded[initiative.id].parameters
        granted = {name: final[name] for name in recorded.reduced_from} if recorded else {}
        declared = exercise.type_of(initiative).step(step_id)
        price = price_of(exercise.world, declared, {**initiative.parameters, **granted})
        step = initiative.steps[step_id]
        if not (can_spend(exercise, step) and can_pay(exercise, step.account, price)):
            unfolding.happen(charge(exercise, initiative, step_id, "slots", 1))
            return False
        waits = ((kept, "organisation"), *self._other_waits(recorded, step))
        for weeks, kind in waits:
            if weeks:
                unfolding.happen(charge(unfolding.exercise, initiative, step_id, kind, weeks))  # type: ignore[arg-type]
        initiative = unfolding.exercise.initiatives[initiative.id]
        event = approval(unfolding.exercise, initiative, step_id, through="order", price=price, granted=granted)
        unfolding.happen(event)
        open_steps(unfolding, initiative.id)
        return True

    @staticmethod
    def _other_waits(recorded: StepState | None, step: StepState) -> tuple[tuple[int, str], ...]:
        """Waits for slots and for an unheld seat stay as they were; weeks tried in vain here count towards the former."""
        if recorded is None:
            return ()
        return (
            (max(0, recorded.waited_for_slots - step.waited_for_slots), "slots"),
            (recorded.waited_unheld, "unheld"),
        )


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
