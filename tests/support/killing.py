"""Servers that are killed at random moments under load, and what is checked of them. `make kill` runs it a thousand times."""

import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from engine.beliefs import settled
from engine.entries import Entry
from engine.ids import CONTROL, CONTROL_PARTY, OrderId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, Order, SendMessage, SetIntent, StartExercise
from engine.phases import Phase
from engine.rules.turn import NEXT_PHASE
from engine.stored import commitment, state_hash
from engine.world import World
from server.admission import CreatedExercise
from server.client import SeatClient
from server.store import read_entries
from server.wire import Give, Greeting, Resume, Verdict, frame
from tests.support.nursery import Nursery
from tests.support.server import Follower, bare, heard, new_exercise, rebuilt, world

ORGANISATIONS = [OrganisationId(one) for one in ("dod/as", "allies/japan", "nsc/staff")]
EXERCISES = 3
ROUND = 25
"""So many kills a database lives through: then its logs are checked, and the next begins with new ones."""
PATIENCE = 300.0


@dataclass(slots=True)
class Tally:
    """What came of the kills so far."""

    kills: int = 0
    while_starting: int = 0
    orders: int = 0
    resent: int = 0
    returns: int = 0
    """How often a client came back by itself."""
    stood: dict[str, int] = field(default_factory=dict)
    """By phase: how often it was one in which an exercise stood when the server was killed."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever somebody was answered."""


@dataclass(slots=True)
class Seated:
    """One client with what it gave."""

    follower: Follower
    token: str
    organisation: OrganisationId | None
    news: asyncio.Event
    """Set whenever somebody was answered."""
    given: list[OrderId] = field(default_factory=list)
    sent: dict[OrderId, Give] = field(default_factory=dict)
    first: dict[OrderId, Verdict] = field(default_factory=dict)
    """The answers as they came first."""

    async def give(self, orders: Iterable[Order]) -> None:
        """Give orders at once, and wait for the answers, whatever becomes of the server in between."""
        client = self.follower.client
        ids = [client.give(order, self.organisation) for order in orders]
        self.given += ids
        self.sent |= {one.order_id: one for one in client.pending if one.order_id in ids}
        for order_id in ids:
            self.first[order_id] = await client.answered(order_id)
            self.news.set()


def many_turns() -> World:
    """The small deck of the tests in so many turns that no round comes to their end."""
    deck = world().deck
    pace = replace(deck.paces[0], turns=(30,) * 60)
    return replace(world(), deck=replace(deck, paces=(pace,), default_pace=pace.id))


async def _player(seated: Seated) -> None:
    """Orders of every kind that is always possible, one after the other and several at once; for ever."""
    for number in range(1_000_000):
        others = [one for one in (*ORGANISATIONS, CONTROL_PARTY) if one != seated.organisation]
        word = SendMessage(to=tuple(others[: 1 + number % 3]), text=f"Word {number}.")
        await seated.give((MarkReady(ready=number % 2 == 0), word, SetIntent(stance="approve")))


async def _control(seated: Seated) -> None:
    """From phase to phase; for ever."""
    client = seated.follower.client
    await seated.give((StartExercise(),))
    while True:
        assert client.exercise is not None
        phase = client.exercise.phase
        if phase is Phase.ORDERS:
            before = client.sequence
            await seated.follower.until(partial(_has_heard, before + 30), PATIENCE)
        if phase is Phase.RESOLVE:
            await seated.follower.until(_is_resolved, PATIENCE)
        else:
            await seated.give((AdvancePhase(to=NEXT_PHASE[phase]),))
            await seated.follower.until(partial(_has_left, phase), PATIENCE)


def _has_heard(sequence: int, client: SeatClient) -> bool:
    return client.sequence >= sequence


def _has_left(phase: Phase, client: SeatClient) -> bool:
    return client.exercise is not None and client.exercise.phase is not phase


def _is_resolved(client: SeatClient) -> bool:
    return _has_left(Phase.RESOLVE, client)


def _is_at_rest(client: SeatClient) -> bool:
    return client.state == "online" and not client.pending


