"""Workbooks as planners make them come into a deck whole, or not at all with every reason; nothing is lost on the way."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from engine.deck import Inject, ReleaseInBrief, ReleaseOnCondition
from injects.load import DECKS, read_deck, shipped_decks
from injects.making import TEMPLATE
from injects.msel.drafts import FIELDS, ORDER
from injects.msel.editing import change, open_file
from injects.msel.importing import (
    AskedError,
    Change,
    ReadMsel,
    changed_deck,
    new_deck,
    read_msel,
    write_changes,
)
from injects.msel.scheduling import Options
from injects.msel.workbook import csv_bytes, xlsx_bytes
from injects.msel.writing import sheet_of
from injects.reading import Loaded
from injects.sheet_file import SheetError
from tests.support.decks import OPENING, DeckFolder, whole_deck

HEADER = ("Inject #", "Scenario time", "Event Synopsis", "Description", "Injected by", "Recipient(s)", "Objective")
ROW = ("1", "Week 3", "Port closes", "The harbour closes.", "Harbour master", "Japan", "O1")


def workbook(folder: Path, *rows: Sequence[Any], title: str = "Injects", **more: list[Sequence[Any]]) -> Path:
    book = Workbook()
    book.active.title = title
    for name, its in {title: list(rows), **more}.items():
        page = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in its:
            page.append(list(row))
    path = folder / "msel.xlsx"
    book.save(path)
    return path


def read(path: Path, **options: Any) -> ReadMsel:
    return read_msel(path, whole_deck(TEMPLATE), Options(**options), new=True)


def plains(path: Path, **options: Any) -> list[dict[str, Any]]:
    return [draft.plain for draft in read(path, **options).drafts]


def problems(path: Path, **options: Any) -> list[str]:
    with pytest.raises(SheetError) as error:
        read(path, **options)
    return [one.removeprefix(f"{path}: ") for one in error.value.problems]


def test_every_field_of_an_inject_has_a_column() -> None:
    assert {one.name for one in fields(Inject)} == set(FIELDS) == set(ORDER)


@pytest.mark.parametrize(("deck", "kind"), [*zip(shipped_decks(), cycle(("xlsx", "csv")), strict=False)])
def test_a_shipped_deck_goes_out_and_comes_back_the_same(deck: str, kind: str, tmp_path: Path) -> None:
    world = whole_deck(deck)
    sheet = sheet_of(world, world.deck.injects)
    path = tmp_path / f"msel.{kind}"
    path.write_bytes(xlsx_bytes(sheet) if kind == "xlsx" else csv_bytes(sheet))

    told = read_msel(path, world, Options(), new=True)
    new_deck(path, DECKS / deck, tmp_path / "again", "Again", world, told, write=True)

    assert read_deck(tmp_path / "again").world.deck.injects == world.deck.injects


def test_columns_of_others_are_found_and_reported(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "Injects"
    page.append(["EXERCISE BLUE HARBOUR: MSEL, draft 3"])
    page.merge_cells("A1:H1")
    page.append([])
    page.append([None, None, "Event", None, "Distribution"])
    page.merge_cells("C3:D3")
    page.append(
        ["Recipient(s)", "Event No.", "Synopsis", "Description", "Injected by", "Time (local)", "Weather", "Core Capability"]
    )
    page.append(["Japan\u00a0; nsc/staff\nPrime contractors, DSCA", 7.0, "Port closes", "Closed.", None, "T+0:30", "Fog", "o1"])
    page.append([])
    page.append(["NSC staff", "8", "Port opens", "It opens.", "Master", "T+2h", None, "O2"])
    book.create_sheet("Contacts").append(["Name", "Phone"])
    book.save(tmp_path / "msel.xlsx")

    told = read(tmp_path / "msel.xlsx")

    first, second = (draft.plain for draft in told.drafts)
    assert first["reference"] == "7"
    assert first["id"] == "port-closes"
    assert first["to"] == ["allies/japan", "nsc/staff", "industry/primes", "dod/dsca"]
    assert first["objective"] == "O1"
    assert "Weather: Fog" in first["guidance"]
    assert "Planned time: T+0:30" in first["guidance"]
    assert second["to"] == ["nsc/staff"]
    assert second["release"]["week"] > first["release"]["week"]
    report = "\n".join(told.report)
    assert "column A `Recipient(s)` read as To" in report
    assert "column B `Event No.` read as Number" in report
    assert "column G `Weather` is unknown: kept as remarks" in report
    assert "sheet Contacts: not read; no MSEL is in it" in report
    assert "no sender: `Exercise control (simulated)` (row 5)" in report


def test_all_that_cannot_be_understood_is_named_at_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        (*HEADER, "Choices"),
        ("1", "Week 999", "One", "Text", "x", "Jpan", "O1"),
        ("2", "after lunch", "Two", "Text", "x", "Japan", "O99"),
        ("2", "Week 4", "Three", "=A1", "x", "Japan", "O1", "1. Yes\n{effect: index, index: [}"),
        ("4", "Week 4", "Four", "Text", "x", None, None),
    )

    told = problems(path)

    assert any(one.startswith("sheet Injects, row 2, column B: that is week 999") for one in told)
    assert any("row 2, column F" in one and "did you mean `japan`?" in one.lower() for one in told)
    assert any(one.startswith("sheet Injects, row 3, column B: `after lunch` is no time") for one in told)
    assert any("row 3, column G: there is no objective `O99`" in one for one in told)
    assert any("row 4: number 2 stands in sheet Injects, row 3 already" in one for one in told)
    assert any("row 4, column D: this is a formula" in one for one in told)
    assert any("row 4, column H: line 1: this is not YAML" in one for one in told)
    assert any("row 5: there is nobody in To" in one for one in told)
    assert any("row 5: there is no objective" in one for one in told)


def test_what_only_the_loader_sees_is_named_at_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, (*HEADER, "Effects"), (*ROW, "{effect: index, index: no-such-index, by: 1}"))
    world = whole_deck(TEMPLATE)

    with pytest.raises(SheetError) as error:
        new_deck(path, TEMPLATE, tmp_path / "fresh", "Fresh", world, read(path), write=True)

    assert f"{path}: sheet Injects, row 2, column H: " in error.value.problems[0]
    assert "no-such-index" in error.value.problems[0]
    assert [one.name for one in tmp_path.iterdir()] == ["msel.xlsx"]


@pytest.mark.parametrize(
    ("written", "week", "options"),
    [
        ("Week 5", 5, {}),
        ("wk 5", 5, {}),
        ("Day 12", 2, {}),
        ("D+4", 1, {}),
        ("D-7", 13, {"d_day": "Week 14"}),
        ("D+1", 14, {"d_day": "Week 14"}),
        ("2026-03-25", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("25 Mar 2026", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("Wed, March 25, 2026", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("25.03.2026 14:00", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("46106", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        (datetime.fromisoformat("2026-03-25"), 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("04/03/2026", 1, {"startex": datetime.fromisoformat("2026-03-04"), "dates": "dmy"}),
        ("04/03/2026", 5, {"startex": datetime.fromisoformat("2026-03-04"), "dates": "mdy"}),
        ("251400Z MAR 26", 4, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("2026-03-11 03:00 JST", 1, {"startex": datetime.fromisoformat("2026-03-04")}),
        ("2026-03-11 03:00", 2, {"startex": datetime.fromisoformat("2026-03-04")}),
    ],
)
def test_times_are_read_in_the_usual_forms(written: Any, week: int, options: dict[str, Any], tmp_path: Path) -> None:
    (made,) = plains(workbook(tmp_path, HEADER, ("1", written, *ROW[2:])), **options)

    assert made["release"] == {"by": "brief", "week": week}


def test_absolute_times_ask_for_startex_and_ambiguous_dates_for_their_order(tmp_path: Path) -> None:
    with pytest.raises(AskedError) as startex:
        read(workbook(tmp_path, HEADER, ("1", "2026-03-04", *ROW[2:])))
    with pytest.raises(AskedError) as dates:
        read(workbook(tmp_path, HEADER, ("1", "03/04/2026", *ROW[2:])), startex=datetime.fromisoformat("2026-03-04"))

    assert (startex.value.what, dates.value.what) == ("startex", "dates")
    assert "row 2, column B" in str(startex.value)
    assert "--dates" in str(dates.value)


def test_clock_times_of_the_room_become_turns(tmp_path: Path) -> None:
    header = ("No.", "Date", "Time (EST)", *HEADER[2:])
    rows = [(str(at), "4 Mar 2026", clock, f"Title {at}", *ROW[3:]) for at, clock in enumerate(("09:00", "1015", "1015Z"), 1)]
    options = {"startex": datetime.fromisoformat("2026-03-04T09:00-05:00"), "pace": "half-day"}

    told = problems(workbook(tmp_path, header, *rows), **options)
    made = plains(workbook(tmp_path, header, *rows[:2]), **options)

    assert told == ["sheet Injects, row 4, column C: that is before StartEx: look at --startex, or choose a later time"]
    assert [one["release"]["week"] for one in made] == [1, 9]


def test_headings_name_the_turn_of_the_rows_below(tmp_path: Path) -> None:
    header = ("Number", "Title", "Text", "To", "Objective")
    path = workbook(
        tmp_path,
        header,
        ("1", "A", "x", "Japan", "O1"),
        ("MOVE 2",),
        ("2", "B", "x", "Japan", "O1"),
        header,
        ("End of day one",),
    )
    pace = whole_deck(TEMPLATE).deck.pace(whole_deck(TEMPLATE).deck.default_pace)

    one, two = plains(path)

    assert one["release"] == {"by": "control"}
    assert two["release"] == {"by": "brief", "week": pace.turns[0] + 1}


@pytest.mark.parametrize(
    ("written", "of"),
    [
        ("Inject 1: Pay", {"condition": "inject-answered", "inject": "port-closes", "choice": "pay"}),
        ("If Port closes is answered", {"condition": "inject-answered", "inject": "port-closes"}),
        ("1, if players choose to pay", {"condition": "inject-answered", "inject": "port-closes", "choice": "pay"}),
        (
            "#1 - no response",
            {
                "condition": "all",
                "of": [
                    {"condition": "week", "at_least": 3},
                    {"condition": "not", "of": {"condition": "inject-answered", "inject": "port-closes"}},
                ],
            },
        ),
        ("1 if the mood is bad", None),
        ("Inject 77: Pay", None),
    ],
)
def test_a_contingency_becomes_a_condition_where_it_can_be_read(written: str, of: Any, tmp_path: Path) -> None:
    header = (*HEADER, "Options", "Contingent on")
    path = workbook(tmp_path, header, (*ROW, "Pay; Wait"), ("2", None, "Later", "x", "y", "Japan", "O1", None, written))

    told = read(path)

    later = told.drafts[1].plain
    if of is None:
        assert later["release"] == {"by": "control"}
        assert f"Contingency: {written}" in later["guidance"]
        assert any("waits for control" in one for one in told.report)
    else:
        assert later["release"] == {"by": "condition", "when": of}


def own(folder: DeckFolder) -> Loaded:
    return read_deck(folder.deck, None, folder.baseline)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeckFolder:
    """The tests' own deck, on its own baseline wherever a deck is read."""
    monkeypatch.setattr("injects.load.BASELINE", OPENING / "baseline")
    return DeckFolder(tmp_path)


