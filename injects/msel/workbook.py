"""An MSEL as the bytes of an XLSX or a CSV file, the same for the same deck. What the cells say is decided elsewhere.

openpyxl writes: it is installed with surgex (workbooks are read with it), so that a plain installation exports. Its two
clocks, the time of saving and that of the ZIP's parts, are set to one that stands still.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from injects.msel.columns import BY_KEY, COLUMNS, NOT_WRITTEN, Column
from injects.msel.writing import Sheet
from injects.sheet_file import SheetError

STILL = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SHEET = "MSEL"
HELP = "How to fill this in"
LISTS = "Lists"
SPARE_ROWS = 200
"""So many rows below the last may be filled in with the same lists to choose from."""
LETTERS_A_PAGE = 240
"""So many characters of width are legible on a page of A3 paper set sideways."""
LINE, TALLEST = 15, 409
"""Points of one line of text, and of the tallest row that a spreadsheet can have."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""
_STEERS = re.compile(r"'*[=+\-@\t]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def guarded(text: str, *, in_csv: bool) -> str:
    """A cell's text that no spreadsheet takes for a formula; `unguarded` gives it back."""
    begins = _STEERS.match(text)
    return f"'{text}" if begins and (in_csv or text.startswith("'")) else text


def unguarded(text: str) -> str:
    """A cell's text without the sign that kept it from being a formula."""
    return text[1:] if text.startswith("'") and _STEERS.match(text) else text


def _check_lengths(sheet: Sheet) -> None:
    """No cell is cut off. Raises SheetError."""
    long = [
        f"{row.get('number', '')}: {BY_KEY[key].title} has {len(text):,} characters, and a cell holds {LONGEST:,}: shorten it"
        for row in sheet.rows
        for key, text in row.items()
        if len(text) >= LONGEST
    ]
    if long:
        raise SheetError(*long)


def csv_bytes(sheet: Sheet) -> bytes:
    """A CSV file that Excel opens as it is meant: UTF-8 with its mark, CRLF. Raises SheetError where a cell is too long."""
    _check_lengths(sheet)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([BY_KEY[key].title for key in sheet.keys])
    for row in sheet.rows:
        writer.writerow([guarded(row.get(key, ""), in_csv=True) for key in sheet.keys])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheet: Sheet) -> bytes:
    """A workbook with the MSEL, how to fill it in, and its lists. Raises SheetError where a cell is too long."""
    _check_lengths(sheet)
    from openpyxl import Workbook  # here, because few commands need it and it takes a while to load

    book = Workbook()
    book.properties.creator = "surgex"
    book.properties.created = book.properties.modified = STILL
    book.properties.title = sheet.title
    page = book.active
    page.title = SHEET
    _fill(page, sheet)
    _explain(book.create_sheet(HELP), sheet)
    _lists(book.create_sheet(LISTS), page, sheet)
    for one in book.worksheets:
        _margins(one, sheet)
    out = io.BytesIO()
    book.save(out)
    return _standing_still(out.getvalue())


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head, shade = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
    grey = PatternFill("solid", fgColor="EDEDED")
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, key in enumerate(sheet.keys, 1):
        column = BY_KEY[key]
        cell = page.cell(row=1, column=at, value=column.title)
        cell.font, cell.fill, cell.alignment = head, shade, Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(at)].width = column.width
    for number, row in enumerate(sheet.rows, 2):
        for at, key in enumerate(sheet.keys, 1):
            cell = page.cell(row=number, column=at)
            cell.alignment, cell.number_format = wrapped, "@"
            if BY_KEY[key].worked_out:
                cell.fill = grey
            if key in row:
                _put(cell, row[key])
        page.row_dimensions[number].height = _height(sheet, row)
    page.freeze_panes = page.cell(row=2, column=sheet.keys.index("title") + 2 if "title" in sheet.keys else 2)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.keys))}{len(sheet.rows) + 1}"


