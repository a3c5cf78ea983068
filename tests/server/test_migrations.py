"""A database of an earlier version becomes one of this version at start, once, whole or not at all, and a copy is kept."""

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from engine.entries import Entry
from engine.recording import Opening, first_entry
from server import migrating
from server.migrating import MIGRATIONS, revision
from server.store import Store, StoreError, exercises, read_entries
from server.tables import REVISION_TABLE, SCHEMA_VERSION
from tests.support.decks import opening_world

OPENING = Opening(exercise_id="old", pace="half-day", seed="1", seed_salt="salt", log_key=b"key", created="2026-01-01")
NEXT = SCHEMA_VERSION + 1
STEP = f'''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{revision(NEXT)}", "{revision(SCHEMA_VERSION)}"


def upgrade() -> None:
    op.create_table("songs", sa.Column("title", sa.String(), primary_key=True))
    with op.batch_alter_table("exercise", recreate="always") as exercise:
        exercise.add_column(sa.Column("tune", sa.String(), nullable=False, server_default="none"))
'''


def first_version(path: Path) -> Entry:
    """A database as version 1 left it, with one exercise; its first entry."""
    entry = first_entry(opening_world(), OPENING).entry
    dump = (Path(__file__).parents[1] / "golden" / "database-1.sql").read_text()
    with closing(sqlite3.connect(path)) as made:
        made.executescript(dump)
        made.execute("INSERT INTO exercise VALUES ('old', 'taiwan-blockade', 'half-day', x'6b', '2026-01-01', 3)")
        made.execute("INSERT INTO entry VALUES ('old', 0, ?, ?, ?)", (entry.previous, entry.hash, "\n".join(entry.commitments)))
        for audience, part in entry.parts.items():
            made.execute("INSERT INTO part VALUES ('old', 0, ?, ?, ?)", (audience, part.salt, part.content))
        made.execute("INSERT INTO seat VALUES ('seat-1', 'old', 'hash', 'control', '', NULL, 0)")
        made.commit()
    return entry


def one_more(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str = STEP) -> None:
    """From here on there is a further version of the tables."""
    shutil.copytree(MIGRATIONS, folder / "migrations")
    (folder / "migrations" / "versions" / f"revision_{revision(NEXT)}.py").write_text(step)
    monkeypatch.setattr(migrating, "MIGRATIONS", folder / "migrations")
    monkeypatch.setattr(migrating, "SCHEMA_VERSION", NEXT)


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(query).fetchall()


def opened(path: Path) -> None:
    Store(path).close()


def test_the_migrations_lead_to_the_tables_that_are_declared(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    store = Store(tmp_path / "a.db")

    with store.engine.connect() as connection:
        options = {"version_table": REVISION_TABLE, "compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata)

    assert differences == []
    assert ScriptDirectory.from_config(config).get_heads() == [revision(SCHEMA_VERSION)]
    store.close()


def test_a_database_of_the_first_version_is_recognised_and_played_on(tmp_path: Path) -> None:
    entry = first_version(tmp_path / "a.db")

    opened(tmp_path / "a.db")

    assert list(read_entries(tmp_path / "a.db", "old")) == [entry]
    assert asked(tmp_path / "a.db", f"SELECT * FROM {REVISION_TABLE}") == [(revision(SCHEMA_VERSION),)]
    assert asked(tmp_path / "a.db", "SELECT version FROM surgex_schema") == [(SCHEMA_VERSION,)]
    assert asked(tmp_path / "a.db", "SELECT epoch FROM exercise") == [(3,)]


def test_an_older_database_can_be_read_without_a_byte_of_it_changing(tmp_path: Path) -> None:
    entry = first_version(tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()

    assert list(read_entries(tmp_path / "a.db", "old")) == [entry]
    assert [one.id for one in exercises(tmp_path / "a.db")] == ["old"]

    assert (tmp_path / "a.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_what_is_migrated_is_copied_first_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(tmp_path / "a.db")
    opened(tmp_path / "a.db")
    copies = set(tmp_path.glob("a.db.version-*"))
    one_more(tmp_path, monkeypatch)

    opened(tmp_path / "a.db")
    opened(tmp_path / "a.db")

    assert asked(tmp_path / "a.db", "SELECT id, tune FROM exercise") == [("old", "none")]
    assert asked(tmp_path / "a.db", "SELECT exercise FROM part") == [("old",), ("old",)]
    assert asked(tmp_path / "a.db", "SELECT exercise FROM seat") == [("old",)]
    assert asked(tmp_path / "a.db", "SELECT version FROM surgex_schema") == [(NEXT,)]
    (copy,) = set(tmp_path.glob("a.db.version-*")) - copies
    assert copy.name == f"a.db.version-{SCHEMA_VERSION}"
    assert asked(copy, "SELECT version FROM surgex_schema") == [(SCHEMA_VERSION,)]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(tmp_path / "a.db")
    opened(tmp_path / "a.db")
    before = asked(tmp_path / "a.db", "SELECT name, sql FROM sqlite_master")
    one_more(tmp_path, monkeypatch, STEP + "    op.execute('INSERT INTO nowhere VALUES (1)')\n")

    with pytest.raises(StoreError, match="no such table: nowhere"):
        opened(tmp_path / "a.db")

    assert asked(tmp_path / "a.db", "SELECT name, sql FROM sqlite_master") == before
    assert asked(tmp_path / "a.db", "SELECT version FROM surgex_schema") == [(SCHEMA_VERSION,)]


def test_an_older_surgex_leaves_a_migrated_database_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path / "a.db")
    with monkeypatch.context() as later:
        one_more(tmp_path, later)
        opened(tmp_path / "a.db")

    with pytest.raises(StoreError, match=f"needs a newer surgex .it has version {NEXT}, this one reads {SCHEMA_VERSION}"):
        opened(tmp_path / "a.db")


@pytest.mark.parametrize("old", [False, True], ids=["a new file", "an old file"])
async def test_of_servers_that_start_at_once_one_makes_the_tables(tmp_path: Path, old: bool) -> None:
    if old:
        first_version(tmp_path / "a.db")
    program = "import sys; from server.store import Store; Store(sys.argv[1]).close()"
    command = (sys.executable, "-c", program, str(tmp_path / "a.db"))
    root = Path(__file__).parents[2]

    started = [await asyncio.create_subprocess_exec(*command, cwd=root) for _ in range(3)]

    assert [await one.wait() for one in started] == [0, 0, 0]
    assert asked(tmp_path / "a.db", f"SELECT * FROM {REVISION_TABLE}") == [(revision(SCHEMA_VERSION),)]
