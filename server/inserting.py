"""Rows into a table, many with one statement: between two statements every other thread has its turn. It knows no log."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

MOST_ROWS = 64
"""Of one statement. Statements have a power of two of rows, so that databases see few different ones, and keep them ready."""


def insert_rows(connection: Connection, into: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows down in the caller's transaction; each has a value for every column of the table, in their order."""
    one = f"({', '.join([_sign(connection)] * len(into.columns))})"
    for some in powers(rows):
        connection.exec_driver_sql(_insertion(into, one, len(some)), tuple(chain.from_iterable(some)))


def pairs(connection: Connection, number: int) -> str:
    """So many rows of two values, for an `IN`."""
    one = f"({_sign(connection)}, {_sign(connection)})"
    return f"(VALUES {', '.join([one] * number)})"


def powers(rows: Sequence[tuple[Any, ...]]) -> Iterable[Sequence[tuple[Any, ...]]]:
    """The rows in groups, each of a power of two."""
    at = 0
    while at < len(rows):
        number = min(MOST_ROWS, 1 << (len(rows) - at).bit_length() - 1)
        yield rows[at : at + number]
        at += number


def _sign(connection: Connection) -> str:
    """What stands for a value in a statement of this database."""
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


@cache
def _insertion(into: Table, one: str, number: int) -> str:
    columns = ", ".join(column.name for column in into.columns)
    return f"INSERT INTO {into.name} ({columns}) VALUES {', '.join([one] * number)}"
