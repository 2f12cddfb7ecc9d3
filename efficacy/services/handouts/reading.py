"""What handouts are filled in from, read from the store: a group, its people, its meetings."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from efficacy.content.models import Plan, PlannedSession
from efficacy.errors import NotFound
from efficacy.reports.handouts.facts import Meeting, Person, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.services import paper
from efficacy.services.facilitate.actor import Actor
from efficacy.services.own_results import results_of
from efficacy.services.pinned import curriculum
from efficacy.services.present import chosen_address
from efficacy.services.standing import day_of, earlier_of
from efficacy.services.told import for_new
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, participants, responses, sessions, shown


def room_of(workshop: Workshop, tx: Connection, room: AnyRow) -> Room:
    """Return what all sheets of a group share; ``room`` is the group's row."""
    # A story that its person took back is in no handout, whatever the group has pinned.
    content = for_new(workshop, curriculum(tx, room.content_version))
    return Room(
        name=room.name,
        code=room.code,
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
    stands, rows = shown.of_person(tx, person.id), responses.history(tx, person.id)
    return Person(
        call_name=call_name,
        pin=pin,
        seed=str(person.record_number),
        given=earlier_of(rows, ""),
        own=results_of(tx, person, rows, sessions.newest(tx, person.cohort_id)),
        reply=(stands.reply or "") if stands else "",
        received=tuple(exchange.handed_to(tx, person.id)),
    )


def named_people(tx: Connection, cohort_id: str) -> list[AnyRow]:
    """Return who takes part and has a call name, by call name."""
    return [
        row
        for row in participants.of_cohort(tx, cohort_id)
        if row.call_name and row.removed_ms is None
    ]


def session_of(plan: Plan, planned_id: str) -> tuple[int, PlannedSession]:
    """Return a session of a plan and its number, from 1.

    Raises
    ------
    NotFound
        If the plan has no such session.
    """
    for number, session in enumerate(plan.sessions, start=1):
        if session.id == planned_id:
            return number, session
    raise NotFound(
        "The plan “{plan}” has no session “{id}”. Its sessions are: {known}.",
        plan=plan.title,
        id=planned_id[:40],
        known=", ".join(one.id for one in plan.sessions),
    )


def meeting_of(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    room: Room,
    planned_id: str,
    *,
    people: int,
    wanted: Collection[ForMeeting],
    is_look: bool = False,
) -> Meeting:
    """Return one meeting of a group, with what the wanted handouts need of it.

    Figures are those that may leave the room, whatever the group's mode: a sheet
    of paper is passed on. ``is_look``: nothing is printed, so that no copy of a bought
    questionnaire is used.
    """
    number, session = session_of(room.plan, planned_id)
    results, held = None, dict[str, float]()
    if any(one.needs_results for one in wanted):
        # Participants' sheets come from this module too, without the libraries of statistics.
        from efficacy.reports.findings.doses import minutes_held
        from efficacy.services import report

        found = report.material(workshop, who, cohort_id)
        results = report.released_of(workshop, who, found)
        held = dict(minutes_held(found, planned_id))
    return Meeting(
        session=session,
        number=number,
        people=people,
        results=results,
        guides=workshop.library.curriculum(room.plan.language).guides,
        held=held,
        pack=paper.forms(workshop, who, cohort_id, planned_id, is_look=is_look)
        if any(one.needs_pack for one in wanted)
        else None,
    )
