"""What left the room, who shows their results, reliabilities from outside, how people came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_measurement"
down_revision = "0002_words_for_others"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, and two columns of the cohort."""
    op.create_table(
        "published",
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_published_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "figure", "number", name=op.f("pk_published")),
    )
    op.create_table(
        "shown",
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("shown_ms", sa.BigInteger(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("reply_ms", sa.BigInteger(), nullable=True),
        sa.Column("replied_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_shown_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_shown")),
    )
    op.create_table(
        "retest",
        sa.Column("scale_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("reliability", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scale_id", "version", name=op.f("pk_retest")),
    )
    op.add_column("cohort", sa.Column("recruited", sa.Text(), nullable=True))
    op.add_column("cohort", sa.Column("happened", sa.Text(), nullable=True))
