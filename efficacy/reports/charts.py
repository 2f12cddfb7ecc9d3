"""The native chart of the workbook: means before and after."""

from __future__ import annotations

from typing import Any

from efficacy.reports import styles


def add_means_chart(
    sheet: Any, *, rows: int, columns: tuple[int, int, int], title: str, anchor: str
) -> None:
    """Draw the means of the first ``rows`` scales as columns from 0 to 100.

    The chart reads the table's own cells, so it follows what is typed there.

    Parameters
    ----------
    columns : tuple of int
        1-based places of scale, mean before and mean after.
    anchor : str
        Cell of the upper left corner.
    """
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "col", "clustered", 70, -8
    name, before, after = columns
    for column in (before, after):
        chart.add_data(
            Reference(sheet, min_col=column, min_row=1, max_row=rows + 1), titles_from_data=True
        )
    chart.set_categories(Reference(sheet, min_col=name, min_row=2, max_row=rows + 1))
    for series, colour in zip(chart.series, (styles.OCHRE, styles.TEAL), strict=True):
        _paint(series, colour)
    _set_axes(chart)
    chart.title = _title(title)
    chart.legend.position = "b"
    chart.width, chart.height = min(20 + 3 * rows, 38), 11
    sheet.add_chart(chart, anchor)


def _paint(series: Any, colour: str) -> None:
    from openpyxl.chart.label import DataLabelList

    series.graphicalProperties.solidFill = colour
    series.graphicalProperties.line.solidFill = colour
    labels = DataLabelList()
    labels.numFmt = "0.0"
    labels.showVal, labels.position = True, "outEnd"
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    series.dLbls = labels


def _set_axes(chart: Any) -> None:
    from openpyxl.chart.shapes import GraphicalProperties

    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.majorUnit = 20
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_line(styles.LINE))
    for axis in (chart.x_axis, chart.y_axis):
        # Newer spreadsheets hide an axis of which the file says nothing.
        axis.delete = False
        axis.graphicalProperties = GraphicalProperties(ln=_line(styles.LINE))
        axis.majorTickMark = "none"


def _line(colour: str) -> Any:
    from openpyxl.drawing.line import LineProperties

    return LineProperties(solidFill=colour, w=9525)


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
