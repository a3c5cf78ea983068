"""What may be asked for: every order, imperative. Who asks comes from the admitted connection, never from the order."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import HolderId, InitiativeId, InjectId, OrganisationId, StepId


class Phase(StrEnum):
    """Where an exercise stands (rule 2.1)."""

    SETUP = "setup"
    BRIEF = "brief"
    ORDERS = "orders"
    LOCKED = "locked"
    ADJUDICATE = "adjudicate"
    RESOLVE = "resolve"
    PICTURE = "picture"
    ENDED = "ended"


@declared
class ProposeInitiative:
    """Start an initiative of a playbook type; its first steps open at once (rule 4.1)."""

    kind: ClassVar[str] = "propose-initiative"
    type: str
    parameters: Mapping[str, str]


@declared
class ApproveStep:
    """Give the concurrence, payment or acceptance that an initiative waits for (rule 4.3); `reduce` grants less."""

    kind: ClassVar[str] = "approve-step"
    initiative: InitiativeId
    step: StepId
    provisos: str = ""
    reduce: Mapping[str, str] = field(default_factory=dict)


@declared
class DeclineStep:
    """Refuse a step with a reason: a choice, never a seam. The initiative stops (rule 4.4)."""

    kind: ClassVar[str] = "decline-step"
    initiative: InitiativeId
    step: StepId
    reason: str


@declared
class WithdrawInitiative:
    """Give up an initiative of one's own that has not taken effect; what was spent stays spent (rule 4.7)."""

    kind: ClassVar[str] = "withdraw-initiative"
    initiative: InitiativeId


@declared
class TakeBack:
    """Undo an own proposal, answer or inject answer of this order phase, with all that was built on it (rule 3.4)."""

    kind: ClassVar[str] = "take-back"
    initiative: InitiativeId | None = None
    step: StepId | None = None
    inject: InjectId | None = None


@declared
class SetIntent:
    """Say what happens to steps that open while weeks are resolved (rule 3.6); a ceiling of None is no ceiling."""

    kind: ClassVar[str] = "set-intent"
    stance: Literal["approve", "decline", "ask"]
    price_ceiling: int | None = None
    """Thousand dollars."""
    risk_ceiling: int | None = None
    reason: str = ""


@declared
class SetRanking:
    """Rank systems for scarce components; without a ranking they share by what they ask (rule 5.6)."""

    kind: ClassVar[str] = "set-ranking"
    systems: tuple[str, ...]


@declared
class EstimateRow:
    """What an organisation expects of one system in one month, units a month, and who must act first."""

    system: str
    month: int
    low: int
    expected: int
    high: int
    first_mover: OrganisationId
    confidence: Literal["low", "medium", "high"]


@declared
class SealEstimate:
    """Put an estimate on record for this occasion; it cannot be changed afterwards (rule 16.1)."""

    kind: ClassVar[str] = "seal-estimate"
    rows: tuple[EstimateRow, ...]


@declared
class AnswerInject:
    """Answer an inject, with one of its choices where it offers some (rule 12.4)."""

    kind: ClassVar[str] = "answer-inject"
    inject: InjectId
    choice: str = ""
    text: str = ""


@declared
class MarkReady:
    """Say that this organisation is done with the order phase, or take that back."""

    kind: ClassVar[str] = "mark-ready"
    ready: bool


@declared
class TakeSeat:
    """Somebody speaks for an organisation from now on; from here its silence counts (rule 1.1). Clock only."""

    kind: ClassVar[str] = "take-seat"
    organisation: OrganisationId
    holder: HolderId


@declared
class StartExercise:
    """StartEx: every organisation gets its brief, and turn 1 begins. Control only."""

    kind: ClassVar[str] = "start-exercise"


@declared
class AdvancePhase:
    """Go on to the next phase, which is named so that two controllers cannot advance twice. Control or clock."""

    kind: ClassVar[str] = "advance-phase"
    to: Phase


@declared
class ResolveWeek:
    """Let one week pass (rule 2.3). Clock only. `fires` names what is released; None leaves it to the conditions."""

    kind: ClassVar[str] = "resolve-week"
    week: int
    fires: tuple[InjectId, ...] | None = None


@declared
class ReleaseInject:
    """Release an inject now, whatever its release says. Control only (rule 12.1)."""

    kind: ClassVar[str] = "release-inject"
    inject: InjectId


@declared
class HoldInject:
    """Hold an inject back until it is released by hand, or let it go again. Control only."""

    kind: ClassVar[str] = "hold-inject"
    inject: InjectId
    held: bool
    reason: str


@declared
class PauseExercise:
    """PauseEx, or its end: nothing but control's orders is taken while it lasts. Control only."""

    kind: ClassVar[str] = "pause-exercise"
    paused: bool
    reason: str = ""


@declared
class EndExercise:
    """EndEx: the play log is sealed and the seed revealed. Control, or clock after the last turn."""

    kind: ClassVar[str] = "end-exercise"


PlayerOrder = (
    ProposeInitiative
    | ApproveStep
    | DeclineStep
    | WithdrawInitiative
    | TakeBack
    | SetIntent
    | SetRanking
    | SealEstimate
    | AnswerInject
    | MarkReady
)
ControlOrder = TakeSeat | StartExercise | AdvancePhase | ResolveWeek | ReleaseInject | HoldInject | PauseExercise | EndExercise
Order = PlayerOrder | ControlOrder
