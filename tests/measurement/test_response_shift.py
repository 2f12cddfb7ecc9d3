"""Pre, looking back, and post: three differences over the same people."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import paired_change, response_shift
from efficacy.measurement.change import NO_PAIR

scores = st.none() | st.integers(0, 10).map(lambda step: step * 10)
people = st.lists(st.tuples(scores, scores, scores), max_size=10)


def test_three_people_worked_out_by_hand() -> None:
    # post - pre: 10 20 0; post - then: 20 20 20; then - pre: -10 0 -20.
    result = response_shift([50, 60, 70], [40, 60, 50], [60, 80, 70])
    assert (result.change.change, result.looking_back.change, result.shift.change) == (10, 20, -10)
    assert (result.n, result.n_excluded) == (3, 0)


def test_each_difference_is_an_ordinary_change() -> None:
    pre, then, post = [50, 60, 70, 20], [40, 60, 50, 30], [60, 80, 70, 70]
    result = response_shift(pre, then, post, confidence=0.9)
    assert result.change == paired_change(pre, post, 0.9)
    assert result.looking_back == paired_change(then, post, 0.9)
    assert result.shift == paired_change(pre, then, 0.9)


def test_people_with_one_of_the_three_missing_are_left_out_of_all() -> None:
    result = response_shift([50, None, 70, 10], [40, 60, math.nan, 20], [60, 80, 70, None])
    assert (result.n, result.n_excluded) == (1, 3)
    assert {result.change.n, result.looking_back.n, result.shift.n} == {1}
    assert (result.change.mean_pre, result.shift.mean_post) == (50, 40)


@pytest.mark.parametrize("size", [0, 3])
def test_without_anybody_everything_says_why(size: int) -> None:
    result = response_shift([None] * size, [1] * size, [2] * size)
    assert (result.n, result.n_excluded) == (0, size)
    assert result.change.reasons["change"] == NO_PAIR
    assert result.shift.change is None


@given(people)
def test_the_change_is_the_shift_and_what_is_seen_looking_back(
    given_people: list[tuple[Any, Any, Any]],
) -> None:
    result = response_shift(
        [pre for pre, _, _ in given_people],
        [then for _, then, _ in given_people],
        [post for _, _, post in given_people],
    )
    assert result.n + result.n_excluded == len(given_people)
    if result.n:
        assert result.shift.change is not None
        assert result.looking_back.change is not None
        total = result.shift.change + result.looking_back.change
        assert result.change.change == pytest.approx(total, abs=1e-9)


def test_unequal_lengths_text_and_other_people_are_refused() -> None:
    with pytest.raises(InvalidValue, match=r"pre and then.*found 2 and 1 values"):
        response_shift([1, 2], [1], [1, 2])
    with pytest.raises(InvalidValue, match="then, value 1"):
        response_shift([1], ["1"], [1])
    pre = pd.Series([1.0, 2.0], index=["a", "b"])
    with pytest.raises(InvalidValue, match="pre and post: expected the same rows"):
        response_shift(pre, pre, pre[::-1])
