"""The printed pack: all that is asked is on it, and a survey has the numbers of the grid."""

from __future__ import annotations

from functools import cache

import pytest

from efficacy.activities.fields import Rating
from efficacy.activities.paper import PaperPart
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import pack
from efficacy.reports.handouts.templates import Sheet
from efficacy.reports.pack import Pack
from tests.reports.sheets_to_print import forms_of, printed, read, squashed, text_of

LIBRARY = Library(home() / "curriculum")
SESSIONS = [
    (plan_id, session.id)
    for plan_id, plan in LIBRARY.curriculum().plans.items()
    for session in plan.sessions
]


@cache
def pack_of(plan_id: str, session_id: str) -> Pack:
    """Return the forms of a session that ships."""
    content = LIBRARY.bundle(plan_id)
    sessions = content.plans[plan_id].sessions
    return forms_of(content, next(one for one in sessions if one.id == session_id))


def sheet_of(found: Pack) -> Sheet:
    return Sheet(pack.HANDOUT, pack.pages_of(found))


def words_of(part: PaperPart) -> list[str]:
    """Return all that one part asks and says."""
    said = [part.title, *part.lines, *part.points]
    for field in part.fields:
        said += [field.label, field.help, field.group, field.group_stem]
    if part.table:
        said += [*part.table.columns, *part.table.rows]
    return [one for one in said if one]


@pytest.mark.parametrize(("plan_id", "session_id"), SESSIONS)
def test_all_that_a_session_asks_is_on_its_pack(plan_id, session_id):
    found = pack_of(plan_id, session_id)
    result = printed([sheet_of(found)])
    assert result.problems == ()
    assert result.missing == frozenset()
    there = squashed(text_of(result.pdf))
    asked = [
        words
        for form in (*found.forms, *found.apart)
        for part in form.parts
        for words in words_of(part)
    ]
    # A foot may stand in the middle of a sentence that goes on on the next page.
    lost = [one for one in asked if squashed(one) not in there]
    assert all(squashed(one)[:20] in there for one in lost)
    assert len(lost) <= 3


@pytest.mark.parametrize(("plan_id", "session_id"), SESSIONS)
def test_the_questions_of_a_survey_have_the_numbers_of_the_grid(plan_id, session_id):
    for form in pack_of(plan_id, session_id).forms:
        if not form.measures:
            continue
        ratings = [
            field.label for part in form.parts for field in part.fields if isinstance(field, Rating)
        ]
        alone = Pack(title="", language="en", forms=(form,), apart=())
        (shown,) = pack.pages_of(alone).forms
        numbered = [
            (question.number, question.label)
            for part in shown.parts
            for block in part.blocks
            for run in block.runs
            for question in run.questions
            if question.number
        ]
        assert numbered == [(str(n), label) for n, label in enumerate(ratings, start=1)]


def test_each_form_begins_on_a_page_of_its_own():
    found = pack_of("math-career-6x90", "where-i-stand")
    pages = [page.extract_text() for page in read(printed([sheet_of(found)]).pdf).pages]
    starts = [page for page in pages if f"Step {found.forms[0].number}\n" in page]
    assert len(starts) == 1
    assert sum("You may leave out anything." in page for page in pages) == len(found.forms)


def test_letters_on_us_letter_and_in_large_print_are_whole():
    found = pack_of("taster-90", "taster")
    for look in (Look(paper="us-letter"), Look(is_large=True)):
        result = printed([sheet_of(found)], look)
        assert result.problems == ()
