"""One exercise as its log gives it, and the step that adds to it: decide, append, then stand there. No socket, no loop."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.entries import NO_PREVIOUS, Entry
from engine.exercise import Exercise
from engine.ids import CONTROL, PUBLIC, Audience, OrderId, SeatId
from engine.phases import Phase
from engine.recording import Submission, exercise_at_start, record
from engine.refusals import Refusal
from engine.replay import opening_in, replayed
from engine.stored import FORMAT, commitment
from server.appending import Appender
from server.logs import Logger
from server.notebook import Notebook
from server.snapshots import Kept, Snapshots
from server.store import Store
from server.trouble import StoreError, StoreTrouble
from server.verdicts import StoredVerdict, order_hash
from server.wire import Verdict, WireCode
from server.worlds import declared_in

SNAPSHOT_EVERY = 200
"""So many entries at least lie between two snapshots, ten times as many while orders are given: each holds up who waits."""

Key = tuple[SeatId, OrderId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer to one order, and its entry where this order made one."""

    verdict: Verdict
    entry: Entry | None


@dataclass(slots=True, kw_only=True)
class Step:
    """What a batch of orders led to: the outcomes in their order, and where the exercise stands after the last."""

    exercise: Exercise
    head: Entry
    outcomes: list[Outcome] = field(default_factory=list)
    verdicts: dict[Key, StoredVerdict] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """What is to be appended."""
        return [outcome.entry for outcome in self.outcomes if outcome.entry is not None]


