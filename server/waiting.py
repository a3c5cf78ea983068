"""Orders that wait for a room's writer, in the order in which they came, and whom to answer. It decides and records nothing."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum

from engine.recording import Submission
from server.audience import Outbox
from server.wire import Verdict, frame

LARGEST_BATCH = 64
"""So many orders at most share one commit."""
LONGEST_QUEUE = 1_000
"""So many orders wait at most; who gives more is read more slowly."""
LONGEST_SLEEP = 600.0
"""Seconds after which the clock looks again at the latest: the time of day may have been set anew."""

Answer = Callable[[Verdict | None], None]
"""Called with the verdict once everybody was told; with None where there will be none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An order that waits for the writer, and whom to answer."""

    submission: Submission
    answer: Answer
    since: float = field(default_factory=time.monotonic)
    """When it came, on the machine's own clock."""


class Look(Enum):
    """Waits among the orders where the clock is to look again, though nobody gave one."""

    AGAIN = "again"


class Waiting:
    """One queue with one reader."""

    def __init__(self) -> None:
        self._orders: asyncio.Queue[Asked | Look | None] = asyncio.Queue(LONGEST_QUEUE)

    async def put(self, asked: Asked) -> None:
        """Let an order wait; waits itself where too many do."""
        try:
            self._orders.put_nowait(asked)
        except asyncio.QueueFull:
            await self._orders.put(asked)

    async def end(self) -> None:
        """What is put from here on is not read any more."""
        await self._orders.put(None)

    def look_again(self) -> None:
        """Let the writer look what the clock has to give."""
        with suppress(asyncio.QueueFull):  # then there is enough to wake up for
            self._orders.put_nowait(Look.AGAIN)

    def turn_away(self) -> None:
        """Answer what still waits with nothing."""
        while not self._orders.empty():
            late = self._orders.get_nowait()
            if isinstance(late, Asked):
                late.answer(None)

    async def batch(self, tick: Asked | None, again: float | None) -> tuple[list[Asked], bool]:
        """The clock's order, then what waits, and whether this is the last batch.

        Without an order of the clock it waits for one of somebody, or for so many seconds until the clock looks again.
        """
        read = [] if tick else [await (self._orders.get() if again is None else self._one(again))]
        while len(read) < LARGEST_BATCH and not self._orders.empty():
            read.append(self._orders.get_nowait())
        orders = [asked for asked in read if isinstance(asked, Asked)]
        return ([tick, *orders] if tick else orders), None in read

    async def _one(self, again: float) -> Asked | Look | None:
        alarm = asyncio.get_running_loop().call_later(min(again, LONGEST_SLEEP), self.look_again)
        try:
            return await self._orders.get()
        finally:
            alarm.cancel()


def tells(outbox: Outbox) -> Answer:
    """The verdict goes to a connection, together with what it was told before."""

    def answer(verdict: Verdict | None) -> None:
        if verdict is not None:
            outbox.lay(frame(verdict))

    return answer


def settles(done: "asyncio.Future[Verdict | None]") -> Answer:
    """The verdict goes to whoever waits for it."""

    def answer(verdict: Verdict | None) -> None:
        if not done.done():
            done.set_result(verdict)

    return answer
