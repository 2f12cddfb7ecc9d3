"""Read a workbook with answers from paper back: strictly, and with every problem at once.

Nothing is guessed. What is not as it was made, or not one of the answers that a
question takes, is a problem with its cell; what is empty is no answer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from efficacy.activities.fields import Rating
from efficacy.errors import InvalidValue
from efficacy.reports.paper.layout import (
    ANSWERS,
    ANSWERS_ROW,
    FIRST_PERSON_ROW,
    FIRST_ROW,
    FORMAT,
    ID_ROW,
    KEY,
    MOST_ROWS,
    NO,
    NUMBER,
    PEOPLE,
    QUESTION,
    QUESTION_ROW,
    READ_ME,
    TAKES_PART,
    YES,
    CellProblem,
    Filled,
    PaperAnswer,
    PaperPlan,
    PaperSurvey,
    answers_of,
)

# Far more than a lecture hall fills in, and little enough to be read in a moment.
MOST_BYTES = 8 * 1024 * 1024
_MOST_COLUMNS = 400
_AS_MADE = "Leave the sheets as they were made; make a new file with `workshop template` if needed."


@dataclass
class _Reading:
    """What was found so far."""

    plan: PaperPlan
    answers: list[PaperAnswer] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    # Of each new number: the answer whether the person takes part, and its cell.
    consents: dict[int, tuple[bool | None, str]] = field(default_factory=dict)

    def wrong(self, cell: str, expected: str, found: str, hint: str = "") -> None:
        self.problems.append(CellProblem(cell=cell, expected=expected, found=found, hint=hint))


def read_template(content: bytes, plan: PaperPlan) -> Filled:
    """Return what stands in a workbook that ``book.build_template`` made.

    Parameters
    ----------
    content : bytes
        Of the ``.xlsx`` file; an empty cell is no answer.
    plan : PaperPlan
        The cohort as it is now; ``new`` is not looked at, the file brings its own.

    Raises
    ------
    InvalidValue
        If it is no such workbook, or another cohort's or another plan's.
    """
    book = _opened(content)
    try:
        new = _checked_key(book, plan)
        reading = _Reading(plan)
        _check_sheets(book, reading)
        if PEOPLE in book.sheetnames:
            _read_people(book[PEOPLE], reading, new)
        for place, survey in enumerate(plan.surveys):
            if survey.sheet in book.sheetnames:
                _read_survey(book[survey.sheet], reading, place, new)
    finally:
        book.close()
    _check_consents(reading)
    return Filled(
        answers=tuple(reading.answers),
        new={number: said for number, (said, _) in reading.consents.items() if said is not None},
        problems=tuple(reading.problems),
    )


def _opened(content: bytes) -> Any:
    from openpyxl import load_workbook

    if len(content) > MOST_BYTES:
        raise InvalidValue(
            "This file has {found} MB; a workbook with answers has up to {most}. Import the file "
            "that `workshop template` made.",
            found=round(len(content) / 1024 / 1024),
            most=MOST_BYTES // 1024 // 1024,
        )
    try:
        return load_workbook(io.BytesIO(content))
    except Exception as problem:  # openpyxl raises whatever a broken file runs into
        raise InvalidValue(
            "This file cannot be read as an Excel workbook (.xlsx). Save it as .xlsx and import "
            "it again."
        ) from problem


def _checked_key(book: Any, plan: PaperPlan) -> tuple[int, ...]:
    """Return the new numbers that a workbook was made with, if it belongs to this cohort."""
    rows = list(book[KEY].iter_rows(max_row=MOST_ROWS, values_only=True)) if KEY in book else []
    said = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] != "new"}
    if said.get("format") != FORMAT:
        raise InvalidValue(
            "This workbook was not made by `workshop template`, or by another version of Can Do. "
            "Make a new one, and type the answers into it."
        )
    if said.get("cohort") != plan.code:
        raise InvalidValue(
            "This workbook belongs to the cohort “{found}”, not to “{code}”. Import it with the "
            "code {found}.",
            found=str(said.get("cohort"))[:20],
            code=plan.code,
        )
    if said.get("content") != plan.content_version:
        raise InvalidValue(
            "This workbook was made for other questions than this cohort has now. Make a new one "
            "with `workshop template {code} FILE.xlsx`, and type the answers into it.",
            code=plan.code,
        )
    return tuple(row[1] for row in rows if row[0] == "new" and isinstance(row[1], int))


def _check_sheets(book: Any, reading: _Reading) -> None:
    expected = [READ_ME, PEOPLE, *(survey.sheet for survey in reading.plan.surveys), KEY]
    for name in expected:
        if name not in book.sheetnames:
            reading.wrong(name, "a sheet of this name", "none", _AS_MADE)
    for name in book.sheetnames:
        if name not in expected:
            hint = "Delete it, or move what it holds into another file."
            reading.wrong(str(name)[:31], "no further sheet", f"“{name}”", hint)


# ------------------------------------------------------------------- the people


def _read_people(sheet: Any, reading: _Reading, new: tuple[int, ...]) -> None:
    heads = (("A", NUMBER), ("B", TAKES_PART))
    for letter, words in heads:
        _expect(sheet, f"{letter}1", words, reading)
    for number, row in _numbered(sheet, reading, new, FIRST_PERSON_ROW, last_column=2):
        cell = sheet.cell(row, 2)
        where = _at(cell)
        said = str(cell.value).strip().lower() if cell.value is not None else ""
        if said not in ("", YES, NO):
            reading.wrong(where, f"“{YES}” or “{NO}”", _shown(cell))
        elif number in new:
            reading.consents[number] = (None if said == "" else said == YES, where)
        elif said == NO:
            reading.wrong(
                where,
                f"“{YES}”, as the person said",
                f"“{NO}”",
                "A yes is taken back by removing the person on the page “People”.",
            )


def _check_consents(reading: _Reading) -> None:
    """See that nobody's answers come without their yes."""
    told = set()
    for one in reading.answers:
        said, where = reading.consents.get(one.number, (True, ""))
        if said is not True and one.number not in told:
            told.add(one.number)
            reading.wrong(
                where,
                f"“{YES}”, because the sheet of the survey has answers of number {one.number} "
                f"({one.cell})",
                f"“{NO}”" if said is False else "an empty cell",
                "Answers are kept of people who said yes to the survey; delete the others.",
            )


