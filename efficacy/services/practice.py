"""Private practice between and after sessions: read from the store, and nothing written to it."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.activities.ladder_practice import MOST, Practice, practice
from efficacy.activities.ladder_record import START
from efficacy.services.access import Participant, require_participant
from efficacy.services.pinned import curriculum
from efficacy.services.standing import earlier_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import cohorts, responses


def can_practise(tx: Connection, participant_id: str) -> bool:
    """Return whether somebody has begun a ladder, so that there is a rung of their own."""
    return responses.has_given(tx, participant_id, START)


def task(
    workshop: Workshop, who: Participant, *, level: int | None = None, number: int = 1
) -> Practice | None:
    """Return a task to practise on; None if this person has not begun a ladder of tasks.

    Parameters
    ----------
    level : int, optional
        A rung, from 1; the person's own without it.
    number : int
        Which task of it; what is outside 1 to 500 is moved inside.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        room = cohorts.by_id(tx, who.cohort_id)
        rows = responses.history(tx, person.id)
        content = curriculum(tx, room.content_version)  # type: ignore[union-attr]  # they are in it
        mode = room.mode  # type: ignore[union-attr]
    return practice(
        content,
        earlier_of(rows, ""),
        seed=str(person.record_number),
        mode=mode,
        level=level,
        number=min(MOST, max(1, number)),
    )
