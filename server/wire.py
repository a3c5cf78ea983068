"""What seats and server say to each other: every message with its fields, and their bytes. No socket, no decision."""

import typing
from typing import Any, Literal

from pydantic import AwareDatetime, Discriminator, Field, TypeAdapter, ValidationError

from engine.entries import ENGINE_VERSION
from engine.ids import Audience, OrderId, OrganisationId, SeatId
from engine.stored import Plain, StoredError, parse
from server.codes import CLOSE_CODES, WireCode, WireError
from server.wire_annotating import Annotate, Annotated, AskAnnotations
from server.wire_following import Entries, Follow, Head, Rows, StoodDown, Stored, TakeOver
from server.wire_managing import (
    AddSeats,
    Answer,
    EraseNames,
    ExerciseListed,
    ExerciseMade,
    ListExercises,
    ListSeats,
    MakeExercise,
    Manage,
    Managing,
    PassSeat,
    Question,
    ReissueSeat,
    RevokeSeat,
    SeatIssued,
    SeatListed,
    SeatWanted,
)
from server.wire_message import LARGEST_FRAME, PROTOCOL, Count, Message, Role

__all__ = [
    "CLOSE_CODES",
    "LARGEST_FRAME",
    "PROTOCOL",
    "AddSeats",
    "Annotate",
    "Annotated",
    "Answer",
    "AskAnnotations",
    "AskLog",
    "AskPacket",
    "AskView",
    "ClientMessage",
    "Entries",
    "EraseNames",
    "ExerciseListed",
    "ExerciseMade",
    "ExerciseWhole",
    "Follow",
    "Give",
    "Greeting",
    "Head",
    "Hello",
    "ListExercises",
    "ListSeats",
    "MakeExercise",
    "Manage",
    "Managing",
    "Message",
    "Notice",
    "OneView",
    "Packet",
    "PassSeat",
    "Presence",
    "Question",
    "RecentEntry",
    "Refused",
    "ReissueSeat",
    "Resume",
    "RevokeSeat",
    "Role",
    "Rows",
    "SeatIssued",
    "SeatListed",
    "SeatPresence",
    "SeatWanted",
    "Seen",
    "ServerMessage",
    "StoodDown",
    "Stored",
    "TakeOver",
    "Told",
    "ToldControl",
    "Verdict",
    "ViewsWhole",
    "WireCode",
    "WireError",
    "client_message",
    "frame",
    "server_message",
]


class Resume(Message):
    """Where a client stands: the log that it followed, and the last sequence of its seat that it has taken in."""

    log: typing.Annotated[str, Field(max_length=64)]
    """As the last greeting said it."""
    sequence: Count
    """Of the last `told` or `told-control` that was taken in; else that of the greeting."""


class Hello(Message):
    """The first message of a client: who it is, by its token, and from where it wants to go on."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    """The version that the client speaks."""
    token: typing.Annotated[str, Field(min_length=1, max_length=200)]
    """The seat's."""
    client: typing.Annotated[str, Field(max_length=100)]
    """Program and version, for example `surgex/0.1.0`; a bot begins with `surgex-bot/`."""
    resume: Resume | None = None
    """None for the whole."""


class Give(Message):
    """An order, under an id that the client chose. Given again with the same id it is answered, not carried out, again."""

    type: Literal["give"] = "give"
    order_id: typing.Annotated[OrderId, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
    """Another for each order of the seat; a random one will do."""
    organisation: typing.Annotated[OrganisationId, Field(max_length=100)] | None = None
    """For which of the seat's organisations; None for control's own orders. Other roles give none."""
    order: Plain
    """With its `kind`; the shapes of all orders are under `order …` in `exercise-line.schema.json`."""
    based_on: dict[typing.Annotated[str, Field(max_length=300)], Count] = Field(default_factory=dict, max_length=20)
    """By object: the version that the sender had seen of what the order is about (rule 3.12)."""


class Seen(Message):
    """The person at the seat has seen what was told up to here. Worth saying now and then; it is not answered."""

    type: Literal["seen"] = "seen"
    sequence: Count


class AskPacket(Message):
    """Asks for the takeover packet, which whoever takes a seat over is sent unasked."""

    type: Literal["ask-packet"] = "ask-packet"


class AskView(Message):
    """Control or an evaluator asks for what one organisation knows now: to act in its place, or to look as it does."""

    type: Literal["ask-view"] = "ask-view"
    organisation: typing.Annotated[OrganisationId, Field(max_length=100)]


class AskLog(Message):
    """Control and evaluators: the next entries of the log, whole; they come in `entries`, so many at once."""

    type: Literal["ask-log"] = "ask-log"
    known: Count
    """How many entries the client has already, from the first on."""


class RecentEntry(Message):
    """One of the last entries, as control and evaluators read it."""

    number: Count
    part: Plain
    """As in `told-control`."""


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
    kept: tuple[RecentEntry, ...] = ()
    """Of the entries before those: only the events of talk, of free actions, of what was stopped and of the hot wash."""


Whole = typing.Annotated[ViewsWhole | ExerciseWhole, Discriminator("shape")]


class Greeting(Message):
    """The first message of the server. What follows goes on after `sequence`: from the whole, or from where one resumed."""

    type: Literal["greeting"] = "greeting"
    protocol: int = PROTOCOL
    exercise: str
    """Its id."""
    log: str
    """The hash of entry 0: another value is another log, and nothing known of the old one counts."""
    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    title: str
    """The deck's."""
    marking: str
    """How everything that is shown is marked."""
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
    """One more than that of the last one."""
    parts: dict[Audience, Plain]
    """By `public` or an organisation's id; each with `facts`, and perhaps a `receipt`."""


class ToldControl(Message):
    """One entry as control and evaluators read it."""

    type: Literal["told-control"] = "told-control"
    sequence: Count
    """One more than that of the last one."""
    number: Count
    """The entry's, in the log."""
    hash: str
    """The entry's: the head of the log as long as no other follows."""
    part: Plain
    """`ControlPart` in `exercise-line.schema.json`."""


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


class Packet(Message):
    """What whoever takes a seat over needs beside its present views: how these were when its last holder looked last.

    Sent after the greeting to a new holder of a seat, once there is something to take over, and whenever it is asked for.
    """

    type: Literal["packet"] = "packet"
    seen: Count
    """The seat's sequence up to which it was seen; 0 where nothing was."""
    views: dict[OrganisationId, Plain]
    """The seat's views as they were then; empty for control and evaluators."""


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


class OneView(Message):
    """The answer to `ask-view`: a view as it was after an entry. What follows is in the entries that control is told."""

    type: Literal["one-view"] = "one-view"
    organisation: OrganisationId
    number: Count
    """Of the last entry that the view has heard."""
    view: Plain
    """`View` of the whole view of a participant, without the world."""


ClientMessage = (
    Hello
    | Give
    | Seen
    | AskPacket
    | AskView
    | AskLog
    | Annotate
    | AskAnnotations
    | Manage
    | Question
    | Follow
    | Stored
    | TakeOver
)
FromServer = (
    Greeting | Told | ToldControl | Verdict | Packet | OneView | Annotated | Presence | Notice | Refused | Managing | Answer
)
ServerMessage = FromServer | Rows | Entries | StoodDown

_FROM_CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(typing.Annotated[ClientMessage, Discriminator("type")])
_FROM_SERVER: TypeAdapter[ServerMessage] = TypeAdapter(typing.Annotated[ServerMessage, Discriminator("type")])


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
