"""The workbook for answers on paper: what is in it, and how strictly it is read back."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from efficacy.activities.fields import Rating
from efficacy.errors import InvalidValue
from efficacy.language import speech
from efficacy.reports.paper.book import build_template
from efficacy.reports.paper.layout import FIRST_ROW, PaperPlan, PaperSurvey
from efficacy.reports.paper.read import read_template

FIELDS = (
    Rating(id="sure", label="work out 15 %", group="Tasks", low=0, high=100, step=10),
    Rating(id="worry", label="a quiz tomorrow", group="Worry", low=1, high=5),
    Rating(id="fine", label="=a formula?", group="Fine", low=0, high=100),
)
PLAN = PaperPlan(
    code="kestrel",
    cohort_name="=Tuesday",
    content_version="f" * 64,
    surveys=tuple(
        PaperSurvey(
            sheet=sheet, title=f"Survey {sheet}", planned_id="one", activity_id=sheet, fields=FIELDS
        )
        for sheet in ("1 pre", "2 post")
    ),
    people=(1234, 5678),
    new=(4321,),
)
TEMPLATE = build_template(PLAN, speech())

Change = Callable[[Workbook], None]


def changed(*changes: Change, template: bytes = TEMPLATE) -> bytes:
    """Return the template after somebody worked in it."""
    book = load_workbook(io.BytesIO(template))
    for change in changes:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(cell: str, value: object) -> Change:
    """Return a change that writes one cell, named as problems name it: ``1 pre!B4``."""
    sheet, place = cell.split("!")

    def change(book: Workbook) -> None:
        book[sheet][place] = value

    return change


def read(*changes: Change):
    """Return what is read from a template after changes."""
    return read_template(changed(*changes), PLAN)


def told(*changes: Change) -> list[str]:
    """Return the problems as they are said."""
    return [str(one) for one in read(*changes).problems]


# ----------------------------------------------------------------- what is in it


def test_a_template_holds_a_row_a_person_a_column_a_question_and_no_answer() -> None:
    sheet = load_workbook(io.BytesIO(TEMPLATE))["1 pre"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("number", "sure", "worry", "fine")
    assert rows[1] == ("question", "work out 15 %", "a quiz tomorrow", "=a formula?")
    assert rows[2] == ("answers", "0 to 100 in steps of 10", "1 to 5", "0 to 100")
    assert rows[3:] == [(one, None, None, None) for one in (1234, 5678, 4321)]
    assert sheet["D2"].data_type == "s"
    assert sheet.freeze_panes == "B4"


def test_cells_offer_what_may_stand_in_them_and_all_others_are_locked() -> None:
    sheet = load_workbook(io.BytesIO(TEMPLATE))["1 pre"]
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert rules["B4:B6"].formula1 == '"0,10,20,30,40,50,60,70,80,90,100"'
    assert rules["C4:C6"].formula1 == '"1,2,3,4,5"'
    # A list of 101 answers is longer than Excel takes.
    assert (rules["D4:D6"].type, rules["D4:D6"].formula2) == ("whole", "100")
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A4", "B1", "B4")] == [True, True, False]


def test_new_numbers_are_asked_for_consent_and_known_people_are_not() -> None:
    sheet = load_workbook(io.BytesIO(TEMPLATE))["People"]
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [
        ("number", "takes part in the survey"),
        (1234, "yes"),
        (5678, "yes"),
        (4321, None),
    ]
    assert [sheet[cell].protection.locked for cell in ("B2", "B4")] == [True, False]


def test_nobody_at_all_makes_a_template_too() -> None:
    empty = PaperPlan(
        code="kestrel", cohort_name="", content_version="f" * 64, surveys=PLAN.surveys, people=()
    )
    assert read_template(build_template(empty, speech()), empty).answers == ()


# ------------------------------------------------------------------ read back


def test_an_untouched_template_has_no_answer_and_no_problem() -> None:
    found = read()
    assert (found.answers, found.new, found.problems) == ((), {}, ())


def test_an_empty_cell_is_no_answer_and_zero_is_one() -> None:
    found = read(put("1 pre!B4", 0), put("2 post!C5", 5.0))
    given = [(one.survey, one.number, one.item_id, one.value, one.cell) for one in found.answers]
    assert given == [
        (0, 1234, "sure", 0.0, "1 pre!B4"),
        (1, 5678, "worry", 5.0, "2 post!C5"),
    ]
    assert found.problems == ()


@for_any(
    some.lists(
        some.tuples(
            some.integers(0, 1), some.integers(0, 1), some.integers(0, 2), some.integers(0, 10)
        ),
        max_size=12,
        unique_by=lambda one: one[:3],
    )
)
@settings(max_examples=25, deadline=None)
def test_what_was_typed_is_what_is_read(typed: list[tuple[int, int, int, int]]) -> None:
    wanted = set()
    changes = []
    for survey, row, column, point in typed:
        asked = FIELDS[column]
        value = asked.points[point % len(asked.points)]
        cell = f"{PLAN.surveys[survey].sheet}!{'BCD'[column]}{FIRST_ROW + row}"
        changes.append(put(cell, value))
        wanted.add((survey, PLAN.people[row], asked.id, float(value)))
    found = read(*changes)
    assert {(one.survey, one.number, one.item_id, one.value) for one in found.answers} == wanted
    assert found.problems == ()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (75, "found “75”"),
        (110, "found “110”"),
        (-10, "found “-10”"),
        (7.5, "found “7.5”"),
        (True, "found “True”"),
        ("seven", "found “seven”"),
        ("70", "It is stored as text; type the number again."),
        ("  ", "it holds spaces"),
        ("=7*10", "found a formula. Type the number itself."),
        ("#REF!", "found “#REF!”"),
    ],
)
def test_what_is_no_answer_is_a_problem_with_its_cell(value: object, found: str) -> None:
    (problem,) = told(put("1 pre!B4", value))
    expected = "1 pre!B4: expected a number from 0 to 100 in steps of 10, or an empty cell"
    assert problem.startswith(expected)
    assert found in problem
    assert read(put("1 pre!B4", value)).answers == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (put("1 pre!C1", "wory"), "1 pre!C1: expected a question of this survey, found “wory”"),
        (put("1 pre!C1", "sure"), "1 pre!C1: expected each question once, found “sure” again"),
        (put("1 pre!E5", "a note"), "1 pre!E5: expected nothing beside the questions"),
        (put("1 pre!A5", 1234), "1 pre!A5: expected each person once, found “1234”, which stands"),
        (put("1 pre!A5", 9999), "1 pre!A5: expected a number of this file, found “9999”"),
        (put("1 pre!A5", "1234"), "1 pre!A5: expected a record number, found “1234”"),
        (put("1 pre!A7", 1234), "1 pre!A7: expected each person once"),
        (put("1 pre!B7", 50), "1 pre!A7: expected a record number, found an empty cell"),
        (put("1 pre!A3", 1), "1 pre!A3: expected “answers”, found “1”"),
        (put("People!B4", "maybe"), "People!B4: expected “yes” or “no”, found “maybe”"),
        (put("People!B2", "no"), "People!B2: expected “yes”, as the person said, found “no”"),
        (put("People!A2", 77), "People!A2: expected a number of this file, found “77”"),
        (put("1 pre!B6", 50), "People!B4: expected “yes”, because the sheet of the survey"),
        (lambda book: book.remove(book["2 post"]), "2 post: expected a sheet of this name"),
        (lambda book: book.create_sheet("notes"), "notes: expected no further sheet"),
        (lambda book: book["1 pre"].delete_cols(3), "1 pre!1: expected a column “worry”"),
        (lambda book: book["1 pre"].delete_rows(2), "1 pre!A2: expected “question”"),
    ],
)
def test_each_slip_is_told_with_its_place(change: Change, problem: str) -> None:
    assert any(one.startswith(problem) for one in told(change)), told(change)


def test_a_number_without_end_is_no_record_number() -> None:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(TEMPLATE)) as made, ZipFile(file, "w") as target:
        for part in made.infolist():
            content = made.read(part)
            target.writestr(part, content.replace(b"<v>1234</v>", b"<v>1E999</v>"))
    expected = "1 pre!A4: expected a record number, found “inf”"
    assert any(
        str(one).startswith(expected) for one in read_template(file.getvalue(), PLAN).problems
    )


def test_all_problems_are_told_at_once() -> None:
    slips = {"1 pre!B4": 75, "1 pre!C5": "x", "2 post!A4": 9, "1 pre!B6": 0}
    found = told(*(put(cell, value) for cell, value in slips.items()))
    places = [one.split(":")[0] for one in found]
    # The last is the consent that lacks to the answer of a new number.
    assert places == ["1 pre!B4", "1 pre!C5", "2 post!A4", "People!B4"]


def test_a_new_number_is_used_once_somebody_said_yes_or_no() -> None:
    assert read(put("People!B4", "Yes"), put("1 pre!B6", 40)).new == {4321: True}
    assert read(put("People!B4", "no")).new == {4321: False}
    (problem,) = told(put("People!B4", "no"), put("1 pre!B6", 40), put("1 pre!C6", 2))
    assert problem.startswith("People!B4: expected “yes”")
    assert "found “no”" in problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be read as an Excel workbook"),
        (b"PK\x03\x04 broken", "cannot be read as an Excel workbook"),
        (b"number;sure\n1234;70\n", "cannot be read as an Excel workbook"),
        (changed(partial(lambda book: book.remove(book["Key"]))), "was not made by"),
        (changed(put("Key!B2", "finch")), "belongs to the cohort “finch”, not to “kestrel”"),
        (changed(put("Key!B3", "0" * 64)), "was made for other questions"),
    ],
)
def test_a_file_that_is_no_template_of_this_cohort_is_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        read_template(content, PLAN)


def test_a_huge_file_is_refused_before_it_is_opened() -> None:
    with pytest.raises(InvalidValue, match="has up to 8"):
        read_template(b"PK" + bytes(9 * 1024 * 1024), PLAN)


@pytest.mark.slow
def test_what_libreoffice_saves_is_read_as_it_was_typed(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:  # not every machine has one, and CI takes a skipped test for a failed one
        return
    typed = tmp_path / "typed.xlsx"
    typed.write_bytes(changed(put("1 pre!B4", 70), put("2 post!C5", 3)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        [office, profile, "--headless", *convert, str(typed)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = read_template((tmp_path / "out" / "typed.xlsx").read_bytes(), PLAN)
    assert [(one.number, one.item_id, one.value) for one in found.answers] == [
        (1234, "sure", 70.0),
        (5678, "worry", 3.0),
    ]
    assert found.problems == ()
