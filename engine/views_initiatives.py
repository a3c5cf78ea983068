"""Initiatives and their steps as one organisation has been told of them, as data. Part of its view."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.ids import InitiativeId, OrganisationId, StepId
from engine.playbook import StepKind


@dataclass(frozen=True, kw_only=True)
class StepSeen:
    """A step as this organisation sees it. Price, spends and waits are known to whom it waits for."""

    by: OrganisationId
    title: str
    after: OrganisationId
    kind: StepKind
    opened: int
    processing: int
    """The weeks that it takes; of work, the weeks that are planned."""
    price: int = 0
    account: str = ""
    spends: Mapping[str, int] = field(default_factory=dict)
    verdict: str = ""
    through: str = ""
    """How it was answered: order, intent, clock, work or waiver; known to its organisation and to the proposer."""
    decided: int = 0
    reason: str = ""
    provisos: str = ""
    asked_price: int = 0
    """What it cost before its answer granted less."""
    reduced_from: Mapping[str, str] = field(default_factory=dict)
    """What was asked for, where its answer granted less."""
    waited: int = 0
    """Weeks charged so far, the cost of returns apart."""
    returned: int = 0
    """Weeks that its returns have cost (rule 4.9)."""
    seen_turn: int = 0
    answered_turn: int = 0
    may_hold: tuple[OrganisationId, ...] = ()
    """Who may stop this clock while it runs."""
    note: str = ""
    """What its proposer said when it was returned and amended."""

    @property
    def waits(self) -> bool:
        """Whether it is open and somebody has to answer it."""
        return not self.verdict and self.kind in ("decide", "pay")


@dataclass(frozen=True, kw_only=True)
class InitiativeSeen:
    """An initiative as far as this organisation has been told of it."""

    id: InitiativeId
    type: str
    title: str
    parameters: Mapping[str, str]
    proposer: OrganisationId
    turn: int
    steps: Mapping[StepId, StepSeen] = field(default_factory=dict)
    stopped: str = ""
    done_week: int | None = None
    note: str = ""
    """What its proposer wrote to everybody who must act."""

    @property
    def running(self) -> bool:
        """Whether it can still move, as far as is known."""
        return not self.stopped and self.done_week is None
