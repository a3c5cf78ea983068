"""What a deck asks of the surge: how many priority systems, by which month. Whether they did is measured elsewhere."""

from dataclasses import dataclass

from engine.deck import Deck


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeAsked:
    """So many priority systems at one and a half times their rate by a month; month 0 for the whole exercise."""

    objective: str
    systems: int
    month: int


def surge_asked(deck: Deck) -> SurgeAsked | None:
    """Rule 16.2: the first objective with a threshold for *systems-surged*; None where no objective asks for it."""
    for objective in deck.objectives:
        for criterion in objective.criteria:
            for measure in criterion.any:
                if measure.measure == "systems-surged" and measure.at_least is not None:
                    return SurgeAsked(objective=objective.id, systems=measure.at_least, month=measure.by_month)
    return None
