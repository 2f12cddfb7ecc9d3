"""Values as cells: text stays text, whatever it begins with.

Spreadsheets run text that begins with ``=``, ``+``, ``-`` or ``@`` as a
formula. What people typed is stored as text, with the quote prefix that keeps
it text when somebody edits the cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from efficacy.language import Speech
from efficacy.reports import styles

# Excel's limit for a cell, in UTF-16 units.
LONGEST = 32_767

# What XML 1.0 cannot hold; TAB, LF and CR it can.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Value = str | float | None


class Styled(NamedTuple):
    """A value, and the named style that it is drawn in."""

    value: Value
    style: str


def bare(cell: Value | Styled) -> Value:
    """Return the value of a cell, without its style."""
    return cell.value if isinstance(cell, Styled) else cell


class Pen:
    """Write values into the cells of one openpyxl workbook, in its named styles.

    Parameters
    ----------
    book : openpyxl Workbook
        New; the styles of ``styles.named_styles`` are added to it.
    """

    def __init__(self, book: Any, say: Speech) -> None:
        from openpyxl.cell import Cell

        self._say, self._made, self._book = say, Cell, book
        self._places: dict[tuple[str, bool], int] = {}
        self._looks: dict[str, Any] = {}
        for style in styles.named_styles():
            book.add_named_style(style)
            # Looked up once: by name it would cost more than the cell itself.
            self._looks[style.name] = style.as_tuple()

    def cell(self, sheet: Any, value: Value, style: str) -> Any:
        """Return a cell for ``sheet.append``; None makes an empty one: missing."""
        look = self._looks[style]
        if not isinstance(value, str):
            return self._made(sheet, 1, 1, value, look)
        made = self._made(sheet, 1, 1, legal(value, self._say), look)
        # openpyxl takes "=..." for a formula and "#N/A" for an error; both are words here.
        made.data_type = "s"
        if value.startswith(RISKY):
            made.quotePrefix = True
        return made

    def row(self, sheet: Any, values: Iterable[Styled]) -> None:
        """Add a row of cells under the last one."""
        sheet.append([self.cell(sheet, one.value, one.style) for one in values])

    def learn(self, looks: Iterable[str]) -> None:
        """Put styles into the workbook's list before it is saved; ``xml`` refers to them."""
        for look in looks:
            self._place(look)
            self._place(look, is_risky=True)

    def xml(self, one: Styled) -> str:
        """Return a cell as the XML that follows the number of its row.

        The same as ``cell`` makes, for rows that ``rows`` writes; a number that
        is not finite is missing.
        """
        from xml.sax.saxutils import escape

        value = one.value
        if isinstance(value, str):
            style = self._place(one.style, is_risky=value.startswith(RISKY))
            words = escape(legal(value, self._say))
            return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
        style = self._place(one.style)
        if value is None or not math.isfinite(value):
            return f'" s="{style}"/>'
        number = int(value) if isinstance(value, int) else float(value)
        return f'" s="{style}"><v>{number!r}</v></c>'

    def _place(self, style: str, *, is_risky: bool = False) -> int:
        """Return where a style stands in the workbook's list of cell styles."""
        key = (style, is_risky)
        if key not in self._places:
            made = self.cell(self._book.worksheets[0], "=" if is_risky else None, style)
            self._places[key] = int(made.style_id)
        return self._places[key]


def harmless(text: str) -> str:
    """Return text for a CSV file: an apostrophe goes before what would run as a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def legal(text: str, say: Speech) -> str:
    """Return ``text`` as a cell can hold it.

    Characters that XML forbids are dropped, line ends become LF, and text
    over 32,767 UTF-16 units is cut, with a note that says so.
    """
    # Nearly every text is printable and short, and there are many of them.
    if len(text) * 2 <= LONGEST and text.isprintable():
        return text
    clean = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(clean) <= LONGEST:
        return clean
    note = " " + say("[cut here: a cell holds {most} characters]").format(most=LONGEST)
    room = (LONGEST - _units(note)) * 2
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def lines(text: str, width: float) -> int:
    """Return how many lines words take in a column of ``width`` characters, about.

    Spreadsheets do not all fit the height of a row to its words when they
    open a file, so it is written down; rather too much than too little.
    """
    a_line = max(1.0, width - 1)
    if len(text) <= a_line and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(len(part) / a_line)) for part in text.split("\n"))


def moment(at_ms: int) -> datetime:
    """Return a time in milliseconds UTC as a datetime."""
    return _EPOCH + timedelta(milliseconds=at_ms)


def day(at_ms: int) -> str:
    """Return the day of a time in UTC, as ISO 8601: 2026-09-21."""
    return moment(at_ms).date().isoformat()
