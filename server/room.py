"""One exercise in memory with its one writer: record, append durably, stand there, then tell. No rule, no socket."""

import asyncio
import time

from engine.ids import OrderId, SeatId
from engine.orders import TakeSeat
from engine.phases import Phase
from engine.recording import Submission
from server.admission import AdmittedSeat
from server.annotating import Annotating
from server.annotating import Doors as DoorsOfAnnotating
from server.answering import Answering
from server.audience import Hearings, Outbox
from server.clock import Now, RoomClock, at_work, clocks_order
from server.deciding import is_short
from server.door import at_the_door
from server.exporting import Exports
from server.greeting import Place, missed_since
from server.lane import Threads
from server.ledger import Ledger, Step
from server.limits import Allowances
from server.logs import Logger
from server.metrics import Metrics
from server.players import Doors, Players, SeatedBots
from server.presence import Attendance, ClientKind
from server.roles import held_by
from server.settings import Settings
from server.store import Store
from server.trouble import StoreError
from server.waiting import Asked, Waiting, settles, tells
from server.wire import Give, Notice, Resume, Verdict, WireCode, frame


class Room:
    """Lives on one event loop; what takes long has threads, so that the loop never waits for the weeks, the log or the disk."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        settings: Settings,
        logger: Logger,
        threads: Threads,
        metrics: Metrics,
        now: Now = time.time,
        players: Players | None = None,
    ) -> None:
        """`ledger` may have been made on another thread, since that reads the whole log; from here on it is the room's."""
        self.exercise_id = ledger.exercise_id
        self.failed: Exception | None = None
        """Why nothing can be recorded here any more. Another room, made from the log, can follow."""
        self._ledger = ledger
        self._settings = settings
        self._logger = logger
        self._metrics = metrics
        self._store = store
        self._hearings = Hearings()
        self._attendance = Attendance(self._hearings)
        self.places: list[Place] = []
        """Every open connection."""
        self._orders = Waiting()
        self._allowances = Allowances(settings)
        self._clock = RoomClock(
            ledger.exercise, now, controller_seconds=settings.controller_seconds, late_seconds=settings.late_seconds
        )
        self._ticked: OrderId | None = None
        self._stopping = False
        self._exports = Exports(store, ledger.exercise_id, settings.export_to, logger)
        self._writing, self._reading = threads.writing(), threads.reading()
        self.answering = Answering(store, ledger, self._reading, self._attendance)
        """What its connections are given to read."""
        self.annotating = Annotating(store, ledger, self._doors_of_annotating())
        self._writer = asyncio.create_task(self._write())
        playing = players is not None and players.any_in(ledger.exercise)
        self._bots = SeatedBots(players, self._doors()) if players is not None and playing else None
        self._playing = asyncio.create_task(self._play(self._bots)) if self._bots is not None else None

    async def _play(self, bots: SeatedBots) -> None:
        try:
            await bots.run()
        except Exception:  # a fault in a policy leaves its seats silent, and play goes on
            self._logger.exception("bots failed", exercise=self.exercise_id)

    def _doors(self) -> Doors:
        """What bots in the server may ask of this room."""
        loop = asyncio.get_running_loop()
        return Doors(
            store=self._store,
            exercise_id=self.exercise_id,
            header=dict(self._ledger.header),
            published=self._ledger.published,
            exercise=lambda: self._ledger.exercise,
            number=lambda: self._ledger.head.number,
            give=self._give_for_bot,
            aside=lambda work: loop.run_in_executor(self._reading, work),
        )

    def _doors_of_annotating(self) -> DoorsOfAnnotating:
        return DoorsOfAnnotating(
            reading=self._reading,
            allowance=lambda one, place, answered: self._allowances.refusal(
                place.seat.seat, one.annotation_id, answered=answered
            ),
            works=lambda: not self._stopping and self.failed is None,
            failed=self._fail,
            exports=self._exports,
            warn=self._tell_control,
        )

    async def _give_for_bot(self, submission: Submission) -> Verdict | None:
        if self._stopping or self.failed is not None:
            return None
        done: asyncio.Future[Verdict | None] = asyncio.get_running_loop().create_future()
        await self._ask(Asked(submission=submission, answer=settles(done)))
        return await done

    def connections(self) -> int:
        """How many sockets are open here."""
        return len(self._hearings.outboxes())

    @property
    def timed(self) -> bool:
        """Whether the clock will have something to do here though nobody comes."""
        return at_work(self._ledger.exercise)

    async def take_seat(self, seat: AdmittedSeat) -> bool:
        """Let the holder speak for the seat's organisations, where that is new: from here their silence counts.

        An organisation of several seats stays with the holder that has it, as long as that one is connected. Answers
        whether there is something to take over: another held the seat, or turns have passed.
        """
        taken, handed_over = [], False
        for organisation in held_by(seat.role, seat.organisations):
            exercise = self._ledger.exercise
            before = exercise.holders.get(organisation)
            settled = before == seat.holder or (before is not None and self._hearings.present(before, seat.seat))
            if not self._stopping and not settled and exercise.phase is not Phase.SEALED:
                order_id = OrderId(f"take-{seat.holder}-{organisation}-{self._ledger.head.number}")
                submission = clocks_order(order_id, TakeSeat(organisation=organisation, holder=seat.holder))
                done: asyncio.Future[Verdict | None] = asyncio.get_running_loop().create_future()
                handed_over = handed_over or organisation in exercise.holders or exercise.turn > 1
                await self._ask(Asked(submission=submission, answer=settles(done)))
                taken.append(done)
        for done in taken:
            await done
        return handed_over

    def enter(
        self, seat: AdmittedSeat, resume: Resume | None, *, kind: ClientKind = "person", handed_over: bool = False
    ) -> Place:
        """Open a connection of a seat at this moment: what is told from now on waits in its outbox."""
        hearing = self._hearings.of(seat, self._ledger.audiences)
        if hearing.outboxes:
            hearing.sent_all()
        outbox = Outbox(self._settings.slow_reader_bytes)
        hearing.outboxes.append(outbox)
        self._attendance.came(hearing, kind)
        self._mind_controllers()
        if self._stopping:
            outbox.end(WireCode.GOING_AWAY, "The server stops.")
        if self.failed is not None:
            _send_away(outbox)
        place = Place(
            seat=seat,
            hearing=hearing,
            outbox=outbox,
            exercise=self._ledger.exercise,
            head=self._ledger.head,
            sequence=hearing.sequence,
            missed=missed_since(resume, self._ledger.log, hearing, self._ledger.audiences),
            handed=self.answering.mark(hearing) if handed_over else None,
        )
        self.places.append(place)
        return place

    def leave(self, place: Place) -> None:
        """Close a connection of a seat; the seat stays held."""
        self.places.remove(place)
        self.annotating.left(place)
        if not place.outbox.abandoned.is_set():
            place.hearing.sent_all()
        place.hearing.outboxes.remove(place.outbox)
        self._attendance.left(place.hearing)
        self._mind_controllers()

    def _mind_controllers(self) -> None:
        self._clock.controllers(sum(len(one.outboxes) for one in self._hearings.everybody() if one.seat.role == "control"))
        self._orders.look_again()

    def marks(self) -> dict[SeatId, int]:
        """How far each seat was read."""
        return {hearing.seat.seat: hearing.seen for hearing in self._hearings.everybody()}

    async def give(self, place: Place, give: Give) -> None:
        """Take an order of a seat to the writer; its verdict follows what it led to. Waits where too many wait."""
        asked_for = at_the_door(place.seat, give)
        if not isinstance(asked_for, Verdict) and not self._stopping and self.failed is None:
            answered = self._ledger.answered(place.seat.seat, give.order_id)
            asked_for = self._allowances.refusal(place.seat.seat, give.order_id, answered=answered) or asked_for
        if isinstance(asked_for, Verdict):
            self._metrics.turned_away(asked_for.code)
            place.outbox.put(frame(asked_for))
        elif not self._stopping and self.failed is None:
            await self._ask(Asked(submission=asked_for, answer=tells(place.outbox)))

    async def _ask(self, asked: Asked) -> None:
        await self._orders.put(asked)
        if self._writer.done():
            self._orders.turn_away()

    async def stop(self) -> None:
        """Take no more orders, finish those that were taken, and say goodbye to every connection."""
        self._stopping = True
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)
        await self._orders.end()
        await self._writer
        await self.annotating.finish()
        self._orders.turn_away()
        for outbox in self._hearings.outboxes():
            outbox.end(WireCode.GOING_AWAY, "The server stops; what it accepted is recorded.")

    async def close(self) -> None:
        """Wait for what is still written, after `stop` and after the connections have ended."""
        await self._exports.finish()

    async def _write(self) -> None:
        stopping = False
        while not stopping:
            tick = self._tick()
            batch, stopping = await self._orders.batch(tick, self._clock.looks_again_in(self._ledger.exercise))
            try:
                if self.failed is None and batch:
                    step = await self._decided([asked.submission for asked in batch])
                    await self._ledger.append(step)
                    self._settle(batch, step)
            except Exception as error:  # whatever it is: nobody may wait for ever, and the log knows what was recorded
                self._fail(error)
            if self.failed is not None:
                for asked in batch:
                    asked.answer(None)

    async def _decided(self, submissions: list[Submission]) -> Step:
        """A thread is for what takes long; to hand the rest to one would take longer than to decide it."""
        if all(is_short(one.order) for one in submissions):
            return self._ledger.decided(submissions)
        return await asyncio.get_running_loop().run_in_executor(self._writing, self._ledger.decided, submissions)

    def _tick(self) -> Asked | None:
        due = self._clock.next_order(self._ledger.exercise)
        if self._stopping or self.failed or due is None or due.order_id == self._ticked:
            return None
        self._ticked = due.order_id
        return Asked(submission=due.submission, answer=self._clock_answered)

    def _clock_answered(self, verdict: Verdict | None) -> None:
        if verdict is not None and not verdict.accepted:
            self._logger.error("the clock was refused", exercise=self.exercise_id, order=verdict.order_id, code=verdict.code)

    def _settle(self, batch: list[Asked], step: Step) -> None:
        before = self._ledger.exercise.phase
        self._ledger.settle(step)
        self._ledger.keep_up(self._reading)
        for entry in step.entries:
            self._hearings.tell(entry)
        self._show_head(before)
        for asked, outcome in zip(batch, step.outcomes, strict=True):
            asked.answer(outcome.verdict)
        self._hearings.pass_on()
        self._metrics.settled(batch, step.outcomes)
        if self._bots is not None:
            self._bots.look()

    def _show_head(self, before: Phase) -> None:
        """At every lock, at EndEx and where the log ends: a chain proves no more than whoever noted its head can prove."""
        exercise, head = self._ledger.exercise, self._ledger.head
        if exercise.phase is not before and exercise.phase in (Phase.LOCKED, Phase.CURTAIN, Phase.SEALED):
            told = {"phase": str(exercise.phase), "turn": exercise.turn, "entry": head.number, "head": head.hash}
            self._logger.info("head", exercise=self.exercise_id, **told)
            sentence = f"{exercise.phase.value.upper()}, turn {exercise.turn}: the head of the log is {head.number} {head.hash}"
            self._tell_control(WireCode.HEAD, sentence)
            self._exports.write(head.number, self._tell_control)
            self._exports.write_annotations(self.annotating.records, self._tell_control)

    def _tell_control(self, code: WireCode, sentence: str) -> None:
        for hearing in self._hearings.everybody():
            if hearing.seat.role == "control":
                for outbox in hearing.outboxes:
                    outbox.put(frame(Notice(code=str(code), sentence=sentence)))

    def _fail(self, error: Exception) -> None:
        """Nothing more is recorded here: nobody is told anything that is not on the disk, and everybody is sent away."""
        self.failed = error
        self._logger.error("recording failed", exercise=self.exercise_id, why=str(error), exc_info=not _foreseen(error))
        for outbox in self._hearings.outboxes():
            _send_away(outbox)


def _foreseen(error: Exception) -> bool:
    return isinstance(error, StoreError)


def _send_away(outbox: Outbox) -> None:
    sentence = "The server cannot record orders now. Yours are kept, and given again when it can."
    outbox.put(frame(Notice(code=str(WireCode.EXERCISE_UNAVAILABLE), sentence=sentence)))
    outbox.end(WireCode.EXERCISE_UNAVAILABLE, sentence)
