"""One server for one database: a lock that the system lets go of when the process ends, however it ends."""

import os
from pathlib import Path
from types import ModuleType
from typing import IO, Protocol

from sqlalchemy import Connection

from server.database import Database
from server.trouble import StoreError, StoreTrouble, explained

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # no such locks on this system: the exercise's epoch still keeps a second writer out
    fcntl = None

OWNER_ONLY = 0o600
SERVING = 0x5375
"""The advisory lock of whoever serves a PostgreSQL, together with the schema in which the tables stand."""
MEND = "use its address, or stop it first"


class Lease(Protocol):
    """Held from its making until `let_go`."""

    def renew(self) -> None:
        """Take it again where it was lost with the connection to the database. Raises StoreError where another has it."""

    def let_go(self) -> None:
        """The next server may have it."""


def lease_of(database: Database) -> Lease:
    """Be the one server of a database. Raises StoreError where another is."""
    return FileLease(database.path) if database.path is not None else AdvisoryLease(database)


class FileLease:
    """Beside the database lies a small file that names the process, and is locked."""

    def __init__(self, database: Path) -> None:
        """Raises StoreError where another server holds the database."""
        path = database.with_name(database.name + ".server")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        except OSError as error:
            raise StoreError(StoreTrouble.NOT_WRITABLE, f"{path}: it cannot be written: {error.strerror}") from None
        self._file: IO[str] = os.fdopen(descriptor, "r+", encoding="ascii", errors="replace")
        if fcntl is None:
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreError(
                StoreTrouble.OTHER_WRITER, f"{database}: another server (process {holder}) serves this file; {MEND}"
            ) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def renew(self) -> None:
        """The system keeps it as long as the process lives."""

    def let_go(self) -> None:
        """The next server may have it."""
        self._file.close()


class AdvisoryLease:
    """A lock of PostgreSQL on a connection of its own: whoever loses the connection has lost it."""

    def __init__(self, database: Database) -> None:
        """Raises StoreError where another server holds the database, or there is no answer."""
        self._database = database
        self._connection = self._taken()

    def _taken(self) -> Connection:
        with explained(self._database.name):
            connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            lock = f"pg_try_advisory_lock({SERVING}, hashtext(current_schema()))"
            if connection.exec_driver_sql(f"SELECT {lock}").scalar():
                return connection
            connection.close()
        sentence = f"{self._database.name}: another server serves this database; {MEND}"
        raise StoreError(StoreTrouble.OTHER_WRITER, sentence)

    def renew(self) -> None:
        """Take it again where it was lost with the connection. Raises StoreError where another has it meanwhile."""
        try:
            with explained(self._database.name):
                self._connection.exec_driver_sql("SELECT 1")
        except StoreError:
            self._connection.invalidate()
            self._connection.close()
            self._connection = self._taken()

    def let_go(self) -> None:
        """The next server may have it."""
        self._connection.close()
