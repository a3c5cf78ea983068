"""Revision 2: when a seat was seen last, tokens that were replaced, names of people, and the operator's token."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add one column and three tables."""
    op.add_column("seat", sa.Column("last_seen", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "spent_token",
        sa.Column("token_hash", sa.String(), primary_key=True),
        sa.Column("seat", sa.String(), sa.ForeignKey("seat.id"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
    )
    op.create_index("ix_spent_token_seat", "spent_token", ["seat"])
    op.create_table(
        "person",
        sa.Column("holder", sa.String(), primary_key=True),
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
    )
    op.create_index("ix_person_exercise", "person", ["exercise"])
    op.create_table(
        "operator",
        sa.Column("token_hash", sa.String(), primary_key=True),
        sa.Column("created", sa.String(), nullable=False),
    )
