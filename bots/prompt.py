"""The policy that never lets anybody wait: typical's proposals, every step approved at once, nothing declined."""

from collections.abc import Iterable
from dataclasses import dataclass

from bots.policy import estimate, ready
from bots.proposals import due_proposals, due_ranking
from engine.orders import AnswerInject, ApproveStep, Order, SetIntent
from engine.views import InjectSeen, View

GROWTH = {6: 110, 12: 130, 24: 170}


@dataclass(frozen=True, slots=True)
class Prompt:
    """Answers everything in the first phase in which it can."""

    salt: str = ""
    name: str = "prompt"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """Approve all, without ceilings."""
        yield SetIntent(stance="approve")

    def orders(self, view: View) -> Iterable[Order]:
        """Estimate, proposals, every answer, ready."""
        yield from estimate(view, GROWTH)
        yield from due_ranking(view)
        yield from due_proposals(view)
        for initiative, step_id, step in view.waiting_steps():
            if affordable(view, step.spends, step.account, step.price):
                yield ApproveStep(initiative=initiative.id, step=step_id)
        for inject in view.waiting_injects():
            yield answer(inject, 0)
        yield from ready(view)


def affordable(view: View, spends: object, account: str, price: int) -> bool:
    """Whether the slots and the money that a step takes are there."""
    slots = dict(spends)  # type: ignore[call-overload]
    has_slots = all(view.slots_left(kind) >= amount for kind, amount in slots.items())
    return has_slots and (not account or view.balances.get(account, 0) >= price)


def answer(inject: InjectSeen, index: int) -> AnswerInject:
    """One of the choices of an inject, or a plain acknowledgement where it offers none."""
    if inject.choices:
        return AnswerInject(inject=inject.inject, choice=inject.choices[index % len(inject.choices)][0])
    return AnswerInject(inject=inject.inject, text="Understood; our orders follow.")
