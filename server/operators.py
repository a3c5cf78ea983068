"""The operator's token: it makes exercises and manages the seats of all of them. One for each database."""

import hmac

from sqlalchemy import delete, insert, select

from server.admission import new_token, now, token_hash
from server.store import Store
from server.succession import check_may_serve
from server.tables import OperatorRow, table
from server.trouble import explained

OPERATOR = table(OperatorRow)


def has_operator(store: Store) -> bool:
    """Whether the database has an operator's token. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        return connection.execute(select(OPERATOR.c.created)).first() is not None


def new_operator(store: Store) -> str:
    """A token in the place of the one before, which opens nothing any more. Told here and never again. Raises StoreError."""
    check_may_serve(store)
    token = new_token()
    with explained(store.database), store.engine.begin() as connection:
        connection.execute(delete(OPERATOR))
        connection.execute(insert(OPERATOR), {"token_hash": token_hash(token), "created": now()})
    return token


def is_operators(store: Store, hashed: str) -> bool:
    """Whether this is the hash of the operator's token. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        known = connection.execute(select(OPERATOR.c.token_hash)).scalars().all()
    return any(hmac.compare_digest(one, hashed) for one in known)
