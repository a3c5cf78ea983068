"""What the server says to a seat: the whole at the greeting, what each entry told it, verdicts, who is here."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Discriminator

from engine.ids import Audience, OrderId, OrganisationId, SeatId
from engine.stored import Plain
from server.wire_message import PROTOCOL, Count, Message, Role


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


Whole = Annotated[ViewsWhole | ExerciseWhole, Discriminator("shape")]


class Greeting(Message):
    """The first message of the server. What follows goes on after `sequence`: from the whole, or from where one resumed."""

    type: Literal["greeting"] = "greeting"
    protocol: int = PROTOCOL
    exercise: str
    """Its id."""
    log: str
    """The hash of entry 0: another value is another log, and nothing known of the old one counts."""
    seat: SeatId
    holder: str = ""
    """Who holds the seat: a random id, the same under another token, and another one for whom the seat is passed on to."""
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
