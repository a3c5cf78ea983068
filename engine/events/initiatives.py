"""What happened to initiatives and their steps."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import Phase
from engine.playbook import StepKind

WaitKind = Literal["organisation", "slots", "unheld"]


@declared
class InitiativeProposed:
    """An initiative began; its steps follow as they open."""

    kind: ClassVar[str] = "initiative-proposed"
    initiative: InitiativeId
    type: str
    title: str
    parameters: Mapping[str, str]
    proposer: OrganisationId
    week: int
    turn: int


@declared
class StepOpened:
    """A step waits for its organisation, since `opened`; price in cents. `after` finished the preceding step."""

    kind: ClassVar[str] = "step-opened"
    initiative: InitiativeId
    step: StepId
    title: str
    type: str
    parameters: Mapping[str, str]
    by: OrganisationId
    proposer: OrganisationId
    after: OrganisationId
    step_kind: StepKind
    opened: int
    processing: int
    planned: int
    """What `processing` is for whoever may not know how long work will take: its mode."""
    spends: Mapping[str, int]
    price: int
    account: str
    during: Phase
    """`orders` where it opened in the midst of an order phase, `resolve` where while weeks passed."""


@declared
class StepApproved:
    """The step is decided, dated back to when it could have been; carries its waits, so that nobody recomputes them.

    decided = opened + processing + waited_by_organisation + waited_for_slots + waited_unheld. `waited_for_turn` is how
    long before the present that was: the decision stands from `decided`, what it starts cannot show before `present`.
    """

    kind: ClassVar[str] = "step-approved"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    through: Literal["order", "intent", "clock", "work"]
    opened: int
    processing: int
    waited_by_organisation: int
    waited_for_turn: int
    waited_for_slots: int
    waited_unheld: int
    decided: int
    present: int
    spends: Mapping[str, int]
    price: int
    account: str
    granted: Mapping[str, str]
    """Parameters that were granted less than asked, with what was granted."""
    provisos: str


@declared
class StepDeclined:
    """The organisation refused, and said why; the initiative is stopped."""

    kind: ClassVar[str] = "step-declined"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    through: Literal["order", "intent"]
    reason: str
    week: int
    waited_for: tuple[OrganisationId, ...] = ()
    """Others who were asked beside this step, and need not answer any more."""


@declared
class InitiativeWithdrawn:
    """Its proposer gave it up; whoever it waited for hears it."""

    kind: ClassVar[str] = "initiative-withdrawn"
    initiative: InitiativeId
    proposer: OrganisationId
    waited_for: tuple[OrganisationId, ...]
    week: int


@declared
class StepReopened:
    """A step that had been answered in this phase waits again; what was spent on it is returned."""

    kind: ClassVar[str] = "step-reopened"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    parameters: Mapping[str, str]
    """The initiative's parameters as they stand again."""
    waited_for: tuple[OrganisationId, ...] = ()
    """Others who are asked again, where a decline is taken back."""


@declared
class StepClosed:
    """A step that had opened in this phase is gone, because what opened it was undone; what was spent is returned."""

    kind: ClassVar[str] = "step-closed"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    parameters: Mapping[str, str]
    """The initiative's parameters as they stand again."""


@declared
class InitiativeVanished:
    """A proposal of this phase was taken back, before it was settled."""

    kind: ClassVar[str] = "initiative-vanished"
    initiative: InitiativeId
    proposer: OrganisationId


@declared
class InitiativeMerged:
    """At lock an initiative turned out to duplicate another; the loser stops, and what was spent on it is returned."""

    kind: ClassVar[str] = "initiative-merged"
    initiative: InitiativeId
    into: InitiativeId
    proposer: OrganisationId


@declared
class MergerTold:
    """In the picture those who worked on a duplicate hear that another proposal of the same kind stands."""

    kind: ClassVar[str] = "merger-told"
    initiative: InitiativeId
    told: tuple[OrganisationId, ...]


@declared
class WaitCharged:
    """An open step waited so many weeks, and for what; `sla` is what its type allows."""

    kind: ClassVar[str] = "wait-charged"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    after: OrganisationId
    waited_for: WaitKind
    weeks: int
    turn: int


@declared
class InitiativeDone:
    """Every step is decided: the effects stand from `since`, and show from `week` on."""

    kind: ClassVar[str] = "initiative-done"
    initiative: InitiativeId
    parties: tuple[OrganisationId, ...]
    since: int
    week: int
