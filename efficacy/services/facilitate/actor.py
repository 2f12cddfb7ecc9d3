"""Who facilitates, and the line that the audit keeps of what they did."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.services.access import Facilitator, Operator
from efficacy.services.workshop import Workshop
from efficacy.store.queries import facilitators

Actor = Facilitator | Operator


def audit(
    workshop: Workshop,
    tx: Connection,
    who: Actor,
    verb: str,
    cohort_id: str | None,
    detail: str = "",
) -> None:
    """Write down who did what; never a participant's words."""
    facilitators.note_in_audit(
        tx,
        verb,
        now_ms=workshop.now_ms(),
        cohort_id=cohort_id,
        detail=detail,
        facilitator_id=who.id if isinstance(who, Facilitator) else None,
    )
