"""The paper forms of a session: for people without a device, and for a room without any."""

from __future__ import annotations

from efficacy.activities.paper import PaperPart
from efficacy.content.models import Instrument, Plan
from efficacy.errors import NotFound
from efficacy.language import speech
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import pack as sheet
from efficacy.reports.handouts.templates import Sheet
from efficacy.reports.pack import Form, Pack
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.bought import sentences, take_sheets
from efficacy.services.handouts.shelf import print_alone
from efficacy.services.pinned import Held, curriculum
from efficacy.services.told import told
from efficacy.services.workshop import Workshop


def forms(
    workshop: Workshop,
    who: Facilitator | Operator,
    cohort_id: str,
    planned_id: str,
    *,
    is_look: bool = False,
) -> Pack:
    """Return the forms of a planned session, from the content that the cohort has pinned.

    Where a bought instrument is in them, making them uses one of its copies.

    Parameters
    ----------
    is_look : bool
        They are looked at and not printed: questions that were bought are left out, and no
        copy of them is used.

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
    worded = _unworded(workshop, steps) if is_look else _worded(workshop, steps)
    made = []
    for number, held in enumerate(worded, start=1):
        parts = held.kind.paper(held.context, say)
        if (missing := sentences(held.lost, say)) and not is_look:
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
                wave=_wave(plan, held),
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


def printed(
    workshop: Workshop, who: Facilitator | Operator, cohort_id: str, planned_id: str, look: Look
) -> bytes:
    """Return the forms of a planned session as PDF.

    Raises
    ------
    NotAllowed, NotFound
        As ``forms``; also where nothing in the session is filled in.
    InvalidValue
        If the template in the counselor's own folder cannot be printed.
    """
    pack = forms(workshop, who, cohort_id, planned_id)
    if not pack.forms:
        raise NotFound("Nothing in this session is filled in, so there is no form.")
    return print_alone(workshop, Sheet(sheet.HANDOUT, sheet.pages_of(pack), pack.language), look)


def _wave(plan: Plan, held: Held) -> str:
    """Return the title of the occasion at which a step measures; "" where it does not."""
    wave = held.activity.wave
    if wave is None or not held.measures:
        return ""
    return {one.id: one.title for one in plan.waves}[wave]


def _unworded(workshop: Workshop, steps: list[Held]) -> list[Held]:
    """Return the steps without anything that was bought."""
    shelf = workshop.library.shelf()
    return [held.without([one.id for one in held.bought], shelf) for held in steps]


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
