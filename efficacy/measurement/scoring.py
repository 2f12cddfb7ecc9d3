"""Scores from answers: reversal, scale means, and the missing-data rule.

A skipped item means "not answered", never "cannot" and never 0. On graded
scales the hard items are skipped first, so a mean over what is left is too
high: scores with gaps carry a flag, and change is computed on the items that
a person answered both times.

References
----------
Parent, M. C. (2013). Handling item-level missing data: Simpler is just as
good. The Counseling Psychologist, 41(4), 568-600.
Mazza, G. L., Enders, C. K., & Ruehlman, L. S. (2015). Addressing item-level
missing data. Multivariate Behavioral Research, 50(5), 504-519.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from efficacy.errors import InvalidValue
from efficacy.measurement._input import Numbers, Values, check_range, in_range

__all__ = [
    "PairedScaleScores",
    "ScaleScores",
    "items_needed",
    "paired_scale_scores",
    "reverse",
    "scale_scores",
]


@dataclass(frozen=True, slots=True, eq=False)
class ScaleScores:
    """One scale at one time, one row a person.

    Attributes
    ----------
    scores : Series of float, in [low, high]
        Mean of the answered items; NaN where too few were answered.
    prorated : Series of bool
        True where there is a score and an item is missing.
    answered : Series of int
        How many items the person answered.
    k, needed : int
        Items of the scale, and how many must be answered for a score.
    n, n_excluded : int
        People with a score, and people without.
    """

    scores: pd.Series[float]
    prorated: pd.Series[bool]
    answered: pd.Series[int]
    k: int
    needed: int
    n: int
    n_excluded: int


@dataclass(frozen=True, slots=True, eq=False)
class PairedScaleScores:
    """One scale at two times, on the items that a person answered both times.

    Attributes
    ----------
    pre, post : Series of float, in [low, high]
        Means over the same items; NaN in both where too few are shared. They
        can differ from the scores of one time alone, which use more items.
    prorated : Series of bool
        True where there is a pair and an item is left out.
    answered : Series of int
        How many items the person answered both times.
    k, needed : int
        Items of the scale, and how many must be shared for a pair.
    n, n_excluded : int
        People with a pair, and people without.
    """

    pre: pd.Series[float]
    post: pd.Series[float]
    prorated: pd.Series[bool]
    answered: pd.Series[int]
    k: int
    needed: int
    n: int
    n_excluded: int


def reverse(values: Values, low: float, high: float) -> Numbers:
    """Return the values turned around in their declared range: low + high - x.

    The range is the one that the response scale declares, never the smallest
    and largest answer that happened to be given.

    Parameters
    ----------
    values : sequence of float, in [low, high]
        Missing values stay missing.
    low, high : float
        Ends of the response scale, ``low < high``.

    Raises
    ------
    InvalidValue
        If a value is no number or outside the range.

    Examples
    --------
    >>> reverse([1, 2, None, 5], 1, 5)
    array([ 5.,  4., nan,  1.])
    """
    return low + high - in_range(values, "reverse-keyed values", low=low, high=high)


def items_needed(k: int, minimum_share: float = 0.8) -> int:
    """Return how many of ``k`` items must be answered: ⌈share · k⌉, at least 1.

    Raises
    ------
    InvalidValue
        If the share is not above 0 and at most 1.

    Examples
    --------
    >>> [items_needed(k) for k in (4, 5, 6, 10, 12)]
    [4, 4, 5, 8, 10]
    """
    if not 0 < minimum_share <= 1:
        raise InvalidValue(
            "The share of items that must be answered: expected above 0 and at most 1, "
            "found {found}. Correct the share that the scale declares.",
            found=minimum_share,
        )
    # 0.7 · 10 is 7.000000000000001 in binary and must not become 8.
    return max(1, math.ceil(round(minimum_share * k, 9)))


def scale_scores(
    frame: pd.DataFrame,
    *,
    items: Sequence[str],
    reverse_keyed: Collection[str] = (),
    low: float,
    high: float,
    minimum_share: float = 0.8,
) -> ScaleScores:
    """Return each person's mean of the answered items, if enough were answered.

    Parameters
    ----------
    frame : DataFrame, shape (participants, items or more)
        Raw answers in [low, high], NaN for missing; other columns are ignored.
    items : sequence of str
        Columns that belong to the scale, each once.
    reverse_keyed : collection of str
        Items to turn around first, as declared.
    low, high : float
        Ends of the response scale.
    minimum_share : float, in (0, 1]
        A score needs ⌈minimum_share · k⌉ of the k items.

    Raises
    ------
    InvalidValue
        If an item has no column or a column twice, if ``reverse_keyed`` names
        an unknown item, or if an answer is no number or outside the range.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [0, 50, 90], "b": [100, 70, None]})
    >>> scale_scores(answers, items=["a", "b"], low=0, high=100).scores.tolist()
    [50.0, 60.0, nan]
    """
    answers = _answers(frame, items, reverse_keyed, low=low, high=high)
    needed = items_needed(len(items), minimum_share)
    answered, prorated = _flags(~np.isnan(answers), needed)
    scores = _means(answers, answered >= needed, low=low, high=high)
    n = int((answered >= needed).sum())
    return ScaleScores(
        scores=pd.Series(scores, index=frame.index, name="score"),
        prorated=pd.Series(prorated, index=frame.index, name="prorated"),
        answered=pd.Series(answered, index=frame.index, name="answered"),
        k=len(items),
        needed=needed,
        n=n,
        n_excluded=len(answers) - n,
    )


def paired_scale_scores(
    pre: pd.DataFrame,
    post: pd.DataFrame,
    *,
    items: Sequence[str],
    reverse_keyed: Collection[str] = (),
    low: float,
    high: float,
    minimum_share: float = 0.8,
) -> PairedScaleScores:
    """Return pre and post scores over the items a person answered both times.

    Someone who skips a hard item once would seem to change because other
    items are averaged; the same items at both times rule that out.

    Parameters
    ----------
    pre, post : DataFrame, shape (participants, items or more)
        Raw answers as for :func:`scale_scores`. The index says who a row is:
        rows are matched by it, and each person has one row at most.
    items, reverse_keyed, low, high, minimum_share
        As for :func:`scale_scores`; the share is of items answered both times.

    Returns
    -------
    PairedScaleScores
        One row for everybody in either frame, those of ``pre`` first. People
        in one frame only have no pair and count in ``n_excluded``.

    Raises
    ------
    InvalidValue
        As :func:`scale_scores`, and if a person has two rows in a frame.
    """
    _check_people(pre.index, "pre")
    _check_people(post.index, "post")
    people = pre.index.append(post.index.difference(pre.index, sort=False))
    options = {"low": low, "high": high}
    before = _answers(pre.reindex(people), items, reverse_keyed, **options)
    after = _answers(post.reindex(people), items, reverse_keyed, **options)
    shared = ~(np.isnan(before) | np.isnan(after))
    needed = items_needed(len(items), minimum_share)
    answered, prorated = _flags(shared, needed)
    enough = answered >= needed
    n = int(enough.sum())
    return PairedScaleScores(
        pre=pd.Series(
            _means(np.where(shared, before, np.nan), enough, **options), index=people, name="pre"
        ),
        post=pd.Series(
            _means(np.where(shared, after, np.nan), enough, **options), index=people, name="post"
        ),
        prorated=pd.Series(prorated, index=people, name="prorated"),
        answered=pd.Series(answered, index=people, name="answered"),
        k=len(items),
        needed=needed,
        n=n,
        n_excluded=len(people) - n,
    )


def _answers(
    frame: pd.DataFrame,
    items: Sequence[str],
    reverse_keyed: Collection[str],
    *,
    low: float,
    high: float,
) -> Numbers:
    """Return checked answers, shape (participants, items), reversed where declared."""
    check_range(low, high)
    _check_items(frame, items, reverse_keyed)
    answers = np.empty((len(frame), len(items)))
    for place, item in enumerate(items):
        column = in_range(frame[item], f"item {item}", low=low, high=high)
        answers[:, place] = low + high - column if item in reverse_keyed else column
    return answers


def _flags(present: NDArray[np.bool_], needed: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return how many items are present a person, and who has a score with gaps."""
    answered = present.sum(axis=1).astype(np.int64)
    return answered, (answered >= needed) & (answered < present.shape[1])


