"""What people give to each other: words, study partners, and the wish to talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from efficacy.store.queries import AnyRow
from efficacy.store.tables import (
    activity_run,
    call_name,
    completion,
    note,
    participant,
    partner,
    response,
    session,
    talk_wish,
)
from efficacy.store.upsert import upsert

# ------------------------------------------------------------------- notes

# The state of words for the counselor alone: they wait for no decision and are never shown.
GIVEN = "given"


def offer(tx: Connection, **columns: Any) -> None:
    """Write a participant's words for others; offered again, they wait again."""
    upsert(
        tx,
        note,
        {"decided_ms": None, **columns},
        key=("run_id", "participant_id", "item_id"),
        update=("to_id", "text", "flag", "state", "at_ms", "decided_ms"),
    )


def add_from_facilitator(tx: Connection, **columns: Any) -> None:
    """Write the facilitator's words to a participant."""
    tx.execute(insert(note).values(participant_id=None, flag="", **columns))


def take_back(tx: Connection, run_id: str, participant_id: str, item_id: str) -> None:
    """Delete what somebody had offered."""
    tx.execute(
        delete(note).where(
            note.c.run_id == run_id,
            note.c.participant_id == participant_id,
            note.c.item_id == item_id,
        )
    )


def decide(tx: Connection, note_id: str, *, state: str, now_ms: int) -> bool:
    """Approve or decline a note; False if it was taken back meanwhile."""
    written = tx.execute(
        update(note)
        .where(note.c.id == note_id, note.c.state != GIVEN)
        .values(state=state, decided_ms=now_ms)
    )
    return written.rowcount == 1


_receiver = call_name.alias("receiver")

_OF_RUN = (
    select(note, call_name.c.call_name, _receiver.c.call_name.label("to_name"))
    .outerjoin(call_name, call_name.c.participant_id == note.c.participant_id)
    .outerjoin(_receiver, _receiver.c.participant_id == note.c.to_id)
    .outerjoin(participant, participant.c.id == note.c.participant_id)
    .where(
        note.c.run_id == bindparam("run"),
        note.c.state != GIVEN,
        participant.c.removed_ms.is_(None),
    )
    .order_by(note.c.at_ms, note.c.id)
)


def of_run(tx: Connection, run_id: str) -> list[AnyRow]:
    """Return the words given in a run; nobody's who was removed, and none for the counselor alone.

    ``call_name`` is the writer's, ``to_name`` the receiver's; None where names were
    deleted, and for words to the room or from the facilitator.
    """
    return list(tx.execute(_OF_RUN, {"run": run_id}))


_TO_COUNSELOR = (
    select(
        note,
        call_name.c.call_name,
        activity_run.c.session_id,
        session.c.ended_ms.label("session_ended_ms"),
    )
    .join(participant, participant.c.id == note.c.participant_id)
    .join(activity_run, activity_run.c.id == note.c.run_id)
    .join(session, session.c.id == activity_run.c.session_id)
    .outerjoin(call_name, call_name.c.participant_id == note.c.participant_id)
    .where(
        participant.c.cohort_id == bindparam("cohort"),
        note.c.state == GIVEN,
        participant.c.removed_ms.is_(None),
    )
    .order_by(note.c.at_ms, note.c.id)
)


