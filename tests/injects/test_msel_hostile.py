"""Workbooks that are meant to do harm, or are no workbooks: refused with a reason, or read for what they say, within bounds."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from injects.making import TEMPLATE
from injects.msel.importing import BOUNDS, read_msel
from injects.msel.scheduling import Options
from injects.sheet_file import LARGEST_FILE, LARGEST_UNPACKED, MOST_PARTS, SheetError
from tests.support.decks import whole_deck

WORLD = whole_deck(TEMPLATE)
HEADER = ["Number", "Scenario day", "Title", "Full text", "From", "To", "Objective"]
ROW = ["1", "Week 3", "Port closes", "It closes.", "Master", "Japan", "O1"]


def xlsx(path: Path, *, more: bytes = b"", parts: dict[str, bytes] | None = None) -> Path:
    """A sound MSEL of one row, with rows as raw XML behind it and further parts."""
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    sound = io.BytesIO()
    book.save(sound)
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            data = old.read(name)
            made.writestr(name, data.replace(b"</sheetData>", more + b"</sheetData>") if name.endswith("sheet1.xml") else data)
        for name, data in (parts or {}).items():
            made.writestr(name, data)
    return path


def count(path: Path) -> int:
    return len(read_msel(path, WORLD, Options(), new=True).drafts)


def reason(path: Path) -> str:
    with pytest.raises(SheetError) as error:
        count(path)
    assert len(str(error.value)) < 20_000
    return str(error.value)


def cell(at: str, text: str) -> bytes:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def test_a_million_empty_rows_and_a_row_that_no_sheet_has_are_no_rows(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 30_000))

    assert count(xlsx(tmp_path / "empty.xlsx", more=empty)) == 1
    assert count(xlsx(tmp_path / "far.xlsx", more=b'<row r="99999999999">' + cell("A99999999999", "x") + b"</row>")) == 1


def test_a_row_at_the_very_end_of_a_sheet_is_read(tmp_path: Path) -> None:
    cells = b"".join(cell(f"{letter}1048576", text) for letter, text in zip("ABCDEFG", ["2", *ROW[1:]], strict=True))

    assert count(xlsx(tmp_path / "end.xlsx", more=b'<row r="1048576">' + cells + b"</row>")) == 2


def test_what_is_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = xlsx(tmp_path / "bomb.xlsx", parts={"xl/media/image1.png": b"\0" * (LARGEST_UNPACKED + 1)})
    many = xlsx(tmp_path / "many.xlsx", parts={f"xl/media/{number}": b"" for number in range(MOST_PARTS)})
    heavy = tmp_path / "heavy.csv"
    heavy.write_bytes(b"x" * (LARGEST_FILE + 1))

    assert bomb.stat().st_size < 200_000
    assert "it unpacks to more than 40 MB" in reason(bomb)
    assert f"in {MOST_PARTS} parts" in reason(many)
    assert "it is larger than 5 MB" in reason(heavy)


def test_a_cell_without_end_is_refused_at_its_place(tmp_path: Path) -> None:
    row = b'<row r="3">' + cell("A3", "2") + cell("C3", "x" * (BOUNDS.cell + 1)) + b"</row>"

    assert "row 3, column C: more than 32,767 characters are too many" in reason(xlsx(tmp_path / "long.xlsx", more=row))


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    row = b'<row r="3">' + cell("A3", "2") + b'<c r="C3"><f>WEBSERVICE("http://example.org")</f><v>Harmless</v></c></row>'

    assert "row 3, column C: this is a formula" in reason(xlsx(tmp_path / "formula.xlsx", more=row))


def test_entities_are_refused_and_links_to_other_files_are_left_alone(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'

    assert "declares entities" in reason(xlsx(tmp_path / "laughs.xlsx", parts={"xl/custom.xml": laughs}))
    assert count(xlsx(tmp_path / "link.xlsx", parts={"xl/externalLinks/externalLink1.xml": link})) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old .xls file, or one with a password"),
        (b"PK\x03\x04 and no more", "no whole XLSX file"),
        (b"", "no row names the columns of an MSEL"),
        (b"\0\1\2\3", "neither an XLSX nor a CSV file"),
        (b"%PDF-1.7\nhello\n", "no row names the columns of an MSEL (it has `%PDF-1.7`)"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    path.write_bytes(content)

    assert said in reason(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_however_it_was_saved(delimiter: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "msel.csv"
    row = ['"Für, die; Übung"' if one == "Port closes" else one for one in ROW]
    text = "\r\n".join(("Übung: MSEL, draft 3", "", delimiter.join(HEADER), delimiter.join(row))) + "\r\n"
    path.write_bytes(text.encode(encoding))

    (draft,) = read_msel(path, WORLD, Options(), new=True).drafts

    assert draft.plain["title"] == "Für, die; Übung"


def test_much_that_nobody_can_understand_is_refused_before_it_takes_minutes(tmp_path: Path) -> None:
    header = ",".join((*HEADER, "Contingent on"))
    rows = [f"{at},,Title {at},Text,x,Zork {at},O1,{at * 7 % 1500}: Pay" for at in range(1_500)]
    (tmp_path / "wrong.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    (tmp_path / "names.csv").write_text("\n".join((header, f'1,T1,A,Text,x,"{"Zork, " * 3_000}",O1,')), encoding="utf-8")

    assert "and " in reason(tmp_path / "wrong.csv")
    assert "row 2, column F: more than 60 names are too many" in reason(tmp_path / "names.csv")


def test_contingencies_by_the_thousand_are_read(tmp_path: Path) -> None:
    rows = [f"{at},,Title {at},Text,x,Japan,O1,{at * 7 % 1500}: Pay" for at in range(1_500)]
    (tmp_path / "many.csv").write_text("\n".join((",".join((*HEADER, "Contingent on")), *rows)), encoding="utf-8")

    assert count(tmp_path / "many.csv") == 1_500


def test_merged_cells_that_never_end_are_no_reason_to_search_for_ever(tmp_path: Path) -> None:
    sound = xlsx(tmp_path / "sound.xlsx")
    endless = tmp_path / "endless.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(endless, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            tail = b"<!--" + b"<mergeCell " * 400_000 + b"-->" if name.endswith("sheet1.xml") else b""
            made.writestr(name, old.read(name) + tail)

    assert count(endless) == 1


def test_sheets_full_of_words_hold_no_msel(tmp_path: Path) -> None:
    book = Workbook()
    for number in range(8):
        page = book.create_sheet(f"Sheet {number}")
        for row in range(40):
            page.append([f"w{number}x{row}y{column}" for column in range(100)])
    book.save(tmp_path / "words.xlsx")

    assert "no row names the columns of an MSEL" in reason(tmp_path / "words.xlsx")
