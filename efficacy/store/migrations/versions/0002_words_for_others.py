"""Words that people give to each other, study partners, and who would like to talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_words_for_others"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("to_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("decided_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["activity_run.id"], name=op.f("fk_note_run_id_activity_run")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_note_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["participant.id"], name=op.f("fk_note_to_id_participant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint(
            "run_id",
            "participant_id",
            "item_id",
            name=op.f("uq_note_run_id_participant_id_item_id"),
        ),
    )
    op.create_index(op.f("ix_note_run_id"), "note", ["run_id"], unique=False)
    op.create_table(
        "partner",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_partner_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_partner_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("session_id", "participant_id", name=op.f("pk_partner")),
    )
    op.create_table(
        "talk_wish",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_talk_wish_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_talk_wish_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("session_id", "participant_id", name=op.f("pk_talk_wish")),
    )
