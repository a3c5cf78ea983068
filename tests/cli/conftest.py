"""A command as a user types it, run in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from cli.main import main


@dataclass(frozen=True)
class Shown:
    """What a command left on the screen."""

    returncode: int
    stdout: str
    stderr: str


Here = Callable[..., Shown]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """A command run in this process: the same `main`, without a second and a half to load everything once more."""

    def run(*arguments: str, folder: Path, database: str = "") -> Shown:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_DATA_HOME", str(folder))
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.delenv("SURGEX_DATABASE", raising=False)
        if database:
            monkeypatch.setenv("SURGEX_DATABASE", str(folder / database))
        monkeypatch.delenv("SURGEX_TOKEN", raising=False)
        monkeypatch.setattr(sys, "argv", ["surgex", *arguments])
        monkeypatch.setattr(sys, "stdin", StringIO())
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return Shown(int(left.value.code or 0), told.out, told.err)

    return run
