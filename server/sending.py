"""Several frames to one socket in one write: each costs a call of the system, which is dearer than all else that is done."""

from collections.abc import Iterable

from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

Frame = str | bytes
"""The text of a message; as bytes, UTF-8."""


def send_together(socket: ServerConnection, frames: Iterable[Frame]) -> None:
    """Send text frames without waiting for the socket to take them; one that is closing gets none."""
    if socket.protocol.state is not State.OPEN:
        return
    for content in frames:
        socket.protocol.send_text(content.encode() if isinstance(content, str) else content)
    socket.transport.write(b"".join(socket.protocol.data_to_send()))
