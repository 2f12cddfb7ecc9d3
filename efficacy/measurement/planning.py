"""How exact a mean change can be with how many people.

Planned for an interval of a wanted width, not for a test: a workshop asks how
much people moved and how sure that is, and not whether it was exactly nothing.

References
----------
Cumming, G., & Calin-Jageman, R. (2017). Introduction to the New Statistics.
Chapter 10, precision for planning.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.measurement._input import check_count, check_positive
from efficacy.measurement.effect_size import check_confidence, t_quantile

__all__ = ["MOST_PEOPLE", "expected_interval", "half_width", "people_needed"]

MOST_PEOPLE = 1_000_000
"""A precision that needs more people than this is refused."""


def half_width(n: int, confidence: float = 0.95) -> float:
    """Return how far a t interval reaches to each side, in SDs: t(n - 1)/√n.

    For a mean change, the SD is that of the changes.

    Parameters
    ----------
    n : int
        People with both answers.
    confidence : float, in (0, 1)

    Raises
    ------
    InsufficientData
        If n is below 2: one value has no spread.
    InvalidValue
        If n is no whole number, or the confidence no share.

    Examples
    --------
    >>> [round(half_width(n), 2) for n in (5, 8, 12, 20, 30, 40)]
    [1.24, 0.84, 0.64, 0.47, 0.37, 0.32]
    """
    check_confidence(confidence)
    check_count(n, "Number of people", least=0)
    if n < 2:
        raise InsufficientData(
            "The width of an interval: expected at least 2 people, found {n}. Plan for more.", n=n
        )
    return t_quantile(n - 1, confidence) / math.sqrt(n)


def expected_interval(n: int, sd_change: float, confidence: float = 0.95) -> float:
    """Return how far the interval of a mean change will reach to each side, in points.

    That is ``half_width(n)`` times the SD of the changes, which is a guess
    beforehand: take it from earlier groups. If it turns out larger, so does
    the interval.

    Parameters
    ----------
    n : int
        People with both answers, so fewer than those who begin.
    sd_change : float, above 0
        SD of the changes that is expected, in the unit of the scores.
    confidence : float, in (0, 1)

    Raises
    ------
    InsufficientData, InvalidValue
        As :func:`half_width`, and if the SD is no number above 0.

    Examples
    --------
    >>> round(expected_interval(12, sd_change=15), 1)
    9.5
    """
    check_positive(sd_change, "SD of the changes")
    return half_width(n, confidence) * sd_change


def people_needed(half_width: float, sd_change: float = 1.0, confidence: float = 0.95) -> int:
    """Return the smallest n whose interval reaches no farther than wanted.

    With t depending on n, the least n with t(n - 1)·s_d/√n ≤ half_width is
    found by counting up from the normal distribution's answer, which is
    always a little too small.

    Parameters
    ----------
    half_width : float, above 0
        How far the interval may reach to each side, in the unit of ``sd_change``.
    sd_change : float, above 0
        SD of the changes that is expected. With 1, the width is in SDs.
    confidence : float, in (0, 1)

    Raises
    ------
    InvalidValue
        If a number is not above 0, or more than a million people were needed.

    Examples
    --------
    >>> people_needed(0.5), people_needed(5, sd_change=10)
    (18, 18)
    """
    check_confidence(confidence)
    check_positive(half_width, "Half the width of the interval")
    check_positive(sd_change, "SD of the changes")
    least = (NormalDist().inv_cdf(0.5 + confidence / 2) * (sd_change / half_width)) ** 2
    if least > MOST_PEOPLE:
        raise InvalidValue(
            "Half the width of the interval: expected a width that at most {most} people can "
            "give, found {found:g} with an SD of {sd:g}. Choose a wider one.",
            most=MOST_PEOPLE,
            found=half_width,
            sd=sd_change,
        )
    n = max(2, math.ceil(least))
    while expected_interval(n, sd_change, confidence) > half_width:
        n += 1
    return n
