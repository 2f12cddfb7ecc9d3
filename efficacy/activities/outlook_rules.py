"""Belief beside outcome and beside skill: which next step fits, and which other one nearly does.

Pure. Both sides are split at the middle of their own scale, never at what a
group answered, and it is a step that is sorted, never a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from efficacy.activities.own_scale import SAME

# Within a tenth of the range from the middle, a place is close to the line.
BORDER_SHARE = 0.1

Worth = Literal["go-on", "look-around", "small-steps", "find-out"]
Next = Literal["further", "evidence", "teaching", "check-list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer lies on its scale, from ``low`` to ``high`` (in its own unit)."""

    value: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Return the midpoint of the scale: 50 of 0 to 100, 3.0 of 1 to 5."""
        return (self.low + self.high) / 2

    @property
    def is_past(self) -> bool:
        """Whether it lies at the middle or past it."""
        return self.value >= self.middle - SAME

    @property
    def is_close(self) -> bool:
        """Whether it is close to the border: within a tenth of the range."""
        border = BORDER_SHARE * (self.high - self.low)
        return abs(self.value - self.middle) <= border + SAME


_WORTH: dict[tuple[bool, bool], Worth] = {
    (True, True): "go-on",
    (True, False): "look-around",
    (False, True): "small-steps",
    (False, False): "find-out",
}
_NEXT: dict[tuple[bool, bool], Next] = {
    (True, True): "further",
    (False, True): "evidence",
    (False, False): "teaching",
    (True, False): "check-list",
}


def worth(sure: Place, brings: Place) -> tuple[Worth, ...]:
    """Return the step that fits belief and outcome; after it those across a line that is close."""
    return tuple(dict.fromkeys(_WORTH[pair] for pair in _pairs(sure, brings)))


def next_step(sure: Place, skill: Place) -> tuple[Next, ...]:
    """Return the step that fits belief and skill; after it those across a line that is close."""
    return tuple(dict.fromkeys(_NEXT[pair] for pair in _pairs(sure, skill)))


def needs_plan(hinders: Place) -> bool:
    """Whether what gets in the way asks for a plan: past the middle, the middle itself not."""
    return hinders.value > hinders.middle + SAME


def _pairs(one: Place, other: Place) -> tuple[tuple[bool, bool], ...]:
    here = (one.is_past, other.is_past)
    across = (
        ((not here[0], here[1]), one.is_close),
        ((here[0], not here[1]), other.is_close),
    )
    return (here, *(pair for pair, is_close in across if is_close))
