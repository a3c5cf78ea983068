"""What summary.json and findings.json hold, field by field; their JSON schemas come from here. Nothing is computed."""

from typing import Annotated, Literal

from pydantic import Field

from aar.models_of_annotations import RaisedShape, VerdictsShape
from aar.models_of_objectives import ObjectiveShape
from aar.models_of_thorough import ThoroughShape
from aar.models_of_worlds import (
    Document,
    Hash,
    MonthlyRate,
    Permille,
    Redrawn,
    RedReaction,
    Split,
    Spread,
    SystemSplit,
    Thousandths,
)
from engine.ids import SystemId

Area = Literal["doctrine", "organization", "training", "materiel", "leadership", "personnel", "facilities", "policy"]
Kind = Literal["seam", "pacing", "unheld", "withheld", "not_attempted", "gap", "strength"]
Boundary = tuple[str, str]


class Expectation(Document):
    """What one organisation expected of a system's rate in one month, and what came."""

    month: int
    """Months after StartEx."""
    low: MonthlyRate
    expected: MonthlyRate
    high: MonthlyRate
    confidence: Literal["low", "medium", "high"]
    first_mover: str
    """The organisation that must act first, as they said."""
    came: MonthlyRate | None
    """The rate at the end of that month; null where it was not played."""
    entries: tuple[int, ...] = ()
    """The entry in which it was sealed; what came rests on the entries that report weeks."""


class SystemSummary(Document):
    """One system over the weeks that were played; quantities in thousandths of a unit."""

    title: str
    need: dict[str, Thousandths]
    """Demand before rationing, by theatre."""
    met: dict[str, Thousandths]
    """What was there and used, by theatre; need = met + short."""
    short: dict[str, Thousandths]
    """Need that was not met, by theatre."""
    first_week_short: int | None
    """The first exercise week in which any theatre was short; null where none was."""
    weeks_short: int
    """Weeks in which any theatre was short."""
    start_rate: MonthlyRate
    """What its open lines made at StartEx."""
    best_rate: MonthlyRate
    """The best mean of four weeks (rule 16.2)."""
    month_doubled: int | None
    """The exercise month in which the rate first reached twice its rate at StartEx; null where it never did."""
    said: dict[str, dict[str, tuple[Expectation, ...]]]
    """Estimates, by organisation and occasion (`StartEx`, `mid-point`, `EndEx`)."""
    beforehand: Thousandths
    """What would have been short, had what the orders built been begun 104 weeks earlier (rule 15.9)."""
    binding: dict[str, Permille]
    """What bound its lines in the weeks in which they could still have made what was short, by constraint; sums to 1000."""
    split: Split
    """With red as played (run A)."""
    split_in: dict[str, Split]
    """The same by theatre."""
    red_reacting: Split
    """The same division with red reacting to each world (run B, rule 15.10)."""
    red_reacting_in: dict[str, Split]
    """The same by theatre."""
    redrawn: Redrawn | None
    """Null where chance was not redrawn."""


class Link(Document):
    """One link of a chain from a shortage back to a boundary."""

    link: Literal["shortage", "line", "constraint", "initiative", "step", "boundary"]
    subject: str
    """The id of what the link is about."""
    says: str
    """The link in a sentence."""
    entries: tuple[int, ...] = ()
    """Entries of the log that say so."""


class Finding(Document):
    """A gap, seam, choice or strength with its chain and its evidence."""

    ids: tuple[str, ...]
    """By which it is judged: the candidates that it is made of, or what the worlds priced."""
    code: str
    """Its detector."""
    kind: Kind
    """From the ladder of worlds; `withheld` is a choice."""
    class_: str = Field(alias="class")
    """The class of its detector, for example `capacity` or `coordination`."""
    status: Literal["candidate", "computed", "confirmed"]
    """A candidate was noticed by a detector; computed from shortfall; confirmed by an evaluator."""
    organisations: tuple[str, ...]
    """Those it concerns; of a seam both sides."""
    severity: Annotated[int, Field(ge=1, le=5)]
    title: str
    chain: tuple[Link, ...]
    evidence: tuple[int, ...]
    """Numbers of the entries that prove it."""
    dotmlpf: tuple[Area, ...]
    """Where its cause lies (DOTMLPF-P); leadership stands for leadership and education."""
    owner: str
    """Who would own it in an improvement plan."""
    objectives: tuple[str, ...]
    """Objectives of the deck that it speaks to."""
    week: int
    """The exercise week in which it was noticed."""
    notional: bool
    """Whether a value that it rests on is notional: to be taken with care."""
    control_inputs: tuple[int, ...] = ()
    """Entries in its chain in which control changed the course by hand."""
    verdicts: VerdictsShape | None = None
    """What evaluators, control and organisations say of it; null where nobody did, or no annotations were read."""


