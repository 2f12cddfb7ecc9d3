"""Back up a live database, bring a backup back, and make deleted rows vanish from the disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from efficacy.errors import CanDoError, StoreError
from efficacy.store import copies, hold, migrate, sqlite
from efficacy.store.engine import Store, system_now_ms
from efficacy.store.migrate import kept_copies
from efficacy.store.place import path_of, shown

__all__ = ["backup", "kept_copies", "problems", "restore", "vacuum"]

_MAGIC = b"SQLite format 3\0"  # how every database file begins


def backup(store_or_url: Store | str, target: Path, *, force: bool = False) -> None:
    """Write a checked copy of a database to ``target``, also while a session is live.

    The copy holds everything that was saved when it began. It is one file, made under another
    name first, so that ``target`` is never half a backup.

    Parameters
    ----------
    store_or_url : Store or str
        What to copy; nobody has to stop writing.
    target : Path
        A file name in an existing folder.
    force : bool
        Replace an existing file.

    Raises
    ------
    StoreError
        When the target exists, or anything could not be read, written or proved sound.
    """
    source = _file_of(store_or_url)
    target = target.expanduser().absolute()
    _refuse_target(source, target, force=force)
    with _sentences(source, target):
        copies.copy_sound(source, target)


def restore(
    url: str,
    source: Path,
    *,
    now_ms: Callable[[], int] = system_now_ms,
) -> Path | None:
    """Put a backup in the place of a database and return where the replaced one was kept.

    The backup is copied and checked before anything is touched; the present database is copied
    to ``NAME-replaced-DATE.db``. At every moment there is a whole database in the place.
    Tables of an older Can Do are brought up to date at the next start.

    Raises
    ------
    StoreError
        When the source is no sound database of Can Do or of a newer one, when a program has
        the present database open, or when the disk refuses; the present database is as it was.
    """
    path = _file_of(url)
    source = source.expanduser().absolute()
    if source == path:
        raise StoreError("{place} is the database itself, not a backup of it.", place=source)
    with _sentences(source, path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with hold.alone(path), copies.unfinished(path) as part:
            copies.copy_into(source, part)
            _refuse_stranger(part, source=source)
            if not path.exists():
                _remove_companions(path)
                return None
            _fold(path)
            kept = _kept_aside(path, at_ms=now_ms())
            # They belong to the old file: beside the new one they would damage it.
            _remove_companions(path)
            return kept


def vacuum(store: Store) -> bool:
    """Rewrite the file without its deleted rows and return whether nothing of them is left.

    False when somebody was reading meanwhile: the rest goes when the store is closed, or with
    the next call. On PostgreSQL the server does this by itself.

    Raises
    ------
    StoreError
        When the file cannot be written, or another program writes all the time.
    """
    if store.path is None:
        return True
    with _sentences(store.path, store.path), closing(sqlite.raw(store.path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        # The old pages stand in the file until the WAL is folded in and emptied.
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def problems(store_or_url: Store | str) -> tuple[str, ...]:
    """Return what SQLite finds wrong in a database file; empty when it is sound."""
    path = _file_of(store_or_url)
    with _sentences(path, path), closing(sqlite.raw(path, may_write=False)) as connection:
        return sqlite.problems(connection)


def _file_of(store_or_url: Store | str) -> Path:
    url = store_or_url.url if isinstance(store_or_url, Store) else store_or_url
    path = path_of(url)
    if path is None:
        raise StoreError(
            "{place} is a database server. Use its own tools (pg_dump, pg_restore).",
            place=shown(url),
        )
    return path


def _refuse_target(source: Path, target: Path, *, force: bool) -> None:
    if target.resolve() == source.resolve():
        raise StoreError("{place} is the database itself. Name another file.", place=target)
    if target.is_dir():
        raise StoreError("{place} is a folder. Name a file in it.", place=target)
    if target.exists() and not force:
        raise StoreError(
            "The file {place} exists already. Name another one, or repeat with --force to"
            " replace it.",
            place=target,
        )
    if not target.parent.is_dir():
        raise StoreError("There is no folder {place}. Make it first.", place=target.parent)


def _refuse_stranger(part: Path, *, source: Path) -> None:
    with closing(sqlite.raw(part)) as connection:
        if migrate.recognised(connection, path=source) is None:
            raise StoreError(
                "The file {place} holds no database of Can Do. Nothing was changed.", place=source
            )


def _fold(path: Path) -> None:
    """Fold the WAL into the present file; a damaged one stays as it is, companions and all."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            # SQLite would throw away a WAL that may still be worth something to an expert.
            return
    try:
        with closing(sqlite.raw(path, patience_s=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        # Some other program, such as a database viewer, has it open.
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise hold.in_use(path) from error


def _kept_aside(path: Path, *, at_ms: int) -> Path:
    name = f"{path.stem}-replaced-{migrate.dated(at_ms)}"
    kept, number = path.with_name(f"{name}.db"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{name}-{number}.db")
    pairs = zip((path, *copies.companions(path)), (kept, *copies.companions(kept)), strict=True)
    made = [(present, aside) for present, aside in pairs if present.exists()]
    try:
        for present, aside in made:
            shutil.copy2(present, aside)
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
    except OSError:
        for _, aside in made:
            aside.unlink(missing_ok=True)
        raise
    return kept


def _remove_companions(path: Path) -> None:
    for companion in copies.companions(path):
        companion.unlink(missing_ok=True)


@contextmanager
def _sentences(source: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except CanDoError:
        raise
    except sqlite3.Error as error:
        known = sqlite.explained(error, place=str(source))
        raise known or _not_done(source, target, error) from error
    except OSError as error:
        raise _not_done(source, target, error) from error


def _not_done(source: Path, target: Path, error: Exception) -> StoreError:
    return StoreError(
        "{source} could not be copied to {target} ({reason}). Check both places and the room on"
        " the disk. Nothing was changed.",
        source=source,
        target=target,
        reason=getattr(error, "strerror", None) or error,
    )
