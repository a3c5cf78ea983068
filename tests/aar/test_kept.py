"""What was worked out of a log is kept, taken again, gone on with after a kill, and believed only where it is sound."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aar import kept as house
from aar.answer import Answer
from aar.kept import Kept, each_kept, kept_of
from aar.kept_values import plain_of, value_of
from aar.redraws import Redraw, redrawn
from tests.support.reports import small_answer

HEAD, OTHER = "a" * 64, "b" * 64


def doubled(given: list[int], item: int) -> int:
    """Work that tells on what it was done."""
    given.append(item)
    return 2 * item


def worked(kept: Kept, items: range, *, until: int = 99) -> tuple[list[int], list[int]]:
    """What came of the items, and on which of them work was done; killed before the one it may not reach."""
    done: list[int] = []
    results = []
    for one in each_kept(kept, int, items, "item {}".format, doubled, lambda: done, 1):
        results.append(one)
        if len(results) == until:
            break
    return results, done


def test_a_whole_answer_comes_back_as_it_was() -> None:
    _, answer = small_answer()

    assert value_of(plain_of(answer), Answer) == answer


def test_redraws_come_back_as_they_were_and_are_the_same_as_without_what_was_kept(tmp_path: Path) -> None:
    played, answer = small_answer()
    file = tmp_path / "kept.jsonl"

    first = redrawn(played, answer.attempted, count=1, kept=Kept(file, HEAD))
    again = Kept(file, HEAD)

    assert again.get("redraw 1", Redraw) is not None
    assert redrawn(played, answer.attempted, count=2, kept=again) == redrawn(played, answer.attempted, count=2)
    assert first == redrawn(played, answer.attempted, count=1)


def test_after_a_kill_only_what_was_not_done_is_worked_out(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"

    worked(Kept(file, HEAD), range(5), until=3)
    with file.open("ab") as opened:
        opened.write(b'{"row":["item 3",6')

    assert worked(Kept(file, HEAD), range(5)) == ([0, 2, 4, 6, 8], [3, 4])
    assert worked(Kept(file, HEAD), range(5)) == ([0, 2, 4, 6, 8], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("4", "5"),
        lambda text: text.replace('["item 1",2]', '["item 1",3]'),
        lambda text: text.replace("row", "now"),
        lambda text: text[:-9],
        lambda text: "",
        lambda text: "[]\n" * 4,
        lambda text: "\x00\x01\n" + text,
    ],
)
def test_what_was_changed_is_worked_out_again(tmp_path: Path, change: Callable[[str], str]) -> None:
    file = tmp_path / "kept.jsonl"
    worked(Kept(file, HEAD), range(3))

    file.write_text(change(file.read_text()))

    assert worked(Kept(file, HEAD), range(3))[0] == [0, 2, 4]
    assert worked(Kept(file, HEAD), range(3)) == ([0, 2, 4], [])


def test_an_answer_of_another_type_is_not_taken(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept.jsonl", HEAD)
    kept.put("the answer", ["nothing", 1])

    assert Kept(kept.file, HEAD).get("the answer", Answer) is None
    assert Kept(kept.file, HEAD).get("the answer", int) is None


def test_what_is_of_another_log_or_of_other_rules_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kept.jsonl"
    worked(Kept(file, HEAD), range(3))

    assert worked(Kept(file, OTHER), range(3)) == ([0, 2, 4], [0, 1, 2])
    monkeypatch.setattr(house, "code", lambda: "other rules")
    assert worked(Kept(file, OTHER), range(3)) == ([0, 2, 4], [0, 1, 2])


def test_two_at_work_on_one_log_leave_each_others_lines_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    one, two = Kept(file, HEAD), Kept(file, HEAD)

    one.put("item 0", 0)
    two.put("item 1", 2)
    one.put("item 2", 4)

    assert worked(Kept(file, HEAD), range(3)) == ([0, 2, 4], [])


def test_only_its_owner_reads_it_and_the_folder_holds_so_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(house, "MOST_LOGS", 2)

    for at, head in enumerate((HEAD, OTHER, "c" * 64)):
        kept = kept_of(head)
        kept.close()
        assert kept.file is not None
        os.utime(kept.file, (at, at))

    there = sorted(house.folder().iterdir())
    assert [one.name[0] for one in there] == ["b", "c"]
    assert {one.stat().st_mode & 0o777 for one in there} == {0o600}


def test_where_nothing_can_be_written_it_is_worked_out_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    kept = kept_of(HEAD)

    assert worked(kept, range(3)) == ([0, 2, 4], [0, 1, 2])
    assert "What is worked out is not kept" in kept.trouble


def test_without_a_file_nothing_is_kept() -> None:
    assert worked(Kept(), range(2)) == ([0, 2], [0, 1])
    assert worked(kept_of(""), range(2)) == ([0, 2], [0, 1])
