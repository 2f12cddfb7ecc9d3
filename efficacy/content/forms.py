"""The core and the full form of a plan: what its surveys ask beyond the core.

A survey may name instruments under ``longer``, and under ``longer_minutes`` how
much longer it takes with them. A cohort has one of the two forms from its first
day to its last; its content is pinned in that form, so that everything after
sees one plain plan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from efficacy.content import needs
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.content.timing import FREE_SHARE
from efficacy.errors import InvalidValue

CORE, FULL = "core", "full"
FORMS = (CORE, FULL)

LONGER, LONGER_MINUTES = "longer", "longer_minutes"


def check_form(form: str) -> None:
    """Refuse what is no form.

    Raises
    ------
    InvalidValue
        With the two that there are.
    """
    if form not in FORMS:
        raise InvalidValue(
            "A cohort answers the “core” or the “full” form, not “{found}”. Choose one of the two.",
            found=form[:40],
        )


def has_longer(plan: Plan) -> bool:
    """Return whether the full form of a plan asks more than its core."""
    return any(needs.ids(activity, LONGER) for activity in needs.activities(plan))


def survey_minutes(plan: Plan) -> tuple[int, int] | None:
    """Return the minutes of the first survey that has two forms, in the core and in the full form.

    None where the plan has one form only.
    """
    for activity in needs.activities(plan):
        if needs.ids(activity, LONGER):
            return activity.minutes, activity.minutes + _more_minutes(activity)
    return None


def in_form(plan: Plan, curriculum: Curriculum, form: str) -> Plan:
    """Return the plan as a cohort of this form follows it, without a trace of the other one.

    In the full form a session grows only as far as it must for a tenth of its
    minutes to stay free.
    """
    check_form(form)
    if not any(
        key in activity.params
        for activity in needs.activities(plan)
        for key in (LONGER, LONGER_MINUTES)
    ):
        return plan
    sessions = tuple(_session(session, plan, curriculum, form) for session in plan.sessions)
    return plan.model_copy(update={"sessions": sessions})


def _session(
    session: PlannedSession, plan: Plan, curriculum: Curriculum, form: str
) -> PlannedSession:
    steps = tuple(_activity(activity, curriculum, form) for activity in session.activities)
    minutes = session.minutes
    if form == FULL and steps != session.activities:
        planned = sum(step.minutes for step in steps)
        needed = planned if plan.demonstration else math.ceil(planned / (1 - FREE_SHARE))
        grown = planned - sum(step.minutes for step in session.activities)
        # A session that was too full before does not become right by this.
        minutes = min(max(minutes, needed), minutes + math.ceil(grown / (1 - FREE_SHARE)))
    return session.model_copy(update={"minutes": minutes, "activities": steps})


def _activity(activity: PlannedActivity, curriculum: Curriculum, form: str) -> PlannedActivity:
    params = {
        key: value for key, value in activity.params.items() if key not in (LONGER, LONGER_MINUTES)
    }
    if len(params) == len(activity.params):
        return activity
    if form == CORE:
        return activity.model_copy(update={"params": params})
    return activity.model_copy(
        update={
            "params": params | _asked(activity, curriculum),
            "minutes": activity.minutes + _more_minutes(activity),
        }
    )


def _asked(activity: PlannedActivity, curriculum: Curriculum) -> dict[str, Any]:
    """Return the instruments of the full form and, where the core names scales, the scales."""
    more = needs.ids(activity, LONGER)
    asked = {"instruments": _once((*needs.ids(activity, "instruments"), *more))}
    chosen = needs.ids(activity, "scales")
    if chosen:
        known = [curriculum.instruments[one] for one in more if one in curriculum.instruments]
        added = [scale.id for instrument in known for scale in instrument.scales]
        asked["scales"] = _once((*chosen, *added))
    return asked


def _once(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _more_minutes(activity: PlannedActivity) -> int:
    minutes = activity.params.get(LONGER_MINUTES)
    return minutes if isinstance(minutes, int) and not isinstance(minutes, bool) else 0
