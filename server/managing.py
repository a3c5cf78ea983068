"""One connection of somebody who manages exercises and seats instead of playing: admitted, asked, answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import get_args

from websockets.asyncio.server import ServerConnection

from server.following import Following
from server.logs import Logger
from server.operating import Manager, admit_manager, answer
from server.store import Store
from server.trouble import StoreError
from server.wire import Answer, Follow, Managing, Question, WireCode, WireError, client_message, frame

QUIET_SECONDS = 300.0
"""How long such a connection may ask nothing before it is closed."""


async def serve_manager(
    socket: ServerConnection,
    store: Store,
    token: str,
    *,
    connections: Callable[[], Mapping[str, int]],
    changed: Callable[[], Awaitable[None]],
    logger: Logger,
) -> None:
    """Answer one question after the other until the socket closes. `changed` is awaited after each, before its answer.

    Raises AdmissionError once the token allows nothing any more, WireError for what is no question, StoreError,
    ConnectionClosed.
    """
    manager = await asyncio.to_thread(admit_manager, store, token)
    await socket.send(frame(Managing(right=manager.right, exercise=manager.exercise, seat=manager.seat)))
    while True:
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                question = client_message(await socket.recv())
        except TimeoutError:
            raise WireError(WireCode.HELLO_EXPECTED, "Nothing was asked for a while.") from None
        if isinstance(question, Follow) and manager.right == "operator":
            await Following(socket, store, logger).serve(question)
            return
        if not isinstance(question, get_args(Question)):
            raise WireError(WireCode.BAD_FRAME, "Only questions of management are answered here.")
        manager = await asyncio.to_thread(admit_manager, store, token)
        try:
            told = await asyncio.to_thread(answer, store, manager, question, connections())
        except StoreError:
            raise
        except Exception:  # whatever a question led to: whoever asked is told, and everybody else plays on
            logger.exception("could not answer", question=question.type)
            told = Answer(code=str(WireCode.SERVER_FAILED), sentence="The server failed on this; its log has the details.")
        logger.info("managed", question=question.type, code=told.code, right=manager.right, **_about(manager, told))
        await changed()
        await socket.send(frame(told))


def _about(manager: Manager, told: Answer) -> dict[str, object]:
    """For the server's log: whose seat asked, and what was made or changed; never a token or a name."""
    exercise = told.made.id if told.made else manager.exercise
    revoked = [one.seat for one in told.seats if len(told.seats) == 1]
    changed = [] if told.made else [*(one.seat for one in told.issued), *revoked]
    return {"seat": manager.seat, "exercise": exercise, "about": changed}
