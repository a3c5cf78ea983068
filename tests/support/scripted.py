"""A policy that gives the orders that a test states, turn by turn, and says nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.orders import Order
from engine.views import View


@dataclass(slots=True)
class Scripted:
    """Each order once, in its turn."""

    by_turn: Mapping[int, tuple[Order, ...]] = field(default_factory=dict)
    given: int = 0
    name: str = "scripted"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """No standing intent."""
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        """What is due in this turn, once."""
        if self.given < view.turn:
            self.given = view.turn
            yield from self.by_turn.get(view.turn, ())