class Ledger:
    """`decided` runs on one thread at a time and changes nothing here; `settle` then moves on, on the thread that reads."""

    def __init__(self, store: Store, exercise_id: str, logger: Logger) -> None:
        """Rebuild the exercise from its log, as its one writer: no rule runs. Raises StoreError."""
        self.exercise_id = exercise_id
        self._logger = logger
        self._appender = Appender(store, exercise_id)
        self._log_key = store.log_key(exercise_id)
        self._snapshots = Snapshots(store, exercise_id, self._log_key, logger)
        self._verdicts: dict[Key, StoredVerdict] = dict(store.verdicts(exercise_id))
        self.audiences: list[frozenset[Audience]] = []
        """Who learned something in each entry, by its number."""
        self._read(store)
        self.notebook = Notebook(store, exercise_id, self.log)
        self.annotated = self._appender.annotated
        """Has annotations put on the disk."""

    def _read(self, store: Store) -> None:
        """Check the whole chain, and replay what came after the snapshot; everything where there is none that fits."""
        kept = self._snapshots.found()
        if kept is not None and not self._replay(store, kept):
            self._logger.warning("a snapshot does not fit its log", exercise=self.exercise_id, entry=kept.number)
            kept = None
        if kept is None:
            self._replay(store, None)
        self._kept = kept.number if kept is not None else 0

    def _replay(self, store: Store, kept: Kept | None) -> bool:
        """Whether the snapshot, if one is given, was of this log."""
        self.audiences.clear()
        previous: Entry | None = None
        fits = kept is None
        for entry in store.entries(self.exercise_id):
            check_follows(entry, previous, store.database)
            if previous is None:
                self.log = entry.hash
                self.header: Mapping[str, Any]
                """What everybody was told of the exercise, but for the published world."""
                self.published, self.header = declared_in(entry.parts[PUBLIC].content)
                check_format(self.header, store.database)
                world, header = declared_in(entry.parts[CONTROL].content)
                self.exercise = exercise_at_start(world, opening_in(header))
            elif kept is None or entry.number > kept.number:
                self.exercise = replayed(self.exercise, entry.parts[CONTROL].plain)
            if kept is not None and entry.number == kept.number:
                restored = kept.over(self.exercise.world)
                fits = entry.hash == kept.head and restored is not None
                self.exercise = restored or self.exercise
            self.audiences.append(frozenset(entry.parts))
            previous = entry
        if previous is None:
            raise store.no_such_exercise(self.exercise_id)
        self.head = previous
        return fits

    def take(self, submissions: Sequence[Submission]) -> Step:
        """Decide these orders one after the other and append what they led to in one commit. Raises StoreError."""
        step = self.decided(submissions)
        if step.entries:
            self._appender.append(step.entries, list(step.verdicts.values()))
        return step

    def decided(self, submissions: Sequence[Submission]) -> Step:
        """Decide these orders one after the other; nothing is put down yet."""
        step = Step(exercise=self.exercise, head=self.head)
        for submission in submissions:
            step.outcomes.append(self._outcome(step, submission))
        return step

    async def append(self, step: Step) -> None:
        """Wait until all of a step is on the disk, on the running loop. Raises StoreError."""
        entries = step.entries
        if entries:
            await self._appender.appended(entries, list(step.verdicts.values()))

    def settle(self, step: Step) -> None:
        """Stand where a step that is on the disk has led."""
        self.exercise = step.exercise
        self.head = step.head
        self._verdicts.update(step.verdicts)
        self.audiences.extend(frozenset(entry.parts) for entry in step.entries)

    def answered(self, seat: SeatId, order_id: OrderId) -> bool:
        """Whether an order of this id has its verdict."""
        return (seat, order_id) in self._verdicts

    def keep_up(self, threads: Executor) -> None:
        """Where enough entries have come since the last one: have a snapshot made, on another thread."""
        every = SNAPSHOT_EVERY if self.exercise.phase is not Phase.ORDERS else 10 * SNAPSHOT_EVERY
        if self.head.number - self._kept >= every:
            self._kept = self.head.number
            threads.submit(self._snapshots.keep, self.exercise, self.head)

    def _outcome(self, step: Step, submission: Submission) -> Outcome:
        key = (submission.seat, submission.order_id)
        content = order_hash(submission)
        known = step.verdicts.get(key) or self._verdicts.get(key)
        if known is not None and known.content_hash == content:
            return Outcome(verdict=_answer(known), entry=None)
        if known is not None:
            sentence = "Another order was given under this id; give this one again under a new id."
            return Outcome(verdict=_refused(submission, WireCode.ORDER_ID_REUSED, sentence), entry=None)
        return self._recorded(step, submission, content)

    def _recorded(self, step: Step, submission: Submission, content: str) -> Outcome:
        wall = datetime.now(UTC).isoformat(timespec="milliseconds")
        try:
            recorded = record(step.exercise, submission, step.head, self._log_key, wall)
        except Exception:  # a fault in a rule must not stop the exercise for everybody else
            self._logger.exception("rules failed", exercise=self.exercise_id, kind=submission.order.kind)
            sentence = "The rules failed on this order: nothing was recorded. Tell control; the server's log has the details."
            return Outcome(verdict=_refused(submission, WireCode.RULES_FAILED, sentence), entry=None)
        refusal = recorded.verdict if isinstance(recorded.verdict, Refusal) else None
        stored = StoredVerdict(
            seat=submission.seat,
            order_id=submission.order_id,
            content_hash=content,
            accepted=refusal is None,
            code=str(refusal.code) if refusal else "",
            sentence=refusal.sentence if refusal else "",
            number=recorded.entry.number,
        )
        step.exercise, step.head = recorded.exercise, recorded.entry
        step.verdicts[submission.seat, submission.order_id] = stored
        return Outcome(verdict=_answer(stored), entry=recorded.entry)


def check_follows(entry: Entry, previous: Entry | None, database: str) -> None:
    """The chain: an entry names the one before it, and its parts are what it committed to. Raises StoreError."""
    number, named = (0, NO_PREVIOUS) if previous is None else (previous.number + 1, previous.hash)
    committed = tuple(sorted(commitment(part.salt, part.content) for part in entry.parts.values()))
    if (entry.number, entry.previous, entry.commitments) != (number, named, committed):
        sentence = f"{database}: the log is broken at entry {entry.number}; `surgex verify` says more, restore a copy"
        raise StoreError(StoreTrouble.BROKEN_LOG, sentence)


def check_format(header: Mapping[str, Any], database: str) -> None:
    """A log goes on only in the format in which it began. Raises StoreError."""
    if header["format"] != FORMAT:
        began = f"{header['exercise']} was begun in format {header['format']} of the log, and this version writes {FORMAT}"
        sentence = f"{database}: {began}: go on with surgex {header['engine']}, or make a new exercise"
        raise StoreError(StoreTrouble.OTHER_FORMAT, sentence)


def _answer(stored: StoredVerdict) -> Verdict:
    return Verdict(order_id=stored.order_id, accepted=stored.accepted, code=stored.code, sentence=stored.sentence)


def _refused(submission: Submission, code: WireCode, sentence: str) -> Verdict:
    return Verdict(order_id=submission.order_id, accepted=False, code=str(code), sentence=sentence)
