"""Who was there, in their own hand: the program knows no names, and this sheet tells it none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.days import day_words
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.variables import Variables

SPARE = 4  # rows more than people: somebody comes late, somebody slips into the wrong row


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Variables):
    """The variables of the attendance sheet; no name is among them."""

    plan: Annotated[str, "The title of the plan."]
    session: Annotated[str, "The title of the session."]
    number: Annotated[int, "The number of the session in the plan, from 1."]
    sessions: Annotated[int, "How many sessions the plan has."]
    numbers: Annotated[tuple[int, ...], "The rows that are needed; the page is filled up."]
    keep_until: Annotated[str, "The day on which call names are deleted, in words."]


def fill(room: Room, meeting: Meeting, say: Speech) -> Attendance:
    """Return a sheet with a row for each person of the group, and some to spare."""
    return Attendance(
        plan=room.plan.title,
        session=meeting.session.title,
        number=meeting.number,
        sessions=len(room.plan.sessions),
        numbers=tuple(range(1, meeting.people + SPARE + 1)),
        keep_until=day_words(room.keep_until, say),
    )


HANDOUT = ForMeeting(
    id="attendance",
    title=later("Attendance sheet"),
    about=later("Rows for names by hand; it is kept apart from all answers."),
    variables=Attendance,
    fill=fill,
    pages=1,
    pages_large=None,
)
