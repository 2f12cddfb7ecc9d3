"""Handouts for a facilitator: what can be printed, for whom, and the file.

What somebody gave stands on a sheet only where they released that sheet for printing; else it is
the form to fill in by hand. Their PIN stands on none: it is on their own print alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sqlalchemy import Connection

from efficacy.errors import InvalidValue, NotFound, Problem
from efficacy.language import languages, speech
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import Printed, pictures, press
from efficacy.reports.handouts.templates import Sheet
from efficacy.services.access import require_cohort
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.given_out import tags_for
from efficacy.services.handouts.reading import meeting_of, named_people, person_of, room_of
from efficacy.services.handouts.shelf import Shelf, shelf_of
from efficacy.services.standing import day_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, participants, released

# Is told how many of how many steps are done.
Progress = Callable[[int, int], None]

_UNNAMED = "participant"
_LONGEST = 60  # characters of a file's name in a zip
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)  # no file's on Windows


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


@dataclass(frozen=True, slots=True)
class _Pile:
    """The sheets that belong into one file of a zip."""

    name: str
    sheets: tuple[Sheet, ...]


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
    say = speech(row.language)
    return Desk(
        cohort_name=room.name,
        code=room.code,
        for_people=tuple(
            replace(
                _offered(one),
                is_private=one.is_private,
                released_by=sum(one.id in ids for ids in freed.values()),
            )
            for one in shelf.for_people
            if one.fill(room, Person(), say) is not None
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
) -> Made:
    """Return a file with the handouts of a person or a whole group.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended, the cohort is not theirs, or a handout, a person or a session of
        the order is not there.
    InvalidValue
        If the order holds nothing that can be printed.
    """
    told = progress or _untold
    shelf = shelf_of(workshop, order.look)
    piles, code = _piles(workshop, who, cohort_id, order, shelf)
    sheets = sum(len(pile.sheets) for pile in piles)
    if not sheets:
        raise InvalidValue(
            "There is nothing to print: nobody has joined yet, or no handout is chosen. "
            "Choose one for the facilitator, or print when people are in."
        )
    name = f"can-do-{code}-{day_of(workshop.now_ms())}"
    made = _zipped(piles, shelf, told) if order.form == "zip" else _bound(piles, shelf, told)
    workshop.store.write(
        lambda tx: audit(
            workshop, tx, who, "handouts-printed", cohort_id, detail=", ".join(order.handouts)
        )
    )
    return replace(made, name=f"{name}.{order.form}", sheets=sheets)


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
    piles, _ = _piles(workshop, who, cohort_id, one, shelf, is_preview=True)
    first = tuple(pile.sheets[0] for pile in piles if pile.sheets)[:1]
    return pictures(first, shelf.look, shelf.templates)


# ------------------------------------------------------------------------ which sheets


def _piles(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    order: Order,
    shelf: Shelf,
    *,
    is_preview: bool = False,
) -> tuple[tuple[_Pile, ...], str]:
    """Return the sheets, a pile a person and one for the facilitator, and the group's code."""
    wanted = shelf.named(order.handouts)
    for_people = [one for one in wanted if isinstance(one, ForPerson)]
    for_meetings = [one for one in wanted if isinstance(one, ForMeeting)]
    with workshop.store.read() as tx:
        row = require_cohort(tx, who, cohort_id)
        room = room_of(workshop, tx, row)
        everybody = named_people(tx, cohort_id)
        chosen = _chosen(everybody, order.participant_id)[: 1 if is_preview else None]
        freed = released.of_cohort(tx, cohort_id)
        people = [
            (one, _released_of(tx, one, freed.get(one.id, frozenset()), for_people))
            for one in (chosen if for_people else ())
        ]
    tags = {} if is_preview else tags_for(workshop, [one.id for one, _ in people], for_people)
    piles = [
        _Pile(
            str(one.call_name),
            tuple(
                _sheets_of(
                    room, for_people, of, order.language or one.language, tags.get(one.id, "")
                )
            ),
        )
        for one, of in people
    ]
    if for_people and is_preview and not people:
        piles = [_Pile("", tuple(_sheets_of(room, for_people, _blank, order.language)))]
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
        language = order.language or str(row.language)
        filled = ((one, one.fill(room, meeting, speech(language))) for one in for_meetings)
        sheets = tuple(Sheet(one, data, language) for one, data in filled if data is not None)
        piles.append(_Pile(meeting.session.title, sheets))
    return tuple(piles), room.code


def _chosen(people: Sequence[AnyRow], participant_id: str) -> list[AnyRow]:
    found = [one for one in people if participant_id in ("", one.id)]
    if participant_id and not found:
        raise NotFound("This person is not in the group any more. Load the page again.")
    return found


def _released_of(
    tx: Connection, row: AnyRow, freed: frozenset[str], wanted: Iterable[ForPerson]
) -> Callable[[Handout], Person]:
    """Return what may be printed of somebody, for each handout; no PIN is ever among it."""
    blank = Person(call_name=row.call_name)
    if not any(one.id in freed for one in wanted):
        return lambda _: blank
    whole = person_of(tx, row, call_name=row.call_name)
    return lambda handout: whole if handout.id in freed else blank


def _blank(_: Handout) -> Person:
    return Person()


def _sheets_of(
    room: Room,
    handouts: Iterable[ForPerson],
    of: Callable[[Handout], Person],
    language: str,
    tag: str = "",
) -> Iterator[Sheet]:
    say = speech(language)
    for handout in handouts:
        data = handout.fill(room, replace(of(handout), tag=tag), say)
        if data is not None:
            yield Sheet(handout, data, say.language)


# ------------------------------------------------------------------------------ files


def _bound(piles: Sequence[_Pile], shelf: Shelf, told: Progress) -> Made:
    """Return all sheets in one PDF, pile after pile."""
    told(1, 2)
    printed = press([sheet for pile in piles for sheet in pile.sheets], shelf.look, shelf.templates)
    told(2, 2)
    return _made(printed.pdf, [printed], shelf)


def _zipped(piles: Sequence[_Pile], shelf: Shelf, told: Progress) -> Made:
    """Return a PDF a pile, in a zip."""
    content, printed, taken = io.BytesIO(), list[Printed](), set[str]()
    with zipfile.ZipFile(content, "w") as archive:
        for number, pile in enumerate(piles, start=1):
            one = press(pile.sheets, shelf.look, shelf.templates)
            printed.append(one)
            if one.pdf:
                archive.writestr(f"{file_name(pile.name, taken)}.pdf", one.pdf)
            told(number, len(piles))
    return _made(content.getvalue(), printed, shelf)


def _made(content: bytes, printed: Sequence[Printed], shelf: Shelf) -> Made:
    found = [problem for one in printed for problem in one.problems]
    if not any(one.pdf for one in printed):
        raise InvalidValue(
            "No sheet could be printed. {problem}", problem=found[0] if found else ""
        )
    return Made(
        name="",
        content=content,
        sheets=0,
        missing=tuple(sorted(set[str]().union(*(one.missing for one in printed)))),
        problems=(*shelf.problems, *dict.fromkeys(found)),
    )


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


def _untold(done: int, steps: int) -> None:
    pass
