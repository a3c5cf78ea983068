"""From measures to a rating in the four steps of an exercise evaluation; evaluators may rate otherwise (rule 16.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aar.objectives import orders, output, standing
from aar.objectives.measured import Measurable, Measured, Measuring
from aar.reading import Played
from engine.objectives import Criterion, Measure, MeasureName, Objective

SOME, MAJOR = 75, 40
"""Rule 16.3: percent of the criteria from which an objective counts as performed with some, and with major challenges."""
Rating = Literal["P", "S", "M", "U"]
MEASURES: Mapping[MeasureName, Measuring] = {
    "systems-surged": output.systems_surged,
    "weeks-without-supply": output.weeks_without_supply,
    "turns-to-ruling": output.turns_to_ruling,
    "orders-not-blocked": orders.orders_not_blocked,
    "releases-assessed": orders.releases_assessed,
    "leaks": standing.leaks,
    "allied-lines-opened": output.allied_lines_opened,
    "allied-share-of-added-output": output.allied_share_of_added_output,
    "allied-share-of-repair": output.allied_share_of_repair,
    "answered-without-wait": orders.answered_without_wait,
    "weeks-to-mechanism": standing.weeks_to_mechanism,
    "industry-accepted": orders.industry_accepted,
    "sources-lost": standing.sources_lost,
    "single-sources": standing.single_sources,
    "adversary-inputs-binding": standing.adversary_inputs_binding,
    "weeks-from-warning": standing.weeks_from_warning,
    "turns-from-warning": standing.turns_from_warning,
    "deterrence-change": standing.deterrence_change,
    "resistance-highest": standing.resistance_highest,
    "commitments-broken": orders.commitments_broken,
    "week-of-agreement": orders.week_of_agreement,
}
"""Rule 16.4: what computes each measure of the closed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One criterion: what was measured, and whether that is enough; None where evaluators must say."""

    asks: str
    met: bool | None
    measured: tuple[tuple[Measure, Measured], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One objective, its criteria, and the rating that follows from those that were computed."""

    objective: Objective
    rating: Rating | None
    criteria: tuple[Judged, ...]


def objectives_rated(played: Played) -> list[Rated]:
    """Rule 16.3: every objective of the deck, in its order."""
    return [_rated(played, one) for one in played.start.world.deck.objectives]


def _rated(played: Played, objective: Objective) -> Rated:
    criteria = tuple(_judged(played, one) for one in objective.criteria)
    return Rated(objective=objective, rating=rating_of([one.met for one in criteria]), criteria=criteria)


def rating_of(met: Sequence[bool | None]) -> Rating | None:
    """Rule 16.3: P where all that was computed is met, S from 75 percent of it, M from 40, else U; None where nothing was."""
    known = [one for one in met if one is not None]
    if not known:
        return None
    percent = sum(known) * 100 // len(known)
    return "P" if percent == 100 else "S" if percent >= SOME else "M" if percent >= MAJOR else "U"


def _judged(played: Played, criterion: Criterion) -> Judged:
    measured = tuple((one, MEASURES[one.measure](Measurable(played=played, measure=one))) for one in criterion.any)
    verdicts = [_enough(measure, found) for measure, found in measured]
    met = True if True in verdicts else None if None in verdicts or not verdicts else False
    return Judged(asks=criterion.asks, met=met, measured=measured)


def _enough(measure: Measure, found: Measured) -> bool | None:
    """Rule 16.3: whether the figure reaches its threshold; None where there is no threshold or nothing to measure."""
    if measure.at_least is None and measure.at_most is None:
        return None
    if found.value is None:
        return False if found.never else None
    if measure.at_least is not None and found.value < measure.at_least:
        return False
    return measure.at_most is None or found.value <= measure.at_most
