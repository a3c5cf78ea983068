"""A server's end towards its standby: every row and entry, as they are stored, and the hand-over. Only operators get here."""

import asyncio
import time
from contextlib import suppress

from websockets.asyncio.server import ServerConnection

from engine.entries import entry_plain
from server.logs import Logger
from server.replica import Heads, hash_at, heads, in_pieces, rows
from server.store import Store
from server.succession import hand_over
from server.wire import Entries, Follow, Head, Rows, StoodDown, Stored, TakeOver, WireCode, WireError, client_message, frame

PAUSE = 0.1
"""Seconds between two looks for what is new: so much at most is lost where a server is lost for good."""
ROWS_PAUSE = 2.0
"""Seconds between two looks at seats, tokens and names."""
PIECE = 4 * 1024 * 1024
"""About so many bytes of entries in one frame."""


class Following:
    """One standby that follows: what it was sent, what it has stored, and whether it takes over."""

    def __init__(self, socket: ServerConnection, store: Store, logger: Logger) -> None:
        self._socket = socket
        self._store = store
        self._logger = logger
        self._sent: Heads = {}
        self._rows: dict[str, list[dict[str, object]]] = {}
        self._rows_due = 0.0
        self._exercises: set[str] = set()
        """Those whose rows the standby has: entries of others would find no place there."""
        self._stored: asyncio.Queue[Head] = asyncio.Queue()
        self._taking_over = asyncio.Event()

    async def serve(self, follow: Follow) -> None:
        """Until the socket closes, or the standby has taken over. Raises StoreError, WireError, ConnectionClosed."""
        await asyncio.to_thread(self._same_history, follow)
        self._sent = {head.exercise: (head.number, head.hash) for head in follow.heads}
        self._logger.info("followed", exercises=len(self._sent))
        listening = asyncio.create_task(self._listen())
        sending = asyncio.create_task(self._send())
        try:
            await asyncio.wait({listening, sending}, return_when="FIRST_COMPLETED")
            await (sending if sending.done() else listening)
        finally:
            for task in (listening, sending):
                task.cancel()
            await asyncio.gather(listening, sending, return_exceptions=True)
            self._logger.info("not followed any more")

    async def _send(self) -> None:
        while not self._taking_over.is_set():
            await self._send_what_is_new()
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._taking_over.wait()
        await self._give_up()

    async def _listen(self) -> None:
        while True:
            message = client_message(await self._socket.recv())
            if isinstance(message, TakeOver):
                self._taking_over.set()
            elif isinstance(message, Stored):
                self._stored.put_nowait(message.head)
            else:
                raise WireError(WireCode.BAD_FRAME, "A standby says what it has stored, and nothing else.")

    async def _give_up(self) -> None:
        """Record nothing more, send what is left, and say so: nothing that was acknowledged is lost."""
        await asyncio.to_thread(hand_over, self._store)
        await self._send_what_is_new(rows_too=True)
        await self._socket.send(frame(StoodDown()))
        self._logger.warning("handed over", exercises=len(self._sent))

    async def _send_what_is_new(self, *, rows_too: bool = False) -> None:
        there = await asyncio.to_thread(heads, self._store)
        if rows_too or time.monotonic() >= self._rows_due or not there.keys() <= self._exercises:
            await self._send_rows()
        for exercise, head in there.items():
            number, _ = self._sent.get(exercise, (-1, ""))
            if head[0] > number:
                await self._send_entries(exercise, number + 1, head[0])
                self._sent[exercise] = head

    async def _send_rows(self) -> None:
        self._rows_due = time.monotonic() + ROWS_PAUSE
        found = await asyncio.to_thread(rows, self._store)
        if found != self._rows:
            await self._socket.send(frame(Rows(tables=found)))
            self._rows = found
            self._exercises = {str(row["id"]) for row in found["exercise"]}

    async def _send_entries(self, exercise: str, first: int, last: int) -> None:
        """Piece by piece, each once the one before is on the standby's disk: it is never sent more than it can take."""
        pieces = in_pieces(self._store.entries(exercise, first, last), PIECE)
        while piece := await asyncio.to_thread(next, pieces, None):
            await self._socket.send(frame(Entries(exercise=exercise, entries=tuple(entry_plain(one) for one in piece))))
            stored = await self._stored.get()
            if (stored.exercise, stored.number, stored.hash) != (exercise, piece[-1].number, piece[-1].hash):
                raise WireError(WireCode.OTHER_HISTORY, f"the standby has stored another entry {stored.number} of {exercise}")

    def _same_history(self, follow: Follow) -> None:
        for head in follow.heads:
            if hash_at(self._store, head.exercise, head.number) != head.hash:
                sentence = (
                    f"exercise {head.exercise} has another history here than on the standby at entry {head.number}: "
                    "two servers have written it"
                )
                raise WireError(WireCode.OTHER_HISTORY, sentence)
