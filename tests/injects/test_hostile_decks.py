"""Decks that were made to do harm are refused with a reason, in bounded time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from injects.check import check
from injects.files import MOST_FILES
from injects.load import deck_folder
from injects.making import copy_deck
from injects.problems import DeckError, Problem
from server.packing import PackingError, packed
from tests.support.decks import OPENING, DeckFolder

MEMORY = 500 * 1024 * 1024
SECONDS = 60
HUGE = {
    "a hundred megabytes": ("deck/red.yaml", "larger than"),
    "anchors that double": ("deck/red.yaml", "is an anchor"),
    "lists in lists": ("deck/red.yaml", "levels stand inside one another"),
    "entries without end": ("deck/injects.yaml", "more than 1000 entries"),
    "keys without end": ("deck/injects.yaml", "things do not fit"),
}
"""What stands in which file, and how it is refused."""


def fill(file: Path, what: str) -> None:
    match what:
        case "a hundred megabytes":
            with file.open("wb") as opened:
                opened.truncate(100 * 1024 * 1024)
        case "anchors that double":
            file.write_text("a: &a [x, x]\n" + "".join(f"b{one}: &b{one} [*a, *a]\n" for one in range(2_000)))
        case "lists in lists":
            file.write_text("[" * 100_000)
        case "entries without end":
            file.write_text("injects:\n" + "- {a: 1}\n" * 90_000)
        case _:
            file.write_text("injects:\n- " + "".join(f"k{one}: 1\n  " for one in range(20_000)))


def tell_of_all(folder: Path) -> None:
    """Called in a process of its own, whose memory and time are limited: what is said of each, one after the other."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    told = {}
    for what, (name, _) in HUGE.items():
        rmtree(folder / "deck", ignore_errors=True)
        copytree(OPENING / "deck", folder / "deck")
        fill(folder / name, what)
        told[what] = [one.message for one in check(folder / "deck", baseline=OPENING / "baseline").errors]
    print(json.dumps(told))


def test_what_is_too_much_is_refused_within_memory_and_time(tmp_path: Path) -> None:
    here = "tests.injects.test_hostile_decks"
    code = f"from pathlib import Path; from {here} import tell_of_all; tell_of_all(Path({str(tmp_path)!r}))"
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=False)

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    for what, (_, said) in HUGE.items():
        assert any(said in one for one in told[what]), what
        assert len(told[what]) < 400


def a_link_out(folder: DeckFolder) -> None:
    folder.file("deck/red.yaml").symlink_to("/etc/passwd")


def a_folder_link_out(folder: DeckFolder) -> None:
    elsewhere = folder.deck.parent / "elsewhere"
    folder.file("deck/injects.yaml").unlink()
    elsewhere.mkdir()
    (elsewhere / "1.yaml").write_text("injects: []\n")
    folder.file("deck/injects").symlink_to(elsewhere)


def a_link_to_itself(folder: DeckFolder) -> None:
    folder.file("deck/red.yaml").symlink_to("red.yaml")


def a_pipe(folder: DeckFolder) -> None:
    os.mkfifo(folder.file("deck/red.yaml"))


def too_many_files(folder: DeckFolder) -> None:
    folder.in_parts("deck/injects")
    for number in range(MOST_FILES):
        (folder.deck / "injects" / f"x{number}.yaml").write_text("injects: []\n")


def a_path_as_a_variant(folder: DeckFolder) -> None:
    folder.change("deck/deck.yaml", "baseline: start-2026", "baseline: ../../../etc/passwd")


def a_path_as_an_override(folder: DeckFolder) -> None:
    folder.write("deck/overlays.yaml", "overrides:\n  - {path: ../../etc/passwd, set: 1}\n")


@pytest.mark.parametrize(
    ("trick", "said"),
    [
        (a_link_out, "leads out of the deck's folder"),
        (a_folder_link_out, "leads out of the deck's folder"),
        (a_link_to_itself, "cannot be read"),
        (a_pipe, "no plain file"),
        (too_many_files, f"more than {MOST_FILES} files"),
        (a_path_as_a_variant, "no variant"),
        (a_path_as_an_override, "the baseline has no"),
    ],
)
def test_a_trick_with_a_path_is_refused(tmp_path: Path, trick: Callable[[DeckFolder], None], said: str) -> None:
    folder = DeckFolder(tmp_path)
    trick(folder)

    problems: tuple[Problem, ...] = folder.problems()
    assert any(said in one.message for one in problems)
    assert not any("root:" in str(one) for one in problems)


def test_a_link_out_of_a_deck_is_not_sent_to_a_server(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    a_link_out(folder)

    with pytest.raises(PackingError, match="leads out"):
        packed(folder.deck)


def test_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "deck.zip"
    archive.write_bytes(b"PK\x05\x06" + bytes(18))

    with pytest.raises(DeckError, match="a deck is a folder"):
        deck_folder(str(archive))


def test_a_link_out_of_a_deck_is_not_copied_into_a_new_one(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    a_link_out(folder)

    with pytest.raises(DeckError, match="leads out"):
        copy_deck(folder.deck, tmp_path / "copy", "Copy", folder.world())
    assert not (tmp_path / "copy").exists()


def test_what_an_editor_keeps_beside_a_deck_is_not_sent(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    before = packed(folder.deck)
    (folder.deck / ".backup").mkdir()
    (folder.deck / ".backup" / "red.yaml").write_text("x: 1\n")

    assert packed(folder.deck) == before


@pytest.mark.parametrize("written", ["../../tmp/evil", "/tmp/evil", ".hidden", "a b", "C:evil"])
def test_an_id_of_a_deck_that_leads_to_another_folder_is_refused(written: str, tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    folder.change("deck/deck.yaml", "id: taiwan-blockade", f'id: "{written}"')

    (problem,) = [one for one in folder.problems() if one.severity == "error"]

    assert f"`{written}` is no id of a deck: files are named by it" in problem.message
    assert problem.file.endswith("deck.yaml")
