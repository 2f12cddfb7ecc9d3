"""Handouts for a facilitator: what can be printed, for whom, and the file.

What somebody gave stands on a sheet only where they released that sheet for printing; else it is
the form to fill in by hand. Their PIN stands on none: it is on their own print alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from efficacy.errors import InvalidValue, NotFound, Problem
from efficacy.language import languages, speech
from efficacy.reports.handouts.facts import Person
from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.job import (
    Done,
    Job,
    Stack,
    meeting_sheets,
    sheets_of,
)
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import pictures
from efficacy.reports.progress import Progress, untold
from efficacy.services.access import require_cohort
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.given_out import tags_for
from efficacy.services.handouts.reading import meeting_of, named_people, room_of
from efficacy.services.handouts.shelf import Shelf, shelf_of
from efficacy.services.handouts.stacks import Asked, filled, run_here
from efficacy.services.workshop import Workshop
from efficacy.store.engine import Store
from efficacy.store.queries import AnyRow, participants, released

Runner = Callable[[Store, Asked, Progress], Done]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed, and how.

    Attributes
    ----------
    handouts : tuple of str
        Ids, in any order.
    session_id : str
        The planned session that the facilitator's handouts are for; "" where there are none.
    participant_id : str
        "" for the whole group, in the order of call names.
    language : str
        "" for each person's own, and the group's for the facilitator's handouts.
    look : Look
        Paper, size of print, and whether each handout starts on a front.
    form : {"pdf", "zip"}
        One file to print, or a file a person.
    """

    handouts: tuple[str, ...]
    session_id: str = ""
    participant_id: str = ""
    language: str = ""
    look: Look = field(default_factory=Look)
    form: Literal["pdf", "zip"] = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file of handouts.

    Attributes
    ----------
    sheets : int
        How many handouts are in it.
    missing : tuple of str
        Characters that no font has; a sign stands in their place.
    problems : tuple of Problem
        Templates that could not be used, and files of the own folder; all else is in the file.
    """

    name: str
    content: bytes
    sheets: int
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A handout that can be chosen.

    ``pages`` and ``pages_large`` are as it declares them; ``released_by`` counts who
    released theirs for printing.
    """

    id: str
    title: str
    about: str
    pages: int | None
    pages_large: int | None
    is_private: bool = False
    released_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What can be printed for a group.

    Attributes
    ----------
    people : tuple of (str, str)
        Id and call name of each person who takes part, by call name.
    unnamed : int
        How many take part and have no call name: for them there is no sheet.
    sessions : tuple of (str, str)
        Id and title of the plan's sessions.
    problems : tuple of Problem
        What of the counselor's own folder cannot be used.
    """

    cohort_name: str
    code: str
    for_people: tuple[Offered, ...]
    for_meetings: tuple[Offered, ...]
    people: tuple[tuple[str, str], ...]
    unnamed: int
    sessions: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def desk(workshop: Workshop, who: Actor, cohort_id: str) -> Desk:
    """Return what can be printed for a group.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended or the cohort is not theirs.
    """
    shelf = shelf_of(workshop, Look())
    with workshop.store.read() as tx:
        row = require_cohort(tx, who, cohort_id)
        room = room_of(workshop, tx, row)
        people = named_people(tx, cohort_id)
        freed = released.of_cohort(tx, cohort_id)
        unnamed = participants.count_joined(tx, cohort_id) - len(people)
    return Desk(
        cohort_name=room.name,
        code=room.code,
        for_people=tuple(
            replace(
                _offered(one),
                is_private=one.is_private,
                released_by=sum(one.id in ids for ids in freed.values()),
            )
            for one in shelf.for_plan(room, speech(row.language))
        ),
        for_meetings=tuple(map(_offered, shelf.for_meetings)),
        people=tuple((one.id, one.call_name) for one in people),
        unnamed=unnamed,
        sessions=tuple((one.id, one.title) for one in room.plan.sessions),
        problems=shelf.problems,
    )


def _offered(one: Handout) -> Offered:
    return Offered(
        id=one.id,
        title=one.title,
        about=one.about,
        pages=one.pages,
        pages_large=one.pages_large,
    )


def orders(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    *,
    session: int | None = None,
    language: str = "",
    look: Look | None = None,
) -> dict[str, Order]:
    """Return what prints all handouts of a group, by the names of the files.

    Parameters
    ----------
    session : int, optional
        Of the facilitator's sheets only those of this session, from 1; of all by default.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended, the cohort is not theirs, or there is no such session.
    InvalidValue
        If there is no such language.
    """
    found = desk(workshop, who, cohort_id)
    if language and language not in languages():
        raise InvalidValue(
            "There is no language “{found}”. There are: {known}.",
            found=language[:20],
            known=", ".join(languages()),
        )
    if session is not None and session > len(found.sessions):
        raise NotFound(
            "There is no session {number}: the plan has {most}.",
            number=session,
            most=len(found.sessions),
        )
    plain = Order(handouts=(), language=language, look=look or Look())
    people = tuple(one.id for one in found.for_people)
    sheets = tuple(one.id for one in found.for_meetings)
    named = {"for-people": replace(plain, handouts=people)} if found.people else {}
    for number, (planned_id, _) in enumerate(found.sessions, start=1):
        if sheets and session in (None, number):
            order = replace(plain, handouts=sheets, session_id=planned_id)
            named[f"session-{number}"] = order
    return named


def make(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    order: Order,
    *,
    progress: Progress | None = None,
    runner: Runner = run_here,
) -> Made:
    """Return a file with the handouts of a person or a whole group.

    Parameters
    ----------
    runner : callable
        Reads the people and runs the job: here, or in a process of its own (``run_apart``).

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended, the cohort is not theirs, or a handout, a person or a session of
        the order is not there.
    InvalidValue
        If the order holds nothing that can be printed.
    """
    shelf = shelf_of(workshop, order.look)
    asked = _asked(workshop, who, cohort_id, order, shelf)
    done = runner(workshop.store, asked, progress or untold)
    if not done.sheets:
        raise InvalidValue(
            "There is nothing to print: nobody has joined yet, or no handout is chosen. "
            "Choose one for the facilitator, or print when people are in."
        )
    if not done.content:
        problem = done.problems[0] if done.problems else ""
        raise InvalidValue("No sheet could be printed. {problem}", problem=problem)
    workshop.store.write(
        lambda tx: audit(
            workshop, tx, who, "handouts-printed", cohort_id, detail=", ".join(order.handouts)
        )
    )
    return Made(
        name=f"can-do-{asked.job.room.code}-{asked.job.room.day}.{order.form}",
        content=done.content,
        sheets=done.sheets,
        missing=tuple(sorted(done.missing)),
        problems=(*shelf.problems, *done.problems),
    )


def preview(
    workshop: Workshop, who: Actor, cohort_id: str, order: Order, handout_id: str
) -> tuple[bytes, ...]:
    """Return the pages of one handout as PNG files, for the first person of an order.

    Where nobody has joined, it is a form without a name.

    Raises
    ------
    NotAllowed, NotFound
        As ``make``.
    """
    shelf = shelf_of(workshop, order.look)
    one = replace(order, handouts=(handout_id,))
    asked = _asked(workshop, who, cohort_id, one, shelf, is_preview=True)
    with workshop.store.read() as tx:
        job = filled(tx, asked)
    if not job.stacks:
        nobody = Stack(language=order.language, blank=Person(), whole=Person())
        job = replace(job, stacks=(nobody,))
    sheets = [sheet for stack in job.stacks for sheet in sheets_of(job, stack)]
    first = [*sheets, *meeting_sheets(job)][:1]
    return pictures(first, job.look, shelf.templates)


def _asked(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    order: Order,
    shelf: Shelf,
    *,
    is_preview: bool = False,
) -> Asked:
    """Return what the order asks for, if ``who`` may; the people are read when it is printed."""
    wanted = shelf.named(order.handouts)
    for_people = tuple(one for one in wanted if isinstance(one, ForPerson))
    for_meetings = tuple(one for one in wanted if isinstance(one, ForMeeting))
    with workshop.store.read() as tx:
        row = require_cohort(tx, who, cohort_id)
        room = room_of(workshop, tx, row)
        everybody = named_people(tx, cohort_id)
    chosen = _chosen(everybody, order.participant_id)[: 1 if is_preview else None]
    ids = [one.id for one in chosen] if for_people else []
    meeting = None
    if for_meetings:
        meeting = meeting_of(
            workshop,
            who,
            cohort_id,
            room,
            order.session_id or room.plan.sessions[0].id,
            people=len(everybody),
            wanted=for_meetings,
            is_look=is_preview,
        )
    return Asked(
        job=Job(
            room=room,
            for_people=for_people,
            stacks=(),
            for_meetings=for_meetings,
            meeting=meeting,
            language=order.language or str(row.language),
            look=shelf.look,
            own=shelf.folder,
            form=order.form,
        ),
        cohort_id=cohort_id,
        participant_ids=frozenset(ids),
        language=order.language,
        tags={} if is_preview else tags_for(workshop, ids, for_people),
    )


def _chosen(people: Sequence[AnyRow], participant_id: str) -> list[AnyRow]:
    found = [one for one in people if participant_id in ("", one.id)]
    if participant_id and not found:
        raise NotFound("This person is not in the group any more. Load the page again.")
    return found
