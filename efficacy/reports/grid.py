"""A sheet that is one table: how it is described, and how it is written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from efficacy.reports import styles
from efficacy.reports.cells import Pen, Styled, Value, lines
from efficacy.reports.rows import Rows

# A4, in Excel's numbering of paper sizes.
A4 = 9
_LONGEST_NAME = 60

# Points of one line, and the lines after which a cell is cut on the screen.
LINE_HEIGHT = 15
_MOST_LINES = 14
# Characters that can be read across a landscape page.
_PAGE_WIDTH = 285


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One variable of a table.

    Attributes
    ----------
    name : str
        The header, unique in its table.
    about : str
        What it holds, for the codebook.
    width : float
        In characters.
    values : str
        Unit and admissible values, for the codebook.
    missing : str
        What an empty cell means, for the codebook.
    note : str
        Shown as a note on the header cell; "" for none.
    """

    name: str
    about: str
    width: float
    style: str = styles.TEXT
    values: str = ""
    missing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: columns, and rows in their order.

    ``held`` columns on the left stay in sight when scrolling. ``about`` says
    what the sheet is, for the first page.
    """

    sheet: str
    about: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value | Styled]]
    held: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What stands on every printed page.

    ``page`` has places for {page} and {pages}; ``mark`` is said on top of
    each page ("" for nothing).
    """

    cohort: str
    code: str
    made: str
    page: str
    mark: str = ""


def write_header(book: Any, table: Table, imprint: Imprint, pen: Pen) -> Any:
    """Add a sheet with the header of the table, set up for its rows; return it.

    The header is row 1 and nothing stands below or beside the table, so other
    programs read the sheet as it is. ``rows_of`` are put into it at the end.
    """
    sheet = book.create_sheet(table.sheet)
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[_letter(place)].width = column.width
    pen.row(sheet, [Styled(column.name, _header_style(column)) for column in table.columns])
    _finish(sheet, table)
    set_up_print(sheet, imprint)
    # What is read at a time fits beside itself; a page of a hundred columns is for nobody.
    sheet.page_setup.fitToWidth = math.ceil(sum(one.width for one in table.columns) / _PAGE_WIDTH)
    sheet.print_title_cols = f"A:{_letter(table.held)}"
    return sheet


def rows_of(table: Table) -> Rows:
    """Return the rows of a table as they are put under its header."""
    return Rows(
        values=table.rows,
        styles=tuple(column.style for column in table.columns),
        heights=_heights(table),
    )


def _header_style(column: Column) -> str:
    return styles.HEADER_RIGHT if column.style in styles.NUMBERS else styles.HEADER


def _heights(table: Table) -> list[float | None]:
    """Return for each row its height in points, None where one line is enough."""
    wrapped = [
        (place, column.width)
        for place, column in enumerate(table.columns)
        if column.style == styles.TEXT
    ]
    # The same words come in thousands of rows; they are measured once.
    measured = lru_cache(maxsize=None)(lines)
    return [
        _height(max((measured(_words(row[place]), width) for place, width in wrapped), default=1))
        for row in table.rows
    ]


def _words(value: Value | Styled) -> str:
    return value if isinstance(value, str) else ""


def _height(most: int) -> float | None:
    return None if most == 1 else LINE_HEIGHT * min(most, _MOST_LINES) + 1


def _finish(sheet: Any, table: Table) -> None:
    from openpyxl.comments import Comment

    for place, column in enumerate(table.columns, start=1):
        if column.note:
            sheet.cell(1, place).comment = Comment(column.note, "Can Do", height=200, width=360)
    # Words, not letters: a header is not broken within a word.
    most = max(_header_lines(column) for column in table.columns)
    sheet.row_dimensions[1].height = LINE_HEIGHT * most + 16
    sheet.freeze_panes = f"{_letter(table.held + 1)}2"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = "1:1"
    _add_filters(sheet, table)


def _header_lines(column: Column) -> int:
    taken, room = 1, column.width - 3
    for word in column.name.split():
        room -= len(word) + 1
        if room < -1 and len(word) + 1 < column.width:
            taken, room = taken + 1, column.width - 3 - len(word) - 1
    return taken


def _add_filters(sheet: Any, table: Table) -> None:
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table as ExcelTable
    from openpyxl.worksheet.table import TableColumn, TableStyleInfo

    # A table without a row under its header is damaged to Excel.
    last = max(2, len(table.rows) + 1)
    area = f"A1:{_letter(len(table.columns))}{last}"
    made = ExcelTable(displayName=table.sheet.title().replace(" ", "") + "Table", ref=area)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    # Said here: openpyxl would make an object of every cell of the area to learn the names.
    made.autoFilter = AutoFilter(ref=area)
    made.tableColumns = [
        TableColumn(id=place, name=column.name)
        for place, column in enumerate(table.columns, start=1)
    ]
    sheet.add_table(made)
    sheet.print_area = area


def set_up_print(sheet: Any, imprint: Imprint, *, landscape: bool = True) -> None:
    """Set a sheet up for paper: fit to the width, cohort and page on every page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.7 if imprint.mark else 0.5
    sheet.page_margins.bottom = 0.7
    if imprint.mark:
        sheet.page_margins.header = 0.3  # so that the mark does not touch the table below it
        sheet.oddHeader.center.text = _plain(imprint.mark)
        sheet.oddHeader.center.color = styles.RUST
    sheet.oddFooter.left.text = _plain(f"{imprint.cohort[:_LONGEST_NAME]} · {imprint.code}")
    sheet.oddFooter.center.text = imprint.page.format(page="&P", pages="&N")
    sheet.oddFooter.right.text = _plain(imprint.made)


def _plain(words: str) -> str:
    """Return words for a header or footer, where & begins a command."""
    seen = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(seen.split()).replace("&", "&&")


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
