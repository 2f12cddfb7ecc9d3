"""The paper forms of a session: for people without a device, and for a room without any."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.paper import PaperPart
from efficacy.activities.registry import context_for, kind_of
from efficacy.errors import NotFound
from efficacy.language import speech
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.pinned import curriculum
from efficacy.services.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one step; ``number`` is the step's place in the session, from 1."""

    number: int
    title: str
    intro: str
    parts: tuple[PaperPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All forms of a session, in its order, and what only the facilitator needs of them."""

    title: str
    language: str
    forms: tuple[Form, ...]
    apart: tuple[Form, ...]


def forms(workshop: Workshop, who: Facilitator | Operator, cohort_id: str, planned_id: str) -> Pack:
    """Return the forms of a planned session, from the content that the cohort has pinned.

    Raises
    ------
    NotAllowed
        If ``who`` may not work with the cohort.
    NotFound
        If its plan has no such session.
    """
    with workshop.store.read() as tx:
        require_login(tx, who)
        room = require_cohort(tx, who, cohort_id)
        content = curriculum(tx, room.content_version)
    plan = content.plans[room.plan_id]
    session = next((one for one in plan.sessions if one.id == planned_id), None)
    if session is None:
        raise NotFound(
            "The plan “{plan}” has no session “{id}”. Open the forms from the list of cohorts.",
            plan=plan.title,
            id=planned_id[:40],
        )
    say = speech(plan.language)
    made = []
    for number, activity in enumerate(session.activities, start=1):
        context = context_for(content, activity, mode=room.mode)
        parts = kind_of(activity.kind).paper(context, say)
        made.append((number, activity, parts))
    return Pack(
        title=session.title,
        language=plan.language,
        forms=tuple(
            Form(number=number, title=activity.title, intro=activity.intro or "", parts=held)
            for number, activity, parts in made
            if (held := tuple(part for part in parts if not part.is_apart))
        ),
        apart=tuple(
            Form(number=number, title=activity.title, intro="", parts=held)
            for number, activity, parts in made
            if (held := tuple(part for part in parts if part.is_apart))
        ),
    )
