"""Revision 3: whether a database follows another server, or was handed over to one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add one table."""
    op.create_table(
        "succession",
        sa.Column("role", sa.String(), primary_key=True),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
    )
