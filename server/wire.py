"""What seats and server say to each other: every message with its fields, and their bytes. No socket, no decision."""

import typing
from typing import Any

from pydantic import Discriminator, TypeAdapter, ValidationError

from engine.recording import ENGINE_VERSION
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
from server.wire_message import LARGEST_FRAME, PROTOCOL, Message, Role
from server.wire_playing import AskLog, AskPacket, AskView, Give, Hello, Resume, Seen
from server.wire_telling import (
    ExerciseWhole,
    Greeting,
    Notice,
    OneView,
    Packet,
    Presence,
    RecentEntry,
    Refused,
    SeatPresence,
    Told,
    ToldControl,
    Verdict,
    ViewsWhole,
)

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
    encoded = _encoded(content)
    if len(encoded) > LARGEST_FRAME:
        raise WireError(WireCode.FRAME_TOO_LARGE, f"a frame holds at most {LARGEST_FRAME // 1024} KiB")
    plain = _plain(content)
    if plain.get("type") in ("hello", "manage") and (type(plain.get("protocol")), plain.get("protocol")) != (int, PROTOCOL):
        raise WireError(WireCode.OTHER_PROTOCOL, _other_protocol(plain.get("protocol")))
    message: ClientMessage = _message(_FROM_CLIENT, encoded)
    return message


def server_message(content: str | bytes) -> ServerMessage:
    """The message in a frame that a server sent. Raises WireError for anything else."""
    _plain(content)
    message: ServerMessage = _message(_FROM_SERVER, _encoded(content))
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


def _message(adapter: TypeAdapter[Any], content: bytes) -> Any:
    try:
        return adapter.validator.validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the frame"
        raise WireError(WireCode.BAD_FRAME, f"{where[:100]}: {first['msg'][:300]}") from None
