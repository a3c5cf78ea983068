"""What documents say of objectives: ratings, criteria and the measures they follow from. Nothing is computed."""

from typing import Literal

from aar.models_of_annotations import RatingShape
from aar.models_of_worlds import Document


class MeasureShape(Document):
    """One figure; its unit stands in `says`."""

    measure: str
    """Its name in rule 16.4."""
    value: int | None
    """Null where there was nothing to measure, or what was asked for never came."""
    at_least: int | None
    at_most: int | None
    says: str
    entries: tuple[int, ...]
    """Entries of the log that it rests on; 0 holds the declared world."""


class CriterionShape(Document):
    """One thing that an objective asks for; any of its measures is enough."""

    asks: str
    met: bool | None
    """Null where evaluators must say: the measures are what was observed."""
    measures: tuple[MeasureShape, ...]


class ObjectiveShape(Document):
    """One objective and its computed rating; evaluators may rate otherwise."""

    id: str
    title: str
    target: str
    rating: Literal["P", "S", "M", "U"] | None
    """Performed without challenges, with some, with major challenges, unable; null where evaluators must say (rule 16.3)."""
    criteria: tuple[CriterionShape, ...]
    evaluators: tuple[RatingShape, ...] = ()
    """What evaluators rate, of the objective and of its critical tasks, where annotations were read."""
