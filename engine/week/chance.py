"""Where a week's uncertain amounts come from: keyed dice in an exercise, expected values in a projection."""

from dataclasses import dataclass
from typing import Protocol

from engine.deck import Need
from engine.dice import draw
from engine.units import THOUSAND, between
from engine.world import Theatre


class Chance(Protocol):
    """What the kernel asks of chance."""

    def need(self, need: Need, week: int) -> int:
        """Thousandths of a system that the theatre asks for in this week."""

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """Thousandths that a sea shipment loses on the way."""


@dataclass(frozen=True, slots=True)
class Dice:
    """Rule 6.1 and 6.5: draws keyed by the system and the week."""

    seed: str

    def need(self, need: Need, week: int) -> int:
        """A three-point draw between low, mode and high."""
        at = draw(self.seed, "need", need.system, week=week)
        return between(need.low * THOUSAND, need.mode * THOUSAND, need.high * THOUSAND, at)

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """All or nothing: an attacked shipment loses its declared part."""
        attacked = draw(self.seed, "interdiction", system, week=week) < theatre.hazard_permille
        return sent * theatre.loss_permille // THOUSAND if attacked else 0


@dataclass(frozen=True, slots=True)
class Expected:
    """No chance: the mode of every need, and the mean of every loss."""

    def need(self, need: Need, week: int) -> int:
        """The mode."""
        return need.mode * THOUSAND

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """The mean loss."""
        return sent * theatre.loss_permille * theatre.hazard_permille // (THOUSAND * THOUSAND)
