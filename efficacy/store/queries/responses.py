"""Responses and completions: one row an answer, saved as it is given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    distinct,
    func,
    not_,
    or_,
    select,
)

from efficacy.content.marks import UNCLEAR
from efficacy.store.queries import AnyRow
from efficacy.store.tables import activity_run, completion, participant, response, session
from efficacy.store.upsert import New, upsert, upsert_all

_KEY = ("run_id", "wave", "participant_id", "item_id", "attempt", "option_id")


def save(tx: Connection, **columns: Any) -> None:
    """Write an answer, new or over the row with its key, unless that one is newer.

    Newer on one device is what has the larger counter; between devices, what
    was given later.
    """
    upsert(tx, response, columns, key=_KEY, only_if=_is_newer)


def save_all(tx: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Write many answers as ``save`` writes one."""
    upsert_all(tx, response, rows, key=_KEY, only_if=_is_newer)


def _is_newer(new: New) -> ColumnElement[bool]:
    same_device = response.c.device_id == new.device_id
    return or_(
        and_(same_device, new.device_counter > response.c.device_counter),
        and_(not_(same_device), new.given_ms >= response.c.given_ms),
    )


_OF_PERSON = select(response).where(
    response.c.run_id == bindparam("run"), response.c.participant_id == bindparam("person")
)


def of_person(tx: Connection, run_id: str, participant_id: str) -> list[AnyRow]:
    """Return one participant's answers in one run."""
    return list(tx.execute(_OF_PERSON, {"run": run_id, "person": participant_id}))


_HISTORY = (
    select(response, activity_run.c.activity_id, activity_run.c.opened_ms)
    .join(activity_run, activity_run.c.id == response.c.run_id)
    .where(response.c.participant_id == bindparam("person"))
    .order_by(
        activity_run.c.opened_ms,
        activity_run.c.number,
        response.c.attempt,
        response.c.item_id,
        response.c.option_id,
    )
)


def history(tx: Connection, participant_id: str) -> list[AnyRow]:
    """Return all that one participant has given, by run and attempt."""
    return list(tx.execute(_HISTORY, {"person": participant_id}))


def has_given(tx: Connection, participant_id: str, item_id: str) -> bool:
    """Return whether one participant has an answer to an item in any run."""
    wanted = select(response.c.item_id).where(
        response.c.participant_id == participant_id, response.c.item_id == item_id
    )
    return tx.execute(wanted.limit(1)).first() is not None


def forget(
    tx: Connection, run_id: str, item_ids: Collection[str], *, participant_id: str | None = None
) -> None:
    """Delete the answers to some items in one run: of one participant, or of everybody."""
    wanted = delete(response).where(response.c.run_id == run_id, response.c.item_id.in_(item_ids))
    if participant_id is not None:
        wanted = wanted.where(response.c.participant_id == participant_id)
    tx.execute(wanted)


def of_run(tx: Connection, run_id: str) -> list[AnyRow]:
    """Return the answers of one run that may be counted.

    Left out are people who were removed and, where the run measures, those
    who have taken back their yes to the survey.
    """
    return list(
        tx.execute(
            select(response)
            .join(participant, participant.c.id == response.c.participant_id)
            .where(
                response.c.run_id == run_id,
                participant.c.removed_ms.is_(None),
                or_(response.c.wave == "", participant.c.takes_survey.is_(True)),
            )
            .order_by(response.c.participant_id, response.c.shown_order, response.c.attempt)
        )
    )


def of_cohort(tx: Connection, cohort_id: str) -> Iterator[AnyRow]:
    """Yield every answer of a cohort with run, record number and consent.

    One after the other: a large cohort has some hundred thousand, and whoever
    reads them makes something else of each.
    """
    yield from tx.execute(
        select(
            response,
            activity_run.c.activity_id,
            activity_run.c.number.label("run_number"),
            session.c.planned_id,
            participant.c.record_number,
            participant.c.takes_survey,
        )
        .join(activity_run, activity_run.c.id == response.c.run_id)
        .join(session, session.c.id == activity_run.c.session_id)
        .join(participant, participant.c.id == response.c.participant_id)
        .where(session.c.cohort_id == cohort_id, participant.c.removed_ms.is_(None))
        .order_by(
            participant.c.record_number,
            activity_run.c.opened_ms,
            response.c.shown_order,
            response.c.attempt,
            response.c.option_id,
        )
    )


def state_of_cohort(tx: Connection, cohort_id: str) -> tuple[int, int]:
    """Return how many answers a cohort has and when the newest was taken; (0, 0) for none."""
    row = tx.execute(
        select(func.count(), func.coalesce(func.max(response.c.taken_ms), 0))
        .select_from(response)
        .join(activity_run, activity_run.c.id == response.c.run_id)
        .join(session, session.c.id == activity_run.c.session_id)
        .where(session.c.cohort_id == cohort_id)
    ).one()
    return int(row[0]), int(row[1])


def completions_of_cohort(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return who is done with, or passed on, any run of which planned session."""
    return list(
        tx.execute(
            select(session.c.planned_id, participant.c.record_number, participant.c.takes_survey)
            .select_from(completion)
            .join(activity_run, activity_run.c.id == completion.c.run_id)
            .join(session, session.c.id == activity_run.c.session_id)
            .join(participant, participant.c.id == completion.c.participant_id)
            .where(session.c.cohort_id == cohort_id, participant.c.removed_ms.is_(None))
            .distinct()
        )
    )


def complete(tx: Connection, run_id: str, participant_id: str, *, how: str, now_ms: int) -> None:
    """Note that a participant is done with a run, or passed on it."""
    upsert(
        tx,
        completion,
        {"run_id": run_id, "participant_id": participant_id, "how": how, "at_ms": now_ms},
        key=("run_id", "participant_id"),
    )


def undo_complete(tx: Connection, run_id: str, participant_id: str) -> None:
    """Take a completion back."""
    tx.execute(
        delete(completion).where(
            completion.c.run_id == run_id, completion.c.participant_id == participant_id
        )
    )


_COMPLETION_OF = select(completion.c.how).where(
    completion.c.run_id == bindparam("run"), completion.c.participant_id == bindparam("person")
)


def completion_of(tx: Connection, run_id: str, participant_id: str) -> str | None:
    """Return done, passed, or None."""
    return tx.execute(
        _COMPLETION_OF, {"run": run_id, "person": participant_id}
    ).scalar_one_or_none()


def completed_in(tx: Connection, run_id: str) -> set[str]:
    """Return who is done with a run or passed on it, but for people who were removed."""
    return set(
        tx.execute(
            select(completion.c.participant_id)
            .join(participant, participant.c.id == completion.c.participant_id)
            .where(completion.c.run_id == run_id, participant.c.removed_ms.is_(None))
        ).scalars()
    )


def answered_in(tx: Connection, run_id: str) -> dict[str, int]:
    """Return how many items each participant has answered in a run; nobody who was removed.

    Marks on items are no answers.
    """
    rows = tx.execute(
        select(response.c.participant_id, func.count(distinct(response.c.item_id)))
        .join(participant, participant.c.id == response.c.participant_id)
        .where(
            response.c.run_id == run_id,
            participant.c.removed_ms.is_(None),
            or_(response.c.number.is_not(None), response.c.text.is_not(None)),
            response.c.item_id.not_like(f"%{UNCLEAR}"),
        )
        .group_by(response.c.participant_id)
    )
    return {row[0]: row[1] for row in rows}
