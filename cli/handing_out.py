"""How new seats are handed out: lines to join with, or a file of them for its owner alone. Tokens are shown this once."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from cli.choices import wrong
from server.wire import SeatIssued

SHEETS = "seats.pdf"
COLUMNS = ("name", "contact", "role", "organisations", "title", "seat", "url", "token", "join")
ANY_MARKING = "EXERCISE MATERIAL"
"""What stands on a sheet where no deck says how it is marked."""
_HARMLESS = re.compile(r"[+-]?[0-9 ()/.-]*")


def refuse_to_overwrite(out: Path | None) -> None:
    """Exits with 2 where a file that may hold tokens would be overwritten, or cannot be made."""
    if out is not None and out.exists():
        wrong(f"{out} is there already, and may hold the tokens of another exercise: name another file")
    if out is not None and not out.parent.is_dir():
        wrong(f"{out} cannot be written: there is no folder {out.parent}. Make it first.")


def check_printing() -> None:
    """Exits with 2 where what prints seat sheets is not installed."""
    for needed in ("segno", "typst"):
        if find_spec(needed) is None:
            wrong(f"{needed} is missing, which prints seat sheets: pip install 'surgex[report]'")


def check_sheets(sheets: Path | None) -> None:
    """Exits with 2 where seat sheets could not be printed: seen before any token is made."""
    if sheets is None:
        return
    check_printing()
    refuse_to_overwrite(sheets / SHEETS if sheets.is_dir() else None)
    if sheets.exists() and not sheets.is_dir():
        wrong(f"{sheets} is no folder: name one for the seat sheets")
    if not sheets.parent.is_dir():
        wrong(f"{sheets} cannot be made: there is no folder {sheets.parent}. Make it first.")


def tell_seats(
    exercise: str,
    seats: Sequence[SeatIssued],
    url: str,
    out: Path | None,
    sheets: Path | None = None,
    marking: str = ANY_MARKING,
) -> None:
    """Print the line with which each seat joins; or write them to a file where one is named, as CSV or JSON by its name.

    With `sheets` they are written into that folder, ready to print, and shown nowhere.
    """
    if sheets is not None and _printed(exercise, seats, url, sheets, marking) and out is None:
        return
    if out is not None:
        content = _csv(seats, url) if out.suffix.lower() == ".csv" else _json(exercise, seats, url)
        try:
            write_secret(out, content)
        except OSError as error:
            print(f"surgex: {out} cannot be written: {error.strerror}. The tokens are these:", file=sys.stderr)
        else:
            these = "1 seat with its token is" if len(seats) == 1 else f"{len(seats)} seats with their tokens are"
            print(f"{these} in {out}, for you alone to read")
            return
    for seat in seats:
        who = f" ({seat.name})" if seat.name else ""
        print(f"  {seat.title}{who}\n    {join_line(seat, url)}")


def _printed(exercise: str, seats: Sequence[SeatIssued], url: str, sheets: Path, marking: str) -> bool:
    """Whether the sheets are written; where they could not be, tokens are shown as without them: they are made only once."""
    from aar.documents.writing import write
    from aar.papers.seat_sheets import SeatLine, seat_sheets

    lines = [
        SeatLine(
            title=one.title,
            role=one.role,
            name=one.name,
            organisations=tuple(one.organisations),
            url=url,
            token=one.token,
            join=join_line(one, url),
        )
        for one in seats
    ]
    path = sheets / SHEETS
    try:
        sheets.mkdir(mode=0o700, exist_ok=True)
        write_secret(path, write(seat_sheets(exercise, lines, marking), "pdf"))
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        print(f"surgex: {path} cannot be written: {why}. The tokens follow:", file=sys.stderr)
        return False
    print(f"{len(lines)} seat sheets are in {path}, for you alone to read: print it, hand the sheets out, and delete it")
    return True


def join_line(seat: SeatIssued, url: str) -> str:
    """What whoever holds the seat types into a terminal."""
    return f"SURGEX_TOKEN={seat.token} surgex join {url}"


def write_secret(path: Path, content: str | bytes) -> None:
    """A new file that only its owner can read. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def _json(exercise: str, seats: Sequence[SeatIssued], url: str) -> str:
    return json.dumps({"exercise": exercise, "url": url, "seats": [one.model_dump(mode="json") for one in seats]}, indent=1)


def _csv(seats: Sequence[SeatIssued], url: str) -> str:
    """For a mail merge: one row for each seat."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for one in seats:
        organisations = "; ".join(one.organisations)
        row = (one.name, one.contact, one.role, organisations, one.title, one.seat, url, one.token, join_line(one, url))
        writer.writerow([_inert(text) for text in row])
    return table.getvalue()


def _inert(text: str) -> str:
    """No spreadsheet takes it for a formula; a telephone number stays one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not _HARMLESS.fullmatch(text) else text
