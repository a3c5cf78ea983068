"""What seats and server say to each other: every message with its fields, and their bytes. No socket, no decision."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, TypeAdapter, ValidationError

from engine.entries import ENGINE_VERSION
from engine.ids import Audience, OrderId, OrganisationId, SeatId
from engine.stored import Plain, StoredError, parse
from server.codes import CLOSE_CODES as CLOSE_CODES
from server.codes import WireCode as WireCode
from server.codes import WireError as WireError

PROTOCOL = 2
"""The version of these messages; a server takes no other."""

LARGEST_FRAME = 256 * 1024
"""Bytes that a client may send in one frame."""

Role = Literal["participant", "control", "evaluator", "observer", "spectator"]
"""What a seat is for; `server/roles.py` says what each hears and may say."""
Count = Annotated[int, Field(ge=0, lt=2**53)]
PersonText = Annotated[str, Field(max_length=200)]
"""What is known of a person: a name, or how to reach them."""
ExerciseName = Annotated[str, Field(max_length=200)]
SeatName = Annotated[str, Field(max_length=200)]
"""A seat's id; or an organisation's id or a role, where exactly one seat has it."""


class Message(BaseModel):
    """Frozen and strict: no unknown field, no coerced type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Resume(Message):
    """Where a client stands: the log that it followed, and the last sequence of its seat that it has taken in."""

    log: Annotated[str, Field(max_length=64)]
    sequence: Count


class Hello(Message):
    """The first message of a client: who it is, by its token, and from where it wants to go on."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    token: Annotated[str, Field(min_length=1, max_length=200)]
    client: Annotated[str, Field(max_length=100)]
    """Program and version, for example `surgex/0.1.0`; a bot begins with `surgex-bot/`."""
    resume: Resume | None = None


class Give(Message):
    """An order, under an id that the client chose. Given again with the same id it is answered, not carried out, again."""

    type: Literal["give"] = "give"
    order_id: Annotated[OrderId, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
    organisation: Annotated[OrganisationId, Field(max_length=100)] | None = None
    """For which of the seat's organisations; None for control's own orders. Other roles give none."""
    order: Plain
    based_on: Annotated[dict[Annotated[str, Field(max_length=300)], Count], Field(max_length=20)] = {}
    """By object: the version that the sender had seen of what the order is about (rule 3.12)."""


class RecentEntry(Message):
    """One of the last entries, as control and evaluators read it."""

    number: Count
    part: Plain


class ViewsWhole(Message):
    """What participants, observers and spectators know: the public header with the published world, and their views."""

    shape: Literal["views"] = "views"
    header: Plain
    views: dict[OrganisationId, Plain]
    """By organisation; a spectator has one, under `public`."""


class ExerciseWhole(Message):
    """All that control and evaluators know: the exercise, its world, the head of the log, the last entries, oldest first."""

    shape: Literal["exercise"] = "exercise"
    header: Plain
    """The public header, without the world."""
    exercise: Plain
    world: Plain
    number: Count
    hash: str
    recent: tuple[RecentEntry, ...]


Whole = Annotated[ViewsWhole | ExerciseWhole, Discriminator("shape")]


class Greeting(Message):
    """The first message of the server. What follows goes on after `sequence`: from the whole, or from where one resumed."""

    type: Literal["greeting"] = "greeting"
    protocol: int = PROTOCOL
    exercise: str
    log: str
    """The hash of entry 0: another value is another log, and nothing known of the old one counts."""
    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    title: str
    """The deck's."""
    marking: str
    rules_version: str
    now: AwareDatetime
    """The server's clock, UTC: what a deadline is counted down by."""
    sequence: Count
    whole: Whole | None
    """None where the client resumes."""


class Told(Message):
    """What one entry told a seat with views: the public part and those of its organisations. One frame for each entry."""

    type: Literal["told"] = "told"
    sequence: Count
    parts: dict[Audience, Plain]


class ToldControl(Message):
    """One entry as control and evaluators read it."""

    type: Literal["told-control"] = "told-control"
    sequence: Count
    number: Count
    hash: str
    part: Plain


