"""What to hold in one's hand while leading a session: clock, words, and what to do otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from efficacy.content.models import Curriculum, Plan, PlannedSession
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.run_sheet import Row, sheet_of

# What to do asks about the heart and breath, and an answer may mean medical help: never cut.
UNCUT = ("relabel",)
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Variables):
    """What to say or to do: how it begins, and what follows."""

    first: Annotated[str, "Its first sentence; a quotation is never parted from its end."]
    second: Annotated[str, "The sentence after it; empty where there is none."]
    rest: Annotated[str, "What follows then; likewise."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Variables):
    """One step of the session."""

    number: Annotated[int, "Its number in the session, from 1."]
    starts: Annotated[str, "When it begins, in hours and minutes from the start, such as 0:39."]
    minutes: Annotated[int, "How many minutes it has."]
    title: Annotated[str, "What the step is called."]
    feeds: Annotated[str, "The sources of “I can” that it works on; empty for none."]
    is_kept: Annotated[bool, "Whether it is never left out."]
    script: Annotated[Note, "What the facilitator says."]
    slides: Annotated[int, "How many slides follow; their words stand on the console."]
    they_do: Annotated[str, "What participants do."]
    off_screen: Annotated[str, "What they do away from screens, with its minutes; else empty."]
    look_for: Annotated[str, "What to look for while they do it."]
    done_early: Annotated[tuple[str, ...], "Tasks for those who are done early, one a line."]
    falls_flat: Annotated[Note, "What to do if it falls flat."]
    upset_say: Annotated[str, "What to say if someone is upset."]
    upset_do: Annotated[Note, "What to do then."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetPages(Variables):
    """The variables of the run sheet."""

    plan: Annotated[str, "The title of the plan."]
    title: Annotated[str, "The title of the session."]
    aim: Annotated[str, "What the session is for."]
    ends: Annotated[str, "When the session ends, in hours and minutes from its start."]
    free_from: Annotated[str, "When its steps are done, likewise."]
    free_minutes: Annotated[int, "How many minutes no step has."]
    bring: Annotated[tuple[str, ...], "What to have in the room, one thing a line."]
    never_drop: Annotated[str, "The steps that are never left out: numbers and times."]
    taken_up: Annotated[str, "The steps that begin with the homework of last time."]
    homework: Annotated[str, "The steps that set homework, with the words above its box."]
    pictures: Annotated[str, "The steps after which the room can see a picture: numbers."]
    steps: Annotated[tuple[Step, ...], "The steps in their order."]
    is_whole: Annotated[bool, "Whether the whole script is wanted, however many pages it takes."]


def pages_of(
    content: Curriculum, plan: Plan, session: PlannedSession, say: Speech, *, is_whole: bool = False
) -> RunSheetPages:
    """Return what the run sheet of a session says.

    Parameters
    ----------
    is_whole : bool
        Print the whole script. Else the paper decides: the template takes the fullest of its
        versions that has two pages.
    """
    sheet = sheet_of(content, plan, session)
    return RunSheetPages(
        plan=plan.title,
        title=session.title,
        aim=session.aim,
        ends=sheet.ends,
        free_from=sheet.free_from,
        free_minutes=sheet.slack,
        bring=tuple(session.materials),
        never_drop=_named(sheet.kept),
        taken_up=_named(sheet.taken_up),
        homework=_set(sheet.homework),
        pictures=", ".join(str(row.number) for row in sheet.pictures),
        steps=tuple(_step(row, say) for row in sheet.rows),
        is_whole=is_whole,
    )


def fill(room: Room, meeting: Meeting, say: Speech) -> RunSheetPages:
    """Return the run sheet of a meeting, in the words that the group began with."""
    return pages_of(room.content, room.plan, meeting.session, say)


def _step(row: Row, say: Speech) -> Step:
    notes, away = row.activity.notes, row.activity.off_screen
    upset = notes.upset.do
    off_screen = say("Away from screens, {n} min: {doing}")
    return Step(
        number=row.number,
        starts=row.starts,
        minutes=row.minutes,
        title=row.title,
        feeds=", ".join(row.sources),
        is_kept=row.is_kept,
        script=parted(notes.say),
        slides=row.slides,
        they_do=notes.participants_do,
        off_screen=off_screen.format(n=away.minutes, doing=away.doing) if away else "",
        look_for=notes.look_for,
        done_early=row.extras,
        falls_flat=parted(notes.falls_flat),
        upset_say=notes.upset.say,
        upset_do=_whole(upset) if row.activity.kind in UNCUT else parted(upset),
    )


def parted(text: str) -> Note:
    """Return a text as its first sentence, its second, and the rest."""
    ends = (found.end() for found in _SENTENCE_END.finditer(text))
    whole = [end for end in ends if text.count("“", 0, end) == text.count("”", 0, end)]
    first, second = (*whole, len(text), len(text))[:2]
    return Note(first=text[:first], second=text[first:second].strip(), rest=text[second:].strip())


def _whole(text: str) -> Note:
    return Note(first=text, second="", rest="")


def _named(rows: Iterable[Row]) -> str:
    return ", ".join(f"{row.number} ({row.starts})" for row in rows)


def _set(homework: Iterable[tuple[Row, str]]) -> str:
    return ", ".join(
        f"{_named((row,))} “{label}”" if label else _named((row,)) for row, label in homework
    )


HANDOUT = ForMeeting(
    id="run-sheet",
    title=later("Run sheet"),
    about=later("The session on two pages: clock, words, and what to do if it goes otherwise."),
    variables=RunSheetPages,
    fill=fill,
    pages=2,
    pages_large=None,
    has_narrow_margins=True,
)
