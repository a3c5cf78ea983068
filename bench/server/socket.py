"""A websocket client that costs little: text frames to and from this machine, so that the load is not what is measured."""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
LOOPBACK = "127.0.0.1"


class RawSocket(asyncio.Protocol):
    """Calls `heard` with the bytes of every text frame. Frames in several parts are an error: the servers send none."""

    def __init__(self, heard: "Callable[[RawSocket, bytes], None]", request: bytes) -> None:
        self.heard = heard
        self.received = 0
        """Bytes of text since the connection was opened."""
        self._request = request
        self._buffer = bytearray()
        self._open = False
        self._transport: asyncio.Transport | None = None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        """The end, whoever wanted it."""
        self.closed.set()
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("the server closed the connection before it was open"))

    def data_received(self, data: bytes) -> None:
        """Take every whole frame out of what came."""
        self._buffer += data
        if not self._open and not self._take_answer():
            return
        at = 0
        while (frame := self._frame(at)) is not None:
            opcode, start, at = frame
            self._take(opcode, bytes(self._buffer[start:at]))
        del self._buffer[:at]

    def _take_answer(self) -> bool:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.opened.set_exception(ConnectionError(head.split(b"\r\n", 1)[0].decode()))
            self.close()
            return False
        self._buffer = rest
        self._open = True
        self.opened.set_result(None)
        return True

    def _frame(self, at: int) -> tuple[int, int, int] | None:
        """Opcode, start and end of the frame that begins here; None where it is not here as a whole."""
        buffer, there = self._buffer, len(self._buffer) - at
        if there < 2:
            return None
        length, head = buffer[at + 1], 2
        if length == 126:
            length, head = int.from_bytes(buffer[at + 2 : at + 4], "big"), 4
        elif length == 127:
            length, head = int.from_bytes(buffer[at + 2 : at + 10], "big"), 10
        if there < head or there < head + length:
            return None
        if not buffer[at] & 0x80:
            raise ConnectionError("a frame came in several parts")
        return buffer[at] & 0x0F, at + head, at + head + length

    def _take(self, opcode: int, content: bytes) -> None:
        if opcode == TEXT:
            self.received += len(content)
            self.heard(self, content)
        elif opcode == PING:
            self._write(PONG, content)
        elif opcode == CLOSE:
            self.close()

    def send(self, content: bytes) -> None:
        """A text frame."""
        self._write(TEXT, content)

    def _write(self, opcode: int, content: bytes) -> None:
        """Masked with zeros, which the protocol allows: the bytes stay as they are."""
        size = len(content)
        length = bytes((0x80 | size,)) if size < 126 else bytes((0x80 | 126,)) + size.to_bytes(2, "big")
        if self._transport is not None:
            self._transport.write(bytes((0x80 | opcode,)) + length + b"\0\0\0\0" + content)

    def close(self) -> None:
        """Without a goodbye."""
        if self._transport is not None:
            self._transport.close()


async def opened(port: int, path: str, heard: "Callable[[RawSocket, bytes], None]") -> RawSocket:
    """An open websocket to this machine. Raises OSError where there is no server, or it does not want it."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (f"GET {path} HTTP/1.1", f"Host: {LOOPBACK}:{port}", "Upgrade: websocket", "Connection: Upgrade")
    request = "\r\n".join((*lines, f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "")).encode()
    _, socket = await asyncio.get_running_loop().create_connection(lambda: RawSocket(heard, request), LOOPBACK, port)
    async with asyncio.timeout(20):
        await socket.opened
    return socket
