"""Copies of bought instruments that were used on paper, which nobody but the facilitator knows."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.errors import InvalidValue, NotFound
from efficacy.services.access import require_login
from efficacy.services.bought import owned
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.workshop import Workshop
from efficacy.store.queries import bought


def note_paper_copies(workshop: Workshop, who: Actor, instrument_id: str, *, copies: int) -> None:
    """Write how many copies of an instrument were used on paper, in all.

    Raises
    ------
    NotFound
        If the folder does not hold the instrument.
    InvalidValue
        If it would be more than were bought.
    """

    def job(tx: Connection) -> None:
        require_login(tx, who)
        known = owned(workshop, tx, instrument_id)
        if known is None:
            raise NotFound(
                "There is no bought instrument “{id}” in your folder. Reload the page.",
                id=instrument_id[:40],
            )
        most = known.left + known.paper
        if not 0 <= copies <= most:
            raise InvalidValue(
                "Of “{title}” 0 to {most} copies can have been used on paper, not {found}. "
                "Count the sheets again, or write into the file how many you bought.",
                title=known.title,
                most=most,
                found=copies,
            )
        bought.keep(tx, instrument_id, bought.PAPER, copies)
        audit(workshop, tx, who, "paper-copies-noted", None, f"{instrument_id}: {copies}")

    workshop.store.write(job)
