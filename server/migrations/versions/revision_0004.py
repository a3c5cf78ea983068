"""Revision 4: how far the holder of a seat has read, for whoever takes it over after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add one column."""
    op.add_column("seat", sa.Column("read_up_to", sa.Integer(), nullable=False, server_default="0"))
