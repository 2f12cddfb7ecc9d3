"""The paper forms of a session: for people without a device, and for a room without any."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.paper import PaperPart
from efficacy.content.models import Instrument
from efficacy.errors import NotFound
from efficacy.language import speech
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.bought import sentences, take_sheets
from efficacy.services.pinned import Held, curriculum
from efficacy.services.told import told
from efficacy.services.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one step; ``number`` is the step's place in the session, from 1.

    ``measures``: it is a survey, whose answers can be typed in afterwards.
    """

    number: int
    title: str
    intro: str
    parts: tuple[PaperPart, ...]
    measures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All forms of a session, in its order, and what only the facilitator needs of them.

    ``bought`` are the titles of bought instruments in it, of which every sheet is a copy.
    """

    title: str
    language: str
    forms: tuple[Form, ...]
    apart: tuple[Form, ...]
    bought: tuple[str, ...] = ()


def forms(workshop: Workshop, who: Facilitator | Operator, cohort_id: str, planned_id: str) -> Pack:
    """Return the forms of a planned session, from the content that the cohort has pinned.

    Where a bought instrument is in them, making them uses one of its copies.

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
    steps = [told(workshop, Held(content, activity, room.mode)) for activity in session.activities]
    worded = _worded(workshop, steps)
    made = []
    for number, held in enumerate(worded, start=1):
        parts = held.kind.paper(held.context, say)
        if missing := sentences(held.lost, say):
            parts = (PaperPart(lines=missing), *parts)
        made.append((number, held, parts))
    return Pack(
        title=session.title,
        language=plan.language,
        forms=tuple(
            Form(
                number=number,
                title=held.activity.title,
                intro=held.activity.intro or "",
                parts=own,
                measures=held.measures,
            )
            for number, held, parts in made
            if (own := tuple(part for part in parts if not part.is_apart))
        ),
        apart=tuple(
            Form(number=number, title=held.activity.title, intro="", parts=own)
            for number, held, parts in made
            if (own := tuple(part for part in parts if part.is_apart))
        ),
        bought=tuple(dict.fromkeys(one.title for held in worded for one in _shown(held))),
    )


def _worded(workshop: Workshop, steps: list[Held]) -> list[Held]:
    """Return the steps with the words of bought instruments, of which a copy was left."""
    shelf = workshop.library.shelf()
    whole = [held.worded(shelf) for held in steps]
    wanted = sorted({one.id for held in whole for one in _shown(held)})
    used_up = workshop.store.write(lambda tx: take_sheets(workshop, tx, wanted)) if wanted else ()
    if not used_up:
        return whole
    return [held.without(used_up, shelf) for held in steps]


def _shown(held: Held) -> tuple[Instrument, ...]:
    """Return the bought instruments whose words stand on a form."""
    lost = {one.id for one in held.lost}
    return tuple(one for one in held.bought if one.id not in lost)
