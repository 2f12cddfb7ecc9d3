"""What a facilitator takes home: results and the workbook.

Only people who said yes to the survey, and who were not removed, are in it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from efficacy.errors import InvalidValue, NotAllowed, NotFound
from efficacy.reports.frames import AnswerRow
from efficacy.reports.results import Material, results_of, scale_specs
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.pinned import curriculum
from efficacy.services.views import Results
from efficacy.services.workshop import Workshop
from efficacy.store.queries import cohorts, facilitators, participants, responses, sessions


def cohort_with_code(workshop: Workshop, who: Facilitator | Operator, code: str) -> str:
    """Return the id of the cohort with this code, if ``who`` may work with it."""
    from efficacy.services.participate import tidy_code

    with workshop.store.read() as tx:
        require_login(tx, who)
        row = cohorts.by_code(tx, tidy_code(code))
        if row is None:
            raise NotFound(
                "No cohort has the code “{code}”. `workshop` shows the codes on its first page.",
                code=code[:20],
            )
        return str(require_cohort(tx, who, row.id).id)


def material(workshop: Workshop, who: Facilitator | Operator, cohort_id: str) -> Material:
    """Return what a cohort's results are made of, read in one transaction."""
    with workshop.store.read() as tx:
        room = require_cohort(tx, who, cohort_id)
        content = curriculum(tx, room.content_version)
        plan = content.plans[room.plan_id]
        people = [row for row in participants.of_cohort(tx, cohort_id) if row.removed_ms is None]
        consenting = [row for row in people if row.takes_survey]
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
            sessions_held=len(sessions.of_cohort(tx, cohort_id)),
            answers=_answers(tx, cohort_id),
            made_ms=workshop.now_ms(),
        )


def _answers(tx: Connection, cohort_id: str) -> tuple[AnswerRow, ...]:
    return tuple(
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
        # Consent is to the survey. Lines that people wrote for themselves leave the
        # store in no export: their boxes said that nobody reads them.
        if row.takes_survey and row.wave
    )


# ------------------------------------------------------------------ results


def results(workshop: Workshop, who: Facilitator | Operator, cohort_id: str) -> Results:
    """Return flow and scales of one cohort, before and after."""
    return results_of(material(workshop, who, cohort_id))


# ----------------------------------------------------------------- workbook


def workbook(
    workshop: Workshop, who: Facilitator | Operator, cohort_id: str, *, kind: str = "cohort"
) -> tuple[str, bytes]:
    """Return the file name and the bytes of a cohort's workbook.

    Parameters
    ----------
    kind : str
        ``cohort`` (may be shared: group figures only) or ``working`` (by
        record number; confidential cohorts only).

    Raises
    ------
    NotAllowed
        If a working file is asked of a group-only cohort: its consent page
        said that there is none.
    InvalidValue
        If there is no such kind.
    """
    if kind not in ("cohort", "working"):
        raise InvalidValue(
            "There are two kinds of workbook, “cohort” and “working”, not “{found}”.", found=kind
        )
    found = material(workshop, who, cohort_id)
    if kind == "working" and found.mode != "confidential":
        raise NotAllowed(
            "“{name}” is a group-only cohort: its consent page promised that no file by person "
            "exists. The cohort workbook holds the group's figures.",
            name=found.cohort_name,
        )
    from efficacy.reports.workbook import build

    content = build(found, results_of(found), kind=kind)
    workshop.store.write(
        lambda tx: facilitators.note_in_audit(
            tx,
            f"export-{kind}",
            now_ms=workshop.now_ms(),
            cohort_id=cohort_id,
            facilitator_id=who.id if isinstance(who, Facilitator) else None,
        )
    )
    day = datetime.fromtimestamp(found.made_ms / 1000, UTC).date().isoformat()
    return f"can-do-{found.code}-{kind}-{day}.xlsx", content
