"""A planner's own workbook comes in as it stands: headers in two rows, times by the turn, words of outlines."""

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from injects.making import TEMPLATE
from injects.msel.importing import AskedError, ReadMsel, read_msel
from injects.msel.scheduling import Options
from injects.msel.times import zone_in
from injects.sheet_file import SheetError
from tests.support.decks import whole_deck

WORLD = whole_deck(TEMPLATE)
STARTEX = datetime.fromisoformat("2027-01-04T08:00")
EVENTS = (
    ("1", "4 January 2027", "White cell", "All", "Fire at the plant. Two halls are out.", "Ask for the date", "1", None, "TV"),
    (
        "2",
        "18.01.2027 0900",
        "Plant manager",
        "primes",
        "It takes forty weeks, not twenty.",
        "Say so",
        2,
        "only they know",
        "phone",
    ),
    (None,) * 9,
    ("3", "T1 wk 4", "House staff", "the Hill; Appropriations", "A request arrives.", "Approve, or hold", "Obj. 3", None, None),
    ("4", "if 2 is not answered in 2 weeks", "Army", "OSD", "Army gives notice.", None, "2", None, None),
    ("5", "start of turn 2", "Embassy", "Tokyo", "Washington asks for a quarter.", "Offer", "3", None, None),
    ("6", "T2 + 3 weeks", "Reporter", "all players", "A newspaper writes.", None, "2", "see 7", "press"),
    ("7", "TBD", "White cell", "NSC", "A service reports.", "Tell the others", "1", "control decides", None),
    ("8", "T3, day 9", "OSD", "State", "Set the order.", "Set it", "2", None, None),
    ("9", "end of T1", "White cell", "Japan", "A last question.", "Estimate", "3", None, None),
    ("10", "end of the last turn", "White cell", "Japan", "One more.", "Estimate", "3", None, None),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sheet to be read first, one with a title and a header of merged cells in two rows, and an old one."""
    made = Workbook()
    first = made.active
    first.title = "READ ME"
    first.append(["Draft 3, please do not forward"])
    first.append(["Times are local (Eastern). StartEx is 4 Jan 2027 0800."])
    page = made.create_sheet("Event list")
    page.append(["MASTER SCENARIO EVENTS (UNCLASSIFIED//NOTIONAL)"])
    page.merge_cells("A1:H1")
    page.append(["Ser.", "When", "Who", None, "What happens", "Expected action", "Obj", "Weather", "Means"])
    page.append([None, None, "From", "To"])
    page.merge_cells("C2:D2")
    for row in EVENTS:
        page.append(["Appropriations" if one == "the Hill; Appropriations" else one for one in row])
    made.create_sheet("Old").append(["superseded"])
    made.save(tmp_path / "events.xlsx")
    return tmp_path / "events.xlsx"


def taken(path: Path, **more: Any) -> ReadMsel:
    options = {"startex": STARTEX, "zone": zone_in("Eastern"), "pace": "half-day", **more}
    return read_msel(path, WORLD, Options(**options), new=True)


def by_number(told: ReadMsel) -> dict[str, dict[str, Any]]:
    return {draft.plain["reference"]: draft.plain for draft in told.drafts}


def test_a_workbook_with_a_header_in_two_rows_comes_in_as_it_stands(book: Path) -> None:
    told = taken(book)

    made = by_number(told)
    assert [one["release"].get("week") for one in made.values()] == [1, 3, 4, None, 9, 12, None, 22, 8, 52]
    assert made["1"]["title"] == "Fire at the plant"
    assert made["1"]["source"] == "White cell"
    assert len(made["1"]["to"]) == len(WORLD.deck.briefs)
    assert made["6"]["seen_by"] == ["public"]
    assert [made[one]["objective"] for one in ("1", "2", "3")] == ["O1", "O2", "O3"]
    assert "Objective" not in made["2"]["guidance"]
    assert "Weather: only they know" in made["2"]["guidance"]


def test_words_of_outlines_mean_organisations_of_the_deck(book: Path) -> None:
    made = by_number(taken(book))

    assert made["3"]["to"] == ["congress/appropriators"]
    assert made["4"]["to"] == ["dod/as"]
    assert made["5"]["to"] == ["allies/japan"]
    assert made["7"]["to"] == ["nsc/staff", "nsc/state"]  # those of the cell who have a seat
    assert made["8"]["to"] == ["nsc/state"]


def test_what_an_inject_waits_for_may_stand_in_the_place_of_its_time(book: Path) -> None:
    made = by_number(taken(book))

    unanswered = {"condition": "not", "of": {"condition": "inject-answered", "inject": made["2"]["id"]}}
    of = [{"condition": "week", "at_least": 5}, unanswered]
    assert made["4"]["release"] == {"by": "condition", "when": {"condition": "all", "of": of}}
    assert made["7"]["release"] == {"by": "control"}


def test_the_end_of_a_turn_is_behind_its_orders_but_for_the_last(book: Path) -> None:
    told = taken(book)

    made = by_number(told)
    assert made["9"]["release"] == {"by": "week", "week": 8}
    assert made["10"]["release"] == {"by": "brief", "week": 52}
    assert any("nobody answers behind its orders (row 14)" in one for one in told.report)


def test_asked_for_startex_one_hears_what_the_workbook_says_of_it(book: Path) -> None:
    with pytest.raises(AskedError) as asked:
        taken(book, startex=None)

    assert "sheet Event list, row 4, column B" in str(asked.value)
    assert asked.value.told.endswith("has: Times are local (Eastern). StartEx is 4 Jan 2027 0800.")


def sheet(folder: Path, *rows: tuple[Any, ...], title: str = "Events") -> Path:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    made.save(folder / "events.xlsx")
    return folder / "events.xlsx"


@pytest.mark.parametrize(
    ("written", "week"),
    [
        ("T2", 9),
        ("Turn 2", 9),
        ("beginning of move 2", 9),
        ("second turn", 9),
        ("T2 wk 3", 11),
        ("turn 2, week 3", 11),
        ("week 3 of turn 2", 11),
        ("Turn 2 (week 10)", 18),
        ("T3, week 25", 45),
        ("T2, week 20", 20),
        ("T2 + 3 weeks", 12),
        ("T2 + 10 days", 10),
        ("T2, day 8", 10),
        ("mid turn 2", 15),
        ("last turn", 21),
        ("second week", 2),
        ("on day D+8", 2),
        ("StartEx + 3 weeks", 4),
        ("D+2 weeks", 3),
        ("T+1h30", 9),
    ],
)
def test_times_by_the_turn_are_weeks_of_the_pace(written: str, week: int, tmp_path: Path) -> None:
    row = ("1", written, "Port closes", "It closes.", "Master", "Japan", "O1")
    path = sheet(tmp_path, ("Number", "When", "Title", "Full text", "From", "To", "Objective"), row)

    (draft,) = taken(path).drafts

    assert draft.plain["release"]["week"] == week


def test_a_week_that_a_turn_has_not_is_named_with_those_that_it_has(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("When", "Title", "To", "Objective"), ("T2 wk 44", "One", "Japan", "O1"))

    with pytest.raises(SheetError, match="row 2, column A: turn 2 of pace half-day has weeks 9 to 20: choose one of them"):
        taken(path)


def test_effects_in_words_stand_in_the_notes(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("When", "Title", "To", "Objective", "Effect"), ("T2", "One", "Japan", "O1", "trust falls"))

    told = taken(path)

    assert "Effects: trust falls" in told.drafts[0].plain["guidance"]
    assert any("effects in words change nothing" in one for one in told.report)


def test_rows_without_an_objective_and_names_of_nobody_are_told_in_short(tmp_path: Path) -> None:
    rows = [(f"T{at}", f"Title {at}", "Zork", None) for at in (1, 2, 3)]
    path = sheet(tmp_path, ("When", "Title", "To", "Objective"), *rows)

    with pytest.raises(SheetError) as error:
        taken(path)

    assert sum("there is no objective" in one for one in error.value.problems) == 1
    assert any("rows 2, 3, 4: there is no objective: name one of O1, O2, O3" in one for one in error.value.problems)
    assert any(
        "no organisation `Zork`: name one of allies/japan, congress/appropriators" in one for one in error.value.problems
    )


def test_a_sheet_whose_columns_nobody_knows_is_named_with_what_was_understood(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("Lfd.", "Wann", "Recipient", "Was geschieht", "Bemerkung"), (1, "T1", "Japan", "Feuer", ""))

    with pytest.raises(SheetError) as error:
        taken(path)

    said = str(error.value)
    assert "(sheet Events has `Lfd.`, `Wann`, `Recipient`" in said
    assert "only `Recipient` is known there; name the columns in one row" in said


HEADER = ("Number", "When", "Title", "Full text", "From", "To", "Objective")


def test_cells_merged_downwards_say_the_same_in_every_row(tmp_path: Path) -> None:
    made = Workbook()
    page = made.active
    page.append(("Move", "Ser", "Ref", "Subject", "Message", "To", "Objective"))
    for row in (("Move 1", "1.1"), (None, "1.2"), ("Move 2", "2.1"), (None, "2.2")):
        page.append((*row, None, f"Subject {row[1]}", "Text.", "Japan", "O1"))
    page.merge_cells("A2:A3")
    page.merge_cells("A4:A5")
    made.save(tmp_path / "events.xlsx")

    assert {one: its["release"]["week"] for one, its in by_number(taken(tmp_path / "events.xlsx")).items()} == {
        "1.1": 1,
        "1.2": 1,
        "2.1": 9,
        "2.2": 9,
    }


def test_a_header_may_name_a_column_twice_and_be_broken_over_lines(tmp_path: Path) -> None:
    header = ("Inject\nNumber *", "Date/Time (Local)", "Event:", "Recipient/\nAudience", "Objective(s)")
    path = sheet(tmp_path, header, (1, "10 MAR 2027 (T)", "Port shut", "DoD A&S / primes", "O1"))

    (draft,) = taken(path).drafts

    assert draft.plain["to"] == ["dod/as", "industry/primes"]
    assert draft.plain["release"] == {"by": "brief", "week": 10}


@pytest.mark.parametrize(
    "written", ["A) Pay B) Wait", "Pay / Wait", "1. Pay 2. Wait", "Pay; Wait", "Pay\nWait", "(a) Pay (b) Wait"]
)
def test_choices_are_told_apart_however_they_are_written(written: str, tmp_path: Path) -> None:
    path = sheet(tmp_path, (*HEADER, "COA"), ("1", "T1", "One", "Text", "x", "Japan", "O1", written))

    (draft,) = taken(path).drafts

    assert [one["title"] for one in draft.plain["choices"]] == ["Pay", "Wait"]


def test_control_among_the_recipients_is_left_out_and_alone_it_gets_nothing(tmp_path: Path) -> None:
    beside = sheet(tmp_path, HEADER, ("1", "T1", "One", "Text", "x", "White cell, Tokyo", "O1"))

    (draft,) = taken(beside).drafts

    assert draft.plain["to"] == ["allies/japan"]
    alone = sheet(tmp_path, HEADER, ("1", "T1", "One", "Text", "x", "EXCON", "O1"))
    with pytest.raises(SheetError, match="row 2, column F: control gets no injects: take the row out"):
        taken(alone)


def test_formulas_of_a_column_and_a_column_that_is_missing_are_told_once(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [(f"=A{at}+1", "T1", f"Title {at}", "Text", "x", "O1") for at in (1, 2, 3)]
    path = sheet(tmp_path, ("Number", "When", "Title", "Full text", "Verteiler", "Objective"), *rows)

    with pytest.raises(SheetError) as error:
        taken(path)

    missing, formulas = (one.removeprefix(f"{path}: ") for one in error.value.problems)
    assert missing == "sheet Events, row 1: no column says who gets it: rename one of `Verteiler` to `To`"
    assert formulas.startswith("sheet Events, rows 2, 3, 4, column A: these are formulas, which are not worked out here")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_csv_file_in_utf_16_without_its_mark_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes("\r\n".join((";".join(HEADER), "1;T1;Häfen zu;Text;x;Japan;O1")).encode(encoding))

    assert by_number(taken(path))["1"]["title"] == "Häfen zu"


def partly_hidden(folder: Path) -> Path:
    """A sheet with hidden rows (one of them empty), hidden columns and a note on a cell; a hidden older one beside it."""
    made = Workbook()
    page = made.active
    page.title = "Events"
    page.append(["Number", "Turn", "Title", "Full text", "From", "To", "Objective"])
    for number in range(1, 5):
        page.append([number, "T2", f"Title {number}", "It closes.", "Master", "Japan", "O1"])
    for row in (3, 5, 40):
        page.row_dimensions[row].hidden = True
    page.column_dimensions.group("E", "E", hidden=True)
    page["C2"].comment = Comment("out, says the director", "a planner")
    older = made.create_sheet("Draft 1")
    older.append(["Number", "Turn", "Title", "Full text", "From", "To", "Objective", "Marking"])
    older.append([1, "T1", "Older", "It closes.", "Master", "Japan", "O1", ""])
    older.sheet_state = "hidden"
    made.save(folder / "events.xlsx")
    return folder / "events.xlsx"


def test_whoever_imports_hears_what_the_workbook_hides_and_what_was_done_with_it(tmp_path: Path) -> None:
    told = taken(partly_hidden(tmp_path))

    assert [draft.plain["title"] for draft in told.drafts] == ["Title 1", "Title 2", "Title 3", "Title 4"]
    said = [one for one in told.report if "hidden" in one or "pinned" in one]
    assert [one.partition(" in the workbook")[0] for one in said] == [
        "sheet Draft 1 (hidden): not read; it looks like an MSEL too: --sheet 'Draft 1' takes it",
        "sheet Events: column E is hidden",
        "sheet Events: rows 3, 5 are hidden",
        "sheet Events: notes pinned to cells are not read (C2): write what counts into a cell",
    ]


def test_a_hidden_sheet_is_read_where_it_is_asked_for(tmp_path: Path) -> None:
    told = taken(partly_hidden(tmp_path), sheet="draft 1")

    assert [draft.plain["title"] for draft in told.drafts] == ["Older"]
    assert "sheet Draft 1: the sheet is hidden in the workbook, and is read" in told.report


def test_nothing_hidden_is_told_of_a_workbook_that_hides_nothing(book: Path) -> None:
    assert not [one for one in taken(book).report if "hidden" in one]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("content.xml", "an OpenDocument file (.ods)"),
        ("word/document.xml", "a text document (.docx)"),
        ("ppt/presentation.xml", "slides (.pptx)"),
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(inside: str, said: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "events.xlsx", "w") as package:
        package.writestr(inside, "<a/>")

    with pytest.raises(SheetError, match=re.escape(f"this is {said}: save the MSEL as .xlsx or .csv")):
        taken(tmp_path / "events.xlsx")


def test_a_web_page_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("<!DOCTYPE html>\n<table><tr><td>Title</td></tr></table>", encoding="utf-8")

    with pytest.raises(SheetError, match="this is a web page"):
        taken(tmp_path / "events.csv")


def test_with_what_could_not_be_read_stands_which_columns_nobody_knows(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("When", "Title", "To", "Our aim in life"), ("T2", "One", "SecDef; UK MOD", "1"))

    with pytest.raises(SheetError) as error:
        taken(path)

    assert any("column D `Our aim in life` is unknown" in one for one in error.value.problems)
    assert any("there is no objective" in one for one in error.value.problems)
    assert not any("no organisation `SecDef`" in one for one in error.value.problems)


def test_the_objective_may_stand_as_that_of_an_evaluation_guide(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("When", "Title", "To", "EEG obj"), ("T2", "One", "Japan", "2"))

    assert taken(path).drafts[0].plain["objective"] == "O2"