def _means(answers: Numbers, enough: NDArray[np.bool_], *, low: float, high: float) -> Numbers:
    """Return row means over what is present; NaN where ``enough`` is False."""
    means = np.full(len(answers), np.nan)
    means[enough] = np.nanmean(answers[enough], axis=1)
    # A mean can leave the range by its last binary digit.
    return np.asarray(np.clip(means, low, high))


def _check_items(frame: pd.DataFrame, items: Sequence[str], reverse_keyed: Collection[str]) -> None:
    if isinstance(items, str) or len(items) == 0 or len(set(items)) != len(items):
        raise InvalidValue(
            "The items of a scale: expected at least one, each once, found {found}. "
            "Correct the list of items.",
            found=items if isinstance(items, str) else ", ".join(items) or "none",
        )
    columns = list(frame.columns)
    wrong = [item for item in items if columns.count(item) != 1]
    if wrong:
        raise InvalidValue(
            "The answers to a scale: expected one column for each item, found {count} for {item}. "
            "Check the item's id in the instrument and in the data.",
            count=columns.count(wrong[0]),
            item=wrong[0],
        )
    unknown = sorted(set(reverse_keyed) - set(items))
    if isinstance(reverse_keyed, str) or unknown:
        raise InvalidValue(
            "The reverse-keyed items: expected items of the scale, found {found}. "
            "Correct the list of items.",
            found=reverse_keyed if isinstance(reverse_keyed, str) else ", ".join(unknown),
        )


def _check_people(index: pd.Index[str], wave: str) -> None:
    if not index.is_unique:
        raise InvalidValue(
            "The {wave} answers: expected one row for each person, found two for {who}. "
            "Keep the row that counts and take the other out.",
            wave=wave,
            who=index[index.duplicated()][0],
        )
