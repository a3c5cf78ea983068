"""Messages between a server and its standby; a part of `server/wire.py`, which hands them on. Only operators may follow."""

from typing import Annotated, Any, Literal

from pydantic import Field

from engine.stored import Plain
from server.wire_message import Count, Message

ExerciseName = Annotated[str, Field(max_length=200)]
Hash = Annotated[str, Field(max_length=64)]


class Head(Message):
    """How far a log goes."""

    exercise: ExerciseName
    number: Count
    """Of the last entry."""
    hash: Hash


class Follow(Message):
    """After `managing`: tell me every entry with all its parts. Answered with `rows` and `entries`, for ever."""

    type: Literal["follow"] = "follow"
    heads: Annotated[tuple[Head, ...], Field(max_length=10_000)] = ()
    """What the standby holds already."""


class Stored(Message):
    """The standby has these entries on its disk."""

    type: Literal["stored"] = "stored"
    head: Head


class TakeOver(Message):
    """The standby is promoted: record nothing more, send what is left, and answer with `stood-down`."""

    type: Literal["take-over"] = "take-over"


class Rows(Message):
    """Exercises, seats and whoever manages them, all of them: what the standby has of these is replaced."""

    type: Literal["rows"] = "rows"
    tables: dict[str, list[dict[str, Any]]] = Field(repr=False)


class Entries(Message):
    """The next entries of one exercise, whole."""

    type: Literal["entries"] = "entries"
    exercise: ExerciseName
    entries: tuple[Plain, ...] = Field(repr=False)


class StoodDown(Message):
    """Nothing more is recorded here, and everything that was has been sent."""

    type: Literal["stood-down"] = "stood-down"
