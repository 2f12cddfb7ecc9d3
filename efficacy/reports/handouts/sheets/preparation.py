"""What to have ready before people come: the guide's lists, and the things of this session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.content.guide import GuideSection
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.variables import Variables

CHAPTER = "preparing"
SPARE = 2  # copies more than people


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Variables):
    """One section of the guide's chapter; what it does not have is an empty list."""

    title: Annotated[str, "What the section is called."]
    text: Annotated[tuple[str, ...], "Paragraphs to read."]
    say_aloud: Annotated[tuple[str, ...], "Sentences to say aloud."]
    do: Annotated[tuple[str, ...], "Steps in their order."]
    ticks: Annotated[tuple[str, ...], "Lines to tick, in any order."]
    lines: Annotated[tuple[str, ...], "Words before a line to write on."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Variables):
    """The variables of the preparation checklist."""

    session: Annotated[str, "The title of the session."]
    copies: Annotated[int, "How many copies of each sheet are enough; 0 while nobody is in."]
    bring: Annotated[tuple[str, ...], "What to have in the room, one thing a line."]
    parts: Annotated[tuple[Part, ...], "What the guide says on preparing, a section each."]


def fill(room: Room, meeting: Meeting, say: Speech) -> Preparation:  # noqa: ARG001
    """Return the session's materials and the guide's chapter; without one, the materials alone."""
    chapter = meeting.guides.get(CHAPTER)
    return Preparation(
        session=meeting.session.title,
        copies=meeting.people + SPARE if meeting.people else 0,
        bring=tuple(meeting.session.materials),
        parts=tuple(map(part_of, chapter.sections)) if chapter else (),
    )


def part_of(section: GuideSection) -> Part:
    """Return a section of the guide as sheets print it."""
    return Part(
        title=section.title,
        text=section.text,
        say_aloud=section.say,
        do=section.do,
        ticks=(*section.checks, *section.points),
        lines=section.lines,
    )


HANDOUT = ForMeeting(
    id="preparation",
    title=later("Preparation checklist"),
    about=later("What to bring, and what to do before people come, to tick off."),
    variables=Preparation,
    fill=fill,
    pages=2,
    pages_large=None,
)
