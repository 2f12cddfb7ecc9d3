"""The pictures: Plotly, large type, shapes beside colours, words beside pictures.

Plotly is imported only here and only when a picture is drawn, so that phones
are served without it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from _ui import text, theme
from _ui.theme import Markup, joined
from efficacy.activities.contract import Figure, Summary
from efficacy.language import Speech
from efficacy.reports.looks import SAND, SOFT, TEAL, calm

# What a screen of 1280 by 720 has left between heading and join strip; larger ones enlarge it.
ROOM_PX, ROW_PX = 350, 136
COUNT = "{count}"  # the place for the number in a figure's label
STILL: dict[str, Any] = {"displayModeBar": False, "staticPlot": True, "responsive": True}


def room_picture(summary: Summary, say: Speech) -> None:
    """Draw what the room may see: averages and counts as bars, shares as sentences.

    A single count is no picture to compare, so it stands there as a number.
    """
    averages = tuple(figure for figure in summary.figures if figure.value is not None)
    counts = tuple(figure for figure in summary.figures if figure.count is not None)
    others = tuple(f for f in summary.figures if f.value is None and f.count is None)
    if averages:
        _draw(_bars(averages, say), averages, say, key="picture")
    if len(counts) > 1:
        _draw(_counted(counts), counts, say, key="counts")
    theme.draw(_in_words(averages, others, say, counts=counts))


def _draw(picture: Any, figures: tuple[Figure, ...], say: Speech, *, key: str) -> None:
    alt = " ".join(text.figure_sentence(figure, say) for figure in figures)
    st.plotly_chart(picture, key=key, config=STILL, theme=None, alt=alt)


def _in_words(
    averages: tuple[Figure, ...],
    others: tuple[Figure, ...],
    say: Speech,
    *,
    counts: tuple[Figure, ...] = (),
) -> Markup:
    said = (
        Markup('<p class="pj-said{way}">{words}{n}</p>').format(
            way=" is-few" if figure.withheld else "",
            words=text.figure_sentence(figure, say),
            n=""
            if figure.withheld
            else Markup(' <span class="pj-n">{}</span>').format(text.people(figure.n, say)),
        )
        for figure in others
    )
    note = say("Rounded averages of the group. Nobody's own answer can be seen.")
    if all((figure.low, figure.high) == (0, 100) for figure in averages):
        note = say("Group averages, rounded to steps of 5. Nobody's own answer can be seen.")
    return joined(
        (
            _number(counts[0], say) if len(counts) == 1 else _voters(counts, say),
            *said,
            Markup('<p class="pj-soft">{}</p>').format(note) if averages else "",
        )
    )


# ------------------------------------------------------- counts of something neutral


def _number(figure: Figure, say: Speech) -> Markup:
    """Return one count as a big number within its words."""
    before, _, after = figure.label.partition(COUNT)
    return Markup('<p class="pj-number">{} <b>{}</b> {} <span class="pj-n">{}</span></p>').format(
        before.strip(), figure.count, after.strip(), text.people(figure.n, say)
    )


def _voters(counts: tuple[Figure, ...], say: Speech) -> Markup:
    if not counts:
        return Markup("")
    return Markup('<p class="pj-soft">{}</p>').format(text.people(counts[0].n, say))


def _counted(figures: tuple[Figure, ...]) -> Any:
    """Return a bar a count, its words above it and its number at its end."""
    import plotly.graph_objects as go

    row = _row(len(figures))
    size = round(0.27 * row)
    most = max(1, *(figure.count or 0 for figure in figures))
    places = list(range(len(figures)))
    bars = go.Bar(
        y=places,
        x=[figure.count or 0 for figure in figures],
        orientation="h",
        width=0.3,
        marker={"color": TEAL, "cornerradius": 10},
    )
    picture = go.Figure([bars])
    for place, shown in zip(places, figures, strict=True):
        caption = shown.label.removesuffix(f": {COUNT}").replace(COUNT, str(shown.count))
        for x, words, shift in (
            (0, theme.esc(caption), {"yshift": 0.34 * row}),
            (shown.count, f"<b>{shown.count}</b>", {"xshift": 0.1 * row}),
        ):
            picture.add_annotation(
                x=x,
                y=place,
                text=words,
                showarrow=False,
                xanchor="left",
                font={"size": size},
                **shift,
            )
    picture.update_layout(**_calm(height=10 + row * len(figures), size=size))
    picture.update_layout(margin={"b": 4})
    picture.update_yaxes(range=[len(figures) - 0.6, -0.75], visible=False)
    # Room to the right of the longest bar for its number.
    picture.update_xaxes(range=[0, most * 1.12], visible=False)
    return picture


# ------------------------------------------------------------------ averages


def _bars(figures: tuple[Figure, ...], say: Speech) -> Any:
    import plotly.graph_objects as go

    low, high = min(f.low for f in figures), max(f.high for f in figures)
    places, row = list(range(len(figures))), _row(len(figures))
    full = go.Bar(
        y=places,
        x=[high - low] * len(figures),
        base=low,
        orientation="h",
        width=0.36,
        marker={"color": SAND, "cornerradius": 12},
    )
    bars = go.Bar(
        y=places,
        x=[(f.value or 0) - low for f in figures],
        base=low,
        orientation="h",
        width=0.36,
        marker={"color": TEAL, "cornerradius": 12},
    )
    figure = go.Figure([full, bars])
    for place, shown in zip(places, figures, strict=True):
        figure.add_annotation(
            x=low,
            y=place,
            text=_title(shown, say, size=0.21 * row),
            showarrow=False,
            xanchor="left",
            yshift=0.37 * row,
            font={"size": 0.29 * row},
        )
        figure.add_annotation(
            x=shown.value,
            y=place,
            text=f"<b>{text.value_words(shown, say)}</b>",
            showarrow=False,
            xanchor="left",
            xshift=0.1 * row,
            font={"size": 0.27 * row},
        )
    figure.update_layout(**_calm(height=44 + row * len(figures), size=22), barmode="overlay")
    figure.update_yaxes(range=[len(figures) - 0.6, -0.7], visible=False)
    figure.update_xaxes(range=[low, high], tickvals=[low, (low + high) / 2, high])
    return figure


def _row(figures: int) -> int:
    """Return the height of one bar with its words (px), so that all fit on a small projector."""
    return min(ROW_PX, ROOM_PX // figures)


def _title(figure: Figure, say: Speech, *, size: float) -> str:
    # Plotly reads a few tags in texts; content must not be able to write them.
    label, people = theme.esc(figure.label), theme.esc(text.people(figure.n, say))
    return f"{label}  <span style='font-size:{size:.0f}px;color:{SOFT}'>{people}</span>"


def _calm(*, height: int, size: int) -> dict[str, Any]:
    return calm(height=height, size=size) | {"margin": {"l": 12, "r": 24, "t": 0, "b": 36}}
