"""Where the time of one order goes in our server: processor time of each thing that is done for it, one after the other."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog

from bench.server.exercises import Prepared
from bench.server.peers import Ours
from engine.decide import decide
from engine.entries import Entry, sealed
from engine.ids import HolderId, SeatId
from engine.recording import Submission, parts_of
from engine.unfolding import state_after
from server.admission import AdmittedSeat
from server.appending import Appender
from server.audience import Hearings, Outbox
from server.door import at_the_door
from server.ledger import Ledger
from server.store import Store
from server.verdicts import verdicts_of
from server.wire import Give, client_message

ORDERS = 500
GROUP = 50
MICROSECONDS = 1_000_000
STEPS = ("the rules", "carrying their events out", "what each audience learns", "canonical JSON and hashes")
Found = tuple[str, float]


def parts(prepared: Prepared, folder: Path) -> tuple[Found, ...]:
    """What is done for an order of two seats that write to each other, with µs of processor time for each."""
    peer, store = Ours(prepared), Store(prepared.copied(folder))
    exercise_id = store.exercises()[0].id
    ledger = Ledger(store, exercise_id, structlog.get_logger())
    seats = [_seat(exercise_id, at, one.organisation) for at, one in enumerate(prepared.exercises[0])]
    frames = [peer.move(0, number % 2, number) for number in range(ORDERS)]
    gives: list[Give] = []
    submissions: list[Submission] = []
    entries: list[Entry] = []
    hearings = Hearings()
    for seat in seats:
        hearings.of(seat, ()).outboxes.append(Outbox(1 << 30))
    appender = Appender(store, exercise_id)

    def read() -> None:
        gives.extend(one for one in map(client_message, frames) if isinstance(one, Give))

    def let_in() -> None:
        asked = (at_the_door(seats[number % 2], give) for number, give in enumerate(gives))
        submissions.extend(one for one in asked if isinstance(one, Submission))

    def commit() -> None:
        for start in range(0, ORDERS, GROUP):
            some = entries[start : start + GROUP]
            appender.append(some, verdicts_of(some))

    def tell() -> None:
        for entry in entries:
            hearings.tell(entry)

    found = [_timed("reading the frame", read), _timed("making an order of it", let_in)]
    found += _record(ledger, submissions, entries)
    found += [_timed(f"committing it in a group of {GROUP}", commit), _timed("the frames for two seats", tell)]
    store.close()
    return tuple(found)


def _record(ledger: Ledger, submissions: list[Submission], entries: list[Entry]) -> list[Found]:
    exercise, head = ledger.exercise, ledger.head
    spent = dict.fromkeys(
        ("the rules", "carrying their events out", "what each audience learns", "canonical JSON and hashes"), 0.0
    )
    for submission in submissions:
        marks = [time.process_time()]
        verdict = decide(exercise, submission.actor, submission.order)
        if not isinstance(verdict, tuple):
            raise ValueError(verdict.sentence)
        marks.append(time.process_time())
        after = state_after(exercise, verdict)
        marks.append(time.process_time())
        plain = parts_of(exercise, submission, verdict, None)
        marks.append(time.process_time())
        head = sealed(head.number + 1, head.hash, plain, b"0" * 32)
        marks.append(time.process_time())
        exercise = after
        entries.append(head)
        for at, what in enumerate(spent):
            spent[what] += marks[at + 1] - marks[at]
    return [(what, MICROSECONDS * one / ORDERS) for what, one in spent.items()]


def _timed(what: str, work: Callable[[], None]) -> Found:
    begun = time.process_time()
    work()
    return what, MICROSECONDS * (time.process_time() - begun) / ORDERS


def _seat(exercise_id: str, at: int, organisation: str) -> AdmittedSeat:
    return AdmittedSeat(
        exercise=exercise_id,
        seat=SeatId(f"seat-{at}"),
        role="participant",
        organisations=(organisation,),  # type: ignore[arg-type]
        holder=HolderId("bench"),
        token_hash="",
    )
