"""Live sessions, their activity runs, and the projectors that show them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, select, update

from efficacy.store.queries import AnyRow
from efficacy.store.tables import activity_run, projector, session


def add(tx: Connection, **columns: Any) -> None:
    """Insert a session."""
    tx.execute(insert(session).values(**columns))


def by_id(tx: Connection, session_id: str) -> AnyRow | None:
    """Return a session's row."""
    return tx.execute(select(session).where(session.c.id == session_id)).one_or_none()


def of_cohort(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return a cohort's sessions in the order in which they were opened."""
    return list(
        tx.execute(
            select(session)
            .where(session.c.cohort_id == cohort_id)
            .order_by(session.c.opened_ms, session.c.id)
        )
    )


# The revision of a session that no screen has shown yet: it holds what was answered on paper.
ON_PAPER = 0
# The number of a run that holds answers from paper and was never on a screen.
PAPER_RUN = 0

_NEWEST = (
    select(session)
    .where(session.c.cohort_id == bindparam("cohort"), session.c.revision > ON_PAPER)
    # Live first: the machine's clock may have been put back between two sessions.
    .order_by(
        case((session.c.ended_ms.is_(None), 0), else_=1), session.c.opened_ms.desc(), session.c.id
    )
    .limit(1)
)


def newest(tx: Connection, cohort_id: str) -> AnyRow | None:
    """Return the live session, or where none is live the one opened last."""
    return tx.execute(_NEWEST, {"cohort": cohort_id}).one_or_none()


def change(tx: Connection, session_id: str, *, revision: int, **columns: Any) -> bool:
    """Write the named columns and raise the revision, if it is still ``revision``."""
    written = tx.execute(
        update(session)
        .where(session.c.id == session_id, session.c.revision == revision)
        .values(revision=revision + 1, **columns)
    )
    return written.rowcount == 1


def add_run(tx: Connection, **columns: Any) -> None:
    """Insert an activity run."""
    tx.execute(insert(activity_run).values(**columns))


_RUN = select(activity_run).where(activity_run.c.id == bindparam("wanted"))


def run(tx: Connection, run_id: str) -> AnyRow | None:
    """Return an activity run's row."""
    return tx.execute(_RUN, {"wanted": run_id}).one_or_none()


def runs(tx: Connection, session_id: str) -> list[AnyRow]:
    """Return a session's runs by position and number."""
    return list(
        tx.execute(
            select(activity_run)
            .where(activity_run.c.session_id == session_id)
            .order_by(activity_run.c.position, activity_run.c.number)
        )
    )


def newest_run_at(tx: Connection, session_id: str, position: int) -> AnyRow | None:
    """Return the last run held at a position of a session."""
    return tx.execute(
        select(activity_run)
        .where(activity_run.c.session_id == session_id, activity_run.c.position == position)
        .order_by(activity_run.c.number.desc())
        .limit(1)
    ).one_or_none()


def change_run(tx: Connection, run_id: str, **columns: Any) -> None:
    """Write only the named columns of a run."""
    tx.execute(update(activity_run).where(activity_run.c.id == run_id).values(**columns))


# Built once: every answer of every phone asks this.
_RUN_WITH_SESSION = (
    select(
        activity_run,
        session.c.cohort_id,
        session.c.planned_id,
        session.c.ended_ms.label("session_ended_ms"),
    )
    .join(session, session.c.id == activity_run.c.session_id)
    .where(activity_run.c.id == bindparam("wanted"))
)


def run_with_session(tx: Connection, run_id: str) -> AnyRow | None:
    """Return a run with its session's cohort and end."""
    return tx.execute(_RUN_WITH_SESSION, {"wanted": run_id}).one_or_none()


def runs_of_cohort(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return every run of a cohort, in the order of time."""
    return list(
        tx.execute(
            select(activity_run, session.c.planned_id)
            .join(session, session.c.id == activity_run.c.session_id)
            .where(session.c.cohort_id == cohort_id)
            .order_by(activity_run.c.opened_ms, activity_run.c.id)
        )
    )


def add_projector(tx: Connection, **columns: Any) -> None:
    """Insert a projector's read-only token."""
    tx.execute(insert(projector).values(**columns))


def by_projector(tx: Connection, token_hash: str) -> AnyRow | None:
    """Return the session that a projector's cookie may show."""
    return tx.execute(
        select(projector.c.session_id, session.c.cohort_id)
        .join(session, session.c.id == projector.c.session_id)
        .where(projector.c.token_hash == token_hash, projector.c.ended_ms.is_(None))
    ).one_or_none()
