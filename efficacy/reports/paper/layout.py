"""How the workbook for answers on paper is laid out, told once for writing and for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from efficacy.activities.fields import Rating
from efficacy.errors import InvalidValue

FORMAT = "can-do-paper-1"

# The sheets that are no survey. ``KEY`` is hidden: it says what the file belongs to.
READ_ME, PEOPLE, KEY = "Read me", "People", "Key"

NUMBER, TAKES_PART = "number", "takes part in the survey"
QUESTION, ANSWERS = "question", "answers"
YES, NO = "yes", "no"

# Rows above the people: the ids, the words, what may be typed.
ID_ROW, QUESTION_ROW, ANSWERS_ROW, FIRST_ROW = 1, 2, 3, 4
# On the sheet of people there is one.
FIRST_PERSON_ROW = 2

MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSurvey:
    """One survey of the plan, which is one sheet: a row a person, a column a question.

    ``planned_id`` and ``activity_id`` say which it is, ``fields`` what it asks.
    Words of bought instruments are not among them: a file is no copy of those.
    """

    sheet: str
    title: str
    planned_id: str
    activity_id: str
    fields: tuple[Rating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlan:
    """What a workbook for answers on paper is made for, and is read against.

    Attributes
    ----------
    code, content_version : str
        The cohort, and the content that it has pinned.
    people : tuple of int
        Record numbers of those who take part in the survey.
    new : tuple of int
        Record numbers that are nobody's yet, for people who answer on paper alone.
    """

    code: str
    cohort_name: str
    content_version: str
    surveys: tuple[PaperSurvey, ...]
    people: tuple[int, ...]
    new: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswer:
    """One cell that was filled in; ``survey`` is its place in the plan's surveys."""

    survey: int
    number: int
    item_id: str
    value: float
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One thing that keeps a workbook from being taken, with its cell such as ``1 pre!C7``."""

    cell: str
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.cell}: expected {self.expected}, found {self.found}."
        return f"{line} {self.hint}" if self.hint else line


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in a workbook that was filled in.

    ``new`` says of each new number that was used whether the person takes part in
    the survey. What is in ``problems`` is in neither of the others.
    """

    answers: tuple[PaperAnswer, ...] = ()
    new: dict[int, bool]
    problems: tuple[CellProblem, ...] = ()


class PaperProblems(InvalidValue):
    """A workbook has problems; all of them are listed at once, and nothing was written."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "Nothing was written, because the workbook has {count} problem(s):\n{lines}\n"
            "Correct these cells and import the file again.",
            count=len(self.problems),
            lines="\n".join(f"  {problem}" for problem in self.problems),
        )


def answers_of(field: Rating) -> str:
    """Return which numbers a question takes, in few words: ``0 to 100 in steps of 10``."""
    steps = f" in steps of {field.step}" if field.step != 1 else ""
    return f"{field.low} to {field.high}{steps}"
