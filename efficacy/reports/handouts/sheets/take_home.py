"""The take-home file on paper: a number, rows for what was tried, and a box for the goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities import goal_form as form
from efficacy.language import Speech, later
from efficacy.reports.given import newest_words
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.take_home.code import number_of

ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHomeSheet(Variables):
    """The variables of the sheet that comes back with counts."""

    call_name: Annotated[str, "What the room calls the person."]
    number: Annotated[str, "The number of this sheet, with its check letters; empty in a preview."]
    rows: Annotated[int, "How many rows there are to write in."]
    goal: Annotated[str, "The goal in the person's own words."]
    outcomes: Annotated[tuple[str, ...], "What can have come of the goal, to tick one."]


def fill(room: Room, person: Person, say: Speech) -> TakeHomeSheet:
    """Return a sheet to fill in between two meetings; the goal stands on it if it was written."""
    return TakeHomeSheet(
        call_name=person.call_name,
        number=number_of(person.tag) if person.tag else "",
        rows=ROWS,
        goal=newest_words(room.plan, person.given, "goal").get(form.WHAT, ""),
        outcomes=tuple(option.label for option in form.came_of(say).options),
    )


HANDOUT = ForPerson(
    id="take-home",
    title=later("Between two meetings"),
    about=later("Rows to note what was tried, and a number to bring it back by."),
    variables=TakeHomeSheet,
    fill=fill,
    needs_tag=True,
    pages=1,
    pages_large=2,
)
