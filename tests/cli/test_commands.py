"""Every command as a new user meets it: its help, what it prints, and how it says that something is wrong."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "demo",
    "play",
    "host",
    "new",
    "join",
    "bots",
    "verify",
    "replay",
    "findings",
    "export",
    "decks list",
    "decks check",
)


def surgex(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    environment.pop("SURGEX_DATABASE", None)
    environment.pop("SURGEX_TOKEN", None)
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=folder, stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    shown = surgex(*command.split(), "--help", folder=tmp_path)

    assert shown.returncode == 0
    assert f"Example: surgex {command}" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["play", "taiwan-blokade"], "did you mean"),
        (["play", "--pace", "half-dya"], "did you mean `half-day`?"),
        (["play", "--policy", "prommpt"], "did you mean `prompt`?"),
        (["play", "--for", "nsc/staf=prompt"], "did you mean `nsc/staff`?"),
        (["play", "--for", "nsc/staff"], "should be written ORGANISATION=POLICY"),
        (["play", "--out", "no/such/folder/x.log"], "cannot be written"),
        (["verify", "absent.log"], "cannot be read"),
        (["verify", "garbage.log"], "garbage.log:1:"),
        (["findings", "garbage.log"], "garbage.log:1:"),
        (["replay", "empty.log"], "empty"),
        (["findings", "empty.log"], "empty"),
        (["export", "garbage.log", "--out", "x.log"], "garbage.log:1:"),
        (["join", "http://127.0.0.1:1"], "should begin with ws://"),
        (["join", "ws://127.0.0.1:1"], "needs a terminal"),
        (["bots", "absent.json"], "cannot be read"),
        (["bots", "garbage.log"], "is no seats file"),
        (["new", "taiwan-blockade", "--database", "garbage.log"], "garbage.log"),
        (["host", "--database", "garbage.log"], "garbage.log"),
        (["host", "--port", "99999"], "--port"),
        (["decks", "check", "nowhere"], "there is no deck"),
    ],
)
def test_wrong_use_ends_with_one_line_that_names_the_mend(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "garbage.log").write_text("this is no log\n")
    (tmp_path / "empty.log").write_text("")

    shown = surgex(*arguments, folder=tmp_path)

    assert shown.returncode == 2, shown.stderr
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1


def test_play_writes_a_log_that_verifies_replays_and_gives_the_same_answer(tmp_path: Path) -> None:
    played = surgex("play", "--seed", "2", "--out", "exercise.log", folder=tmp_path)
    verified = surgex("verify", "exercise.log", folder=tmp_path)
    replayed = surgex("replay", "exercise.log", folder=tmp_path)
    found = surgex("findings", "exercise.log", folder=tmp_path)

    assert verified.stdout.startswith("intact: ")
    assert found.stdout == played.stdout
    states = [re.search(r"^state (\w{64})$", one.stdout, re.MULTILINE) for one in (verified, replayed)]
    assert states[0]
    assert states[1]
    assert states[0][1] == states[1][1]


def test_verify_says_no_with_exit_code_1_where_a_line_is_missing(tmp_path: Path) -> None:
    surgex("play", "--seed", "2", "--policy", "idle", "--out", "exercise.log", folder=tmp_path)
    log = tmp_path / "exercise.log"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:50] + lines[51:]))

    shown = surgex("verify", "exercise.log", folder=tmp_path)

    assert shown.returncode == 1
    assert "entry 51 stands where entry 50 belongs" in shown.stdout


def test_demo_without_a_terminal_plays_to_the_end_and_another_seed_gives_another_answer(tmp_path: Path) -> None:
    pages = [surgex("demo", "--seed", seed, folder=tmp_path).stdout for seed in ("2", "3", "2")]

    assert all("Did the surge assumption hold?" in page for page in pages)
    assert pages[0] == pages[2]
    assert pages[0].split("What was short")[1] != pages[1].split("What was short")[1]


def test_findings_as_json_splits_the_shortage_exactly(tmp_path: Path) -> None:
    shown = surgex("play", "--seed", "2", "--json", folder=tmp_path)

    answer = json.loads(shown.stdout)
    for system in answer["systems"]:
        assert sum(system["split_thousandths"].values()) == system["short_thousandths"]


def console_blocks(document: str) -> list[tuple[str, list[str]]]:
    """The `surgex` commands of a document that can run by themselves, with the lines that are shown beneath them."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() and found:
                found[-1][1].append(line)
    return [(command, shown) for command, shown in found if shown and command.startswith("surgex ")]


@pytest.mark.parametrize("document", ["README.md", "docs/walkthrough.md"])
def test_the_commands_of_a_document_print_what_it_shows(document: str, tmp_path: Path) -> None:
    blocks = console_blocks(document)

    assert blocks
    for command, shown in blocks:
        printed = surgex(*command.removeprefix("surgex ").split(), folder=tmp_path).stdout
        for line in shown:
            assert line in printed, f"{document}: `{command}` does not print: {line}"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_what_holds_secrets_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    surgex("new", "taiwan-blockade", "--database", "x.db", "--out", "seats.json", folder=tmp_path)
    surgex("play", "--policy", "idle", "--out", "exercise.log", folder=tmp_path)

    modes = {one.name: oct(one.stat().st_mode & 0o777) for one in tmp_path.iterdir() if one.is_file()}
    assert modes
    assert set(modes.values()) == {"0o600"}


def test_a_seats_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "seats.json").write_text("{}")

    shown = surgex("new", "taiwan-blockade", "--database", "x.db", "--out", "seats.json", folder=tmp_path)

    assert shown.returncode == 2
    assert "name another file" in shown.stderr
    assert not (tmp_path / "x.db").exists()
