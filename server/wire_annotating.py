"""Messages about annotations (chapter 17); a part of `server/wire.py`, which hands them on."""

import typing
from typing import Literal

from pydantic import Field

from engine.ids import OrderId
from engine.stored import Plain
from server.wire_message import Count, Message


class Annotate(Message):
    """An annotation, under an id that the client chose; its answer is a `verdict` of that id. Given again it is kept once."""

    type: Literal["annotate"] = "annotate"
    annotation_id: typing.Annotated[OrderId, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
    """Another for each annotation and order of the seat; a random one will do."""
    body: Plain
    """With its `kind`; the shapes of all are under `annotation …` in `annotation-line.schema.json`."""
    entry: Count | None = None
    """The entry of the log that it is about; the newest where none is named. Players name none."""


class AskAnnotations(Message):
    """Control or an evaluator asks for every annotation and whatever comes, a spectator for what rule 17.6 puts on the wall."""

    type: Literal["ask-annotations"] = "ask-annotations"
    known: Count = 0
    """How many the client has."""
    head: typing.Annotated[str, Field(max_length=64)] = ""
    """The hash of the last of these."""


class Annotated(Message):
    """Annotations in their order. Only control and evaluators who asked are sent any."""

    type: Literal["annotated"] = "annotated"
    first: Count
    """The number of the first one here; 0 replaces whatever the client had."""
    you: str
    """The random id of whoever holds the seat: these are your own."""
    records: tuple[Plain, ...]
    """Lines of `annotation-line.schema.json`, without their hash."""
