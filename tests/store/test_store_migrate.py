"""Migrations: the tables they make, the copies they keep, and what a failing one leaves."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect

from efficacy.errors import StoreError
from efficacy.store import migrate
from efficacy.store.engine import Store, file_url, open_store
from efficacy.store.tables import metadata
from tests.store.house import NOON_MS, put, settings

GOOD = "op.add_column('setting', sa.Column('note', sa.Text()))"
BAD = f"{GOOD}; op.execute('DELETE FROM setting'); op.execute('SELECT * FROM nowhere')"
ORPHANS = "op.execute(\"INSERT INTO login VALUES ('l', 'nobody', 'h', 0, NULL)\")"
# What ships ends with this step; a test adds one more.
NEWEST = max(path.stem for path in (migrate.FOLDER / "versions").glob("[0-9]*.py"))
ADDED = "9999_test"
STEP = """
import sqlalchemy as sa
from alembic import op
revision = "{name}"
down_revision = "{before}"
def upgrade():
    {body}
"""


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations to which a test may add."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder


def add(steps: Path, body: str) -> None:
    step = STEP.format(name=ADDED, before=NEWEST, body=body)
    (steps / "versions" / f"{ADDED}.py").write_text(step, encoding="utf-8")


def filled(path: Path) -> Path:
    store = open_store(file_url(path))
    store.write(lambda tx: put(tx, "a", "1"))
    store.close()
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_the_migrations_make_exactly_the_tables_of_the_program(store: Store) -> None:
    with store.read() as tx:
        context = MigrationContext.configure(
            tx, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrations_name_primary_keys_and_columns_as_the_program_does(store: Store) -> None:
    # What the comparison above does not look at.
    own = create_engine("sqlite://")
    metadata.create_all(own)
    with store.read() as tx:
        made, meant = inspect(tx), inspect(own)
        for table in metadata.tables:
            assert made.get_pk_constraint(table) == meant.get_pk_constraint(table)
            keys = [sorted(map(str, side.get_foreign_keys(table))) for side in (made, meant)]
            assert keys[0] == keys[1]
            names = [column["name"] for column in made.get_columns(table)]
            assert names == [column["name"] for column in meant.get_columns(table)]


def test_steps_are_numbered_in_a_row_and_fit_the_column() -> None:
    files = sorted((migrate.FOLDER / "versions").glob("*.py"))
    for number, file in enumerate(files, start=1):
        assert re.fullmatch(rf"{number:04}_[a-z_]+", file.stem)
        assert len(file.stem) <= 32
    assert {file.stem for file in files} == migrate.known()
    assert files[-1].stem == migrate.head()


def test_steps_import_nothing_of_the_program() -> None:
    for file in (migrate.FOLDER / "versions").glob("*.py"):
        assert "efficacy" not in file.read_text(encoding="utf-8")


def test_a_migration_keeps_a_copy_named_after_what_is_in_it(path: Path, steps: Path) -> None:
    filled(path)
    add(steps, GOOD)
    store = open_store(file_url(path), now_ms=lambda: NOON_MS)
    assert settings(store) == {"a": "1"}
    store.close()
    assert rows(path, "SELECT name, value, note FROM setting") == [("a", "1", None)]
    (copy,) = migrate.kept_copies(path)
    assert copy.name == f"workshop-before-{NEWEST}-20260101-120000.db"
    assert rows(copy, "SELECT * FROM setting") == [("a", "1")]
    assert rows(copy, "SELECT * FROM alembic_version") == [(NEWEST,)]


def test_a_migration_without_a_wish_for_a_copy_keeps_none(path: Path, steps: Path) -> None:
    filled(path)
    add(steps, GOOD)
    open_store(file_url(path), backup=False).close()
    assert migrate.kept_copies(path) == ()


def test_a_fresh_database_needs_no_copy(path: Path, steps: Path) -> None:
    add(steps, GOOD)
    open_store(file_url(path)).close()
    assert migrate.kept_copies(path) == ()
    assert rows(path, "SELECT * FROM alembic_version") == [(ADDED,)]


def test_the_newest_five_copies_are_kept(path: Path, steps: Path) -> None:
    filled(path)
    dates = ["20240101-000000", "20251231-235959", "20250101-000000", "20240101-000001"]
    for number, date in enumerate([*dates, "20230101-000000"]):
        # The revision, which stands before the date, must not decide which is newer.
        path.with_name(f"workshop-before-{9 - number:04}_x-{date}.db").touch()
    bystander = path.with_name("workshop-mine.db")
    bystander.touch()
    add(steps, GOOD)
    open_store(file_url(path), now_ms=lambda: NOON_MS).close()
    kept = [copy.stem[-15:] for copy in migrate.kept_copies(path)]
    assert kept == ["20260101-120000", *sorted(dates, reverse=True)]
    assert bystander.exists()


@pytest.mark.parametrize("body", [BAD, ORPHANS, "raise RuntimeError('two\\nlines')"])
def test_a_failing_migration_leaves_the_file_as_it_was(path: Path, steps: Path, body: str) -> None:
    filled(path)
    add(steps, body)
    with pytest.raises(StoreError, match="could not be brought up to date") as caught:
        open_store(file_url(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    # Failing again and again never pushes out an older copy.
    assert migrate.kept_copies(path) == ()
    (steps / "versions" / f"{ADDED}.py").unlink()
    store = open_store(file_url(path))
    assert settings(store) == {"a": "1"}
    store.close()


def test_a_migration_may_rebuild_a_table_that_others_refer_to(path: Path, steps: Path) -> None:
    store = open_store(file_url(path))
    for statement in (
        "INSERT INTO facilitator VALUES ('f', 'Ana', 'hash', 0, NULL)",
        "INSERT INTO login VALUES ('l', 'f', 'hash', 0, NULL)",
    ):
        store.write(lambda tx, statement=statement: tx.exec_driver_sql(statement))
    store.close()
    add(
        steps,
        "batch = op.batch_alter_table('facilitator', recreate='always')\n"
        "    with batch as table: table.alter_column('name', new_column_name='said_name')",
    )
    open_store(file_url(path)).close()
    assert rows(
        path, "SELECT said_name FROM facilitator JOIN login ON facilitator_id = facilitator.id"
    ) == [("Ana",)]


def test_programs_that_upgrade_one_after_the_other_upgrade_once(path: Path, steps: Path) -> None:
    filled(path)
    add(steps, GOOD)
    assert migrate.upgrade_file(path, backup=True, now_ms=lambda: NOON_MS) is not None
    assert migrate.upgrade_file(path, backup=True, now_ms=lambda: NOON_MS + 1000) is None
    assert len(migrate.kept_copies(path)) == 1


def test_a_folder_with_odd_signs_in_its_name_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "50% & more" / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    open_store(file_url(tmp_path / "workshop.db")).close()


@hypothesis_settings(deadline=None)
@given(st.lists(st.integers(0, 4_000_000_000_000), min_size=2, max_size=2))
def test_dates_in_names_sort_as_the_moments_do(moments: list[int]) -> None:
    earlier, later = sorted(moments)
    assert migrate.dated(earlier) <= migrate.dated(later)
