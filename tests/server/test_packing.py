"""A deck that came over the wire: the files that were sent, and nothing that reaches beyond its folder or has no bounds."""

import base64
import json
import zlib
from pathlib import Path
from random import Random

import pytest

from server.packing import LARGEST_UNPACKED, PackingError, packed, unpack
from tests.support.decks import OPENING


def sent(files: object) -> str:
    return base64.b64encode(zlib.compress(json.dumps(files).encode())).decode()


def contents(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*.yaml")}


def test_what_is_unpacked_is_what_was_packed(tmp_path: Path) -> None:
    folders = unpack(packed(OPENING / "deck", OPENING / "baseline"), tmp_path)

    assert contents(folders["deck"]) == contents(OPENING / "deck")
    assert contents(folders["baseline"]) == contents(OPENING / "baseline")


def test_additions_are_packed_in_their_order(tmp_path: Path) -> None:
    added = [tmp_path / name for name in ("storm", "audit")]
    for folder in added:
        folder.mkdir()
        (folder / "addition.yaml").write_text(f"id: {folder.name}\n")
    (tmp_path / "in").mkdir()

    folders = unpack(packed(OPENING / "deck", additions=added), tmp_path / "in")

    assert sorted(folders) == ["deck", "with-1", "with-2"]
    assert contents(folders["with-1"]) == {"addition.yaml": "id: storm\n"}


@pytest.mark.parametrize(
    "name",
    [
        "deck/../../etc/cron.yaml",
        "/etc/cron.yaml",
        "deck//x.yaml",
        "deck/.hidden.yaml",
        "deck/run.sh",
        "elsewhere/x.yaml",
        "deck/a/b/c/d/e/f.yaml",
        "deck/x\n.yaml",
        "deck/" + "x" * 200 + ".yaml",
    ],
)
def test_no_file_is_written_that_is_none_of_a_deck(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    with pytest.raises(PackingError, match="is no file of a deck"):
        unpack(sent({name: "id: x"}), tmp_path / "in")

    assert [one.name for one in tmp_path.rglob("*")] == ["in"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not base64 at all", "no packed deck"),
        (base64.b64encode(b"not zlib").decode(), "no packed deck"),
        (base64.b64encode(zlib.compress(b"[" * 100_000)).decode(), "no packed deck"),
        (sent([1, 2]), "files by their names"),
        (sent({f"deck/{number}.yaml": "" for number in range(501)}), "files by their names"),
        (sent({"deck/deck.yaml": 1}), "is no file of a deck"),
        (sent({"baseline/systems.yaml": "x"}), "there is no deck"),
        (sent({"deck/a.yaml": "x", "deck/a.yaml/b.yaml": "x"}), "cannot be written"),
        (sent({"deck/deck.yaml": "\ud800"}), "cannot be written"),
        (base64.b64encode(zlib.compress(b" " * (LARGEST_UNPACKED + 1))).decode(), "at most 8 MB"),
        ("é", "no packed deck"),
    ],
)
def test_what_is_no_packed_deck_is_said_to_be_none(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PackingError, match=said):
        unpack(text, tmp_path)


def test_a_deck_that_is_too_large_says_where_to_make_the_exercise_instead(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(Random(1).randbytes(200_000).hex())

    with pytest.raises(PackingError, match="too large to be sent"):
        packed(tmp_path)
