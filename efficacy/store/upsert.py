"""Insert a row, or update the one that has its key, in one statement on both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import ReadOnlyColumnCollection

# The row that was to be inserted, inside a condition.
New = ReadOnlyColumnCollection[str, Any]
Condition = Callable[[New], ColumnElement[bool]]


def upsert(
    tx: Connection,
    table: Table,
    row: Mapping[str, object],
    *,
    key: Sequence[str],
    update: Sequence[str] | None = None,
    only_if: Condition | None = None,
) -> bool:
    """Write one row and return whether anything was written.

    Parameters
    ----------
    tx : Connection
        Of a write job.
    table : Table
        Where to.
    row : mapping
        Column name to value.
    key : sequence of str
        The columns of the primary key or UNIQUE constraint that decides whether it is there.
    update : sequence of str, optional
        The columns that change where it is there; all given ones outside the key without it.
    only_if : callable, optional
        Gets the new row, returns the condition under which an existing row (the table's own
        columns) changes, such as ``new.counter > table.c.counter``. Pass a function of a module:
        for one made at each call, the statement is built at each call.

    Returns
    -------
    bool
        False when the row was there and stayed as it was.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        When another constraint does not hold.
    """
    changes = [name for name in row if name not in key] if update is None else update
    statement = _built(tx.dialect.name, table, tuple(key), tuple(changes), only_if)
    return tx.execute(statement, dict(row)).rowcount > 0


def upsert_all(
    tx: Connection,
    table: Table,
    rows: Sequence[Mapping[str, object]],
    *,
    key: Sequence[str],
    only_if: Condition | None = None,
) -> None:
    """Write many rows as ``upsert`` writes one; all of them have the same columns."""
    if not rows:
        return
    changes = tuple(name for name in rows[0] if name not in key)
    statement = _built(tx.dialect.name, table, tuple(key), changes, only_if)
    tx.execute(statement, [dict(row) for row in rows])


@lru_cache(maxsize=64)
def _built(
    dialect: str,
    table: Table,
    key: tuple[str, ...],
    changes: tuple[str, ...],
    only_if: Condition | None,
) -> Executable:
    # Built once: on the writer's thread, building costs ten times what SQLite itself does.
    # The same words in two dialects, for which SQLAlchemy has no common one.
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table)
    if not changes:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    else:
        statement = statement.on_conflict_do_update(
            index_elements=key,
            set_={name: statement.excluded[name] for name in changes},
            where=only_if(statement.excluded) if only_if else None,
        )
    return statement.execution_options(preserve_rowcount=True)
