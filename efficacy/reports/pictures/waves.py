"""One scale over all waves of the plan: each pair of waves over the people with both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports.looks import calm, heights, label, look, marker
from efficacy.reports.numbers import interval, number, signed
from efficacy.reports.pictures.picture import Picture, picture_id
from efficacy.reports.results import Results, ScaleResult, Shift
from efficacy.reports.words import digits, titles

COLUMNS = (
    *("from_wave", "to_wave", "mean_from", "mean_to", "change"),
    *("interval_low", "interval_high", "n"),
)
Move = tuple[Shift, PairedChange]  # a shift that may be shown, and its change


def wave_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield one picture a scale that was asked at three waves or more."""
    waves = titles(results.flow)
    for scale in results.scales:
        moves = _from_wave_to_wave(scale, list(waves))
        if len(moves) > 1:
            yield _picture(scale, moves, waves, say)


def _from_wave_to_wave(scale: ScaleResult, waves: list[str]) -> list[Move]:
    """Return the changes between waves that follow one another, in the order of the plan."""
    shown = [(one, one.change) for one in (scale.shift, *scale.shifts) if one.change is not None]
    order = _in_order(shown, waves)
    neighbours = list(pairwise(order))
    return sorted(
        (move for move in shown if (move[0].before, move[0].after) in neighbours),
        key=lambda move: order.index(move[0].before),
    )


def _picture(scale: ScaleResult, moves: list[Move], waves: dict[str, str], say: Speech) -> Picture:
    return Picture(
        id=picture_id("waves", scale.scale_id),
        title=say("{title}: all waves").format(title=scale.title),
        alt=" ".join(_sentence(scale, one, change, waves, say) for one, change in moves),
        note=say(
            "Each line joins a wave with the next over the people who answered both, so lines need "
            "not meet. "
            "The bar at its end is the 95 % interval of the mean change."
        ),
        columns=COLUMNS,
        rows=tuple(
            (
                *(one.before, one.after, change.mean_pre, change.mean_post),
                *(change.change, change.ci_low, change.ci_high, one.n),
            )
            for one, change in moves
        ),
        paint=lambda: _paint(scale, moves, waves),
    )


def _sentence(
    scale: ScaleResult, one: Shift, change: PairedChange, waves: dict[str, str], say: Speech
) -> str:
    places = digits(scale)
    return say(
        "From “{before}” ({pre}) to “{after}” ({post}): mean change {change}, 95 % interval "
        "{interval}; {n} people."
    ).format(
        before=waves.get(one.before, one.before),
        after=waves.get(one.after, one.after),
        pre=number(change.mean_pre, places),
        post=number(change.mean_post, places),
        change=signed(change.change, places),
        interval=interval(change.ci_low, change.ci_high, say, places),
        n=one.n,
    )


def _paint(scale: ScaleResult, moves: list[Move], waves: dict[str, str]) -> Any:
    import plotly.graph_objects as go

    order = _in_order(moves, list(waves))
    figure = go.Figure()
    for place, move in enumerate(moves):
        figure.add_trace(_line(go, place, move, order, waves))
    figure.update_layout(**calm(height=340) | {"showlegend": True})
    figure.update_layout(margin={"l": 44, "r": 12, "t": 64, "b": 44})
    figure.update_xaxes(
        tickvals=list(range(len(order))),
        ticktext=[label(waves.get(wave, wave), width=10) for wave in order],
        tickangle=0,
        range=[-0.4, len(order) - 0.5],
        automargin=True,
    )
    figure.update_yaxes(**heights(scale.low, scale.high, pad=0.04))
    return figure


def _in_order(moves: list[Move], waves: list[str]) -> list[str]:
    found = {wave for one, _ in moves for wave in (one.before, one.after)}
    return [wave for wave in waves if wave in found]


def _line(go: Any, place: int, move: Move, order: list[str], waves: dict[str, str]) -> Any:
    looks, (one, change) = look(place), move
    half = 0.0
    if change.ci_low is not None and change.ci_high is not None:
        half = (change.ci_high - change.ci_low) / 2
    aside = 0.06 * place  # so that lines to the same wave lie beside one another
    names = (waves.get(one.before, one.before), waves.get(one.after, one.after))
    return go.Scatter(
        x=[order.index(one.before) + aside, order.index(one.after) + aside],
        y=[change.mean_pre, change.mean_post],
        name=label(f"{names[0]} → {names[1]} (n = {one.n})"),
        mode="lines+markers",
        line={"color": looks.colour, "dash": looks.dash, "width": 2.5},
        marker=marker(looks, 12),
        error_y={"type": "data", "array": [0, half], "color": looks.colour, "width": 5},
    )
