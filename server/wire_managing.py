"""Messages of those who manage exercises and seats instead of playing; a part of `server/wire.py`, which hands them on."""

from typing import Annotated, Literal

from pydantic import Field

from engine.ids import OrganisationId, SeatId
from server.wire_message import PROTOCOL, Count, Message, Role

PersonText = Annotated[str, Field(max_length=200)]
"""What is known of a person: a name, or how to reach them."""
ExerciseName = Annotated[str, Field(max_length=200)]
SeatName = Annotated[str, Field(max_length=200)]
"""A seat's id; or an organisation's id or a role, where exactly one seat has it."""


class Manage(Message):
    """The first message of whoever manages seats instead of playing: an operator, control, or a holder who passes a seat on."""

    type: Literal["manage"] = "manage"
    protocol: int = PROTOCOL
    token: Annotated[str, Field(min_length=1, max_length=200)]
    """The operator's, or a seat's own."""
    client: Annotated[str, Field(max_length=100)]


class SeatWanted(Message):
    """A seat that is to be made, and for whom, where that is known."""

    role: Role = "participant"
    organisations: Annotated[tuple[OrganisationId, ...], Field(max_length=100)] = ()
    name: PersonText = ""
    contact: PersonText = ""


class MakeExercise(Message):
    """An operator makes an exercise. Answered with the new exercise and its seats."""

    type: Literal["make-exercise"] = "make-exercise"
    deck: Annotated[str, Field(max_length=100)]
    """The id of a deck that the server has; with `files`, what to call it in sentences."""
    files: str = ""
    """A deck of the sender's own, as `server/packing.py` packs it."""
    start: Annotated[str, Field(max_length=100)] = ""
    baseline: Annotated[str, Field(max_length=100)] = ""
    """A variant of the shipped baseline; as the two beside it, the deck's own where it is empty."""
    pace: Annotated[str, Field(max_length=100)] = ""
    seed: Annotated[str, Field(max_length=200)] = ""
    """Empty for a secret one that the server draws."""
    clock_driven: bool = False
    """Whether the clock goes on from phase to phase; else control does."""
    seats: Annotated[tuple[SeatWanted, ...], Field(max_length=2_000)] = ()
    """Empty for one of control and one of each organisation."""


class ListExercises(Message):
    """An operator asks which exercises there are; control and holders are told of their own."""

    type: Literal["list-exercises"] = "list-exercises"


class ListSeats(Message):
    """Which seats an exercise has, with who holds them. `exercise` may be empty: control's own, or the newest."""

    type: Literal["list-seats"] = "list-seats"
    exercise: ExerciseName = ""


class AddSeats(Message):
    """Further seats for an exercise. Answered with their tokens."""

    type: Literal["add-seats"] = "add-seats"
    exercise: ExerciseName = ""
    seats: Annotated[tuple[SeatWanted, ...], Field(min_length=1, max_length=2_000)]


class RevokeSeat(Message):
    """The seat's token opens nothing any more, and its connections are closed."""

    type: Literal["revoke-seat"] = "revoke-seat"
    exercise: ExerciseName = ""
    seat: SeatName


class ReissueSeat(Message):
    """The same holder gets a new token in the place of the old one, also where that was revoked."""

    type: Literal["reissue-seat"] = "reissue-seat"
    exercise: ExerciseName = ""
    seat: SeatName


class PassSeat(Message):
    """Somebody else holds the seat from now on, under a new token. A holder may pass its own: `seat` is then empty."""

    type: Literal["pass-seat"] = "pass-seat"
    exercise: ExerciseName = ""
    seat: SeatName = ""
    name: PersonText = ""
    contact: PersonText = ""


class EraseNames(Message):
    """An operator has the names of an exercise forgotten, or that of one holder. The log has never held them."""

    type: Literal["erase-names"] = "erase-names"
    exercise: ExerciseName
    holder: Annotated[str, Field(max_length=100)] = ""


Question = MakeExercise | ListExercises | ListSeats | AddSeats | RevokeSeat | ReissueSeat | PassSeat | EraseNames
"""What can be asked after `manage`; each is answered before the next is read."""


class Managing(Message):
    """The answer to `manage`: what the token allows."""

    type: Literal["managing"] = "managing"
    protocol: int = PROTOCOL
    right: Literal["operator", "control", "holder"]
    exercise: str
    """Empty for an operator, who may ask about every one."""
    seat: str
    """Empty for an operator."""


class ExerciseListed(Message):
    """One exercise of a server."""

    id: str
    deck: str
    pace: str
    created: str
    entries: Count
    connections: Count = 0


class SeatListed(Message):
    """One seat as it is managed: everything but its token, which nobody can be shown again."""

    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    holder: str
    """Empty until somebody comes."""
    holder_kind: Literal["nobody", "person", "bot"]
    name: str
    contact: str
    last_seen: str
    """UTC; empty until somebody comes."""
    revoked: bool
    connections: Count = 0


class SeatIssued(Message):
    """A seat with its new token, which is told here and never again."""

    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    title: str
    token: Annotated[str, Field(repr=False)]
    name: str = ""
    contact: str = ""


class ExerciseMade(Message):
    """A new exercise."""

    id: str
    title: str
    pace: str
    log: str


class Answer(Message):
    """The answer to a question; `code` is empty where it was done, and else nothing was."""

    type: Literal["answer"] = "answer"
    code: str = ""
    sentence: str = ""
    made: ExerciseMade | None = None
    exercises: tuple[ExerciseListed, ...] = ()
    seats: tuple[SeatListed, ...] = ()
    issued: tuple[SeatIssued, ...] = ()
    count: Count = 0
    """How many names were erased."""
