"""As many exercises as there may be on one server, with five clients each: how far it comes, and what it takes."""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.server.exercises import Prepared
from bench.server.load import Load
from bench.server.peers import Ours

JOINING = 60.0
"""Seconds for opening and joining; what is not there then stays out."""
PLAYING = 5.0
AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How it went."""

    asked: int
    opened: int
    joining: float
    """Seconds."""
    memory: float
    """Megabytes for each exercise."""
    threads: int
    rate: float
    """Moves a second with all of them."""
    p99: float
    trouble: str


async def crowd(prepared: Prepared) -> Crowd:
    """Join until all are there or the time is over, then play with those that are."""
    with tempfile.TemporaryDirectory(prefix="surgex-bench-") as name:
        peer = Ours(prepared)
        async with peer.served(Path(name)) as server:
            before, begun = server.memory(), time.perf_counter()
            load = Load(peer, server, PLAYING, 1_000_000)
            trouble = await load.join(within=JOINING, at_once=AT_ONCE)
            joining, opened = time.perf_counter() - begun, len(load.matches)
            try:
                outcome = await load.play() if opened else None
            except (ValueError, TimeoutError) as error:
                outcome, trouble = None, f"{trouble} {error!r}".strip()
            return Crowd(
                asked=peer.matches,
                opened=opened,
                joining=joining,
                memory=(server.memory() - before) / max(1, opened),
                threads=server.threads(),
                rate=outcome.rate if outcome else 0.0,
                p99=outcome.p99 if outcome else 0.0,
                trouble=trouble,
            )


def let_many_open() -> None:
    """As many files, and so sockets, as the system lets this user have; the servers that are started have the same."""
    if sys.platform != "win32":
        import resource  # there is none on Windows

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def run(prepared: Prepared) -> Crowd:
    """In a loop of its own."""
    return asyncio.run(crowd(prepared))
