"""Participants, their devices and their call names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from efficacy.store.queries import AnyRow
from efficacy.store.tables import call_name, cohort, device, participant

# Built once, like all statements with a name in capitals: every screen and every answer of
# every phone asks them, and building one takes longer than running it.
_ADD, _ADD_CALL_NAME, _ADD_DEVICE = insert(participant), insert(call_name), insert(device)


def add(tx: Connection, **columns: Any) -> None:
    """Insert a participant."""
    tx.execute(_ADD, columns)


def add_call_name(tx: Connection, **columns: Any) -> None:
    """Insert the call name of a participant, with no wrong tries yet."""
    tx.execute(_ADD_CALL_NAME, {"wrong_pins": 0, **columns})


def add_device(tx: Connection, **columns: Any) -> None:
    """Insert a device of a participant."""
    tx.execute(_ADD_DEVICE, columns)


_BY_DEVICE = (
    select(
        participant.c.id,
        participant.c.cohort_id,
        participant.c.language,
        device.c.id.label("device_id"),
    )
    .join(device, device.c.participant_id == participant.c.id)
    .where(
        device.c.token_hash == bindparam("token"),
        device.c.ended_ms.is_(None),
        participant.c.removed_ms.is_(None),
    )
)


def by_device(tx: Connection, token_hash: str) -> AnyRow | None:
    """Return who is behind a participant's cookie, if the device still counts."""
    return tx.execute(_BY_DEVICE, {"token": token_hash}).one_or_none()


_IN_GOOD_STANDING = (
    select(
        participant,
        cohort.c.content_version,
        cohort.c.mode,
        cohort.c.name.label("cohort_name"),
        cohort.c.ended_ms.label("cohort_ended_ms"),
        call_name.c.call_name,
        call_name.c.pin,
    )
    .join(device, device.c.participant_id == participant.c.id)
    .join(cohort, cohort.c.id == participant.c.cohort_id)
    .join(call_name, call_name.c.participant_id == participant.c.id)
    .where(
        participant.c.id == bindparam("wanted"),
        participant.c.removed_ms.is_(None),
        device.c.id == bindparam("on_device"),
        device.c.ended_ms.is_(None),
    )
)


def in_good_standing(tx: Connection, participant_id: str, device_id: str) -> AnyRow | None:
    """Return the participant with the cohort's state, if this device still counts."""
    return tx.execute(
        _IN_GOOD_STANDING, {"wanted": participant_id, "on_device": device_id}
    ).one_or_none()


_BY_TICKET = select(participant).where(participant.c.join_ticket == bindparam("ticket"))


def by_ticket(tx: Connection, ticket: str) -> AnyRow | None:
    """Return the participant who joined with this ticket."""
    return tx.execute(_BY_TICKET, {"ticket": ticket}).one_or_none()


_BY_CALL_NAME = (
    select(call_name, participant.c.removed_ms, participant.c.language)
    .join(participant, participant.c.id == call_name.c.participant_id)
    .where(
        call_name.c.cohort_id == bindparam("in_cohort"),
        call_name.c.folded == bindparam("called"),
    )
)


def by_call_name(tx: Connection, cohort_id: str, folded: str) -> AnyRow | None:
    """Return the participant called so in a cohort, with PIN and wrong tries."""
    return tx.execute(_BY_CALL_NAME, {"in_cohort": cohort_id, "called": folded}).one_or_none()


def call_name_of(tx: Connection, participant_id: str) -> str | None:
    """Return how a participant is called."""
    return tx.execute(
        select(call_name.c.call_name).where(call_name.c.participant_id == participant_id)
    ).scalar_one_or_none()


def set_wrong_pins(tx: Connection, participant_id: str, wrong_pins: int) -> None:
    """Write how many wrong tries there were since the last right one."""
    tx.execute(
        update(call_name)
        .where(call_name.c.participant_id == participant_id)
        .values(wrong_pins=wrong_pins)
    )


def set_pin(tx: Connection, participant_id: str, pin: str) -> None:
    """Give a participant another PIN."""
    tx.execute(
        update(call_name)
        .where(call_name.c.participant_id == participant_id)
        .values(pin=pin, wrong_pins=0)
    )


_HAS_NUMBER = select(participant.c.id).where(
    participant.c.cohort_id == bindparam("in_cohort"),
    participant.c.record_number == bindparam("number"),
)


def has_record_number(tx: Connection, cohort_id: str, number: int) -> bool:
    """Return whether somebody of a cohort has this record number."""
    found = tx.execute(_HAS_NUMBER, {"in_cohort": cohort_id, "number": number})
    return found.first() is not None


def end_device(tx: Connection, device_id: str, *, now_ms: int) -> None:
    """Let a device count no more."""
    tx.execute(update(device).where(device.c.id == device_id).values(ended_ms=now_ms))


def change(tx: Connection, participant_id: str, **columns: Any) -> None:
    """Write only the named columns."""
    tx.execute(update(participant).where(participant.c.id == participant_id).values(**columns))


def by_id(tx: Connection, participant_id: str) -> AnyRow | None:
    """Return a participant's row."""
    return tx.execute(select(participant).where(participant.c.id == participant_id)).one_or_none()


def of_cohort(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return all participants of a cohort with call name and PIN, by call name."""
    return list(
        tx.execute(
            select(participant, call_name.c.call_name, call_name.c.pin)
            .outerjoin(call_name, call_name.c.participant_id == participant.c.id)
            .where(participant.c.cohort_id == cohort_id)
            .order_by(call_name.c.folded, participant.c.id)
        )
    )


def count_joined(tx: Connection, cohort_id: str) -> int:
    """Return how many are in a cohort and not removed."""
    return tx.execute(
        select(func.count())
        .select_from(participant)
        .where(participant.c.cohort_id == cohort_id, participant.c.removed_ms.is_(None))
    ).scalar_one()
