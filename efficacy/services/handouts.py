"""What handouts are filled in from, read from the store: a group, its people, its meetings."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.reports.handouts.facts import Person, Room
from efficacy.services.own_results import results_of
from efficacy.services.pinned import curriculum
from efficacy.services.present import chosen_address
from efficacy.services.standing import day_of, earlier_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, responses, sessions, shown


def room_of(workshop: Workshop, tx: Connection, room: AnyRow) -> Room:
    """Return what all sheets of a group share; ``room`` is the group's row."""
    content = curriculum(tx, room.content_version)
    return Room(
        name=room.name,
        code=room.code.upper(),
        contact=room.contact,
        address=chosen_address(workshop, tx),
        mode=room.mode,
        content=content,
        plan=content.plans[room.plan_id],
        day=day_of(workshop.now_ms()),
        keep_until=day_of(room.retention_ms),
    )


def person_of(tx: Connection, person: AnyRow, *, call_name: str, pin: str = "") -> Person:
    """Return one person with all that is theirs; ``person`` is their row."""
    stands = shown.of_person(tx, person.id)
    return Person(
        call_name=call_name,
        pin=pin,
        seed=str(person.record_number),
        given=earlier_of(responses.history(tx, person.id), ""),
        own=results_of(tx, person, sessions.newest(tx, person.cohort_id)),
        reply=(stands.reply or "") if stands else "",
        received=tuple(exchange.handed_to(tx, person.id)),
    )
