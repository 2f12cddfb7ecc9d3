"""People who answer on paper: they said yes or no on a paper form, and need no device.

Somebody without a device is called by a number, or by a call name they chose;
never by both on one screen. The number is drawn at random and is their record
number, so what is written on a form leads to nobody who does not hold the slip.
"""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.errors import Conflict
from efficacy.services import typed
from efficacy.services.access import Facilitator, Operator, require_cohort
from efficacy.services.facilitate.actor import audit
from efficacy.services.paper_entry.surveys import require_open
from efficacy.services.participate import checked_call_name, give_name, new_person
from efficacy.services.pinned import curriculum
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, cohorts, participants


def add_person(
    workshop: Workshop,
    who: Facilitator | Operator,
    cohort_id: str,
    *,
    call_name: str = "",
    takes_survey: bool,
) -> str:
    """Add somebody who is on paper; return what they are called: the call name, or a number.

    Parameters
    ----------
    call_name : str
        Chosen by them; they can come back with it on a device. "" gives a number.
    takes_survey : bool
        What they said on the paper form.

    Raises
    ------
    Conflict
        If somebody in the cohort has this call name.
    StageError
        If the cohort has ended.
    """
    name = checked_call_name(call_name) if call_name.strip() else ""

    def job(tx: Connection) -> str:
        room = require_cohort(tx, who, cohort_id)
        require_open(room)
        if name and participants.by_call_name(tx, cohort_id, typed.folded(name)) is not None:
            raise Conflict(
                "Somebody in this cohort is called “{name}” already. Ask for another call name.",
                name=name,
            )
        person_id = added(workshop, tx, room, takes_survey=takes_survey)
        audit(workshop, tx, who, "paper-person-added", cohort_id)
        if name:
            give_name(workshop, tx, room, person_id, name)
            return name
        person = participants.by_id(tx, person_id)
        return str(person.record_number) if person else ""

    called = workshop.store.write(job)
    workshop.announcer.counts_changed(cohort_id)
    return called


def added(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    *,
    takes_survey: bool,
    record_number: int | None = None,
) -> str:
    """Add somebody without a call name to a cohort; return their id."""
    # What they read on paper was the consent page: from now on people have been promised something.
    cohorts.fix_mode(tx, room.id, now_ms=workshop.now_ms())
    content = curriculum(tx, room.content_version)
    return new_person(
        workshop,
        tx,
        room,
        takes_survey=takes_survey,
        ticket=workshop.new_token() if record_number is None else ticket_of(room, record_number),
        consent_version=next(iter(content.consents.values())).version,
        record_number=record_number,
    )


def takers(tx: Connection, room: AnyRow) -> list[AnyRow]:
    """Return who takes part in the survey and was not removed, as they came."""
    return [
        row
        for row in participants.of_cohort(tx, room.id)
        if row.takes_survey and row.removed_ms is None
    ]


def ticket_of(room: AnyRow, record_number: int) -> str:
    """Return the ticket of somebody who came with a number from a workbook: by it a file that is
    imported again finds them, and nobody else who happens to have the number."""
    return f"paper-{room.id}-{record_number}"
