"""A participant's own handouts: to read and print, and to release for the group's print."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from efficacy.language import speech
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.job import sheets_for
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import Printed, pictures, press
from efficacy.reports.handouts.templates import Sheet
from efficacy.services.access import Participant, require_participant
from efficacy.services.given_out import tags_for
from efficacy.services.handouts.reading import person_of, room_of
from efficacy.services.handouts.shelf import Shelf, shelf_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import cohorts, facilitators, released


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHandout:
    """One of somebody's handouts; ``is_released``: it may be printed with the group's."""

    id: str
    title: str
    about: str
    is_private: bool
    is_released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHandouts:
    """All handouts that somebody can open for themselves."""

    call_name: str
    cohort_name: str
    language: str
    handouts: tuple[OwnHandout, ...]


def own(workshop: Workshop, who: Participant) -> OwnHandouts:
    """Return what a participant can open.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    shelf = shelf_of(workshop, Look())
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        row = cohorts.by_id(tx, who.cohort_id)
        room = room_of(workshop, tx, row)  # type: ignore[arg-type]  # they are in it
        freed = released.of_person(tx, who.id)
    return OwnHandouts(
        call_name=person.call_name,
        cohort_name=person.cohort_name,
        language=person.language,
        handouts=tuple(
            OwnHandout(
                id=one.id,
                title=one.title,
                about=one.about,
                is_private=one.is_private,
                is_released=one.id in freed,
            )
            for one in shelf.for_plan(room, speech(person.language))
        ),
    )


def own_print(
    workshop: Workshop, who: Participant, ids: Collection[str], look: Look
) -> tuple[str, Printed]:
    """Return the name of a file and what is in it: handouts of a participant's own, as one PDF.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    NotFound
        If there is no such handout.
    """
    shelf, sheets = _sheets(workshop, who, ids, look, is_printed=True)
    name = sheets[0].handout.id if len(sheets) == 1 else "my-handouts"
    return f"{name}.pdf", press(sheets, shelf.look, shelf.templates)


def own_pictures(
    workshop: Workshop, who: Participant, handout_id: str, look: Look
) -> tuple[bytes, ...]:
    """Return the pages of one of a participant's handouts as PNG files."""
    shelf, sheets = _sheets(workshop, who, (handout_id,), look)
    return pictures(sheets, shelf.look, shelf.templates)


def release(workshop: Workshop, who: Participant, ids: Collection[str]) -> None:
    """Let these private handouts be printed with the group's; all others are taken back.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    NotFound
        If there is no such handout.
    """
    wanted = shelf_of(workshop, Look()).named(ids)
    private = [one.id for one in wanted if isinstance(one, ForPerson) and one.is_private]
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> None:
        require_participant(tx, who)
        released.replace(tx, who.id, private, now_ms=now_ms)
        # That it happened, and not whose it is or which sheets.
        facilitators.note_in_audit(
            tx, "handouts-released", now_ms=now_ms, cohort_id=who.cohort_id, facilitator_id=None
        )

    workshop.store.write(job)


def _sheets(
    workshop: Workshop,
    who: Participant,
    ids: Collection[str],
    look: Look,
    *,
    is_printed: bool = False,
) -> tuple[Shelf, list[Sheet]]:
    shelf = shelf_of(workshop, look)
    wanted = [one for one in shelf.named(ids) if isinstance(one, ForPerson)]
    with workshop.store.read() as tx:
        standing = require_participant(tx, who)
        room = room_of(workshop, tx, cohorts.by_id(tx, who.cohort_id))  # type: ignore[arg-type]
        person = person_of(tx, standing, call_name=standing.call_name, pin=standing.pin)
    if is_printed:
        tag = tags_for(workshop, [who.id], wanted).get(who.id, "")
        person = replace(person, tag=tag)
    return shelf, list(sheets_for(room, wanted, lambda _: person, standing.language))
