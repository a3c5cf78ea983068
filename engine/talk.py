"""What rules need of talk: open requests, agreements, what was passed by word of mouth. Messages themselves are read models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.ids import AgreementId, OrganisationId, RequestId

Standing = Literal["open", "in-force", "due", "refused", "lapsed", "kept", "broken"]
"""Where an agreement stands; `due` is before control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that waits for answers."""

    id: RequestId
    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    due_turn: int
    answers: Mapping[OrganisationId, str] = field(default_factory=dict)

    @property
    def unanswered(self) -> tuple[OrganisationId, ...]:
        """Who has said nothing at all."""
        return tuple(one for one in self.to if one not in self.answers)

    @property
    def put_off(self) -> tuple[OrganisationId, ...]:
        """Who said `later`, and nothing since."""
        return tuple(one for one in self.to if self.answers.get(one) == "later")

    @property
    def waits(self) -> bool:
        """Whether anybody has still to say yes or no."""
        return bool(self.unanswered or self.put_off)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What parties have promised each other, as far as rules need it."""

    id: AgreementId
    title: str
    parties: tuple[OrganisationId, ...]
    due_turn: int
    stands: Standing = "open"
    force_turn: int = 0
    """The turn in which the last party signed; 0 before that."""
    signed: tuple[OrganisationId, ...] = ()
    kept_says: tuple[OrganisationId, ...] = ()
    """Who says that it was kept."""
    broken_by: tuple[OrganisationId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Something about an initiative or the like was said in the room, in this week."""

    speaker: OrganisationId
    to: tuple[OrganisationId, ...]
    given: str
    about: str
    step: str
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Requests that wait, agreements, what was passed in the room, and what ids are taken."""

    requests: Mapping[RequestId, Request] = field(default_factory=dict)
    agreements: Mapping[AgreementId, Agreement] = field(default_factory=dict)
    passed: tuple[Passed, ...] = ()
    begun: Mapping[str, int] = field(default_factory=dict)
    """How many requests and agreements there were of one organisation to the same others, by what their ids begin with."""
