"""What can be wrong with a database, as an error that names the file and the mend. Nothing is read or written here."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError


class StoreTrouble(StrEnum):
    """Stable codes of what can be wrong."""

    NO_DATABASE = "no-database"
    """There is no such file."""
    NOT_SURGEX = "not-surgex"
    """The file is no database, or another program's."""
    NEWER_SCHEMA = "newer-schema"
    """A newer surgex made it."""
    OTHER_FORMAT = "other-format"
    """The exercise was recorded in another format of the log."""
    NO_SUCH_EXERCISE = "no-such-exercise"
    """It holds no exercise of this id."""
    LOCKED = "locked"
    """Another program holds it."""
    DISK_FULL = "disk-full"
    """There is no room left."""
    NOT_WRITABLE = "not-writable"
    """File or folder must not be written."""
    OTHER_WRITER = "other-writer"
    """Another server writes this exercise now."""
    BROKEN_LOG = "broken-log"
    """An entry does not follow the one before it, or a part is not what was committed to."""
    OTHER_HISTORY = "other-history"
    """Two logs of one exercise are not the same up to the end of the shorter."""
    TAKEN = "taken"
    """There is something already where a copy is to go."""
    GONE = "database-gone"
    """It was there, and does not answer now."""
    UNREADABLE = "unreadable"
    """Anything else that the database says."""


FOR_THE_HOST = "Tell whoever runs the server, whose log says more."
TOLD = {
    StoreTrouble.NO_SUCH_EXERCISE: "This exercise is not in the server's database any more.",
    StoreTrouble.NEWER_SCHEMA: "The server's database is of a newer surgex than the server.",
    StoreTrouble.OTHER_FORMAT: "This exercise was recorded by another version of surgex, and goes on only with that one.",
    StoreTrouble.LOCKED: "Another program holds the server's database. Trying again can help.",
    StoreTrouble.DISK_FULL: "The server's disk is full. Play goes on once there is room.",
    StoreTrouble.NOT_WRITABLE: "The server has no right to write its database.",
    StoreTrouble.BROKEN_LOG: "The log of this exercise is damaged, or not as this surgex writes one: restore a copy.",
    StoreTrouble.GONE: "The server's database does not answer. Play goes on once it does.",
    StoreTrouble.UNREADABLE: "The server's database cannot be read.",
}
"""Why an exercise cannot be opened, for whoever wants to join: nothing of paths, addresses and other exercises."""


class StoreError(Exception):
    """A database that cannot be used: a stable code, and a sentence that names the file and the mend."""

    def __init__(self, code: StoreTrouble, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    @property
    def told(self) -> str:
        """What whoever wants to join is told."""
        return f"{TOLD.get(self.code, 'The server cannot use its database.')} {FOR_THE_HOST}"


FULL = "there is no room left; free some, and play goes on"
RIGHTS = "it must not be written; give this user the right to write file and folder"
OPENING = "it cannot be opened; look at the rights of file and folder"
AWAY = "the database does not answer at this address; a server that runs goes on by itself once it does"
_SIGNS = (
    ("database is locked", StoreTrouble.LOCKED, "another program holds it; close that program, or try again"),
    ("lock timeout", StoreTrouble.LOCKED, "another program holds it; close that program, or try again"),
    ("disk is full", StoreTrouble.DISK_FULL, FULL),
    ("disk full", StoreTrouble.DISK_FULL, FULL),
    ("no space left", StoreTrouble.DISK_FULL, FULL),
    ("readonly", StoreTrouble.NOT_WRITABLE, RIGHTS),
    ("read-only transaction", StoreTrouble.NOT_WRITABLE, "it must not be written: it is set to read only, or a standby"),
    ("permission denied", StoreTrouble.NOT_WRITABLE, "this user has not the right to use it; ask whoever runs the database"),
    ("unable to open", StoreTrouble.NOT_WRITABLE, OPENING),
    ("not a database", StoreTrouble.NOT_SURGEX, "it is no database; name another file"),
    ("malformed", StoreTrouble.UNREADABLE, "it is damaged; restore the copy that was exported at the last lock"),
    ("does not exist", StoreTrouble.NO_DATABASE, "there is no such database or user; make it first, or name another"),
    ("authentication failed", StoreTrouble.NO_DATABASE, "user and password do not fit"),
    ("connection", StoreTrouble.GONE, AWAY),
    ("could not receive data", StoreTrouble.GONE, AWAY),
    ("consuming input failed", StoreTrouble.GONE, AWAY),
    ("shutting down", StoreTrouble.GONE, AWAY),
    ("starting up", StoreTrouble.GONE, AWAY),
)
"""What a database says, what that means, and the mend."""


@contextmanager
def explained(database: str) -> Iterator[None]:
    """Turn what the database library raises into a StoreError about this database."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error)
        for sign, code, mend in _SIGNS:
            if sign in said.lower():
                raise StoreError(code, f"{database}: {mend}") from error
        raise StoreError(StoreTrouble.UNREADABLE, f"{database}: the database says: {said.splitlines()[0]}") from error
