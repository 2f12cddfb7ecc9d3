"""One person's own scales, for pictures that only they see: no heavy library, no group."""

from __future__ import annotations

import math

from efficacy.activities.personal import Bar, Standing
from efficacy.activities.screens import number
from efficacy.content.models import Scale
from efficacy.language import Speech

# Values that differ by less than this are the same; sums of tenths are not exact.
SAME = 1e-9


def own_mean(scale: Scale, own: Standing) -> float | None:
    """Return a person's mean on a scale, in its unit; None if too few items were answered.

    Reverse-keyed items are turned around first. The rule is that of
    ``measurement.scoring.scale_scores``, for one person.
    """
    low, high = scale.response.low, scale.response.high
    given = [
        low + high - value if item.reverse_keyed else value
        for item in scale.items
        if (value := number(own, item.id)) is not None
    ]
    # A hair's breadth keeps 3 of 5 from being more than 0.6.
    needed = max(1, math.ceil(scale.minimum_share * len(scale.items) - SAME))
    if len(given) < needed:
        return None
    return min(float(high), max(float(low), sum(given) / len(given)))


def line_bar(label: str, value: float | None, *, low: float, high: float, say: Speech) -> Bar:
    """Return a bar between two ends, which says the same in words."""
    words = "" if value is None else line_words(value, low=low, high=high, say=say)
    return Bar(label=label, value=value, low=low, high=high, words=words)


def line_words(value: float, *, low: float, high: float, say: Speech) -> str:
    """Return where a value lies: “3.5 on a line from 1 to 6”."""
    return say("{value} on a line from {low} to {high}").format(
        value=f"{round(value, 1):g}", low=f"{low:g}", high=f"{high:g}"
    )
