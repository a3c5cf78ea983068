"""`surgex print` and `--print`: what is put on paper, and where tokens are not."""

import asyncio
import csv
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from server.admission import admit
from server.store import Store
from tests.support.commands import SMALL, done, surgex
from tests.support.server import hosting


def sheets(path: Path) -> list[str]:
    """The text of each page, without its white space: a code may be broken over lines."""
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def code_on(sheet: str) -> str:
    return sheet.partition("Joincode")[2].partition("Tositdown")[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which an exercise was made with its seat sheets, and what was shown then."""
    folder = tmp_path_factory.mktemp("printed")
    return folder, done("new", *SMALL, "--database", "x.db", "--print", "paper", folder=folder)


def test_a_seat_sheet_opens_its_seat_and_the_token_is_nowhere_else(made: tuple[Path, str]) -> None:
    folder, said = made
    pages = sheets(folder / "paper" / "seats.pdf")
    codes = [code_on(page) for page in pages]
    store = Store(str(folder / "x.db"), create=False)
    roles = [admit(store, code, "test").role for code in codes]
    store.close()

    assert len(pages) == 7
    assert sorted(roles) == ["control", *["participant"] * 6]
    assert all(page.count("UNCLASSIFIED//EXERCISEMATERIAL") == 2 for page in pages)
    assert f"SURGEX_TOKEN={codes[0]}surgexjoin" in pages[0]
    for code in codes:
        assert code not in said
        assert all(code.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (folder / "paper" / "seats.pdf").stat().st_mode & 0o777 == 0o600


def test_a_seat_that_gets_a_new_token_gets_a_new_sheet(made: tuple[Path, str]) -> None:
    folder, _ = made

    said = done("seats", "reissue", "allies/japan", "--database", "x.db", "--print", "again", folder=folder)

    (page,) = sheets(folder / "again" / "seats.pdf")
    assert "allies/japan" in page
    assert page.count("UNCLASSIFIED//EXERCISEMATERIAL") == 2
    assert "SURGEX_TOKEN" not in said
    assert code_on(page) not in said


def test_sheets_that_are_there_already_are_kept(made: tuple[Path, str]) -> None:
    folder, _ = made

    shown = surgex("seats", "reissue", "nsc/state", "--database", "x.db", "--print", "paper", folder=folder)

    assert shown.returncode == 2
    assert "seats.pdf is there already" in shown.stderr


@pytest.mark.parametrize("name", ["seats.csv", "seats.json"])
def test_sheets_can_be_printed_from_the_lines_that_were_handed_out(tmp_path: Path, name: str) -> None:
    done("new", *SMALL, "--database", "x.db", "--out", name, folder=tmp_path)

    done("print", "seats", name, "--marking", "CUI // TEST", folder=tmp_path)

    pages = sheets(tmp_path / "seats.pdf")
    assert len(pages) == 7
    assert pages[0].count("CUI//TEST") == 2
    if name.endswith(".csv"):
        rows = list(csv.DictReader((tmp_path / name).open(newline="")))
        assert [code_on(page) for page in pages] == [row["token"] for row in rows]


def test_situation_pages_come_from_a_log_as_it_was_after_an_entry(tmp_path: Path) -> None:
    done("new", *SMALL, "--database", "x.db", "--print", "paper", folder=tmp_path)

    said = done("print", "situation", "x.db", "--entry", "0", "--for", "allies/japan", "--html", folder=tmp_path)

    page = (tmp_path / "situation-allies-japan.html").read_text(encoding="utf-8")
    assert said.split() == ["situation-allies-japan.html"]
    assert "Nothing waits for you." in page
    assert "setup: before StartEx" in page


async def test_situation_pages_come_from_a_running_server_with_controls_token(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, exercise):
        printed = partial(done, folder=tmp_path, SURGEX_TOKEN=exercise.control.token)
        said = await asyncio.to_thread(printed, "print", "situation", host.url, "--for", "nsc/state")

    assert said.strip() == "situation-nsc-state.pdf"
    assert "Caseofficers" in sheets(tmp_path / "situation-nsc-state.pdf")[0]


def test_injects_and_slips_are_printed_for_all_or_for_one(tmp_path: Path) -> None:
    done("print", "injects", *SMALL, "--out", "all", folder=tmp_path)
    done("print", "injects", *SMALL, "--for", "allies/japan", "--html", "--out", "all", folder=tmp_path)
    done("print", "slips", *SMALL, "--from", "41", "--for", "allies/japan", "--out", "all", folder=tmp_path)

    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        "injects-allies-japan.html",
        "injects.pdf",
        "order-slips-allies-japan.pdf",
    ]
    assert "No.0041" in sheets(tmp_path / "all" / "order-slips-allies-japan.pdf")[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("seats", "nothing.json"), "nothing.json cannot be read: No such file or directory. Name the file that"),
        (("slips", *SMALL, "--from", "9999"), "slips have numbers from 1 to 9999: begin lower, or print fewer rounds"),
        (("situation", "nothing.jsonl"), "nothing.jsonl cannot be read"),
        (("injects", *SMALL, "--for", "allies/jpan"), "did you mean `allies/japan`?"),
    ],
)
def test_a_mistake_is_one_line_with_its_mend(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    shown = surgex("print", *arguments, folder=tmp_path)

    assert shown.returncode == 2
    assert said in shown.stderr
    assert shown.stderr.count("\n") == 1
