"""A review over a small game, on screens: the log as a file, and the workspace that opens on it."""

import asyncio
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from textual.pilot import Pilot

from aar.annotations import beside, read_annotations
from aar.answer import answer_of
from aar.log_file import read_log, write_log
from aar.models import Findings
from aar.reading import read
from aar.results import FINDINGS, json_text
from aar.summary import findings_of
from bots.roster import policy
from bots.table import Table, play, play_on, seat_all
from engine.entries import Entry
from engine.orders import AdvancePhase, SendMessage, StartExercise
from engine.phases import Phase
from server.client import SeatClient
from tests.support.decks import opening_world
from tests.support.screens import DOD, NSC, settled, text_of
from tests.support.server import PATIENCE
from tui.review.app import ReviewApp
from tui.review.following import LogSeat
from tui.review.source import Source
from tui.review.workspace import ReviewScreen
from tui.settings import ClientConfig

HOSTILE = "[/red] [bold]late[/bold] [@click=app.exit]x[/]"


@cache
def small_game() -> tuple[Entry, ...]:
    """The tests' own deck, played by bots to its end."""
    world = opening_world()
    table = play(world, pace="half-day", seed="3", policies={one: policy("typical", "3") for one in world.organisations})
    return tuple(table.entries)


@cache
def talked_game() -> tuple[Entry, ...]:
    """The same with one message, which is written to do harm."""
    table = Table(opening_world(), pace="half-day", seed="3")
    policies = {one: policy("typical", "3") for one in table.world.organisations}
    seat_all(table, policies)
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    table.give(DOD, SendMessage(to=(NSC,), text=HOSTILE))
    play_on(table, policies)
    return tuple(table.entries)


def much_talk(messages: int) -> tuple[Entry, ...]:
    """A turn in which one thing after the other is said."""
    table = Table(opening_world(), pace="half-day", seed="3")
    seat_all(table, {})
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    for number in range(messages):
        table.give(DOD, SendMessage(to=(NSC,), text=f"word {number}"))
    return tuple(table.entries)


@cache
def small_findings() -> Findings:
    """Those of the small game."""
    return findings_in(small_game())


def findings_in(entries: Iterable[Entry]) -> Findings:
    """The findings of a log."""
    played = read(entries)
    return findings_of(played, answer_of(played))


def log_in(folder: Path, entries: Iterable[Entry] = (), name: str = "game.jsonl", *, findings: bool = False) -> Path:
    """A log file, and findings beside it where they are wanted; of the small game where no entries are given."""
    path, entries = folder / name, tuple(entries) or small_game()
    write_log(path, entries)
    if findings:
        same = small_findings()  # of a log that differs by a message: what was found is the same
        (folder / FINDINGS).write_text(json_text(same.model_copy(update={"head": entries[-1].hash})), encoding="utf-8")
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


def review_of(folder: Path, *paths: Path, ascii_only: bool = False, works_out: bool = False) -> ReviewApp:
    """The application, on these logs."""
    config = ClientConfig(folder=folder / "client", ascii_only=ascii_only)
    return ReviewApp([source_of(path) for path in paths], config=config, works_out=works_out)


def following(folder: Path, url: str, token: str) -> ReviewApp:
    """The application, on a running exercise."""

    def connect(on_change: Callable[[str], object]) -> LogSeat:
        return SeatClient(url, token, on_change=on_change)

    return ReviewApp([], config=ClientConfig(folder=folder / "client"), connect=connect)


async def opened(app: ReviewApp, pilot: Pilot[int]) -> ReviewScreen:
    """The workspace, once the log is read."""
    await app.workers.wait_for_complete()
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def ended(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Wait until the application gives up."""
    async with asyncio.timeout(PATIENCE):
        while not app.problem:
            await pilot.pause(0.02)


async def pressed(app: ReviewApp, pilot: Pilot[int], *keys: str) -> str:
    """What stands on the screen after these keys."""
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)
