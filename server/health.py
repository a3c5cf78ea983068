"""/healthz and /readyz, for whoever watches the server: whether exercises can be played, how many are here; nothing of play."""

import asyncio
import json
from collections.abc import Callable, Mapping

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from server.rooms import Rooms
from server.store import ExerciseSummary, Store
from server.trouble import StoreError


class Health:
    """Answers the two paths, and leaves every other request to the WebSocket."""

    def __init__(self, store: Store, rooms: Rooms, stopping: Callable[[], bool]) -> None:
        self._store = store
        self._rooms = rooms
        self._stopping = stopping

    async def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """The response to a path of these two; None for any other."""
        match request.path.partition("?")[0]:
            case "/healthz":
                return await self._health(connection)
            case "/readyz":
                return await self._readiness(connection)
            case _:
                return None

    async def _health(self, connection: ServerConnection) -> Response:
        found, why = await self._exercises()
        exercises = [self._condition(one.id, one.deck) for one in found]
        ok = not why and all(one["ok"] for one in exercises)
        why = why or ("" if ok else "an exercise cannot be recorded; the server's log says why")
        return _as_json(connection, ok=ok, more={"ok": ok, "why": why, "exercises": exercises})

    async def _readiness(self, connection: ServerConnection) -> Response:
        """Whether somebody new can be sent here: not where the database does not answer, nor once the server stops."""
        _, why = await self._exercises()
        why = "the server stops" if self._stopping() else why
        return _as_json(connection, ok=not why, more={"ready": not why, "why": why})

    async def _exercises(self) -> tuple[tuple[ExerciseSummary, ...], str]:
        try:
            return tuple(await asyncio.to_thread(self._store.exercises)), ""
        except StoreError as error:
            return (), str(error.code)

    def _condition(self, exercise_id: str, deck: str) -> dict[str, object]:
        room = self._rooms.get(exercise_id)
        return {
            "id": exercise_id,
            "deck": deck,
            "open": room is not None,
            "connections": room.connections() if room else 0,
            "ok": self._rooms.healthy(exercise_id),
        }


def _as_json(connection: ServerConnection, *, ok: bool, more: Mapping[str, object]) -> Response:
    response = connection.respond(200 if ok else 503, json.dumps(more))
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = "application/json"
    return response
