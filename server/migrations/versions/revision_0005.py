"""Revision 5: snapshots, from which a long log is opened sooner."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add one table."""
    op.create_table(
        "snapshot",
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
    )
