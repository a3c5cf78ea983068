"""What commands share that open a database or a port: the option, the log and annotations in it, and what goes wrong there."""

import errno
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.mistakes import MistakeError

if TYPE_CHECKING:
    from engine.annotations.records import AnnotationRecord
    from engine.entries import Entry

DatabaseOption = Annotated[
    str | None, typer.Option(help="A SQLite file or a postgresql:// URL; SURGEX_DATABASE or your data folder if not given.")
]


class ServingError(MistakeError):
    """What is wrong with a server, a database or a connection, in one line with its mend."""


@contextmanager
def told() -> Iterator[None]:
    """What is wrong with a database becomes the one line that a user reads."""
    from server.trouble import StoreError

    try:
        yield
    except StoreError as error:
        raise ServingError(error.sentence) from None


def cannot_listen(error: OSError, address: str, port: int) -> str:
    """Why a port of an address cannot be had, with the mend; asyncio says which it was, where there are several."""
    said = re.search(r"bind on address \('([^']+)', (\d+)", str(error))
    where = f"{said[1]} port {said[2]}" if said else f"{address} port {port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken: another program listens there already. Name another port."
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"this machine has no address {address}: name one of its own, or 0.0.0.0 for all of them"
    if error.errno == errno.EACCES:
        return f"{where} is kept for administrators: name another port, above 1023"
    return f"cannot listen on {where}: {error.strerror}. Name another port."


def stored_annotations(database: str | Path, exercise: str) -> "list[AnnotationRecord]":
    """The annotations of one exercise of a database; of the newest where none is named."""
    from server.notebook import read_annotations
    from server.store import exercises

    with told():
        known = exercises(database)
        return read_annotations(database, exercise or max(known, key=lambda one: one.created).id) if known else []


def stored_entries(database: str | Path, exercise: str) -> "Iterator[Entry]":
    """The entries of one exercise of a database; of the newest where none is named."""
    from server.store import exercises, read_entries

    with told():
        known = exercises(database)
        if not known:
            raise ServingError(f"{database} holds no exercise: make one with `surgex new`")
        yield from read_entries(database, exercise or max(known, key=lambda one: one.created).id)
