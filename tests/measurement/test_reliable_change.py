"""Reliable change against published examples, and its invariants."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import reliable_change
from tests.measurement.samples import close

scores = st.none() | st.integers(0, 100)


@pytest.mark.parametrize(
    ("sd", "reliability", "s_diff", "threshold"),
    [
        # Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology, 59, 12-19.
        (7.5, 0.80, "4.74", "9.2971"),
        # Leeds Dependence Questionnaire, SD 7.6 and reliability .95 in a thesis.
        (7.6, 0.95, "2.4033", "4.7105"),
        # README of the R package clinicalsignificance: SD 8.16, reliability .801.
        (8.16, 0.801, "5.1479", "10.0899"),
    ],
)
def test_published_thresholds_are_reproduced(
    sd: float, reliability: float, s_diff: str, threshold: str
) -> None:
    result = reliable_change([50], [50], sd, reliability)
    assert result.s_diff == close(s_diff)
    assert result.threshold == close(threshold)


@pytest.mark.parametrize(
    ("pre", "post", "index"),
    # Jacobson & Truax: 32.5 → 47.5 gives RC 3.16. The R package MDMA: 40 → 50, same SD and r.
    [(32.5, 47.5, "3.16"), (40, 50, "2.108")],
)
def test_published_indices_are_reproduced(pre: float, post: float, index: str) -> None:
    assert reliable_change([pre], [post], 7.5, 0.8).index == (close(index),)


def test_everybody_has_a_place_in_the_order_given() -> None:
    result = reliable_change([10, None, 30, 40], [20, 20, None, 30], sd=5, reliability=0.5)
    assert result.s_diff == pytest.approx(5)
    assert result.index == (2, None, None, -2)
    assert (result.n, result.n_excluded) == (2, 2)


@pytest.mark.parametrize(("pre", "post"), [([], []), ([None], [3]), ([math.nan] * 3, [None] * 3)])
def test_the_threshold_stands_without_anybody(pre: list[Any], post: list[Any]) -> None:
    result = reliable_change(pre, post, sd=10, reliability=0.9)
    assert (result.n, result.n_excluded) == (0, len(pre))
    assert result.index == (None,) * len(pre)
    assert result.threshold > 0


@given(st.lists(st.tuples(scores, scores), max_size=10), st.floats(0.01, 0.99))
def test_the_index_reaches_1_96_exactly_where_the_change_reaches_the_threshold(
    people: list[tuple[int | None, int | None]], reliability: float
) -> None:
    pre, post = [first for first, _ in people], [second for _, second in people]
    result = reliable_change(pre, post, 12, reliability)
    assert result.n + result.n_excluded == len(people)
    for first, second, index in zip(pre, post, result.index, strict=True):
        assert (index is None) == (first is None or second is None)
        if index is not None and first is not None and second is not None:
            assert index * result.threshold == pytest.approx((second - first) * 1.96)


@given(st.floats(0.01, 0.98))
def test_a_more_reliable_scale_has_a_smaller_threshold(reliability: float) -> None:
    coarse = reliable_change([], [], 10, reliability)
    assert reliable_change([], [], 10, reliability + 0.01).threshold < coarse.threshold


@pytest.mark.parametrize("reliability", [0, 1, 1.2, -0.3, math.nan, "0.8", None, True])
def test_a_reliability_outside_0_to_1_is_refused(reliability: Any) -> None:
    with pytest.raises(InvalidValue, match="Reliability: expected"):
        reliable_change([1], [2], 7.5, reliability)


@pytest.mark.parametrize("sd", [0, -1, math.nan, math.inf, "7", None])
def test_an_sd_that_is_not_above_0_is_refused(sd: Any) -> None:
    with pytest.raises(InvalidValue, match="SD of the scores: expected"):
        reliable_change([1], [2], sd, 0.8)


def test_unequal_lengths_and_text_are_refused() -> None:
    with pytest.raises(InvalidValue, match="found 2 and 1 values"):
        reliable_change([1, 2], [1], 7.5, 0.8)
    with pytest.raises(InvalidValue, match="post, value 1"):
        reliable_change([1], ["2"], 7.5, 0.8)


def test_series_of_other_people_are_refused() -> None:
    pre = pd.Series([1.0, 2.0], index=["a", "b"])
    with pytest.raises(InvalidValue, match="different row labels"):
        reliable_change(pre, pre[::-1], 7.5, 0.8)
