"""What documents say of annotations: verdicts beside findings, ratings beside the computed ones. Nothing is computed."""

from typing import Literal

from aar.models_of_worlds import Document


class SaidShape(Document):
    """What one author says, and why."""

    by: str
    """The author on this page: the kind of seat with a number, in the order in which they first wrote; or an organisation."""
    words: str
    annotation: int
    """The number of the record."""


class VerdictsShape(Document):
    """Where a finding stands by what was annotated (rule 17.5)."""

    word: Literal["confirmed", "disputed", "dismissed", "merged"] | None
    """Null where as many confirm as dispute."""
    confirmed: tuple[SaidShape, ...]
    disputed: tuple[SaidShape, ...]
    reason: str
    """Why control dismissed or merged it."""
    into: str
    """What it was merged into."""
    agrees: tuple[SaidShape, ...]
    """Organisations that agreed at the hot wash."""
    disagrees: tuple[SaidShape, ...]


class RatingShape(Document):
    """How one author rates an objective, or one of its critical tasks."""

    rating: Literal["P", "S", "M", "U"]
    task: int
    """Which of the objective's criteria, from 1; 0 for the objective."""
    said: SaidShape


class RaisedShape(Document):
    """A candidate that somebody raised by hand (rule 17.4)."""

    id: str
    kind: Literal["gap", "seam", "choice", "strength"]
    title: str
    text: str
    organisations: tuple[str, ...]
    entries: tuple[int, ...]
    said: SaidShape
    verdicts: VerdictsShape | None
    """Null where nobody judged it."""
