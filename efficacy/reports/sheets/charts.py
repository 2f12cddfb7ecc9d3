"""The sheet Charts: what the native charts of the workbook draw, and the charts under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports.cells import Styled
from efficacy.reports.charts import Block, add_change_chart, add_means_chart
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Results, ScaleResult
from efficacy.reports.sheets.comparisons import half_of_interval
from efficacy.reports.sheets.figures import (
    Cell,
    change_style,
    number,
    people,
    score_style,
    wave_words,
    words,
)

SHEET = "Charts"
LOW, HIGH = 0, 100  # of the scales that are drawn side by side
# Rows of the sheet that a chart covers, and how many rows of words above the first.
_TALL = 24
_MEANS, _WAVES = "means", "waves"


@dataclass(frozen=True, slots=True)
class _Point:
    """One row: what a chart draws beside its neighbours."""

    chart: str
    label: str
    scale: ScaleResult
    change: PairedChange


def charts_table(results: Results, titles: Mapping[str, str], say: Speech) -> Table:
    """Return the figures that are drawn; none of them is in no other sheet."""
    return Table(
        sheet=SHEET,
        about=say(
            "Pictures of the Summary: means before and after, the mean change with its 95 % "
            "interval, and the change of the main scale between all waves. They draw the cells "
            "of this sheet."
        ),
        columns=_columns(say),
        rows=[_row(point, say) for point in _points(results, titles, say)],
        held=2,
    )


def draw_charts(sheet: Any, results: Results, titles: Mapping[str, str], say: Speech) -> None:
    """Draw the charts under the table, one below the other."""
    points = list(_points(results, titles, say))
    means = [point for point in points if point.chart == _MEANS]
    waves = [point for point in points if point.chart == _WAVES]
    alone = say(
        "No comparison group: the numbers describe change and cannot say why it came about."
    )
    top = len(points) + 4
    block = Block(first=2, last=1 + len(means), label=2)
    if means:
        named = say("Before and after, scales from 0 to 100 (n = {n} people who gave both)")
        title = named.format(n=_counts(means)) + "\n" + alone
        add_means_chart(sheet, block, values=(4, 5), title=title, anchor=f"A{top}")
        named = say("Mean change with its 95 % interval (n = {n} people who gave both)")
        title = named.format(n=_counts(means)) + "\n" + alone
        add_change_chart(
            sheet, block, value=6, half=7, most=_most(means), title=title, anchor=f"A{top + _TALL}"
        )
        top += 2 * _TALL
    if waves:
        named = say("{scale}: mean change between waves, with its 95 % interval (n = {n})")
        title = named.format(scale=waves[0].scale.title, n=_counts(waves)) + "\n" + alone
        block = Block(first=2 + len(means), last=1 + len(points), label=2)
        add_change_chart(
            sheet, block, value=6, half=7, most=_most(waves), title=title, anchor=f"A{top}"
        )
        top += _TALL
    # The printed area grows with the drawings, and all of them go on one page.
    sheet.print_area = f"A1:L{top}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1


def _most(points: list[_Point]) -> float:
    """Return the farthest end of an interval from 0; 1 where nothing moved."""
    ends = [
        abs(point.change.change or 0) + (half_of_interval(point.change) or 0) for point in points
    ]
    return max(ends, default=0) or 1


def _points(results: Results, titles: Mapping[str, str], say: Speech) -> Iterator[_Point]:
    for scale in results.scales:
        if scale.shift.change and scale.low == LOW and scale.high == HIGH:
            yield _Point(_MEANS, scale.title, scale, scale.shift.change)
    main = results.primary
    waves = list(_main_waves(main, titles, say)) if main else []
    # One pair of waves is drawn above already.
    if len(waves) > 1:
        yield from waves


def _main_waves(main: ScaleResult, titles: Mapping[str, str], say: Speech) -> Iterator[_Point]:
    order = list(titles)
    listed = (
        shift for shift in (main.shift, *main.shifts) if {shift.before, shift.after} <= {*order}
    )
    for shift in sorted(listed, key=lambda one: (order.index(one.before), order.index(one.after))):
        if shift.change:
            label = say("{before} → {after}").format(
                before=wave_words(shift.before, titles), after=wave_words(shift.after, titles)
            )
            yield _Point(_WAVES, label, main, shift.change)


def _counts(points: list[_Point]) -> str:
    counts = sorted({point.change.n for point in points})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


def _row(point: _Point, say: Speech) -> list[Cell]:
    names = {_MEANS: say("Before and after"), _WAVES: say("Main scale, all waves")}
    scale, change = point.scale, point.change
    score = score_style(scale)
    return [
        names[point.chart],
        point.label,
        change.n,
        Styled(change.mean_pre, score),
        Styled(change.mean_post, score),
        Styled(change.change, change_style(scale)),
        Styled(half_of_interval(change), score),
    ]


def _columns(say: Speech) -> tuple[Column, ...]:
    unit = say("on the scale's range")
    return (
        words(say("Chart"), say("The picture that draws the row."), 21),
        words(say("Drawn"), say("The scale, or the two waves."), 36),
        people(say("Pairs (n)"), say("As in the Summary."), say),
        number(say("Before"), say("Mean before, as in the Summary."), say=say, values=unit),
        number(say("After"), say("Mean after, as in the Summary."), say=say, values=unit),
        number(say("Mean change"), say("As in the Summary."), say=say, values=unit),
        number(
            say("To each side"),
            say("Half of the 95 % interval, as in the Summary."),
            say=say,
            values=unit,
        ),
    )
