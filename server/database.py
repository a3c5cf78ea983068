"""Opening a database: a SQLite file or a PostgreSQL, each so that what is committed stays. What stands in it is elsewhere."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from server.trouble import StoreError, StoreTrouble

BUSY_TIMEOUT = 5_000
"""Milliseconds to wait for another writer."""
CONNECT_SECONDS = 10
"""How long a PostgreSQL may take to answer at all."""
PAGES_AHEAD = 4_000
"""Pages that SQLite's journal holds before they are carried over, which whoever commits then has to wait for: some 16 MB."""


class Database:
    """One database, as a pool of connections. Threads may share it."""

    def __init__(self, given: str | Path, *, create: bool) -> None:
        """A SQLite file, or the URL of a SQLite file or a PostgreSQL. Raises StoreError, also where there is none to open."""
        text = str(given)
        url = _url(text)
        self.name = url.render_as_string(hide_password=True) if "://" in text else text
        """How it is called in sentences and logs: never with its password."""
        self.path = _sqlite_path(url)
        """The SQLite file; None for PostgreSQL."""
        self._journal: tuple[tuple[int, int], Path] | None = None
        """Where the journal of which file is: links are followed once."""
        if self.path is not None:
            _check_path(self.path, create)
        try:
            self.engine = _postgres(url) if self.path is None else _sqlite(self.path)
        except ImportError:
            sentence = f"{self.name}: PostgreSQL needs psycopg: install it with `pip install 'surgex[postgres]'`"
            raise StoreError(StoreTrouble.NO_DATABASE, sentence) from None

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def files(self) -> tuple[tuple[int, int], ...]:
        """Which files the name leads to now, those of SQLite's journal included. Raises StoreError where one is gone.

        Whoever holds an open file that was removed writes on without an error, and what is written is lost.
        """
        if self.path is None:
            return ()
        found = _identity(self.path)
        if self._journal is None or self._journal[0] != found:
            there = self.path.resolve()
            self._journal = found, there.with_name(there.name + "-wal")
        return found, _identity(self._journal[1])


def _url(text: str) -> URL:
    kinds = "name a file, or a URL that begins with sqlite:/// or postgresql://"
    try:
        url = make_url(text if "://" in text else f"sqlite:///{text}")
    except (ArgumentError, ValueError):
        raise StoreError(StoreTrouble.NO_DATABASE, f"this names no database; {kinds}") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(StoreTrouble.NO_DATABASE, f"{url.drivername}: this kind of database is not served; {kinds}")
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _sqlite_path(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise StoreError(StoreTrouble.NO_DATABASE, "a log in memory would be lost with the server; name a file")
    return Path(url.database)


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(StoreTrouble.NOT_SURGEX, f"{path}: this is a folder; name a file in it")
    if not create and not path.exists():
        raise StoreError(StoreTrouble.NO_DATABASE, f"{path}: there is no such file; name one that `surgex new` made")
    if not create and not path.stat().st_size:
        raise StoreError(StoreTrouble.NOT_SURGEX, f"{path}: this file is empty; name one that `surgex new` made")
    if not path.parent.is_dir():
        raise StoreError(StoreTrouble.NO_DATABASE, f"{path}: there is no folder {path.parent}; make it first")
    if not path.exists():
        create_for_owner_only(path)


def create_for_owner_only(path: Path) -> None:
    """Make an empty file: a database holds the seed and what each organisation was told; its other files get these rights."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(StoreTrouble.NOT_WRITABLE, f"{path}: it cannot be made: {error.strerror}") from None


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        raise StoreError(StoreTrouble.GONE, f"{path}: the file is gone; put it back, and play goes on") from None
    return found.st_dev, found.st_ino


def _sqlite(path: Path) -> Engine:
    """Connections to a file that is there: none is ever made by connecting, and none outlives the file's removal."""
    place = path.absolute()

    def connected() -> sqlite3.Connection:
        _identity(path)
        return sqlite3.connect(f"{place.as_uri()}?mode=rw", uri=True, check_same_thread=False)

    def note_file(_: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    def same_file(_: Any, record: Any, __: Any) -> None:
        if record.info["file"] != _identity(path):
            raise DisconnectionError

    engine = create_engine("sqlite://", creator=connected, poolclass=QueuePool)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "connect", note_file)
    event.listen(engine, "checkout", same_file)
    return engine


def _set_pragmas(connection: Any, _: object) -> None:
    """What SQLite forgets with every connection; the journal's mode stays with the file. What is deleted is overwritten."""
    cursor = connection.cursor()
    waits = (f"busy_timeout={BUSY_TIMEOUT}", f"wal_autocheckpoint={PAGES_AHEAD}")
    for pragma in (*waits, "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _postgres(url: URL) -> Engine:
    arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "surgex"}
    engine = create_engine(url, pool_pre_ping=True, connect_args=arguments)
    event.listen(engine, "connect", _set_durable)
    return engine


def _set_durable(connection: Any, _: object) -> None:
    """A commit that returns is on the disk, whatever the server's default is; a setting that promises more is left alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", (f"{BUSY_TIMEOUT}ms",))
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] in ("off", "local"):
            cursor.execute("SET synchronous_commit = on")
    connection.commit()
