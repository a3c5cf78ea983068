"""What a workbook keeps out of sight: hidden sheets, columns and rows, and notes on cells. Not what stands in the cells.

Only a file that `sheet_file` has taken is looked at: its bounds hold here too.
"""

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from injects.sheet_file import LAST_ROW, MOST_ROWS, Row, column_letters

_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^<>]{0,400}?\bhidden="(?:1|true)")[^<>]{0,400}?\br="(\d{1,7})"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^<>]{0,400}?\bhidden="(?:1|true)")[^<>]{0,400}>')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_NOTE = re.compile(rb'<(?:\w+:)?comment\s[^<>]{0,400}?\bref="([A-Z]{1,3}\d{1,7})"')
_RELATED = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]{0,1000}>")
MOST_COLUMNS = 16_384
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What of one sheet a reader of the spreadsheet does not see."""

    sheet: bool = False
    """Whether the whole sheet is hidden."""
    rows: tuple[int, ...] = ()
    """Counted from 1; hidden by hand, by a closed group or by a filter."""
    columns: tuple[int, ...] = ()
    """Counted from 1."""
    notes: tuple[str, ...] = ()
    """Cells that a note or a comment is pinned to."""


def hidden_in(path: Path) -> Mapping[str, Hidden]:
    """What each sheet of a file hides, by the sheet's name; nothing in a CSV file, and of what cannot be made out."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return {}
    from openpyxl import load_workbook  # here, because few commands need it and it takes a while to load

    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(content)) as package:
        warnings.simplefilter("ignore")  # of what it does not know in a workbook
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return {
            sheet.title: _of_sheet(package, sheet._worksheet_path, hidden=sheet.sheet_state != "visible")
            for sheet in book.worksheets
        }


def _of_sheet(package: zipfile.ZipFile, name: str, *, hidden: bool) -> Hidden:
    part = package.read(name)
    columns: set[int] = set()
    for found in islice(_COLUMN.finditer(part), MOST_COLUMNS):
        span = {which: int(number) for which, number in _SPAN.findall(found[0])}
        columns |= set(range(span.get(b"min", 1), min(span.get(b"max", 0), MOST_COLUMNS) + 1))
    rows = {int(found[1]) for found in islice(_ROW.finditer(part), LAST_ROW)}
    notes = [ref.decode() for one in _comments(package, name) for ref in islice(_NOTE.findall(package.read(one)), MOST_ROWS)]
    return Hidden(sheet=hidden, rows=tuple(sorted(rows)), columns=tuple(sorted(columns)), notes=tuple(notes))


def _comments(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The parts that hold the notes of a sheet."""
    folder, file = posixpath.split(name)
    related = f"{folder}/_rels/{file}.rels"
    if related not in package.namelist():
        return
    for one in _RELATED.findall(package.read(related)):
        target = re.search(rb'\bTarget="([^"]{1,300})"', one)
        if target and re.search(rb'\bType="[^"]{1,200}/comments"', one):
            given = target[1].decode(errors="replace")
            part = given.lstrip("/") if given.startswith("/") else posixpath.normpath(posixpath.join(folder, given))
            if part in package.namelist():
                yield part


def told(hidden: Hidden, rows: Sequence[Row]) -> list[str]:
    """One sentence for each kind of thing that a reader of the sheet did not see and what was done with it.

    `rows` are those that hold something: what is empty and hidden is nobody's business.
    """
    filled_rows = {next(iter(row.values())).row for row in rows}
    filled_columns = {column for row in rows for column in row}
    columns = [letters for letters in map(column_letters, hidden.columns) if letters in filled_columns]
    lines = [str(one) for one in hidden.rows if one in filled_rows]
    said = ["the sheet is hidden in the workbook, and is read"] if hidden.sheet else []
    if columns:
        said.append(f"{_counted('column', columns)} hidden in the workbook, and read like the others: unhide and look")
    if lines:
        mend = "delete them in the workbook if they are not to come in"
        said.append(f"{_counted('row', lines)} hidden in the workbook (by a filter, a group or by hand), and read: {mend}")
    if hidden.notes:
        said.append(f"notes pinned to cells are not read ({in_short(hidden.notes)}): write what counts into a cell")
    return said


def _counted(what: str, names: Sequence[str]) -> str:
    return f"{what} {names[0]} is" if len(names) == 1 else f"{what}s {in_short(names)} are"


def in_short(names: Sequence[str]) -> str:
    """Names one after another, the rest as a number."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
