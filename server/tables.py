"""What stands in the database: every table of a log and of its seats. Reading and appending are in `server/store.py`."""

from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = 6
"""The version of these tables: the number of the last file in `migrations/versions`. A newer database is left alone."""
REVISION_TABLE = "surgex_revision"
"""Where alembic keeps which migrations were applied."""


class SchemaRow(SQLModel, table=True):
    """Says that this is a surgex database, and of which version. One row."""

    __tablename__ = "surgex_schema"

    version: int = Field(primary_key=True)


class ExerciseRow(SQLModel, table=True):
    """One exercise. `epoch` counts its writers: only the newest may append."""

    __tablename__ = "exercise"

    id: str = Field(primary_key=True)
    deck: str
    pace: str
    log_key: bytes
    created: str
    epoch: int = 0


class EntryRow(SQLModel, table=True):
    """One entry of a log, without its parts; `commitments` has one to a line."""

    __tablename__ = "entry"

    exercise: str = Field(primary_key=True, foreign_key="exercise.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    previous: str
    hash: str
    commitments: str


class PartRow(SQLModel, table=True):
    """What one audience learned in one entry: canonical bytes, and the salt that opens their commitment."""

    __tablename__ = "part"
    __table_args__ = (ForeignKeyConstraint(["exercise", "number"], ["entry.exercise", "entry.number"]),)

    exercise: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    audience: str = Field(primary_key=True)
    salt: bytes
    content: bytes


class VerdictRow(SQLModel, table=True):
    """The answer to one order: given again under the same id, it is answered with this."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("exercise", "number"),)

    exercise: str = Field(primary_key=True, foreign_key="exercise.id")
    seat: str = Field(primary_key=True)
    order_id: str = Field(primary_key=True)
    content_hash: str
    accepted: bool
    code: str
    sentence: str
    number: int


class SeatRow(SQLModel, table=True):
    """What a token opens; the token itself is nowhere. `organisations` has one to a line."""

    __tablename__ = "seat"

    id: str = Field(primary_key=True)
    exercise: str = Field(foreign_key="exercise.id", index=True)
    token_hash: str = Field(unique=True)
    role: str
    organisations: str
    holder: str | None = None
    revoked: bool = False
    last_seen: str = ""
    read_up_to: int = 0
    """How far its holder has read, by the seat's own sequence."""


class SpentTokenRow(SQLModel, table=True):
    """A token that was replaced, and why: whoever still has it is told so instead of that nobody knows it."""

    __tablename__ = "spent_token"

    token_hash: str = Field(primary_key=True)
    seat: str = Field(foreign_key="seat.id", index=True)
    why: str


class PersonRow(SQLModel, table=True):
    """Who a holder is. It stands here alone and can be erased: logs and the server's own log know the holder only."""

    __tablename__ = "person"

    holder: str = Field(primary_key=True)
    exercise: str = Field(foreign_key="exercise.id", index=True)
    name: str
    contact: str


class OperatorRow(SQLModel, table=True):
    """Whose token may make exercises and manage all of them; the token itself is nowhere."""

    __tablename__ = "operator"

    token_hash: str = Field(primary_key=True)
    created: str


class SnapshotRow(SQLModel, table=True):
    """Where an exercise stood after one entry: a cache that saves time, and can be deleted at any moment."""

    __tablename__ = "snapshot"

    exercise: str = Field(primary_key=True, foreign_key="exercise.id")
    number: int
    head: str
    engine: str
    """By which rules' code it was written; another ignores it."""
    content: bytes
    seal: str


class AnnotationRow(SQLModel, table=True):
    """One annotation: the line of its record, which names its author by a random id, and of a form no author at all."""

    __tablename__ = "annotation"
    __table_args__ = (UniqueConstraint("exercise", "id"),)

    exercise: str = Field(primary_key=True, foreign_key="exercise.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str
    content: str


class SuccessionRow(SQLModel, table=True):
    """One row where this database is not, or not any more, the one that is played on; none in every other."""

    __tablename__ = "succession"

    role: str = Field(primary_key=True)
    """`standby`, `promoting` or `handed-over`."""
    other: str
    """The address of the server that is followed; empty where the database was handed over."""
    since: str


def table(row: type[SQLModel]) -> Table:
    """The table behind a declaration, for SQLAlchemy's core."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
