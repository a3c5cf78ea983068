"""The cells of a spreadsheet file, XLSX or CSV, as text with their place, within bounds. Formulas are never evaluated."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from engine.mistakes import MistakeError
from engine.steering import steers

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a file."""
LARGEST_UNPACKED = 40 * 1024 * 1024
"""Bytes that an XLSX file may hold once it is unpacked."""
MOST_PARTS = 300
"""Files inside an XLSX file."""
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
LAST_ROW = 1_048_576
"""No spreadsheet has more rows; what numbers a row higher is not believed."""
MOST_ROWS_LOOKED_AT = 2 * LAST_ROW
"""Empty ones counted, in all sheets together."""
MOST_PROBLEMS = 50
"""So many problems are named; of more only their number."""
ROWS_TO_GUESS_BY = 100
MOST_MERGED = 5_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})"')
_ENTITIES = ("<!DOCTYPE", "<!ENTITY")
_OTHER_KINDS = {
    "content.xml": "an OpenDocument file (.ods)",
    "word/document.xml": "a text document (.docx)",
    "ppt/presentation.xml": "slides (.pptx)",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
}
"""By a file inside them: what else is packed as XLSX is."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and workbooks with a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is read of a file at most, and what its kind is called in sentences."""

    called: str
    rows: int = MOST_ROWS
    """That hold something, in one sheet."""
    columns: int = MOST_COLUMNS
    cell: int = LONGEST_CELL
    """Characters of one cell."""


ROSTER = Bounds(called="roster")


class SheetError(MistakeError):
    """A file that cannot be taken; every problem with its place, one line each."""

    def __init__(self, *problems: str) -> None:
        more = len(problems) - MOST_PROBLEMS
        self.problems: tuple[str, ...] = (*problems[:MOST_PROBLEMS], *((f"and {more} more",) if more > 0 else ()))
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
    longest: int = LONGEST_CELL

    @property
    def wrong(self) -> str:
        """Why its text is not to be used; empty where it is."""
        if self.formula:
            return "this is a formula, which is not worked out here: put the value in its place"
        if len(self.text) > self.longest:
            return f"more than {self.longest:,} characters are too many: shorten it"
        if any(steers(sign) for sign in self.text):
            return "it holds signs that steer a terminal or turn its direction: type it without them"
        return ""

    @property
    def place(self) -> str:
        """For sentences: `sheet Staff, row 4, column B`."""
        return _place(self.sheet, self.row, self.column)


Row = Mapping[str, Cell]
"""The cells of one row that hold something, by their column."""


