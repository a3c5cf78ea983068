"""What a measure of an objective gives: a figure with its unit and the entries it rests on. Nothing is measured here."""

from collections.abc import Callable
from dataclasses import dataclass

from aar.reading import Played
from engine.ids import SystemId
from engine.objectives import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure; None where there was nothing to measure, or where what was asked for never came."""

    value: int | None
    says: str
    """The figure in words, with its unit."""
    entries: tuple[int, ...] = ()
    never: bool = False
    """Whether what was asked for never came: then the criterion is not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurable:
    """What measures look at."""

    played: Played
    measure: Measure

    @property
    def last_week(self) -> int:
        """The last week that counts."""
        weeks = self.played.exercise.week - 1
        return min(weeks, self.measure.by_month * 52 // 12) if self.measure.by_month else weeks

    @property
    def priority(self) -> tuple[SystemId, ...]:
        """The systems that the deck is about."""
        return tuple(SystemId(one) for one in self.played.start.world.deck.priority_systems)


Measuring = Callable[[Measurable], Measured]


def percent_of(part: int, whole: int) -> int | None:
    """Whole percent, downwards; None of nothing."""
    return part * 100 // whole if whole else None
