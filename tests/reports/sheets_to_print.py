"""Sheets for tests of handouts: of a simulated group, with nothing filled in, and hostile."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, get_args, get_type_hints

from pypdf import PdfReader

from efficacy.activities.registry import context_for, is_measurement, kind_of
from efficacy.content.library import Library
from efficacy.content.models import Curriculum, Plan, PlannedSession
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.handouts.facts import Meeting, Person, Room
from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import Printed, press
from efficacy.reports.handouts.sheets.goal_card import GoalCard
from efficacy.reports.handouts.templates import Sheet, Templates
from efficacy.reports.handouts.variables import Picture, Variables
from efficacy.reports.pack import Form, Pack
from efficacy.reports.results import Results
from efficacy.services.handouts import person_of, room_of
from efficacy.services.workshop import Silence, Workshop
from efficacy.simulate import simulate
from efficacy.store.engine import open_store
from efficacy.store.queries import cohorts, participants
from tests.reports import shown

LONGEST_NAME = "W" * 40
HOSTILE = (
    r'#eval("1") $x^2$ @preview <a> "quote" \ `code` *b* _i_ = 1 // c /* [[ ]] #] }'
    " {{ goal }} {% if %}"
    "\n½ ¾ ⅔ مرحبا नमस्ते Tiếng Việt được 你好 😀👍🏽"
)
REPLY = "You took rung 4 apart line by line. Next week you can bring one task of your own."
RECEIVED = ("You showed me where the comma goes.", "You asked before you wrote, and it helped me.")

V = TypeVar("V", bound=Variables)


# ----------------------------------------------------------------------- a simulated group


@cache
def group() -> tuple[Room, tuple[Person, ...]]:
    """Return a group that went through the longest plan, and two of its people."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/workshop.db")
        workshop = Workshop(
            store=store,
            library=Library(home() / "curriculum"),
            announcer=Silence(),
            rng=Random(7),
            addresses=lambda: ("192.168.0.7:8501",),
        )
        code = simulate(workshop, plan_id="math-career-6x90", participants=2, seed=3)
        with store.read() as tx:
            row = cohorts.by_code(tx, code)
            assert row is not None
            people = tuple(
                person_of(tx, one, call_name=one.call_name, pin="4821")
                for one in participants.of_cohort(tx, row.id)
            )
            room = room_of(workshop, tx, row)
        store.close()
    first, second = people
    return room, (replace(first, reply=REPLY, received=RECEIVED), second)


def room() -> Room:
    """Return what the sheets of the simulated group share."""
    return group()[0]


@cache
def meetings() -> tuple[Meeting, ...]:
    """Return the meetings of the simulated group, in their order.

    Figures are those of a larger group, made by hand; before the last meeting there are none.
    """
    guides = Library(home() / "curriculum").curriculum().guides
    sessions = room().plan.sessions
    return tuple(
        Meeting(
            session=session,
            number=number,
            people=12,
            guides=guides,
            results=figures(is_measured=number < len(sessions)),
            held={one.id: one.minutes + 0.6 for one in session.activities[1:]},
            # One of them is enough: a pack has thirty pages.
            pack=forms_of(room().content, room().plan, session) if number == 2 else None,
        )
        for number, session in enumerate(sessions, start=1)
    )


def forms_of(content: Curriculum, plan: Plan, session: PlannedSession) -> Pack:
    """Return the paper forms of a session, as the service makes them."""
    waves = {one.id: one.title for one in plan.waves}
    forms, apart = list[Form](), list[Form]()
    for number, step in enumerate(session.activities, start=1):
        parts = kind_of(step.kind).paper(context_for(content, step), speech())
        for is_apart, listed in ((False, forms), (True, apart)):
            own = tuple(one for one in parts if one.is_apart is is_apart)
            if own:
                form = Form(
                    number=number,
                    title=step.title,
                    intro="",
                    parts=own,
                    wave=waves[step.wave] if step.wave and is_measurement(step) else "",
                )
                listed.append(form)
    return Pack(title=session.title, language="en", forms=tuple(forms), apart=tuple(apart))


