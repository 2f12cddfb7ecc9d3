"""The surveys of a cohort's plan: which there are, and what each asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from efficacy.activities.fields import Rating
from efficacy.activities.registry import is_measurement
from efficacy.content.models import PlannedActivity, PlannedSession
from efficacy.errors import NotFound, StageError
from efficacy.services.access import Facilitator, Operator, require_cohort
from efficacy.services.pinned import Held, curriculum
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One survey of a plan: where it stands, and what it asks.

    ``number`` counts the surveys of the plan from 1. ``held`` is the activity as the
    cohort has pinned it, without the words of bought instruments.
    """

    number: int
    session: PlannedSession
    activity: PlannedActivity
    position: int  # 0-based step of the session
    held: Held

    @property
    def title(self) -> str:
        """Return the session's and the survey's title."""
        return f"{self.session.title}: {self.activity.title}"

    @property
    def sheet(self) -> str:
        """Return a name of at most 31 characters that no other survey of the plan has."""
        return f"{self.number} {self.activity.wave}"[:31]

    def fields(self, language: str) -> tuple[Rating, ...]:
        """Return the questions, in the order of the form."""
        asked = self.held.sheet(language).fields
        return tuple(one for one in asked if isinstance(one, Rating))


def surveys(workshop: Workshop, who: Facilitator | Operator, cohort_id: str) -> tuple[Asked, ...]:
    """Return the surveys of a cohort's plan, in its order."""
    with workshop.store.read() as tx:
        room = require_cohort(tx, who, cohort_id)
        return in_plan(tx, room)


def in_plan(tx: Connection, room: AnyRow) -> tuple[Asked, ...]:
    """Return the surveys that a cohort's plan measures with."""
    plan = curriculum(tx, room.content_version).plans[room.plan_id]
    measured = [
        (session, position, activity)
        for session in plan.sessions
        for position, activity in enumerate(session.activities)
        if is_measurement(activity)
    ]
    return tuple(
        Asked(
            number=number,
            session=session,
            activity=activity,
            position=position,
            held=Held.of_run(tx, room, session.id, activity.id),
        )
        for number, (session, position, activity) in enumerate(measured, start=1)
    )


def survey_in(tx: Connection, room: AnyRow, planned_id: str, activity_id: str) -> Asked:
    """Return one survey of a cohort's plan.

    Raises
    ------
    NotFound
        If the plan has no such survey.
    """
    for asked in in_plan(tx, room):
        if (asked.session.id, asked.activity.id) == (planned_id, activity_id):
            return asked
    raise NotFound(
        "This plan has no survey “{id}” in that session. Open the page from the list of cohorts.",
        id=activity_id[:40],
    )


def require_open(room: AnyRow) -> None:
    """Refuse a cohort that takes nobody and nothing any more.

    Raises
    ------
    StageError
        If it has ended.
    """
    if room.ended_ms is not None:
        raise StageError(
            "“{name}” has ended, so it takes no more people and no more answers.", name=room.name
        )
