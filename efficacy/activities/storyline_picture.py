"""The private picture of a story line: its moments in one's own order."""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.activities.personal import Bar, Card, Standing
from efficacy.language import Speech

MOMENT, HOW, TAUGHT = "moment", "how-it-was", "what-it-taught"
LOWEST, HIGHEST = 1, 7  # of how it was; 4 is neither high nor low


def has_something(own: Standing, at: int) -> bool:
    """Return whether anything was given for one moment (1-based)."""
    return any(_given(own, item, at) is not None for item in (MOMENT, HOW, TAUGHT))


def picture(
    own: Standing, anchors: Mapping[int, str], *, at: int, most: int, say: Speech
) -> tuple[Card, ...]:
    """Return which moment is before this person, and the line of all others.

    Parameters
    ----------
    anchors : Mapping
        The named points of the scale.
    at, most : int
        The moment that is on the sheet (1-based), and how many there may be.
    """
    here = say("Moment {number} of up to {most}").format(number=at, most=most)
    place = Card(look="quiet", lines=(here,))
    # What is being typed stands on the sheet; a picture of it would lag behind.
    hidden = at if own.is_open and not own.how else 0
    numbers = (number for number in range(1, most + 1) if number != hidden)
    others = [number for number in numbers if has_something(own, number)]
    if not others:
        return (place,)
    bars = tuple(_bar(own, number, anchors, say) for number in others)
    lessons = tuple(str(one) for n in others if (one := _given(own, TAUGHT, n)) is not None)
    line = Card(title=say("Your line so far"), look="record", bars=bars)
    if not lessons:
        return (line, place)
    return (line, Card(title=say("What they taught you"), look="quiet", points=lessons), place)


def _bar(own: Standing, number: int, anchors: Mapping[int, str], say: Speech) -> Bar:
    words, how = _given(own, MOMENT, number), _given(own, HOW, number)
    numbered = say("Moment {number}").format(number=number)
    value = float(how) if isinstance(how, int | float) else None
    return Bar(
        label=f"{number}. {words}" if words else numbered,
        value=value,
        low=LOWEST,
        high=HIGHEST,
        words=_how_words(value, anchors, say),
    )


def _how_words(value: float | None, anchors: Mapping[int, str], say: Speech) -> str:
    if value is None:
        return ""
    point = int(value)
    if point in anchors:
        return anchors[point]
    return say("{point} of {highest}").format(point=point, highest=HIGHEST)


def _given(own: Standing, item_id: str, at: int) -> float | str | None:
    value = own.value(item_id, at)
    return None if isinstance(value, str) and not value.strip() else value
