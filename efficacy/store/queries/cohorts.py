"""Cohorts, who owns them, and the content they have pinned."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from efficacy.store.queries import AnyRow
from efficacy.store.tables import (
    activity_run,
    brought_back,
    call_name,
    cohort,
    cohort_facilitator,
    completion,
    content,
    device,
    note,
    participant,
    partner,
    projector,
    published,
    released,
    response,
    session,
    shown,
    taken,
    talk_wish,
)

_DAY_MS = 86_400_000


def pin_content(tx: Connection, *, version: str, plan_id: str, body: str, now_ms: int) -> None:
    """Keep this content for good, once."""
    if tx.execute(select(content.c.version).where(content.c.version == version)).first() is None:
        tx.execute(
            insert(content).values(version=version, plan_id=plan_id, body=body, created_ms=now_ms)
        )


def content_body(tx: Connection, version: str) -> str:
    """Return pinned content as JSON text; empty where it is missing."""
    found = select(content.c.body).where(content.c.version == version)
    return str(tx.execute(found).scalar_one_or_none() or "")


def add(tx: Connection, **columns: Any) -> None:
    """Insert a cohort."""
    tx.execute(insert(cohort).values(**columns))


def add_facilitator(tx: Connection, cohort_id: str, facilitator_id: str, role: str) -> None:
    """Let a facilitator work with a cohort."""
    tx.execute(
        insert(cohort_facilitator).values(
            cohort_id=cohort_id, facilitator_id=facilitator_id, role=role
        )
    )


def role_of(tx: Connection, cohort_id: str, facilitator_id: str) -> str | None:
    """Return owner, co, or None for a stranger."""
    return tx.execute(
        select(cohort_facilitator.c.role).where(
            cohort_facilitator.c.cohort_id == cohort_id,
            cohort_facilitator.c.facilitator_id == facilitator_id,
        )
    ).scalar_one_or_none()


_BY_ID = select(cohort).where(cohort.c.id == bindparam("wanted"))


def by_id(tx: Connection, cohort_id: str) -> AnyRow | None:
    """Return a cohort's row."""
    return tx.execute(_BY_ID, {"wanted": cohort_id}).one_or_none()


_BY_CODE = select(cohort).where(cohort.c.code == bindparam("typed"))


def by_code(tx: Connection, code: str) -> AnyRow | None:
    """Return the cohort with this code (codes are lower case)."""
    return tx.execute(_BY_CODE, {"typed": code}).one_or_none()


def change(tx: Connection, cohort_id: str, **columns: Any) -> None:
    """Write only the named columns."""
    tx.execute(update(cohort).where(cohort.c.id == cohort_id).values(**columns))


def fix_mode(tx: Connection, cohort_id: str, *, now_ms: int) -> str:
    """Fix the mode, the first time a consent page is served; return it."""
    tx.execute(
        update(cohort)
        .where(cohort.c.id == cohort_id, cohort.c.mode_fixed_ms.is_(None))
        .values(mode_fixed_ms=now_ms)
    )
    return str(tx.execute(select(cohort.c.mode).where(cohort.c.id == cohort_id)).scalar_one())


def of_facilitator(tx: Connection, facilitator_id: str) -> list[AnyRow]:
    """Return the cohorts of a facilitator, newest first, with head count and role."""
    mine = cohort_facilitator.c.facilitator_id == facilitator_id
    query = _with_heads(cohort_facilitator.c.role).join(
        cohort_facilitator, and_(cohort_facilitator.c.cohort_id == cohort.c.id, mine)
    )
    return list(tx.execute(query))


def all_of_them(tx: Connection) -> list[AnyRow]:
    """Return every cohort, newest first, with head count; whoever asks is as good as owner."""
    return list(tx.execute(_with_heads(literal("owner").label("role"))))


