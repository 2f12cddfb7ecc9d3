"""Copies of bought instruments: who has used one, and what is kept of deleted cohorts.

A copy is used by a participant at a wave, from the first answer to one of its
items on. That is counted from the stored answers; what deletion takes away, and
what was used on paper, stands in two settings for each instrument.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, false, func, select

from efficacy.store.queries import facilitators
from efficacy.store.tables import cohort, participant, response

# What is kept beside the answers, by instrument.
GONE, PAPER = "bought.{}.gone", "bought.{}.paper"


def users(
    tx: Connection,
    instrument_id: str,
    *,
    cohort_id: str | None = None,
    wave: str | None = None,
) -> set[tuple[str, str]]:
    """Return who has used a copy at which wave; simulated people use none.

    Parameters
    ----------
    cohort_id, wave : str, optional
        Only of one cohort; only at one wave ("" for practice).
    """
    wanted = (
        select(response.c.participant_id, response.c.wave)
        .distinct()
        .join(participant, participant.c.id == response.c.participant_id)
        .join(cohort, cohort.c.id == participant.c.cohort_id)
        .where(_asked_in(instrument_id), cohort.c.is_synthetic == false())
    )
    if cohort_id is not None:
        wanted = wanted.where(cohort.c.id == cohort_id)
    if wave is not None:
        wanted = wanted.where(response.c.wave == wave)
    return {(row[0], row[1]) for row in tx.execute(wanted)}


def has_used(tx: Connection, instrument_id: str, participant_id: str, *, wave: str) -> bool:
    """Return whether a participant has used a copy at a wave."""
    wanted = select(response.c.item_id).where(
        response.c.participant_id == participant_id,
        response.c.wave == wave,
        _asked_in(instrument_id),
    )
    return tx.execute(wanted.limit(1)).first() is not None


def _asked_in(instrument_id: str) -> ColumnElement[bool]:
    # Also items that a later version of the file has no more. Ids hold no sign that LIKE knows.
    start = f"{instrument_id}.q"
    return func.substr(response.c.item_id, 1, len(start)) == start


def kept(tx: Connection, instrument_id: str, what: str) -> int:
    """Return a number that is kept beside the answers: ``GONE`` or ``PAPER``."""
    return int(facilitators.setting_of(tx, what.format(instrument_id)) or 0)


def keep(tx: Connection, instrument_id: str, what: str, number: int) -> None:
    """Write a number that is kept beside the answers.

    It is also written, unchanged, before copies are counted and used: on a
    server with several programs the second then waits for the first.
    """
    facilitators.set_setting(tx, what.format(instrument_id), str(number))


def keep_count(
    tx: Connection, instrument_ids: Collection[str], cohort_id: str, *, wave: str | None = None
) -> None:
    """Add the copies that a cohort has used to those of deleted ones, before it is deleted.

    Parameters
    ----------
    wave : str, optional
        Only the copies of this wave, where the others stay.
    """
    for one in instrument_ids:
        lost = len(users(tx, one, cohort_id=cohort_id, wave=wave))
        if lost:
            keep(tx, one, GONE, kept(tx, one, GONE) + lost)
