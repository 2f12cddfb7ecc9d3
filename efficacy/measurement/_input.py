"""Turn what callers give into arrays of numbers, or say what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from numbers import Integral, Real
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
    # Nearly all are floats already, and there are a hundred thousand of them.
    plain = _floats(values)
    if plain is not None and not (np.abs(plain) > LARGEST).any():
        return plain
    cells = (_as_number(value, name, place) for place, value in enumerate(values, start=1))
    return np.fromiter(cells, dtype=np.float64)


def _floats(values: Values) -> Numbers | None:
    """Return a copy of what holds nothing but floats; None where each has to be looked at."""
    if isinstance(values, (np.ndarray, pd.Series)):
        is_plain = values.ndim == 1 and values.dtype == np.float64
    else:
        is_plain = isinstance(values, (list, tuple)) and all(type(one) is float for one in values)
    return np.array(values, dtype=np.float64) if is_plain else None


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


def check_whole(numbers: Numbers, name: str, *, least: int) -> None:
    """Refuse a number that is not whole or below ``least``; missing ones pass.

    Raises
    ------
    InvalidValue
        Naming the first such number, and its place.
    """
    wrong = np.flatnonzero((numbers < least) | ((numbers != np.rint(numbers)) & ~np.isnan(numbers)))
    if wrong.size:
        raise InvalidValue(
            "{name}, value {place}: expected a whole number of at least {least}, "
            "found {found:g}. Correct it.",
            name=name,
            place=int(wrong[0]) + 1,
            least=least,
            found=float(numbers[wrong[0]]),
        )


def check_range(low: float, high: float) -> None:
    """Refuse a range whose ends are not numbers or not in order."""
    if not (_is_plain_number(low) and _is_plain_number(high) and low < high):
        raise InvalidValue(
            "The range of a scale: expected a lower and a higher end, found {low} and {high}. "
            "Correct the range that the scale declares.",
            low=low,
            high=high,
        )


def aligned(columns: Mapping[str, Values]) -> tuple[Numbers, ...]:
    """Return columns whose rows belong together, NaN for missing.

    Rows are matched by position. Two Series that share row labels must have
    the same labels in the same order: matching them by position would put
    different people together without a word.

    Parameters
    ----------
    columns : mapping of str to sequence of float
        Name of a column, for the sentence that says what is wrong → values.

    Raises
    ------
    InvalidValue
        If the lengths differ, the labels disagree, or a value is no number.
    """
    (first, given), *others = columns.items()
    numbers = [as_numbers(given, first)]
    for name, values in others:
        numbers.append(as_numbers(values, name))
        if numbers[-1].size != numbers[0].size:
            raise InvalidValue(
                "{first} and {other}: expected one value each in the same order, found {many} and "
                "{found} values. Leave a place empty where there is no answer.",
                first=first,
                other=name,
                many=numbers[0].size,
                found=numbers[-1].size,
            )
        if isinstance(given, pd.Series) and isinstance(values, pd.Series):
            _check_labels(given.index, values.index, first=first, other=name)
    return tuple(numbers)


def complete_rows(columns: Mapping[str, Values]) -> tuple[tuple[Numbers, ...], int]:
    """Return :func:`aligned` columns where none is missing, and how many rows are left out."""
    numbers = aligned(columns)
    complete = ~np.isnan(np.stack(numbers)).any(axis=0)
    return tuple(column[complete] for column in numbers), int((~complete).sum())


def complete_pairs(pre: Values, post: Values) -> tuple[Numbers, Numbers, int]:
    """Return pre and post of the people who have both, and how many do not.

    Raises
    ------
    InvalidValue
        As :func:`aligned`.
    """
    (first, second), left_out = complete_rows({"pre": pre, "post": post})
    return first, second, left_out


def same(numbers: Numbers) -> bool:
    """Say whether all numbers are equal, but for rounding in the last digits.

    Means of the same answers, added in another order, may differ there.
    """
    if numbers.size < 2:
        return True
    return bool(np.ptp(numbers) <= 1e-12 * np.max(np.abs(numbers)))


def check_positive(value: float, name: str) -> None:
    """Refuse what is no number above 0."""
    if not (_is_plain_number(value) and 0 < value <= LARGEST):
        raise InvalidValue(
            "{name}: expected a number above 0, found {found}. Correct it.", name=name, found=value
        )


def check_share(value: float, name: str) -> None:
    """Refuse what is no number above 0 and below 1."""
    if not (_is_plain_number(value) and 0 < value < 1):
        raise InvalidValue(
            "{name}: expected a number above 0 and below 1, found {found}. Correct it.",
            name=name,
            found=value,
        )


def check_within(value: float, name: str, *, low: float, high: float) -> None:
    """Refuse what is no number from ``low`` to ``high``, the ends included."""
    if not (_is_plain_number(value) and low <= value <= high):
        raise InvalidValue(
            "{name}: expected a number from {low:g} to {high:g}, found {found}. Correct it.",
            name=name,
            low=low,
            high=high,
            found=value,
        )


def check_count(value: object, name: str, *, least: int) -> None:
    """Refuse what is no whole number of at least ``least``."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise InvalidValue(
            "{name}: expected a whole number of at least {least}, found {found}. Correct it.",
            name=name,
            least=least,
            found=value,
        )


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


def _check_labels(left: pd.Index[Any], right: pd.Index[Any], *, first: str, other: str) -> None:
    # A table split by wave shares no label, and is matched by position.
    if not left.equals(right) and left.isin(right).any():
        raise InvalidValue(
            "{first} and {other}: expected the same rows in the same order, found different row "
            "labels. Sort both the same way first, or pass plain lists.",
            first=first,
            other=other,
        )
