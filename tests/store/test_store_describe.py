"""The page about the tables says what the tables say."""

from __future__ import annotations

from efficacy.store import describe, tables


def test_the_page_is_what_the_tables_say() -> None:
    assert describe.PAGE.read_text(encoding="utf-8") == describe.described(), (
        "Run: python -m efficacy.store.describe"
    )


def test_every_table_and_column_is_on_the_page() -> None:
    page = describe.described()
    for table in tables.metadata.tables.values():
        section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section


def test_every_reference_is_in_the_picture() -> None:
    picture = describe.described().split("```")[1]
    for table in tables.metadata.tables.values():
        for key in table.foreign_keys:
            lines = [line.split() for line in picture.splitlines() if "--" in line]
            assert [key.column.table.name, table.name, key.parent.name] in [
                [line[0], line[2], line[4]] for line in lines
            ]


def test_what_stands_beside_a_column_is_its_meaning() -> None:
    said = describe.meanings()
    assert said["cohort", "mode"] == "group-only | confidential"
    assert ("audit", "at_ms") not in said
    assert "group-only or confidential" in describe.described()


def test_the_page_ends_with_one_line_break() -> None:
    assert describe.described().endswith("|\n")