class Verdict(Message):
    """The answer to an order, after what it brought about was told. `code` is empty where it was accepted."""

    type: Literal["verdict"] = "verdict"
    order_id: OrderId
    accepted: bool
    code: str = ""
    sentence: str = ""


class SeatPresence(Message):
    """Who is at a seat."""

    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    connections: Count
    """How many are open; 0 where nobody is here."""
    since: AwareDatetime | None
    """Since when somebody is here, or nobody; None where nobody has come since the server opened the exercise."""
    kind: Literal["person", "bot"] | None
    """What came last; None where nobody has come."""


class Presence(Message):
    """Who is here, for control and evaluators: all seats after the greeting, then those that change."""

    type: Literal["presence"] = "presence"
    whole: bool
    """Whether these are all seats; else they replace what was said of them before."""
    seats: tuple[SeatPresence, ...]


class Notice(Message):
    """Something that the person at the seat should read; the connection goes on."""

    type: Literal["notice"] = "notice"
    code: str
    sentence: str


class Refused(Message):
    """The seat is not admitted, and trying again will not help. The connection is closed after this."""

    type: Literal["refused"] = "refused"
    code: str
    sentence: str


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
    pace: Annotated[str, Field(max_length=100)] = ""
    seed: Annotated[str, Field(max_length=200)] = ""
    """Empty for a secret one that the server draws."""
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


ClientMessage = Hello | Give | Manage | Question
ServerMessage = Greeting | Told | ToldControl | Verdict | Presence | Notice | Refused | Managing | Answer

_FROM_CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(Annotated[ClientMessage, Discriminator("type")])
_FROM_SERVER: TypeAdapter[ServerMessage] = TypeAdapter(Annotated[ServerMessage, Discriminator("type")])


def frame(message: Message) -> str:
    """The text frame of a message."""
    return message.model_dump_json()


def client_message(content: str | bytes) -> ClientMessage:
    """The message in a frame that a client sent. Raises WireError for anything else."""
    if len(content) > LARGEST_FRAME or len(_encoded(content)) > LARGEST_FRAME:
        raise WireError(WireCode.FRAME_TOO_LARGE, f"a frame holds at most {LARGEST_FRAME // 1024} KiB")
    plain = _plain(content)
    if plain.get("type") in ("hello", "manage") and (type(plain.get("protocol")), plain.get("protocol")) != (int, PROTOCOL):
        raise WireError(WireCode.OTHER_PROTOCOL, _other_protocol(plain.get("protocol")))
    message: ClientMessage = _message(_FROM_CLIENT, content)
    return message


def server_message(content: str | bytes) -> ServerMessage:
    """The message in a frame that a server sent. Raises WireError for anything else."""
    _plain(content)
    message: ServerMessage = _message(_FROM_SERVER, content)
    return message


def _other_protocol(theirs: object) -> str:
    """Both versions, and who has to change what."""
    server = f"This server (surgex {ENGINE_VERSION}) speaks protocol {PROTOCOL}"
    if type(theirs) is not int:
        return f"{server}, and your client names none: a Hello carries `protocol` as a whole number."
    if theirs < PROTOCOL:
        return f"{server}, and your client the older {str(theirs)[:20]}: install surgex {ENGINE_VERSION} and join again."
    mend = f"install surgex {ENGINE_VERSION} to join, or ask whoever runs the server for the newer one."
    return f"{server}, and your client the newer {str(theirs)[:20]}: {mend}"


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def _plain(content: str | bytes) -> Plain:
    """The frame's object; quantities that are no whole numbers are found here."""
    try:
        plain = parse(content)
    except StoredError as error:
        raise WireError(WireCode.BAD_FRAME, str(error)[:300]) from None
    if not isinstance(plain, dict):
        raise WireError(WireCode.BAD_FRAME, "a frame is a JSON object with a type")
    return plain


def _message(adapter: TypeAdapter[Any], content: str | bytes) -> Any:
    try:
        return adapter.validate_json(_encoded(content))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the frame"
        raise WireError(WireCode.BAD_FRAME, f"{where[:100]}: {first['msg'][:300]}") from None
