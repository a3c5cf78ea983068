"""What report.json holds beside findings.json: every figure with its entries, who took part, what came, what is planned."""

from typing import Literal

from aar.models import Findings, SystemSummary
from aar.models_of_talk import TalkShape
from aar.models_of_worlds import Document, Hash


class FigureShape(Document):
    """A figure that the log alone says, and the entries from which anybody can count it again."""

    what: str
    """What is counted: `whats` says how."""
    of: tuple[str, ...]
    """Of what: ids, in the order that `whats` names."""
    value: int | None
    """Null where it never came."""
    unit: str
    """`thousandths …` where the value is in thousandths of a unit."""
    entries: tuple[int, ...]


class ParticipantShape(Document):
    """One organisation that was held."""

    organisation: str
    group: str
    holders: tuple[str, ...]
    """Random ids in the order in which they took the seat; never names."""
    since: tuple[int, ...]
    """The entries in which they took it."""


class InjectShape(Document):
    """One inject as it was played."""

    id: str
    reference: str
    status: str
    came: str
    """Turn, week and time; empty where it did not come."""
    title: str
    text: str
    """As it was released; empty where it did not come."""
    to: tuple[str, ...]
    expects: tuple[str, ...]
    """What was expected of those to whom it went."""
    objective: str
    answers: str
    remarks: str
    entries: tuple[int, ...]


class PlanShape(Document):
    """One row of the improvement plan; empty where it is left to be filled in."""

    capability: str
    issue: str
    action: str
    element: str
    cause: str
    owner: str
    contact: str
    start: str
    completion: str


class SaidAfterShape(Document):
    """One organisation's answers in the hot wash."""

    organisation: str
    answers: dict[str, str]
    """By prompt."""
    entries: tuple[int, ...]


class ReportShape(Document):
    """report.json: the after-action report as data."""

    format: Literal[1] = 1
    """The version of this file's shape: it rises when a field goes or changes its meaning, not when one is added."""
    marking: str
    audience: str
    """Empty for the whole report; an organisation's id, or `public`."""
    left_out: tuple[str, ...]
    """What a report for an audience does not hold."""
    fault: str
    """Where the log is not sound; empty where nothing was found."""
    head: Hash
    engine: str
    """The version that recorded the log."""
    findings: Findings
    systems: dict[str, SystemSummary]
    """Quantities are summed over the entries in `weeks`, rates at StartEx stand in entry 0; shares rest on the whole log."""
    weeks: tuple[int, ...]
    """The entries that report a week each."""
    whats: dict[str, str]
    """What a figure can be of."""
    figures: tuple[FigureShape, ...]
    """Those that stand in the report, in the order in which they first do."""
    participants: tuple[ParticipantShape, ...]
    injects: tuple[InjectShape, ...]
    plan: tuple[PlanShape, ...]
    hot_wash: tuple[SaidAfterShape, ...]
    talk: TalkShape
    """Free actions, agreements, requests, words in the room and messages; for an audience what it was told of."""
    feedback: dict[str, tuple[str, ...]]
    """By question the answers, sorted, so that no form can be put together again."""
