"""One sweep at a time writes to one name: a lock that the system lets go of when its process ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from aar.log_file import OWNER_ONLY
from aar.sweeping.plan import SweepError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # no such locks on this system: two at once would play the same games twice, and come to the same files
    fcntl = None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the one at work while this lasts; the file names the process. Raises SweepError where another is at work."""
    try:
        held = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError as error:
        raise SweepError(f"{path} cannot be written: {error.strerror}. Name another --out.") from None
    with os.fdopen(held, "r+", encoding="ascii", errors="replace") as file:
        if fcntl is not None:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = file.read().strip() or "unknown"
                raise SweepError(
                    f"another sweep (process {holder}) is at work on {path.with_suffix('')}: wait for it, or name another --out"
                ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
