"""The rows of tables as XML, put into a workbook that openpyxl has saved.

openpyxl makes an object of every cell, which takes most of a minute for the
answers of 300 people. So it writes the sheets with their headers only, and what
stands below is written here. A test reads it back with openpyxl and pandas.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from efficacy.reports.cells import Pen, Styled, Value

# How hard the parts are pressed: 9 takes twice as long and saves a tenth.
_PRESSED = 6
_END = b"</sheetData>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one sheet, from row 2 on.

    ``styles`` are those of the columns; ``heights`` are in points, None for a
    row that is as high as one line.
    """

    values: Sequence[Sequence[Value | Styled]]
    styles: tuple[str, ...]
    heights: Sequence[float | None]


def filled(book: bytes, rows: Mapping[str, Rows], pen: Pen) -> bytes:
    """Return a saved workbook with rows put under the headers of its sheets.

    Parameters
    ----------
    book : bytes
        An ``.xlsx`` file whose sheets hold one row, the header.
    rows : mapping of str to Rows
        Path of a sheet in the file → what is put into it.
    """
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as saved,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_PRESSED) as target,
    ):
        for part in saved.infolist():
            content = saved.read(part)
            if part.filename not in rows:
                target.writestr(part, content, compresslevel=_PRESSED)
                continue
            before, after = content.split(_END)
            with target.open(part, "w") as sheet:
                sheet.write(before)
                for line in _lines(rows[part.filename], pen):
                    sheet.write(line)
                sheet.write(_END + after)
    return file.getvalue()


def _lines(rows: Rows, pen: Pen) -> Iterator[bytes]:
    columns = [_Column(place, style, pen) for place, style in enumerate(rows.styles, start=1)]
    for number, (values, height) in enumerate(zip(rows.values, rows.heights, strict=True), 2):
        cells = [column.cell(number, value) for column, value in zip(columns, values, strict=True)]
        high = "" if height is None else f' ht="{height:g}" customHeight="1"'
        yield f'<row r="{number}"{high}>{"".join(cells)}</row>'.encode()


class _Column:
    """Writes the cells of one column; most values of a column come again and again."""

    def __init__(self, place: int, style: str, pen: Pen) -> None:
        from openpyxl.utils import get_column_letter

        self._head = f'<c r="{get_column_letter(place)}'
        self._style, self._pen = style, pen
        self._known: dict[Value | Styled, str] = {}

    def cell(self, number: int, value: Value | Styled) -> str:
        rest = self._known.get(value)
        if rest is None:
            one = value if isinstance(value, Styled) else Styled(value, self._style)
            rest = self._known[value] = self._pen.xml(one)
        return f"{self._head}{number}{rest}"
