"""A whole copy of a SQLite database, also while a server writes it. What the copy is for is the caller's business."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from server.database import create_for_owner_only
from server.trouble import StoreError, StoreTrouble


def copy_database(source: Path, to: Path) -> None:
    """Copy a SQLite file as it stands at one moment; `to` appears whole or not at all. Raises StoreError."""
    beside = to.with_name(to.name + ".part")
    beside.unlink(missing_ok=True)
    if not to.parent.is_dir():
        raise StoreError(StoreTrouble.NOT_WRITABLE, f"{to} cannot be written: there is no folder {to.parent}; make it first")
    create_for_owner_only(beside)
    try:
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(beside)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        _to_the_disk(beside)
        beside.replace(to)
    except (sqlite3.Error, OSError) as error:
        beside.unlink(missing_ok=True)
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise StoreError(StoreTrouble.NOT_SURGEX, f"{source}: it is no database; name another file") from None
        raise StoreError(StoreTrouble.NOT_WRITABLE, f"{to}: the copy of {source} cannot be written: {error}") from None


def _to_the_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(wanted: Path) -> Path:
    """This name, or the first with a number behind it that no file has."""
    found, count = wanted, 1
    while found.exists():
        count += 1
        found = wanted.with_name(f"{wanted.name}-{count}")
    return found
