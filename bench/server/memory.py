"""What an exercise takes of the server's memory: live, with the views of all its organisations, and let go."""

import asyncio
import tempfile
from pathlib import Path

from bench.server.exercises import Prepared
from bench.server.peers import Ours
from bench.server.process import Served
from bench.server.socket import RawSocket

EXERCISES = 10
WARM = 3
"""So many are opened first, for what the first one brings with it."""
IDLE = 2.0
"""Seconds after which an exercise in which nobody is is let go; it is looked for four times as often."""
SETTLES = 1.0


async def memory(prepared: Prepared) -> tuple[float, float]:
    """Megabytes for each live exercise with all its views; and what the second time round takes beyond the first."""
    with tempfile.TemporaryDirectory(prefix="surgex-bench-") as name:
        peer = Ours(prepared, idle_seconds=IDLE)
        async with peer.served(Path(name)) as server:
            await _visit(peer, server, range(WARM))
            await asyncio.sleep(IDLE * 2)
            before = server.memory()
            live = await _visit(peer, server, range(WARM, WARM + EXERCISES))
            await asyncio.sleep(IDLE * 2)
            again = await _visit(peer, server, range(WARM, WARM + EXERCISES))
    return (live - before) / EXERCISES, (again - live) / EXERCISES


async def _visit(peer: Ours, server: Served, exercises: range) -> float:
    """The server's memory while somebody is in all of these."""
    sockets: list[RawSocket] = []
    for number in exercises:
        sockets += await peer.join(server, number, lambda client, content: None)
    await asyncio.sleep(SETTLES)
    taken = server.memory()
    for socket in sockets:
        socket.close()
    return taken