def exported(folder: DeckFolder, path: Path) -> None:
    world = own(folder).world
    path.write_bytes(xlsx_bytes(sheet_of(world, world.deck.injects)))


def edited(path: Path, *cells: tuple[str, str, Any]) -> None:
    """Change cells by the number of their row and the name of their column, as a planner does."""
    book = load_workbook(path)
    page = book["MSEL"]
    columns = {cell.value: cell.column for cell in page[1]}
    for number, column, value in cells:
        row = next(row for row in page.iter_rows(min_row=2) if row[0].value == number)
        page.cell(row=row[0].row, column=columns[column]).value = value
    book.save(path)


def taken_in(folder: DeckFolder, path: Path, *, remove: bool = False) -> Change:
    told = read_msel(path, own(folder).world, Options(), new=False)
    change = changed_deck(path, folder.deck, told, remove=remove)
    write_changes(change)
    return change


def by_number(folder: DeckFolder) -> dict[str, Inject]:
    return {one.reference: one for one in own(folder).world.deck.injects}


def test_an_unchanged_workbook_changes_nothing(small: DeckFolder, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    exported(small, path)

    change = taken_in(small, path)

    assert (change.differences, change.files) == ([], {})


def test_an_edit_in_excel_changes_that_line_and_no_other(small: DeckFolder, tmp_path: Path) -> None:
    path, file = tmp_path / "msel.xlsx", small.file("deck/injects.yaml")
    small.change(
        "deck/injects.yaml", "    title: Quarantine drills\n", "    # Why: BK-02 opens the day.\n    title: Quarantine drills\n"
    )
    before = file.read_text(encoding="utf-8").splitlines()
    exported(small, path)
    edited(path, ("BK-02", "Title", "Drills: a quarantine #2"), ("BK-01", "Scenario day and time", "Week 6"))

    change = taken_in(small, path)

    after = file.read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before)
    assert sum(one != two for one, two in zip(before, after, strict=True)) == 2
    assert by_number(small)["BK-02"].title == "Drills: a quarantine #2"
    assert by_number(small)["BK-01"].release == ReleaseInBrief(by="brief", week=6)
    assert change.differences == [
        "~ BK-01 Release: in the brief of week 5 → in the brief of week 6",
        "~ BK-02 Title: Quarantine drills → Drills: a quarantine #2",
    ]
    assert (small.deck / ".injects.yaml.before-import").read_text(encoding="utf-8").splitlines() == before


