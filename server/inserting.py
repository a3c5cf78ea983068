"""Statements that are run for every order, with as little around them as can be: many rows with each. It knows no log."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

MOST_ROWS = 64
"""Of one statement: between two statements every other thread has its turn."""
ANY_NUMBER = 16
"""Up to so many rows go with one statement; else it has a power of two, so that databases see few, and keep them ready."""


def run(connection: Connection, statement: str, values: Sequence[Any]) -> int:
    """How many rows a statement has changed, in the caller's transaction. Raises DBAPIError.

    What SQLAlchemy does around a statement takes several times as long as SQLite takes to put a row down.
    """
    raw = connection.connection
    cursor = raw.cursor()
    try:
        cursor.execute(statement, values)
        changed: int = cursor.rowcount
        return changed
    except connection.dialect.loaded_dbapi.Error as error:
        if connection.dialect.is_disconnect(error, raw, cursor):
            connection.invalidate(error)
        raise DBAPIError(statement, None, error) from error
    finally:
        cursor.close()


def insert_rows(connection: Connection, into: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows down in the caller's transaction; each has a value for every column of the table, in their order."""
    one = signs(connection, len(into.columns))
    for some in in_groups(rows):
        run(connection, _insertion(into, one, len(some)), tuple(chain.from_iterable(some)))


def signs(connection: Connection, number: int) -> str:
    """What stands for so many values in a statement of this database."""
    return f"({', '.join(['?' if connection.dialect.paramstyle == 'qmark' else '%s'] * number)})"


def pairs(connection: Connection, number: int) -> str:
    """So many rows of two values, for an `IN`."""
    return f"(VALUES {', '.join([signs(connection, 2)] * number)})"


def in_groups(rows: Sequence[tuple[Any, ...]]) -> Iterable[Sequence[tuple[Any, ...]]]:
    """The rows as they go into statements."""
    at = 0
    while at < len(rows):
        left = len(rows) - at
        number = left if left <= ANY_NUMBER else min(MOST_ROWS, 1 << left.bit_length() - 1)
        yield rows[at : at + number]
        at += number


@cache
def _insertion(into: Table, one: str, number: int) -> str:
    columns = ", ".join(column.name for column in into.columns)
    return f"INSERT INTO {into.name} ({columns}) VALUES {', '.join([one] * number)}"
