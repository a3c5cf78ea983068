"""One admitted connection: greets it, carries its orders to the room and what it may know to it, until one side ends."""

import asyncio
from contextlib import suppress

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from server.admission import BOT_CLIENT, AdmittedSeat
from server.greeting import Place
from server.limits import FRAMES_AT_ONCE, FRAMES_PER_SECOND, Bucket
from server.presence import ClientKind
from server.room import Room
from server.wire import (
    CLOSE_CODES,
    Annotate,
    AskAnnotations,
    AskLog,
    AskPacket,
    AskView,
    Give,
    Hello,
    Notice,
    Seen,
    WireCode,
    WireError,
    client_message,
    frame,
)

LONGEST_REASON = 123
"""Bytes that fit into a close frame."""


async def serve_seat(
    socket: ServerConnection, seat: AdmittedSeat, room: Room, *, hello: Hello, closing_seconds: float = 5.0
) -> WireCode | None:
    """Carry one admitted seat's orders to the room until the socket closes, or the room ends the connection and says why."""
    handed_over = await room.take_seat(seat)
    kind: ClientKind = "bot" if hello.client.startswith(BOT_CLIENT) else "person"
    place = room.enter(seat, hello.resume, kind=kind, handed_over=handed_over)
    tasks = (
        asyncio.create_task(_tell(socket, place, room)),
        asyncio.create_task(_listen(socket, place, room)),
        asyncio.create_task(_abandoned(place)),
    )
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        room.leave(place)
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        if place.outbox.goodbye is not None:
            code, reason = place.outbox.goodbye
            await end(socket, code, reason, closing_seconds)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, ConnectionClosed):
            raise result
    return place.outbox.goodbye[0] if place.outbox.goodbye else None


async def end(socket: ServerConnection, code: WireCode, reason: str, seconds: float) -> None:
    """Close a socket with the close code of `code`; one that does not take that within so many seconds is cut off."""
    try:
        async with asyncio.timeout(seconds):
            await socket.close(CLOSE_CODES[code], reason.encode()[:LONGEST_REASON].decode(errors="ignore"))
    except TimeoutError:
        socket.transport.abort()


async def _tell(socket: ServerConnection, place: Place, room: Room) -> None:
    with suppress(ConnectionClosed):
        async for content in room.answering.first_frames(place):
            await socket.send(content, text=True)
        await place.outbox.carry(socket)


async def _listen(socket: ServerConnection, place: Place, room: Room) -> None:
    pace = Bucket(FRAMES_PER_SECOND, FRAMES_AT_ONCE)
    with suppress(ConnectionClosed):
        while True:
            await pace.wait()
            try:
                message = client_message(await socket.recv())
            except WireError as error:
                place.outbox.put(frame(Notice(code=str(error.code), sentence=error.sentence)))
                continue
            match message:
                case Give():
                    await room.give(place, message)
                case Seen():
                    place.hearing.saw(message.sequence)
                case AskPacket():
                    await room.answering.packet(place)
                case AskView():
                    await room.answering.view(place, message.organisation)
                case AskLog():
                    await room.answering.log(place, message.known)
                case Annotate():
                    await room.annotating.take(place, message)
                case AskAnnotations():
                    room.annotating.ask(place, message)
                case _:
                    sentence = "You have been greeted already: orders, annotations, `seen` and `ask-…` can follow."
                    place.outbox.put(frame(Notice(code=str(WireCode.BAD_FRAME), sentence=sentence)))


async def _abandoned(place: Place) -> None:
    await place.outbox.abandoned.wait()
