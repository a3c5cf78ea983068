"""A log as a file, packed or not."""

from pathlib import Path

import pytest

from aar.annotations import beside
from aar.log_file import LogError, read_log, write_log
from aar.recording import recorded
from tests.support.reports import small_entries


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "exercise.jsonl.gz"
    write_log(path, small_entries())
    return path


def test_a_packed_log_holds_the_same_entries_is_smaller_and_has_the_same_bytes_each_time(packed: Path, tmp_path: Path) -> None:
    again, plain = tmp_path / "again.jsonl.gz", tmp_path / "exercise.jsonl"
    write_log(again, small_entries())
    write_log(plain, small_entries())

    assert tuple(read_log(packed)) == tuple(read_log(plain)) == small_entries()
    assert again.read_bytes() == packed.read_bytes()
    assert packed.stat().st_size * 4 < plain.stat().st_size


def test_how_a_file_begins_says_that_it_is_packed_and_not_its_name(packed: Path, tmp_path: Path) -> None:
    renamed = packed.rename(tmp_path / "renamed.jsonl")

    assert len(list(read_log(renamed))) == len(small_entries())


def test_what_stands_beside_a_packed_log_is_named_as_beside_the_other(packed: Path) -> None:
    assert beside(packed).name == "exercise.annotations.jsonl"


def test_a_last_line_without_its_newline_is_whole_and_a_torn_one_is_torn(tmp_path: Path) -> None:
    path = tmp_path / "exercise.jsonl"
    write_log(path, small_entries())
    whole = path.read_bytes()

    path.write_bytes(whole[:-1])
    assert tuple(read_log(path)) == small_entries()

    path.write_bytes(whole[:-2])
    with pytest.raises(LogError, match=rf"exercise\.jsonl:{len(small_entries())}: this line breaks off"):
        list(read_log(path))


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_packed_log_that_breaks_is_read_to_where_it_breaks_and_says_so(damage: str, packed: Path) -> None:
    whole = packed.read_bytes()
    half = len(whole) // 2
    packed.write_bytes(whole[:half] if damage == "cut" else whole[:half] + b"broken" + whole[half + 6 :])

    with pytest.raises(LogError, match=r"exercise\.jsonl\.gz"):
        list(read_log(packed))
    *_, found = recorded(read_log(packed))
    assert 1 < len(found.entries) < len(small_entries())
    assert "exercise.jsonl.gz" in found.fault
