"""Connections that stop reading, as a notebook does whose lid was closed: the server goes on sending to them."""

import socket as sockets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from server.wire import Greeting, Hello, frame
from tests.support.server import PATIENCE, greeted

SMALL_BUFFER = 4_096
"""Bytes that the system takes in for a connection that does not read."""


@asynccontextmanager
async def stalled(url: str, token: str) -> AsyncIterator[tuple[ClientConnection, Greeting]]:
    """A connection that has read its greeting and reads no more."""
    own = sockets.socket()
    own.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, SMALL_BUFFER)
    address = urlsplit(url)
    own.connect((address.hostname, address.port))
    async with connect(
        url, sock=own, compression=None, max_size=None, max_queue=1, ping_interval=None, open_timeout=PATIENCE
    ) as connection:
        await connection.send(frame(Hello(token=token, client="stalled")))
        greeting = await greeted(connection)
        connection.transport.pause_reading()
        try:
            yield connection, greeting
        finally:
            connection.transport.abort()