def figures(*, is_measured: bool = True) -> Results:
    """Return a group's figures as they may leave the room; each scale is one of the plan's."""
    if not is_measured:
        return shown.empty()
    found = shown.results(is_exact=False)
    more = tuple(
        shown.scale(scale.id, title=scale.title, is_exact=False, instrument_id=one.id)
        for one in room().content.instruments.values()
        for scale in one.scales
    )
    return replace(found, is_synthetic=True, scales=(found.scales[0], *more))


def usual(handout: Handout) -> tuple[Sheet, ...]:
    """Return the sheets of the simulated group: of each person, or of each meeting."""
    say = speech()
    if isinstance(handout, ForPerson):
        filled = [handout.fill(room(), one, say) for one in group()[1]]
    else:
        assert isinstance(handout, ForMeeting)
        filled = [handout.fill(room(), one, say) for one in meetings()]
    return tuple(Sheet(handout, data) for data in filled if data is not None)


def unfilled(handout: ForPerson) -> Sheet:
    """Return the form that somebody fills in by hand, for the longest call name."""
    data = handout.fill(room(), Person(call_name=LONGEST_NAME), speech())
    assert data is not None
    return Sheet(handout, data)


# ----------------------------------------------------------------------- any class of variables


def filled_with(variables: type[V], text: str, *, number: int = 1) -> V:
    """Return variables with a text wherever there can be one, and two entries in each list."""
    hints = get_type_hints(variables)
    given = {one.name: _value(hints[one.name], text, number) for one in fields(variables)}  # type: ignore[arg-type]
    return variables(**given)


def _value(hint: Any, text: str, number: int) -> object:
    if inside := get_args(hint):
        return (_value(inside[0], text, number),) * 2
    if issubclass(hint, Variables):
        return filled_with(hint, text, number=number)
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    plain = {str: text, int: number, bool: True, Picture: Picture(square, "A shape.")}
    return plain[hint]


def empty(variables: type[V]) -> V:
    """Return variables of which nothing was given."""
    hints = get_type_hints(variables)
    given = {
        one.name: () if get_args(hints[one.name]) else _value(hints[one.name], "", 0)
        for one in fields(variables)  # type: ignore[arg-type]
    }
    return variables(**given)


def hostile(handout: Handout, text: str = HOSTILE) -> Sheet:
    """Return a sheet with a text in every place of it."""
    return Sheet(handout, filled_with(handout.variables, text))


# ----------------------------------------------------------------------------- one goal card


def goal() -> GoalCard:
    """Return a goal with everything written."""
    return GoalCard(
        call_name="Heron",
        goal="I will solve three tasks of rung 2",
        when="Tuesday at 7 in the evening",
        done_when="Three are checked",
        if_this="I sit down and want to stop",
        then_that="do the first line and then decide",
        support=("a neighbor", "someone from this group"),
        learning=("The learning centre, Mondays 4 to 6",),
    )


def blank_goal(call_name: str = LONGEST_NAME) -> GoalCard:
    """Return a goal of which nothing is written."""
    return replace(empty(GoalCard), call_name=call_name)


def hostile_goal(text: str = HOSTILE) -> GoalCard:
    """Return a goal with a text wherever one can be written."""
    return replace(filled_with(GoalCard, text), call_name=LONGEST_NAME)


# ---------------------------------------------------------------------------------- printing


def printed(sheets: Sequence[Sheet], look: Look | None = None, own: Path | None = None) -> Printed:
    """Print sheets, in the shipped look where no other is asked for."""
    return press(sheets, look or Look(), Templates(own))


def read(pdf: bytes) -> PdfReader:
    """Return a PDF to look into."""
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Return all words of a PDF, page by page."""
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def squashed(text: str) -> str:
    """Return a text without what line breaks and long runs put into it."""
    return "".join(text.replace("\u200b", "").split())
