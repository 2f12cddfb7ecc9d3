"""Say that a database is in use, so that nobody replaces it under an open program.

SQLite's own locks cannot tell: outside WAL an idle program holds none. A small file
beside the database carries a lock for as long as the program lives; it is SQLite's
own kind of lock, so it works alike on all systems and ends with the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from efficacy.errors import StoreError
from efficacy.store.sqlite import PATIENCE_S, raw


def in_use_file(path: Path) -> Path:
    """Return the empty file beside ``path`` that carries the lock."""
    return path.with_name(path.name + "-in-use")


def share(path: Path, *, patience_s: float = PATIENCE_S) -> sqlite3.Connection:
    """Hold the database together with others until the connection is closed.

    Raises
    ------
    sqlite3.Error
        Busy while somebody replaces the database.
    """
    connection = sqlite3.connect(
        in_use_file(path), timeout=patience_s, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN")
        # The lock is taken at the first read and kept until the transaction ends.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the database alone; StoreError at once while any program has it open."""
    with closing(raw(in_use_file(path), patience_s=0)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise in_use(path) from error
        yield


def in_use(path: Path) -> StoreError:
    """Return the sentence for a database that a running program holds."""
    return StoreError(
        "The database {place} is in use. Stop Can Do (press Ctrl+C where it runs) and every other"
        " program that has the file open, then try again. Nothing was changed.",
        place=path,
    )
