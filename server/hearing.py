"""What each message of the server changes at a seat's end: the mirror, orders that are answered, notices. No socket."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, assert_never

from engine.entries import entry_of
from engine.ids import OrganisationId
from engine.recording import ENGINE_VERSION
from engine.stored import StoredError
from server.knowledge import SeatKnowledge
from server.link import LinkLostError, LinkState, SeatRefusedError
from server.mirror import OutOfStepError, mirror_of, take_in, take_view
from server.pending import PendingOrders
from server.roles import sees_all
from server.wire import (
    Annotated,
    Answer,
    AskAnnotations,
    AskLog,
    AskView,
    Entries,
    Greeting,
    Managing,
    Message,
    Notice,
    OneView,
    Packet,
    Presence,
    Refused,
    Rows,
    ServerMessage,
    StoodDown,
    Told,
    ToldControl,
    Verdict,
)

OTHER_BUILD = (
    "This client cannot read what the server knows: they are of different builds (the server says {}, this is {}). "
    "Install the client that goes with the server."
)


class Hearing(SeatKnowledge, ABC):
    """Takes messages in, and tells a subclass, which holds the connection, what changed and what is to be sent."""

    def __init__(self, pending: Mapping[str, Any] | None) -> None:
        super().__init__()
        self._in_step = False
        """Whether the mirror can be resumed."""
        self._orders = PendingOrders(pending)
        self._looked_at: tuple[OrganisationId, ...] = ()
        """The views that control had asked for, and that a whole greeting did not bring."""

    @abstractmethod
    def _changed(self, kind: str) -> None:
        """Something was taken in."""

    @abstractmethod
    def _set_link(self, state: LinkState, why: str) -> None:
        """The link is in this state, for this reason."""

    @abstractmethod
    def _send(self, message: Message) -> bool:
        """Send this if the link is online; whether it is."""

    def ask_view(self, organisation: OrganisationId) -> None:
        """Control and evaluators: ask for what an organisation knows; it comes into `views` and is kept up there."""
        self._send(AskView(organisation=organisation))

    def ask_log(self) -> None:
        """Control and evaluators: ask for what the log holds behind `logged`, and go on until its head is there."""
        self._wants_log = True
        self._send(AskLog(known=len(self.logged)))

    def _notify(self, notice: Notice) -> None:
        self.notices.append(notice)
        self._changed("notice")

    def _received(self, message: ServerMessage) -> None:
        match message:
            case Greeting():
                self._greeted(message)
            case Told() | ToldControl():
                self._told(message)
            case Verdict():
                self._orders.answer(message)
                self._changed("verdict")
            case Presence():
                self._attended(message)
                self._changed("presence")
            case Packet():
                self._take_packet(message)
            case OneView():
                self._take_view(message)
            case Annotated():
                self._take_annotations(message)
            case Notice():
                self._notify(message)
            case Refused():
                raise SeatRefusedError(message.sentence)
            case Entries():
                self._take_entries(message)
            case Managing() | Answer() | Rows() | StoodDown():
                raise LinkLostError("The server answered what a seat does not ask.")
            case _:
                assert_never(message)

    def _greeted(self, greeting: Greeting) -> None:
        log_before, asked, looked_at = self.log, self._in_step, tuple(self.views)
        if greeting.whole is not None:
            try:
                self._mirror = mirror_of(greeting.whole, greeting.sequence)
            except (StoredError, LookupError):
                raise SeatRefusedError(OTHER_BUILD.format(greeting.rules_version, ENGINE_VERSION)) from None
        elif not asked or (greeting.log, greeting.sequence) != (log_before, self.sequence):
            raise LinkLostError("The server resumed where this client does not stand.")
        self._in_step = True
        self._introduced(greeting)
        if log_before != greeting.log:
            self.logged = []
        stale = self._orders.follow(greeting.log)
        self._set_link(LinkState.ONLINE, "")
        if greeting.whole is not None:
            self._looked_at = looked_at if sees_all(greeting.role) else ()
            self._changed("told")
            self._explain(log_before, greeting.log, asked=asked, stale=stale)

    def _take_entries(self, message: Entries) -> None:
        try:
            entries = [entry_of(plain) for plain in message.entries]
        except StoredError as error:
            raise LinkLostError(f"The log cannot be read: {error}.") from None
        if entries and entries[0].number != len(self.logged):
            return  # asked for twice
        self.logged += entries
        if entries and self.head is not None and len(self.logged) <= self.head[0]:
            self.ask_log()
        self._changed("log")

    def _take_view(self, message: OneView) -> None:
        try:
            taken = take_view(self._mirror, message)
        except (StoredError, LookupError, TypeError, ValueError) as error:
            raise LinkLostError(f"What an organisation knows cannot be read: {error!r}.") from None
        if taken:
            self._changed("told")
        else:
            self.ask_view(message.organisation)

    def _ask_annotations(self) -> AskAnnotations:
        return AskAnnotations(known=len(self.annotations.records), head=self.annotations.head)

    def _take_annotations(self, message: Annotated) -> None:
        try:
            taken = self._noted(message)
        except StoredError as error:
            raise LinkLostError(f"The annotations cannot be read: {error}.") from None
        if taken:
            self._changed("annotations")
        else:
            self._send(self._ask_annotations())

    def _take_packet(self, packet: Packet) -> None:
        try:
            self._handed(packet)
        except (StoredError, LookupError) as error:
            raise LinkLostError(f"The takeover packet cannot be read: {error}.") from None
        self._changed("packet")

    def _explain(self, before: str, now: str, *, asked: bool, stale: int) -> None:
        if stale or (before and before != now):
            kept = f" {stale} of your orders were given on the old one: they are kept, and not sent." if stale else ""
            sentence = f"The server has another log than before. What you see is the new one.{kept}"
            self._notify(Notice(code="log-changed", sentence=sentence))
        elif asked:
            sentence = "The server's log ends before what you had seen. What you see is what it has now."
            self._notify(Notice(code="log-shorter", sentence=sentence))

    def _told(self, message: Told | ToldControl) -> None:
        try:
            news = take_in(self._mirror, message)
        except OutOfStepError as error:
            raise LinkLostError(f"Something was lost on the way: {error}.") from None
        except (LookupError, TypeError, ValueError) as error:
            self._in_step = False
            raise LinkLostError(f"What the server told cannot be read: {error!r}.") from None
        if news:
            self._changed("told")
