"""What documents are made of, and what they say of other worlds: splits, redraws, red reacting. Nothing is computed."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Thousandths = Annotated[int, Field(json_schema_extra={"unit": "thousandths of a unit"})]
MonthlyRate = Annotated[int, Field(json_schema_extra={"unit": "thousandths of a unit a month"})]
Permille = Annotated[int, Field(json_schema_extra={"unit": "permille"})]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Document(BaseModel):
    """A part of a file that others read: frozen, no field beside those declared, quantities whole numbers."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, validate_by_name=True, validate_by_alias=True
    )


class Split(Document):
    """What was short of one system over all theatres, by the world that takes it away; the six sum exactly to `short`.

    Thousandths; a share can be negative, where taking something away would have cost more.
    """

    seam: Thousandths
    """Lost while steps waited for their organisation."""
    pacing: Thousandths
    """Lost while answers waited for the exercise's own turns: no finding."""
    unheld: Thousandths
    """Lost to the silence of organisations that nobody held."""
    withheld: Thousandths
    """Lost to declines and returns: choices, with their reasons."""
    not_attempted: Thousandths
    """What a planner with hindsight would have saved by proposing more."""
    gap: Thousandths
    """What no world took away: an upper bound, since a better plan may exist."""


class Spread(Document):
    """How far a figure reaches when chance is redrawn: the median, and the values at 5 and at 95 percent."""

    median: Thousandths
    p5: Thousandths
    p95: Thousandths


class SplitSpread(Document):
    """Each share of a split over the redraws, by itself: medians need not sum to the median of what was short."""

    seam: Spread
    pacing: Spread
    unheld: Spread
    withheld: Spread
    not_attempted: Spread
    gap: Spread


class Redrawn(Document):
    """One system over the redraws of chance, orders as recorded (rule 15.11)."""

    short: Spread
    split: SplitSpread


class SystemSplit(Document):
    """What was short of one system over all theatres, and how it divides."""

    short: Thousandths
    split: Split
    """With red as played (run A)."""
    red_reacting: Split
    """With red reacting to each world (run B, rule 15.10); where the two differ, both are to be told."""
    redrawn: Redrawn | None
    """Null where chance was not redrawn."""


class RedMove(Document):
    """An action of red in a week."""

    week: int
    by: str
    action: str
    title: str


class RedReaction(Document):
    """A world in which red, left to react, acted otherwise than in play."""

    world: str
    """Its name on the ladder (rule 15.1)."""
    more: tuple[RedMove, ...]
    """What red did there and not in play, in these weeks."""
    fewer: tuple[RedMove, ...]
    """What it did in play and not there."""
