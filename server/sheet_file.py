"""The cells of a spreadsheet file, XLSX or CSV, as text with their place, within bounds. Formulas are never evaluated."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.decide import steers

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a file."""
LARGEST_UNPACKED = 40 * 1024 * 1024
"""Bytes that an XLSX file may hold once it is unpacked."""
MOST_PARTS = 300
"""Files inside an XLSX file."""
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
MOST_PROBLEMS = 50
"""So many problems are named; of more only their number."""
_ENTITIES = ("<!DOCTYPE", "<!ENTITY")


class SheetError(Exception):
    """A file that cannot be taken; every problem with its place, one line each."""

    def __init__(self, *problems: str) -> None:
        more = len(problems) - MOST_PROBLEMS
        self.problems = (*problems[:MOST_PROBLEMS], *((f"and {more} more",) if more > 0 else ()))
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that holds something."""

    sheet: str
    """Empty in a CSV file, which has one."""
    row: int
    """Counted from 1, as the spreadsheet shows it."""
    column: str
    """Its letters, as the spreadsheet shows them."""
    text: str
    formula: bool = False

    @property
    def wrong(self) -> str:
        """Why its text is not to be used; empty where it is."""
        if self.formula:
            return "this is a formula, which is not worked out here: put the value in its place"
        if len(self.text) > LONGEST_CELL:
            return f"{len(self.text):,} characters are too many: at most {LONGEST_CELL:,}"
        if any(steers(sign) for sign in self.text):
            return "it holds signs that steer a terminal or turn its direction: type it without them"
        return ""

    @property
    def place(self) -> str:
        """For sentences: `sheet Staff, row 4, column B`."""
        return _place(self.sheet, self.row, self.column)


Row = Mapping[str, Cell]
"""The cells of one row that hold something, by their column."""


def read_sheets(path: Path) -> dict[str, list[Row]]:
    """The rows of each sheet that hold something, in their order. Raises SheetError where the file cannot be taken."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        raise SheetError(f"{path}: it cannot be read: {error.strerror}") from None
    if content is None:
        raise SheetError(f"{path}: it is larger than {LARGEST_FILE // 1024 // 1024} MB: give a file with the roster alone")
    sheets: dict[str, list[Row]] = {}
    for sheet, row in _of_xlsx(path, content) if content.startswith(b"PK") else _of_csv(path, content):
        sheets.setdefault(sheet, []).append(row)
    return sheets


def _of_csv(path: Path, content: bytes) -> Iterator[tuple[str, Row]]:
    text = _decoded(content)
    if "\0" in text:
        raise SheetError(f"{path}: this is neither an XLSX nor a CSV file: save the roster as one of them")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, values in enumerate(rows, 1):
            _check_size(path, "", number, len(values))
            row = _row("", number, [(text, text.startswith("=")) for text in values])
            if row:
                yield "", row
    except csv.Error as error:
        raise SheetError(f"{path}: row {rows.line_num}: {error}") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_xlsx(path: Path, content: bytes) -> Iterator[tuple[str, Row]]:
    from openpyxl import load_workbook  # here, because few commands need it and it takes a while to load

    _check_package(path, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), 1):
                row = _row(sheet.title, number, [_told(cell) for cell in cells])
                if row:
                    _check_size(path, sheet.title, number, len(cells) if cells[-1].value is not None else 0)
                    yield sheet.title, row
    except SheetError:
        raise
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise SheetError(f"{path}: it cannot be read as XLSX ({type(error).__name__}): save it anew, or as CSV") from None


def _check_package(path: Path, content: bytes) -> None:
    """Nothing is given to the library that unpacks to more than it should, or in which one word can become a thousand."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                most = f"{LARGEST_UNPACKED // 1024 // 1024} MB in {MOST_PARTS} parts"
                raise SheetError(f"{path}: it unpacks to more than {most}: copy the roster into a new file")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_entities(package.read(part)):
                    raise SheetError(f"{path}: {part.filename} declares entities, which no roster needs: save it anew")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SheetError(f"{path}: it is no whole XLSX file ({error}): save it anew, without a password") from None


def _declares_entities(content: bytes) -> bool:
    return any(sign.encode(encoding) in content for sign in _ENTITIES for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _told(cell: Any) -> tuple[str, bool]:
    """A cell's text, and whether it is a formula, or the error of one."""
    value = cell.value
    return ("" if value is None else str(value), getattr(cell, "data_type", "n") in ("f", "e"))


def _row(sheet: str, number: int, values: list[tuple[str, bool]]) -> Row:
    found = {}
    for index, (text, formula) in enumerate(values):
        if text.strip():
            column = _letters(index)
            found[column] = Cell(sheet=sheet, row=number, column=column, text=text.strip(), formula=formula)
    return found


def _check_size(path: Path, sheet: str, number: int, columns: int) -> None:
    if number > MOST_ROWS:
        raise SheetError(f"{path}: {_place(sheet, number)}: a roster has at most {MOST_ROWS:,} rows")
    if columns > MOST_COLUMNS:
        raise SheetError(f"{path}: {_place(sheet, number)}: a roster has at most {MOST_COLUMNS} columns")


def _place(sheet: str, row: int, column: str = "") -> str:
    return ", ".join((*([f"sheet {sheet}"] if sheet else []), f"row {row}", *([f"column {column}"] if column else [])))


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
