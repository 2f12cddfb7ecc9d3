"""The picture of sources over sessions: planned minutes, session by session, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import streamlit as st

from _ui import theme
from _ui.charts import STILL
from _ui.curriculum.names import sources
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.reports.looks import FONT, INK, LINE, SAND, SOFT
from efficacy.services.browse import SessionDose

# Apart in lightness and in pattern as well as in hue, from dark to light.
LOOKS = {
    "mastery": ("#0a4744", "", "#ffffff"),
    "vicarious": ("#9a4413", "/", "#ffffff"),
    "persuasion": ("#4b93a8", ".", "#ffffff"),
    "arousal": ("#e0a83c", "-", INK),
    "imaginal": ("#d3dcf3", "x", INK),
}
ROW_PX, TITLE_LENGTH = 62, 44


def draw(doses: Sequence[SessionDose], say: Speech, *, key: str) -> None:
    """Draw the legend, the picture, the sentence that says what it is not, and the figures."""
    if not any(dose.steps for dose in doses):
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(
                say("There is no step yet, so there is nothing to show.")
            )
        )
        return
    theme.draw(_legend(say))
    st.plotly_chart(_figure(doses), key=key, config=STILL, theme=None, alt=_alternative(doses, say))
    theme.draw(
        Markup('<p class="ui-soft">{}</p>').format(
            say("These are planned minutes; they are not a measure of effect.")
        ),
        _table(doses, say),
    )


def _legend(say: Speech) -> Markup:
    entries = list(sources(say).items())
    entries.append(("other", say("Other steps")))
    return Markup('<ul class="cu-legend">{}</ul>').format(
        joined(
            Markup('<li><i class="is-{}" aria-hidden="true"></i>{}</li>').format(name, words)
            for name, words in entries
        )
    )


def _figure(doses: Sequence[SessionDose]) -> Any:
    import plotly.graph_objects as go

    places = list(range(len(doses)))
    bars = [
        _bar(go, places, [_minutes(dose, source) for dose in doses], *look)
        for source, look in LOOKS.items()
    ]
    bars.append(_bar(go, places, [other_minutes(dose) for dose in doses], SAND, "", INK))
    figure = go.Figure(bars)
    for place, dose in zip(places, doses, strict=True):
        title = shorten(dose.title, TITLE_LENGTH, placeholder=" …")
        figure.add_annotation(
            x=0,
            y=place,
            text=str(theme.esc(f"{place + 1}. {title}")),
            showarrow=False,
            xanchor="left",
            yshift=23,
            font={"size": 15},
        )
    longest = max(max(dose.minutes, dose.planned) for dose in doses)
    figure.update_layout(
        barmode="stack",
        height=44 + ROW_PX * len(doses),
        margin={"l": 4, "r": 16, "t": 0, "b": 34},
        font={"family": FONT, "size": 14, "color": INK},
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_yaxes(range=[len(doses) - 0.5, -0.75], visible=False)
    figure.update_xaxes(
        range=[0, longest * 1.02],
        nticks=6,
        ticksuffix=" min",
        tickfont={"color": SOFT},
        gridcolor=LINE,
        zeroline=False,
    )
    return figure


def _bar(
    go: Any, places: list[int], minutes: list[float], colour: str, pattern: str, ink: str
) -> Any:
    return go.Bar(
        y=places,
        x=minutes,
        orientation="h",
        width=0.36,
        marker={
            "color": colour,
            "line": {"color": "#ffffff", "width": 1},
            "pattern": {
                "shape": pattern,
                "bgcolor": colour,
                "fgcolor": ink,
                "fgopacity": 0.5,
                "size": 7,
                "solidity": 0.2,
            },
        },
    )


def _minutes(dose: SessionDose, source: str) -> float:
    return next((value for one, value in dose.sources.items() if one.value == source), 0.0)


def other_minutes(dose: SessionDose) -> float:
    """Return the planned minutes of a session that feed none of the sources."""
    return max(0.0, dose.planned - sum(dose.sources.values()))


def _alternative(doses: Sequence[SessionDose], say: Speech) -> str:
    return " ".join(_sentence(dose, say) for dose in doses)


def _sentence(dose: SessionDose, say: Speech) -> str:
    parts = [
        say("{words} {n} min").format(words=words, n=f"{_minutes(dose, source):.0f}")
        for source, words in sources(say).items()
        if _minutes(dose, source) >= 0.5
    ]
    fed = ", ".join(parts) or say("none of the five sources")
    return f"{dose.title}: {fed}."


def _table(doses: Sequence[SessionDose], say: Speech) -> Markup:
    """Return the same as figures, folded: all sessions, all sources, what is left over."""
    heads = (say("Session"), *sources(say).values(), say("Other steps"))
    ends = (say("Planned"), say("Estimated"), say("Free"), say("Session lasts"))
    rows = (
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            dose.title, joined(Markup("<td>{}</td>").format(cell) for cell in _cells(dose))
        )
        for dose in doses
    )
    return Markup(
        '<details class="cu-table"><summary>{summary}</summary><div class="cu-wide">'
        "<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    ).format(
        summary=say("The minutes as figures"),
        heads=joined(Markup("<th scope='col'>{}</th>").format(head) for head in (*heads, *ends)),
        rows=joined(rows),
    )


def _cells(dose: SessionDose) -> list[str]:
    values = [_minutes(dose, source) for source in LOOKS]
    values += [other_minutes(dose), dose.planned, dose.estimated, dose.slack, dose.minutes]
    return [f"{value:.0f}" for value in values]
