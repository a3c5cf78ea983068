"""Backup, restore, export and import as whoever runs the server types them."""

from pathlib import Path

from server.store import exercises
from tests.cli.conftest import Here
from tests.support import commands
from tests.support.commands import SMALL, Shown


def surgex(*arguments: str, folder: Path) -> Shown:
    return commands.surgex(*arguments, folder=folder, SURGEX_DATABASE=str(folder / "a.db"))


def test_a_database_goes_through_every_copy_and_comes_back_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    empty = surgex("backup", "--to", "copy.db", folder=tmp_path)
    new = surgex("new", *SMALL, folder=tmp_path)
    (made,) = exercises(tmp_path / "a.db")

    saved = surgex("backup", "--to", "copy.db", folder=tmp_path)
    restored = surgex("restore", "copy.db", "--database", "b.db", folder=tmp_path)
    surgex("export", "b.db", "--out", "log.jsonl", folder=tmp_path)
    imported = surgex("import", "log.jsonl", "--database", "c.db", "--out", "seats.json", folder=tmp_path)

    assert "a.db: this file is empty" in empty.stderr
    assert "a.db is a new database" in new.stderr
    assert saved.stdout.startswith("wrote copy.db: 1 exercise.")
    assert "restored 1 exercise; serve it" in restored.stdout
    assert f"1 entry imported; head {made.head}" in imported.stdout
    assert [(one.id, one.head) for one in exercises(tmp_path / "c.db")] == [(made.id, made.head)]
    assert (tmp_path / "seats.json").exists()


def test_what_cannot_be_done_is_one_line_with_the_file_and_exit_code_2(tmp_path: Path, here: Here) -> None:
    surgex("new", *SMALL, folder=tmp_path)
    (tmp_path / "text.jsonl").write_text("no log\n")

    answers = [
        here("backup", "--to", "a.db", folder=tmp_path, database="a.db"),
        here("backup", "--database", "nowhere.db", "--to", "copy.db", folder=tmp_path, database="a.db"),
        here("restore", "nowhere.db", "--database", "b.db", folder=tmp_path, database="a.db"),
        here("import", "text.jsonl", folder=tmp_path, database="a.db"),
        here("import", "a.db", "--database", "b.db", folder=tmp_path, database="a.db"),
        here("host", "--database", "mysql://localhost/a", folder=tmp_path, database="a.db"),
        here("host", "--export-to", "text.jsonl/folder", folder=tmp_path, database="a.db"),
    ]

    assert [one.returncode for one in answers] == [2] * 7
    assert [len(one.stderr.splitlines()) for one in answers] == [1] * 7
    names = ["a.db", "nowhere.db", "nowhere.db", "text.jsonl:1", "surgex export a.db", "mysql", "text.jsonl/folder"]
    assert all(name in one.stderr for name, one in zip(names, answers, strict=True))
