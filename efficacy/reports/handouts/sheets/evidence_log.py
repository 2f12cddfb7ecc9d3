"""What somebody did and what it shows, from all meetings, with rows to go on by hand."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Annotated

from efficacy.activities import log
from efficacy.activities.days import day_words
from efficacy.language import Speech, later
from efficacy.reports import own_words
from efficacy.reports.given import visits
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.meanings import meaning
from efficacy.reports.handouts.variables import Variables

FEWEST, MOST = 2, 11  # rows to write in
# What a page holds, in rows to write in: a printed entry and a line of the record need less.
PAGE, ENTRY, HEADING, LINE = 12, 0.75, 1, 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Variables):
    """One entry of the log."""

    day: Annotated[str, "When it was written down."]
    did: Annotated[str, "What was done, in the person's own words."]
    shows: Annotated[str, "What it shows that they can do; may be empty."]
    source: Annotated[str, "Which of the five sources it was; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLog(Variables):
    """The variables of the evidence log."""

    call_name: Annotated[str, "What the room calls the person."]
    about: Annotated[str, "What an evidence log is."]
    deeds: Annotated[tuple[Deed, ...], "The entries of all logs, oldest first."]
    rows: Annotated[int, "How many rows there are to go on by hand."]
    climbed: Annotated[tuple[str, ...], "The meetings on a ladder, a line each."]


def fill(room: Room, person: Person, say: Speech) -> EvidenceLog:
    """Return all that a person logged; without any, a page of rows."""
    deeds = tuple(
        Deed(day=day_words(known.day, say), did=one.did, shows=one.shows, source=one.source)
        for _, known in visits(room.plan, person.given, (log.Log.name,))
        for one in log.found(known, say)
    )
    climbed = own_words.dated_visits(person.own, say)
    return EvidenceLog(
        call_name=person.call_name,
        about=meaning(room.content, "evidence-log"),
        deeds=deeds,
        rows=_rows(len(deeds), len(climbed)),
        climbed=climbed,
    )


def _rows(deeds: int, climbed: int) -> int:
    """Return how many rows to write in fill the page, or the next one where it is full already."""
    taken = ENTRY * deeds + (HEADING + LINE * climbed if climbed else 0)
    pages = ceil((taken + FEWEST) / PAGE)
    return min(MOST, int(PAGE * pages - taken))


HANDOUT = ForPerson(
    id="evidence-log",
    title=later("My evidence log"),
    about=later("What was done and what it shows, with rows to go on by hand."),
    variables=EvidenceLog,
    fill=fill,
    pages=None,  # one as a rule; the table goes on where the entries are many
    pages_large=None,
)
