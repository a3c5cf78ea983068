"""Many rows with few statements: every one arrives, whatever their number."""

import pytest
from sqlalchemy import func, select

from server.inserting import insert_rows
from server.store import PERSON, Store
from tests.support.server import new_exercise


@pytest.mark.parametrize("number", [0, 1, 3, 64, 131])
def test_every_row_arrives_as_it_was_given(database: str, number: int) -> None:
    exercise = new_exercise(database).id
    rows = [(f"person-{one}", exercise, f"Näme {one}", "") for one in range(number)]
    store = Store(database)
    try:
        with store.engine.begin() as connection:
            insert_rows(connection, PERSON, rows)
        with store.engine.connect() as connection:
            found = connection.execute(select(PERSON).order_by(func.length(PERSON.c.holder), PERSON.c.holder)).all()
    finally:
        store.close()

    assert [tuple(row) for row in found] == rows
