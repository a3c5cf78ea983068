"""Lets go of exercises in which nobody is and nothing is due; whoever comes next has them opened anew from the log."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from server.logs import Logger
from server.room import Room
from server.rooms import Rooms
from server.trouble import StoreError


class Idling:
    """Looks at the open rooms again and again, and closes those that have been idle for so long."""

    def __init__(self, rooms: Rooms, keep: Callable[[], Awaitable[None]], seconds: float, logger: Logger) -> None:
        """`keep` writes down what only the rooms know."""
        self._keep = keep
        self._rooms = rooms
        self._seconds = seconds
        self._logger = logger
        self._since: dict[str, float] = {}
        self.looking = asyncio.Lock()
        """Held while rooms are let go of: until then nobody may cancel this."""

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self._seconds / 4)
            async with self.looking:
                await self._look()

    async def _look(self) -> None:
        idle = {room.exercise_id for room in self._rooms if _is_idle(room)}
        self._since = {exercise: self._since.get(exercise, time.monotonic()) for exercise in idle}
        due = [exercise for exercise, since in self._since.items() if time.monotonic() - since >= self._seconds]
        if due:
            with suppress(StoreError):  # then whoever takes a seat over reads again what was read already
                await self._keep()
        for exercise in due:
            if await self._rooms.let_go(exercise, when=_is_idle):
                self._logger.info("let go", exercise=exercise)
        if due:
            gc.collect()  # a room and what it holds refer to each other, and Python would keep them for long


def _is_idle(room: Room) -> bool:
    return room.failed is None and not room.connections() and not room.timed
