"""Lets go of exercises in which nobody is and nothing is due; whoever comes next has them opened anew from the log."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress

from server.logs import Logger
from server.room import Room
from server.trouble import StoreError


class Idling:
    """Looks at the open rooms again and again, and closes those that have been idle for so long."""

    def __init__(
        self,
        rooms: MutableMapping[str, Room],
        opening: asyncio.Lock,
        keep: Callable[[], Awaitable[None]],
        seconds: float,
        logger: Logger,
    ) -> None:
        """`opening` is held while a room is opened or closed; `keep` writes down what only the rooms know."""
        self._keep = keep
        self._rooms = rooms
        self._opening = opening
        self._seconds = seconds
        self._logger = logger
        self._since: dict[str, float] = {}

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self._seconds / 4)
            async with self._opening:
                await self._look()

    async def _look(self) -> None:
        idle = {exercise for exercise, room in self._rooms.items() if _is_idle(room)}
        self._since = {exercise: self._since.get(exercise, time.monotonic()) for exercise in idle}
        due = [exercise for exercise, since in self._since.items() if time.monotonic() - since >= self._seconds]
        if due:
            with suppress(StoreError):  # then whoever takes a seat over reads again what was read already
                await self._keep()
        for exercise in due:
            room = self._rooms.pop(exercise)
            await room.stop()
            await room.close()
            self._logger.info("let go", exercise=exercise)


def _is_idle(room: Room) -> bool:
    return room.failed is None and not room.connections() and not room.timed
