"""What was said, asked, promised, kept and broken. A sender or an addressee may be `control`."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import AgreementId, OrganisationId, RequestId
from engine.orders.talk import Given


@declared
class MessageSent:
    """Somebody wrote to others."""

    kind: ClassVar[str] = "message-sent"
    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    text: str
    about: str
    about_title: str
    """The title of what it is about, where the sender knows of that; else empty."""
    turn: int
    week: int


@declared
class RequestMade:
    """Somebody asked others for something."""

    kind: ClassVar[str] = "request-made"
    request: RequestId
    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    text: str
    due_turn: int
    about: str
    about_title: str
    turn: int
    week: int


@declared
class RequestAnswered:
    """One addressee answered; `said` is an answer given in the room."""

    kind: ClassVar[str] = "request-answered"
    request: RequestId
    by: OrganisationId
    sender: OrganisationId
    verdict: Literal["yes", "no", "later", "said"]
    text: str
    turn: int
    week: int


@declared
class RequestLapsed:
    """The due turn is over without a yes or a no of these."""

    kind: ClassVar[str] = "request-lapsed"
    request: RequestId
    sender: OrganisationId
    to: tuple[OrganisationId, ...]
    unanswered: tuple[OrganisationId, ...]
    """Who said nothing at all."""
    put_off: tuple[OrganisationId, ...]
    """Who said `later`, and nothing since."""
    turn: int
    week: int


@declared
class SaidInRoom:
    """A fact, an answer or an agreement was given by word of mouth: it counts as passed in this week."""

    kind: ClassVar[str] = "said-in-room"
    speaker: OrganisationId
    to: tuple[OrganisationId, ...]
    what: str
    given: Given
    about: str
    about_title: str
    step: str
    noted_by: OrganisationId
    turn: int
    week: int


@declared
class _OfAgreement:
    """What every event of an agreement says: all its parties learn all of it."""

    agreement: AgreementId
    parties: tuple[OrganisationId, ...]
    turn: int
    week: int


@declared
class AgreementProposed(_OfAgreement):
    """Somebody offered an agreement to parties, and signed it."""

    kind: ClassVar[str] = "agreement-proposed"
    proposer: OrganisationId
    title: str
    terms: str
    due_turn: int


@declared
class AgreementSigned(_OfAgreement):
    """A party signed."""

    kind: ClassVar[str] = "agreement-signed"
    by: OrganisationId


@declared
class AgreementInForce(_OfAgreement):
    """All parties have signed."""

    kind: ClassVar[str] = "agreement-in-force"


@declared
class AgreementRefused(_OfAgreement):
    """A party will not have it; it never comes into force."""

    kind: ClassVar[str] = "agreement-refused"
    by: OrganisationId
    reason: str


@declared
class AgreementLapsed(_OfAgreement):
    """Its due turn is over and these have not signed: it never comes into force."""

    kind: ClassVar[str] = "agreement-lapsed"
    unsigned: tuple[OrganisationId, ...]


@declared
class AgreementCalledKept(_OfAgreement):
    """A party says that it has been kept."""

    kind: ClassVar[str] = "agreement-called-kept"
    by: OrganisationId


@declared
class AgreementDue(_OfAgreement):
    """Its due turn is over, and not all parties say that it was kept: control rules."""

    kind: ClassVar[str] = "agreement-due"


@declared
class AgreementKept(_OfAgreement):
    """It was kept: all parties say so, or control ruled so and said why."""

    kind: ClassVar[str] = "agreement-kept"
    ruled: bool
    reason: str


@declared
class AgreementBroken(_OfAgreement):
    """It was broken, by a party that said so or as control ruled."""

    kind: ClassVar[str] = "agreement-broken"
    broken_by: tuple[OrganisationId, ...]
    ruled: bool
    reason: str


TalkEvent = (
    MessageSent
    | RequestMade
    | RequestAnswered
    | RequestLapsed
    | SaidInRoom
    | AgreementProposed
    | AgreementSigned
    | AgreementInForce
    | AgreementRefused
    | AgreementLapsed
    | AgreementCalledKept
    | AgreementDue
    | AgreementKept
    | AgreementBroken
)