class BoundaryWorth(Document):
    """What the waits on one boundary cost, in thousandths by system; negative where their absence would have cost more."""

    between: Boundary
    """Two organisations in the order of their ids; the same one twice where it waited for itself."""
    shapley: dict[SystemId, Thousandths]
    """Its share: the mean over all orders of taking boundaries away; shares sum to the seam."""
    first_in: dict[SystemId, Thousandths]
    """What taking its waits away alone would save."""
    last_in: dict[SystemId, Thousandths]
    """What it would save when all others are gone already."""
    joint_with: tuple[Boundary, ...]
    """Boundaries with which it is to be read together."""
    sampled: bool
    """Whether `shapley` is the mean of sampled orders instead of all."""
    error: dict[SystemId, Thousandths]
    """Standard error of a sampled share; 0 where it is exact."""
    redrawn: dict[SystemId, Spread] | None
    """`shapley` over the first redraws of chance; null where it was not redrawn."""
    weighted: Thousandths
    """The shares of all systems by the declared weights, in thousandths of a unit of weight 1,000."""
    equal: Thousandths
    """The same with equal weights: a sum over unlike things, to be read beside the other and never alone."""


class Findings(Document):
    """findings.json, and what `surgex findings --json` prints."""

    format: Literal[1] = 1
    """The version of this file's shape: it rises when a field goes or changes its meaning, not when one is added."""
    exercise: str
    deck: str
    head: Hash
    entries: int
    ended: bool
    """Whether EndEx was reached; else these are the findings so far."""
    other_rules: str = ""
    """Why other rules than those that worked this out made the log; empty where nothing says so."""
    findings: tuple[Finding, ...]
    boundaries: tuple[BoundaryWorth, ...]
    objectives: tuple[ObjectiveShape, ...]
    """Those of the deck, with their computed ratings."""
    systems: dict[str, SystemSplit]
    """By system id."""
    redraws: int
    """How often chance was redrawn."""
    redraws_of_boundaries: int
    """For how many of the redraws the boundaries were weighed again."""
    red_reactions: tuple[RedReaction, ...]
    """The worlds in which red would have acted otherwise (run B)."""
    control_inputs: tuple[int, ...]
    """Entries in which control changed the course by hand."""
    thorough: ThoroughShape | None
    """What the answer rests on; null where that was not asked for (`--thorough`)."""
    rests_on: tuple[str, ...]
    """Sentences that say what the claims rest on."""
    raised: tuple[RaisedShape, ...] = ()
    """Candidates that somebody raised by hand."""
    annotations: int = 0
    """How many annotations were read beside the log."""
    annotations_head: Hash | None = None
    """The hash of the last of them; null where there is none."""


class Summary(Document):
    """summary.json, and what `surgex play --json` prints: one exercise, whole."""

    format: Literal[1] = 1
    """The version of this file's shape: it rises when a field goes or changes its meaning, not when one is added."""
    exercise: str
    marking: str
    deck: str
    """The deck's id."""
    start: str
    """The deck's start that was played, for example `warning`."""
    pace: str
    seed: str | None
    """Null while an exercise runs that others play: the seed is secret until EndEx."""
    baseline: str
    """The variant of the baseline that was played on."""
    state_hash: Hash
    """The hash of the whole state after the last entry."""
    head: Hash
    """The hash of the last entry."""
    entries: int
    """Entries of the log, the header included."""
    ended: bool
    turns: int
    """Turns of this pace."""
    turns_played: int
    """Turns of which every week was resolved."""
    weeks: int
    """Weeks that were resolved."""
    injects_released: int
    shooting_week: int
    """The first week of the shooting war, counted from StartEx as week 1."""
    systems: dict[str, SystemSummary]
    """By system id."""
    findings: tuple[Finding, ...]
    boundaries: tuple[BoundaryWorth, ...]
    objectives: tuple[ObjectiveShape, ...]
    """Those of the deck, with their computed ratings."""
    redraws: int
    """How often chance was redrawn."""
    redraws_of_boundaries: int
    """For how many of the redraws the boundaries were weighed again."""
    red_reactions: tuple[RedReaction, ...]
    """The worlds in which red would have acted otherwise (run B)."""
    void: int
    """Steps for which the last world found no slots, no money or no law to the end."""
    control_inputs: tuple[int, ...]
    rests_on: tuple[str, ...]
