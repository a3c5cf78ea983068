"""What an order costs late in a log against early: the same orders on the log of a game, at its start and its end."""

import gc
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from bench.exercises import a_game
from bench.server.exercises import BENCH
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import CONTROL, OrderId, SeatId
from engine.orders import Order, SendMessage, SetIntent
from engine.phases import Phase
from engine.recording import Submission
from engine.world import World
from server.admission import adopt_exercise
from server.ledger import Ledger
from server.store import Store

ORDERS = 150
ROUNDS = 5
SEAT = SeatId("seat-bench")


def lateness(world: World, folder: Path) -> tuple[tuple[float, ...], int, int]:
    """Late cost by early cost, in rounds; and the numbers of the entries after which the orders were given."""
    entries = a_game(world).entries
    at = _taken_at(entries)
    early, late = (_ledger(folder, world, entries[: number + 1]) for number in (at[0], at[-1]))
    ratios = []
    for number in range(ROUNDS + 1):
        first = _cost(early, number)
        ratios.append(_cost(late, number) / first)
    return tuple(ratios[1:]), at[0], at[-1]


def _taken_at(entries: Sequence[Entry]) -> list[int]:
    """The entries after which organisations may give the orders."""
    found, phase = [], Phase.SETUP
    for entry in entries[1:]:
        order = entry.parts[CONTROL].plain["order"]
        if order["kind"] == "start-exercise":
            phase = Phase.BRIEF
        elif order["kind"] == "advance-phase":
            phase = Phase(order["to"])
        if phase is Phase.ORDERS:
            found.append(entry.number)
    return found


def _ledger(folder: Path, world: World, entries: Sequence[Entry]) -> Ledger:
    store = Store(folder / f"after-{entries[-1].number}.db")
    created = adopt_exercise(store, world, entries)
    return Ledger(store, created.id, structlog.get_logger())


def _cost(ledger: Ledger, number: int) -> float:
    """Processor seconds of so many orders, each decided, sealed and committed by itself."""
    gc.collect()
    begun = time.process_time()
    for index in range(ORDERS):
        step = ledger.take([_submission(ledger.exercise, f"{number}-{index}", index)])
        if not step.outcomes[0].verdict.accepted:
            raise ValueError(step.outcomes[0].verdict.sentence)
        ledger.settle(step)
    return time.process_time() - begun


def _submission(exercise: Exercise, order_id: str, index: int) -> Submission:
    organisations = tuple(exercise.world.organisations)
    by, to = organisations[index % len(organisations)], organisations[(index + 1) % len(organisations)]
    order: Order = SendMessage(to=(to,), text="x" * 150) if index % 2 else SetIntent(stance="ask")
    return Submission(order_id=OrderId(order_id), seat=SEAT, holder=BENCH, organisation=by, order=order)
