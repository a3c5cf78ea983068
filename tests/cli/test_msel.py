"""`surgex msel` at a terminal and without one: one line for each mistake, and as played what the log tells control."""

import csv
import gzip
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from aar.log_file import read_log
from aar.msel import played_msel
from aar.releasing import Withheld, released
from aar.replaying import UnreadableLogError
from cli.main import app, main
from engine.ids import PUBLIC

ROOT = Path(__file__).parents[2]
DATED = "Number,Date,Title,Text,To,Objective\n1,2027-03-04,Port closes,It closes.,Japan,O1\n"


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, list[str]]:
    monkeypatch.setattr("sys.argv", ["surgex", "msel", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code, capsys.readouterr().err.splitlines()


@pytest.fixture
def walkthrough(tmp_path: Path) -> Path:
    path = tmp_path / "walkthrough.jsonl"
    path.write_bytes(gzip.decompress((ROOT / "tests/golden/format-2-walkthrough.log.gz").read_bytes()))
    return path


def test_as_played_it_tells_status_time_and_answers(walkthrough: Path, tmp_path: Path) -> None:
    out = tmp_path / "played.csv"

    shown = CliRunner().invoke(app, ["msel", "export", str(walkthrough), "--out", str(out)])

    rows = {row["Number"]: row for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(keepends=True))}
    assert shown.stdout == f"{len(rows)} injects written to {out}\n"
    assert rows["BK-06"]["Actual time"] == "turn 2, week 18"
    assert rows["BK-06"]["Released by"].startswith("condition\n")
    assert "turn 3, nsc/staff: " in rows["BK-06"]["Answers"]
    assert {row["Status"] for row in rows.values()} <= {"approved", "released", "complete", "deferred", "obsolete"}


def test_a_copy_of_the_log_without_controls_parts_tells_no_msel(walkthrough: Path) -> None:
    with pytest.raises(UnreadableLogError):
        played_msel(released(read_log(walkthrough), PUBLIC, Withheld()))


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("import", "m.csv", "--new", "blue-harbour"), "say when StartEx is with --startex"),
        (("import", "m.csv"), "--into FOLDER of a deck, or --new NAME"),
        (("import", "m.csv", "--into", "taiwan-blockade"), "begin your own with --new NAME --like taiwan-blockade"),
        (("import", "m.csv", "--new", "blue-harbour", "--startex", "soon"), "write --startex 2026-03-04"),
        (("import", "m.csv", "--new", "blue-harbour", "--dates", "ymd"), "--dates is mdy or dmy"),
        (("import", "gone.csv", "--new", "blue-harbour"), "it cannot be read"),
        (("export", "taiwan-blockade", "--out", "m.doc"), "name a file that ends in .xlsx or .csv"),
        (("export", "taiwan-blokade", "--out", "m.csv"), "did you mean `taiwan-blockade`?"),
    ],
)
def test_every_mistake_is_one_line_with_its_mend(
    words: tuple[str, ...], mend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(DATED, encoding="utf-8")

    code, lines = said(monkeypatch, capsys, *words)

    assert code == 2
    assert len(lines) == 1
    assert mend in lines[0]
    assert [one.name for one in tmp_path.iterdir()] == ["m.csv"]


def test_at_a_terminal_startex_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(DATED, encoding="utf-8")
    monkeypatch.setattr("cli.msel.at_a_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda question: "2027-03-01")

    shown = CliRunner().invoke(app, ["msel", "import", "m.csv", "--new", "blue-harbour", "--dry-run"])

    assert shown.exit_code == 0
    assert "+ 1 Port closes (in the brief of week 1)" in shown.stdout
    assert not (tmp_path / "blue-harbour").exists()