def read_sheets(path: Path, bounds: Bounds = ROSTER) -> dict[str, list[Row]]:
    """The rows of each sheet that hold something, in their order. Raises SheetError where the file cannot be taken."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        raise SheetError(f"{path}: it cannot be read: {error.strerror}") from None
    if content is None:
        most = LARGEST_FILE // 1024 // 1024
        raise SheetError(f"{path}: it is larger than {most} MB: give a file with the {bounds.called} alone")
    if content.startswith(_OLD_OFFICE):
        raise SheetError(f"{path}: this is an old .xls file, or one with a password: save it as .xlsx, without one")
    sheets: dict[str, list[Row]] = {}
    reading = _Reading(path, bounds)
    for sheet, row in reading.of_xlsx(content) if content.startswith(b"PK") else reading.of_csv(content):
        sheets.setdefault(sheet, []).append(row)
    return sheets


@dataclass(slots=True)
class _Reading:
    """One file on its way into rows, and how much of it was read."""

    path: Path
    bounds: Bounds
    characters: int = 0
    looked_at: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    """Rows that hold something, by sheet."""

    def of_csv(self, content: bytes) -> Iterator[tuple[str, Row]]:
        text = _decoded(content)
        called = self.bounds.called
        if text.lstrip().startswith(("<?xml", "<!DOCTYPE", "<html", "{\\rtf")):
            raise SheetError(f"{self.path}: this is a web page or a text document: save the {called} as .xlsx or .csv")
        if "\0" in text:
            raise SheetError(f"{self.path}: this is neither an XLSX nor a CSV file: save the {called} as one of them")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        try:
            for number, values in enumerate(rows, 1):
                if number == 1 and len(values) <= 2 and "".join(values).startswith("sep="):
                    continue
                row = self._row("", number, [(text, text.startswith("=")) for text in values])
                if row:
                    self._check_size("", number, len(values))
                    yield "", row
        except csv.Error as error:
            raise SheetError(f"{self.path}: row {rows.line_num}: {error}") from None

    def of_xlsx(self, content: bytes) -> Iterator[tuple[str, Row]]:
        from openpyxl import load_workbook  # here, because few commands need it and it takes a while to load

        self._check_package(content)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what it does not know in a workbook: nothing of it is read
                book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
                for sheet in book.worksheets:
                    sheet.reset_dimensions()  # what a file says of its own size is not believed
                    yield from self._of_sheet(sheet, _downwards(content, sheet))
        except SheetError:
            raise
        except Exception as error:  # the library raises whatever a broken file leads it to
            said = f"it cannot be read as XLSX ({type(error).__name__}): save it anew, or as CSV"
            raise SheetError(f"{self.path}: {said}") from None

    def _of_sheet(self, sheet: Any, merged: Mapping[tuple[int, str], int]) -> Iterator[tuple[str, Row]]:
        from openpyxl.cell.read_only import EMPTY_CELL

        gap: Any = None
        below: dict[str, tuple[Cell, int]] = {}
        for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=self.bounds.columns + 1), 1):
            self.looked_at += 1
            if self.looked_at > MOST_ROWS_LOOKED_AT:
                said = "too many empty rows: delete what stands below the table"
                raise SheetError(f"{self.path}: {_place(sheet.title, number)}: {said}")
            if cells is gap:
                continue  # a million rows that a file leaves out are soon passed over
            if cells[0] is EMPTY_CELL and len(set(map(id, cells))) == 1:
                gap = cells
                continue
            row = self._row(sheet.title, number, map(_told, cells))
            if row:
                below |= {column: (cell, merged[number, column]) for column, cell in row.items() if (number, column) in merged}
                above = {column: cell for column, (cell, last) in below.items() if number <= last and column not in row}
                row = {**row, **{column: replace(cell, row=number) for column, cell in above.items()}}
                self._check_size(sheet.title, number, len(cells) if cells[-1].value is not None else 0)
                yield sheet.title, row

    def _check_package(self, content: bytes) -> None:
        """Nothing is given to the library that unpacks to more than it should, or in which one word can become a thousand."""
        path, called = self.path, self.bounds.called
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                parts = package.infolist()
                self._check_kind(package)
                if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                    most = f"{LARGEST_UNPACKED // 1024 // 1024} MB in {MOST_PARTS} parts"
                    raise SheetError(f"{path}: it unpacks to more than {most}: copy the {called} into a new file")
                for part in parts:
                    if part.filename.endswith((".xml", ".rels")) and _declares_entities(package.read(part)):
                        said = f"declares entities, which no {called} needs: save it anew"
                        raise SheetError(f"{path}: {part.filename} {said}")
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
            raise SheetError(f"{path}: it is no whole XLSX file ({error}): save it anew, without a password") from None

    def _check_kind(self, package: zipfile.ZipFile) -> None:
        """What is packed like a workbook and is another kind of file is called by its name."""
        names = set(package.namelist())
        kind = next((said for sign, said in _OTHER_KINDS.items() if sign in names), "")
        if kind and "xl/workbook.xml" not in names:
            raise SheetError(f"{self.path}: this is {kind}: save the {self.bounds.called} as .xlsx or .csv")

    def _row(self, sheet: str, number: int, values: Iterable[tuple[str, bool]]) -> Row:
        found = {}
        longest = self.bounds.cell
        for index, (text, formula) in enumerate(values):
            kept = text[: longest + 1].replace("\r\n", "\n").replace("\r", "\n").strip() if text else ""
            if kept:
                self.characters += len(kept)
                column = column_letters(index + 1)
                found[column] = Cell(sheet=sheet, row=number, column=column, text=kept, formula=formula, longest=longest)
        if self.characters > LARGEST_UNPACKED:
            raise SheetError(f"{self.path}: it holds more text than any {self.bounds.called}: copy it into a new file")
        return found

    def _check_size(self, sheet: str, number: int, columns: int) -> None:
        self.kept[sheet] = self.kept.get(sheet, 0) + 1
        article = "an" if self.bounds.called == "MSEL" else "a"
        place = f"{self.path}: {_place(sheet, number)}: {article} {self.bounds.called} has at most"
        if self.kept[sheet] > self.bounds.rows:
            raise SheetError(f"{place} {self.bounds.rows:,} rows")
        if columns > self.bounds.columns:
            raise SheetError(f"{place} {self.bounds.columns} columns")


def _downwards(content: bytes, sheet: Any) -> dict[tuple[int, str], int]:
    """By row and column of the first: the last row of cells of one column that are merged. What the first says, all say."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.read(sheet._worksheet_path)  # the library reads no merged cells where it reads row by row
    found = islice(_MERGED.finditer(part), MOST_MERGED)
    return {(int(one[2]), one[1].decode()): int(one[3]) for one in found if int(one[3]) > int(one[2])}


def _delimiter(text: str) -> str:
    """What stands between the cells of most rows: a title above the table may hold none, a text in quotes may hold all."""
    named = re.match(r'"?sep=([,;\t|])', text)
    if named:
        return named[1]

    def columns(delimiter: str) -> int:
        counts: dict[int, int] = {}
        try:
            for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), ROWS_TO_GUESS_BY):
                counts[len(row)] = counts.get(len(row), 0) + 1
        except csv.Error:
            return 0
        return max(((width - 1) * rows for width, rows in counts.items()), default=0)

    return max(",;\t|", key=columns)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding, zeros in (("utf-16-le", content[1:400:2]), ("utf-16-be", content[0:400:2])):
        if len(content) > 8 and zeros.count(0) > len(zeros) // 2:  # saved without the mark at its beginning
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _declares_entities(content: bytes) -> bool:
    return any(sign.encode(encoding) in content for sign in _ENTITIES for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _told(cell: Any) -> tuple[str, bool]:
    """A cell's text, and whether it is a formula, or the error of one."""
    value = cell.value
    return ("" if value is None else str(value), getattr(cell, "data_type", "n") in ("f", "e"))


def _place(sheet: str, row: int, column: str = "") -> str:
    return ", ".join((*([f"sheet {sheet}"] if sheet else []), f"row {row}", *([f"column {column}"] if column else [])))


def column_letters(number: int) -> str:
    """What a spreadsheet calls its column of that number, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
