"""Where an exercise stood after one entry, kept to open a long log sooner. Only a cache: without it everything is the same."""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlalchemy import delete, insert, select

import engine
from engine.entries import Entry
from engine.exercise import Exercise
from engine.recording import ENGINE_VERSION
from engine.stored import Plain, StoredError, canonical, parse, state_of, state_plain
from engine.world import World
from server.logs import Logger
from server.store import Store
from server.tables import SnapshotRow, table
from server.trouble import StoreError, explained

SNAPSHOT = table(SnapshotRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A snapshot that this version wrote; whether it is of this log, its entry shows."""

    number: int
    head: str
    plain: Plain = field(repr=False)

    def over(self, world: World) -> Exercise | None:
        """The exercise, over the world that entry 0 declares; None where it is none."""
        try:
            return state_of(Exercise, self.plain, world)
        except StoredError:
            return None


class Snapshots:
    """Of one exercise: at most one is kept."""

    def __init__(self, store: Store, exercise_id: str, log_key: bytes, logger: Logger) -> None:
        self._store = store
        self._exercise_id = exercise_id
        self._log_key = log_key
        self._logger = logger

    def found(self) -> Kept | None:
        """The snapshot, where there is one that this very code wrote and nobody changed. Raises StoreError."""
        mine = SNAPSHOT.c.exercise == self._exercise_id
        with explained(self._store.database), self._store.engine.connect() as connection:
            row = connection.execute(select(SNAPSHOT).where(mine)).first()
        if (
            row is None
            or row.engine != code()
            or not hmac.compare_digest(row.seal, self._seal(row.number, row.head, row.content))
        ):
            return None
        return Kept(number=row.number, head=row.head, plain=parse(row.content))

    def keep(self, exercise: Exercise, head: Entry) -> None:
        """Keep this in the place of the one before. Where it cannot be kept, the server's log says so, and play goes on."""
        content = canonical(state_plain(exercise))
        row = {
            "exercise": self._exercise_id,
            "number": head.number,
            "head": head.hash,
            "engine": code(),
            "content": content,
            "seal": self._seal(head.number, head.hash, content),
        }
        try:
            with explained(self._store.database), self._store.engine.begin() as connection:
                connection.execute(delete(SNAPSHOT).where(SNAPSHOT.c.exercise == self._exercise_id))
                connection.execute(insert(SNAPSHOT), row)
        except StoreError as error:
            self._logger.warning("no snapshot", exercise=self._exercise_id, code=error.code, why=error.sentence)

    def _seal(self, number: int, head: str, content: bytes) -> str:
        said = f"snapshot\x1f{number}\x1f{head}\x1f".encode() + content
        return hmac.new(self._log_key, said, hashlib.sha256).hexdigest()


@cache
def code() -> str:
    """The version of the rules, and a hash of their source: after any change of it, snapshots are made anew."""
    folder = Path(engine.__path__[0])
    read = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        read.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return f"{ENGINE_VERSION} {read.hexdigest()}"
