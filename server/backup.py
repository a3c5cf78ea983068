"""Every exercise of a database, with its seats, into one file and back. The file is a SQLite database of the same tables."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select
from sqlmodel import SQLModel

from engine.entries import Entry
from server.copying import copy_database
from server.ledger import check_follows
from server.migrating import current_version
from server.notebook import check_stored_annotations
from server.store import EXERCISE, Store
from server.tables import SCHEMA_VERSION, SchemaRow, table
from server.trouble import StoreError, StoreTrouble, explained

ROWS = 1_000
"""So many rows are copied at once."""
NAME_A_BACKUP = "name one that `surgex backup` wrote"


def back_up(database: str, to: Path) -> int:
    """Copy a database as it stands at one moment, also while it is served; how many exercises it holds. Raises StoreError."""
    _must_be_new(to)
    store = Store(database, create=False, migrate=False)
    try:
        if store.path is not None:
            copy_database(store.path, to)
        else:
            _copy_rows_into_file(store, to)
        return len(store.exercises())
    finally:
        store.close()


def restore(backup: Path, database: str) -> int:
    """Put a backup into a database that holds nothing yet, after every log in it was checked. Raises StoreError."""
    with tempfile.TemporaryDirectory() as folder:
        checked = Path(folder) / "checked.db"
        try:
            copy_database(_there(backup), checked)
            source = Store(checked, create=False)
        except StoreError as error:
            raise StoreError(error.code, error.sentence.replace(str(checked), str(backup))) from None
        try:
            count = _check_logs(source, backup)
            if not count:
                raise StoreError(StoreTrouble.NOT_SURGEX, f"{backup}: it holds no exercise; {NAME_A_BACKUP}")
            _put_into(source, database)
        finally:
            source.close()
        return count


def _put_into(source: Store, database: str) -> None:
    if "://" not in database:
        _must_be_new(Path(database))
    target = Store(database)
    try:
        with explained(target.database), target.engine.begin() as connection:
            if connection.execute(select(func.count()).select_from(EXERCISE)).scalar_one():
                raise _taken(target.database, "holds exercises already; name one that is empty")
            _copy_rows(source, connection)
    except BaseException:
        path = target.path
        target.close()
        if path is not None:
            _remove(path)
        raise
    target.close()


def _copy_rows_into_file(source: Store, to: Path) -> None:
    with explained(source.database), source.engine.connect() as connection:
        if current_version(connection) != SCHEMA_VERSION:
            sentence = f"{source.database}: it is of another version; start this version's server on it first"
            raise StoreError(StoreTrouble.NEWER_SCHEMA, sentence)
    _put_into(source, str(to))


def _copy_rows(source: Store, into: Connection) -> None:
    """Every row of every table but the version's, in an order in which each finds what it refers to."""
    with explained(source.database), source.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            connection.execution_options(isolation_level="REPEATABLE READ")
        for one in _tables():
            rows = connection.execution_options(yield_per=ROWS).execute(select(one)).mappings()
            for some in rows.partitions(ROWS):
                into.execute(insert(one), [dict(row) for row in some])


def _tables() -> list[Table]:
    return [one for one in SQLModel.metadata.sorted_tables if one is not table(SchemaRow)]


def _check_logs(store: Store, backup: Path) -> int:
    found = store.exercises()
    for one in found:
        previous: Entry | None = None
        hashes = []
        for entry in store.entries(one.id):
            check_follows(entry, previous, f"{backup}, exercise {one.id}")
            previous = entry
            hashes.append(entry.hash)
        check_stored_annotations(store, one.id, hashes, f"{backup}, exercise {one.id}")
    return len(found)


def _there(backup: Path) -> Path:
    if not backup.is_file():
        raise StoreError(StoreTrouble.NO_DATABASE, f"{backup}: there is no such file; {NAME_A_BACKUP}")
    if not backup.stat().st_size:
        raise StoreError(StoreTrouble.NOT_SURGEX, f"{backup}: this file is empty; {NAME_A_BACKUP}")
    return backup


def _must_be_new(path: Path) -> None:
    if path.exists():
        raise _taken(str(path), "is there already, and is not overwritten; name another file")


def _taken(name: str, why: str) -> StoreError:
    return StoreError(StoreTrouble.TAKEN, f"{name} {why}")


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
