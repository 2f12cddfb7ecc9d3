"""The grid for typing answers from paper: a row a person, each cell saved as it is given.

What is stored is never told: the grid says which cells were typed from paper, not
what stands in them. A group-only cohort was promised that there is no list of what
each person said, and nobody needs one to type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from efficacy.activities.fields import Rating
from efficacy.errors import InvalidValue, NotFound, StageError
from efficacy.services.access import Facilitator, Operator, require_cohort
from efficacy.services.bought import with_words
from efficacy.services.facilitate.actor import audit
from efficacy.services.paper_entry.people import takers
from efficacy.services.paper_entry.saving import Target, save
from efficacy.services.paper_entry.surveys import Asked, require_open, survey_in
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, participants


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One person: called by call name, or by number where they have none; never by both.

    ``typed`` are the questions that were typed from paper before.
    """

    person_id: str
    name: str
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One survey to type into; ``fields`` have the words of bought instruments too."""

    planned_id: str
    activity_id: str
    title: str
    fields: tuple[Rating, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as the grid sends it; ``value`` None empties it."""

    planned_id: str
    activity_id: str
    person_id: str
    item_id: str
    value: object


def grid(
    workshop: Workshop,
    who: Facilitator | Operator,
    cohort_id: str,
    planned_id: str,
    activity_id: str,
) -> Grid:
    """Return one survey with the people who take part in it, by call name, then by number."""
    with workshop.store.read() as tx:
        room = require_cohort(tx, who, cohort_id)
        asked = survey_in(tx, room, planned_id, activity_id)
        target = Target.of(tx, room, asked)
        people = takers(tx, room)
    shown = with_words(workshop, asked.held).sheet(room.language).fields
    # Call names as they come, in their order; then those who have none, by number.
    people.sort(key=lambda row: row.record_number if row.call_name is None else 0)
    return Grid(
        planned_id=planned_id,
        activity_id=activity_id,
        title=asked.title,
        fields=tuple(one for one in shown if isinstance(one, Rating)),
        rows=tuple(
            GridRow(
                person_id=row.id,
                name=row.call_name or str(row.record_number),
                typed=target.from_paper(row.id),
            )
            for row in people
        ),
    )


def enter(workshop: Workshop, who: Facilitator | Operator, cohort_id: str, cell: Cell) -> int:
    """Save one answer from paper as it is typed; return when, in ms UTC.

    Raises
    ------
    InvalidValue
        If the question does not take this value, or is none of the survey's.
    Conflict
        If the person answered it on a screen.
    StageError
        If they do not take part in the survey, the cohort has ended, or a bought
        instrument has no copy left.
    """

    def job(tx: Connection) -> int:
        room = require_cohort(tx, who, cohort_id)
        require_open(room)
        asked = survey_in(tx, room, cell.planned_id, cell.activity_id)
        person = _person(tx, room, cell.person_id)
        value = _validated(asked, room, cell)
        target = Target.of(tx, room, asked, person_id=person.id)
        if not target.has_begun(person.id):
            detail = f"{asked.session.id}: {asked.activity.id}"
            audit(workshop, tx, who, "paper-typed", cohort_id, detail)
        save(workshop, tx, room, target, person=person, values={cell.item_id: value})
        return workshop.now_ms()

    saved_ms = workshop.store.write(job)
    workshop.announcer.counts_changed(cohort_id)
    return saved_ms


def _person(tx: Connection, room: AnyRow, person_id: str) -> AnyRow:
    person = participants.by_id(tx, person_id)
    if person is None or person.cohort_id != room.id or person.removed_ms is not None:
        raise NotFound("This person is not in this cohort any more. Load the page again.")
    if not person.takes_survey:
        raise StageError("This person chose not to take part in the survey. Nothing was saved.")
    return person


def _validated(asked: Asked, room: AnyRow, cell: Cell) -> float | None:
    known = next((one for one in asked.fields(room.language) if one.id == cell.item_id), None)
    if known is None:
        raise InvalidValue(
            "This survey has no question “{id}”. Load the page again.", id=cell.item_id[:40]
        )
    return cast("float | None", known.validate(cell.value))
