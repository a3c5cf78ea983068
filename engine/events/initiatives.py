"""What happened to initiatives and their steps."""

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.phases import Phase
from engine.playbook import StepKind

WaitKind = Literal["organisation", "slots", "unheld", "authority", "returned"]
"""By its organisation, for slots or money, for somebody to come, for a law, or for its proposer after a return."""


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
    note: str = ""
    """What the proposer wants everybody to read who must act."""


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
    note: str = ""
    """The proposer's note."""
    may_hold: tuple[OrganisationId, ...] = ()
    """Who may stop this clock while it runs."""


@declared
class StepApproved:
    """The step is decided, dated back to when it could have been; carries its waits, so that nobody recomputes them.

    decided = opened + processing + waited_by_organisation + waited_for_slots + waited_unheld + waited_for_authority +
    waited_returned. `waited_for_turn` is how long before the present that was: the decision stands from `decided`, what it
    starts cannot show before `present`.
    """

    kind: ClassVar[str] = "step-approved"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    through: Literal["order", "intent", "clock", "work", "waiver"]
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
    waited_for_authority: int = 0
    waited_returned: int = 0
    lapsed: Mapping[str, int] = field(default_factory=dict)
    """Slots above their cap that are lost now, by kind (rule 3.2)."""
    may_hold: tuple[OrganisationId, ...] = ()
    """Who could have stopped this clock."""


@declared
class StepDeclined:
    """The organisation refused, and said why; the initiative is stopped, unless another way remains.

    `by` is who declined: of a clock that was held, who held it.
    """

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
    stops: bool = True
    clock_of: tuple[OrganisationId, ...] = ()
    """Whose clock it was, where it was held by another."""


@declared
class StepReturned:
    """A step went back to its proposer; it waits for an amendment. `weeks` of processing were for nothing."""

    kind: ClassVar[str] = "step-returned"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    reason: str
    weeks: int
    week: int


@declared
class StepAmended:
    """A returned step waits for its organisation again, for what is asked now; price in cents."""

    kind: ClassVar[str] = "step-amended"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    reduced: Mapping[str, str]
    """Parameters of which less is asked, with what is asked now."""
    price: int
    note: str
    week: int


@declared
class StepOvertaken:
    """Another way has opened what came after this step: nobody needs its answer any more."""

    kind: ClassVar[str] = "step-overtaken"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    may_hold: tuple[OrganisationId, ...] = ()


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
    stopped: str = ""
    """Why the initiative is stopped all the same; empty where it runs."""
    clock_of: tuple[OrganisationId, ...] = ()
    """Whose clock runs again, where a hold is taken back."""
    returned: int = 0
    """Weeks that a return had cost, where the return is taken back."""


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
    stopped: str = ""
    """Why the initiative is stopped all the same; empty where it runs."""
    may_hold: tuple[OrganisationId, ...] = ()


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


@declared
class InitiativeRevealed:
    """Others than its parties hear of what is done, by its title: what a bill or a contract says in public is no secret."""

    kind: ClassVar[str] = "initiative-revealed"
    initiative: InitiativeId
    title: str
    told: tuple[str, ...]
    """`public` for everybody."""
    since: int
    week: int
