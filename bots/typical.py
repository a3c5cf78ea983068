"""A typical organisation: it proposes what is in its interest, answers late, declines some of it, and leaves some lying."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bots.answering import Means, amendments, answer, own_first
from bots.habits import ANSWERED, HABITS, OTHERS, OVERLOOKED_FOR, RISK_TO_PERCENT, WORD_FOR, Habit, Late, Refusal
from bots.policy import estimate, lot, ready
from bots.proposals import due_proposals
from bots.steering import due_policies, due_ranking
from bots.subjects import subjects
from bots.talking import replies
from engine.ids import InitiativeId, StepId
from engine.orders import DeclineStep, Order, ReturnStep, SetIntent
from engine.views import View
from engine.views_initiatives import InitiativeSeen, StepSeen


@dataclass(frozen=True, slots=True)
class Typical:
    """Its lots are keyed by its salt, the step and the turn: the same game goes the same way."""

    salt: str = ""
    name: str = "typical"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """It leaves no word before it knows how long a turn lasts."""
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        """Estimate, policies, proposals, amendments, such answers as fall due, replies, its word for a long turn, ready."""
        habit = HABITS.get(view.organisation, OTHERS)
        yield from estimate(view, habit.optimism, habit.first_mover)
        yield from due_ranking(view)
        yield from due_policies(view)
        proposals = tuple(due_proposals(view))
        yield from proposals
        if proposals:
            return  # what they open is seen at the next look, before slots are given to others
        yield from amendments(view)
        yield from self._answers(view, habit)
        for inject in view.waiting_injects():
            if lot(self.salt, view.organisation, inject.inject, str(view.turn)) < ANSWERED:
                yield answer(inject, lot(self.salt, "choice", view.organisation, inject.inject, sides=60))
        yield from replies(view, self.salt, agrees=habit.agrees)
        yield from _word(view, habit)
        yield from ready(view)

    def _answers(self, view: View, habit: Habit) -> Iterator[Order]:
        """Approved, refused or left lying, step by step; what it has declined it does not take up again in the same look."""
        means, declined = Means(view), set[InitiativeId]()
        for waits, among in ((True, own_first(view)), (False, view.running_clocks())):
            for initiative, step_id, step in among:
                if initiative.id in declined:
                    continue
                about = habit, initiative, step_id, step
                for order in self._answer(means, *about) if waits else self._refusal(view, *about):
                    if isinstance(order, DeclineStep):
                        declined.add(initiative.id)
                    yield order

    def _answer(
        self, means: Means, habit: Habit, initiative: InitiativeSeen, step_id: StepId, step: StepSeen
    ) -> Iterable[Order]:
        view = means.view
        mine = initiative.proposer == view.organisation
        if not mine and not self._gets_round_to(view, habit, initiative, step_id, step):
            return
        refused = () if mine else tuple(self._refusal(view, habit, initiative, step_id, step))
        yield from refused or means.approval(initiative, step_id, step)

    def _gets_round_to(self, view: View, habit: Habit, initiative: InitiativeSeen, step_id: StepId, step: StepSeen) -> bool:
        """Its weeks are up by the middle of the turn, and it is not overlooked in this turn."""
        about = (view.organisation, initiative.id, step_id)
        middle = view.first_week + (view.last_week - view.first_week + 1) // 2
        late = drawn(habit.late, lot(self.salt, "late", *about, sides=1_000))
        found = lot(self.salt, "overlooked", *about, str(view.turn)) >= habit.overlooked
        return step.opened + late <= middle and (found or view.last_week - view.first_week >= OVERLOOKED_FOR)

    def _refusal(
        self, view: View, habit: Habit, initiative: InitiativeSeen, step_id: StepId, step: StepSeen
    ) -> Iterator[Order]:
        kind = view.type_of(initiative)
        about = subjects(kind, kind.step(step_id))
        for number, one in enumerate(habit.refusals):
            drawn_lot = lot(self.salt, "refusal", str(number), view.organisation, initiative.id, step_id)
            if one.subject in about and _holds(view, one) and drawn_lot < _percent(view, one):
                if not one.returned:
                    yield DeclineStep(initiative=initiative.id, step=step_id, reason=one.reason)
                    return
                if not step.returned:
                    yield ReturnStep(initiative=initiative.id, step=step_id, reason=one.reason)
                    return


def drawn(late: Late, of_thousand: int) -> int:
    """Weeks from a three-point range: half of the lots lie below the mode, half above."""
    if of_thousand < 500:
        return late.low + (late.mode - late.low) * of_thousand // 500
    return late.mode + (late.high - late.mode) * (of_thousand - 500) // 500


def _holds(view: View, refusal: Refusal) -> bool:
    index, value = refusal.above
    return not index or view.indices.get(index, 0) > value


def _percent(view: View, refusal: Refusal) -> int:
    if refusal.percent is not None:
        return refusal.percent
    partner = view.world.partners.get(view.organisation)
    return partner.political_risk.value // RISK_TO_PERCENT if partner else 0


def _word(view: View, habit: Habit) -> Iterator[SetIntent]:
    """For a long turn: approve up to its ceilings; what it left for a long turn it takes back for a short one."""
    long = view.last_week - view.first_week + 1 > WORD_FOR
    stance = view.intent.get("stance", "ask")
    if long and habit.word is not None and stance == "ask":
        price, risk = habit.word
        yield SetIntent(stance="approve", price_ceiling=price, risk_ceiling=risk, after_weeks=habit.rest)
    elif not long and stance == "approve":
        yield SetIntent(stance="ask")
