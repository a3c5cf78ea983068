"""One server for one database file: an advisory lock that the system lets go of when the process ends, however it ends."""

import os
from pathlib import Path
from types import ModuleType
from typing import IO

from server.trouble import StoreError, StoreTrouble

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # no such locks on this system: the exercise's epoch still keeps a second writer out
    fcntl = None

OWNER_ONLY = 0o600


class FileLease:
    """Held from its making until `let_go`; beside the database lies a small file that names the process."""

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
            mend = "use its address, or stop it first"
            raise StoreError(
                StoreTrouble.OTHER_WRITER, f"{database}: another server (process {holder}) serves this file; {mend}"
            ) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def let_go(self) -> None:
        """The next server may have it."""
        self._file.close()
