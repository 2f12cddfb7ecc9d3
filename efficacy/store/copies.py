"""Copy a database while it is in use: whole, checked, and never half-written."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from efficacy.errors import StoreError
from efficacy.store import sqlite


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Lend a temporary file beside ``target``; it becomes ``target`` when the block succeeds."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        os.replace(part, target)
        _settle(target.parent)
    finally:
        for leftover in (part, *companions(part)):
            leftover.unlink(missing_ok=True)


def copy_sound(source: Path, target: Path, *, patience_s: float = sqlite.PATIENCE_S) -> None:
    """Write a checked copy of ``source`` to ``target``, replacing it in one step.

    What stands in the WAL of the source is in the copy, which is one file without companions.

    Raises
    ------
    StoreError
        When the copy is not sound.
    sqlite3.Error, OSError
        When the source cannot be read or the target cannot be written; no target is left.
    """
    with unfinished(target) as part:
        copy_into(source, part, patience_s=patience_s)


def copy_into(source: Path, part: Path, *, patience_s: float = sqlite.PATIENCE_S) -> None:
    """Fill the empty file ``part`` from ``source`` and check it; see ``copy_sound``."""
    with closing(_reading(source, patience_s=patience_s)) as old, closing(sqlite.raw(part)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        if sqlite.problems(new):
            raise sqlite.damaged(source)


def companions(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite may keep beside ``path`` and that belong to it."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def _reading(source: Path, *, patience_s: float) -> sqlite3.Connection:
    if not source.is_file():
        raise StoreError("There is no database {place}. Check the path.", place=source)
    connection = sqlite.raw(source, may_write=False, patience_s=patience_s)
    try:
        # The lock is taken here, with patience: the copying itself would wait for ever.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _settle(folder: Path) -> None:
    # A name is safe from a power cut once its folder is; Windows cannot and need not.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
