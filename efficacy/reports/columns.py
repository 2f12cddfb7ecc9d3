"""Two columns of a text file from another program, read strictly.

What counts as a number, and what as nothing, is written down here; everything
else is a problem with its line, and all problems are told at once.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from efficacy.errors import InvalidValue

# Nothing was answered, as spreadsheets, R, SPSS and Stata write it.
MISSING = frozenset({"", ".", "na", "n/a", "nan"})

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
_SEPARATORS = (";", "\t", ",")
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Two columns of a file, one value a row in its order; NaN where nothing stands."""

    pre: tuple[float, ...]
    post: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class _Problem:
    line: int
    column: str
    expected: str
    found: str

    def __str__(self) -> str:
        column = f", column “{self.column}”" if self.column else ""
        return f"line {self.line}{column}: expected {self.expected}, found {self.found}"


def read_pairs(content: bytes, *, pre: str, post: str) -> Pairs:
    """Return two columns of a CSV file.

    UTF-8, UTF-16 and Windows-1252 are read; columns are parted by semicolon, tab
    or comma; numbers have a decimal point or a decimal comma, the same in all rows.
    An empty cell, ``NA``, ``NaN``, ``N/A`` and ``.`` are missing.

    Parameters
    ----------
    pre, post : str
        Names of the columns in the first line.

    Raises
    ------
    InvalidValue
        If a column is not there or there twice, or with every line that holds
        something else than a number or nothing.
    """
    if pre == post:
        raise InvalidValue(
            "Before and after are the same column, “{name}”. Name two columns.", name=pre
        )
    text = _decoded(content)
    rows = _rows(text, _separator(text, (pre, post)))
    _, header = next(rows)
    places = [_place(header, name) for name in (pre, post)]
    problems: list[_Problem] = []
    cells: list[tuple[_Cell, ...]] = []
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            expected = f"{len(header)} cells as in the first line"
            problems.append(_Problem(line, "", expected, str(len(row))))
            continue
        named = zip((pre, post), places, strict=True)
        cells.append(tuple(_Cell(line, name, row[place].strip()) for name, place in named))
    values = _numbers(cells, problems)
    if problems:
        raise _all_of(problems)
    return Pairs(pre=tuple(row[0] for row in values), post=tuple(row[1] for row in values))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on Windows; a sign it has not stands in no number.
        return content.decode("cp1252", errors="replace")


def _separator(text: str, wanted: tuple[str, str]) -> str:
    """Return what parts the columns: with which of the three both names are columns."""
    headers = {sign: _header(text, sign) for sign in _SEPARATORS}
    for sign, header in headers.items():
        if set(wanted) <= set(header):
            return sign
    header = max(headers.values(), key=len)
    lacking = next(name for name in wanted if name not in header)
    raise InvalidValue(
        "There is no column “{name}” in the first line; it has {found}. Give a name as it stands "
        "there.",
        name=lacking,
        found=", ".join(f"“{one[:30]}”" for one in header[:12]),
    )


def _header(text: str, separator: str) -> list[str]:
    # Not strict: with the wrong sign, quotes stand in odd places.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [name.strip() for name in next(lines, [])]


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader):
            yield reader.line_num, [one.strip() for one in row] if number == 0 else row
    except csv.Error as problem:
        raise InvalidValue(
            "The file cannot be read from line {line} on ({reason}). Save it as CSV again.",
            line=reader.line_num,
            reason=problem,
        ) from problem


def _place(header: list[str], name: str) -> int:
    if header.count(name) > 1:
        raise InvalidValue(
            "The column “{name}” is there {n} times. Give each column a name of its own.",
            name=name,
            n=header.count(name),
        )
    return header.index(name)


def _numbers(cells: list[tuple[_Cell, ...]], problems: list[_Problem]) -> list[list[float]]:
    """Return the cells as numbers; say of each other one where it is."""
    # In a file with decimal commas, "1.234" may be a thousand and more: nothing is guessed.
    has_commas = any("," in cell.text and _is_number(cell.text) for row in cells for cell in row)
    return [[_number(cell, has_commas, problems) for cell in row] for row in cells]


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _number(cell: _Cell, has_commas: bool, problems: list[_Problem]) -> float:
    if cell.text.lower() in MISSING:
        return math.nan
    if not _is_number(cell.text):
        expected = "a number or nothing"
    elif has_commas and "." in cell.text:
        expected = "a decimal comma as in other rows"
    else:
        return float(cell.text.replace(",", "."))
    problems.append(_Problem(cell.line, cell.column, expected, f"“{cell.text[:40]}”"))
    return math.nan


def _all_of(problems: list[_Problem]) -> InvalidValue:
    shown = [str(one) for one in sorted(problems, key=lambda one: one.line)[:_MOST_SHOWN]]
    if len(problems) > _MOST_SHOWN:
        shown.append(f"and {len(problems) - _MOST_SHOWN} more")
    return InvalidValue(
        "Nothing was computed, because the file has {count} problem(s):\n{lines}\nCorrect them, or "
        "leave the cell empty where there is no answer.",
        count=len(problems),
        lines="\n".join(f"  {one}" for one in shown),
    )
