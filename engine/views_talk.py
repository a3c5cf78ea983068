"""What one organisation knows of talk, as data: messages, requests, agreements. Part of its view."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.ids import AgreementId, OrganisationId, RequestId

KEPT_TALK = 200
"""So many messages, requests and agreements a view keeps, the newest; the whole history is in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSeen:
    """A message sent or received; or what was said in the room, as it was noted."""

    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    text: str
    about: str
    about_title: str
    turn: int
    week: int
    given: str = ""
    """Fact, answer or agreement, where it was said in the room; empty for what was written."""
    changed: int = 0
    """The how-manieth thing of talk that this organisation heard it was; the same below, of the last one about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeen:
    """What somebody answered to a request."""

    verdict: str
    text: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSeen:
    """A request made or received. Whoever was asked knows its own answer, whoever asked knows all."""

    request: RequestId
    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    text: str
    due_turn: int
    about: str
    about_title: str
    turn: int
    week: int
    answers: Mapping[OrganisationId, AnswerSeen] = field(default_factory=dict)
    lapsed: bool = False
    changed: int = 0

    def waits_for(self, organisation: OrganisationId) -> bool:
        """Whether this organisation has still to say yes or no."""
        answer = self.answers.get(organisation)
        return organisation in self.to and not self.lapsed and (answer is None or answer.verdict == "later")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSeen:
    """An agreement to which this organisation is a party."""

    agreement: AgreementId
    proposer: OrganisationId
    parties: tuple[OrganisationId, ...]
    title: str
    terms: str
    due_turn: int
    turn: int
    week: int
    stands: str = "open"
    """open, in-force, due (before control), refused, lapsed, kept or broken."""
    force_turn: int = 0
    """The turn in which the last party signed; 0 before that."""
    signed: tuple[OrganisationId, ...] = ()
    kept_says: tuple[OrganisationId, ...] = ()
    broken_by: tuple[OrganisationId, ...] = ()
    reason: str = ""
    """Why it was refused or broken, or ruled to be kept."""
    changed: int = 0
