"""The native charts of the workbook: means, and changes with their intervals."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from efficacy.reports import styles


class Block(NamedTuple):
    """The rows of a sheet that a chart draws, 1-based, and the column of their names."""

    first: int
    last: int
    label: int


def add_means_chart(
    sheet: Any, block: Block, *, values: tuple[int, int], title: str, anchor: str
) -> None:
    """Draw means before and after as columns from 0 to 100.

    A chart reads the sheet's own cells, so it follows what is typed there.

    Parameters
    ----------
    values : tuple of int
        1-based columns of the mean before and the mean after; their headers
        in row 1 name the series.
    anchor : str
        Cell of the upper left corner.
    """
    chart = _columns(block, title)
    for column, colour in zip(values, (styles.OCHRE, styles.TEAL), strict=True):
        _label(_add(chart, sheet, block, column, colour), "0.0")
    chart.overlap = -8
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 0, 100, 20
    sheet.add_chart(chart, anchor)


def add_change_chart(
    sheet: Any, block: Block, *, value: int, half: int, most: float, title: str, anchor: str
) -> None:
    """Draw mean changes as columns, with error bars over their intervals.

    Parameters
    ----------
    value, half : int
        1-based columns of the change, and of how far its interval reaches to
        each side.
    most : float, above 0
        The farthest end of an interval from 0. Spreadsheets fit the axis to
        the columns alone and would cut the bars.
    """
    from openpyxl.chart.data_source import NumDataSource, NumRef
    from openpyxl.chart.error_bar import ErrorBars
    from openpyxl.chart.shapes import GraphicalProperties

    chart = _columns(block, title)
    series = _add(chart, sheet, block, value, styles.TEAL)
    reach = NumDataSource(numRef=NumRef(f=_cells(sheet, half, block)))
    series.errBars = ErrorBars(
        errDir="y", errBarType="both", errValType="cust", plus=reach, minus=reach, noEndCap=False
    )
    series.errBars.spPr = GraphicalProperties(ln=_line(styles.INK, 15875))
    end = _round_end(most)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = -end, end
    # The names stay below the picture where a column goes below zero.
    chart.x_axis.tickLblPos = "low"
    chart.legend = None
    sheet.add_chart(chart, anchor)


def _round_end(most: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50 ... that is not smaller."""
    size = 10.0 ** math.floor(math.log10(most))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= most)


def _columns(block: Block, title: str) -> Any:
    from openpyxl.chart import BarChart
    from openpyxl.chart.shapes import GraphicalProperties

    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "col", "clustered", 70
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_line(styles.LINE))
    for axis in (chart.x_axis, chart.y_axis):
        # Newer spreadsheets hide an axis of which the file says nothing.
        axis.delete = False
        axis.graphicalProperties = GraphicalProperties(ln=_line(styles.LINE))
        axis.majorTickMark = "none"
    chart.title = _title(title)
    chart.legend.position = "b"
    rows = block.last - block.first + 1
    chart.width, chart.height = min(27 + rows, 34), 11
    return chart


def _add(chart: Any, sheet: Any, block: Block, column: int, colour: str) -> Any:
    from openpyxl.chart import Reference, Series

    rows = {"min_row": block.first, "max_row": block.last}
    series = Series(Reference(sheet, min_col=column, **rows))
    series.tx = _name(sheet, column)
    series.graphicalProperties.solidFill = colour
    series.graphicalProperties.line.solidFill = colour
    chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=block.label, **rows))
    return series


def _name(sheet: Any, column: int) -> Any:
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel

    return SeriesLabel(strRef=StrRef(_cells(sheet, column, Block(1, 1, 0))))


def _cells(sheet: Any, column: int, block: Block) -> str:
    from openpyxl.utils import get_column_letter, quote_sheetname

    letter, name = get_column_letter(column), quote_sheetname(sheet.title)
    first = f"{name}!${letter}${block.first}"
    return first if block.first == block.last else f"{first}:${letter}${block.last}"


def _label(series: Any, shown: str) -> None:
    from openpyxl.chart.label import DataLabelList

    labels = DataLabelList()
    labels.numFmt = shown
    labels.showVal, labels.position = True, "outEnd"
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    series.dLbls = labels


def _line(colour: str, width: int = 9525) -> Any:
    from openpyxl.drawing.line import LineProperties

    return LineProperties(solidFill=colour, w=width)


def _title(words: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import (
        CharacterProperties,
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
    )

    lines = []
    for place, line in enumerate(words.split("\n")):
        look = CharacterProperties(
            sz=1300 if place == 0 else 1000, b=place == 0, solidFill=styles.INK
        )
        lines.append(
            Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=line)])
        )
    return Title(tx=Text(rich=RichText(p=lines)), overlay=False)
