"""What comes out of the press, of any handout: tagged, on its pages, within its margins."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from PIL import Image, ImageChops

from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import Printed, pictures
from efficacy.reports.handouts.registry import FOR_PEOPLE, HANDOUTS
from efficacy.reports.handouts.templates import Sheet, Templates
from tests.reports.sheets_to_print import (
    blank_goal,
    empty,
    goal,
    hostile,
    hostile_goal,
    printed,
    read,
    squashed,
    text_of,
    unfilled,
    usual,
)

LOOKS = [Look(paper=p, is_large=big) for p, big in product(("a4", "us-letter"), (False, True))]
BY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.paper}-{look.is_large}")
BY_HANDOUT = pytest.mark.parametrize("id", HANDOUTS)
GOAL = HANDOUTS["goal-card"]
DOTS_IN_12_MM = int(12 / 25.4 * 96)
FOOT = "Can Do ·"


@cache
def sheets(id: str) -> tuple[Sheet, ...]:
    """Return a handout as the simulated group has it, and as a form to fill in by hand."""
    handout = HANDOUTS[id]
    forms = (unfilled(handout),) if isinstance(handout, ForPerson) else ()
    return (*usual(handout), *forms)


@cache
def whole(id: str, look: Look) -> Printed:
    """Return a handout in all its forms, also with hostile words in every place."""
    return printed((*sheets(id), hostile(HANDOUTS[id])), look)


def sizes_on(page: Any) -> set[float]:
    """Return the sizes, in points, of all text on a page."""
    found: set[float] = set()

    def note(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(max(abs(matrix[1]), abs(matrix[3])) * size, 2))

    page.extract_text(visitor_text=note)
    return found


def headings_of(pdf: bytes) -> set[str]:
    """Return all headings of a PDF, as its tags name them, without spaces."""
    return {squashed(str(one.title)) for one in read(pdf).outline if not isinstance(one, list)}


@BY_HANDOUT
def test_a_handout_is_tagged_for_screen_readers_and_says_its_language_and_title(id):
    reader = read(printed(sheets(id)[:1]).pdf)
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]
    assert catalogue["/Lang"] == "en"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == HANDOUTS[id].title


def test_an_arabic_handout_says_so():
    catalogue: Any = read(printed([Sheet(GOAL, goal(), "ar")]).pdf).trailer["/Root"]
    assert catalogue["/Lang"] == "ar"


@BY_HANDOUT
@BY_LOOK
def test_each_handout_has_the_pages_that_it_declares(id, look):
    handout = HANDOUTS[id]
    declared = handout.pages_large if look.is_large else handout.pages
    found = []
    for sheet in sheets(id):
        result = printed([sheet], look)
        assert result.problems == ()
        found.append(len(read(result.pdf).pages))
    assert found == [declared or found[0]] * len(found) if declared else all(found)


@BY_HANDOUT
@BY_LOOK
def test_no_text_is_smaller_than_declared(id, look):
    result = whole(id, look)
    assert result.problems == ()
    assert result.missing == frozenset()
    for page in read(result.pdf).pages:
        assert min(sizes_on(page), default=99) >= (18 if look.is_large else 11)


@BY_HANDOUT
@BY_LOOK
def test_nothing_reaches_into_the_outer_twelve_millimetres(id, look):
    for png in pictures((*sheets(id), hostile(HANDOUTS[id])), look, Templates()):
        page = Image.open(io.BytesIO(png)).convert("L")
        inked = ImageChops.invert(page).getbbox()
        assert inked is not None
        left, top, right, bottom = inked
        nearest = min(left, top, page.width - right, page.height - bottom)
        assert nearest >= DOTS_IN_12_MM


@BY_HANDOUT
@BY_LOOK
def test_no_heading_stands_alone_at_the_end_of_a_page(id, look):
    result = whole(id, look)
    headings = headings_of(result.pdf)
    for page in read(result.pdf).pages:
        lines = [squashed(line) for line in page.extract_text().splitlines() if line.strip()]
        above = [line for line in lines if squashed(FOOT) not in line]
        body = [line for line in above if not re.fullmatch(r"Page\d+of\d+", line)]
        assert not body or body[-1] not in headings


@BY_HANDOUT
def test_a_sheet_of_which_nothing_is_given_can_be_printed(id):
    result = printed([Sheet(HANDOUTS[id], empty(HANDOUTS[id].variables))])
    assert result.problems == ()


@pytest.mark.parametrize("id", [one.id for one in FOR_PEOPLE.values() if one.is_private])
def test_a_form_to_fill_in_has_lines_to_write_on(id):
    pages = pictures([unfilled(FOR_PEOPLE[id])], Look(), Templates())
    assert sum(map(rules_across, pages)) >= 1


def test_what_people_wrote_reads_in_the_order_of_the_sheet():
    text, card = text_of(printed([Sheet(GOAL, goal())]).pdf), goal()
    written = [card.goal, card.when, card.done_when, card.if_this, card.then_that, *card.support]
    places = [text.index(words) for words in written]
    assert places == sorted(places)


def test_pages_are_counted_anew_for_each_handout():
    large = Look(is_large=True)
    pages = read(printed([Sheet(GOAL, blank_goal())] * 2, large).pdf).pages
    feet = [squashed(page.extract_text()) for page in pages]
    assert ["Page1of2" in feet[n] or "Page2of2" in feet[n] for n in range(4)] == [True] * 4
    assert "Page1of2" in feet[2]


def test_for_both_sides_each_handout_starts_on_a_front_and_a_blank_page_has_no_foot():
    both = (sheets("welcome-card")[0], Sheet(GOAL, goal()))
    first, blank, second = read(printed(both, Look(starts_odd=True)).pdf).pages
    assert "Welcome" in first.extract_text()
    assert blank.extract_text().strip() == ""
    assert "My goal" in second.extract_text()


@pytest.mark.parametrize("starts_odd", [False, True])
def test_a_handout_may_lie_across_between_two_that_stand(starts_odd):
    across = replace(GOAL, orientation="landscape")
    three = [Sheet(GOAL, goal()), Sheet(across, goal()), Sheet(GOAL, goal())]
    pages = read(printed(three, Look(starts_odd=starts_odd)).pdf).pages
    wide = [page.mediabox.width > page.mediabox.height for page in pages if page.extract_text()]
    # Across, the card needs two pages.
    assert wide == [False, True, True, False]
    fronts = [n for n, page in enumerate(pages) if "belongs to" in page.extract_text()]
    assert fronts == ([0, 2, 4] if starts_odd else [0, 1, 3])


def test_a_heading_moves_to_the_next_page_with_what_it_stands_above():
    # One line more a sheet moves every heading once past the end of a page.
    goals = [
        Sheet(GOAL, replace(goal(), support=tuple(f"friend {n}" for n in range(count))))
        for count in range(12, 36)
    ]
    pages = read(printed(goals).pdf).pages
    assert len(pages) > len(goals)
    for page in pages:
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        words = [line for line in lines if FOOT not in line and "Page " not in line]
        assert words[-1].strip() not in {"Where I can learn more", "Who can be there"}


def test_an_empty_answer_is_lines_to_write_on_and_no_hole():
    (blank,) = pictures([Sheet(GOAL, blank_goal())], Look(), Templates())
    (without,) = pictures([Sheet(GOAL, hostile_goal("."))], Look(), Templates())
    assert rules_across(blank) >= rules_across(without) + 8


def rules_across(png: bytes) -> int:
    """Return how many rules cross a third of a page or more."""
    page = Image.open(io.BytesIO(png)).convert("L")
    wide = int(page.width * 0.33)
    dark = [
        sum(v < 200 for v in page.crop((0, y, page.width, y + 1)).tobytes())
        for y in range(page.height)
    ]
    return sum(now >= wide and before < wide for before, now in zip([0, *dark], dark, strict=False))


def test_a_job_without_sheets_is_one_blank_page_and_no_error():
    assert printed([]).problems == ()
