"""Rosters as people make them: any order of columns, any spelling of headers, every mistake with its place, nothing half."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from injects.sheet_file import LARGEST_FILE, LARGEST_UNPACKED, MOST_COLUMNS, MOST_ROWS, SheetError
from server.roster import read_roster
from server.wire import SeatWanted
from tests.support.decks import opening_world

WORLD = opening_world()
JAPAN, DOD, STATE, STAFF, PRIMES = "allies/japan", "dod/as", "nsc/state", "nsc/staff", "industry/primes"


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: tuple[Any, ...], **more_sheets: list[tuple[Any, ...]]) -> Path:
    book = Workbook()
    book.active.title = "Staff"
    for row in rows:
        book.active.append(row)
    for title, others in more_sheets.items():
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(row)
    path = folder / "roster.xlsx"
    book.save(path)
    return path


def seats(path: Path) -> list[SeatWanted]:
    return read_roster(path, WORLD).seats


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(SheetError) as error:
        read_roster(path, WORLD)
    return tuple(one.removeprefix(f"{path}: ") for one in error.value.problems)


def test_columns_are_found_in_any_order_by_headers_that_people_write(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        ("Roster of the exercise",),
        (),
        ("E-Mail", "Rôle", "ROLE ", "Organization(s)", "Full  name"),
        ("a@example.org", "x", None, "Japan; dod/as", "Ada"),
        (None, "x", "Observer", "Acquisition and Sustainment", None),
        (None, None, "Facilitator", None, "Eve"),
    )

    roster = read_roster(path, WORLD)

    assert roster.seats == [
        SeatWanted(organisations=(JAPAN, DOD), name="Ada", contact="a@example.org"),  # type: ignore[arg-type]
        SeatWanted(role="observer", organisations=(DOD,)),  # type: ignore[arg-type]
        SeatWanted(role="control", name="Eve"),
    ]
    (said,) = roster.read_as
    assert said == (
        "sheet Staff: contact from `E-Mail`, role from `ROLE`, organisations from `Organization(s)`, "
        "name from `Full  name`; not read: `Rôle`"
    )


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("allies/japan", (JAPAN,)),
        ("Japan", (JAPAN,)),
        ("NSC", (STAFF, STATE)),
        ("State, political-military affairs and export licences", (STATE,)),
        ("government of japan, dod/as", (JAPAN, DOD)),
        ("Japan\nPrimes", (JAPAN, PRIMES)),
        ("Japan;  State, political-military affairs and export licences", (JAPAN, STATE)),
    ],
)
def test_an_organisation_is_named_by_id_end_of_id_title_or_cell(named: str, meant: tuple[str, ...], tmp_path: Path) -> None:
    assert seats(xlsx_file(tmp_path, ("name", "org"), ("Ada", named)))[0].organisations == meant


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_however_it_was_saved(encoding: str, delimiter: str, tmp_path: Path) -> None:
    text = delimiter.join(("name", "cell")) + "\r\n" + delimiter.join(("Jürgen Groß", "white cell")) + "\r\n"

    assert seats(csv_file(tmp_path, text, encoding)) == [SeatWanted(role="control", name="Jürgen Groß")]


def test_every_problem_is_named_by_sheet_row_and_column_at_once(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        ("name", "organisation", "role", "org"),
        ("Ada", "allies/jpan", "player"),
        ("Bea", None, None),
        ("Cid", "japan", "obsrver"),
        ('=HYPERLINK("http://example.org")', "japan", None),
        ("Dot\x1f\x1b[2J".replace("\x1f\x1b", "\u202e"), "japan", None),
        ("Eva", "japan", "evaluator"),
        ("Fay", "japan", None),
        ("Fay", "japan", None),
        Later=[("name", "organisations"), ("x" * 1_001, "japan")],
    )

    assert problems(path) == (
        "sheet Staff, row 1, column D: `org` is a second column for organisations, beside `organisation`: keep one",
        "sheet Staff, row 2, column B: taiwan-blockade has no organisation `allies/jpan`: did you mean `allies/japan`?",
        "sheet Staff, row 3: no organisation: name one, or a role that needs none (control, evaluator, spectator)",
        "sheet Staff, row 4, column C: there is no role `obsrver`: did you mean `observer`?",
        "sheet Staff, row 5, column A: this is a formula, which is not worked out here: put the value in its place",
        "sheet Staff, row 6, column A: it holds signs that steer a terminal or turn its direction: type it without them",
        "sheet Staff, row 7, column B: the role evaluator goes with no organisation: leave this empty",
        "sheet Staff, row 9: this says the same as sheet Staff, row 8: leave one out",
        "sheet Later, row 2, column A: more than 1,000 characters are too many: shorten it",
    )


def test_a_column_of_organisations_that_is_not_known_is_named_before_the_rows_that_lack_them(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Who,Desk,Role\nAnn,allies/japan,participant\n")

    with pytest.raises(SheetError) as error:
        read_roster(path, WORLD)

    assert str(error.value.problems[0]).endswith(
        "no column was taken for organisations: name from `Who`, role from `Role`; not read: `Desk`"
    )
    assert "row 2: no organisation" in str(error.value.problems[1])


def test_sheets_and_rows_that_are_no_part_of_the_roster_are_passed_over(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path, ("Notes",), ("bring badges",), People=[("name", "org", "x"), ("Ada", "japan"), (None, None, "!")]
    )

    roster = read_roster(path, WORLD)

    assert [one.name for one in roster.seats] == ["Ada"]
    assert roster.read_as[0] == "sheet Staff: no row names a column for organisations: passed over (it has `Notes`)"


def test_columns_are_found_under_the_names_that_people_give_them_and_those_that_are_not_are_shown(tmp_path: Path) -> None:
    found = read_roster(csv_file(tmp_path, "Participant name,Cell / Team,E-mail\nAda,japan,ada@example.org\n"), WORLD)
    unknown = problems(csv_file(tmp_path, "Wer,Wohin,Funktion\nAda,japan,player\n"))

    assert [(one.name, one.organisations, one.contact) for one in found.seats] == [
        ("Ada", ("allies/japan",), "ada@example.org")
    ]
    assert "(it has `Wer`, `Wohin`, `Funktion`)" in unknown[1]


@pytest.mark.parametrize("text", ["", "name,organisations\n", "a,b\nc,d\n"])
def test_a_file_with_nobody_in_it_says_what_is_missing(text: str, tmp_path: Path) -> None:
    assert "there is nobody in it: name the columns" in problems(csv_file(tmp_path, text))[0]


def test_files_without_bounds_are_not_taken(tmp_path: Path) -> None:
    long = csv_file(tmp_path, "name,org\n" + "Ada,japan\n" * MOST_ROWS)
    assert f"row {MOST_ROWS + 1}: a roster has at most" in problems(long)[0]

    wide = csv_file(tmp_path, "name,org\n" + "," * MOST_COLUMNS + "x\n")
    assert f"row 2: a roster has at most {MOST_COLUMNS} columns" in problems(wide)[0]

    heavy = csv_file(tmp_path, "x" * (LARGEST_FILE + 1))
    assert "larger than 5 MB" in problems(heavy)[0]


def test_an_xlsx_file_is_looked_at_before_anything_unpacks_it(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\0" * (LARGEST_UNPACKED + 1))
    laughs = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(laughs, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'.encode("utf-16"))
    empty = tmp_path / "empty.xlsx"
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("nothing", "")
    half = tmp_path / "half.xlsx"
    half.write_bytes(xlsx_file(tmp_path, ("name", "org"), ("Ada", "japan")).read_bytes()[:900])

    assert "unpacks to more than 40 MB" in problems(bomb)[0]
    assert "declares entities" in problems(laughs)[0]
    assert "cannot be read as XLSX" in problems(empty)[0]
    assert "no whole XLSX file" in problems(half)[0]


def test_what_is_neither_is_said_to_be(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    assert "neither an XLSX nor a CSV file" in problems(picture)[0]
    assert "it cannot be read: No such file" in problems(tmp_path / "absent.xlsx")[0]


def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_a_roster_goes(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("name", "org"))
    book.active.append(("Ada", "japan"))
    book.active.cell(row=1_048_576, column=16_384, value="far away")
    path = tmp_path / "far.xlsx"
    book.save(path)

    assert [one.name for one in seats(path)] == ["Ada"]
