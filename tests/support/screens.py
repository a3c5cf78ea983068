"""A table in memory for the screens: real orders, entries and views, without a socket. Each seat is what `SeatClient` is."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

import tui.workspaces  # noqa: F401 - what is loaded already lets a client sit down at once
from engine.annotations.bodies import Annotation
from engine.annotations.folding import Annotations
from engine.annotations.records import AnnotationRecord, annotation_of, record_id
from engine.annotations.taking import author_of, refused
from engine.decide import CLOCKS_OWN
from engine.entries import Entry
from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import CLOCK_SEAT, CONTROL, PUBLIC, PUBLIC_PARTY, Audience, HolderId, OrderId, OrganisationId, SeatId
from engine.orders import AdvancePhase, Order, ResolveWeek, StartExercise, TakeSeat
from engine.phases import Phase
from engine.recording import Opening, Submission, first_entry, record
from engine.refusals import Refusal
from engine.stored import Plain, order_of, plain_of
from engine.versions import ON_THE_PRESENT, BasedOn
from engine.views import View, view_at_start
from engine.world import World
from server.client import LinkState, NotManagedError
from server.knowledge import HandedOver
from server.roles import sees_all
from server.wire import Annotate, Answer, Give, Notice, Question, Role, SeatPresence, Verdict
from tests.support import resting
from tests.support.decks import opening_world
from tui.app import SurgexApp
from tui.settings import ClientConfig

DOD = OrganisationId("dod/as")
NSC = OrganisationId("nsc/staff")
JAPAN = OrganisationId("allies/japan")
PRIMES = OrganisationId("industry/primes")
STATE = OrganisationId("nsc/state")
CONGRESS = OrganisationId("congress/appropriators")
UPDATES = 1000
"""Times a second at the most that a client of the tests hears of its table."""
PATIENCE = 300
"""Seconds after which a screen that does not come to rest is given up."""


class Table:
    """One exercise in memory. Orders are decided at once; every seat hears what its audiences learned."""

    def __init__(self, world: World | None = None, pace: str = "half-day") -> None:
        opening = Opening(exercise_id="test-table", pace=pace, seed="7", seed_salt="salt", log_key=b"key")
        first = first_entry(world or opening_world(), opening)
        self.exercise: Exercise = first.exercise
        self.entries: list[Entry] = [first.entry]
        self.header = first.entry.parts[PUBLIC].plain["header"]
        self.seats: list[TableSeat] = []
        self.annotations = Annotations()
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def again(self) -> "Table":
        """Another table that stands where this one stands, with nobody at it and nothing annotated."""
        other = copy(self)
        other.entries, other.seats, other.annotations = list(self.entries), [], Annotations()
        return other

    def seat(
        self,
        *organisations: OrganisationId,
        on_change: Callable[[str], object] | None = None,
        role: Role | None = None,
    ) -> "TableSeat":
        """A seat for these organisations, or for control where there are none; it has heard all that was said."""
        seat = TableSeat(self, organisations, on_change or (lambda _: None), seat_role=role)
        for entry in self.entries:
            seat.hear(entry)
        self.seats.append(seat)
        return seat

    def give(
        self,
        order: Order,
        organisation: OrganisationId | None = None,
        order_id: str = "",
        based_on: BasedOn = ON_THE_PRESENT,
    ) -> Verdict:
        """Decide, record and tell an order; the clock's and control's have no organisation."""
        identity = OrderId(order_id or f"order-{len(self.entries)}")
        seat = CLOCK_SEAT if type(order) in CLOCKS_OWN else SeatId(organisation or "control")
        submission = Submission(
            order_id=identity,
            seat=seat,
            holder=HolderId("holder"),
            organisation=organisation,
            order=order,
            based_on=based_on,
        )
        recorded = record(self.exercise, submission, self.entries[-1], b"key", None)
        self.exercise = recorded.exercise
        self.entries.append(recorded.entry)
        for one in self.seats:
            one.hear(recorded.entry)
        if isinstance(recorded.verdict, Refusal):
            refusal = recorded.verdict
            return Verdict(order_id=identity, accepted=False, code=str(refusal.code), sentence=refusal.sentence)
        return Verdict(order_id=identity, accepted=True)

    def annotate(self, seat: "TableSeat", annotate: Annotate) -> Verdict:
        """Keep an annotation as the server does."""
        body = annotation_of(annotate.body)
        refusal = refused(self.exercise, self.annotations, seat.role, seat.organisations, body)
        if refusal is not None:
            return Verdict(order_id=annotate.annotation_id, accepted=False, code=str(refusal.code), sentence=refusal.sentence)
        entry = self.entries[-1 if annotate.entry is None else annotate.entry]
        record = AnnotationRecord(
            number=len(self.annotations.records),
            previous=self.annotations.head or self.entries[0].hash,
            id=record_id(str(id(seat)), annotate.annotation_id),
            author=author_of(seat.role, seat.holder, body),
            wall=None,
            entry=entry.number,
            head=entry.hash,
            body=body,
        )
        self.annotations.take(record)
        return Verdict(order_id=annotate.annotation_id, accepted=True)

    def start(self) -> None:
        """Everybody takes a seat; StartEx; the orders of turn 1 open."""
        for organisation in self.exercise.world.organisations:
            self.give(TakeSeat(organisation=organisation, holder=HolderId(f"person-{organisation}")))
        self.give(StartExercise())
        self.give(AdvancePhase(to=Phase.ORDERS))

    def play_turn(self) -> None:
        """From the orders of a turn to its picture."""
        for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE):
            self.give(AdvancePhase(to=phase))
        _, last = self.exercise.world.turn_weeks(self.exercise.pace, self.exercise.turn)
        for week in range(self.exercise.week, last + 1):
            self.give(ResolveWeek(week=week))
        self.give(AdvancePhase(to=Phase.PICTURE))


@dataclass(eq=False)
class TableSeat:
    """What the screens ask of a seat's connection, answered by a table in the same process."""

    table: Table
    organisations: tuple[OrganisationId, ...]
    on_change: Callable[[str], object]
    url: str = "ws://table"
    state: LinkState = LinkState.ONLINE
    why: str = ""
    retry_in: float = 0.0
    sequence: int = 0
    views: dict[OrganisationId, View] = field(default_factory=dict)
    exercise: Exercise | None = None
    head: tuple[int, str] | None = None
    recent: list[tuple[int, Plain]] = field(default_factory=list)
    kept: list[tuple[int, Plain]] = field(default_factory=list)
    logged: list[Entry] = field(default_factory=list)
    verdicts: dict[OrderId, Verdict] = field(default_factory=dict)
    stale_pending: Sequence[Give] = ()
    notices: list[Notice] = field(default_factory=list)
    presence: dict[SeatId, SeatPresence] = field(default_factory=dict)
    packet: HandedOver | None = None
    seen: int = 0
    seat_role: Role | None = None
    pending: list[Give] = field(default_factory=list)
    pending_annotations: list[Annotate] = field(default_factory=list)
    holder: str = "holder-of-this-seat"
    given: int = 0

    def __post_init__(self) -> None:
        owners = (PUBLIC_PARTY,) if self.role == "spectator" else self.organisations
        self.views = {one: view_at_start(self.table.header, one) for one in owners}

    @property
    def now(self) -> datetime:
        """The time of day at the table."""
        return self.table.now

    @property
    def role(self) -> Role:
        """As given; else control where the seat speaks for nobody."""
        return self.seat_role or ("participant" if self.organisations else "control")

    @property
    def exercise_id(self) -> str:
        """Which exercise it is."""
        return str(self.table.header["exercise"])

    @property
    def seat(self) -> SeatId:
        """A seat for each set of organisations."""
        return SeatId("+".join(self.organisations) or self.role)

    def take_up(self, saved: Mapping[str, Any]) -> None:
        """Orders that were kept under another token: none that this seat does not hold already."""
        known = {*(one.order_id for one in self.pending), *self.verdicts}
        self.pending += [one for one in map(Give.model_validate, saved.get("orders", ())) if one.order_id not in known]

    def hear(self, entry: Entry) -> None:
        """Fold an entry's parts in, as a client does; control's seat holds the exercise."""
        self.sequence += 1
        for organisation in self.views:
            for audience in dict.fromkeys((PUBLIC, Audience(organisation))):
                if audience in entry.parts:
                    self.views[organisation] = fold(self.views[organisation], entry.parts[audience].plain)
        if sees_all(self.role):
            self.exercise = self.table.exercise
            self.head = (entry.number, entry.hash)
            self.recent.append((entry.number, entry.parts[CONTROL].plain))
        self.on_change("told")

    def tamper(self, organisation: OrganisationId, **changes: Any) -> None:
        """Let a view hold something that no deck says, such as hostile text."""
        self.views[organisation] = replace(self.views[organisation], **changes)
        self.on_change("told")

    def notice(self, sentence: str) -> None:
        """The server says something."""
        self.notices.append(Notice(code="test", sentence=sentence))
        self.on_change("notice")

    def go(self, state: LinkState) -> None:
        """Lose the connection, or find it again: what was given meanwhile goes out."""
        self.state = state
        self.on_change("link")
        if state is LinkState.ONLINE:
            for give in list(self.pending):
                self._send(give)
            for annotate in list(self.pending_annotations):
                self._send_annotation(annotate)

    def pending_plain(self) -> Plain:
        """What was not answered."""
        return {"log": "table", "orders": [one.model_dump(mode="json") for one in self.pending]}

    def take(self, pending: Mapping[str, Any] | None) -> None:
        """Orders that an earlier run left unanswered."""
        self.pending = [Give.model_validate(one) for one in (pending or {}).get("orders", ())]

    def give(self, order: Order, organisation: OrganisationId | None, based_on: BasedOn = ON_THE_PRESENT) -> OrderId:
        """Decide it at once when online."""
        self.given += 1
        give = Give(
            order_id=OrderId(f"given-{id(self)}-{self.given}"),
            organisation=organisation,
            order=plain_of(order),
            based_on=dict(based_on),
        )
        self.pending.append(give)
        if self.state is LinkState.ONLINE:
            self._send(give)
        return give.order_id

    def _send(self, give: Give) -> None:
        self.pending.remove(give)
        self.verdicts[give.order_id] = self.table.give(order_of(give.order), give.organisation, give.order_id, give.based_on)
        self.on_change("verdict")

    @property
    def annotations(self) -> Annotations:
        """What the table has of them."""
        return self.table.annotations if sees_all(self.role) or self.role == "spectator" else Annotations()

    def annotate(self, body: Annotation, entry: int | None = None) -> OrderId:
        """Keep it at once when online."""
        self.given += 1
        annotate = Annotate(annotation_id=OrderId(f"noted-{id(self)}-{self.given}"), body=plain_of(body), entry=entry)
        self.pending_annotations.append(annotate)
        if self.state is LinkState.ONLINE:
            self._send_annotation(annotate)
        return annotate.annotation_id

    def _send_annotation(self, annotate: Annotate) -> None:
        self.pending_annotations.remove(annotate)
        self.verdicts[annotate.annotation_id] = self.table.annotate(self, annotate)
        self.on_change("verdict")
        for one in self.table.seats:
            one.on_change("annotations")

    def saw(self) -> None:
        """Somebody looked."""
        self.seen = self.sequence

    def hand_over(self, then: "TableSeat") -> None:
        """The seat changes hands; its last holder saw what this other seat knows now."""
        self.packet = HandedOver(then.sequence, dict(then.views))
        self.on_change("packet")

    def ask_packet(self) -> None:
        """As if nobody had ever looked."""
        self.packet = HandedOver(0, {one: view_at_start(self.table.header, one) for one in self.organisations})
        self.on_change("packet")

    def ask_view(self, organisation: OrganisationId) -> None:
        """What an organisation knows, as far as the table has come."""
        self.views[organisation] = self.table.seat(organisation).views[organisation]
        self.on_change("told")

    def ask_log(self) -> None:
        """The whole of it."""
        self.logged = list(self.table.entries)
        self.on_change("log")

    def attend(self, *present: SeatPresence) -> None:
        """Who is at these seats."""
        self.presence |= {one.seat: one for one in present}
        self.on_change("presence")

    async def ask(self, question: Question) -> Answer:
        """A table in memory has no tokens."""
        raise NotManagedError(f"There is no server here to {question.type} at.")

    async def run(self) -> None:
        """Greet, send what an earlier run left, and stay."""
        self.on_change("link")
        self.on_change("told")
        if self.state is LinkState.ONLINE:
            for give in list(self.pending):
                self._send(give)
        await asyncio.Event().wait()

    def close(self) -> None:
        """Leave."""
        self.state = LinkState.CLOSED


