"""One consistent reading of a cohort: what results, workbook and reference are made of."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from efficacy.content.models import Plan
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import Material, RunRow, scale_specs, without_words
from efficacy.services.pinned import curriculum
from efficacy.store.queries import AnyRow, participants, responses, sessions


def material_of(tx: Connection, room: AnyRow, *, made_ms: int) -> Material:
    """Return what the results of a cohort are made of, as it stands in this transaction."""
    content = curriculum(tx, room.content_version)
    plan = content.plans[room.plan_id]
    people = [row for row in participants.of_cohort(tx, room.id) if row.removed_ms is None]
    consenting = [row for row in people if row.takes_survey]
    given = _given(tx, room.id)
    held = sessions.of_cohort(tx, room.id)
    return Material(
        cohort_id=room.id,
        cohort_name=room.name,
        code=room.code,
        mode=room.mode,
        is_synthetic=room.is_synthetic,
        created_ms=room.created_ms,
        retention_ms=room.retention_ms,
        content_version=room.content_version,
        plan=plan,
        content=content,
        scales=scale_specs(plan, content),
        enrolled=len(people),
        consented=len(consenting),
        record_numbers=tuple(sorted(row.record_number for row in consenting)),
        joined_steps={
            row.record_number: None if row.joined_position is None else row.joined_position + 1
            for row in consenting
        },
        sessions_held=len(held),
        answers=tuple(row for row in given if row.wave),
        made_ms=made_ms,
        deeds=without_words(plan, content, room.mode, [row for row in given if not row.wave]),
        runs=_runs(tx, room.id, plan, held),
        attended=_attended(tx, room.id, given),
        recruited=room.recruited,
        happened=room.happened,
    )


def _given(tx: Connection, cohort_id: str) -> list[AnswerRow]:
    """Return all answers of those who said yes to the survey; nobody who was removed."""
    return [
        AnswerRow(
            record_number=row.record_number,
            session_id=row.planned_id,
            activity_id=row.activity_id,
            run_number=row.run_number,
            wave=row.wave,
            item_id=row.item_id,
            attempt=row.attempt,
            option_id=row.option_id,
            number=row.number,
            text=row.text,
            given_ms=row.given_ms,
            is_late=row.is_late,
            shown_order=row.shown_order,
            content_version=row.content_version,
        )
        for row in responses.of_cohort(tx, cohort_id)
        if row.takes_survey
    ]


def _runs(tx: Connection, cohort_id: str, plan: Plan, held: Iterable[AnyRow]) -> tuple[RunRow, ...]:
    """Return the runs that were on the screens, with the minutes that each was on."""
    kinds = {
        (planned.id, activity.id): activity.kind
        for planned in plan.sessions
        for activity in planned.activities
    }
    ends = {row.planned_id: row.ended_ms for row in held}
    listed = []
    runs = sessions.runs_of_cohort(tx, cohort_id)
    shown = [run for run in runs if run.number > sessions.PAPER_RUN]
    # From the last to the first, so that each run is known to end where the next began.
    for run in reversed(shown):
        end = ends[run.planned_id]
        listed.append(
            RunRow(
                session_id=run.planned_id,
                activity_id=run.activity_id,
                kind=kinds.get((run.planned_id, run.activity_id), ""),
                run_number=run.number,
                wave=run.wave or "",
                opened_ms=run.opened_ms,
                minutes=None if end is None else max(0, end - run.opened_ms) / 60_000,
            )
        )
        ends[run.planned_id] = run.opened_ms
    return tuple(reversed(listed))


def _attended(
    tx: Connection, cohort_id: str, given: Iterable[AnswerRow]
) -> dict[int, frozenset[str]]:
    """Return in which planned sessions each person answered or completed anything."""
    found: dict[int, set[str]] = {}
    for row in given:
        found.setdefault(row.record_number, set()).add(row.session_id)
    for done in responses.completions_of_cohort(tx, cohort_id):
        if done.takes_survey:
            found.setdefault(done.record_number, set()).add(done.planned_id)
    return {person: frozenset(held) for person, held in found.items()}
