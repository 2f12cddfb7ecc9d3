"""What participants show the facilitator of their own results, and the words that came back."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select, update

from efficacy.store.queries import AnyRow
from efficacy.store.tables import call_name, participant, shown
from efficacy.store.upsert import upsert


def show(tx: Connection, participant_id: str, *, now_ms: int) -> None:
    """Note that somebody shows their results; words that came back earlier stay."""
    upsert(
        tx, shown, {"participant_id": participant_id, "shown_ms": now_ms}, key=("participant_id",)
    )


def take_back(tx: Connection, participant_id: str) -> None:
    """Note that somebody shows them no more."""
    tx.execute(update(shown).where(shown.c.participant_id == participant_id).values(shown_ms=None))


def of_person(tx: Connection, participant_id: str) -> AnyRow | None:
    """Return what somebody shows and was written; None where they never showed anything."""
    return tx.execute(select(shown).where(shown.c.participant_id == participant_id)).one_or_none()


def set_reply(
    tx: Connection, participant_id: str, text: str | None, *, now_ms: int, facilitator_id: str
) -> bool:
    """Write the words back, if the results are shown still; return whether they are."""
    written = tx.execute(
        update(shown)
        .where(shown.c.participant_id == participant_id, shown.c.shown_ms.is_not(None))
        .values(reply=text, reply_ms=now_ms, replied_by=facilitator_id)
    )
    return written.rowcount == 1


_SHOWN = shown.c.shown_ms.is_not(None) & participant.c.removed_ms.is_(None)

_OF_COHORT = (
    select(shown, call_name.c.call_name)
    .join(participant, participant.c.id == shown.c.participant_id)
    .join(call_name, call_name.c.participant_id == shown.c.participant_id)
    .where(participant.c.cohort_id == bindparam("cohort"), _SHOWN)
    .order_by(call_name.c.folded)
)


def of_cohort(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return who of a cohort shows their results now, with call names; nobody who was removed."""
    return list(tx.execute(_OF_COHORT, {"cohort": cohort_id}))


# The number, the latest showing and the latest words: together they say whether a screen is behind.
_STAND = (
    select(
        func.count(),
        func.coalesce(func.max(shown.c.shown_ms), 0),
        func.coalesce(func.max(shown.c.reply_ms), 0),
    )
    .join(participant, participant.c.id == shown.c.participant_id)
    .where(participant.c.cohort_id == bindparam("cohort"), _SHOWN)
)


def stand(tx: Connection, cohort_id: str) -> str:
    """Return a short text that changes with what a cohort shows; it begins with how many do."""
    found = tx.execute(_STAND, {"cohort": cohort_id}).one()
    return f"{found[0]}.{found[1]}.{found[2]}"
