"""The printed pack: all that is asked is on it, and a survey has the numbers of the grid."""

from __future__ import annotations

import re
from functools import cache

import pytest

from efficacy.activities.fields import Rating
from efficacy.activities.paper import PaperPart
from efficacy.activities.registry import context_for, kind_of
from efficacy.content.library import Library
from efficacy.content.models import Plan, PlannedSession
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import pack
from efficacy.reports.handouts.templates import Sheet
from efficacy.reports.pack import Pack
from tests.reports.sheets_to_print import forms_of, printed, read, squashed, text_of

LIBRARY = Library(home() / "curriculum")
SCALES = r"\b(?:0 10 20 30 40 50 60 70 80 90 100|1 2 3 4 5)$"
SESSIONS = [
    (plan_id, session.id)
    for plan_id, plan in LIBRARY.curriculum().plans.items()
    for session in plan.sessions
]


@cache
def pack_of(plan_id: str, session_id: str) -> Pack:
    """Return the forms of a session that ships."""
    content = LIBRARY.bundle(plan_id)
    plan = content.plans[plan_id]
    return forms_of(content, plan, session_of(plan, session_id))


def session_of(plan: Plan, session_id: str) -> PlannedSession:
    return next(one for one in plan.sessions if one.id == session_id)


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
    content = LIBRARY.bundle(plan_id)
    steps = session_of(content.plans[plan_id], session_id).activities
    for form in pack_of(plan_id, session_id).forms:
        if not form.wave:
            continue
        step = steps[form.number - 1]
        # The grid has a column for each rating of the screen, and counts them from 1.
        asked = kind_of(step.kind).sheet(context_for(content, step), speech()).fields
        ratings = [field.label for field in asked if isinstance(field, Rating)]
        assert ratings
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


def test_a_survey_says_which_it_is_and_asks_for_a_number_or_a_call_name():
    found = pack_of("math-career-6x90", "proof-and-plan")
    surveys = [form for form in found.forms if form.wave]
    assert [form.wave for form in surveys] == ["After", "Looking back"]
    there = text_of(printed([sheet_of(found)]).pdf)
    assert [there.count(f"Survey: {form.wave} Step") for form in surveys] == [1, 1]
    assert there.count("Your number, or your call name:") == len(surveys)


def test_consent_comes_first_where_a_session_has_it():
    for plan_id, session_id in SESSIONS:
        content = LIBRARY.bundle(plan_id)
        steps = session_of(content.plans[plan_id], session_id).activities
        if any(step.kind == "consent" for step in steps):
            first = pack_of(plan_id, session_id).forms[0]
            assert steps[first.number - 1].kind == "consent"


def test_each_page_says_in_its_foot_to_which_form_it_belongs():
    found = pack_of("math-career-6x90", "where-i-stand")
    survey = next(form for form in found.forms if form.wave)
    pages = [page.extract_text() for page in read(printed([sheet_of(found)]).pdf).pages]
    feet = [page.split("Can Do · ")[1].split(" Page ")[0] for page in pages]
    assert feet.count(f"Step {survey.number} · {survey.title}") >= 3
    assert feet[-1] == f"Facilitator · {found.apart[-1].title}"
    large = read(printed([sheet_of(found)], Look(is_large=True)).pdf).pages
    assert all("Can Do · Printed pack" not in page.extract_text() for page in large)


def test_for_both_sides_each_form_starts_on_a_front_and_a_blank_page_has_no_foot():
    found = pack_of("taster-90", "taster")
    result = printed([sheet_of(found)], Look(starts_odd=True))
    pages = [page.extract_text() for page in read(result.pdf).pages]
    fronts = [n for n, page in enumerate(pages) if "You may leave out anything." in page]
    assert len(fronts) == len(found.forms)
    assert all(n % 2 == 0 for n in fronts)
    assert any(page.strip() == "" for page in pages)
    assert all("Page" in page for page in pages if page.strip())


@pytest.mark.parametrize("look", [Look(), Look(is_large=True)], ids=["A4", "large print"])
def test_a_question_stands_on_one_page_with_its_scale(look):
    found = pack_of("math-career-6x90", "where-i-stand")
    survey = next(form for form in found.forms if form.wave)
    alone = Pack(title="", language="en", forms=(survey,), apart=())
    asked = 0
    for page in read(printed([sheet_of(alone)], look).pdf).pages:
        words = page.extract_text().replace("\u200b", "")
        numbers = re.findall(r"^(\d+)\.", words, re.MULTILINE)
        asked += len(numbers)
        rows = re.findall(SCALES, words, re.MULTILINE)
        assert len(rows) == len(numbers)
    assert asked == sum(len(part.fields) for part in survey.parts)


def test_letters_on_us_letter_and_in_large_print_are_whole():
    found = pack_of("taster-90", "taster")
    for look in (Look(paper="us-letter"), Look(is_large=True)):
        result = printed([sheet_of(found)], look)
        assert result.problems == ()
