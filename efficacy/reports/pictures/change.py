"""The change of one scale between two waves, on the scale's own axis.

An estimation plot after Gardner and Altman (1986): at the left the two waves, at
the right the mean difference with its interval, on an axis of its own whose zero
lies at the mean before. So the difference is seen where it was made, and how
sure it is beside it. Where single people may be seen, each pair is a line.

References
----------
Gardner, M. J., & Altman, D. G. (1986). Confidence intervals rather than P values.
BMJ, 292, 746-750. https://doi.org/10.1136/bmj.292.6522.746
Ho, J., et al. (2019). Moving beyond P values: data analysis with estimation
graphics. Nature Methods, 16, 565-566. https://doi.org/10.1038/s41592-019-0470-3
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports.looks import (
    AFTER,
    BEFORE,
    CLAY,
    EDGE,
    INK,
    SOFT,
    TEAL,
    calm,
    heights,
    label,
    marker,
    ticks,
)
from efficacy.reports.numbers import interval, number, signed
from efficacy.reports.pictures.picture import Cell, Picture, picture_id
from efficacy.reports.results import Results, ScaleResult, Shift
from efficacy.reports.words import digits, titles

# Where things stand from left to right; means a little outside of the pairs.
AT_BEFORE, AT_AFTER, AT_CHANGE, ASIDE = 0.0, 1.0, 2.0, 0.17
COLUMNS = ("what", "before", "after", "change", "interval_low", "interval_high", "n")


def change_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield one picture a scale whose main change may be shown."""
    for scale in results.scales:
        if picture := change_picture(scale, results, say):
            yield picture


def change_picture(scale: ScaleResult, results: Results, say: Speech) -> Picture | None:
    """Return the estimation plot of a scale's main change; None where it is withheld."""
    shift, change = scale.shift, scale.shift.change
    if change is None or change.change is None:
        return None
    return Picture(
        id=picture_id("change", scale.scale_id),
        title=scale.title,
        alt=_alternative(scale, shift, change, say),
        note=_note(shift, results, say),
        columns=COLUMNS,
        rows=tuple(_rows(shift, change)),
        paint=lambda: _paint(scale, shift, change, titles(results.flow), say),
    )


def _alternative(scale: ScaleResult, shift: Shift, change: PairedChange, say: Speech) -> str:
    places = digits(scale)
    whole = say(
        "{title}, on a scale from {low} to {high}: mean {pre} before and {post} after; "
        "mean change {change}, 95 % interval {interval}; {n} people."
    ).format(
        title=scale.title,
        low=f"{scale.low:g}",
        high=f"{scale.high:g}",
        pre=number(change.mean_pre, places),
        post=number(change.mean_post, places),
        change=signed(change.change, places),
        interval=interval(change.ci_low, change.ci_high, say, places),
        n=shift.n,
    )
    if not shift.pairs:
        return whole
    up, same, down = (len(pairs) for pairs in _by_way(shift))
    return (
        whole
        + " "
        + say("Of them {up} went up, {same} stayed the same and {down} went down.").format(
            up=up, same=same, down=down
        )
    )


def _note(shift: Shift, results: Results, say: Speech) -> str:
    people = say.plural("{n} person.", "{n} people, each asked both times.", shift.n)
    if shift.pairs:
        return (
            people
            + " "
            + say(
                "Each line is one person: solid went up, dashed went down, dotted stayed. The "
                "circle is the mean before, the diamond the mean after. At the right: the mean "
                "change with its 95 % interval."
            )
        )
    reading = say(
        "The circle is the mean before, the diamond the mean after. At the right: the mean change "
        "with its 95 % interval. Single people are not shown."
    )
    rounded = say("Figures are rounded.") if not results.is_exact else ""
    return " ".join(part for part in (people, reading, rounded) if part)


def _rows(shift: Shift, change: PairedChange) -> Iterator[tuple[Cell, ...]]:
    low, high = change.ci_low, change.ci_high
    yield ("mean", change.mean_pre, change.mean_post, change.change, low, high, shift.n)
    for before, after in shift.pairs:
        yield ("one person", before, after, after - before, None, None, 1)


def _by_way(shift: Shift) -> tuple[list[tuple[float, float]], ...]:
    """Return the pairs that went up, stayed, and went down."""
    # A hair's breadth is the noise of binary fractions, as the measures take it.
    moves = [(pair, pair[1] - pair[0]) for pair in shift.pairs]
    return (
        [pair for pair, move in moves if move > 1e-9],
        [pair for pair, move in moves if abs(move) <= 1e-9],
        [pair for pair, move in moves if move < -1e-9],
    )


# ------------------------------------------------------------------- the plot