def client_of(
    table: Table,
    *organisations: OrganisationId,
    folder: Path,
    ascii_only: bool = False,
    state: LinkState = LinkState.ONLINE,
    role: Role | None = None,
    zone: str = "",
) -> tuple[SurgexApp, list[TableSeat]]:
    """A client on a seat of this table, and the list that its seat is put into when it connects."""
    seats: list[TableSeat] = []

    def connect(on_change: Callable[[str], object], pending: Plain | None) -> TableSeat:
        seat = table.seat(*organisations, on_change=on_change, role=role)
        seat.state = state
        seat.take(pending)
        seats.append(seat)
        return seat

    token = "token of " + (" ".join(organisations) or "control")
    config = ClientConfig(folder=folder, ascii_only=ascii_only, zone=zone, updates=UPDATES)
    return SurgexApp(connect, token=token, config=config), seats


def text_of(app: App[int]) -> str:
    """What is on the screen, row by row, as plain text."""
    height = app.size.height
    rows = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in rows[y]).rstrip() for y in range(min(height, len(rows))))


async def until(pilot: Pilot[int], holds: Callable[[], object]) -> None:
    """Wait for what others do in their time, such as a server; shows the screen where it does not come."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await pilot.pause(0.02)
    except TimeoutError:
        raise AssertionError(f"it never came to this:\n{text_of(pilot.app)}") from None
    await settled(pilot)


async def settled(pilot: Pilot[int]) -> None:
    """Until nothing is under way: news told, work beside the screen done, messages handled."""
    async with asyncio.timeout(PATIENCE):
        calm = 0
        while calm < 2:
            await resting.rest(pilot.app)
            if pilot.app.is_running:
                pilot.app.screen._on_timer_update()
            at_work = [one for one in pilot.app.workers if one.group != "link"]
            await asyncio.gather(*(one.wait() for one in at_work), return_exceptions=True)
            await asyncio.sleep(2 / UPDATES)
            calm = 0 if at_work or resting.is_waiting(pilot.app) else calm + 1
