"""What a miss takes from a belief, and whether it comes back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import firmness
from efficacy.measurement.firmness import NO_MISS, NOTHING_AFTER

beliefs = st.none() | st.integers(0, 10).map(lambda step: step * 10)
courses = st.lists(st.tuples(beliefs, st.none() | st.booleans()), max_size=8)


def split(course: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    return [belief for belief, _ in course], [missed for _, missed in course]


def test_two_misses_worked_out_by_hand() -> None:
    # After the first 60 → 40, after the second 50 → 55: mean of -20 and +5. 70 is above 60.
    result = firmness([60, 40, 50, 55, 70], [True, False, True, False, False])
    assert (result.n, result.drop, result.returned) == (2, -7.5, True)
    assert result.reasons == {}


def test_a_belief_that_stays_below_has_not_returned() -> None:
    result = firmness([60, 40, 50], [True, False, False])
    assert (result.drop, result.returned) == (-20, False)


def test_back_to_exactly_where_it_was_is_returned() -> None:
    assert firmness([60, 40, 60], [True, False, False]).returned is True


def test_a_belief_that_never_fell_has_returned() -> None:
    assert firmness([60, 70], [True, False]).drop == 10
    assert firmness([60, 70], [True, False]).returned is True


def test_a_belief_after_the_last_tasks_counts_as_the_next_one() -> None:
    result = firmness([60, 50], [True])
    assert (result.n, result.drop, result.returned) == (1, -10, False)


def test_a_miss_with_nothing_after_it_says_nothing() -> None:
    result = firmness([60, 50], [False, True])
    assert (result.n, result.drop, result.returned) == (0, None, None)
    assert result.reasons == {"drop": NO_MISS, "returned": NOTHING_AFTER}


def test_a_gap_right_after_the_miss_leaves_only_the_return() -> None:
    result = firmness([60, None, 70], [True, False, False])
    assert (result.n, result.drop, result.returned) == (0, None, True)
    assert result.reasons == {"drop": NO_MISS}


def test_without_a_belief_before_it_the_first_miss_is_the_next_one() -> None:
    result = firmness([None, 50, 30], [True, True, False])
    assert (result.n, result.drop, result.returned) == (1, -20, False)


@pytest.mark.parametrize(
    ("given_beliefs", "missed"),
    [([], []), ([50], []), ([50], [True]), ([50, 60], [False, None]), ([None] * 3, [True] * 3)],
)
def test_without_a_miss_that_can_be_followed_everything_is_missing(
    given_beliefs: list[Any], missed: list[Any]
) -> None:
    result = firmness(given_beliefs, missed)
    assert (result.n, result.drop, result.returned) == (0, None, None)
    assert set(result.reasons) == {"drop", "returned"}


@given(courses)
def test_a_value_is_missing_exactly_when_a_reason_is_given(course: list[tuple[Any, Any]]) -> None:
    result = firmness(*split(course))
    missing = {name for name in ("drop", "returned") if getattr(result, name) is None}
    assert missing == set(result.reasons)
    assert (result.n == 0) == (result.drop is None)
    assert result.drop is None or -100 <= result.drop <= 100


@given(courses, st.integers(1, 5))
def test_only_differences_of_belief_matter(course: list[tuple[Any, Any]], shift: int) -> None:
    given_beliefs, missed = split(course)
    low = [None if one is None else one / 2 for one in given_beliefs]
    high = [None if one is None else one + shift * 10 for one in low]
    before, after = firmness(low, missed), firmness(high, missed)
    assert after.returned == before.returned
    assert after.drop == (None if before.drop is None else pytest.approx(before.drop))


@given(courses)
def test_without_a_miss_there_is_no_drop(course: list[tuple[Any, Any]]) -> None:
    given_beliefs, _ = split(course)
    assert firmness(given_beliefs, [False] * len(given_beliefs)).drop is None


def test_truth_values_of_numpy_are_truth_values() -> None:
    assert firmness([60, 40], np.array([True, False])).drop == -20


@pytest.mark.parametrize("bad", ["50", 101, -1, math.inf, True])
def test_a_belief_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="beliefs, value 2"):
        firmness([50, bad], [True, False])


@pytest.mark.parametrize("bad", [1, 0, "yes", 0.5])
def test_a_miss_that_is_neither_true_nor_false_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="missed, value 2"):
        firmness([50, 60], [True, bad])


@pytest.mark.parametrize("missed", [[], [True] * 3, [True] * 4])
def test_beliefs_and_sets_that_do_not_belong_together_are_refused(missed: list[bool]) -> None:
    with pytest.raises(InvalidValue, match="found 2 beliefs"):
        firmness([50, 60], missed)
