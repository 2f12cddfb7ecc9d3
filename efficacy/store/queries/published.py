"""Group figures that left the room: what was said, and whose values were in it (hashed)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, insert, select

from efficacy.store.queries import AnyRow
from efficacy.store.tables import published


def of_cohort(tx: Connection, cohort_id: str) -> Sequence[AnyRow]:
    """Return all figures that left, oldest first; ``people`` and ``said`` are JSON."""
    return tx.execute(
        select(published)
        .where(published.c.cohort_id == cohort_id)
        .order_by(published.c.at_ms, published.c.figure, published.c.number)
    ).all()


def count(tx: Connection, cohort_id: str) -> int:
    """Return how many figures left."""
    return tx.execute(
        select(func.count()).select_from(published).where(published.c.cohort_id == cohort_id)
    ).scalar_one()


def add(
    tx: Connection, cohort_id: str, *, figure: str, people: Collection[str], said: str, now_ms: int
) -> None:
    """Remember a figure that leaves now; one of the same name left before it, or none did."""
    latest = select(func.max(published.c.number)).where(
        published.c.cohort_id == cohort_id, published.c.figure == figure
    )
    tx.execute(
        insert(published).values(
            cohort_id=cohort_id,
            figure=figure,
            number=(tx.execute(latest).scalar_one() or 0) + 1,
            people=json.dumps(sorted(people)),
            said=said,
            at_ms=now_ms,
        )
    )
