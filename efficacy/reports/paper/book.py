"""Write the workbook that a counselor types answers from paper into.

It never holds an answer, whatever the store knows: in a group-only cohort a
file with what each person said must not exist, and here it cannot.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from efficacy import __version__
from efficacy.activities.fields import Rating
from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Pen, Styled, legal, lines
from efficacy.reports.grid import A4, LINE_HEIGHT
from efficacy.reports.paper.layout import (
    ANSWERS,
    ANSWERS_ROW,
    FIRST_PERSON_ROW,
    FIRST_ROW,
    FORMAT,
    KEY,
    NO,
    NUMBER,
    PEOPLE,
    QUESTION,
    QUESTION_ROW,
    READ_ME,
    TAKES_PART,
    YES,
    PaperPlan,
    PaperSurvey,
    answers_of,
)

# Excel takes a list of answers of up to 255 characters; a longer one becomes a range.
_LONGEST_LIST = 250
_NUMBER_WIDTH, _ITEM_WIDTH, _PAGE_WIDTH = 12, 17, 84


def build_template(plan: PaperPlan, say: Speech) -> bytes:
    """Return the bytes of an ``.xlsx`` file to type answers into: a sheet a survey, a row a person.

    Cells for answers offer what may stand in them; all others are locked
    (without a password: the lock is against slips, not against people).
    """
    from openpyxl import Workbook

    book = Workbook()
    pen = Pen(book, say)
    _write_page(book.active, plan, pen, say)
    _write_people(book.create_sheet(PEOPLE), plan, pen)
    for survey in plan.surveys:
        _write_survey(book.create_sheet(survey.sheet), survey, (*plan.people, *plan.new), pen)
    _write_key(book.create_sheet(KEY), plan)
    book.properties.title = say("Can Do: answers from paper")
    book.properties.subject = legal(f"{plan.cohort_name} ({plan.code})", say)
    book.properties.creator = book.properties.lastModifiedBy = f"Can Do {__version__}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# ------------------------------------------------------------- what to do with it


def _write_page(sheet: Any, plan: PaperPlan, pen: Pen, say: Speech) -> None:
    sheet.title = READ_ME
    sheet.column_dimensions["A"].width = _PAGE_WIDTH
    sheet.sheet_view.showGridLines = False
    pen.row(sheet, [Styled(say("Answers from paper"), styles.TITLE)])
    sheet.row_dimensions[1].height = 34
    where = say("For the cohort “{name}” ({code}).")
    where = where.replace("{name}", plan.cohort_name).replace("{code}", plan.code)
    which = tuple(f"{one.sheet}: {one.title}" for one in plan.surveys)
    for line in (where, *_steps(plan, say), say("The sheets:"), *which):
        pen.row(sheet, [Styled(line, styles.PLAIN)])
        height = LINE_HEIGHT * lines(line, _PAGE_WIDTH) + 5
        sheet.row_dimensions[sheet.max_row].height = height
    _lock(sheet)
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _steps(plan: PaperPlan, say: Speech) -> tuple[str, ...]:
    """Return what the first page says, a line each."""
    new = (
        say(
            "New numbers are for people who answer on paper alone. Give each person one, and say "
            "on the sheet “{people}” whether they take part in the survey. Numbers that nobody "
            "took stay empty."
        ).replace("{people}", PEOPLE),
    )
    return (
        say(
            "1. Each sheet is one survey. A row is a person, by the number on the form; a column "
            "is a question, in the order of the form."
        ),
        say("2. Type the number that was marked. Each cell offers what can stand in it."),
        say("3. An empty cell means “not answered”. Leave it empty; never type 0 for it."),
        say("4. Change nothing else: no columns, no formulas, no names."),
        say(
            "5. Save the file, and run: workshop import {code} FILE.xlsx. All mistakes are listed "
            "at once, and nothing is written until there are none."
        ).replace("{code}", plan.code),
        *(new if plan.new else ()),
        say(
            "The file holds no answers when it is made. Once filled in, it says what each person "
            "answered: delete it after the import."
        ),
    )


def _write_people(sheet: Any, plan: PaperPlan, pen: Pen) -> None:
    pen.row(sheet, [Styled(NUMBER, styles.HEADER_RIGHT), Styled(TAKES_PART, styles.HEADER)])
    for number in plan.people:
        pen.row(sheet, [Styled(number, styles.WHOLE), Styled(YES, styles.TEXT)])
    for number in plan.new:
        pen.row(sheet, [Styled(number, styles.WHOLE), Styled(None, styles.TEXT)])
    first = FIRST_PERSON_ROW + len(plan.people)
    if plan.new:
        last = first + len(plan.new) - 1
        _offer(sheet, f"B{first}:B{last}", (YES, NO), f"{YES} / {NO}")
        _unlock(sheet, rows=range(first, last + 1), columns=range(2, 3))
    sheet.column_dimensions["A"].width = _NUMBER_WIDTH
    sheet.column_dimensions["B"].width = 30
    sheet.freeze_panes = f"B{FIRST_PERSON_ROW}"
    _lock(sheet)


# -------------------------------------------------------------------- the surveys


def _write_survey(sheet: Any, survey: PaperSurvey, numbers: tuple[int, ...], pen: Pen) -> None:
    fields = survey.fields
    heads = [Styled(field.id, styles.HEADER) for field in fields]
    pen.row(sheet, [Styled(NUMBER, styles.HEADER), *heads])
    words = [Styled(field.label, styles.TEXT) for field in fields]
    pen.row(sheet, [Styled(QUESTION, styles.TEXT), *words])
    allowed = [Styled(answers_of(field), styles.TEXT) for field in fields]
    pen.row(sheet, [Styled(ANSWERS, styles.TEXT), *allowed])
    for number in numbers:
        empty = [Styled(None, styles.WHOLE)] * len(fields)
        pen.row(sheet, [Styled(number, styles.WHOLE), *empty])
    last = FIRST_ROW + len(numbers) - 1
    sheet.column_dimensions["A"].width = _NUMBER_WIDTH
    for place, field in enumerate(fields, start=2):
        _prepare_column(sheet, place, field, last)
    if numbers:
        _unlock(sheet, rows=range(FIRST_ROW, last + 1), columns=range(2, len(fields) + 2))
    _set_heights(sheet, fields)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.print_title_rows = f"1:{ANSWERS_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    _lock(sheet)


def _prepare_column(sheet: Any, place: int, field: Rating, last: int) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = _ITEM_WIDTH
    note = "\n".join(part for part in (field.group, field.group_stem, field.label) if part)
    sheet.cell(1, place).comment = Comment(note, "Can Do", height=160, width=320)
    if last >= FIRST_ROW:
        _offer(sheet, f"{letter}{FIRST_ROW}:{letter}{last}", field.points, note)


def _set_heights(sheet: Any, fields: tuple[Rating, ...]) -> None:
    sheet.row_dimensions[1].height = LINE_HEIGHT * 2 + 4
    longest = max((lines(field.label, _ITEM_WIDTH - 2) for field in fields), default=1)
    sheet.row_dimensions[QUESTION_ROW].height = LINE_HEIGHT * longest + 4
    sheet.row_dimensions[ANSWERS_ROW].height = LINE_HEIGHT * 2 + 4


def _offer(sheet: Any, area: str, answers: Sequence[str | int], prompt: str) -> None:
    """Let cells take these answers only, and offer them in a list where one can hold them."""
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(str(one) for one in answers)
    if len(listed) <= _LONGEST_LIST:
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    else:
        rule = DataValidation(
            type="whole",
            operator="between",
            formula1=str(answers[0]),
            formula2=str(answers[-1]),
            allow_blank=True,
        )
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = "Can Do", "This cell takes one of the answers on the form."
    rule.prompt = prompt[:250]  # Excel refuses a file with a longer one
    rule.add(area)
    sheet.add_data_validation(rule)


def _unlock(sheet: Any, *, rows: range, columns: range) -> None:
    from openpyxl.styles import Protection

    free = Protection(locked=False)
    for row in rows:
        for column in columns:
            sheet.cell(row, column).protection = free


def _lock(sheet: Any) -> None:
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False


# ------------------------------------------------------- what the file belongs to


def _write_key(sheet: Any, plan: PaperPlan) -> None:
    for row in key_rows(plan):
        sheet.append(row)
    sheet.sheet_state = "hidden"


def key_rows(plan: PaperPlan) -> list[tuple[str, str | int]]:
    """Return what the hidden sheet says: which format, cohort, content, and new numbers."""
    return [
        ("format", FORMAT),
        ("cohort", plan.code),
        ("content", plan.content_version),
        *(("new", number) for number in plan.new),
    ]
