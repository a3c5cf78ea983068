"""What docs/msel.md shows is what a planner sees who does what it says."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from injects.load import load_world

TEXT = (Path(__file__).parents[2] / "docs" / "msel.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- file: (\S+) -->\n)?```(console|csv)\n(.*?)```", re.DOTALL)


def test_whoever_does_what_the_page_says_sees_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed, ran = "", 0
    for file, kind, body in BLOCK.findall(TEXT):
        if kind == "csv":
            Path(file).write_text(body, encoding="utf-8")
            continue
        for line in body.splitlines():
            if line.startswith("$ surgex "):
                result = CliRunner().invoke(app, shlex.split(line)[2:])
                assert result.exit_code == 0, result.output
                printed, ran = result.stdout, ran + 1
            else:
                assert line in printed.splitlines(), line

    assert ran == 4
    assert len(load_world(tmp_path / "blue-harbour").deck.injects) == 3
