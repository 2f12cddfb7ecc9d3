"""Take-home files and sheets that were given out, and the counts that came back from them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, func, insert, select

from efficacy.store.queries import AnyRow
from efficacy.store.tables import brought_back, cohort, participant, taken
from efficacy.store.upsert import upsert


def is_free(tx: Connection, tag: str) -> bool:
    """Return whether no file or sheet has this tag."""
    return tx.execute(select(taken.c.tag).where(taken.c.tag == tag)).first() is None


def give_out(
    tx: Connection, tag: str, participant_id: str, *, form: str, parts: str = "", now_ms: int
) -> None:
    """Note that somebody gets a file or a sheet with this tag."""
    tx.execute(
        insert(taken).values(
            tag=tag, participant_id=participant_id, form=form, parts=parts, issued_ms=now_ms
        )
    )


_OWNER = (
    select(taken, participant.c.cohort_id, participant.c.removed_ms, cohort.c.ended_ms)
    .join(participant, participant.c.id == taken.c.participant_id)
    .join(cohort, cohort.c.id == participant.c.cohort_id)
    .where(taken.c.tag == bindparam("wanted"))
)


def by_tag(tx: Connection, tag: str) -> AnyRow | None:
    """Return whose file or sheet a tag is, and how their group stands; None where it is unknown."""
    return tx.execute(_OWNER, {"wanted": tag}).one_or_none()


def last_of(tx: Connection, tag: str) -> AnyRow | None:
    """Return what came back last with a tag; None where nothing did."""
    newest = (
        select(brought_back)
        .where(brought_back.c.tag == tag)
        .order_by(brought_back.c.sequence.desc())
        .limit(1)
    )
    return tx.execute(newest).one_or_none()


def bring(tx: Connection, tag: str, sequence: int, values: Mapping[str, object]) -> None:
    """Keep what came back; what came with the same sequence is replaced."""
    upsert(tx, brought_back, {"tag": tag, "sequence": sequence, **values}, key=("tag", "sequence"))


_LAST = (
    select(brought_back.c.tag, func.max(brought_back.c.sequence).label("sequence"))
    .group_by(brought_back.c.tag)
    .subquery()
)
_OF_PERSON = (
    select(brought_back)
    .join(
        _LAST,
        (_LAST.c.tag == brought_back.c.tag) & (_LAST.c.sequence == brought_back.c.sequence),
    )
    .join(taken, taken.c.tag == brought_back.c.tag)
    .where(taken.c.participant_id == bindparam("person"))
    .order_by(brought_back.c.received_ms)
)


def of_person(tx: Connection, participant_id: str) -> list[AnyRow]:
    """Return what came back last with each tag of somebody, the oldest first."""
    return list(tx.execute(_OF_PERSON, {"person": participant_id}))


_PEOPLE = (
    select(func.count(taken.c.participant_id.distinct()))
    .join(brought_back, brought_back.c.tag == taken.c.tag)
    .join(participant, participant.c.id == taken.c.participant_id)
    .where(participant.c.cohort_id == bindparam("cohort"), participant.c.removed_ms.is_(None))
)


def people_who_brought(tx: Connection, cohort_id: str) -> int:
    """Return how many people of a cohort brought something back; nobody who was removed."""
    return int(tx.execute(_PEOPLE, {"cohort": cohort_id}).scalar_one())
