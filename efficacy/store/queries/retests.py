"""Retest reliabilities from outside, by scale and version of its instrument."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from efficacy.store.queries import AnyRow
from efficacy.store.tables import retest
from efficacy.store.upsert import upsert

_KEY = ("scale_id", "version")


def save(tx: Connection, **columns: object) -> None:
    """Write a reliability, new or over the one of the same scale and version."""
    upsert(tx, retest, columns, key=_KEY)


def forget(tx: Connection, scale_id: str, version: str) -> bool:
    """Delete a reliability; return whether there was one."""
    gone = tx.execute(
        delete(retest).where(retest.c.scale_id == scale_id, retest.c.version == version)
    )
    return gone.rowcount > 0


def all_of_them(tx: Connection) -> list[AnyRow]:
    """Return every reliability, by scale and version."""
    return list(tx.execute(select(retest).order_by(retest.c.scale_id, retest.c.version)))
