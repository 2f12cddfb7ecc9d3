"""Write ``docs/data-model.md`` from the tables: ``python -m efficacy.store.describe``."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from sqlalchemy import Column, Table, UniqueConstraint

from efficacy.store import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-model.md"

_OPENING = """\
# The data model

Made from `efficacy/store/tables.py` by `python -m efficacy.store.describe`; a test compares the
two. Change the tables there, add a migration, and make this page again.

The ladder is cohort ▸ session ▸ activity run ▸ response. Times are integer milliseconds UTC
(`*_ms`), durations seconds (`*_s`), ids text. Tallies are counted and scores are computed when
they are needed; neither is stored. A value that is missing is NULL, never 0 and never an empty
text.
"""


def described() -> str:
    """Return the page: a picture of the tables, then each table with its columns."""
    all_tables = list(tables.metadata.tables.values())
    parts = [_OPENING, _picture(all_tables)]
    parts += [_listing(table) for table in all_tables]
    return "\n".join(parts)


def meanings() -> dict[tuple[str, str], str]:
    """Return what ``tables.py`` says beside each column, by table and column name."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for line in inspect.getsource(tables).splitlines():
        if named := re.match(r"(\w+) = Table\(", line):
            table = named[1]
        elif column := re.match(r'\s+Column\("(\w+)".*?\),?  # (.+)', line):
            found[table, column[1]] = column[2]
    return found


def _picture(all_tables: list[Table]) -> str:
    lines = ["```mermaid", "erDiagram"]
    for table in all_tables:
        # A key that is the whole primary key allows one row at most.
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            alone = [column.name for column in table.primary_key] == [key.parent.name]
            many = "o|" if alone else "o{"
            one = "|o" if key.parent.nullable else "||"
            lines.append(
                f"    {key.column.table.name} {one}--{many} {table.name} : {key.parent.name}"
            )
    for table in all_tables:
        lines.append(f"    {table.name} {{")
        lines += [
            f"        {_kind(column)} {column.name}{_marks(column)}" for column in table.columns
        ]
        lines.append("    }")
    return "\n".join([*lines, "```", ""])


def _marks(column: Column[object]) -> str:
    marks = ["PK"] * column.primary_key + ["FK"] * bool(column.foreign_keys)
    return f" {', '.join(marks)}" if marks else ""


def _listing(table: Table) -> str:
    said = meanings()
    lines = [
        f"## {table.name}",
        "",
        "| column | type | may be missing | meaning |",
        "|---|---|---|---|",
    ]
    for column in table.columns:
        targets = sorted(f"→ `{key.target_fullname}`" for key in column.foreign_keys)
        words = "; ".join(filter(None, [*targets, said.get((table.name, column.name), "")]))
        missing = "yes" if column.nullable else ""
        lines.append(
            f"| `{column.name}` | {_kind(column)} | {missing} | {words.replace(' | ', ' or ')} |"
        )
    lines += ["", *(f"Unique: {', '.join(names)}." for names in _unique(table))]
    return "\n".join(lines).rstrip() + "\n"


def _kind(column: Column[object]) -> str:
    return type(column.type).__name__.lower()


def _unique(table: Table) -> list[list[str]]:
    keys = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    return sorted([f"`{column.name}`" for column in key.columns] for key in keys)


if __name__ == "__main__":
    PAGE.write_text(described(), encoding="utf-8")
