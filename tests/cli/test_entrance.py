"""What `surgex join` loads: little before its first picture, and never what belongs to the server or to papers."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import COMMANDS, HIDDEN, Commands

ROOT = Path(__file__).parent.parent.parent
FIRST = "import cli.entrance, tui.app, tui.settings"
WHOLE = f"{FIRST}, tui.workspaces, server.client"


def _loaded(imports: str) -> set[str]:
    """Every module, by its full name and by its first part, that a fresh process has after these imports."""
    asked = f"{imports}\nimport sys\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = ran.stdout.split()
    return {*modules, *(one.partition(".")[0] for one in modules)}


def test_before_its_first_picture_the_client_loads_no_rules_no_wire_and_no_workspace() -> None:
    loaded = _loaded(FIRST)

    assert not loaded & {"pydantic", "typer", "websockets", "server", "engine.orders", "engine.views", "tui.desk"}


def test_the_whole_client_loads_no_database_no_workbook_no_review_and_no_decks() -> None:
    loaded = _loaded(WHOLE)

    assert not loaded & {"sqlmodel", "sqlalchemy", "alembic", "openpyxl", "aar", "bots", "injects"}
    assert "tui.workspaces" in loaded


def test_a_command_is_loaded_when_it_is_asked_for_and_no_other_with_it() -> None:
    loaded = _loaded("from cli.commands import Commands; Commands()['keys']")

    assert "cli.configuring" in loaded
    assert not loaded & {"cli.logs", "cli.decks", "cli.playing", "aar", "injects", "server"}


def test_the_first_screen_names_every_command_once_whole_and_loads_none_of_them() -> None:
    asked = "import sys, cli.main as main\nsys.argv = ['surgex', '--help']\ntry:\n    main.main()\nexcept SystemExit:\n    pass"
    ran = subprocess.run(
        [sys.executable, "-c", f"{asked}\nprint(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    *all_shown, loaded = ran.stdout.splitlines()
    shown = all_shown[all_shown.index("Play:") :]

    named = [line.split()[0] for line in shown if line.startswith("  ") and line[2:3].islower()]
    assert sorted(named) == sorted(one for one in COMMANDS if one not in HIDDEN)
    assert not [line for line in shown if line.endswith("...") or len(line) > 80]
    assert not {"cli.logs", "cli.playing", "aar", "injects"} & set(loaded.split())


def test_a_terminal_that_can_only_take_lines_is_sent_to_the_line_client() -> None:
    master, slave = pty.openpty()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "cli", "join", "ws://127.0.0.1:1"],
            cwd=ROOT,
            stdin=slave,
            stdout=slave,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "TERM": "dumb", "SURGEX_TOKEN": "x"},
        )
    finally:
        os.close(master)
        os.close(slave)

    assert ran.returncode == 2
    assert "play by lines with --plain" in ran.stderr


def test_every_command_of_the_table_is_there_under_its_name() -> None:
    commands = Commands()

    assert [commands[one].name for one in commands] == list(COMMANDS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_cannot_be_written_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        shown = subprocess.run(
            [sys.executable, "-m", "cli", "keys"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT
        )

    assert shown.returncode == 2
    assert shown.stderr == "surgex: what this prints cannot be written: No space left on device\n"


def test_a_reader_that_leaves_early_is_neither_a_yes_nor_a_no() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    shown = subprocess.run(
        [sys.executable, "-m", "cli", "keys"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT
    )

    os.close(writing)
    assert (shown.returncode, shown.stderr) == (141, "")
