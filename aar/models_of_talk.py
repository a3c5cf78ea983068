"""What report.json holds of free actions, agreements, requests, messages and what was said in the room, with their entries."""

from typing import Literal

from aar.models_of_worlds import Document


class ArgumentShape(Document):
    """What somebody said for an action, against it, or in dissent from its ruling."""

    by: str
    side: Literal["for", "against", "dissent"]
    text: str
    entries: tuple[int, ...]


class RulingShape(Document):
    """What control ruled; `later` put it off. The last one stands."""

    ruling: str
    """yes, yes-but, no or later."""
    reason: str
    odds: str
    """The odds in a word, where a die was thrown; else empty."""
    permille: int
    die: int | None
    """Below `permille` it is a success; null where control ruled by a word."""
    brought: tuple[str, ...]
    """Its effects in words; empty in a report for an audience."""
    instead_of: str
    """The ruling that it took the place of; empty where it did of none."""
    turn: int
    entries: tuple[int, ...]


class ActionShape(Document):
    """One free action, as it was taken and ruled on; one that was taken back is left out."""

    id: str
    organisation: str
    title: str
    text: str
    aims: tuple[str, ...]
    wants: tuple[str, ...]
    """The effects that its author named, in words."""
    readers: tuple[str, ...]
    """Organisations that could read it, as far as its reader knows."""
    turn: int
    week: int
    arguments: tuple[ArgumentShape, ...]
    rulings: tuple[RulingShape, ...]
    entries: tuple[int, ...]


class AgreementShape(Document):
    """One agreement, and what became of it."""

    id: str
    proposer: str
    parties: tuple[str, ...]
    title: str
    terms: str
    due_turn: int
    turn: int
    signed: tuple[str, ...]
    stands: str
    """open, in-force, due (before control), refused, lapsed, kept or broken."""
    by: tuple[str, ...]
    """Who refused it, had not signed it, or broke it."""
    ruled: bool
    """Whether control said so."""
    reason: str
    entries: tuple[int, ...]


class AnswerShape(Document):
    """One answer to a request; `said` was given in the room."""

    by: str
    verdict: str
    text: str
    turn: int


class RequestShape(Document):
    """One request, with the answers that its reader knows of."""

    id: str
    sender: str
    to: tuple[str, ...]
    text: str
    due_turn: int
    about: str
    turn: int
    answers: tuple[AnswerShape, ...]
    lapsed: bool
    """Whether its turn went by without a yes or a no of everybody."""
    entries: tuple[int, ...]


class WordShape(Document):
    """One message; or what was said in the room, as it was noted."""

    by: str
    to: tuple[str, ...]
    text: str
    given: str
    """fact, answer or agreement, where it was said in the room; empty for what was written."""
    about: str
    turn: int
    week: int
    entries: tuple[int, ...]


class TalkShape(Document):
    """All of it, in its order; for an audience what it was told of it."""

    actions: tuple[ActionShape, ...] = ()
    agreements: tuple[AgreementShape, ...] = ()
    requests: tuple[RequestShape, ...] = ()
    said: tuple[WordShape, ...] = ()
    messages: tuple[WordShape, ...] = ()
