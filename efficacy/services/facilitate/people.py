"""Participants as the facilitator may touch them: remove, take back in, a new PIN."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from efficacy.errors import NotFound
from efficacy.services.access import require_cohort, require_login
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.participate import new_pin as fresh_pin
from efficacy.services.workshop import Workshop
from efficacy.store.queries import participants


def remove_person(workshop: Workshop, who: Actor, participant_id: str) -> None:
    """Take somebody out of the cohort; their screens close, nothing is deleted."""
    _with_person(workshop, who, participant_id, "person-removed", removed_ms=workshop.now_ms())


def restore_person(workshop: Workshop, who: Actor, participant_id: str) -> None:
    """Take somebody back in who was removed."""
    _with_person(workshop, who, participant_id, "person-restored", removed_ms=None)


def _with_person(
    workshop: Workshop, who: Actor, participant_id: str, verb: str, **columns: Any
) -> None:
    def job(tx: Connection) -> str:
        cohort_id = _cohort_of(tx, who, participant_id)
        participants.change(tx, participant_id, **columns)
        audit(workshop, tx, who, verb, cohort_id)
        return cohort_id

    cohort_id = workshop.store.write(job)
    workshop.announcer.access_changed()
    workshop.announcer.counts_changed(cohort_id)


def new_pin(workshop: Workshop, who: Actor, participant_id: str) -> str:
    """Give somebody a new PIN, because the old one is lost; return it."""
    pin = fresh_pin(workshop)

    def job(tx: Connection) -> str:
        cohort_id = _cohort_of(tx, who, participant_id)
        if participants.call_name_of(tx, participant_id) is None:
            raise NotFound(
                "The call names of this cohort were deleted on their date, and the PINs with them."
            )
        participants.set_pin(tx, participant_id, pin)
        audit(workshop, tx, who, "pin-renewed", cohort_id)
        return cohort_id

    workshop.announcer.state_changed(workshop.store.write(job))
    return pin


def _cohort_of(tx: Connection, who: Actor, participant_id: str) -> str:
    person = participants.by_id(tx, participant_id)
    if person is None:
        require_login(tx, who)
        raise NotFound("There is no such participant in your cohorts. Reload the page.")
    return str(require_cohort(tx, who, person.cohort_id).id)
