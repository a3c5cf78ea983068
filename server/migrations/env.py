"""What alembic runs for each of its commands: on the connection, and in the transaction, that `server/migrating.py` holds."""

from alembic import context
from sqlmodel import SQLModel

import server.tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    version_table=server.tables.REVISION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
