"""How alike the items of a scale are answered: Cronbach's alpha with Feldt's interval.

Alpha belongs to a scale in a group of people, not to the scale as such. In
groups of ten it is still known to a few tenths only.

References
----------
Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
Psychometrika, 16(3), 297-334.
Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for
coefficient alpha. Applied Psychological Measurement, 11(1), 93-103.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from efficacy.errors import InvalidValue
from efficacy.language import later
from efficacy.measurement._input import Numbers, Values, as_numbers, in_range, same
from efficacy.measurement.effect_size import check_confidence

__all__ = [
    "FEWEST_ROWS",
    "CronbachAlpha",
    "alpha_of",
    "cronbach_alpha",
    "end_flag",
    "pooled_alpha",
]

FEWEST_ROWS = 10
"""Below this many complete rows there is no alpha."""

ENOUGH_ROWS = 30
"""Below this many complete rows alpha carries a caution."""

FEWEST_RATINGS = 5
"""Below this many ratings no end of a scale is flagged."""

# Why a value is None; each a sentence that can be translated and shown.
TWO_ITEMS = later("It takes at least 2 items.")
TOO_FEW_ROWS = later("It takes at least 10 people who answered every item.")
NO_DEGREES = later("It takes groups of at least 2 people who answered every item.")
NOTHING_VARIES = later("It takes at least 2 items that are not answered alike by everybody.")
SAME_TOTAL = later("All people have the same total, so it has no spread to explain.")


@dataclass(frozen=True, slots=True)
class CronbachAlpha:
    """Alpha of one scale at one wave.

    A value that cannot be computed is None, and ``reasons`` says why.

    Attributes
    ----------
    n, n_excluded : int
        Rows analysed, and rows left out because an item is missing.
    k : int
        Items of the scale.
    alpha : float or None, at most 1
        Negative where items run against each other; check their keying.
    ci_low, ci_high : float or None, at most 1
        Feldt's interval.
    caution : bool
        True with 10 to 29 rows, and where an item did not vary.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    n_constant : int
        Items that everybody answered alike. They count in k and add nothing.
    """

    n: int
    n_excluded: int
    k: int
    alpha: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    caution: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    n_constant: int = 0


def cronbach_alpha(frame: pd.DataFrame, confidence: float = 0.95) -> CronbachAlpha:
    """Return alpha = k/(k - 1) · (1 - Σ s_i² / s_T²) with Feldt's interval.

    With F the quantiles of F(n - 1, (n - 1)(k - 1)) at (1 ± confidence)/2, the
    limits are 1 - (1 - alpha)·F at either. n are the rows analysed: programs
    that take n before they drop incomplete rows print too narrow an interval.

    Parameters
    ----------
    frame : DataFrame, shape (people, items)
        The items of one scale and nothing else, reversed where declared. A row
        with a missing item is left out and counted.
    confidence : float, in (0, 1)
        Of the interval.

    Returns
    -------
    CronbachAlpha
        None below 10 complete rows, below 2 items, where fewer than 2 items
        vary, and where all totals are the same.

    Raises
    ------
    InvalidValue
        If an answer is text or infinite, or the confidence is no share.

    Examples
    --------
    >>> ten = pd.DataFrame({"a": range(10), "b": [1, 0, 3, 2, 5, 4, 7, 6, 9, 8]})
    >>> round(cronbach_alpha(ten).alpha, 3)
    0.969
    """
    return pooled_alpha([frame], confidence)


def pooled_alpha(frames: Iterable[pd.DataFrame], confidence: float = 0.95) -> CronbachAlpha:
    """Return alpha over several groups, from their covariances within.

    Groups may differ in their means; how far people differ within a group is
    what counts. The sums of squares and products around each group's own means
    are added and divided by df = n - J for J groups, and df takes the place of
    n - 1 in Feldt's interval. With one group this is :func:`cronbach_alpha`.

    Parameters
    ----------
    frames : iterable of DataFrame, each of shape (people, items)
        The same items in each, in any order. Groups without a complete row
        take part in nothing but ``n_excluded``.
    confidence : float, in (0, 1)
        Of the interval.

    Raises
    ------
    InvalidValue
        As :func:`cronbach_alpha`, and if the items of two groups differ.
    """
    check_confidence(confidence)
    given = list(frames)
    items = _shared_items(given)
    answers = [_numbers(frame, items) for frame in given]
    complete = [rows[~np.isnan(rows).any(axis=1)] for rows in answers]
    groups = [rows for rows in complete if len(rows)]
    n, k = sum(map(len, groups)), len(items)
    constant = _constant_items(groups, k)
    reason = _why_none(groups, k, constant)
    result = CronbachAlpha(
        n=n,
        n_excluded=sum(map(len, answers)) - n,
        k=k,
        caution=reason is None and (n < ENOUGH_ROWS or constant > 0),
        n_constant=constant,
        reasons={} if reason is None else dict.fromkeys(("alpha", "ci_low", "ci_high"), reason),
    )
    return result if reason else _with_alpha(result, groups, confidence)


def alpha_of(
    *,
    n: int,
    k: int,
    alpha: float,
    confidence: float = 0.95,
    n_excluded: int = 0,
    groups: int = 1,
) -> CronbachAlpha:
    """Return an alpha that is known, from print or rounded, with the interval that goes with it.

    Parameters
    ----------
    n, k : int, at least 2
        Rows it rests on, and items of the scale.
    alpha : float, at most 1
    confidence : float, in (0, 1)
        Of the interval, which is Feldt's.
    n_excluded : int
        Rows left out, passed on.
    groups : int
        How many groups it is pooled over.

    Examples
    --------
    >>> round(alpha_of(n=15, k=10, alpha=0.5917188485995826).ci_low, 3)
    0.195
    """
    check_confidence(confidence)
    low, high = _feldt(alpha, df=n - groups, k=k, confidence=confidence)
    return CronbachAlpha(
        n=n,
        n_excluded=n_excluded,
        k=k,
        alpha=alpha,
        ci_low=low,
        ci_high=high,
        caution=n < ENOUGH_ROWS,
    )


def end_flag(ratings: Values, low: float, high: float) -> Literal["ceiling", "floor"] | None:
    """Say whether answers to an item crowd at an end of its range.

    ``ceiling``: the mean lies in the top tenth of the range, or at least half
    of the answers are at the very top. ``floor``: the same at the bottom. Who
    stands at an end cannot move further, so a change there is hard to see. An
    item of which half stands at either end is flagged for neither.

    Parameters
    ----------
    ratings : sequence of float, in [low, high]
        One answer a person; missing ones are left out. Fewer than 5 are
        flagged for nothing.
    low, high : float
        Ends of the response scale.

    Raises
    ------
    InvalidValue
        If an answer is no number or outside the range.

    Examples
    --------
    >>> end_flag([100, 100, 100, 60, 40], 0, 100), end_flag([50, 60, 70, 80, 90], 0, 100)
    ('ceiling', None)
    """
    given = in_range(ratings, "ratings", low=low, high=high)
    answered = given[~np.isnan(given)]
    if answered.size < FEWEST_RATINGS:
        return None
    margin = (high - low) / 10
    top = answered.mean() >= high - margin or (answered == high).mean() >= 0.5
    bottom = answered.mean() <= low + margin or (answered == low).mean() >= 0.5
    if top == bottom:
        return None
    return "ceiling" if top else "floor"


def _shared_items(frames: Sequence[pd.DataFrame]) -> list[str]:
    """Return the items of the first frame, which all others must have too."""
    items = list(frames[0].columns) if frames else []
    for frame in frames:
        if frame.columns.size != len(set(items)) or set(frame.columns) != set(items):
            raise InvalidValue(
                "The items of a scale: expected the same columns in each group, each once, found "
                "{found}. Leave only the items of the scale in the table.",
                found=", ".join(map(str, frame.columns)) or "none",
            )
    return items


def _numbers(frame: pd.DataFrame, items: Sequence[str]) -> Numbers:
    """Return checked answers, shape (people, items)."""
    answers = np.empty((len(frame), len(items)))
    for place, item in enumerate(items):
        answers[:, place] = as_numbers(frame[item], f"item {item}")
    return answers


def _constant_items(groups: Sequence[Numbers], k: int) -> int:
    """Return how many items nobody answers differently from their own group."""
    return sum(all(same(rows[:, item]) for rows in groups) for item in range(k)) if groups else 0


def _why_none(groups: Sequence[Numbers], k: int, constant: int) -> str | None:
    n = sum(map(len, groups))
    if k < 2:
        return TWO_ITEMS
    if n < FEWEST_ROWS:
        return TOO_FEW_ROWS
    if n == len(groups):
        return NO_DEGREES
    if k - constant < 2:
        return NOTHING_VARIES
    within = _within(groups)
    # Items that cancel leave nothing but noise in the total.
    if within.sum() <= 1e-12 * np.trace(within):
        return SAME_TOTAL
    return None


def _within(groups: Sequence[Numbers]) -> Numbers:
    """Return the pooled covariance within groups, shape (items, items)."""
    centred = np.concatenate([rows - rows.mean(axis=0) for rows in groups])
    return np.asarray(centred.T @ centred / (len(centred) - len(groups)))


def _with_alpha(
    result: CronbachAlpha, groups: Sequence[Numbers], confidence: float
) -> CronbachAlpha:
    k, df = result.k, result.n - len(groups)
    within = _within(groups)
    alpha = k / (k - 1) * (1 - float(np.trace(within)) / float(within.sum()))
    low, high = _feldt(alpha, df=df, k=k, confidence=confidence)
    return replace(result, alpha=alpha, ci_low=low, ci_high=high)


def _feldt(alpha: float, *, df: int, k: int, confidence: float) -> tuple[float, float]:
    from scipy.special import fdtri

    tails = (0.5 + confidence / 2, 0.5 - confidence / 2)
    low, high = (1 - (1 - alpha) * float(fdtri(df, df * (k - 1), tail)) for tail in tails)
    return low, high
