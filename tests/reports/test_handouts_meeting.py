"""The sheets on the facilitator's desk: the run sheet, the poster, the checklist, the list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.door import join_address, qr_svg
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import attendance, poster, preparation, run_sheet
from efficacy.reports.handouts.templates import Sheet
from tests.reports.sheets_to_print import printed, read, squashed, text_of

LIBRARY = Library(home() / "curriculum")
PLAN_ID = "math-career-6x90"
SAY = speech()


def room(plan_id: str = PLAN_ID) -> Room:
    content = LIBRARY.bundle(plan_id)
    return Room(
        name="Group of the second chance",
        code="fern42",
        contact="Sam Hill",
        address="192.168.0.7:8501",
        mode="confidential",
        content=content,
        plan=content.plans[plan_id],
        day="2026-11-26",
        keep_until="2027-03-01",
    )


def meeting(number: int = 2, people: int = 12) -> Meeting:
    session = room().plan.sessions[number - 1]
    guides = LIBRARY.curriculum().guides
    return Meeting(session=session, number=number, people=people, guides=guides)


def printed_text(handout, data) -> str:
    return text_of(printed([Sheet(handout, data)]).pdf)


def in_one_run(handout, data) -> str:
    """Return all words of a sheet without spaces, and without what stands at the foot of pages."""
    return re.sub(r"CanDo·.*?Page\dof\d", "", squashed(printed_text(handout, data)))


# ------------------------------------------------------------------ the run sheet


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_every_session_of_every_plan_is_on_two_pages_with_what_to_say_to_the_upset(paper):
    sheets = [
        Sheet(run_sheet.HANDOUT, run_sheet.pages_of(bundle, bundle.plans[plan.id], session, SAY))
        for plan in LIBRARY.plans()
        for bundle in (LIBRARY.bundle(plan.id),)
        for session in bundle.plans[plan.id].sessions
    ]
    result = printed(sheets, Look(paper=paper))
    assert result.problems == ()
    pages = [squashed(page.extract_text()) for page in read(result.pdf).pages]
    assert len(pages) == 2 * len(sheets) > 20
    for sheet, first, second in zip(sheets, pages[::2], pages[1::2], strict=True):
        foot = re.compile(r"CanDo·RunsheetPage(\d)of2")
        assert foot.findall(first + second) == ["1", "2"]
        found = foot.sub("", first + second)
        for step in sheet.data.steps:
            for words in (
                f"{step.starts}{step.number}{step.title}",
                f"{step.minutes}min",
                step.script.first,
                step.falls_flat.first,
                step.upset_say,
                step.upset_do.first,
            ):
                assert squashed(words) in found


def test_a_short_session_has_its_whole_script_and_a_long_one_says_that_it_has_not():
    say_of = {number: meeting(number).session.activities[-1].notes.say for number in (1, 7)}
    text = {
        number: in_one_run(run_sheet.HANDOUT, run_sheet.fill(room(), meeting(number), SAY))
        for number in (1, 7)
    }
    assert squashed(say_of[1]) in text[1]
    assert squashed(say_of[7]) not in text[7]
    assert ["Shortened" in text[number] for number in (1, 7)] == [False, True]


def test_where_nerves_are_relabelled_the_way_to_medical_help_is_never_cut():
    steps = run_sheet.fill(room(), meeting(7), SAY).steps
    (step,) = (one for one in steps if "medical help" in one.upset_do.first)
    text = in_one_run(run_sheet.HANDOUT, run_sheet.fill(room(), meeting(7), SAY))
    assert squashed(step.upset_do.first) in text
    assert squashed("too little air: call for medical help now") in text


def test_a_run_sheet_has_what_to_bring_and_what_is_set_as_homework():
    data = run_sheet.fill(room(), meeting(7), SAY)
    assert data.bring == meeting(7).session.materials
    assert "“Whom or which place will I turn to first?”" in data.homework
    assert re.match(r"\d+ \(\d:\d\d\)", data.never_drop)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.", ("One.", "", "")),
        ("One. Two! Three? Four.", ("One.", "Two!", "Three? Four.")),
        ("Say “One. Two.” Then wait. Go.", ("Say “One. Two.”", "Then wait.", "Go.")),
        ("No end", ("No end", "", "")),
        ("“Never closed. On.", ("“Never closed. On.", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_note_is_parted_at_sentences_and_never_within_a_quotation(text, parts):
    note = run_sheet.parted(text)
    assert (note.first, note.second, note.rest) == parts


# --------------------------------------------------------------------- the poster


def test_a_poster_has_the_code_the_address_and_nothing_of_the_group():
    data = poster.fill(room(), meeting(), SAY)
    text = printed_text(poster.HANDOUT, data)
    assert "fern42" in text
    assert "192.168.0.7:8501" in text
    assert "second chance" not in text
    assert "Sam Hill" not in text


def test_the_code_is_printed_larger_than_all_else():
    (page,) = read(printed([Sheet(poster.HANDOUT, poster.fill(room(), meeting(), SAY))]).pdf).pages
    sizes: dict[str, float] = {}

    def note(text, _cm, matrix, _font, size):
        sizes[text.strip()] = max(abs(matrix[3]) * size, sizes.get(text.strip(), 0))

    page.extract_text(visitor_text=note)
    on_the_wall = {text: size for text, size in sizes.items() if text and "Can Do" not in text}
    assert max(on_the_wall, key=on_the_wall.__getitem__) == "fern42"
    assert on_the_wall["fern42"] > 100
    assert sum(size < 25 for size in on_the_wall.values()) == 1  # the number of the page


def test_the_square_leads_to_the_address_that_screens_show():
    (picture,) = poster.fill(room(), meeting(), SAY).qr
    assert picture.svg == qr_svg("192.168.0.7:8501", "fern42")
    assert "fern42" in picture.says
    assert join_address("192.168.0.7:8501", "FERN42") == "http://192.168.0.7:8501/j/fern42"


def test_without_an_address_there_is_no_square_and_a_line_to_write_one_on():
    data = poster.fill(replace(room(), address=""), meeting(), SAY)
    assert data.qr == ()
    text = printed_text(poster.HANDOUT, data)
    assert "Address" in text
    assert "Scan" not in text


# ------------------------------------------------------------------ the checklist


def test_a_checklist_has_the_things_of_the_session_before_the_lists_of_the_guide():
    chapter = LIBRARY.curriculum().guides["preparing"]
    text = in_one_run(preparation.HANDOUT, preparation.fill(room(), meeting(), SAY))
    told = [*meeting().session.materials]
    told += [line for section in chapter.sections for line in (section.title, *section.checks)]
    places = [text.index(squashed(line)) for line in told]
    assert places == sorted(places)
    for section in chapter.sections:
        for line in section.blocks:
            assert squashed(line) in text


def test_copies_are_counted_by_the_people_and_left_out_while_there_are_none():
    assert preparation.fill(room(), meeting(people=12), SAY).copies == 14
    nobody = preparation.fill(room(), meeting(people=0), SAY)
    assert nobody.copies == 0
    assert "copies" not in printed_text(preparation.HANDOUT, nobody)


def test_without_a_guide_the_materials_are_still_there():
    data = preparation.fill(room(), replace(meeting(), guides={}), SAY)
    assert data.parts == ()
    assert data.bring == meeting().session.materials


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("plan_id", [plan.id for plan in LIBRARY.plans()])
def test_a_checklist_of_any_session_has_two_pages(plan_id, paper):
    sessions = room(plan_id).plan.sessions
    sheets = [
        Sheet(
            preparation.HANDOUT,
            preparation.fill(room(plan_id), replace(meeting(), session=one), SAY),
        )
        for one in sessions
    ]
    assert len(read(printed(sheets, Look(paper=paper)).pdf).pages) == 2 * len(sessions)


# ----------------------------------------------------------------------- the list


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (6, 1), (13, 1), (36, 2)])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_a_list_has_a_row_for_each_person_and_some_to_spare(people, pages, paper):
    data = attendance.fill(room(), meeting(people=people), SAY)
    pdf = printed([Sheet(attendance.HANDOUT, data)], Look(paper=paper)).pdf
    assert len(read(pdf).pages) == pages
    rows = [int(line) for line in re.findall(r"^(\d+)$", text_of(pdf), re.MULTILINE)]
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) >= max(people + 4, 17)


def test_a_list_says_that_it_is_kept_apart_and_how_long():
    text = " ".join(
        printed_text(attendance.HANDOUT, attendance.fill(room(), meeting(), SAY)).split()
    )
    assert "apart from all answers" in text
    assert "shreds it by 1 March" in text
    assert "not your call name" in text


def test_a_list_is_filled_in_from_nothing_that_a_person_gave():
    data = attendance.fill(room(), meeting(), SAY)
    assert (data.session, data.number, data.sessions) == ("Where I stand", 2, 8)
    assert data.numbers == tuple(range(1, 17))
