"""Rated objectives in the shape that summary.json and findings.json have."""

from aar.models_of_objectives import CriterionShape, MeasureShape, ObjectiveShape
from aar.objectives.measured import Measured
from aar.objectives.rating import Judged, Rated, objectives_rated
from aar.reading import Played
from engine.objectives import Measure


def objectives_of(played: Played) -> tuple[ObjectiveShape, ...]:
    """Every objective of the deck."""
    return tuple(_objective(one) for one in objectives_rated(played))


def _objective(one: Rated) -> ObjectiveShape:
    declared = one.objective
    criteria = tuple(_criterion(criterion) for criterion in one.criteria)
    return ObjectiveShape(id=declared.id, title=declared.title, target=declared.target, rating=one.rating, criteria=criteria)


def _criterion(one: Judged) -> CriterionShape:
    return CriterionShape(asks=one.asks, met=one.met, measures=tuple(_measure(*each) for each in one.measured))


def _measure(asked: Measure, found: Measured) -> MeasureShape:
    return MeasureShape(
        measure=asked.measure,
        value=found.value,
        at_least=asked.at_least,
        at_most=asked.at_most,
        says=found.says,
        entries=found.entries,
    )
