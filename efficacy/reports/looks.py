"""How every picture looks: its colours, its letters, its quiet ground.

Colours lie apart in lightness as well as in hue, so that they are told apart in
every kind of colour vision and in grey; a shape or a dash stands beside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

INK, SOFT, LINE = "#1e2a2f", "#4a575c", "#ddd6c9"
TEAL, CLAY, SAND = "#0f6b66", "#9a4413", "#e9e3d6"
EDGE = "#8a857a"  # three to one against the ground
FONT = "Source Sans, sans-serif"
CLEAR = "rgba(0,0,0,0)"


class Look(NamedTuple):
    """How one kind of thing is drawn: always the same colour, shape and dash."""

    colour: str
    symbol: str
    dash: str
    fill: str


BEFORE = Look(CLAY, "circle", "dash", "#ffffff")
AFTER = Look(TEAL, "diamond", "solid", TEAL)
OTHER = Look(INK, "square", "dot", "#ffffff")
FOURTH = Look(SOFT, "triangle-up", "dashdot", SOFT)
LOOKS = (BEFORE, AFTER, OTHER, FOURTH)


def look(place: int) -> Look:
    """Return the look of the thing at a 0-based place; the fifth looks like the first."""
    return LOOKS[place % len(LOOKS)]


def wave_looks(waves: Sequence[str], *, before: str, after: str) -> dict[str, Look]:
    """Return the look of each wave; the two main ones look alike in every picture."""
    others = [wave for wave in waves if wave not in (before, after)]
    return {before: BEFORE, after: AFTER} | {
        wave: (OTHER, FOURTH)[place % 2] for place, wave in enumerate(others)
    }


def calm(*, height: int, size: int = 14) -> dict[str, Any]:
    """Return the layout of a picture without lines that say nothing; height in px."""
    axis = {"showgrid": False, "zeroline": False, "tickfont": {"color": SOFT}}
    return {
        "height": height,
        "margin": {"l": 12, "r": 16, "t": 8, "b": 36},
        "font": {"family": FONT, "size": size, "color": INK},
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }


def label(words: str, *, width: int = 60) -> str:
    """Return words as a picture can hold them: no tags, and long ones on several lines.

    Plotly reads a few tags in texts; content must not be able to write them.
    """
    return "<br>".join(escape(line) for line in wrap(words, width) or [""])


def marker(one: Look, size: float) -> dict[str, Any]:
    """Return the marker of a look, for a trace."""
    return {
        "size": size,
        "symbol": one.symbol,
        "color": one.fill,
        "line": {"width": 2.5, "color": one.colour},
    }


def heights(low: float, high: float, *, pad: float) -> dict[str, Any]:
    """Return an upright axis from ``low`` to ``high`` with pale lines; ``pad`` is a share of it."""
    aside = pad * (high - low)
    return {
        "range": [low - aside, high + aside],
        "tickvals": ticks(low, high),
        "showgrid": True,
        "gridcolor": LINE,
        "zeroline": False,
        "tickfont": {"color": SOFT},
    }


def ticks(low: float, high: float) -> Sequence[float]:
    """Return some round places on an axis, its two ends among them where they are round."""
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if (high - low) / one <= 6)
    first = -(-low // step) * step
    return [first + step * n for n in range(int((high - first) // step) + 1)]
