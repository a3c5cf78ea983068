"""A SQLite file as the database: what cannot be used is said with file and mend, and no secret lies about in it."""

import sqlite3
from pathlib import Path

import pytest

from engine.ids import CONTROL, PUBLIC
from engine.orders import StartExercise
from server.admission import create_exercise
from server.store import Store, StoreError, StoreTrouble, exercises, read_entries
from tests.support.decks import opening_world
from tests.support.ledgers import ledger_of, ordered
from tests.support.server import new_exercise


def test_reading_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        exercises(tmp_path / "a.db")

    assert not (tmp_path / "a.db").exists()


def test_a_database_that_another_program_holds_is_named_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = new_exercise(tmp_path / "a.db")
    monkeypatch.setattr("server.database.BUSY_TIMEOUT", 10)
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    beside = sqlite3.connect(tmp_path / "a.db")
    beside.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="another program holds it") as caught:
        ledger.take(ordered(StartExercise()))

    assert caught.value.code is StoreTrouble.LOCKED
    beside.close()
    store.close()


def test_each_file_that_cannot_be_used_is_named_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database, but long enough to be taken for one" * 20)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    new_exercise(tmp_path / "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE surgex_schema SET version = 99")
    (tmp_path / "folder").mkdir()
    wrong = {
        "text.db": StoreTrouble.NOT_SURGEX,
        "other.db": StoreTrouble.NOT_SURGEX,
        "newer.db": StoreTrouble.NEWER_SCHEMA,
        "folder": StoreTrouble.NOT_SURGEX,
        "nowhere/a.db": StoreTrouble.NO_DATABASE,
    }

    for name, trouble in wrong.items():
        with pytest.raises(StoreError) as caught:
            Store(tmp_path / name)
        assert caught.value.code is trouble, name
        assert name in caught.value.sentence

    with sqlite3.connect(tmp_path / "other.db") as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_every_part_is_stored_with_its_salt_and_no_token_is_stored_at_all(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")

    (first,) = read_entries(tmp_path / "a.db", made.id)

    assert set(first.parts) == {CONTROL, PUBLIC}
    assert all(len(part.salt) == 32 for part in first.parts.values())
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(seat.token.encode() in stored for seat in made.seats)


def test_no_token_looks_like_an_option_of_a_command_line(tmp_path: Path) -> None:
    store = Store(tmp_path / "x.db")
    tokens = [seat.token for _ in range(20) for seat in create_exercise(store, opening_world()).seats]
    store.close()

    assert all(token[0].isalnum() for token in tokens)
    assert len(set(tokens)) == len(tokens)