# ------------------------------------------------------------------ the surveys


def _read_survey(sheet: Any, reading: _Reading, place: int, new: tuple[int, ...]) -> None:
    survey = reading.plan.surveys[place]
    _expect(sheet, f"A{ID_ROW}", NUMBER, reading)
    _expect(sheet, f"A{QUESTION_ROW}", QUESTION, reading)
    _expect(sheet, f"A{ANSWERS_ROW}", ANSWERS, reading)
    columns = _columns(sheet, survey, reading)
    last_column = max([1, *columns])
    for number, row in _numbered(sheet, reading, new, FIRST_ROW, last_column=last_column):
        for column, asked in columns.items():
            cell = sheet.cell(row, column)
            if cell.value is None:
                continue
            value = _value(cell, asked, reading)
            if value is not None:
                answer = PaperAnswer(
                    survey=place, number=number, item_id=asked.id, value=value, cell=_at(cell)
                )
                reading.answers.append(answer)


def _columns(sheet: Any, survey: PaperSurvey, reading: _Reading) -> Mapping[int, Rating]:
    """Return which column holds which question."""
    known = {one.id: one for one in survey.fields}
    found: dict[int, Rating] = {}
    for column in range(2, min(sheet.max_column, _MOST_COLUMNS) + 1):
        head = sheet.cell(ID_ROW, column)
        if head.value is None:
            _expect_empty(sheet, column, reading)
        elif head.value not in known:
            reading.wrong(_at(head), "a question of this survey", _shown(head), _AS_MADE)
        elif any(one.id == head.value for one in found.values()):
            reading.wrong(_at(head), "each question once", f"{_shown(head)} again", _AS_MADE)
        else:
            found[column] = known[head.value]
    for one in survey.fields:
        if all(one.id != there.id for there in found.values()):
            reading.wrong(f"{sheet.title}!{ID_ROW}", f"a column “{one.id}”", "none", _AS_MADE)
    return found


