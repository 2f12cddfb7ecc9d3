"""What a room may be told about itself.

People know each other and their own answer, so sensitive things are said in
words or as a coarse average, never as a distribution, never "all" and never
"none"; and nothing is said of fewer than five people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from efficacy.errors import InvalidValue
from efficacy.measurement._input import SMALLEST_GROUP, Values, check_group_size, in_range

__all__ = ["RoomAverage", "RoomCounts", "RoomWord", "room_average", "room_counts", "room_words"]

RoomWord = Literal["most", "about_half", "some"]

# Thirds, so that in every group of five or more each word stands for at least
# two different counts; 40 to 60 % would tell a group of six the exact number.
THIRDS = 3


@dataclass(frozen=True, slots=True)
class RoomAverage:
    """A coarse group average for the projector.

    Attributes
    ----------
    n, n_excluded : int or None
        Answers used, and answers missing; both None under the minimum.
    value : float or None
        Rounded to a twentieth of the range: 5 points of 0 to 100.
    edge : "or_less", "or_more" or None
        Says how to read a value next to an end of the range: "95 or more".
    reason : "too_few" or None
        Why there is no value.
    """

    n: int | None
    n_excluded: int | None
    value: float | None
    edge: Literal["or_less", "or_more"] | None = None
    reason: Literal["too_few"] | None = None


@dataclass(frozen=True, slots=True)
class RoomCounts:
    """Whole counts of a neutral question for the projector.

    Attributes
    ----------
    n : int or None
        People who answered; None under the minimum.
    counts : mapping of str to int, or None
        How many chose each option.
    reason : "too_few" or None
        Why there are no counts.
    """

    n: int | None
    counts: Mapping[str, int] | None
    reason: Literal["too_few"] | None = None


def room_average(
    values: Values, *, minimum: int = SMALLEST_GROUP, low: float = 0, high: float = 100
) -> RoomAverage:
    """Return the average of a sensitive question, rounded to 5 points of 100.

    An average at an end of the range would tell everybody's answer, so the
    ends are never reached: from 95 on it is "95 or more", and up to 5 it is
    "5 or less".

    Parameters
    ----------
    values : sequence of float, in [low, high]
        One value a person; missing ones are left out.
    minimum : int, at least 5
        Fewer answers than this give no value.
    low, high : float
        Declared range; the grain is a twentieth of it (0.2 points of 1 to 5).

    Raises
    ------
    InvalidValue
        If a value is no number or outside the range.

    Examples
    --------
    >>> room_average([10, 20, 40, 60, 80]).value
    40.0
    >>> room_average([100, 100, 100, 100, 100])
    RoomAverage(n=5, n_excluded=0, value=95.0, edge='or_more', reason=None)
    >>> room_average([10, 20, 40, 60]).reason
    'too_few'
    """
    check_group_size(minimum)
    given = in_range(values, "values", low=low, high=high)
    answered = given[~np.isnan(given)]
    if answered.size < minimum:
        return RoomAverage(n=None, n_excluded=None, value=None, reason="too_few")
    share = (float(answered.mean()) - low) / (high - low)
    # Halves go up; a hair's breadth keeps 62.499999… on the side of 62.5.
    steps = int(np.floor(share * 20 + 0.5 + 1e-9))
    inside = min(19, max(1, steps))
    edges: dict[int, Literal["or_less", "or_more"]] = {1: "or_less", 19: "or_more"}
    return RoomAverage(
        n=int(answered.size),
        n_excluded=int(given.size - answered.size),
        value=round(low + inside * (high - low) / 20, 9),
        edge=edges.get(inside),
    )


def room_words(count: int, of: int, minimum: int = SMALLEST_GROUP) -> RoomWord | None:
    """Return the word for how many of the room something is true for.

    ``most`` stands for more than two thirds (everybody included),
    ``about_half`` for one third to two thirds, ``some`` for less than one
    third (nobody included). There is no word for all and none for nobody,
    because each would tell what every single person answered; the legend on
    the screen says what the words cover.

    Parameters
    ----------
    count, of : int
        How many of how many answers, 0 ≤ count ≤ of.
    minimum : int, at least 5
        None is returned if ``of`` is smaller.

    Raises
    ------
    InvalidValue
        If the counts are not whole, negative, or more than ``of``.

    Examples
    --------
    >>> room_words(9, 12), room_words(6, 12), room_words(2, 12), room_words(3, 4)
    ('most', 'about_half', 'some', None)
    """
    check_group_size(minimum)
    _check_count("answers", of)
    _check_count("answers of one kind", count, most=of)
    if of < minimum:
        return None
    if THIRDS * count > 2 * of:
        return "most"
    return "about_half" if THIRDS * count >= of else "some"


def room_counts(counts: Mapping[str, int], *, n: int, minimum: int = SMALLEST_GROUP) -> RoomCounts:
    """Return whole counts of a neutral question, if enough people answered.

    For topics that are not sensitive only; worry, cues, efficacy and safety
    go through :func:`room_words` or :func:`room_average`.

    Parameters
    ----------
    counts : mapping of option id to int
        In the order to show. With several choices a person they add up to
        more than ``n``.
    n : int
        People who answered.
    minimum : int, at least 5
        Fewer people give no counts.

    Raises
    ------
    InvalidValue
        If a count is not whole, negative, or more than ``n``.

    Examples
    --------
    >>> room_counts({"bus": 4, "bike": 3}, n=7).counts
    {'bus': 4, 'bike': 3}
    """
    check_group_size(minimum)
    _check_count("people who answered", n)
    for option, count in counts.items():
        _check_count(f"option {option}", count, most=n)
    if n < minimum:
        return RoomCounts(n=None, counts=None, reason="too_few")
    return RoomCounts(n=n, counts=dict(counts))


def _check_count(name: str, count: int, *, most: int | None = None) -> None:
    whole = isinstance(count, int) and not isinstance(count, bool)
    if not whole or count < 0 or (most is not None and count > most):
        raise InvalidValue(
            "{name}: expected a whole number from 0{up_to}, found {found}. Count again.",
            name=name,
            up_to="" if most is None else f" to {most}",
            found=count,
        )
