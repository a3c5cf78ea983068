"""What a bot is: from a view to orders. It sees nothing else, and it keeps nothing between two looks."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

from engine.estimates import EstimateRow
from engine.ids import OrganisationId, SystemId
from engine.orders import MarkReady, Order, SealEstimate
from engine.rules.estimates import MONTHS, occasion_of
from engine.units import THOUSAND
from engine.views import View

REACHED_IN = 48
"""Months after which the published highest rates are reachable; those who estimate draw a straight line to them (notional)."""


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


def estimate(view: View, optimism: int, first_mover: str = "") -> Iterable[SealEstimate]:
    """The estimate that is due on this occasion, if it is. Adversaries make none of what the coalition makes.

    It is today's public rate and, by month, so many percent of the way to the public rate that is reachable in four years.
    """
    occasion = occasion_of(view.turn, view.turns)
    adversary = view.world.organisations[view.organisation].report_group == "other"
    if not occasion or occasion in view.estimates or adversary:
        return
    mover = first_mover if first_mover in view.world.organisations else view.organisation
    rows = tuple(_row(view, system, month, optimism, mover) for system in view.world.deck.priority_systems for month in MONTHS)
    yield SealEstimate(rows=rows)


def _row(view: View, system: str, month: int, optimism: int, first_mover: str) -> EstimateRow:
    lines = [line for line in view.world.lines.values() if line.system == system]
    rate = sum(line.rate.value for line in lines) // THOUSAND
    reachable = view.world.systems[SystemId(system)].capacity_48.value
    expected = rate + max(0, reachable - rate) * min(month, REACHED_IN) * optimism // (REACHED_IN * 100)
    return EstimateRow(
        system=system,
        month=month,
        low=rate + (expected - rate) // 2,
        expected=expected,
        high=rate + (expected - rate) * 3 // 2,
        first_mover=OrganisationId(first_mover),
        confidence="medium",
    )


def ready(view: View) -> Iterable[MarkReady]:
    """Done with this phase, unless that was said already."""
    if not view.ready:
        yield MarkReady(ready=True)
