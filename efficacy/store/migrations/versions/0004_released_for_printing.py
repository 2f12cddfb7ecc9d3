"""What people let the facilitator print with what is theirs on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_released_for_printing"
down_revision = "0003_measurement"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "released",
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("handout_id", sa.Text(), nullable=False),
        sa.Column("released_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_released_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("participant_id", "handout_id", name=op.f("pk_released")),
    )
