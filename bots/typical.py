"""A typical organisation: it proposes what is in its interest, answers much of what waits for it, and not all in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from bots.policy import estimate, lot, ready
from bots.prompt import affordable, answer
from bots.proposals import due_proposals, due_ranking
from engine.ids import StepId
from engine.orders import ApproveStep, DeclineStep, Order
from engine.views import InitiativeSeen, StepSeen, View

GROWTH = {
    "nsc/staff": {6: 130, 12: 200, 24: 300},
    "dod/as": {6: 120, 12: 160, 24: 240},
    "industry/primes": {6: 105, 12: 125, 24: 160},
}
OTHERS_GROWTH = {6: 120, 12: 170, 24: 250}
ANSWERED_IN_TIME = 55
"""Percent of the steps that are answered in the turn in which they are first seen; the rest are asked again next turn."""
DECLINED = {"nsc/state": 12, "congress/appropriators": 10, "industry/primes": 8}
"""Percent of steps that are declined, by organisation; no other declines."""
REASONS = {
    "nsc/state": "The technology release has not been assessed for diversion.",
    "congress/appropriators": "Not without a multiyear plan that shows what the money buys.",
    "industry/primes": "No business case at this volume without a firm commitment.",
}


@dataclass(frozen=True, slots=True)
class Typical:
    """Its lots are keyed by its salt, the step and the turn: the same game goes the same way."""

    salt: str = ""
    name: str = "typical"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """It gives no standing intent: what opens while weeks pass is held."""
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        """Estimate, ranking, proposals, such answers as fall due, ready."""
        yield from estimate(view, GROWTH.get(view.organisation, OTHERS_GROWTH))
        yield from due_ranking(view)
        yield from due_proposals(view)
        for initiative, step_id, step in view.waiting_steps():
            yield from self._answer(view, initiative, step_id, step)
        for inject in view.waiting_injects():
            yield answer(inject, lot(self.salt, view.organisation, inject.inject, sides=8))
        yield from ready(view)

    def _answer(self, view: View, initiative: InitiativeSeen, step_id: StepId, step: StepSeen) -> Iterable[Order]:
        about = (view.organisation, initiative.id, step_id)
        mine = initiative.proposer == view.organisation
        if not mine and lot(self.salt, *about, str(view.turn)) >= ANSWERED_IN_TIME:
            return
        if not mine and lot(self.salt, "decline", *about) < DECLINED.get(view.organisation, 0):
            yield DeclineStep(initiative=initiative.id, step=step_id, reason=REASONS[view.organisation])
        elif affordable(view, step.spends, step.account, step.price):
            yield ApproveStep(initiative=initiative.id, step=step_id)
