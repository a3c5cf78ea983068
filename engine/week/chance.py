"""Where a week's uncertain amounts come from: keyed dice in an exercise, expected values in a projection."""

from typing import Protocol

from engine.baseline import Theatre
from engine.dice import draw
from engine.units import THOUSAND, between
from engine.week.plan import NeedRow


class Chance(Protocol):
    """What the kernel asks of chance."""

    def needs(self, rows: tuple[NeedRow, ...], week: int) -> list[int]:
        """Thousandths that theatres ask for in this week, row by row."""

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """Thousandths that a sea shipment loses on the way."""


class Dice:
    """Rules 6.1 and 6.5: draws keyed by the theatre, the system and the week; each is made once by the same dice."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._needs: dict[tuple[int, int], tuple[tuple[NeedRow, ...], list[int]]] = {}
        self._attacked: dict[tuple[str, str, int], bool] = {}

    def needs(self, rows: tuple[NeedRow, ...], week: int) -> list[int]:
        """A three-point draw between low, mode and high for each."""
        known = self._needs.get((id(rows), week))
        if known is not None and known[0] is rows:
            return known[1]
        drawn = [
            between(low, mode, high, draw(self.seed, "need", system, theatre, week=week)) if low < high else mode
            for _, low, mode, high, system, theatre in rows
        ]
        self._needs[id(rows), week] = rows, drawn
        return drawn

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """All or nothing: an attacked shipment loses its declared part."""
        about = theatre.id, system, week
        attacked = self._attacked.get(about)
        if attacked is None:
            at = draw(self.seed, "interdiction", system, theatre.id, week=week)
            attacked = self._attacked[about] = at < theatre.hazard_permille
        return sent * theatre.loss_permille // THOUSAND if attacked else 0


class Expected:
    """No chance: the mode of every need, and the mean of every loss."""

    def needs(self, rows: tuple[NeedRow, ...], week: int) -> list[int]:
        """The modes."""
        return [row[2] for row in rows]

    def lost(self, theatre: Theatre, system: str, week: int, sent: int) -> int:
        """The mean loss."""
        return sent * theatre.loss_permille * theatre.hazard_permille // (THOUSAND * THOUSAND)
