"""A command as a user types it, run in this process: starting a program for each takes longer than most of them."""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from cli.main import main
from tests.support.decks import OPENING

SMALL = (str(OPENING / "deck"), "--baseline", str(OPENING / "baseline"))
"""The tests' own deck, for commands that take one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def surgex(*arguments: str, folder: Path, **environment: str) -> Shown:
    """The command, in this folder, with nothing of this user's settings and nothing to read."""
    return _shown(arguments, folder, environment, io.StringIO())


def watched(*arguments: str, folder: Path) -> Shown:
    """The same, with a terminal for its standard error."""
    return _shown(arguments, folder, {}, Terminal())


def _shown(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], err: io.StringIO) -> Shown:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SURGEX_")}
    out = io.StringIO()
    with (
        patch.dict(os.environ, {**kept, "XDG_DATA_HOME": str(folder), "COLUMNS": "100", **environment}, clear=True),
        patch.object(sys, "argv", ["surgex", *arguments]),
        patch.object(sys, "stdin", io.StringIO()),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(folder),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return Shown(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def done(*arguments: str, folder: Path, **environment: str) -> str:
    """What a command prints that does what it should."""
    shown = surgex(*arguments, folder=folder, **environment)
    assert shown.returncode == 0, shown.stderr
    return shown.stdout
