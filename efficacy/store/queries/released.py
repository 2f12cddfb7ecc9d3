"""What people released for printing: handouts with what is theirs on them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select

from efficacy.store.tables import participant, released


def replace(
    tx: Connection, participant_id: str, handout_ids: Collection[str], *, now_ms: int
) -> None:
    """Let these be all that somebody releases; none takes everything back."""
    tx.execute(delete(released).where(released.c.participant_id == participant_id))
    if handout_ids:
        tx.execute(
            insert(released),
            [
                {"participant_id": participant_id, "handout_id": one, "released_ms": now_ms}
                for one in sorted(handout_ids)
            ],
        )


def of_person(tx: Connection, participant_id: str) -> frozenset[str]:
    """Return the ids of the handouts that somebody releases."""
    rows = tx.execute(
        select(released.c.handout_id).where(released.c.participant_id == participant_id)
    )
    return frozenset(rows.scalars())


_OF_COHORT = (
    select(released.c.participant_id, released.c.handout_id)
    .join(participant, participant.c.id == released.c.participant_id)
    .where(participant.c.cohort_id == bindparam("cohort"), participant.c.removed_ms.is_(None))
)


def of_cohort(tx: Connection, cohort_id: str) -> dict[str, frozenset[str]]:
    """Return what each person of a cohort releases, by participant id; nobody who was removed."""
    found: dict[str, set[str]] = {}
    for row in tx.execute(_OF_COHORT, {"cohort": cohort_id}):
        found.setdefault(row.participant_id, set()).add(row.handout_id)
    return {person: frozenset(ids) for person, ids in found.items()}