async def kill_round(folder: Path, kills: int, dice: random.Random, tally: Tally, nursery: Nursery) -> None:
    """So many kills of servers on one new database, and what must hold of every log in the end; AssertionError else."""
    made = [new_exercise(folder / "surgex.db", many_turns()) for _ in range(EXERCISES)]
    await nursery.start(folder)
    async with AsyncExitStack() as stack:
        tables = [await _seated(stack, nursery.url, one, tally.news) for one in made]
        everybody = [seated for table in tables for seated in table]
        at_work = [asyncio.create_task(_control(s) if s.organisation is None else _player(s)) for s in everybody]
        try:
            for _ in range(kills):
                await _one_kill(everybody, dice, tally, nursery, folder)
                for done in (one for one in at_work if one.done()):
                    done.result()
        finally:
            for one in at_work:
                one.cancel()
            await asyncio.gather(*at_work, return_exceptions=True)
        for table in tables:
            await _come_to_rest(table, nursery.url, tally)
    await nursery.kill()
    for created, table in zip(made, tables, strict=True):
        entries = list(read_entries(folder / "surgex.db", created.id))
        check_log(entries, table)
        tally.orders += len(entries) - 1
    tally.returns += sum(seated.follower.changes.count("link") // 2 for seated in everybody)


async def _seated(stack: AsyncExitStack, url: str, made: CreatedExercise, news: asyncio.Event) -> list[Seated]:
    tokens = [(made.control.token, None), *((made.seat_of(one).token, one) for one in ORGANISATIONS)]
    return [Seated(await stack.enter_async_context(Follower(url, token)), token, one, news) for token, one in tokens]


async def _one_kill(everybody: list[Seated], dice: random.Random, tally: Tally, nursery: Nursery, folder: Path) -> None:
    """Kill at a moment drawn by lot: some while between two orders; one in six again while the server is starting."""
    more = dice.randrange(1, 60)
    answered = _answers(everybody)
    async with asyncio.timeout(PATIENCE):
        while _answers(everybody) < answered + more:
            tally.news.clear()
            await tally.news.wait()
    await asyncio.sleep(dice.uniform(0, 0.02))
    for seated in everybody:
        if seated.follower.client.exercise is not None:
            phase = str(seated.follower.client.exercise.phase)
            tally.stood[phase] = tally.stood.get(phase, 0) + 1
    answered_before = [(one, order_id) for one in everybody for order_id in one.first]
    await nursery.kill()
    tally.kills += 1
    if dice.randrange(6) == 0:
        await nursery.start(folder, listening=False)
        await asyncio.sleep(dice.uniform(0, 0.25))
        await nursery.kill()
        tally.while_starting += 1
    await nursery.start(folder)
    seated, order_id = dice.choice(answered_before)
    await _answered_as_before(seated, [order_id], nursery.url)
    tally.resent += 1


def _answers(everybody: list[Seated]) -> int:
    return sum(len(seated.first) for seated in everybody)


async def _answered_as_before(seated: Seated, orders: Iterable[OrderId], url: str) -> None:
    """Who gives an order again over a connection of its own hears what was answered first."""
    client = seated.follower.client
    async with bare(url, seated.token, resume=Resume(log=client.log, sequence=client.sequence)) as socket:
        for order_id in orders:
            await socket.send(frame(seated.sent[order_id]))
            while not isinstance(verdict := await heard(socket), Verdict):
                assert not (isinstance(verdict, Greeting) and verdict.whole), "the server fell behind what it had told"
            assert verdict == seated.first[order_id], "an order given again was answered otherwise"


async def _come_to_rest(table: list[Seated], url: str, tally: Tally) -> None:
    """Nobody has to help: all are back with all answers, hold what a newcomer is told, and are answered as before."""
    for seated in table:
        await seated.follower.until(_is_at_rest, PATIENCE)
        seated.first |= {one: seated.follower.client.verdicts[one] for one in seated.given}
    await table[0].give((StartExercise(),))  # refused and recorded last: whoever has heard of it has heard everything
    for seated in table:
        client = seated.follower.client
        await _answered_as_before(seated, seated.given, url)
        tally.resent += len(seated.given)
        async with Follower(url, seated.token) as fresh:
            await seated.follower.until(partial(_has_heard, fresh.client.sequence))
            assert client.sequence == fresh.client.sequence
            for organisation, view in fresh.client.views.items():
                assert settled(client.views[organisation]) == settled(view), "a view is not that of a newcomer"


def check_log(entries: list[Entry], table: list[Seated]) -> None:
    """Every order that was given is recorded exactly once, with the verdict that was told, in its sender's order."""
    assert is_unbroken(entries), "the chain is broken"
    recorded: dict[str, list[str]] = {}
    accepted: dict[str, bool] = {}
    for entry in entries[1:]:
        part = entry.parts[CONTROL].plain
        recorded.setdefault(part["seat"], []).append(part["order_id"])
        accepted[part["order_id"]] = "refusal" not in part["verdict"]
    every = [order_id for orders in recorded.values() for order_id in orders]
    assert len(every) == len(set(every)), "an order was recorded twice"
    for seated in table:
        client = seated.follower.client
        assert client.seat is not None
        assert recorded[client.seat] == seated.given, "an acknowledged order is lost, or orders changed places"
        assert {one: verdict.accepted for one, verdict in seated.first.items()} == {one: accepted[one] for one in seated.given}
    control = table[0].follower.client
    assert control.exercise is not None
    assert control.head == (entries[-1].number, entries[-1].hash)
    assert state_hash(rebuilt(entries)) == state_hash(control.exercise), "the log gives another exercise than was told"


def is_unbroken(entries: Iterable[Entry]) -> bool:
    """Whether each entry names the one before it and holds the parts that it committed to."""
    previous = "0" * 64
    for number, entry in enumerate(entries):
        opened = tuple(sorted(commitment(part.salt, part.content) for part in entry.parts.values()))
        if (entry.number, entry.previous, entry.commitments) != (number, previous, opened):
            return False
        previous = entry.hash
    return True


async def main(kills: int, seed: int) -> None:
    """As many kills as were asked for, a line for each hundred; the first thing that does not hold ends it."""
    dice, tally, began = random.Random(seed), Tally(), time.monotonic()
    print(f"{kills:,} kills of a server with {EXERCISES} exercises and {EXERCISES * 4} clients; seed {seed}", flush=True)
    async with Nursery() as nursery:
        while tally.kills < kills:
            folder = Path(tempfile.mkdtemp(prefix="surgex-kill-"))
            await kill_round(folder, min(ROUND, kills - tally.kills), dice, tally, nursery)
            shutil.rmtree(folder)
            if tally.kills % 100 == 0 or tally.kills == kills:
                print(_line(tally, time.monotonic() - began), flush=True)
    phases = ", ".join(f"{phase} {count}" for phase, count in sorted(tally.stood.items()))
    print(f"exercises by the phase in which they were hit: {phases}")
    print("every acknowledged order is there exactly once, none twice; all chains verify; nobody had to help a client")


def _line(tally: Tally, seconds: float) -> str:
    told = f"{tally.kills:>5,} kills ({tally.while_starting} more while starting): {tally.orders:,} orders recorded,"
    again = f"{tally.resent:,} given again and answered as before,"
    return f"{told} {again} clients came back {tally.returns:,} times; {seconds:.0f} s"


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1_000_000)))
