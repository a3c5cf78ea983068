"""The MSEL as a planner opens it: what stands in it, how it looks, and that nothing in it is a formula."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime

from openpyxl import load_workbook

from engine.deck import ReleaseInBrief, TurnTimes
from injects.msel.workbook import HELP, LISTS, SHEET, csv_bytes, unguarded, xlsx_bytes
from injects.msel.writing import sheet_of
from tests.support.decks import opening_world

WORLD = opening_world()
INJECTS = WORLD.deck.injects


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_same_deck_gives_the_same_bytes() -> None:
    first, second = (xlsx_bytes(sheet_of(WORLD, INJECTS)) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time[0] for part in package.infolist()} == {2026}


def test_a_workbook_looks_as_planners_expect() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(sheet_of(WORLD, INJECTS))))
    page = book[SHEET]
    headers = [cell.value for cell in page[1]]

    assert book.sheetnames == [SHEET, HELP, LISTS]
    assert str(page.freeze_panes).endswith("2")
    assert page.oddHeader.center.text == page.oddFooter.center.text == WORLD.deck.marking
    assert all(cell.alignment.wrap_text and cell.number_format == "@" for cell in page[2])
    chosen = {headers[next(iter(rule.sqref.ranges)).min_col - 1] for rule in page.data_validations.dataValidation}
    assert {"To", "Also seen by", "Delivery method", "Objective", "Release"} <= chosen
    assert page.max_row == len(INJECTS) + 1
    explained = {row[0].value for row in book[HELP].iter_rows()}
    assert set(headers) <= explained


def test_a_workbook_prints_so_that_it_can_be_read() -> None:
    page = load_workbook(io.BytesIO(xlsx_bytes(sheet_of(WORLD, INJECTS))))[SHEET]
    text = next(cell.column_letter for cell in page[1] if cell.value == "Full text")

    assert not page.HeaderFooter.scaleWithDoc  # or the marking is as small as the table
    assert page.page_setup.fitToWidth > 1
    assert page.print_title_rows == "$1:$1"
    assert page.print_area.endswith(f"${len(INJECTS) + 1}")
    for row in range(2, page.max_row + 1):
        lines = len(page[f"{text}{row}"].value) / page.column_dimensions[text].width
        assert page.row_dimensions[row].height > 15 * lines


def test_organisations_and_objectives_stand_by_their_titles() -> None:
    row = csv_rows(csv_bytes(sheet_of(WORLD, INJECTS)))[0]

    assert row["Number"] == "BK-01"
    assert row["Scenario day and time"] == "Week 5"
    assert row["Turn"] == "1"
    assert row["To"].splitlines()[-1] == WORLD.organisations["allies/japan"].title  # type: ignore[index]
    assert row["Objective"].startswith("O1 ")


def test_what_begins_like_a_formula_is_text_in_both_kinds_of_file() -> None:
    evil = ('=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "'=1", "plain")
    injects = [replace(INJECTS[0], id=f"one-{index}", title=title) for index, title in enumerate(evil)]
    sheet = sheet_of(WORLD, injects)

    titles = [row["Title"] for row in csv_rows(csv_bytes(sheet))]
    book = load_workbook(io.BytesIO(xlsx_bytes(sheet)))
    cells = [row[sheet.keys.index("title")] for row in book[SHEET].iter_rows(min_row=2)]

    assert not any(title.startswith(tuple("=+-@")) for title in titles)
    assert [unguarded(title) for title in titles] == list(evil)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [unguarded(cell.value) for cell in cells] == list(evil)
    assert all(cell.quotePrefix for cell in cells[:5])


def test_times_of_the_clock_come_from_the_pace() -> None:
    times = TurnTimes(brief=10, orders=40, locked=5, adjudicate=15, picture=20)
    pace = replace(WORLD.deck.paces[0], times=(times,))
    world = replace(WORLD, deck=replace(WORLD.deck, paces=(pace, *WORLD.deck.paces[1:])))
    injects = [replace(INJECTS[0], release=ReleaseInBrief(by="brief", week=20))]

    (after,) = sheet_of(world, injects).rows
    (at,) = sheet_of(world, injects, startex=datetime.fromisoformat("2026-03-04T09:00")).rows
    (none,) = sheet_of(WORLD, injects).rows

    assert (after["turn"], after["scheduled"]) == ("2", "T+1h30")
    assert at["scheduled"] == "2026-03-04 10:30"
    assert "scheduled" not in none
