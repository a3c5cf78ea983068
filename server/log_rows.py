"""What is recorded, as rows in the caller's transaction: entries with their parts and verdicts, annotations. No commit."""

from collections.abc import Sequence
from operator import attrgetter

from sqlalchemy import Connection, select

from engine.annotations.records import AnnotationRecord, line_of
from engine.entries import Entry
from server.inserting import insert_rows
from server.tables import AnnotationRow, EntryRow, PartRow, SuccessionRow, VerdictRow, table
from server.trouble import StoreError, StoreTrouble
from server.verdicts import StoredVerdict

ENTRY, PART, VERDICT, ANNOTATION = table(EntryRow), table(PartRow), table(VerdictRow), table(AnnotationRow)


def must_be_played_on(connection: Connection, database: str) -> None:
    """A standby and a database that was handed over take nothing but through `server/succession.py`."""
    if connection.execute(select(table(SuccessionRow).c.role)).first() is not None:
        sentence = f"{database}: the exercises are played on another database; use that one, or promote this one"
        raise StoreError(StoreTrouble.OTHER_WRITER, sentence)


def insert_entries(connection: Connection, exercise: str, entries: Sequence[Entry], verdicts: Sequence[StoredVerdict]) -> None:
    """Put down entries with their verdicts, in the caller's transaction."""
    insert_all(connection, [(exercise, entries, verdicts)])


def insert_all(connection: Connection, all_of: Sequence[tuple[str, Sequence[Entry], Sequence[StoredVerdict]]]) -> None:
    """Put down entries of several exercises with their verdicts, in the caller's transaction."""
    numbered = [(exercise, entry) for exercise, entries, _ in all_of for entry in entries]
    rows = [(exercise, one.number, one.previous, one.hash, "\n".join(one.commitments)) for exercise, one in numbered]
    parts = [
        (exercise, entry.number, audience, part.salt, part.content)
        for exercise, entry in numbered
        for audience, part in entry.parts.items()
    ]
    answers = [(exercise, *_fields(verdict)) for exercise, _, verdicts in all_of for verdict in verdicts]
    insert_rows(connection, ENTRY, rows)
    insert_rows(connection, PART, parts)
    insert_rows(connection, VERDICT, answers)


def insert_annotations(connection: Connection, all_of: Sequence[tuple[str, Sequence[AnnotationRecord]]]) -> None:
    """Put down annotations of several exercises, in the caller's transaction."""
    numbered = [(exercise, record) for exercise, records in all_of for record in records]
    insert_rows(connection, ANNOTATION, [(one, record.number, record.id, line_of(record).decode()) for one, record in numbered])


_fields = attrgetter(*StoredVerdict.__slots__)
"""The values of a verdict, in the order of the columns of its table."""
