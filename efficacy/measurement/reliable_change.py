"""By how many points a person's change must exceed the noise of the scale.

A number, and no word for a person. Standard deviation and reliability come
from outside, or from many people of one's own: those of a small group are too
uncertain to judge anybody by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from efficacy.measurement._input import Values, aligned, check_positive, check_share

__all__ = ["ReliableChange", "reliable_change"]

CUT = 1.96
"""The two-sided 5 % point of the normal distribution, as in the source."""


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """Changes of single people, in units of the error of a difference.

    Attributes
    ----------
    n, n_excluded : int
        People with both scores, and people without.
    s_diff : float
        Standard error of the difference of two scores, in their unit.
    threshold : float
        1.96 · s_diff: a difference that chance alone exceeds in 5 of 100
        people who have not changed.
    index : tuple of float or None
        (post - pre) / s_diff, one a person in the order given; None without
        both scores.
    """

    n: int
    n_excluded: int
    s_diff: float
    threshold: float
    index: tuple[float | None, ...]


def reliable_change(pre: Values, post: Values, sd: float, reliability: float) -> ReliableChange:
    """Return each person's change in units of s_diff = √(2·(sd·√(1 - reliability))²).

    Parameters
    ----------
    pre, post : sequence of float
        One value a person in the same order; missing values are allowed.
    sd : float, above 0
        SD of the scores before, in a comparable and larger group.
    reliability : float, in (0, 1)
        Retest correlation where there is one. Alpha leaves out what varies
        from day to day and gives too small a threshold.

    Raises
    ------
    InvalidValue
        If a value is no number, the lengths differ, the SD is not above 0, or
        the reliability is not between 0 and 1.

    References
    ----------
    Jacobson, N. S., & Truax, P. (1991). Clinical significance: A statistical
    approach to defining meaningful change in psychotherapy research. Journal
    of Consulting and Clinical Psychology, 59(1), 12-19.

    Examples
    --------
    >>> result = reliable_change([32.5], [47.5], sd=7.5, reliability=0.8)
    >>> round(result.s_diff, 2), round(result.index[0], 2)
    (4.74, 3.16)
    """
    check_positive(sd, "SD of the scores")
    check_share(reliability, "Reliability")
    first, second = aligned({"pre": pre, "post": post})
    s_diff = math.sqrt(2 * (sd * math.sqrt(1 - reliability)) ** 2)
    index = (second - first) / s_diff
    known = ~np.isnan(index)
    return ReliableChange(
        n=int(known.sum()),
        n_excluded=int((~known).sum()),
        s_diff=s_diff,
        threshold=CUT * s_diff,
        index=tuple(
            float(value) if given else None for value, given in zip(index, known, strict=True)
        ),
    )