def to_counselor(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return the words that people of a cohort gave to the counselor alone.

    Also what was made of them; nobody's who was removed. ``session_ended_ms`` is None
    while they can be taken back on screen.
    """
    return list(tx.execute(_TO_COUNSELOR, {"cohort": cohort_id}))


_HANDED_TO = (
    select(note.c.text)
    .join(activity_run, activity_run.c.id == note.c.run_id)
    .where(
        note.c.to_id == bindparam("person"),
        note.c.state == "approved",
        activity_run.c.stage == "revealed",
    )
    .order_by(note.c.at_ms, note.c.id)
)


def handed_to(tx: Connection, participant_id: str) -> list[str]:
    """Return the words that others gave somebody and that were handed over, the oldest first."""
    return list(tx.execute(_HANDED_TO, {"person": participant_id}).scalars())


# A count and the latest change: together they say whether a screen is behind.
_STAND = select(
    func.count(),
    func.coalesce(func.max(func.coalesce(note.c.decided_ms, note.c.at_ms)), 0),
).where(note.c.run_id == bindparam("run"))


def stand(tx: Connection, run_id: str) -> str:
    """Return a short text that changes with the notes of a run."""
    found = tx.execute(_STAND, {"run": run_id}).one()
    return f"{found[0]}-{found[1]}"


_STAND_IN_ROOM = _STAND.where(note.c.state == "approved", note.c.to_id.is_(None))


def stand_in_room(tx: Connection, run_id: str) -> str:
    """Return a short text that changes with the words that the room is shown."""
    found = tx.execute(_STAND_IN_ROOM, {"run": run_id}).one()
    return f"{found[0]}-{found[1]}"


# ---------------------------------------------------------------- partners


def groups(tx: Connection, session_id: str) -> list[AnyRow]:
    """Return who is grouped with whom in a session, with call names; nobody who was removed."""
    return list(
        tx.execute(
            select(partner, call_name.c.call_name)
            .join(participant, participant.c.id == partner.c.participant_id)
            .outerjoin(call_name, call_name.c.participant_id == partner.c.participant_id)
            .where(partner.c.session_id == session_id, participant.c.removed_ms.is_(None))
            .order_by(partner.c.number, call_name.c.folded)
        )
    )


def set_groups(tx: Connection, session_id: str, numbers: Mapping[str, int]) -> None:
    """Let the groups of a session be these: participant id to the group's number."""
    tx.execute(delete(partner).where(partner.c.session_id == session_id))
    if numbers:
        tx.execute(
            insert(partner),
            [
                {"session_id": session_id, "participant_id": person, "number": number}
                for person, number in numbers.items()
            ],
        )


def met_before(tx: Connection, cohort_sessions: list[str]) -> list[AnyRow]:
    """Return the groups of several sessions: session id, participant id, number."""
    return list(tx.execute(select(partner).where(partner.c.session_id.in_(cohort_sessions))))


def put_in_group(tx: Connection, session_id: str, participant_id: str, number: int) -> None:
    """Put somebody into a group of a session, out of the one they were in; 0 into none."""
    if number:
        upsert(
            tx,
            partner,
            {"session_id": session_id, "participant_id": participant_id, "number": number},
            key=("session_id", "participant_id"),
        )
        return
    tx.execute(
        delete(partner).where(
            partner.c.session_id == session_id, partner.c.participant_id == participant_id
        )
    )


def took_part(tx: Connection, session_id: str) -> set[str]:
    """Return who has given something in a session or is done with a part of it."""
    runs = select(activity_run.c.id).where(activity_run.c.session_id == session_id)
    given = select(response.c.participant_id).where(response.c.run_id.in_(runs))
    done = select(completion.c.participant_id).where(completion.c.run_id.in_(runs))
    return set(tx.execute(given.union(done)).scalars())


_SAID = (
    select(response.c.participant_id)
    .join(participant, participant.c.id == response.c.participant_id)
    .where(
        response.c.run_id == bindparam("run"),
        response.c.item_id == bindparam("item"),
        response.c.number.is_not(None),
        participant.c.removed_ms.is_(None),
    )
)


def who_said(tx: Connection, run_id: str, item_id: str) -> set[str]:
    """Return who has said yes to something in a run; nobody who was removed."""
    return set(tx.execute(_SAID, {"run": run_id, "item": item_id}).scalars())


def who_passed(tx: Connection, run_id: str) -> set[str]:
    """Return who has passed on a run."""
    return set(
        tx.execute(
            select(completion.c.participant_id).where(
                completion.c.run_id == run_id, completion.c.how == "passed"
            )
        ).scalars()
    )


# ------------------------------------------------------------- wish to talk


def wish_to_talk(tx: Connection, session_id: str, participant_id: str, *, now_ms: int) -> None:
    """Note that somebody would like to talk."""
    upsert(
        tx,
        talk_wish,
        {"session_id": session_id, "participant_id": participant_id, "at_ms": now_ms},
        key=("session_id", "participant_id"),
    )


def end_wish(tx: Connection, session_id: str, participant_id: str | None = None) -> None:
    """Forget one person's wish to talk, or everybody's."""
    wanted = [talk_wish.c.session_id == session_id]
    if participant_id is not None:
        wanted.append(talk_wish.c.participant_id == participant_id)
    tx.execute(delete(talk_wish).where(*wanted))


def wishes(tx: Connection, session_id: str) -> list[AnyRow]:
    """Return who would like to talk: participant id and call name, the first to ask first."""
    return list(
        tx.execute(
            select(talk_wish.c.participant_id, call_name.c.call_name)
            .join(participant, participant.c.id == talk_wish.c.participant_id)
            .outerjoin(call_name, call_name.c.participant_id == talk_wish.c.participant_id)
            .where(talk_wish.c.session_id == session_id, participant.c.removed_ms.is_(None))
            .order_by(talk_wish.c.at_ms, talk_wish.c.participant_id)
        )
    )


def is_wishing(tx: Connection, session_id: str, participant_id: str) -> bool:
    """Return whether somebody has said that they would like to talk."""
    return (
        tx.execute(
            select(talk_wish.c.at_ms).where(
                talk_wish.c.session_id == session_id,
                talk_wish.c.participant_id == participant_id,
            )
        ).first()
        is not None
    )
