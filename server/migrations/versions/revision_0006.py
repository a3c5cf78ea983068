"""Revision 6: the chain of annotations beside each log."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add one table."""
    op.create_table(
        "annotation",
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.UniqueConstraint("exercise", "id"),
    )
