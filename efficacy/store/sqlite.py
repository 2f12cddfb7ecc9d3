"""SQLite as this program uses it: connections, journal, and its errors as sentences."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from efficacy.errors import StoreError
from efficacy.language import later
from efficacy.store.place import is_on_network

PATIENCE_S = 10.0  # how long one program waits for another to finish writing

# Written into the file's header ("CanD"): a real write, by which a start finds out whether
# the file can be written at all, and by which the system's ``file`` command can tell it.
_APPLICATION_ID = 0x43616E44

NO_WAL = (
    "The database {place} lies on a drive that several machines share, or that works like one."
    " Can Do uses a slower, safe way of writing there. Move it to this machine's own disk when"
    " you can, and never open it from two machines at once."
)

_NOT_WRITABLE = later(
    "The database {place} cannot be written: the file or its folder is read-only, or the folder is"
    " missing. Make both writable, or name another place with --database or WORKSHOP_DATABASE_URL."
)
_BROKEN = later(
    "The database {place} is damaged. Keep a copy of the file as it is, then bring back your last"
    " backup with: workshop restore FILE."
)
# By SQLite's primary result code; what is not here is a mistake of the program, not of the disk.
_SENTENCES = {
    sqlite3.SQLITE_BUSY: later(
        "Another program holds the database {place}. Close other programs that have it open"
        " (a second Can Do, a database viewer, a backup), then try again. This was not saved."
    ),
    sqlite3.SQLITE_FULL: later(
        "The disk that holds the database {place} is full. Make room, then try again. This was"
        " not saved; what was saved before is safe."
    ),
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_AUTH: _NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: later(
        "The disk did not read or write the database {place}. Check that the drive is connected"
        " and has room, then try again. This was not saved."
    ),
    sqlite3.SQLITE_PROTOCOL: later(
        "The drive that holds the database {place} does not lock files. Move the file to this"
        " machine's own disk and name it with --database."
    ),
    sqlite3.SQLITE_NOTADB: later(
        "The file {place} is not a database of Can Do. Nothing in it was changed. Name another"
        " file with --database or WORKSHOP_DATABASE_URL."
    ),
    sqlite3.SQLITE_CORRUPT: _BROKEN,
}


def explained(error: BaseException, *, place: str, reading: bool = False) -> StoreError | None:
    """Return the sentence for an error of disk, file or lock; None for any other error.

    Parameters
    ----------
    error : BaseException
        As raised by ``sqlite3`` or, wrapped, by SQLAlchemy.
    place : str
        What the sentence calls the database.
    reading : bool
        Whether it came from a connection that refuses writes: to be told that something is
        read-only is then a mistake of the program.
    """
    inner = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(inner, "sqlite_errorcode", None)
    if not isinstance(code, int) or (reading and code & 0xFF == sqlite3.SQLITE_READONLY):
        return None
    sentence = _SENTENCES.get(code & 0xFF)
    return StoreError(sentence, place=place) if sentence else None


def damaged(place: object) -> StoreError:
    """Return the sentence for a file that SQLite finds damaged."""
    return StoreError(_BROKEN, place=place)


def raw(
    path: Path, *, may_write: bool = True, patience_s: float = PATIENCE_S
) -> sqlite3.Connection:
    """Return a plain connection without automatic transactions; it never makes a new folder.

    With ``may_write=False`` the file has to exist and is not changed.
    """
    if may_write:
        return sqlite3.connect(path, timeout=patience_s, isolation_level=None)
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, timeout=patience_s, isolation_level=None, uri=True)


def problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong in a whole file; empty when it is sound."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return () if found == ["ok"] else tuple(found)


def looks_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the pages of a file fit together; quicker than ``problems``."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def settle_journal(path: Path, *, patience_s: float = PATIENCE_S) -> tuple[str, tuple[str, ...]]:
    """Put the file into WAL, or into DELETE where the drive cannot do WAL, and try to write.

    Returns
    -------
    tuple
        The mode (``wal`` or ``delete``) and the sentences to show about it.

    Raises
    ------
    sqlite3.Error
        When the file cannot be written in either mode.
    """
    if not is_on_network(path.parent):
        try:
            if _tried(path, "wal", patience_s=patience_s):
                return "wal", ()
        except sqlite3.OperationalError as error:
            # A drive without shared memory says so at the first use of WAL, in one of these ways.
            weak = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CANTOPEN)
            if error.sqlite_errorcode & 0xFF not in weak:
                raise
    _tried(path, "delete", patience_s=patience_s)
    return "delete", (NO_WAL.format(place=path),)


def _tried(path: Path, mode: Literal["wal", "delete"], *, patience_s: float) -> bool:
    with closing(raw(path, patience_s=patience_s)) as connection:
        if mode == "delete":
            # Leaving WAL must work without the shared memory that is missing here.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        if connection.execute(f"PRAGMA journal_mode={mode}").fetchone()[0] != mode:
            return False
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
        connection.execute("COMMIT")
    return True


def writing_engine(
    path: Path, *, foreign_keys: bool = True, patience_s: float = PATIENCE_S
) -> Engine:
    """Return an engine of one connection whose transactions begin with ``BEGIN IMMEDIATE``.

    ``foreign_keys=False`` is for migrations only, which rebuild tables and check afterwards.
    """
    pragmas = (
        # FULL, and the real flush of macOS: a committed answer survives a power cut.
        "synchronous=FULL",
        "fullfsync=ON",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        # What is deleted at the retention date is overwritten, not only unlinked.
        "secure_delete=ON",
    )
    return _engine(path, "BEGIN IMMEDIATE", pragmas, size=1, more=0, patience_s=patience_s)


def reading_engine(path: Path, *, size: int, patience_s: float = PATIENCE_S) -> Engine:
    """Return an engine of up to twice ``size`` connections that refuse every write."""
    return _engine(path, "BEGIN", ("query_only=ON",), size=size, more=size, patience_s=patience_s)


def _engine(
    path: Path, begin: str, pragmas: tuple[str, ...], *, size: int, more: int, patience_s: float
) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        # isolation_level None: the driver begins nothing of its own, the event below does.
        connect_args={"isolation_level": None, "timeout": patience_s, "check_same_thread": False},
        pool_size=size,
        max_overflow=more,
        # An error goes to the log, and what somebody wrote must not go with it.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]

    return engine
