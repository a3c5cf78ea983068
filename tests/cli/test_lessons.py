"""`surgex lessons` as a user types it: what it takes, and what it refuses before it works anything out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from aar.log_file import write_log
from bots.roster import policy
from bots.table import play
from engine.entries import Entry
from tests.support.commands import Shown
from tests.support.decks import opening_world
from tests.support.reports import lines_of, small_entries

Here = Callable[..., Shown]


def other_group() -> Sequence[Entry]:
    """A group that ended after one turn, in which nobody did anything."""
    world = opening_world()
    return play(
        world, pace="half-day", seed="9", policies={one: policy("idle", "9") for one in world.organisations}, until=1
    ).entries


def test_it_takes_folders_with_packed_logs_and_logs_beside_each_other(tmp_path: Path, here: Here) -> None:
    (tmp_path / "monday").mkdir()
    write_log(tmp_path / "monday" / "exercise.jsonl.gz", small_entries())
    write_log(tmp_path / "tuesday.jsonl", other_group())

    shown = here("lessons", "monday", "tuesday.jsonl", folder=tmp_path)

    assert shown.returncode == 0, shown.stderr
    assert "2 groups" in shown.stdout
    assert "of one group only" in shown.stdout


def test_of_a_log_that_breaks_what_stands_before_that_is_told_and_nothing_else(tmp_path: Path, here: Here) -> None:
    write_log(tmp_path / "whole.jsonl", other_group())
    lines = lines_of(small_entries()[:60])
    (tmp_path / "broken.jsonl").write_bytes(b"".join(lines[:40] + lines[41:]))

    shown = here("lessons", "whole.jsonl", "broken.jsonl", folder=tmp_path)

    assert shown.returncode == 0, shown.stderr
    assert "entry 41 stands where entry 40 belongs" in shown.stderr
    assert "broken.jsonl tells of what stands before that" in shown.stderr


def test_the_same_log_twice_is_refused_before_anything_is_worked_out(tmp_path: Path, here: Here) -> None:
    for name in ("a.jsonl", "b.jsonl.gz"):
        write_log(tmp_path / name, small_entries())

    shown = here("lessons", "a.jsonl", "b.jsonl.gz", folder=tmp_path)

    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr == "surgex: the same log is given twice: each group counts once\n"