def test_a_file_with_the_line_ends_of_windows_keeps_them(small: DeckFolder, tmp_path: Path) -> None:
    path, file = tmp_path / "msel.xlsx", small.file("deck/injects.yaml")
    small.write("deck/injects.yaml", file.read_bytes().replace(b"\n", b"\r\n"))
    exported(small, path)
    edited(path, ("BK-02", "Title", "Drills"))

    taken_in(small, path)

    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    assert by_number(small)["BK-02"].title == "Drills"


def test_turns_of_another_pace_are_no_change(small: DeckFolder, tmp_path: Path) -> None:
    path, world = tmp_path / "msel.xlsx", own(small).world
    path.write_bytes(xlsx_bytes(sheet_of(world, world.deck.injects, pace="two-days")))

    assert taken_in(small, path).differences == []


def test_a_comment_that_goes_is_named(small: DeckFolder, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    small.change("deck/injects.yaml", "    expects:\n", "    expects: # in this order\n")
    exported(small, path)
    edited(path, ("BK-01", "Expected player action", "One thing\nAnother thing"))

    change = taken_in(small, path)

    assert by_number(small)["BK-01"].expects == ("One thing", "Another thing")
    assert [one.rpartition(": ")[2] for one in change.said] == ["# in this order"]


def test_an_entry_on_one_line_is_written_anew_and_the_others_stay() -> None:
    others = "  # Why: it is second.\n  - id: two\n    title: Two # of three\n"
    file = open_file(Path("injects.yaml"), f"injects:\n  - {{id: one, title: One}}\n{others}")

    change(file, "one", {"id": "one", "title": "One"}, {"id": "one", "title": "Other"})

    assert file.text == f"injects:\n  - id: one\n    title: Other\n{others}"
    assert file.said == ["injects.yaml:2: this entry is written anew, in several lines"]


def test_a_turn_that_was_changed_beside_an_old_week_counts(small: DeckFolder, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    exported(small, path)
    edited(path, ("BK-01", "Turn", "2"))

    taken_in(small, path)

    assert by_number(small)["BK-01"].release == ReleaseInBrief(by="brief", week=14)


def test_new_rows_come_in_where_they_stand_and_rows_taken_out_stay_unless_told(small: DeckFolder, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    exported(small, path)
    book = load_workbook(path)
    page = book["MSEL"]
    columns = {cell.value: cell.column for cell in page[1]}
    page.insert_rows(3)
    new = {"Number": "X-1", "Scenario day and time": "Week 8", "Title": "A new one", "Full text": "Line one\nline two",
           "To": "Japan", "Objective": "O1"}  # fmt: skip
    for name, value in new.items():
        page.cell(row=3, column=columns[name]).value = value
    last = page.cell(row=page.max_row, column=1).value
    page.delete_rows(page.max_row)
    book.save(path)

    taken_in(small, path)
    kept = list(by_number(small))
    change = taken_in(small, path, remove=True)

    assert kept[:2] == ["BK-01", "X-1"]
    assert last in kept
    assert last not in by_number(small)
    assert by_number(small)["X-1"].text == "Line one\nline two"
    assert [one for one in change.differences if one.startswith("- ")] == [change.differences[-1]]


def test_a_condition_can_be_edited_in_its_cell(small: DeckFolder, tmp_path: Path) -> None:
    path = tmp_path / "msel.xlsx"
    exported(small, path)
    edited(path, ("BK-02", "Release", "condition"), ("BK-02", "Condition", "{condition: week, at_least: 9}"),
           ("BK-02", "At the latest", "Week 12"))  # fmt: skip

    taken_in(small, path)

    release = by_number(small)["BK-02"].release
    assert isinstance(release, ReleaseOnCondition)
    assert (release.when.condition, release.at_the_latest) == ("week", 12)
