"""Talk and agreements: messages, requests, what was said in the room, and what parties promise each other (chapter 14)."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import AgreementId, OrganisationId, RequestId

Given = Literal["fact", "answer", "agreement"]
"""What somebody gave by word of mouth."""


@declared
class SendMessage:
    """Write to organisations or to `control`; nobody else learns of it, and nothing else changes (rule 14.1)."""

    kind: ClassVar[str] = "send-message"
    to: tuple[OrganisationId, ...]
    text: str
    about: str = ""
    """The id of an initiative, inject, request, agreement or action; or nothing."""


@declared
class MakeRequest:
    """Ask for something, with an answer due by a turn (rule 14.2)."""

    kind: ClassVar[str] = "make-request"
    to: tuple[OrganisationId, ...]
    text: str
    due_turn: int
    about: str = ""


@declared
class AnswerRequest:
    """Answer a request; after `later` it may be answered again (rule 14.2)."""

    kind: ClassVar[str] = "answer-request"
    request: RequestId
    verdict: Literal["yes", "no", "later"]
    text: str = ""


@declared
class NoteSaid:
    """Put on record what was said in the room: by control, or by an organisation of itself (rule 14.6)."""

    kind: ClassVar[str] = "note-said"
    speaker: OrganisationId
    to: tuple[OrganisationId, ...]
    what: str
    given: Given = "fact"
    about: str = ""
    step: str = ""
    """The step of the initiative that it is about, where it is about one."""


@declared
class ProposeAgreement:
    """Offer parties an agreement; whoever proposes it has signed it (rule 14.3)."""

    kind: ClassVar[str] = "propose-agreement"
    parties: tuple[OrganisationId, ...]
    title: str
    terms: str
    due_turn: int
    """The turn by whose end it is to be kept."""


@declared
class SignAgreement:
    """Sign; with the last signature the agreement is in force (rule 14.3)."""

    kind: ClassVar[str] = "sign-agreement"
    agreement: AgreementId


@declared
class RefuseAgreement:
    """Refuse to sign, or take one's signature back, while it is not in force (rule 14.3)."""

    kind: ClassVar[str] = "refuse-agreement"
    agreement: AgreementId
    reason: str


@declared
class KeepAgreement:
    """Say that it has been kept; it is, once all parties say so (rule 14.4)."""

    kind: ClassVar[str] = "keep-agreement"
    agreement: AgreementId


@declared
class BreakAgreement:
    """Break it, and say why (rule 14.4)."""

    kind: ClassVar[str] = "break-agreement"
    agreement: AgreementId
    reason: str


@declared
class RuleAgreement:
    """Say whether an agreement was kept, and who broke it where it was not. Control only (rule 14.5)."""

    kind: ClassVar[str] = "rule-agreement"
    agreement: AgreementId
    verdict: Literal["kept", "broken"]
    reason: str
    broken_by: tuple[OrganisationId, ...] = ()


TalkOrder = (
    SendMessage
    | MakeRequest
    | AnswerRequest
    | NoteSaid
    | ProposeAgreement
    | SignAgreement
    | RefuseAgreement
    | KeepAgreement
    | BreakAgreement
    | RuleAgreement
)
