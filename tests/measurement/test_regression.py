"""Regression to the mean, and the change if nobody who left had changed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.measurement import expected_regression, leavers_unchanged, paired_change

means = st.floats(0, 100)


def test_a_group_chosen_from_below_rises_by_itself() -> None:
    # By hand: a quarter of the 20 points between 30 and 50 was chance.
    assert expected_regression(30, 50, reliability=0.75) == 5
    assert expected_regression(70, 50, reliability=0.75) == -5


def test_simulated_people_chosen_by_a_noisy_score_move_as_expected() -> None:
    # True scores with SD 10 and errors with SD 5: reliability 100/125 = .8.
    rng = np.random.default_rng(3)
    true = rng.normal(50, 10, 200_000)
    first, second = (true + rng.normal(0, 5, true.size) for _ in range(2))
    chosen = first < 40
    moved = second[chosen].mean() - first[chosen].mean()
    assert moved == pytest.approx(expected_regression(first[chosen].mean(), 50, 0.8), abs=0.1)


@given(means, means, st.floats(0, 1))
def test_the_mean_moves_towards_everybody_and_never_beyond(
    chosen: float, everybody: float, reliability: float
) -> None:
    later = chosen + expected_regression(chosen, everybody, reliability)
    assert min(chosen, everybody) - 1e-9 <= later <= max(chosen, everybody) + 1e-9


def test_without_error_nothing_moves_and_without_truth_everything_does() -> None:
    assert expected_regression(30, 50, reliability=1) == 0
    assert expected_regression(30, 50, reliability=0) == 20


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, math.inf, "0.8", None])
def test_a_reliability_outside_0_to_1_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="Reliability"):
        expected_regression(30, 50, bad)


@pytest.mark.parametrize("bad", [math.nan, math.inf, "30", None])
def test_a_mean_that_is_no_number_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="Mean of those chosen"):
        expected_regression(bad, 50, 0.8)
    with pytest.raises(InvalidValue, match="Mean of everybody"):
        expected_regression(50, bad, 0.8)


# ------------------------------------------------------------------- leavers


def test_the_change_with_leavers_worked_out_by_hand() -> None:
    # 12 people changed by 6 on average: 72 points over 16.
    assert leavers_unchanged(6, n_paired=12, n_left=4) == 4.5
    assert leavers_unchanged(6, n_paired=12, n_left=0) == 6


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=12),
    st.lists(st.integers(0, 100), max_size=6),
)
def test_it_is_the_change_with_the_first_score_carried_forward(
    stayed: list[tuple[int, int]], left: list[int]
) -> None:
    pre, post = [a for a, _ in stayed], [b for _, b in stayed]
    change = paired_change(pre, post).change
    carried = paired_change([*pre, *left], [*post, *left]).change
    assert change is not None
    assert leavers_unchanged(change, len(stayed), len(left)) == pytest.approx(carried, abs=1e-9)


def test_without_a_pair_there_is_no_change_to_thin_out() -> None:
    with pytest.raises(InsufficientData, match="at least 1 person"):
        leavers_unchanged(6, n_paired=0, n_left=4)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((math.nan, 12, 4), "Mean change"),
        (("6", 12, 4), "Mean change"),
        ((6, -1, 4), "People with both scores"),
        ((6, 2.5, 4), "People with both scores"),
        ((6, 12, -1), "People who left"),
        ((6, 12, True), "People who left"),
    ],
)
def test_what_is_no_number_of_people_is_refused(arguments: Any, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        leavers_unchanged(*arguments)
