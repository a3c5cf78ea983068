"""How the steps of an exercise are answered in another world: when, after which waits, and with what granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aar.worlds.change import Change, boundary_of
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import HolderId, InitiativeId, OrganisationId, StepId
from engine.rules.initiatives import declined
from engine.rules.law import lacking
from engine.rules.money import can_pay, price_of
from engine.rules.standing import answer_by_intent
from engine.rules.steps import open_steps
from engine.rules.waits import approval, can_spend, charge, stance_of
from engine.unfolding import Unfolding

NEVER = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one world, from those that were recorded."""

    recorded: Mapping[InitiativeId, Initiative]
    """What was played, as it stood at the end."""
    change: Change
    holders: Mapping[OrganisationId, HolderId]
    """Who speaks for whom now."""

    vain: set[tuple[InitiativeId, StepId]] = field(default_factory=set)
    """What found no slot, money or law in this week: it is tried once a week."""

    def give(self, unfolding: Unfolding, identity: InitiativeId, step_id: StepId) -> None:
        """One answer of an order phase, if it falls due here in the week in which it was given in play."""
        initiative = unfolding.exercise.initiatives.get(identity)
        step = initiative.steps.get(step_id) if initiative is not None and initiative.running else None
        if initiative is None or step is None or self._in_week(identity, step_id):
            return
        if step.waits or step.may_be_held:
            self._answer(unfolding, initiative, step_id)

    def give_all(self, unfolding: Unfolding, identity: InitiativeId) -> None:
        """The rest of an order phase. Answers open further steps, in this initiative and no other."""
        while self._give_one(unfolding, identity, in_week=False):
            pass

    def give_in_week(self, unfolding: Unfolding, identities: Sequence[InitiativeId]) -> None:
        """The answers while a week is resolved, and those of what the deck declares for silence."""
        silent = any(one not in self.holders for one in unfolding.exercise.world.organisations)
        for identity in identities:
            moved = True
            while moved:
                while self._give_one(unfolding, identity, in_week=True):
                    pass
                happened = len(unfolding.events)
                if silent:
                    answer_by_intent(unfolding, (identity,))
                moved = len(unfolding.events) > happened

    def _give_one(self, unfolding: Unfolding, identity: InitiativeId, *, in_week: bool) -> bool:
        initiative = unfolding.exercise.initiatives[identity]
        for step_id, step in initiative.steps.items() if initiative.running else ():
            if step.verdict or not (step.waits or step.may_hold) or self._in_week(identity, step_id) != in_week:
                continue
            if self._answer(unfolding, initiative, step_id):
                return True
        return False

    def _in_week(self, identity: InitiativeId, step_id: StepId) -> bool:
        """Whether it is answered while a week is resolved: by an intent in play, and all where nothing waits for the turn."""
        if self.change.turn:
            return True
        known = self.recorded.get(identity)
        step = known.steps.get(step_id) if known else None
        return step is not None and step.through == "intent"

    def _recorded(self, initiative: Initiative, step_id: StepId) -> StepState | None:
        known = self.recorded.get(initiative.id)
        return known.steps.get(step_id) if known else None

    def next_move(self, exercise: Exercise, initiative: Initiative, week: int) -> int:
        """The next week in which something of it can move: an answer falls due, time runs out, or a decision counts.

        What the deck has the silent approve is tried each week.
        """
        weeks = [NEVER]
        for step_id, step in initiative.steps.items():
            if step.waits:
                silent = step.by not in self.holders and stance_of(exercise, initiative, step_id) != "ask"
                weeks.append(week + 1 if silent else max(self._due(initiative, step_id), week + 1))
            elif not step.verdict:
                weeks.append(max(step.opened + step.processing, week + 1))
                if step.may_be_held:
                    weeks.append(max(self._due(initiative, step_id), week + 1))
            elif step.verdict == "approved" and step.decided > week:
                weeks.append(step.decided)
        return min(weeks)

    def _kept(self, step: StepState) -> tuple[int, int, int]:
        """What is left here of the recorded waits by the organisation, for somebody to come, and after returns."""
        by_organisation = step.waited_by_organisation
        if by_organisation and self.change.drops(boundary_of(step)):
            by_organisation = 0
        unheld = 0 if self.change.unheld else step.waited_unheld
        returned = 0 if self.change.concurring else step.waited_returned
        return by_organisation, unheld, returned

    def _due(self, initiative: Initiative, step_id: StepId) -> int:
        """The week in which a step is answered here, as far as slots, money and law allow; NEVER where it is not."""
        step = initiative.steps[step_id]
        recorded = self._recorded(initiative, step_id)
        if recorded is None:
            return self._due_unrecorded(initiative, step)
        kept = sum(self._kept(recorded))
        dropped = recorded.waited_by_organisation + recorded.waited_unheld + recorded.waited_returned - kept
        if recorded.waits or recorded.verdict == "returned":
            ended = self.change.concurring if recorded.verdict == "returned" else bool(dropped)
            return step.opened if ended else NEVER
        if recorded.verdict not in ("approved", "declined"):
            return NEVER
        if recorded.through in ("clock", "work", "waiver"):
            return NEVER
        if self.change.turn:
            return step.opened + kept
        return max(step.opened, recorded.present - (recorded.opened - step.opened) - dropped)

    def _due_unrecorded(self, initiative: Initiative, step: StepState) -> int:
        """Rule 15.2: what opens only here is concurred in at once, by whoever somebody speaks for; nobody ever refused."""
        if not step.waits or (initiative.id not in self.recorded and not self.change.added):
            return NEVER
        return step.opened if self.change.unheld or step.by in self.holders else NEVER

    def _answer(self, unfolding: Unfolding, initiative: Initiative, step_id: StepId) -> bool:
        if unfolding.exercise.week < self._due(initiative, step_id) or (initiative.id, step_id) in self.vain:
            return False
        recorded = self._recorded(initiative, step_id)
        if recorded is not None and recorded.verdict == "declined" and not self.change.concurring:
            waited = self._charge(unfolding, initiative, step_id, recorded)
            unfolding.happen(declined(unfolding.exercise, waited, step_id, through="order", reason="as in play"))
            return True
        if not initiative.steps[step_id].waits:
            return False
        return self._approve(unfolding, initiative, step_id, recorded)

    def _approve(self, unfolding: Unfolding, initiative: Initiative, step_id: StepId, recorded: StepState | None) -> bool:
        exercise = unfolding.exercise
        declared = exercise.type_of(initiative).step(step_id)
        step = initiative.steps[step_id]
        granted: dict[str, str] = {}
        price = 0
        lawful = not lacking(declared, initiative.parameters, exercise.authorities)
        able = lawful and can_spend(exercise, step)
        if able:
            granted = self._granted(initiative, recorded)
            price = price_of(exercise.world, declared, {**initiative.parameters, **granted})
            able = can_pay(exercise, step.account, price)
        if not able:
            self.vain.add((initiative.id, step_id))
            unfolding.happen(charge(exercise, initiative, step_id, "slots" if lawful else "authority", 1))
            return False
        initiative = self._charge(unfolding, initiative, step_id, recorded)
        event = approval(unfolding.exercise, initiative, step_id, through="order", price=price, granted=granted)
        unfolding.happen(event)
        open_steps(unfolding, initiative.id)
        return True

    def _charge(self, unfolding: Unfolding, initiative: Initiative, step_id: StepId, recorded: StepState | None) -> Initiative:
        """The initiative, its step with the waits that it has here."""
        for weeks, kind in self._waits(recorded, initiative.steps[step_id]):
            if weeks:
                unfolding.happen(charge(unfolding.exercise, initiative, step_id, kind, weeks))  # type: ignore[arg-type]
        return unfolding.exercise.initiatives[initiative.id]

    def _granted(self, initiative: Initiative, recorded: StepState | None) -> dict[str, str]:
        if recorded is None or recorded.verdict != "approved":
            return {}
        final = self.recorded[initiative.id].parameters
        less = recorded.reduced_from if self.change.concurring else {**recorded.reduced_from, **recorded.amended_from}
        return {name: final[name] for name in less}

    def _waits(self, recorded: StepState | None, step: StepState) -> Sequence[tuple[int, str]]:
        """Waits for slots and for the law stay as they were; weeks tried in vain here count towards them."""
        if recorded is None:
            return ()
        by_organisation, unheld, returned = self._kept(recorded)
        waits = [(by_organisation, "organisation"), (unheld, "unheld"), (returned, "returned")]
        if not self.change.turn:
            waits.append((max(0, recorded.waited_for_slots - step.waited_for_slots), "slots"))
            waits.append((max(0, recorded.waited_for_authority - step.waited_for_authority), "authority"))
        return waits
