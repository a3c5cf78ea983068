"""A bot that answers some injects as it is told, and plays as another does in all else. It gives legal orders only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bots.policy import Policy
from engine.orders import AnswerInject, Order
from engine.views import View


@dataclass(frozen=True, slots=True)
class Choosing:
    """`choices` by inject; whoever is not asked leaves them alone."""

    inner: Policy
    choices: Mapping[str, str]
    name: str = "choosing"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """As the other."""
        return self.inner.at_check_in(view)

    def orders(self, view: View) -> Iterable[Order]:
        """The answers first, all else as the other."""
        for inject in view.waiting_injects():
            if inject.inject in self.choices:
                yield AnswerInject(inject=inject.inject, choice=self.choices[inject.inject])
        for order in self.inner.orders(view):
            if not (isinstance(order, AnswerInject) and order.inject in self.choices):
                yield order
