"""The look of the workbook: colours and named styles, in one place."""

from __future__ import annotations

from typing import Any

TEAL = "0F6B66"
SAND = "F1EDE4"
INK = "22302F"
LINE = "D8D0BF"
OCHRE = "B5893F"
RUST = "8F2D16"
WHITE = "FFFFFF"

# Names as they stand in the spreadsheet's own list of cell styles.
HEADER = "Can Do header"
HEADER_RIGHT = "Can Do header of numbers"
TEXT = "Can Do text"
CLIPPED = "Can Do clipped text"
GENERAL = "Can Do number"
WHOLE = "Can Do whole number"
ONE = "Can Do one decimal"
TWO = "Can Do two decimals"
THREE = "Can Do three decimals"
CHANGE_ONE = "Can Do change, one decimal"
CHANGE_TWO = "Can Do change, two decimals"
TITLE = "Can Do title"
HEADING = "Can Do heading"
LABEL = "Can Do label"
PLAIN = "Can Do paragraph"
LARGE_WARNING = "Can Do large warning"

_FORMATS = {
    GENERAL: "General",
    WHOLE: "0",
    ONE: "0.0",
    TWO: "0.00",
    # What has three decimals is a p: no p is 0, however small.
    THREE: '[<0.0005]"<0.001";0.000',
    CHANGE_ONE: "+0.0;-0.0;0.0",
    CHANGE_TWO: "+0.00;-0.00;0.00",
}
NUMBERS = frozenset(_FORMATS)
# Every style that a cell under a header can have.
BODY = (TEXT, CLIPPED, *_FORMATS)
# Ranges from here on are shown with one decimal, shorter ones with two.
WIDE_RANGE = 20


def score_style(low: float, high: float) -> str:
    """Return the style of a score on this range: 0.0 on 0-100, 0.00 on 1-5."""
    return ONE if high - low >= WIDE_RANGE else TWO


def change_style(low: float, high: float) -> str:
    """Return the style of a change on this range, always with its sign."""
    return CHANGE_ONE if high - low >= WIDE_RANGE else CHANGE_TWO


def named_styles() -> list[Any]:
    """Return every style as a new openpyxl ``NamedStyle``."""
    return [*_table_styles(), *_page_styles()]


def _table_styles() -> list[Any]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    ink = Font(name="Calibri", size=11, color=INK)
    white = Font(name="Calibri", size=11, color=WHITE, bold=True)
    below = Border(bottom=Side(style="thin", color=LINE))

    def header(name: str, side: str) -> Any:
        return NamedStyle(
            name=name,
            font=white,
            fill=PatternFill("solid", fgColor=TEAL),
            # On top, because the filter's button covers the bottom.
            alignment=Alignment(horizontal=side, vertical="top", wrap_text=True, indent=1),
        )

    def body(name: str, side: str, *, shown: str = "General", wrap: bool = False) -> Any:
        # The indent keeps numbers and words of neighbouring columns apart.
        place = Alignment(horizontal=side, vertical="top", wrap_text=wrap, indent=1)
        return NamedStyle(name=name, font=ink, border=below, number_format=shown, alignment=place)

    return [
        header(HEADER, "left"),
        header(HEADER_RIGHT, "right"),
        body(TEXT, "left", wrap=True),
        # Cut at the border of the cell, so that an id cannot run over its neighbours.
        body(CLIPPED, "fill"),
        *(body(name, "right", shown=shown) for name, shown in _FORMATS.items()),
    ]


def _page_styles() -> list[Any]:
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    wrapped = Alignment(vertical="top", horizontal="left", wrap_text=True)
    # These run over the empty cell beside them, which wrapped words would not.
    centred = Alignment(vertical="center", horizontal="left")

    def page(name: str, *, size: int, colour: str, bold: bool, fill: str | None) -> Any:
        style = NamedStyle(
            name=name,
            font=Font(name="Calibri", size=size, bold=bold, color=colour),
            alignment=wrapped if size == 11 else centred,
        )
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        return style

    return [
        page(TITLE, size=22, colour=TEAL, bold=True, fill=None),
        page(HEADING, size=13, colour=TEAL, bold=True, fill=SAND),
        page(LABEL, size=11, colour=INK, bold=True, fill=None),
        page(PLAIN, size=11, colour=INK, bold=False, fill=None),
        page(LARGE_WARNING, size=20, colour=WHITE, bold=True, fill=RUST),
    ]
