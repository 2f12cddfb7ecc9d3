"""Turn what callers give into arrays of numbers, or say what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from efficacy.errors import InvalidValue

Values: TypeAlias = Iterable[object]
"""A sequence, array or Series of numbers; None, NaN and ``pd.NA`` are missing."""

Numbers: TypeAlias = NDArray[np.float64]

# Squares of larger numbers overflow, and no score is anywhere near.
LARGEST = 1e100

SMALLEST_GROUP = 5
"""No threshold of reporting may be set below this."""


def as_numbers(values: Values, name: str) -> Numbers:
    """Return a one-dimensional float array, NaN for missing.

    Parameters
    ----------
    values : sequence, array or Series of numbers
        None, NaN and ``pd.NA`` are missing. Text, truth values, infinite
        numbers, mappings and sets are refused, never guessed at.
    name : str
        What the values are, for the sentence that says what is wrong.

    Raises
    ------
    InvalidValue
        Naming the first value that is not a number, and its place.
    """
    if isinstance(values, (str, bytes, Mapping, Set)) or not isinstance(values, Iterable):
        raise InvalidValue(
            "{name}: expected a list of numbers, found {found}. "
            "Give one number for each person, in order.",
            name=name,
            found=type(values).__name__,
        )
    cells = (_as_number(value, name, place) for place, value in enumerate(values, start=1))
    return np.fromiter(cells, dtype=np.float64)


def in_range(values: Values, name: str, *, low: float, high: float) -> Numbers:
    """Return :func:`as_numbers`, all of them missing or in [low, high].

    Raises
    ------
    InvalidValue
        If the range is empty, or a value lies outside it.
    """
    check_range(low, high)
    numbers = as_numbers(values, name)
    outside = np.flatnonzero((numbers < low) | (numbers > high))
    if outside.size:
        raise InvalidValue(
            "{name}, value {place}: expected {low:g} to {high:g}, found {found:g}. "
            "Check the value, or the range that the scale declares.",
            name=name,
            place=int(outside[0]) + 1,
            low=low,
            high=high,
            found=float(numbers[outside[0]]),
        )
    return numbers


def check_range(low: float, high: float) -> None:
    """Refuse a range whose ends are not numbers or not in order."""
    if not (_is_plain_number(low) and _is_plain_number(high) and low < high):
        raise InvalidValue(
            "The range of a scale: expected a lower and a higher end, found {low} and {high}. "
            "Correct the range that the scale declares.",
            low=low,
            high=high,
        )


def complete_pairs(pre: Values, post: Values) -> tuple[Numbers, Numbers, int]:
    """Return pre and post of the people who have both, and how many do not.

    Pairs are made by position. Two Series that share row labels must have
    the same labels in the same order: pairing them by position would put
    different people together without a word.

    Raises
    ------
    InvalidValue
        If the lengths differ, the labels disagree, or a value is no number.
    """
    first, second = as_numbers(pre, "pre"), as_numbers(post, "post")
    if first.size != second.size:
        raise InvalidValue(
            "Pre and post: expected one value each for the same people, found {pre} and {post} "
            "values. Leave a place empty where a person has no answer.",
            pre=first.size,
            post=second.size,
        )
    if isinstance(pre, pd.Series) and isinstance(post, pd.Series):
        _check_labels(pre.index, post.index)
    both = ~(np.isnan(first) | np.isnan(second))
    return first[both], second[both], int((~both).sum())


def same(numbers: Numbers) -> bool:
    """Say whether all numbers are equal, but for rounding in the last digits.

    Means of the same answers, added in another order, may differ there.
    """
    if numbers.size < 2:
        return True
    return bool(np.ptp(numbers) <= 1e-12 * np.max(np.abs(numbers)))


def check_group_size(minimum: int) -> None:
    """Refuse a smallest group that is no whole number of at least five."""
    if isinstance(minimum, bool) or not isinstance(minimum, int) or minimum < SMALLEST_GROUP:
        raise InvalidValue(
            "The smallest group to report on: expected a whole number of at least {least}, "
            "found {found}. Choose {least} or more.",
            least=SMALLEST_GROUP,
            found=minimum,
        )


def _as_number(value: object, name: str, place: int) -> float:
    if value is None or value is pd.NA or value is pd.NaT:
        return math.nan
    # A truth value would pass for 0 or 1.
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise _no_number(name, place, f"“{value}”")
    number = float(value)
    if abs(number) > LARGEST:  # infinity too; NaN compares false and is missing
        raise _no_number(name, place, f"{number:g}")
    return number


def _no_number(name: str, place: int, found: str) -> InvalidValue:
    return InvalidValue(
        "{name}, value {place}: expected a number or nothing, found {found}. "
        "Correct it, or leave it empty if there is no answer.",
        name=name,
        place=place,
        found=found,
    )


def _is_plain_number(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and math.isfinite(value)


def _check_labels(pre: pd.Index[Any], post: pd.Index[Any]) -> None:
    # A table split by wave shares no label, and is paired by position.
    if not pre.equals(post) and pre.isin(post).any():
        raise InvalidValue(
            "Pre and post: expected the same rows in the same order, found different row labels. "
            "Sort both by person first, or pass plain lists."
        )
