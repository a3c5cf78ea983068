"""What a bot is: from a view to orders. It sees nothing else, and it keeps nothing between two looks."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

from engine.orders import EstimateRow, MarkReady, Order, SealEstimate
from engine.rules.estimates import MONTHS, occasion_of
from engine.units import THOUSAND
from engine.views import View


class Policy(Protocol):
    """One organisation's way to play. `orders` is asked again after each change until it has nothing more to say."""

    @property
    def name(self) -> str:
        """The name under which the roster knows it."""

    def at_check_in(self, view: View) -> Iterable[Order]:
        """Orders before StartEx: standing intents."""

    def orders(self, view: View) -> Iterable[Order]:
        """Orders in an order phase, in the order in which they are to be given."""


def lot(salt: str, *about: str, sides: int = 100) -> int:
    """A bot's own dice, keyed like the engine's: a whole number in [0, sides)."""
    digest = hashlib.sha256("\x1f".join((salt, *about)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % sides


def estimate(view: View, growth: dict[int, int]) -> Iterable[SealEstimate]:
    """The estimate that is due on this occasion, if it is: today's public rate times `growth` percent by month."""
    occasion = occasion_of(view.turn, view.turns)
    if not occasion or occasion in view.estimates:
        return
    rows = []
    for system in view.world.deck.priority_systems:
        lines = [line for line in view.world.lines.values() if line.system == system]
        rate = sum(line.rate.value for line in lines) // THOUSAND
        for month in MONTHS:
            expected = rate * growth[month] // 100
            rows.append(
                EstimateRow(
                    system=system,
                    month=month,
                    low=expected * 80 // 100,
                    expected=expected,
                    high=expected * 130 // 100,
                    first_mover=view.organisation,
                    confidence="medium",
                )
            )
    yield SealEstimate(rows=tuple(rows))


def ready(view: View) -> Iterable[MarkReady]:
    """Done with this phase, unless that was said already."""
    if not view.ready:
        yield MarkReady(ready=True)
