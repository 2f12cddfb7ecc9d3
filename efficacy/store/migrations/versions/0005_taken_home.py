"""Which take-home files and sheets were given out, and what came back by their codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_taken_home"
down_revision = "0004_released_for_printing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "taken",
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("issued_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_taken_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_taken")),
    )
    op.create_index(op.f("ix_taken_participant_id"), "taken", ["participant_id"])
    op.create_table(
        "brought_back",
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("right_alone", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tag"], ["taken.tag"], name=op.f("fk_brought_back_tag_taken")),
        sa.PrimaryKeyConstraint("tag", "sequence", name=op.f("pk_brought_back")),
    )
