"""What a seat says to the server: who it is, its orders, and what it asks for. Managing and following are beside it."""

from typing import Annotated, Literal

from pydantic import Field

from engine.ids import OrderId, OrganisationId
from engine.stored import Plain
from server.wire_message import PROTOCOL, Count, Message


class Resume(Message):
    """Where a client stands: the log that it followed, and the last sequence of its seat that it has taken in."""

    log: Annotated[str, Field(max_length=64)]
    """As the last greeting said it."""
    sequence: Count
    """Of the last `told` or `told-control` that was taken in; else that of the greeting."""


class Hello(Message):
    """The first message of a client: who it is, by its token, and from where it wants to go on."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    """The version that the client speaks."""
    token: Annotated[str, Field(min_length=1, max_length=200)]
    """The seat's."""
    client: Annotated[str, Field(max_length=100)]
    """Program and version, for example `surgex/0.1.0`; a bot begins with `surgex-bot/`."""
    resume: Resume | None = None
    """None for the whole."""


class Give(Message):
    """An order, under an id that the client chose. Given again with the same id it is answered, not carried out, again."""

    type: Literal["give"] = "give"
    order_id: Annotated[OrderId, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
    """Another for each order of the seat; a random one will do."""
    organisation: Annotated[OrganisationId, Field(max_length=100)] | None = None
    """For which of the seat's organisations; None for control's own orders. Other roles give none."""
    order: Plain
    """With its `kind`; the shapes of all orders are under `order …` in `exercise-line.schema.json`."""
    based_on: dict[Annotated[str, Field(max_length=300)], Count] = Field(default_factory=dict, max_length=20)
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
    organisation: Annotated[OrganisationId, Field(max_length=100)]


class AskLog(Message):
    """Control and evaluators: the next entries of the log, whole; they come in `entries`, so many at once."""

    type: Literal["ask-log"] = "ask-log"
    known: Count
    """How many entries the client has already, from the first on."""
