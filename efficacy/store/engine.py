"""The store: one way to read, one way to write, and how a database is opened.

Reads come from a pool, each a consistent view. Writes are jobs: functions that get a
connection and are committed before ``write`` returns. On SQLite one thread runs them.
"""

from __future__ import annotations

import atexit
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import time
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from efficacy.errors import CanDoError, StoreError
from efficacy.store import hold, migrate, sqlite
from efficacy.store.place import (
    data_folder,
    default_url,
    file_url,
    licensed_folder,
    own_folder,
    own_handouts_folder,
    parsed,
    path_of,
    shown,
)
from efficacy.store.writer import DirectWriter, QueueWriter, Writer, closed

__all__ = [
    "Store",
    "data_folder",
    "default_url",
    "file_url",
    "licensed_folder",
    "open_store",
    "own_folder",
    "own_handouts_folder",
    "reading_beside",
]

T = TypeVar("T")
READERS = 32  # as many as Streamlit runs scripts at once; twice that for a moment
_EXIT_S = 15.0  # how long an exit waits for the last jobs: longer than SQLite's patience
_CHECK_UP_TO = 64 * 1024 * 1024  # bytes of a file that is looked through at every start


def system_now_ms() -> int:
    """Return the machine's clock in milliseconds UTC."""
    return int(time() * 1000)


class Store:
    """An open database; made by ``open_store``.

    Attributes
    ----------
    url : str
        Its address, with the password if there is one: never show it, show ``place``.
    place : str
        Its path, or its address without password.
    path : Path or None
        The SQLite file; None on PostgreSQL.
    journal_mode : str
        ``wal``; ``delete`` on drives that cannot do WAL; ``server`` on PostgreSQL.
    warnings : tuple of str
        Sentences that the command and the console show about this database.
    """

    def __init__(
        self,
        url: str,
        *,
        writer: Writer,
        readers: Engine,
        journal_mode: str,
        warnings: tuple[str, ...] = (),
        held: sqlite3.Connection | None = None,
    ) -> None:
        self.url = url
        self.place = shown(url)
        self.path = path_of(url)
        self.journal_mode = journal_mode
        self.warnings = warnings
        self._writer = writer
        self._readers = readers
        self._held = held
        self._closed = False
        self._here = threading.local()
        atexit.register(self._leave)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection for reading; all reads inside see the same moment.

        Never hold it while drawing, and do not write inside. The connection refuses writes
        and goes back to the pool whatever happens.

        Raises
        ------
        StoreError
            When the store is closed, or the file cannot be read.
        """
        if self._closed:
            raise closed()
        depth: int = getattr(self._here, "reading", 0)
        self._here.reading = depth + 1
        try:
            with self._readers.connect() as tx, tx.begin():
                yield tx
        except DBAPIError as error:
            known = sqlite.explained(error, place=self.place, reading=True)
            if known is None:
                raise
            raise known from error
        except PoolTimeout as error:
            raise StoreError("Too many screens read at once. Try again in a moment.") from error
        finally:
            self._here.reading = depth

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run ``job`` in a transaction and return its result once that is committed.

        Jobs that wait at the same time may share one commit; what one of them raises undoes
        that one alone. A job must be quick, must not commit, and must return plain values.

        Raises
        ------
        StoreError
            When the store is closed, or the disk or file did not take it: nothing is saved.
        RuntimeError
            When called inside a write job or inside ``read``: both would wait for themselves
            (the second on drives without WAL).
        Exception
            Whatever ``job`` raises; its changes are undone.
        """
        if getattr(self._here, "reading", 0):
            raise RuntimeError("Store.write() was called inside Store.read(). Leave that first.")
        return self._writer.run(job)

    def close(self) -> None:
        """Finish the accepted jobs and let go of the file; a second call does nothing."""
        self._close(patience_s=None)

    def _leave(self) -> None:
        self._close(patience_s=_EXIT_S)

    def _close(self, *, patience_s: float | None) -> None:
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self._leave)
        # Readers first: the last connection to close folds the WAL into the file.
        self._readers.dispose()
        self._writer.close(patience_s=patience_s)
        if self._held is not None:
            self._held.close()


