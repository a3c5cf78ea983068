"""`make soak`: forty seats at a human pace through a whole exercise, compressed in time, and how the server bore it.

`python -m bench.soak --speed 30` lets thirty minutes pass in one. The server runs in a process of its own, on Linux.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from bots.roster import policy
from bots.wire_runner import CLIENT, WireBot
from engine.ids import OrderId, OrganisationId
from engine.orders import SendMessage
from engine.phases import Phase
from engine.stored import state_hash
from injects.load import load_world
from server.admission import CreatedExercise, create_exercise, one_each_beside
from server.client import SeatClient
from server.store import Store, read_entries
from server.wire import SeatWanted, Verdict
from tests.support.killing import is_unbroken
from tests.support.nursery import Nursery
from tests.support.server import Follower, rebuilt

SEATS = 40
THINKING = (40, 150)
"""Seconds that a person takes for an order: from, to."""
TALKING = (60, 400)
"""Seconds between two messages of a person."""


@dataclass(slots=True)
class Tally:
    """What the clients noticed."""

    took: list[float] = field(default_factory=list)
    """Milliseconds from an order to its verdict."""
    refused: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    """Links that were lost, and came back."""


class TimedClient(SeatClient):
    """Notes how long each verdict takes."""

    tally: Tally

    async def answered(self, order_id: OrderId) -> Verdict:
        begun = time.perf_counter()
        verdict = await super().answered(order_id)
        self.tally.took.append(1000 * (time.perf_counter() - begun))
        if not verdict.accepted:
            self.tally.refused[verdict.code] += 1
        return verdict


class Person(WireBot):
    """Plays as a bot does, in a person's time, and talks beside it."""

    def __init__(self, url: str, token: str, tally: Tally, speed: float) -> None:
        super().__init__(url, token, policy("typical", "soak"), trouble=self._lost)
        self.client = TimedClient(url, token, on_change=self._changed, client=CLIENT)
        self.client.tally = self.tally = tally
        self.speed = speed
        self.thinking = random.uniform(*THINKING) / speed

    def _lost(self, why: str) -> None:
        self.tally.lost += 1

    async def talk(self) -> None:
        """A message to somebody now and then, until it is cancelled."""
        while True:
            await asyncio.sleep(random.uniform(*TALKING) / self.speed)
            for organisation, view in self.client.views.items():
                if view.phase is Phase.ORDERS and not view.paused:
                    others = [one for one in view.world.organisations if one != organisation]
                    word = SendMessage(
                        to=(OrganisationId(random.choice(others)),), text="What do you make of the last picture?"
                    )
                    await self.client.answered(self.client.give(word, organisation))
            self.client.saw()


def put_down(folder: Path) -> CreatedExercise:
    """The shipped exercise with control, a seat for each organisation, and who looks on: forty in all."""
    world = load_world("taiwan-blockade")
    playing = one_each_beside(world, [SeatWanted(role="control")])
    lookers = [SeatWanted(role="evaluator"), SeatWanted(role="spectator")]
    lookers += [SeatWanted(role="observer", organisations=(one,)) for one in world.organisations]
    store = Store(folder / "surgex.db")
    try:
        return create_exercise(store, world, seats=[*playing, *lookers[: SEATS - len(playing)]])
    finally:
        store.close()


async def soak(folder: Path, speed: float, minutes: float) -> bool:
    """Whether the exercise came to its end without an error; prints what came of it."""
    made, tally, begun = put_down(folder), Tally(), time.monotonic()
    async with Nursery() as nursery, AsyncExitStack() as stack:
        await nursery.start(folder)
        print(f"start: {_kilobytes(nursery.pid) / 1024:.0f} MB, nobody there", flush=True)
        lookers = [one for one in made.seats if one.role not in ("participant", "control")]
        looking = [await stack.enter_async_context(Follower(nursery.url, one.token)) for one in lookers]
        control = await stack.enter_async_context(Follower(nursery.url, made.control.token))
        people = [Person(nursery.url, one.token, tally, speed) for one in made.seats if one not in lookers]
        playing = [asyncio.create_task(one.run()) for one in people]
        telling = asyncio.create_task(_tell(control, nursery.pid, begun))
        talking = [asyncio.create_task(one.talk()) for one in people]
        done, late = await asyncio.wait(playing, timeout=60 * minutes)
        for task in (*talking, *late, telling):
            task.cancel()
        failed = [error for one in done if not one.cancelled() and (error := one.exception())]
        await asyncio.gather(*talking, *late, telling, return_exceptions=True)
        sealed = control.client.exercise is not None and control.client.exercise.phase is Phase.SEALED
        print(f"end: {_kilobytes(nursery.pid) / 1024:.0f} MB, {len(late)} of {len(playing)} players not at the end")
        lost = tally.lost + sum(one.changes.count("link") - 1 for one in (*looking, control))
        entries = list(read_entries(folder / "surgex.db", made.id))
        same = control.client.exercise is not None and state_hash(rebuilt(entries)) == state_hash(control.client.exercise)
    whole = is_unbroken(entries) and same
    errors = [one for one in _log(folder) if one["level"] in ("warning", "error", "critical")]
    cuts = quantiles(tally.took, n=100)
    figures = f"median {median(tally.took):.1f}, 95 % {cuts[94]:.1f}, 99 % {cuts[98]:.1f}, longest {max(tally.took):.0f} ms"
    print(f"{len(tally.took)} orders of {len(people)} players, {len(entries)} entries; from order to verdict: {figures}")
    print(f"refused: {', '.join(f'{code} {count}' for code, count in tally.refused.most_common()) or 'none'}")
    print(f"links lost: {lost}; faults of players: {len(failed)}; errors in the server's log: {len(errors)}")
    print(f"sealed: {sealed}; chain and state as control saw them: {whole}")
    return sealed and whole and not (lost or failed or errors)


async def _tell(control: Follower, pid: int, begun: float) -> None:
    """A line for each phase, with the server's memory."""
    told = None
    while True:
        exercise = control.client.exercise
        if exercise is not None and told != (exercise.turn, exercise.phase):
            told = (exercise.turn, exercise.phase)
            at = f"{time.monotonic() - begun:>4.0f} s  turn {exercise.turn} {exercise.phase.value:<10}"
            print(f"{at} {control.client.sequence:>5} entries, {_kilobytes(pid) / 1024:.0f} MB", flush=True)
        await asyncio.sleep(0.2)


def _kilobytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def _log(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "server.log").read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Exit code 1 where a link was lost, an error logged, or the end not reached."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Forty seats through a whole exercise.")
    parser.add_argument("--speed", type=float, default=30.0, help="how many minutes of the exercise pass in one")
    parser.add_argument("--minutes", type=float, default=10.0, help="it is given up after so many")
    given = parser.parse_args()
    print(f"{SEATS} seats, a minute is {60 / given.speed:.1f} s, {given.minutes:g} minutes at the most", flush=True)
    with tempfile.TemporaryDirectory(prefix="surgex-soak-") as name:
        sys.exit(0 if asyncio.run(soak(Path(name), given.speed, given.minutes)) else 1)


if __name__ == "__main__":
    main()
