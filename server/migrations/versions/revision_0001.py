"""Revision 1: the log with its parts and verdicts, the exercises and their seats."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table("surgex_schema", sa.Column("version", sa.Integer(), primary_key=True))
    op.create_table(
        "exercise",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("log_key", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("commitments", sa.String(), nullable=False),
    )
    op.create_table(
        "part",
        sa.Column("exercise", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("audience", sa.String(), primary_key=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["exercise", "number"], ["entry.exercise", "entry.number"]),
    )
    op.create_table(
        "verdict",
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("seat", sa.String(), primary_key=True),
        sa.Column("order_id", sa.String(), primary_key=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.UniqueConstraint("exercise", "number"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("exercise", sa.String(), sa.ForeignKey("exercise.id"), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False, unique=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisations", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_seat_exercise", "seat", ["exercise"])