@contextmanager
def reading_beside(path: Path) -> Iterator[Connection]:
    """Lend a connection that reads a file which another process of ours has open.

    It sees one moment and refuses writes, as ``Store.read`` does; it holds nothing and changes
    nothing, so that the other process notices none of it.
    """
    engine = sqlite.reading_engine(path, size=1)
    try:
        with engine.connect() as tx, tx.begin():
            yield tx
    finally:
        engine.dispose()


def open_store(
    url: str | None = None,
    *,
    backup: bool = True,
    now_ms: Callable[[], int] = system_now_ms,
    patience_s: float = sqlite.PATIENCE_S,
) -> Store:
    """Open a database, made or brought up to date where needed.

    Parameters
    ----------
    url : str, optional
        ``sqlite:///path`` or ``postgresql+psycopg://...``; ``default_url()`` without it.
    backup : bool
        Keep a copy of the file before its tables are changed.
    now_ms : callable
        The clock that dates the copy, milliseconds UTC.
    patience_s : float
        How long to wait for another program that writes.

    Raises
    ------
    StoreError
        One or two sentences that say what to do; the file is then as it was.
    """
    url = url or default_url()
    path = path_of(url)
    try:
        if path is None:
            return _open_server(url)
        return _open_file(url, path, backup=backup, now_ms=now_ms, patience_s=patience_s)
    except CanDoError:
        raise
    except (sqlite3.Error, DBAPIError) as error:
        known = sqlite.explained(error, place=shown(url))
        raise known or _cannot_open(url, error) from error
    except OSError as error:
        raise _cannot_open(url, error) from error


def _open_file(
    url: str, path: Path, *, backup: bool, now_ms: Callable[[], int], patience_s: float
) -> Store:
    # Readable by this user only: what is in it is personal.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise StoreError("{place} is a folder, not a database. Name a file in it.", place=path)
    held = hold.share(path, patience_s=patience_s)
    try:
        revision = _inspected(path, patience_s=patience_s)
        mode, warnings = sqlite.settle_journal(path, patience_s=patience_s)
        if revision != migrate.head():
            migrate.upgrade_file(path, backup=backup, now_ms=now_ms, patience_s=patience_s)
        writing = sqlite.writing_engine(path, patience_s=patience_s)
        return Store(
            url,
            writer=QueueWriter(
                writing, explain=lambda error: sqlite.explained(error, place=str(path))
            ),
            readers=sqlite.reading_engine(path, size=READERS, patience_s=patience_s),
            journal_mode=mode,
            warnings=warnings,
            held=held,
        )
    except BaseException:
        held.close()
        raise


def _inspected(path: Path, *, patience_s: float) -> str | None:
    if not path.exists() or not path.stat().st_size:
        return None
    with closing(sqlite.raw(path, patience_s=patience_s)) as connection:
        revision = migrate.recognised(connection, path=path)
        # Found now, with the backup at hand, rather than in the middle of a session.
        if path.stat().st_size <= _CHECK_UP_TO and not sqlite.looks_sound(connection):
            raise sqlite.damaged(path)
    return revision


def _open_server(url: str) -> Store:
    try:
        engine = create_engine(
            parsed(url), isolation_level="SERIALIZABLE", pool_size=READERS, hide_parameters=True
        )
    except ImportError as error:
        raise StoreError(
            "The address {place} needs the package psycopg. Install it where Can Do is installed:"
            " pip install psycopg[binary].",
            place=shown(url),
        ) from error
    migrate.upgrade_server(engine, place=shown(url))
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Store(url, writer=DirectWriter(engine), readers=readers, journal_mode="server")


def _cannot_open(url: str, error: BaseException) -> StoreError:
    return StoreError(
        "The database {place} cannot be opened ({reason}). Check the path and that you may write"
        " there, or name another place with --database or WORKSHOP_DATABASE_URL.",
        place=shown(url),
        reason=getattr(error, "strerror", None) or str(error).splitlines()[0],
    )
