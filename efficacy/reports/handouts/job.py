"""A print job from facts to file: pure, so that it can run in a process of its own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from efficacy.errors import Problem
from efficacy.language import speech
from efficacy.reports.handouts.facts import Meeting, Person, Room
from efficacy.reports.handouts.handout import ForMeeting, ForPerson
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import Printed, press
from efficacy.reports.handouts.templates import Sheet, Templates
from efficacy.reports.progress import Progress

_UNNAMED = "participant"
_LONGEST = 60  # characters of a file's name in a zip
# Windows keeps these names for devices, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One person's handouts.

    Attributes
    ----------
    blank : Person
        With a name and nothing else: most handouts are filled in from it.
    whole : Person
        With what is theirs, for the handouts that are ``released`` (ids).
    """

    language: str
    blank: Person
    whole: Person
    released: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is printed for whom: nothing has to be looked up any more.

    Attributes
    ----------
    stacks : tuple of Stack
        A person each, in the order in which they are printed.
    meeting : Meeting or None
        What the facilitator's handouts are for; None where there are none.
    own : Path or None
        The counselor's folder of templates.
    """

    room: Room
    for_people: tuple[ForPerson, ...]
    stacks: tuple[Stack, ...]
    for_meetings: tuple[ForMeeting, ...]
    meeting: Meeting | None
    language: str
    look: Look
    own: Path | None
    form: Literal["pdf", "zip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a job: ``content`` is empty where no sheet could be printed."""

    content: bytes
    sheets: int
    missing: frozenset[str]
    problems: tuple[Problem, ...]


def run(job: Job, told: Progress) -> Done:
    """Fill in, print, and bind; to print takes about as long as to fill in."""
    piles, steps = list[tuple[str, list[Sheet]]](), 2 * len(job.stacks) + 2
    for number, stack in enumerate(job.stacks, start=1):
        piles.append((stack.blank.call_name, list(sheets_of(job, stack))))
        told(number, steps)
    if job.meeting is not None:
        piles.append((job.meeting.session.title, list(meeting_sheets(job))))
    piles = [pile for pile in piles if pile[1]]
    sheets = [sheet for _, pile in piles for sheet in pile]
    if not sheets:
        return Done(content=b"", sheets=0, missing=frozenset(), problems=())
    templates = Templates(job.own)
    if job.form == "zip":
        content, printed = _zipped(piles, job.look, templates, told)
    else:
        printed = [press(sheets, job.look, templates)]
        content = printed[0].pdf
    told(steps, steps)
    problems = dict.fromkeys(problem for one in printed for problem in one.problems)
    return Done(
        content=content if any(one.pdf for one in printed) else b"",
        sheets=len(sheets),
        missing=frozenset().union(*(one.missing for one in printed)),
        problems=tuple(problems),
    )


def sheets_of(job: Job, stack: Stack) -> Iterator[Sheet]:
    """Return the handouts of one person; those that the plan has nothing for are left out."""

    def person(handout: ForPerson) -> Person:
        return stack.whole if handout.id in stack.released else stack.blank

    return sheets_for(job.room, job.for_people, person, stack.language)


def sheets_for(
    room: Room,
    handouts: Iterable[ForPerson],
    person: Callable[[ForPerson], Person],
    language: str,
) -> Iterator[Sheet]:
    """Yield some handouts, each filled in from what ``person`` says of them."""
    say = speech(language)
    for handout in handouts:
        data = handout.fill(room, person(handout), say)
        if data is not None:
            yield Sheet(handout, data, say.language)


def meeting_sheets(job: Job) -> Iterator[Sheet]:
    """Yield the facilitator's handouts."""
    say = speech(job.language)
    for handout in job.for_meetings:
        data = handout.fill(job.room, job.meeting, say) if job.meeting else None
        if data is not None:
            yield Sheet(handout, data, say.language)


def _zipped(
    piles: Sequence[tuple[str, list[Sheet]]], look: Look, templates: Templates, told: Progress
) -> tuple[bytes, list[Printed]]:
    content, printed, taken = io.BytesIO(), list[Printed](), set[str]()
    with zipfile.ZipFile(content, "w") as archive:
        for number, (name, sheets) in enumerate(piles, start=1):
            one = press(sheets, look, templates)
            printed.append(one)
            if one.pdf:
                archive.writestr(f"{file_name(name, taken)}.pdf", one.pdf)
            told(len(piles) + number, 2 * len(piles) + 2)
    return content.getvalue(), printed


def file_name(words: str, taken: set[str]) -> str:
    """Return a name for a file that any system takes, and that is not ``taken``; it then is.

    A call name may hold any characters, and two may differ in signs that no file can have.
    """
    plain = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in words)
    stem = " ".join(plain.split())[:_LONGEST].strip() or _UNNAMED
    if _DEVICE.fullmatch(stem):
        stem += "_"
    found, number = stem, 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} {number}"
    taken.add(found.casefold())
    return found
