"""Bring a database to the tables of this program, by named steps, after a copy was kept.

A step is a file in ``migrations/versions``, named ``0002_what_it_does.py`` (32 characters at
most without ``.py``, also its revision id); it changes the tables through ``alembic.op`` and
imports nothing of this program, so that it does the same for ever. Foreign keys are not
enforced while steps run, so tables may be rebuilt; they are checked before the commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from efficacy.errors import StoreError
from efficacy.store import copies, sqlite

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic takes most of a second to import, and at nearly every start there is nothing to
# migrate: the names of the steps are read from the folder, Alembic only runs them.
FOLDER = Path(__file__).resolve().parent / "migrations"
KEPT = 5  # copies kept beside the file


def head() -> str:
    """Return the revision that this program's tables have."""
    return max(known())


def known() -> frozenset[str]:
    """Return every revision that this program can start from."""
    return frozenset(step.stem for step in (FOLDER / "versions").glob("[0-9]*.py"))


def recognised(connection: sqlite3.Connection, *, path: Path) -> str | None:
    """Return the revision of a SQLite file, None for one without tables; it is only read.

    Raises
    ------
    StoreError
        For a database of another program, or of a newer Can Do.
    """
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {str(row[0]) for row in rows}
    if not tables:
        return None
    # Others use Alembic too: a table of ours has to be there as well.
    if not {"alembic_version", "activity_run"} <= tables:
        raise _foreign(path)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise _foreign(path)
    _refuse_newer(str(row[0]), place=str(path))
    return str(row[0])


def upgrade_file(
    path: Path,
    *,
    backup: bool,
    now_ms: Callable[[], int],
    patience_s: float = sqlite.PATIENCE_S,
) -> Path | None:
    """Bring a SQLite file up to date in one transaction and return the copy kept before.

    The copy is made under the lock of that transaction, so it is exactly what was there. It
    lies beside the file as ``NAME-before-REVISION-DATE.db``, the newest five are kept. A file
    without tables, or one that another program has just brought up to date, needs none.

    Raises
    ------
    StoreError
        When a step fails; the file is as it was.
    """
    engine = sqlite.writing_engine(path, foreign_keys=False, patience_s=patience_s)
    kept: Path | None = None
    try:
        with engine.connect() as tx, tx.begin():
            present = _revision(tx)
            if present == head():
                return None
            if backup and present is not None:
                kept = _keep(path, present=present, at_ms=now_ms(), patience_s=patience_s)
            _run_steps(tx, place=str(path))
            _check_references(tx, place=str(path))
    except BaseException:
        if kept is not None and _is_as_before(path, str(present)):
            kept.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
    for old in kept_copies(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return kept


def upgrade_server(engine: Engine, *, place: str) -> None:
    """Bring a database server's tables up to date; its backups are its administrator's."""
    with engine.begin() as tx:
        present = _revision(tx)
        if present is not None:
            _refuse_newer(present, place=place)
        if present != head():
            _run_steps(tx, place=place)


def kept_copies(path: Path) -> tuple[Path, ...]:
    """Return the copies that upgrades left beside a database, the newest first.

    They hold call names as they were then; whoever deletes names at the retention date has
    to delete these too.
    """
    found = path.parent.glob("*.db")
    mine = [copy for copy in found if copy.name.startswith(f"{path.stem}-before-")]
    # The date is the last part of the name; revisions may contain anything but "-".
    return tuple(sorted(mine, key=lambda copy: copy.stem.split("-", -1)[-2:], reverse=True))


def dated(at_ms: int) -> str:
    """Return a moment as it stands in file names: ``20260131-174500`` (UTC)."""
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).strftime("%Y%m%d-%H%M%S")


def _keep(path: Path, *, present: str, at_ms: int, patience_s: float) -> Path:
    target = path.with_name(f"{path.stem}-before-{present}-{dated(at_ms)}.db")
    copies.copy_sound(path, target, patience_s=patience_s)
    return target


def _run_steps(tx: Connection, *, place: str) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = tx
    try:
        command.upgrade(config, "head")
    except Exception as error:
        known = sqlite.explained(error, place=place)
        raise known or _failed(place, str(error).splitlines()[0]) from error


def _check_references(tx: Connection, *, place: str) -> None:
    broken = tx.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise _failed(place, f"a row of {broken[0]} refers to nothing in {broken[2]}")


def _revision(tx: Connection) -> str | None:
    if not inspect(tx).has_table("alembic_version"):
        return None
    row = tx.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _is_as_before(path: Path, revision: str) -> bool:
    try:
        with closing(sqlite.raw(path, patience_s=0)) as connection:
            return recognised(connection, path=path) == revision
    except (StoreError, sqlite3.Error):
        return False


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    # The configuration reads % as its own sign.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _refuse_newer(revision: str, *, place: str) -> None:
    if revision not in known():
        raise StoreError(
            "The database {place} was written by a newer Can Do (its tables are {revision}, this"
            " program knows them up to {head}). Start the newer program, or name another file"
            " with --database. Nothing was changed.",
            place=place,
            revision=revision,
            head=head(),
        )


def _foreign(path: Path) -> StoreError:
    return StoreError(
        "The file {place} is a database of another program. Nothing in it was changed. Name"
        " another file with --database or WORKSHOP_DATABASE_URL.",
        place=path,
    )


def _failed(place: str, reason: str) -> StoreError:
    return StoreError(
        "The database {place} could not be brought up to date ({reason}). It is as it was:"
        " go on with the Can Do you used before, and report this sentence.",
        place=place,
        reason=reason,
    )
