"""One way to name a log, for every command that reads one: a file, a server's database, or a running server's address."""

import asyncio
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aar.annotations import beside, read_annotations
from aar.log_file import read_log
from cli.choices import wrong
from cli.databases import stored_annotations, stored_entries
from cli.sitting_down import own_token, settings_here, trust
from engine.annotations.records import AnnotationRecord
from engine.entries import Entry

if TYPE_CHECKING:
    from server.client import SeatClient

LogArgument = Annotated[
    Path,
    typer.Argument(
        help="A log that `play --out` or `export` wrote; a server's database or its URL; or a server's address, ws://…, whose "
        "log so far is read with control's or an evaluator's token, from SURGEX_TOKEN or asked for.",
    ),
]
ExerciseOption = Annotated[str, typer.Option("--exercise", help="Which exercise of a database; the newest if not given.")]
AnnotationsOption = Annotated[
    Path | None, typer.Option("--annotations", help="A file of annotations; the one beside the log if not given.")
]
SQLITE = b"SQLite format 3\x00"
POSTGRESQL = "postgresql:/"
"""What the beginning of such a URL becomes where it was taken for a path."""
ADDRESSES = {"ws:/": "ws://", "wss:/": "wss://"}
"""The same of a server's address."""
SECONDS = 30.0
"""How long nothing may come from a server before it is given up."""


def address_of(log: Path | str) -> str:
    """The server's address that an argument names; empty where it names none. One that was taken for a path is one again."""
    for begins, scheme in ADDRESSES.items():
        if str(log).startswith(begins):
            return scheme + str(log)[len(begins) :].lstrip("/")
    return ""


def records_of(log: Path, exercise: str, named: Path | None) -> list[AnnotationRecord]:
    """The annotations of a log: those of the file that is named, else of the one beside it, of the database, or the server."""
    if named is not None:
        return list(read_annotations(named))
    if address := address_of(log):
        return list(_told_by(address)[1])
    if is_database(log):
        return stored_annotations(database_of(log), exercise)
    return list(read_annotations(beside(log))) if beside(log).exists() else []


def database_of(log: Path) -> str | Path:
    """The database that an argument names; a URL that was taken for a path is one again."""
    return str(log).replace(POSTGRESQL, "postgresql://", 1) if str(log).startswith(POSTGRESQL) else log


def is_database(log: Path) -> bool:
    """Whether it is a server's database, and no log file. Exits with 2 where it cannot be read."""
    if str(log).startswith(POSTGRESQL):
        return True
    try:
        with log.open("rb") as opened:
            return opened.read(len(SQLITE)) == SQLITE
    except OSError as error:
        wrong(f"{log} cannot be read: {error.strerror}. Name a log file, a server's database, or its address (ws://…).")


def entries_of(log: Path, exercise: str) -> Iterator[Entry]:
    """The entries of a log file, of one exercise in a database, or of a running exercise as far as it has come."""
    address = address_of(log)
    if exercise and (address or not is_database(log)):
        wrong(f"{address or log} holds one exercise: leave out --exercise")
    if address:
        return iter(_told_by(address)[0])
    return stored_entries(database_of(log), exercise) if is_database(log) else read_log(log)


@cache
def _told_by(address: str) -> tuple[tuple[Entry, ...], tuple[AnnotationRecord, ...]]:
    """The log and the annotations of a running exercise, as they are now: asked for once in a command."""
    ca = os.environ.get("SURGEX_CA")
    settings_here({}, named_ca=trust(Path(ca) if ca else None) is not None)
    return asyncio.run(_ask(address, own_token(os.environ.get("SURGEX_TOKEN"))))


def _grown(seat: "SeatClient") -> Callable[[], bool]:
    before = len(seat.logged)
    return lambda: len(seat.logged) > before


async def _ask(address: str, token: str) -> tuple[tuple[Entry, ...], tuple[AnnotationRecord, ...]]:
    from server.client import SeatClient, SeatRefusedError
    from tui.review.following import lacks, why_not

    async with SeatClient(address, token) as seat:
        try:
            async with asyncio.timeout(SECONDS):
                await seat.until(lambda: seat.role is not None)
            if why := why_not(seat):
                wrong(why)
            seat.ask_log()
            while lacks(seat, len(seat.logged)):
                async with asyncio.timeout(SECONDS):
                    await seat.until(_grown(seat))
                if lacks(seat, len(seat.logged)):
                    seat.ask_log()
            async with asyncio.timeout(SECONDS):
                await seat.until(lambda: seat.holder)
        except SeatRefusedError as error:
            wrong(str(error))
        except TimeoutError:
            wrong(f"{address} did not answer in {SECONDS:.0f} s: {seat.why or 'nobody is there'}")
        return tuple(seat.logged), tuple(seat.annotations.records)
