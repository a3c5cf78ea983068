"""A review over a small game, on screens: the log as a file, and the workspace that opens on it."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from textual.pilot import Pilot

from aar.annotations import beside, read_annotations
from aar.log_file import read_log, write_log
from bots.roster import policy
from bots.table import play
from engine.entries import Entry
from tests.support.decks import opening_world
from tests.support.screens import settled, text_of
from tui.review.app import ReviewApp
from tui.review.source import Source
from tui.review.workspace import ReviewScreen
from tui.settings import ClientConfig


@cache
def small_game() -> tuple[Entry, ...]:
    """The tests' own deck, played by bots to its end."""
    world = opening_world()
    table = play(world, pace="half-day", seed="3", policies={one: policy("typical", "3") for one in world.organisations})
    return tuple(table.entries)


def log_in(folder: Path, entries: Iterable[Entry] = (), name: str = "game.jsonl") -> Path:
    """A log file; of the small game where no entries are given."""
    path = folder / name
    write_log(path, list(entries) or small_game())
    return path


def source_of(path: Path) -> Source:
    """As the command makes it."""
    chain = beside(path)
    return Source(
        name=path.name,
        entries=lambda: read_log(path),
        records=lambda: list(read_annotations(chain)) if chain.exists() else [],
        annotations=chain,
        log=path,
    )


def review_of(folder: Path, *paths: Path, ascii_only: bool = False) -> ReviewApp:
    """The application, on these logs."""
    config = ClientConfig(folder=folder / "client", ascii_only=ascii_only)
    return ReviewApp([source_of(path) for path in paths], config=config)


async def opened(app: ReviewApp, pilot: Pilot[int]) -> ReviewScreen:
    """The workspace, once the log is read."""
    await app.workers.wait_for_complete()
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def ended(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Wait until the application gives up."""
    for _ in range(400):
        if app.problem:
            return
        await pilot.pause(0.05)


async def pressed(app: ReviewApp, pilot: Pilot[int], *keys: str) -> str:
    """What stands on the screen after these keys."""
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)
