"""How new seats are handed out: lines to join with, or a file of them for its owner alone. Tokens are shown this once."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.choices import wrong
from server.wire import SeatIssued

COLUMNS = ("name", "contact", "role", "organisations", "title", "seat", "url", "token", "join")
_HARMLESS = re.compile(r"[+-]?[0-9 ()/.-]*")


def refuse_to_overwrite(out: Path | None) -> None:
    """Exits with 2 where a file that may hold tokens would be overwritten, or cannot be made."""
    if out is not None and out.exists():
        wrong(f"{out} is there already, and may hold the tokens of another exercise: name another file")
    if out is not None and not out.parent.is_dir():
        wrong(f"{out} cannot be written: there is no folder {out.parent}. Make it first.")


def tell_seats(exercise: str, seats: Sequence[SeatIssued], url: str, out: Path | None) -> None:
    """Print the line with which each seat joins; or write them to a file where one is named, as CSV or JSON by its name."""
    if out is not None:
        content = _csv(seats, url) if out.suffix.lower() == ".csv" else _json(exercise, seats, url)
        try:
            write_secret(out, content)
        except OSError as error:
            print(f"surgex: {out} cannot be written: {error.strerror}. The tokens are these:", file=sys.stderr)
        else:
            print(f"{len(seats)} seats with their tokens are in {out}, for you alone to read")
            return
    for seat in seats:
        who = f" ({seat.name})" if seat.name else ""
        print(f"  {seat.title}{who}\n    {join_line(seat, url)}")


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
