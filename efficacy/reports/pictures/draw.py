"""The shapes that several pictures are made of: pairs of dots in rows, and lines over steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from efficacy.reports.looks import (
    AFTER,
    BEFORE,
    EDGE,
    SAND,
    SOFT,
    TEAL,
    calm,
    heights,
    label,
    look,
    marker,
    ticks,
)

LINE_PX, TRACK_PX = 19, 30  # of a line of words, and of what is below it
PANEL_PX = 210
WIDTH = 44  # characters of a line: what a phone shows


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its words, and what was before and after."""

    words: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its words, and a value a step; None leaves a gap."""

    words: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over the same steps, on one axis."""

    title: str
    low: float
    high: float
    series: Sequence[Series]


def dots(rows: Sequence[Row], low: float, high: float) -> Any:
    """Return a row each with a circle before and a diamond after, words above its line."""
    import plotly.graph_objects as go

    figure, places = go.Figure(), range(len(rows))
    for place, row in zip(places, rows, strict=True):
        figure.add_trace(_track(go, place, low, high, {"color": SAND, "width": 8}))
        if row.before is not None and row.after is not None:
            line = {"color": EDGE, "width": 3}
            figure.add_trace(_track(go, place, row.before, row.after, line))
        _write_above(figure, place, low, row.words)
    for one, values in (
        (BEFORE, [row.before for row in rows]),
        (AFTER, [row.after for row in rows]),
    ):
        figure.add_trace(
            go.Scatter(x=values, y=list(places), mode="markers", marker=marker(one, 15))
        )
    return _rowed(figure, rows, low, high)


def bars(rows: Sequence[Row]) -> Any:
    """Return a row each with what was planned (pale, edged) and what came (full), from zero."""
    import plotly.graph_objects as go

    figure, places = go.Figure(), list(range(len(rows)))
    for values, shift, colour, edge in (
        ([row.before for row in rows], -0.11, SAND, EDGE),
        ([row.after for row in rows], 0.13, TEAL, TEAL),
    ):
        figure.add_trace(
            go.Bar(
                x=values,
                y=[place + shift for place in places],
                orientation="h",
                width=0.2,
                marker={"color": colour, "line": {"color": edge, "width": 1.5}},
            )
        )
    for place, row in zip(places, rows, strict=True):
        _write_above(figure, place, 0, row.words)
    most = max([1.0, *(v for row in rows for v in (row.before, row.after) if v is not None)])
    return _rowed(figure, rows, 0, most)


def _track(go: Any, place: int, begins: float, ends: float, line: dict[str, Any]) -> Any:
    return go.Scatter(x=[begins, ends], y=[place, place], mode="lines", line=line)


def _write_above(figure: Any, place: int, at: float, words: str) -> None:
    figure.add_annotation(
        x=at,
        y=place,
        text=label(words, width=WIDTH),
        align="left",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        yshift=11,
    )


def _rowed(figure: Any, rows: Sequence[Row], low: float, high: float) -> Any:
    """Set the height so that the longest words have room above their line."""
    words_px = LINE_PX * max(label(row.words, width=WIDTH).count("<br>") + 1 for row in rows)
    row_px = words_px + TRACK_PX
    top = (words_px + TRACK_PX / 2) / row_px
    figure.update_layout(
        **calm(height=round(44 + row_px * (len(rows) - 0.5 + top))), barmode="overlay"
    )
    figure.update_yaxes(range=[len(rows) - 0.5, -top], visible=False)
    pad = 0.03 * (high - low)
    figure.update_xaxes(
        range=[low - pad, high + pad], tickvals=ticks(low, high), ticks="outside", tickcolor=EDGE
    )
    return figure


def lines(panels: Sequence[Panel], steps: Sequence[str], *, below: str) -> Any:
    """Return panels one above the other over the same steps, each line with its own mark.

    ``below`` says what the steps are.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.16,
        subplot_titles=[label(panel.title) for panel in panels],
    )
    place = 0
    for row, panel in enumerate(panels, start=1):
        for series in panel.series:
            one = look(place)
            place += 1
            figure.add_trace(
                go.Scatter(
                    x=list(range(len(steps))),
                    y=list(series.values),
                    name=label(series.words),
                    mode="lines+markers",
                    line={"color": one.colour, "dash": one.dash, "width": 2.5},
                    marker=marker(one, 11),
                ),
                row=row,
                col=1,
            )
    _set_panels(figure, panels, steps)
    figure.update_xaxes(title={"text": label(below), "standoff": 6}, row=len(panels), col=1)
    return figure


def _set_panels(figure: Any, panels: Sequence[Panel], steps: Sequence[str]) -> None:
    looks = calm(height=90 + PANEL_PX * len(panels))
    looks |= {"showlegend": sum(len(panel.series) for panel in panels) > 1}
    looks |= {"margin": {"l": 44, "r": 16, "t": 64, "b": 40}}
    looks["legend"] |= {"y": 1 + 34 / (PANEL_PX * len(panels)), "yanchor": "bottom"}
    figure.update_layout(**looks)
    figure.update_annotations(x=0, xanchor="left", font={"size": 14, "color": SOFT})
    figure.update_xaxes(
        tickvals=list(range(len(steps))),
        ticktext=[label(step) for step in steps],
        range=[-0.4, max(0.4, len(steps) - 0.6)],
        showgrid=False,
        zeroline=False,
        tickfont={"color": SOFT},
        automargin=True,
    )
    for row, panel in enumerate(panels, start=1):
        figure.update_yaxes(**heights(panel.low, panel.high, pad=0.06), row=row, col=1)
