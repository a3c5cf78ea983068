"""`surgex report` as a user types it."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from aar.annotations import beside
from cli.main import app
from engine.annotations.records import line_of
from engine.stored import commitment
from tests.support.reports import annotated, everything_said, lines_of, report_of_small, small_entries

RUN = CliRunner()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "exercise.jsonl"
    path.write_bytes(b"".join(lines_of(small_entries())))
    return path


def run(*given: str | Path) -> tuple[int, str]:
    result = RUN.invoke(app, ["report", *map(str, given)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_every_format_is_written_for_its_owner_alone_with_the_annotations_beside_the_log(log: Path, tmp_path: Path) -> None:
    finding = report_of_small().findings.findings[0].ids[0]
    beside(log).write_bytes(b"".join(map(line_of, annotated(everything_said(finding, "O1")))))

    code, said = run(log, "--out", tmp_path / "out")

    assert code == 0
    written = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert written == [f"report.{one}" for one in ("docx", "html", "json", "md", "pdf", "xlsx")]
    assert "6 files" in said
    assert all(one.stat().st_mode & 0o077 == 0 for one in (tmp_path / "out").iterdir())
    book = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    assert book.sheetnames[:5] == ["findings", "boundaries", "systems", "objectives", "improvement plan"]
    assert "zzactionzz" in (tmp_path / "out" / "report.md").read_text()
    assert json.loads((tmp_path / "out" / "report.json").read_text())["findings"]["annotations"] == 10
    assert book.sheetnames[5:8] == ["MSEL", "initiatives", "estimates"]
    assert {"requests", "actions", "participants", "figures"} <= set(book.sheetnames[8:])


def test_a_cut_log_and_a_broken_chain_are_reported_as_far_as_they_are_sound(log: Path, tmp_path: Path) -> None:
    lines = lines_of(small_entries())
    for name, broken in {"cut": [*lines[:150], lines[150][:200]], "moved": [*lines[:150], *lines[151:]]}.items():
        log.write_bytes(b"".join(broken))

        code, said = run(log, "--out", tmp_path / name, "--format", "md,json")

        page = (tmp_path / name / "report.md").read_text()
        assert code == 0
        assert "150" in said or "151" in said
        assert "**The log is not whole**" in page
        assert json.loads((tmp_path / name / "report.json").read_text())["findings"]["entries"] == 150


def test_a_later_format_is_refused_with_a_sentence(log: Path, tmp_path: Path) -> None:
    first = small_entries()[0]
    parts = {
        audience: replace(one, content=re.sub(rb'"format":\d+', b'"format":99', one.content))
        for audience, one in first.parts.items()
    }
    commitments = tuple(sorted(commitment(one.salt, one.content) for one in parts.values()))
    log.write_bytes(b"".join(lines_of([replace(first, parts=parts, commitments=commitments)])))

    result = RUN.invoke(app, ["report", str(log), "--out", str(tmp_path / "out")])

    assert result.exception is not None
    assert "99" in str(result.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--format", "pfd"), "there is no format `pfd` (did you mean `pdf`?); there are: html, docx, pdf, md, xlsx, json"),
        (("--for", "allies/japn"), "did you mean `allies/japan`?"),
        (("--paper", "a5"), "there is no paper `a5`"),
    ],
)
def test_a_mistake_is_told_in_one_line(log: Path, tmp_path: Path, given: tuple[str, ...], said: str) -> None:
    code, told = run(log, "--out", tmp_path / "out", *given)

    assert code == 2
    assert said in told


def test_nothing_that_is_there_is_written_over_unless_that_is_asked_for(log: Path, tmp_path: Path) -> None:
    first = run(log, "--out", tmp_path / "out", "--format", "md")
    again = run(log, "--out", tmp_path / "out", "--format", "md")
    over = run(log, "--out", tmp_path / "out", "--format", "md", "--replace", "--marking", "MARKED ANEW")

    assert (first[0], again[0], over[0]) == (0, 2, 0)
    assert "--replace" in again[1]
    assert (tmp_path / "out" / "report.md").read_text().startswith("**MARKED ANEW**")


def test_until_endex_nobody_but_control_has_a_report(log: Path, tmp_path: Path) -> None:
    log.write_bytes(b"".join(lines_of(small_entries())[:200]))

    code, said = run(log, "--out", tmp_path / "out", "--for", "public")

    assert code == 2
    assert "the exercise has not ended" in said


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    from aar.report.workbook import workbook
    from engine.annotations.bodies import PlanAction
    from tests.support.annotating import CONTROLLER
    from tests.support.reports import JAPAN

    hostile = '=HYPERLINK("http://x","y")'
    finding = report_of_small().findings.findings[0].ids[0]
    action = PlanAction(finding=finding, action=hostile, capability="planning", owner=JAPAN)
    book = openpyxl.load_workbook(io.BytesIO(workbook(report_of_small([(CONTROLLER, action)]))))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith(hostile) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