def _paint(
    scale: ScaleResult, shift: Shift, change: PairedChange, waves: dict[str, str], say: Speech
) -> Any:
    import plotly.graph_objects as go

    pre, post = change.mean_pre or 0.0, change.mean_post or 0.0
    figure = go.Figure()
    for trace in (*_people(go, shift), *_guides(go, pre, post), *_means(go, pre, post)):
        figure.add_trace(trace)
    figure.add_trace(_difference(go, change))
    for words in _labels(change, pre, post, digits(scale)):
        figure.add_annotation(**words, showarrow=False)
    _set_axes(figure, scale, pre, [waves.get(w, w) for w in (shift.before, shift.after)], say)
    return figure


def _people(go: Any, shift: Shift) -> Iterator[Any]:
    strength = 0.65 if len(shift.pairs) <= 40 else 0.25
    looks = ((TEAL, "solid"), (SOFT, "dot"), (CLAY, "dash"))
    for pairs, (colour, dash) in zip(_by_way(shift), looks, strict=True):
        if pairs:
            yield go.Scatter(
                x=[AT_BEFORE, AT_AFTER, None] * len(pairs),
                y=[value for pair in pairs for value in (*pair, None)],
                mode="lines+markers",
                opacity=strength,
                line={"color": colour, "dash": dash, "width": 1.5},
                marker={"size": 5, "color": colour},
            )


def _guides(go: Any, pre: float, post: float) -> Iterator[Any]:
    """Yield the two thin lines that lead from the means over to the change."""
    for begins, height in ((AT_BEFORE - ASIDE, pre), (AT_AFTER + ASIDE, post)):
        yield go.Scatter(
            x=[begins, AT_CHANGE + 0.45],
            y=[height, height],
            mode="lines",
            line={"color": EDGE, "dash": "dot", "width": 1},
        )


def _means(go: Any, pre: float, post: float) -> Iterator[Any]:
    ends = [AT_BEFORE - ASIDE, AT_AFTER + ASIDE]
    yield go.Scatter(x=ends, y=[pre, post], mode="lines", line={"color": INK, "width": 3})
    for x, y, look in zip(ends, (pre, post), (BEFORE, AFTER), strict=True):
        yield go.Scatter(x=[x], y=[y], mode="markers", marker=marker(look, 15))


def _difference(go: Any, change: PairedChange) -> Any:
    """Return the mean change with its interval, on the axis whose zero is the mean before."""
    middle = change.change or 0.0
    low, high = change.ci_low, change.ci_high
    error = (
        None
        if low is None or high is None
        else {
            "type": "data",
            "symmetric": False,
            "array": [high - middle],
            "arrayminus": [middle - low],
            "thickness": 3,
            "width": 7,
            "color": TEAL,
        }
    )
    return go.Scatter(
        x=[AT_CHANGE],
        y=[middle],
        yaxis="y2",
        mode="markers",
        marker={"size": 13, "symbol": "diamond", "color": TEAL},
        error_y=error,
    )


def _labels(change: PairedChange, pre: float, post: float, places: int) -> Iterator[dict[str, Any]]:
    for x, y, colour, anchor, shift in (
        (AT_BEFORE - ASIDE, pre, CLAY, "right", -11),
        (AT_AFTER + ASIDE, post, TEAL, "left", 11),
    ):
        yield {
            "x": x,
            "y": y,
            "text": f"<b>{number(y, places)}</b>",
            "xanchor": anchor,
            "xshift": shift,
            "yshift": 12,
            "font": {"size": 15, "color": colour},
        }
    yield {
        "x": AT_CHANGE,
        "y": change.change or 0.0,
        "yref": "y2",
        "text": f"<b>{signed(change.change, places)}</b>",
        "xanchor": "left",
        "xshift": 12,
        "yshift": 12,
        "font": {"size": 16, "color": TEAL},
    }


def _set_axes(figure: Any, scale: ScaleResult, pre: float, waves: list[str], say: Speech) -> None:
    upright = heights(scale.low, scale.high, pad=0.04)
    low, high = upright["range"]
    changes = ticks(scale.low - pre, scale.high - pre)
    names = [label(words, width=11) for words in (*waves, say("Change"))]
    figure.update_layout(**calm(height=320))
    figure.update_layout(
        margin={"l": 40, "r": 46, "t": 6, "b": 30},
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "range": [low - pre, high - pre],
            "tickvals": changes,
            "ticktext": [signed(tick, 0) for tick in changes],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": SOFT},
        },
    )
    figure.update_xaxes(
        range=[-0.8, 2.72], tickvals=[AT_BEFORE, AT_AFTER, AT_CHANGE], ticktext=names
    )
    figure.update_xaxes(tickfont={"color": INK, "size": 15}, tickangle=0, automargin=True)
    figure.update_yaxes(selector={"overlaying": None}, **upright)
