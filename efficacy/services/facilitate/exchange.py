"""What people give to each other, as the facilitator may touch it: words and groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from efficacy.activities.partners import OTHER_PARTNER
from efficacy.errors import Conflict, InvalidValue, NotFound, StageError
from efficacy.services.access import require_session
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.grouping import candidates, floor_of, grouped
from efficacy.services.typed import NOTE, line
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, participants, responses, sessions

MOST_GROUPS = 200


def decide_note(
    workshop: Workshop, who: Actor, session_id: str, note_id: str, *, is_approved: bool
) -> None:
    """Let words go to whom they were meant for, or keep them back; either can be changed.

    Raises
    ------
    Conflict
        If their writer has taken them back meanwhile.
    """

    def job(tx: Connection) -> str:
        row, room = require_session(tx, who, session_id)
        known = {one.id for one in exchange.of_run(tx, row.run_id)} if row.run_id else set()
        state = "approved" if is_approved else "declined"
        if note_id not in known or not exchange.decide(
            tx, note_id, state=state, now_ms=workshop.now_ms()
        ):
            raise Conflict(
                "These words were taken back meanwhile. This screen shows what is there."
            )
        sessions.change(tx, session_id, revision=row.revision)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def write_note(
    workshop: Workshop, who: Actor, session_id: str, participant_id: str, text: str
) -> None:
    """Give somebody words of the facilitator's own, as a partner would have.

    Raises
    ------
    StageError
        If no activity is on.
    NotFound
        If the person is not in this room.
    """
    words = line(text, NOTE)

    def job(tx: Connection) -> str:
        row, room = require_session(tx, who, session_id)
        if row.run_id is None:
            raise StageError("No activity is on, so there is nothing to write to. Begin it first.")
        person = participants.by_id(tx, participant_id)
        if person is None or person.cohort_id != room.id:
            raise NotFound("There is no such participant in this room. Reload the page.")
        now_ms = workshop.now_ms()
        exchange.add_from_facilitator(
            tx,
            id=workshop.new_id(),
            run_id=row.run_id,
            to_id=participant_id,
            item_id="facilitator",
            text=words,
            state="approved",
            at_ms=now_ms,
            decided_ms=now_ms,
        )
        sessions.change(tx, session_id, revision=row.revision)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def set_groups(workshop: Workshop, who: Actor, session_id: str, numbers: Mapping[str, int]) -> None:
    """Let the groups of a session be these: participant id to a number from 1.

    Raises
    ------
    InvalidValue
        If somebody is not in this room, or a number is out of range.
    """
    if any(not 1 <= number <= MOST_GROUPS for number in numbers.values()):
        raise InvalidValue(
            "Groups have numbers from 1 to {most}. Form them again.", most=MOST_GROUPS
        )

    def job(tx: Connection) -> str:
        row, room = require_session(tx, who, session_id)
        known = {one.id for one in participants.of_cohort(tx, room.id) if one.removed_ms is None}
        if not set(numbers) <= known:
            raise InvalidValue(
                "Somebody in these groups is no longer in this room. Form them again."
            )
        exchange.set_groups(tx, session_id, numbers)
        sessions.change(tx, session_id, revision=row.revision)
        audit(workshop, tx, who, "groups-set", room.id)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def form_groups(
    workshop: Workshop,
    who: Actor,
    session_id: str,
    size: int = 2,
    *,
    keep: bool = True,
    without: Collection[str] = (),
) -> None:
    """Bring those who are here together, in pairs or threes.

    Parameters
    ----------
    size : int
        2 or 3.
    keep : bool
        True leaves the groups as they are, but for those in which somebody
        would rather have another partner or is not here any more. False forms
        all anew.
    without : collection of ids, optional
        People to leave out because they have gone.

    Raises
    ------
    CannotPlace
        Naming who fits into no group; nothing is changed then.
    StageError
        If the session has ended or nobody is here.
    Conflict
        If the groups were changed meanwhile.
    """
    # Worked out outside the one writer, for which all answers wait.
    with workshop.store.read() as tx:
        row, room = _live_session(tx, who, session_id)
        floor = floor_of(workshop, tx, room, row)
        people = candidates(tx, room, row, floor, keep=keep, without=without)
    if not people:
        raise StageError("Nobody is here yet who could be grouped. Wait until people have joined.")
    numbers = grouped(people, floor, size=size, keep=keep, seed=session_id)

    def job(tx: Connection) -> str:
        row, room = _live_session(tx, who, session_id)
        if {one.participant_id: one.number for one in exchange.groups(tx, session_id)} != (
            floor.numbers
        ):
            raise Conflict("The groups were changed meanwhile. This screen shows how they are.")
        exchange.set_groups(tx, session_id, numbers)
        for person in floor.uneasy:
            responses.forget(tx, row.run_id, (OTHER_PARTNER,), participant_id=person)
        sessions.change(tx, session_id, revision=row.revision)
        audit(workshop, tx, who, "groups-formed", room.id)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def move_person(
    workshop: Workshop, who: Actor, session_id: str, participant_id: str, number: int
) -> None:
    """Put somebody into another group of a session, a new one, or (0) into none.

    The other groups stay as they are, even where one person is left in one.

    Raises
    ------
    InvalidValue
        If the number is out of range.
    NotFound
        If the person is not in this room.
    """
    if not 0 <= number <= MOST_GROUPS:
        raise InvalidValue("Groups have numbers from 1 to {most}. Choose one.", most=MOST_GROUPS)

    def job(tx: Connection) -> str:
        row, room = _live_session(tx, who, session_id)
        person = participants.by_id(tx, participant_id)
        if person is None or person.cohort_id != room.id or person.removed_ms is not None:
            raise NotFound("There is no such participant in this room. Reload the page.")
        exchange.put_in_group(tx, session_id, participant_id, number)
        if row.run_id is not None:
            responses.forget(tx, row.run_id, (OTHER_PARTNER,), participant_id=participant_id)
        sessions.change(tx, session_id, revision=row.revision)
        audit(workshop, tx, who, "groups-changed", room.id)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def _live_session(tx: Connection, who: Actor, session_id: str) -> tuple[AnyRow, AnyRow]:
    row, room = require_session(tx, who, session_id)
    if row.ended_ms is not None:
        raise StageError("The session has ended, so its groups stay as they were.")
    return row, room