def _height(sheet: Sheet, row: Mapping[str, str]) -> float:
    """Points of a row in which every wrapped text is seen: not every program works it out when it opens a file."""
    lines = (sum(1 + len(line) // BY_KEY[key].width for line in row.get(key, "").split("\n")) for key in sheet.keys)
    return min(TALLEST, LINE * max(lines, default=1) + 2)


def _put(cell: Any, text: str) -> None:
    """A text as a text: never a formula, nor after somebody has edited it."""
    cell.value = guarded(text, in_csv=False)
    cell.data_type = "s"
    cell.number_format = "@"
    if _STEERS.match(text):
        cell.quotePrefix = True


def _explain(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    above = (
        sheet.title,
        f"{sheet.marking}",
        "One row is one inject. Columns may stand in any order and be called as you are used to; empty rows do no harm.",
        "A row is matched by its number, then by its title; a new number is a new inject. A row taken out takes nothing away.",
        "`surgex msel import FILE --into FOLDER --dry-run` shows every change and every problem, and writes nothing.",
        "Grey columns are worked out: nothing is read from them. Formulas are not worked out: put the value in their place.",
    )
    for number, text in enumerate(above, 1):
        page.cell(row=number, column=1, value=text).alignment = Alignment(wrap_text=number > 2, vertical="top")
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)
        page.row_dimensions[number].height = 32 if number > 2 else 18
    page["A1"].font = Font(bold=True)
    for at, text in enumerate(("Column", "What belongs in it"), 1):
        page.cell(row=len(above) + 2, column=at, value=text).font = Font(bold=True)
    for number, column in enumerate(explained(sheet.keys), len(above) + 3):
        page.cell(row=number, column=1, value=column.title)
        page.cell(row=number, column=2, value=column.help).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 96


def explained(keys: Sequence[str]) -> list[Column]:
    """The columns that a file has, in their order in it."""
    return [one for one in COLUMNS if one.key in keys and one.key not in NOT_WRITTEN]


def _lists(page: Any, table: Any, sheet: Sheet) -> None:
    """Lists to choose from stand on a sheet of their own: in a cell's rule they may have 255 characters at most."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for at, (key, names) in enumerate(sorted(sheet.lists.items()), 1):
        page.cell(row=1, column=at, value=BY_KEY[key].title)
        for number, name in enumerate(names, 2):
            _put(page.cell(row=number, column=at), name)
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = max((len(name) for name in (BY_KEY[key].title, *names)), default=0) + 2
        if key in sheet.keys and names:
            source = f"'{LISTS}'!${letter}$2:${letter}${len(names) + 1}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            rule.promptTitle, rule.prompt = BY_KEY[key].title[:32], BY_KEY[key].help[:250]
            rule.showInputMessage = True
            column = get_column_letter(sheet.keys.index(key) + 1)
            rule.add(f"{column}2:{column}{len(sheet.rows) + 1 + SPARE_ROWS}")
            table.add_data_validation(rule)


def _margins(page: Any, sheet: Sheet) -> None:
    marking = sheet.marking.replace("&", "&&")[:200]
    page.oddHeader.center.text = marking
    page.oddFooter.center.text = marking
    page.oddFooter.right.text = "&P / &N"
    page.HeaderFooter.scaleWithDoc = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    if page.title == SHEET:
        _on_large_paper(page, sheet)


def _on_large_paper(page: Any, sheet: Sheet) -> None:
    """The table over as many sheets side by side as it can be read on, with the number of the inject on each of them."""
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(at) for at in range(1, len(sheet.keys) + 1)]
    wide = sum(page.column_dimensions[one].width for one in letters)
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.page_setup.fitToWidth = max(1, -(-int(wide) // LETTERS_A_PAGE))
    page.print_area = f"A1:{letters[-1]}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    if "number" in sheet.keys:
        page.print_title_cols = f"{letters[sheet.keys.index('number')]}:{letters[sheet.keys.index('number')]}"


def _standing_still(content: bytes) -> bytes:
    """The same workbook with one time for everything in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as still:
        for part in made.infolist():
            data = made.read(part)
            if part.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + f"{STILL:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            named = zipfile.ZipInfo(part.filename, STILL.timetuple()[:6])
            named.compress_type = zipfile.ZIP_DEFLATED
            still.writestr(named, data)
    return out.getvalue()
