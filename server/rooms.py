"""The open exercises of one server: opened when somebody comes, several at a time, and let go of. No order passes here."""

import asyncio
from collections.abc import Callable, Iterator
from weakref import WeakValueDictionary

from engine.stored import StoredError
from server.lease import Lease
from server.ledger import Ledger
from server.logs import Logger
from server.room import Room
from server.store import Store
from server.trouble import StoreError, StoreTrouble

NOT_OPENED_SECONDS = 60.0
"""So long an exercise that could not be opened counts as one that cannot be; clients try again sooner."""
OPENED_AT_ONCE = 4
"""So many logs are read at the same time; who comes for another waits."""


class Rooms:
    """By the exercise's id. Of one exercise there is never more than one room, whoever comes at the same time."""

    def __init__(self, store: Store, lease: Lease, logger: Logger, make: Callable[[Ledger], Room]) -> None:
        """`make` makes a room of a log that was read."""
        self._store = store
        self._lease = lease
        self._logger = logger
        self._make = make
        self._open: dict[str, Room] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        """One is held while its exercise is opened or closed."""
        self._at_once = asyncio.Semaphore(OPENED_AT_ONCE)
        self._renewing = asyncio.Lock()
        self._stopping = False
        self._not_opened: dict[str, float] = {}
        """When an exercise last could not be opened, by the loop's clock."""

    def __iter__(self) -> Iterator[Room]:
        return iter(tuple(self._open.values()))

    def get(self, exercise: str) -> Room | None:
        """Its room, where it is open."""
        return self._open.get(exercise)

    def healthy(self, exercise: str) -> bool:
        """Whether it can be recorded, as far as is known: not where it failed, nor where it could not be opened lately."""
        room = self.get(exercise)
        if room is not None:
            return room.failed is None
        tried = self._not_opened.get(exercise)
        return tried is None or asyncio.get_running_loop().time() - tried > NOT_OPENED_SECONDS

    async def room(self, exercise: str) -> Room | None:
        """The exercise's room, opened if need be, and anew after it failed; None once the server stops. Raises StoreError."""
        async with self._lock_of(exercise):
            if self._stopping:
                return None
            room = self._open.get(exercise)
            if room is not None and room.failed is not None:
                await self._remove_failed(exercise, room)
                room = None
            return room or await self._noted(exercise)

    async def let_go(self, exercise: str, *, when: Callable[[Room], bool]) -> bool:
        """Close an exercise if it is still so; whoever comes next has it opened anew from its log."""
        async with self._lock_of(exercise):
            room = self._open.get(exercise)
            if room is None or self._stopping or not when(room):
                return False
            del self._open[exercise]
            await room.stop()
            await room.close()
            return True

    async def stop(self) -> None:
        """Open nothing more, and let every room finish what it accepted and say goodbye."""
        self._stopping = True
        for lock in tuple(self._locks.values()):
            async with lock:  # nothing is half open or half let go of
                pass
        await asyncio.gather(*(room.stop() for room in self))

    async def close(self) -> None:
        """Wait for what rooms still write, after `stop` and after the connections have ended."""
        await asyncio.gather(*(room.close() for room in self))
        self._open.clear()

    def _lock_of(self, exercise: str) -> asyncio.Lock:
        return self._locks.setdefault(exercise, asyncio.Lock())

    async def _remove_failed(self, exercise: str, room: Room) -> None:
        if isinstance(room.failed, StoreError) and room.failed.code is StoreTrouble.OTHER_WRITER:
            raise room.failed
        del self._open[exercise]
        await room.stop()
        await room.close()
        async with self._renewing:
            await asyncio.to_thread(self._lease.renew)

    async def _noted(self, exercise: str) -> Room | None:
        """Opened, and whether it could be is remembered."""
        try:
            room = await self._opened(exercise)
        except StoreError:
            self._not_opened[exercise] = asyncio.get_running_loop().time()
            raise
        self._not_opened.pop(exercise, None)
        return room

    async def _opened(self, exercise: str) -> Room | None:
        async with self._at_once:
            if self._stopping:
                return None
            try:
                ledger = await asyncio.to_thread(Ledger, self._store, exercise, self._logger)
            except (StoredError, KeyError) as error:
                sentence = f"{self._store.database}: the log of `{exercise}` is not as this surgex writes one: {error}"
                raise StoreError(StoreTrouble.BROKEN_LOG, sentence) from error
            room = self._open[exercise] = self._make(ledger)
        self._logger.info("opened", exercise=exercise, entries=ledger.head.number + 1)
        return room
