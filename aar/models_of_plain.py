"""What `surgex findings LOG --quick --json` prints, field by field; its JSON schema comes from here. Nothing is computed."""

from typing import Literal

from aar.models_of_objectives import ObjectiveShape
from aar.models_of_worlds import Document, Hash, MonthlyRate, Thousandths

Boundary = tuple[str, str]


class PlainSplit(Document):
    """What was short of one system, by the world that takes it away; the five sum exactly to `short`. Thousandths.

    The first four are those of findings.json; `rest` is its `not_attempted` and `gap` together.
    """

    seam: Thousandths
    """Lost while steps waited for their organisation."""
    pacing: Thousandths
    """Lost while answers waited for the exercise's own turns: no finding."""
    unheld: Thousandths
    """Lost to the silence of organisations that nobody held."""
    withheld: Thousandths
    """Lost to declines and returns: choices, with their reasons."""
    rest: Thousandths
    """What none of these worlds took away; which of it somebody could have attempted takes a planner to tell."""


class PlainSystemShape(Document):
    """One system over the weeks that were played; quantities in thousandths of a unit."""

    need: Thousandths
    """Demand before rationing, all theatres."""
    short: Thousandths
    """Need that was not met, all theatres."""
    start_rate: MonthlyRate
    """What its open lines made at StartEx."""
    best_rate: MonthlyRate
    """The best mean of four weeks (rule 16.2)."""
    month_doubled: int | None
    """The exercise month in which the rate first reached twice its rate at StartEx; null where it never did."""
    split: PlainSplit
    split_in: dict[str, PlainSplit]
    """The same by theatre."""


class WaitedShape(Document):
    """A boundary on which steps waited for their organisation; what that cost is not worked out."""

    between: Boundary
    """Two organisations in the order of their ids; the same one twice where it waited for itself."""
    weeks: int
    """Of all its steps."""
    steps: int
    entries: tuple[int, ...]
    """Where the step that waited longest was opened, waited and answered."""


class NoticedShape(Document):
    """What one detector noticed: candidates, which the worlds have not priced."""

    code: str
    title: str
    subjects: tuple[str, ...]


class PlainFindings(Document):
    """What `surgex findings LOG --quick --json` prints."""

    format: Literal[1] = 1
    """The version of this document's shape: it rises when a field goes or changes its meaning, not when one is added."""
    exercise: str
    deck: str
    head: Hash
    entries: int
    ended: bool
    """Whether EndEx was reached; else this is the split so far."""
    other_rules: str = ""
    """Why other rules than those that worked this out made the log; empty where nothing says so."""
    systems: dict[str, PlainSystemShape]
    """By system id."""
    waited: tuple[WaitedShape, ...]
    """The most weeks first."""
    noticed: tuple[NoticedShape, ...]
    """In the order of the detectors' codes."""
    objectives: tuple[ObjectiveShape, ...]
    """Those of the deck, with their computed ratings."""
    control_inputs: tuple[int, ...]
    """Entries in which control changed the course by hand."""
    left_out: str
    """What is not worked out here, and how it is."""