def _expect_empty(sheet: Any, column: int, reading: _Reading) -> None:
    """A column without a head holds nothing, or somebody typed beside the table."""
    for row in range(ID_ROW, min(sheet.max_row, MOST_ROWS) + 1):
        cell = sheet.cell(row, column)
        if cell.value is not None:
            reading.wrong(_at(cell), "nothing beside the questions", _shown(cell), "Delete it.")


def _value(cell: Any, asked: Rating, reading: _Reading) -> float | None:
    """Return a cell's answer, or None after saying what is wrong with it."""
    expected = f"a number from {answers_of(asked)}, or an empty cell"
    if cell.data_type == "f":
        reading.wrong(_at(cell), expected, "a formula", "Type the number itself.")
    elif isinstance(cell.value, str):
        reading.wrong(_at(cell), expected, _shown(cell), _about_text(cell.value))
    elif isinstance(cell.value, bool) or cell.value not in asked.points:
        reading.wrong(_at(cell), expected, _shown(cell))
    else:
        return float(cell.value)
    return None


def _about_text(text: str) -> str:
    if not text.strip():
        return "Empty it with the Delete key: it holds spaces."
    try:
        float(text.replace(",", "."))
    except ValueError:
        return ""
    return "It is stored as text; type the number again."


# ------------------------------------------------------------------------ rows


def _numbered(
    sheet: Any, reading: _Reading, new: tuple[int, ...], first: int, *, last_column: int
) -> Iterator[tuple[int, int]]:
    """Yield each row that is somebody's, with their number; say what is wrong with the others."""
    known = {*reading.plan.people, *new}
    seen: dict[int, int] = {}
    if sheet.max_row > MOST_ROWS:
        reading.wrong(sheet.title, f"up to {MOST_ROWS} rows", str(sheet.max_row), _AS_MADE)
    for row in range(first, min(sheet.max_row, MOST_ROWS) + 1):
        cell = sheet.cell(row, 1)
        number = cell.value
        if all(sheet.cell(row, column).value is None for column in range(1, last_column + 1)):
            continue
        if not _is_whole(number) or cell.data_type == "f":
            hint = "Each row needs the number of one person."
            reading.wrong(_at(cell), "a record number", _shown(cell), hint)
        elif number not in known:
            hint = "Look at the number on the form. New people need a new file, or the page."
            reading.wrong(_at(cell), "a number of this file", _shown(cell), hint)
        elif number in seen:
            hint = "Put the answers of one person into one row."
            found = f"{_shown(cell)}, which stands in row {seen[number]} too"
            reading.wrong(_at(cell), "each person once", found, hint)
        else:
            seen[int(number)] = row
            yield int(number), row


def _is_whole(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()  # not where it is infinite, which a file can hold
    return isinstance(value, int) and not isinstance(value, bool)


def _expect(sheet: Any, cell: str, words: str, reading: _Reading) -> None:
    found = sheet[cell]
    if found.value != words:
        reading.wrong(_at(found), f"“{words}”", _shown(found), _AS_MADE)


def _at(cell: Any) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _shown(cell: Any) -> str:
    """Show what stands in a cell, short enough for a line, on one line."""
    if cell.value is None:
        return "an empty cell"
    if cell.data_type == "f":
        return "a formula"
    text = " ".join(str(cell.value).split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
