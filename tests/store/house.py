"""Small things that the store's tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from efficacy.store.engine import Store

ROOT = Path(__file__).resolve().parents[2]
NOON_MS = 1_767_268_800_000  # 2026-01-01 12:00:00 UTC
NOBODY = 65534


def put(tx: Connection, name: str, value: str) -> None:
    """Write one setting; the simplest row there is."""
    tx.execute(text("INSERT INTO setting VALUES (:name, :value)"), {"name": name, "value": value})


def settings(store: Store) -> dict[str, str]:
    with store.read() as tx:
        return {row.name: row.value for row in tx.execute(text("SELECT name, value FROM setting"))}


@contextmanager
def plain_account(*folders: Path) -> Iterator[None]:
    """Run as somebody whom read-only files stop; root is not stopped by them."""
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    below = Path(tempfile.gettempdir())
    for folder in folders:
        for above in (folder, *folder.parents):
            if below in above.parents:
                above.chmod(above.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
