"""What clients that stop reading cost the others: from an order to the last of forty who read, with and without ten who do not.

`python -m bench.stalled` prints it; the server runs in a process of its own.
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles

from websockets.asyncio.client import ClientConnection

from engine.ids import InjectId, OrderId, OrganisationId
from engine.orders import AnswerInject, PauseExercise, StartExercise
from engine.stored import plain_of
from server.wire import Give, frame
from tests.support.nursery import Nursery
from tests.support.server import bare, greeted, new_exercise, world
from tests.support.stalling import stalled

READERS, STALLED = 40, 10
ORDERS, ROUNDS = 60, 3
FILLING, FILLINGS = 100_000, 35
"""Characters and number of the receipts that every connection is sent first: below what the server lets wait."""
BETWEEN = 0.03
"""Seconds between two orders."""


async def one_round(folder: Path, stall: int) -> list[float]:
    """Milliseconds from each order of control to the last reader that hears of it."""
    made = new_exercise(folder / "surgex.db")
    organisations = [OrganisationId(one) for one in world().organisations]
    async with Nursery() as server:
        await server.start(folder)
        async with AsyncExitStack() as stack:
            tokens = [made.seat_of(organisations[at % len(organisations)]).token for at in range(READERS + stall)]
            control = await stack.enter_async_context(bare(server.url, made.control.token))
            readers = [await stack.enter_async_context(bare(server.url, token)) for token in tokens[:READERS]]
            for socket in (control, *readers):
                await greeted(socket)
            for token in tokens[READERS:]:
                await stack.enter_async_context(stalled(server.url, token))
            await _fill(control, readers, organisations)
            await _told(control, readers, frame(Give(order_id=OrderId("start"), order=plain_of(StartExercise()))))
            took = []
            for number in range(ORDERS):
                order = PauseExercise(paused=number % 2 == 0, reason="x" * 200)
                begun = time.perf_counter()
                await _told(control, readers, frame(Give(order_id=OrderId(f"o{number}"), order=plain_of(order))))
                took.append(1000 * (time.perf_counter() - begun))
                await asyncio.sleep(BETWEEN)
            return took


async def _fill(
    control: ClientConnection, readers: Sequence[ClientConnection], organisations: Sequence[OrganisationId]
) -> None:
    """Let more come to every connection than the system takes in for one that does not read: from here on it waits."""
    long = plain_of(AnswerInject(inject=InjectId("none"), text="x" * FILLING))
    for number in range(FILLINGS):
        for reader, organisation in zip(readers, organisations, strict=False):
            await reader.send(frame(Give(order_id=OrderId(f"fill-{number}"), organisation=organisation, order=long)))
        await asyncio.gather(_entries(control, len(organisations)), *(_news(reader) for reader in readers))


async def _entries(control: ClientConnection, count: int) -> None:
    while count:
        count -= '"type":"told-control"' in str(await control.recv())


async def _told(control: ClientConnection, readers: Sequence[ClientConnection], given: str) -> None:
    await control.send(given)
    await asyncio.gather(_verdict(control), *(_news(reader) for reader in readers))


async def _verdict(control: ClientConnection) -> None:
    while '"type":"verdict"' not in str(await control.recv()):
        pass


async def _news(reader: ClientConnection) -> None:
    while '"type":"told"' not in str(await reader.recv()):
        pass


def main() -> None:
    """Rounds by turns, with and without; medians and 99th of a hundred, and their ratio."""
    found: dict[int, list[float]] = {0: [], STALLED: []}
    for _ in range(ROUNDS):
        for stall in found:
            with tempfile.TemporaryDirectory() as name:
                took = asyncio.run(one_round(Path(name), stall))
            print(f"{stall:>2} stalled: median {median(took):.1f} ms", flush=True)
            found[stall] += took
    for stall, took in found.items():
        late = quantiles(took, n=100)[98]
        print(f"{READERS} readers, {stall:>2} stalled: median {median(took):.1f} ms, 99 % {late:.1f} ms, {len(took)} orders")
    ratios = [median(found[STALLED]) / median(found[0]), quantiles(found[STALLED], n=100)[98] / quantiles(found[0], n=100)[98]]
    print(f"with by without: median {ratios[0]:.2f}, 99 % {ratios[1]:.2f}")


if __name__ == "__main__":
    main()
