"""How any policy that takes part approves, amends and answers: as far as its slots, its money and the law allow."""

from collections.abc import Iterable, Iterator

from engine.ids import StepId
from engine.orders import AmendInitiative, AnswerInject, ApproveStep
from engine.rules.money import price_of
from engine.rules.parameters import offered
from engine.views import InjectSeen, View
from engine.views_initiatives import InitiativeSeen, StepSeen

ADDED = "We add what was asked for; the rest stands."


def own_first(view: View) -> list[tuple[InitiativeSeen, StepId, StepSeen]]:
    """What waits, own initiatives before others': slots are scarce, and everybody spends them so."""
    return sorted(view.waiting_steps(), key=lambda one: one[0].proposer != view.organisation)


class Means:
    """The slots and the money that an organisation still has in one look at its view, as it gives one order after another."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.slots: dict[str, int] = {}
        self.money: dict[str, int] = {}

    def approval(self, initiative: InitiativeSeen, step_id: StepId, step: StepSeen) -> Iterator[ApproveStep]:
        """The step approved, with less where the money does not reach and less may be granted; nothing where it cannot be."""
        left = {kind: self.slots.get(kind, self.view.slots_left(kind)) - amount for kind, amount in step.spends.items()}
        granted = self._granted(initiative, step_id, step)
        if granted is None or any(amount < 0 for amount in left.values()) or not self.view.lawful(initiative, step_id):
            return
        self.slots |= left
        reduce, price = granted
        if step.account:
            self.money[step.account] = self._balance(step.account) - price
        yield ApproveStep(initiative=initiative.id, step=step_id, reduce=reduce)

    def _balance(self, account: str) -> int:
        return self.money.get(account, self.view.balances.get(account, 0))

    def _granted(self, initiative: InitiativeSeen, step_id: StepId, step: StepSeen) -> tuple[dict[str, str], int] | None:
        """What is granted less of, and the price; None where no less can be granted that the money reaches."""
        if not step.account or step.price <= self._balance(step.account):
            return {}, step.price
        declared = self.view.type_of(initiative).step(step_id)
        for reduce in _less(self.view, initiative, step_id):
            price = price_of(self.view.world, declared, {**initiative.parameters, **reduce})
            if price <= self._balance(step.account):
                return reduce, price
        return None


def _less(view: View, initiative: InitiativeSeen, step_id: StepId) -> Iterator[dict[str, str]]:
    """What may be granted instead, the most first: a smaller choice, or three quarters, a half and a quarter of a number."""
    kind = view.type_of(initiative)
    for parameter in kind.parameters:
        if parameter.id not in kind.step(step_id).reduces:
            continue
        asked = initiative.parameters[parameter.id]
        choices = offered(view.world, parameter)
        smaller = reversed(choices[: choices.index(asked)]) if choices else _shares(int(asked), parameter.low)
        yield from ({parameter.id: one} for one in smaller)


def _shares(asked: int, low: int) -> Iterator[str]:
    for quarters in (3, 2, 1):
        if asked * quarters // 4 >= low:
            yield str(asked * quarters // 4)


def amendments(view: View) -> Iterable[AmendInitiative]:
    """Own initiatives that came back go out again, with a word more."""
    for initiative in dict.fromkeys(one.id for one, _, _ in view.returned_steps()):
        yield AmendInitiative(initiative=initiative, note=ADDED)


def answer(inject: InjectSeen, index: int) -> AnswerInject:
    """One of the choices of an inject, or a plain acknowledgement where it offers none."""
    if inject.choices:
        return AnswerInject(inject=inject.inject, choice=inject.choices[index % len(inject.choices)][0])
    return AnswerInject(inject=inject.inject, text="Understood; our orders follow.")
