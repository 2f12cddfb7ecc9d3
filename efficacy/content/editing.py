"""A plan, changed in one place: pure functions from one plan to the next.

Steps and sessions are found by their ids, so a change that was meant for one never
lands on another, whatever was moved meanwhile. What comes out is checked for its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from efficacy.content import needs
from efficacy.content.models import OffScreen, Overrule, Plan, PlannedActivity, PlannedSession
from efficacy.errors import InvalidValue, NotFound

Change = Callable[[Plan], Plan]


def of_plan(**values: Any) -> Change:
    """Return the change that gives a plan other words, such as a title."""
    return lambda plan: _whole(plan.model_copy(update=values))


def of_session(session_id: str, **values: Any) -> Change:
    """Return the change that gives one session another title, aim, minutes or materials."""
    return lambda plan: _with(plan, session_id, lambda one: one.model_copy(update=values))


def of_step(step_id: str, **values: Any) -> Change:
    """Return the change that gives one step another title, minutes, wave or introduction."""
    return lambda plan: _on_step(plan, step_id, lambda one: one.model_copy(update=values))


def of_notes(step_id: str, **values: Any) -> Change:
    """Return the change that gives one step another script or other notes."""

    def noted(step: PlannedActivity) -> PlannedActivity:
        return step.model_copy(update={"notes": step.notes.model_copy(update=values)})

    return lambda plan: _on_step(plan, step_id, noted)


def of_upset(step_id: str, **values: Any) -> Change:
    """Return the change of what is said and done if somebody is upset."""

    def noted(step: PlannedActivity) -> PlannedActivity:
        upset = step.notes.upset.model_copy(update=values)
        return step.model_copy(update={"notes": step.notes.model_copy(update={"upset": upset})})

    return lambda plan: _on_step(plan, step_id, noted)


def of_off_screen(step_id: str, *, minutes: int | None = None, doing: str = "") -> Change:
    """Return the change of what a step takes away from the screen; 0 minutes: nothing."""

    def away(step: PlannedActivity) -> PlannedActivity:
        now = step.off_screen
        length = minutes if minutes is not None else (now.minutes if now else 0)
        words = doing or (now.doing if now else "Write here what people do then.")
        part = OffScreen(minutes=length, doing=words) if length else None
        return step.model_copy(update={"off_screen": part})

    return lambda plan: _on_step(plan, step_id, away)


def moved(step_id: str, by: int) -> Change:
    """Return the change that moves a step within its session; at an end it stays."""

    def shifted(session: PlannedSession) -> PlannedSession:
        steps = list(session.activities)
        here = _place(steps, step_id)
        steps.insert(max(0, min(len(steps) - 1, here + by)), steps.pop(here))
        return session.model_copy(update={"activities": tuple(steps)})

    return lambda plan: _with(plan, _session_of(plan, step_id).id, shifted)


def without(step_id: str) -> Change:
    """Return the change that takes a step out."""

    def shorter(session: PlannedSession) -> PlannedSession:
        kept = tuple(one for one in session.activities if one.id != step_id)
        return session.model_copy(update={"activities": kept})

    return lambda plan: _with(plan, _session_of(plan, step_id).id, shorter)


def with_step(session_id: str, like: PlannedActivity, *, after: str = "") -> Change:
    """Return the change that puts a step like another into a session.

    Parameters
    ----------
    after : str
        The step behind which it stands; "" puts it first.
    """

    def put_in(plan: Plan) -> Plan:
        new = _fitted(like, plan)

        def longer(session: PlannedSession) -> PlannedSession:
            steps = list(session.activities)
            steps.insert(_place(steps, after) + 1 if after else 0, new)
            return session.model_copy(update={"activities": tuple(steps)})

        return _with(plan, session_id, longer)

    return put_in


def overruling(rule: str, session_id: str | None, because: str) -> Change:
    """Return the change that keeps a plan as it is against a warning, with the reason."""

    def reasoned(plan: Plan) -> Plan:
        kept = [one for one in plan.overruled if (one.rule, one.session) != (rule, session_id)]
        new = [Overrule(rule=rule, session=session_id, because=because)] if because else []
        return _whole(plan.model_copy(update={"overruled": (*kept, *new)}))

    return reasoned


# ----------------------------------------------------------------- helpers


def _fitted(like: PlannedActivity, plan: Plan) -> PlannedActivity:
    """Return a step under an id of its own, without ties to steps that this plan has not."""
    steps = {step.id for step in needs.activities(plan)}
    params = {
        key: value
        for key, value in like.params.items()
        if key not in needs.EARLIER or set(needs.ids(like, key)) <= steps
    }
    # A second survey of the same wave would be a mistake; which wave it is, the author says.
    update = {"id": _free(like.id, steps), "part": None, "wave": None, "params": params}
    return like.model_copy(update=update)


def _free(wanted: str, taken: Iterable[str]) -> str:
    known, number, found = set(taken), 2, wanted
    while found in known:
        found, number = f"{wanted[:55]}-{number}", number + 1
    return found


def _session_of(plan: Plan, step_id: str) -> PlannedSession:
    for session in plan.sessions:
        if any(step.id == step_id for step in session.activities):
            return session
    raise NotFound("The step “{id}” is not in this plan any more. Look again.", id=step_id)


def _place(steps: list[PlannedActivity], step_id: str) -> int:
    for place, step in enumerate(steps):
        if step.id == step_id:
            return place
    raise NotFound("The step “{id}” is not in this session any more. Look again.", id=step_id)


def _on_step(
    plan: Plan, step_id: str, change: Callable[[PlannedActivity], PlannedActivity]
) -> Plan:
    def changed(session: PlannedSession) -> PlannedSession:
        steps = tuple(change(one) if one.id == step_id else one for one in session.activities)
        return session.model_copy(update={"activities": steps})

    return _with(plan, _session_of(plan, step_id).id, changed)


def _with(plan: Plan, session_id: str, change: Callable[[PlannedSession], PlannedSession]) -> Plan:
    if all(session.id != session_id for session in plan.sessions):
        raise NotFound(
            "The session “{id}” is not in this plan any more. Look again.", id=session_id
        )
    sessions = tuple(change(one) if one.id == session_id else one for one in plan.sessions)
    return _whole(plan.model_copy(update={"sessions": sessions}))


def _whole(plan: Plan) -> Plan:
    """Return the plan, checked for its form: copies are not checked by themselves."""
    try:
        return Plan.model_validate(plan.model_dump())
    except ValidationError as error:
        if any(one["type"] == "string_too_short" for one in error.errors()):
            raise InvalidValue("This place cannot be empty. Write something in it.") from None
        first = error.errors()[0]
        raise InvalidValue(
            "This cannot be kept: {what}. Change it and leave the box again.", what=first["msg"]
        ) from None
