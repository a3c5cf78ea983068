"""A log of an older format goes through every command that reads a log as it would have in the present format."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aar.log_file import read_log, write_log
from aar.recording import recorded
from aar.replaying import UnreadableLogError
from engine import formats
from engine.entries import NO_PREVIOUS, Entry, sealed
from engine.ids import CONTROL
from engine.stored import FORMAT, Plain
from tests.support.commands import SMALL, Shown
from tests.support.reports import small_entries

Here = Callable[..., Shown]
OLDER = FORMAT - 1
HASH = re.compile(r"\b[0-9a-f]{16,64}\b")


def as_it_was(part: Plain) -> Plain:
    """A made-up older format: other words for verdict, facts and pace."""
    was = {{"verdict": "outcome", "facts": "told"}.get(key, key): value for key, value in part.items() if key != "audience"}
    if "header" in was:
        header: dict[str, Any] = {("cut" if key == "pace" else key): value for key, value in part["header"].items()}
        was["header"] = {**header, "format": OLDER}
    return was


def as_it_is(part: Plain) -> Plain:
    """What makes a part of it one of the present format."""
    now = {{"outcome": "verdict", "told": "facts"}.get(key, key): value for key, value in part.items()}
    if "header" in now:
        header = {("pace" if key == "cut" else key): value for key, value in part["header"].items()}
        now["header"] = {**header, "format": FORMAT}
    return now


def older() -> list[Entry]:
    made: list[Entry] = []
    for entry in small_entries():
        parts = {audience: as_it_was(part.plain) for audience, part in entry.parts.items()}
        made.append(sealed(entry.number, made[-1].hash if made else NO_PREVIOUS, parts, b"a key"))
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With the same game in both formats: `old.jsonl` and `new.jsonl`."""
    monkeypatch.setitem(formats.UPGRADES, OLDER, as_it_is)
    write_log(tmp_path / "old.jsonl", older())
    write_log(tmp_path / "new.jsonl", small_entries())
    return tmp_path


def but_for_names(text: str) -> str:
    return HASH.sub("#", text).replace("old.jsonl", "LOG").replace("new.jsonl", "LOG")


@pytest.mark.parametrize(
    "command",
    [
        ("replay",),
        ("replay", "--to", "40", "--json"),
        ("replay", "--view", "allies/japan", "--json"),
        ("findings", "--json"),
        ("verify",),
    ],
    ids=" ".join,
)
def test_it_says_of_an_older_log_what_it_says_of_the_present_one(command: tuple[str, ...], folder: Path, here: Here) -> None:
    name, *options = command
    old = here(name, "old.jsonl", *options, folder=folder)
    new = here(name, "new.jsonl", *options, folder=folder)

    assert (old.returncode, old.stderr) == (new.returncode, new.stderr.replace("new.jsonl", "old.jsonl"))
    assert but_for_names(old.stdout) == but_for_names(new.stdout)
    assert old.stdout


def test_compare_finds_nothing_between_the_two(folder: Path, here: Here) -> None:
    shown = here("compare", "old.jsonl", "new.jsonl", folder=folder)

    assert shown.returncode == 0, shown.stdout + shown.stderr


@pytest.mark.parametrize("what", [("--at", "40"), ("--at", "40", "--policy", "allies/japan=prompt")], ids=" ".join)
def test_a_branch_of_it_is_a_log_of_the_present_format(what: tuple[str, ...], folder: Path, here: Here) -> None:
    made = here("branch", "old.jsonl", *what, "--out", "fork.jsonl", folder=folder)
    assert made.returncode == 0, made.stderr

    fork = list(read_log(folder / "fork.jsonl"))
    assert fork[0].parts[CONTROL].plain["header"]["format"] == FORMAT
    assert all("verdict" in entry.parts[CONTROL].plain for entry in fork[1:])
    assert here("verify", "fork.jsonl", folder=folder).returncode == 0


def test_its_report_and_its_released_copy_are_those_of_the_present_one(folder: Path, here: Here) -> None:
    for name in ("old", "new"):
        assert here("report", f"{name}.jsonl", "--out", name, "--format", "md", folder=folder).returncode == 0
        done = here("release", f"{name}.jsonl", "--for", "allies/japan", "--out", f"{name}-japan.jsonl", folder=folder)
        assert done.returncode == 0, done.stderr
        assert here("verify", f"{name}-japan.jsonl", folder=folder).returncode == 0

    reports = [but_for_names((folder / name / "report.md").read_text(encoding="utf-8")) for name in ("old", "new")]
    assert reports[0] == reports[1]
    views = [here("replay", f"{one}-japan.jsonl", "--view", "allies/japan", "--json", folder=folder) for one in ("old", "new")]
    assert but_for_names(views[0].stdout) == but_for_names(views[1].stdout)


def test_the_review_takes_it_in_whole(folder: Path) -> None:
    *_, old = recorded(read_log(folder / "old.jsonl"))
    *_, new = recorded(read_log(folder / "new.jsonl"))

    assert (old.fault, old.written, old.heads, old.exercise_id) == ("", OLDER, new.heads, new.exercise_id)
    assert [old.part(number) for number in range(1, old.last)] == [new.part(number) for number in range(1, new.last)]
    assert old.moment(40).exercise == new.moment(40).exercise


def test_its_orders_can_be_played_anew(folder: Path, here: Here) -> None:
    shown = here("play", *SMALL, "--orders", "old.jsonl", "--out", "again", folder=folder)

    assert shown.returncode == 0, shown.stderr


def test_without_an_upgrade_every_command_refuses_it_in_a_sentence(tmp_path: Path, here: Here) -> None:
    write_log(tmp_path / "old.jsonl", older())

    for command in (
        ("replay", "old.jsonl"),
        ("replay", "old.jsonl", "--view", "allies/japan"),
        ("findings", "old.jsonl"),
        ("verify", "old.jsonl"),
        ("lessons", "old.jsonl", "old.jsonl"),  # before their findings are worked out
        ("compare", "old.jsonl", "old.jsonl"),
        ("branch", "old.jsonl", "--at", "4", "--out", "fork.jsonl"),
        ("report", "old.jsonl", "--out", "report"),
        ("release", "old.jsonl", "--for", "public", "--out", "public.jsonl"),
        ("play", *SMALL, "--orders", "old.jsonl"),
    ):
        shown = here(*command, folder=tmp_path)
        assert (shown.returncode, shown.stdout) == (2, ""), command
        assert f"of format {OLDER}, which this version of surgex (format {FORMAT}) reads no more" in shown.stderr
        assert [line for line in shown.stderr.splitlines() if not line.startswith("reading ")] == [
            shown.stderr.splitlines()[-1]
        ], "one sentence"
    with pytest.raises(UnreadableLogError, match="reads no more"):  # as the review reads it
        list(recorded(read_log(tmp_path / "old.jsonl")))
