"""What Alembic runs for each upgrade; the connection and its transaction come from the store."""

from __future__ import annotations

from alembic import context

from efficacy.store.tables import metadata

# All steps stand in the one transaction that the store began: a failing one undoes all.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
