"""Finding out whose database this is and of which version, and bringing its tables up to date. No log is read here."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, inspect, select
from sqlalchemy.exc import OperationalError

from server.copying import copy_database, free_name
from server.database import BUSY_TIMEOUT, Database
from server.tables import REVISION_TABLE, SCHEMA_VERSION, SchemaRow, table
from server.trouble import StoreError, StoreTrouble, explained

SCHEMA = table(SchemaRow)
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING = 0x5375_7267
"""The advisory lock of a PostgreSQL under which its tables change."""

_one_at_a_time = threading.Lock()  # alembic keeps what it works on in module variables


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    version: int
    """0 where there is no table at all."""
    stamped: bool
    """Whether alembic knows of it: the first version did without."""

    @property
    def up_to_date(self) -> bool:
        return self.stamped and self.version == SCHEMA_VERSION


def prepare(database: Database, *, create: bool, migrate: bool) -> bool:
    """Make the tables where there are none, and say so; bring older ones up to date if so wished. Raises StoreError.

    Nothing changes in a database that is another program's or a newer version's, nor in an older one with `migrate` False:
    what is read of a log has stood there since the first version.
    """
    with explained(database.name):
        with database.engine.connect() as connection:
            found = _found(connection, database.name, create)
        if not found.up_to_date and (migrate or not found.version):
            _bring_up_to_date(database, create)
        if database.path is not None and migrate:
            _write_ahead(database)
    return not found.version


def _found(connection: Connection, name: str, create: bool) -> _Found:
    names = inspect(connection).get_table_names()
    if not names and create:
        return _Found(version=0, stamped=False)
    if SCHEMA.name not in names:
        raise StoreError(StoreTrouble.NOT_SURGEX, f"{name}: this is not a surgex database; name another one")
    version = current_version(connection)
    if version > SCHEMA_VERSION:
        mend = f"it needs a newer surgex (it has version {version}, this one reads {SCHEMA_VERSION})"
        raise StoreError(StoreTrouble.NEWER_SCHEMA, f"{name}: {mend}")
    return _Found(version=version, stamped=REVISION_TABLE in names)


def current_version(connection: Connection) -> int:
    """The version of a surgex database's tables."""
    version: int = connection.execute(select(func.max(SCHEMA.c.version))).scalar_one()
    return version


def _bring_up_to_date(database: Database, create: bool) -> None:
    """One transaction, under a lock: another server that starts meanwhile waits, and then finds the work done."""
    with _one_at_a_time, database.engine.connect() as connection:
        sqlite = database.path is not None
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # a table that is made anew would take others' rows along
            connection.commit()
        try:
            with connection.begin():
                lock = "BEGIN IMMEDIATE" if sqlite else f"SELECT pg_advisory_xact_lock({MIGRATING})"
                connection.exec_driver_sql(lock)
                found = _found(connection, database.name, create)
                if not found.up_to_date:
                    if database.path is not None and 0 < found.version < SCHEMA_VERSION:
                        copy_database(database.path, _copy_of(database.path, found.version))
                    _upgrade(connection, found)
                    _check_references(connection, database)
        finally:
            if sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _copy_of(path: Path, version: int) -> Path:
    return free_name(path.with_name(f"{path.name}.version-{version}"))


def _upgrade(connection: Connection, found: _Found) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if found.version and not found.stamped:
        command.stamp(config, revision(found.version))
    command.upgrade(config, revision(SCHEMA_VERSION))
    connection.execute(delete(SCHEMA))  # an older surgex looks here, and leaves a newer database alone
    connection.execute(insert(SCHEMA).values(version=SCHEMA_VERSION))


def revision(version: int) -> str:
    """The name of the migration that leads to a version of the tables."""
    return f"{version:04d}"


def _check_references(connection: Connection, database: Database) -> None:
    if database.path is not None and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        sentence = f"{database.name}: its tables do not fit together, so nothing was changed; restore a copy"
        raise StoreError(StoreTrouble.UNREADABLE, sentence)


def _write_ahead(database: Database) -> None:
    """SQLite's journal that lets others read while the one writer writes; the file remembers it.

    Of two that change the mode together SQLite refuses one without its usual waiting: it tries again, and finds it done.
    """
    until = time.monotonic() + BUSY_TIMEOUT / 1000
    with database.engine.connect() as connection:
        while connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            except OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
