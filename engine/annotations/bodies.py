"""What may be annotated: every kind with its fields. Who may, and when, is in `taking.py`; how it adds up in `folding.py`."""

from collections.abc import Mapping
from typing import ClassVar, Literal, get_args

from engine.declared import declared
from engine.ids import OrganisationId

Mark = Literal["P", "S", "M", "U"]
"""Performed without challenges, with some challenges, with major challenges, unable to be performed."""
FindingWord = Literal["confirmed", "disputed", "dismissed", "merged"]
RaisedKind = Literal["gap", "seam", "choice", "strength"]
Capability = Literal["planning", "organization", "equipment", "training", "exercise"]
"""The capability elements of an improvement plan (POETE)."""
Area = Literal["doctrine", "organization", "training", "materiel", "leadership", "personnel", "facilities", "policy"]
"""Where a cause lies (DOTMLPF-P); leadership stands for leadership and education."""


@declared
class Note:
    """An observation at the table, in the evaluator's words (rule 17.2)."""

    kind: ClassVar[str] = "note"
    text: str
    objective: str = ""
    """The id of an objective of the deck, or nothing."""
    task: int = 0
    """Which of the objective's critical tasks, counted from 1 as the deck lists its criteria; 0 for none of them."""
    organisations: tuple[OrganisationId, ...] = ()
    """Those whom it concerns."""


@declared
class Rate:
    """How an objective, or one of its critical tasks, was performed (rule 17.3)."""

    kind: ClassVar[str] = "rating"
    objective: str
    mark: Mark
    task: int = 0
    """As in a note; 0 for the objective as a whole."""
    explanation: str = ""


@declared
class JudgeFinding:
    """What becomes of a candidate or a finding (rules 17.2 and 17.5)."""

    kind: ClassVar[str] = "finding-verdict"
    about: str
    """Its id: `detector subject`, or `raised N`."""
    verdict: FindingWord
    reason: str = ""
    into: str = ""
    """The id of the one that it is merged into."""


@declared
class RaiseCandidate:
    """A gap, seam, choice or strength that no detector found; its id is `raised N`, N its number (rule 17.4)."""

    kind: ClassVar[str] = "candidate"
    title: str
    what: RaisedKind
    text: str
    organisations: tuple[OrganisationId, ...] = ()
    entries: tuple[int, ...] = ()
    """Entries of the play log that show it."""


@declared
class PlanAction:
    """A row of the improvement plan (rule 17.8)."""

    kind: ClassVar[str] = "corrective-action"
    finding: str
    """The id of the finding that it answers."""
    action: str
    capability: Capability
    owner: OrganisationId
    """The organisation that is responsible for it."""
    areas: tuple[Area, ...] = ()
    implications: str = ""
    """What follows for others, where it does."""
    start: str = ""
    """A day as YYYY-MM-DD, or nothing."""
    completion: str = ""
    replaces: int | None = None
    """The number of the record whose row this one takes the place of."""
    dropped: bool = False
    """Whether the row that it replaces is given up; the action says why."""


@declared
class TakePosition:
    """What an organisation says to a finding at the hot wash (rule 17.6)."""

    kind: ClassVar[str] = "position"
    organisation: OrganisationId
    about: str
    """The id of a finding that was opened, or nothing where it was only read out."""
    agrees: bool
    words: str = ""


@declared
class GiveFeedback:
    """The participants' form, without a name (rule 17.7)."""

    kind: ClassVar[str] = "feedback"
    answers: Mapping[str, str]
    """By the questions of `QUESTIONS`; a question of a scale is answered by a figure from 1 to 5."""


Annotation = Note | Rate | JudgeFinding | RaiseCandidate | PlanAction | TakePosition | GiveFeedback
ANNOTATION_KINDS: Mapping[str, type] = {one.kind: one for one in get_args(Annotation)}

SCALE = ("1", "2", "3", "4", "5")
"""From not at all to fully."""
QUESTIONS: Mapping[str, str] = {
    "plausible": "The scenario was plausible for my organisation.",
    "role": "I knew what my organisation could decide, and with whom.",
    "levers": "What we would do in earnest could be done here.",
    "pace": "There was time enough to decide and to talk.",
    "tools": "The screens let me do and see what I meant to.",
    "keep": "What should stay as it was?",
    "change": "What should be different the next time?",
    "take-home": "What will you do about it at home?",
}
"""The fixed questions of the participants' form."""
SCALED = ("plausible", "role", "levers", "pace", "tools")
"""Those answered by a figure; the others are answered in words."""
BESIDE_DETECTORS = ("withheld-concurrence", "surge-reached")
"""Findings that no detector finds, which the worlds price after EndEx: their ids begin so."""
