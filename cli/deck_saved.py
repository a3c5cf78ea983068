"""`surgex decks new --from`: an exercise that runs or ran, at one of its moments, as a deck that begins there."""

import asyncio
from pathlib import Path

from aar.replaying import UnreadableLogError, moments
from aar.saved_deck import SavedDeck, saved_deck
from cli.choices import wrong
from cli.databases import ServingError
from cli.named_logs import entries_of
from cli.sitting_down import own_token
from engine.exercise import Exercise
from injects.making import write_deck

SECONDS = 30.0
"""How long a server may take to send what control knows."""


def save(folder: Path, title: str | None, source: str, at: int | None, exercise: str, token: str | None) -> SavedDeck:
    """Write the deck of an exercise as it stands, or stood after entry `at`; what it leaves out is in what is given back."""
    if source.startswith(("ws://", "wss://")):
        if at is not None or exercise:
            wrong("a running server gives the exercise of your token as it stands: leave --at and --exercise out")
        stands = asyncio.run(from_server(source, own_token(token)))
    else:
        stands = _from_log(Path(source), exercise, at)
    saved = saved_deck(stands, folder.name, title or f"{stands.world.deck.title}, from week {stands.week}")
    write_deck(folder, saved.files, saved.world)
    return saved


def _from_log(log: Path, exercise: str, at: int | None) -> Exercise:
    found: Exercise | None = None
    last = -1
    for moment in moments(entries_of(log, exercise)):
        found, last = moment.exercise, moment.number
        if at == last:
            break
    if found is None or (at is not None and at != last):
        raise UnreadableLogError(f"there is no entry {at} in this log: name one from 0 to {last}")
    return found


async def from_server(url: str, token: str) -> Exercise:
    """The exercise as control's seat at a server knows it."""
    from server.client import SeatClient, SeatRefusedError

    async with SeatClient(url, token) as seat:
        try:
            async with asyncio.timeout(SECONDS):
                await seat.until(lambda: seat.role is not None)
        except SeatRefusedError as error:
            raise ServingError(str(error)) from None
        except TimeoutError:
            raise ServingError(f"{url} did not answer in {SECONDS:.0f} s: {seat.why or 'nobody is there'}") from None
        if seat.exercise is None:
            raise ServingError("this takes control's token: participants know only their part")
        return seat.exercise
