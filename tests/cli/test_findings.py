"""`surgex findings`: the split at once, alone or before the rest."""

from pathlib import Path

import pytest

from aar.models_of_plain import PlainFindings
from tests.support.commands import surgex, watched
from tests.support.reports import lines_of, small_entries

SPLIT = "WHAT WAS SHORT, AND WHY?"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The beginning of a small game."""
    path = tmp_path / "exercise.jsonl"
    path.write_bytes(b"".join(lines_of(small_entries()[:150])))
    return path


def test_quickly_the_split_is_told_with_what_is_left_out(log: Path) -> None:
    page = surgex("findings", log.name, "--quick", folder=log.parent)
    printed = surgex("findings", log.name, "--quick", "--json", folder=log.parent)

    assert page.returncode == 0, page.stderr
    assert "THE PLAIN ANSWER" in page.stdout
    assert SPLIT in page.stdout
    assert "LEFT OUT:" in page.stdout
    document = PlainFindings.model_validate_json(printed.stdout)
    for one in document.systems.values():
        assert sum(one.split.model_dump().values()) == one.short


@pytest.mark.parametrize("more", [("--full",), ("--thorough",), ("--redraws", "2"), ("--annotations", "notes.jsonl")])
def test_what_the_quick_answer_leaves_out_cannot_be_asked_of_it(more: tuple[str, ...], log: Path) -> None:
    shown = surgex("findings", log.name, "--quick", *more, folder=log.parent)

    assert shown.returncode == 2
    assert "--quick leaves out" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_on_a_terminal_the_split_stands_before_the_rest_and_elsewhere_nothing_is_added(log: Path) -> None:
    at_a_terminal = watched("findings", log.name, folder=log.parent)
    piped = surgex("findings", log.name, folder=log.parent, XDG_CACHE_HOME=str(log.parent / "cache"))

    assert at_a_terminal.stdout == piped.stdout
    assert piped.stderr == ""
    before, split, after = at_a_terminal.stderr.partition(SPLIT)
    assert "playing the world `concurring`" in before
    assert "planning what else could have been tried" not in before
    assert split
    assert "planning what else could have been tried: turn 1 of" in after
    assert "playing the world `attempted`" in after


def test_asked_again_it_comes_from_what_was_kept_and_a_report_of_the_same_log_too(log: Path) -> None:
    first = surgex("findings", log.name, "--json", folder=log.parent)
    again = surgex("findings", log.name, "--json", folder=log.parent)
    report = surgex("report", log.name, "--out", "report", "--format", "md", folder=log.parent)

    assert again.stdout == first.stdout
    assert first.stderr == ""
    assert again.stderr.startswith("worked out before and kept in ")
    assert report.stderr.startswith("worked out before and kept in ")
    assert Path(again.stderr.split()[-1]).is_file()