def _with_heads(role: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    heads = (
        select(participant.c.cohort_id, func.count().label("participants"))
        .where(participant.c.removed_ms.is_(None))
        .group_by(participant.c.cohort_id)
        .subquery()
    )
    return (
        select(cohort, func.coalesce(heads.c.participants, 0).label("participants"), role)
        .outerjoin(heads, heads.c.cohort_id == cohort.c.id)
        .order_by(cohort.c.created_ms.desc(), cohort.c.id)
    )


def adopt_ownerless(tx: Connection, facilitator_id: str) -> None:
    """Give a facilitator the cohorts that were made before anybody was set up."""
    owned = select(cohort_facilitator.c.cohort_id)
    for cohort_id in tx.execute(select(cohort.c.id).where(cohort.c.id.not_in(owned))).scalars():
        add_facilitator(tx, cohort_id, facilitator_id, "owner")


def due_for_purge(tx: Connection, *, now_ms: int) -> list[AnyRow]:
    """Return the cohorts past their retention date that keep call names and do not meet now.

    A session that somebody forgot to end a day ago holds nothing off.
    """
    meets = select(session.c.cohort_id).where(
        session.c.ended_ms.is_(None), session.c.opened_ms > now_ms - _DAY_MS
    )
    return list(
        tx.execute(
            select(cohort).where(
                cohort.c.retention_ms <= now_ms,
                cohort.c.purged_ms.is_(None),
                cohort.c.id.not_in(meets),
            )
        )
    )


def forget_call_names(tx: Connection, cohort_id: str, *, now_ms: int) -> int:
    """Delete what links people to record numbers; return how many names there were.

    Devices go too, and what people wrote outside of the surveys: it was for
    themselves, and their own words can tell who they are.
    """
    people = select(participant.c.id).where(participant.c.cohort_id == cohort_id)
    gone = tx.execute(delete(call_name).where(call_name.c.cohort_id == cohort_id)).rowcount
    tx.execute(delete(device).where(device.c.participant_id.in_(people)))
    tx.execute(delete(response).where(response.c.participant_id.in_(people), response.c.wave == ""))
    sessions = select(session.c.id).where(session.c.cohort_id == cohort_id)
    runs = select(activity_run.c.id).where(activity_run.c.session_id.in_(sessions))
    tx.execute(delete(note).where(note.c.run_id.in_(runs)))
    tx.execute(delete(partner).where(partner.c.session_id.in_(sessions)))
    tx.execute(delete(talk_wish).where(talk_wish.c.session_id.in_(sessions)))
    tx.execute(delete(shown).where(shown.c.participant_id.in_(people)))
    tx.execute(delete(released).where(released.c.participant_id.in_(people)))
    tx.execute(delete(brought_back).where(brought_back.c.tag.in_(_tags(people))))
    tx.execute(delete(taken).where(taken.c.participant_id.in_(people)))
    change(tx, cohort_id, purged_ms=now_ms, ended_ms=func.coalesce(cohort.c.ended_ms, now_ms))
    return int(gone)


def delete_whole(tx: Connection, cohort_id: str) -> None:
    """Delete a cohort and everything below it."""
    people = select(participant.c.id).where(participant.c.cohort_id == cohort_id)
    sessions = select(session.c.id).where(session.c.cohort_id == cohort_id)
    runs = select(activity_run.c.id).where(activity_run.c.session_id.in_(sessions))
    for table, column, of in (
        (response, response.c.run_id, runs),
        (completion, completion.c.run_id, runs),
        (note, note.c.run_id, runs),
        (partner, partner.c.session_id, sessions),
        (talk_wish, talk_wish.c.session_id, sessions),
        (device, device.c.participant_id, people),
        (call_name, call_name.c.participant_id, people),
        (shown, shown.c.participant_id, people),
        (released, released.c.participant_id, people),
        (brought_back, brought_back.c.tag, _tags(people)),
        (taken, taken.c.participant_id, people),
        (participant, participant.c.id, people),
        (projector, projector.c.session_id, sessions),
        (activity_run, activity_run.c.id, runs),
    ):
        tx.execute(delete(table).where(column.in_(of)))
    tx.execute(delete(session).where(session.c.cohort_id == cohort_id))
    tx.execute(delete(cohort_facilitator).where(cohort_facilitator.c.cohort_id == cohort_id))
    tx.execute(delete(published).where(published.c.cohort_id == cohort_id))
    tx.execute(delete(cohort).where(cohort.c.id == cohort_id))


def _tags(people: Select[Any]) -> Select[Any]:
    """Return the tags of all files and sheets that some people took."""
    return select(taken.c.tag).where(taken.c.participant_id.in_(people))
