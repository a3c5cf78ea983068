"""Orders that move initiatives (chapters 3 and 4)."""

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar

from engine.declared import declared
from engine.ids import ActionId, InitiativeId, InjectId, StepId


@declared
class ProposeInitiative:
    """Start an initiative of a playbook type; its first steps open at once (rule 4.1). `note` is read by all who must act."""

    kind: ClassVar[str] = "propose-initiative"
    type: str
    parameters: Mapping[str, str]
    note: str = ""


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
class ReturnStep:
    """Send a step back to its proposer, who may ask for less or say more: it opens again (rule 4.9)."""

    kind: ClassVar[str] = "return-step"
    initiative: InitiativeId
    step: StepId
    reason: str


@declared
class AmendInitiative:
    """Ask for less of an own initiative, or say more, so that its returned steps open again (rule 4.9)."""

    kind: ClassVar[str] = "amend-initiative"
    initiative: InitiativeId
    reduce: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@declared
class WithdrawInitiative:
    """Give up an initiative of one's own that has not taken effect; what was spent stays spent (rule 4.7)."""

    kind: ClassVar[str] = "withdraw-initiative"
    initiative: InitiativeId


@declared
class TakeBack:
    """Undo an own proposal, answer, inject answer or action of this order phase, with all that was built on it (rule 3.4)."""

    kind: ClassVar[str] = "take-back"
    initiative: InitiativeId | None = None
    step: StepId | None = None
    inject: InjectId | None = None
    action: ActionId | None = None
