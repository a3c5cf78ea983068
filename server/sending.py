"""Several frames to one socket in one write: each costs a call of the system, which is dearer than all else that is done."""

from collections.abc import Iterable
from struct import pack

from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

Frame = str | bytes
"""The text of a message; as bytes, UTF-8."""


_LAST_TEXT = 0x81
"""The first byte of a text message in one frame (RFC 6455, 5.2); a server masks none."""


def send_together(socket: ServerConnection, frames: Iterable[Frame]) -> None:
    """Send text frames without waiting for the socket to take them; one that is closing gets none."""
    if socket.protocol.state is not State.OPEN:
        return
    written: list[bytes] = []
    for content in frames:
        encoded = content.encode() if isinstance(content, str) else content
        written += (_head(len(encoded)), encoded)
    socket.transport.write(b"".join(written))


def _head(size: int) -> bytes:
    if size < 126:
        return bytes((_LAST_TEXT, size))
    return pack("!BBH", _LAST_TEXT, 126, size) if size < 65_536 else pack("!BBQ", _LAST_TEXT, 127, size)
