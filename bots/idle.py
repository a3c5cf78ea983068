"""The policy that does nothing but say that it is ready: what the world does by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from bots.policy import estimate, ready
from engine.orders import Order
from engine.views import View


@dataclass(frozen=True, slots=True)
class Idle:
    """Gives its estimate, and nothing else."""

    salt: str = ""
    name: str = "idle"

    def at_check_in(self, view: View) -> Iterable[Order]:
        """No standing intent."""
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        """The estimate, and ready."""
        yield from estimate(view, 0)
        yield from ready(view)
