"""Single ratings from 0 to 100 that a plan declares itself, outside of any instrument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Annotated

from pydantic import AfterValidator

from efficacy.activities.contract import Figure
from efficacy.activities.fields import Rating
from efficacy.content.models import Words
from efficacy.language import Speech

LOW, HIGH, STEP = 0, 100, 10
# Points of 0-100 by which simulated answers lie around a person's own level.
SCATTER = 12.0


def _at_points(anchors: dict[str, str]) -> dict[str, str]:
    points = [str(point) for point in range(LOW, HIGH + 1, STEP)]
    for point in anchors:
        if point not in points:
            raise ValueError(f"points from 0 to 100 in steps of 10, not “{point}”")
    if not {str(LOW), str(HIGH)} <= set(anchors):
        raise ValueError("words for both ends, “0” and “100”")
    return anchors


Anchors = Annotated[dict[str, Words], AfterValidator(_at_points)]


def sure_rating(item_id: str, label: str, anchors: Mapping[str, str]) -> Rating:
    """Return a rating from 0 to 100 in steps of 10."""
    return Rating(
        id=item_id,
        label=label,
        low=LOW,
        high=HIGH,
        step=STEP,
        anchors={int(point): words for point, words in anchors.items()},
        look="rating",
    )


def rating_row(field: Rating, say: Speech, *, concept: str) -> dict[str, object]:
    """Return the codebook row of a rating, whatever its range."""
    return {
        "item_id": field.id,
        "text": field.label,
        "type": "rating",
        "concept": concept,
        "low": field.low,
        "high": field.high,
        "step": field.step,
        "range": say("{low} to {high} in steps of {step}").format(
            low=field.low, high=field.high, step=field.step
        ),
        "anchors": "; ".join(f"{point} = {words}" for point, words in field.anchors.items()),
        "missing": say("empty: not answered, or the answer was cleared"),
    }


def sure_figure(figure_id: str, label: str, values: Iterable[float]) -> Figure:
    """Return a room's average, rounded to 5 points; withheld under five answers."""
    # Heavy libraries, needed at Close only: phones are served without them.
    from efficacy.measurement.room import room_average

    given = list(values)
    average = room_average(given, low=LOW, high=HIGH)
    if average.value is None:
        # n stays untold as well: how few they were is nobody's business.
        return Figure(id=figure_id, label=label, n=0, withheld=True)
    return Figure(id=figure_id, label=label, n=len(given), value=average.value)


def simulated_sure(level: float, rng: Random) -> float:
    """Return a point of the scale near ``level`` (0-100)."""
    near = min(float(HIGH), max(float(LOW), level + rng.gauss(0, SCATTER)))
    return float(STEP * round(near / STEP))
