"""Where the database lies: addresses, folders, and drives that SQLite must treat with care."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from efficacy.errors import StoreError

VARIABLE = "WORKSHOP_DATABASE_URL"

# What Linux calls drives that lie on another machine; there the shared memory of WAL
# is not shared, and two laptops would write over each other.
_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs"})
_DRIVE_REMOTE = 4  # GetDriveTypeW's word for a network drive


def data_folder() -> Path:
    """Return the folder of this user that holds the database (it may not exist yet)."""
    return Path(platformdirs.user_data_dir("Can Do", appauthor=False))


def licensed_folder() -> Path:
    """Return the folder of this user for instruments that they bought (it may not exist)."""
    return data_folder() / "licensed"


def own_folder(url: str | None = None) -> Path:
    """Return the folder of plans and stories of one's own (it may not exist yet).

    It lies beside the database file, so that a database for trying things out has one of its
    own; for a database server it lies in the data folder.
    """
    file = path_of(url or default_url())
    return (file.parent if file else data_folder()) / "own-curriculum"


def own_handouts_folder(url: str | None = None) -> Path:
    """Return the folder of handouts of one's own, beside the plans (it may not exist yet)."""
    return own_folder(url).with_name("own-handouts")


def default_url() -> str:
    """Return ``WORKSHOP_DATABASE_URL``, else the address of ``workshop.db`` in the data folder."""
    return os.environ.get(VARIABLE) or file_url(data_folder() / "workshop.db")


def file_url(path: Path) -> str:
    """Return the address of a SQLite file, with every odd character of its path made safe."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def parsed(url: str) -> URL:
    """Return ``url`` in its parts; StoreError unless it is SQLite (a file) or PostgreSQL."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise _unknown(url) from error
    if parts.drivername == "sqlite" and parts.database not in (None, "", ":memory:"):
        return parts
    if parts.drivername == "postgresql+psycopg" and parts.database:
        return parts
    raise _unknown(_without_password(parts))


def path_of(url: str) -> Path | None:
    """Return the file that ``url`` names, absolute; None for a database server."""
    parts = parsed(url)
    if parts.drivername != "sqlite" or parts.database is None:
        return None
    return Path(parts.database).expanduser().absolute()


def shown(url: str) -> str:
    """Return how a database is called on screens: its path, or its address without password."""
    path = path_of(url)
    return str(path) if path else _without_password(parsed(url))


def is_on_network(path: Path) -> bool:
    """Tell whether ``path`` lies on another machine, as far as the system tells.

    False where it is not known; SQLite's own probe (``sqlite.settle_journal``) comes after it.
    """
    if sys.platform == "win32":
        import ctypes

        whole = str(path.resolve())
        drive = os.path.splitdrive(whole)[0]
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
        return whole.startswith("\\\\") or kind == _DRIVE_REMOTE
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return file_system(path, mounts) in _REMOTE


def file_system(path: Path, mounts: Iterable[str]) -> str:
    """Return the kind of file system that holds ``path``, from Linux's ``mountinfo`` lines.

    The longest mount point above the path decides, of equally long ones the last mounted;
    an empty string where no line fits.
    """
    whole = path.resolve()
    longest, found = -1, ""
    for line in mounts:
        before, _, after = line.partition(" - ")
        columns = before.split(" ")
        if len(columns) < 5 or not after:
            continue
        point = Path(columns[4].replace("\\040", " "))
        if whole.is_relative_to(point) and len(point.parts) >= longest:
            longest, found = len(point.parts), after.split(" ")[0]
    return found


def _without_password(parts: URL) -> str:
    return parts.render_as_string(hide_password=True)


def _unknown(url: str) -> StoreError:
    return StoreError(
        "{url} is not an address of a database. Expected sqlite:///path/to/workshop.db or"
        " postgresql+psycopg://user@server/name. Correct --database or WORKSHOP_DATABASE_URL.",
        url=url,
    )
