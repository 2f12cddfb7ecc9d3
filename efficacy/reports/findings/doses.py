"""Minutes of feeding each source: as planned, as held, and of what each person was there for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efficacy.activities.registry import KINDS
from efficacy.content.models import Source
from efficacy.content.theory import StepDose, dose
from efficacy.reports.material import Material

# What a person was there for falls on no grid: it is rounded to a tenth of a minute.
MINUTES_DIGITS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Minutes of feeding one source: as planned, as held, and of what each person was there for."""

    planned: float
    held: float
    present: Mapping[int, float]


def doses_of(found: Material) -> dict[Source, Dose]:
    """Return the minutes that feed each source: planned, held, and by person.

    An activity feeds a source with a share of its minutes that follows from its
    kind and what people do in it (``content.theory``). Held are the minutes from
    its opening to the next opening; an activity that is still on counts as nothing.
    Whoever did nothing in a session was not there, and got nothing of it; whoever
    was in no session is nobody here.
    """
    steps = {
        (session.session_id, step.activity.id): step
        for session in dose(found.plan, found.content, KINDS)
        for step in session.steps
    }
    sessions = _held(found, steps)
    return {
        source: Dose(
            planned=sum(step.sources[source] for step in steps.values()),
            held=sum(fed[source] for fed in sessions.values()),
            present={
                person: _minutes(source, there, sessions)
                for person, there in found.attended.items()
                if there
            },
        )
        for source in Source
    }


def minutes_held(found: Material, session_id: str) -> dict[str, float]:
    """Return how many minutes each activity of a planned session was on, all its runs together."""
    minutes: dict[str, float] = {}
    for run in found.runs:
        if run.session_id == session_id and run.minutes is not None:
            minutes[run.activity_id] = minutes.get(run.activity_id, 0.0) + run.minutes
    return minutes


def _held(
    found: Material, steps: Mapping[tuple[str, str], StepDose]
) -> dict[str, dict[Source, float]]:
    """Return the minutes that fed each source, session by session."""
    sessions: dict[str, dict[Source, float]] = {}
    for run in found.runs:
        step = steps.get((run.session_id, run.activity_id))
        if step is None or run.minutes is None:
            continue
        fed = sessions.setdefault(run.session_id, dict.fromkeys(Source, 0.0))
        for source in Source:
            fed[source] += step.fed(source, run.minutes)
    return sessions


def _minutes(
    source: Source, there: frozenset[str], sessions: Mapping[str, Mapping[Source, float]]
) -> float:
    total = sum(fed[source] for session, fed in sessions.items() if session in there)
    return round(total, MINUTES_DIGITS)
