"""A standby: follows a running server into a database of its own, until it is promoted. Then a server may begin on it."""

import asyncio
from contextlib import suppress

from websockets.asyncio.client import ClientConnection

from engine.entries import entry_of
from engine.stored import StoredError
from server.link import CLIENT, LinkLostError, SeatRefusedError, connected, delay_after
from server.logs import Logger
from server.replica import heads, take_entries, take_rows
from server.settings import Settings
from server.store import ExerciseSummary, Store
from server.succession import PROMOTING, begin_following, promote, standing
from server.trouble import StoreError, StoreTrouble
from server.wire import (
    Entries,
    Follow,
    Head,
    Manage,
    Managing,
    Notice,
    Refused,
    Rows,
    StoodDown,
    Stored,
    TakeOver,
    frame,
    server_message,
)

LOOK = 0.2
"""Seconds between two looks at whether the standby is to be promoted."""
HAND_OVER_SECONDS = 10.0
"""How long the server that is followed may take to hand over; after that it is taken to be gone."""


class StandbyError(Exception):
    """The server cannot be followed, and trying again will not help; the message says why."""


class Standby:
    """One database that follows the server at an address, and nobody else."""

    def __init__(self, settings: Settings, url: str, token: str, logger: Logger) -> None:
        """Mark the database, where it is new. Raises StoreError where it holds exercises of its own, or is served."""
        self._url = url
        self._token = token
        self._logger = logger
        self._failures = 0
        self._online = False
        self._promoting = asyncio.Event()
        self._store = Store(settings.database)
        self.database = self._store.database
        try:
            self._lease = self._store.lease()
            begin_following(self._store, url)
        except BaseException:
            self._store.close()
            raise

    async def until_promoted(self) -> tuple[ExerciseSummary, ...]:
        """Follow until `surgex promote`; then the exercises with their heads. Raises StandbyError, StoreError.

        Where the server that is followed still answers, it hands over: it records nothing more, and nothing is lost.
        """
        following, asked = asyncio.create_task(self._follow()), asyncio.create_task(self._asked())
        try:
            await asyncio.wait({following, asked}, return_when="FIRST_COMPLETED")
            if not following.done():
                await self._hand_over(following)
            elif (error := following.exception()) is not None:
                raise error
            promoted = await asyncio.to_thread(promote, self._store)
            self._logger.warning("promoted", exercises={one.id: f"{one.number} {one.head}" for one in promoted})
            return promoted
        finally:
            for task in (following, asked):
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task
            await asyncio.to_thread(self._let_go)

    def _let_go(self) -> None:
        self._lease.let_go()
        self._store.close()

    async def _asked(self) -> None:
        while True:
            found = await asyncio.to_thread(standing, self._store)
            if found is None or found.role == PROMOTING:
                return
            await asyncio.sleep(LOOK)

    async def _hand_over(self, following: asyncio.Task[None]) -> None:
        """Have the other server stop recording, and take what it still has; it may be gone, then what is here counts."""
        self._promoting.set()
        await asyncio.wait({following}, timeout=HAND_OVER_SECONDS if self._online else 0)
        if not following.done() or following.exception() is not None:
            self._logger.warning("promoted without the other server", url=self._url)

    async def _follow(self) -> None:
        """Until the other server has handed over; a link that is lost is opened again."""
        while True:
            try:
                async with connected(self._url) as socket:
                    await self._greet(socket)
                    self._failures, self._online = 0, True
                    await self._take(socket)
                    return
            except (LinkLostError, SeatRefusedError) as error:
                if isinstance(error, SeatRefusedError):
                    raise StandbyError(str(error)) from None
                self._failures += 1
                self._logger.warning("link lost", url=self._url, why=str(error))
            finally:
                self._online = False
            await asyncio.sleep(delay_after(self._failures))

    async def _greet(self, socket: ClientConnection) -> None:
        await socket.send(frame(Manage(token=self._token, client=CLIENT)))
        answer = server_message(await socket.recv())
        if isinstance(answer, Refused | Notice):
            raise StandbyError(answer.sentence)
        if not isinstance(answer, Managing) or answer.right != "operator":
            raise StandbyError("this token does not open everything: a standby needs the operator's")
        found = await asyncio.to_thread(heads, self._store)
        own = (Head(exercise=exercise, number=number, hash=hashed) for exercise, (number, hashed) in found.items())
        await socket.send(frame(Follow(heads=tuple(own))))
        self._logger.info("following", url=self._url, exercises=len(found))

    async def _take(self, socket: ClientConnection) -> None:
        asking = asyncio.create_task(self._ask_for_hand_over(socket))
        try:
            while not isinstance(message := server_message(await socket.recv()), StoodDown):
                if isinstance(message, Rows):
                    await asyncio.to_thread(take_rows, self._store, message.tables)
                elif isinstance(message, Entries):
                    number, hashed = await asyncio.to_thread(self._take_entries, message)
                    await socket.send(frame(Stored(head=Head(exercise=message.exercise, number=number, hash=hashed))))
                elif isinstance(message, Refused | Notice):
                    raise StandbyError(message.sentence)
        finally:
            asking.cancel()

    async def _ask_for_hand_over(self, socket: ClientConnection) -> None:
        await self._promoting.wait()
        await socket.send(frame(TakeOver()))

    def _take_entries(self, message: Entries) -> tuple[int, str]:
        try:
            entries = [entry_of(plain) for plain in message.entries]
        except StoredError as error:
            raise StoreError(StoreTrouble.BROKEN_LOG, f"what came for {message.exercise}: {error}") from None
        return take_entries(self._store, message.exercise, entries)
