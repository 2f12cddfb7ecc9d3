"""What past groups tell about the next: hand-worked, and its invariants."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import (
    next_change,
    paired_change,
    pooled_change,
    pooled_retest,
    pooled_sd,
)
from efficacy.measurement.reference import (
    ALL_ZERO,
    NO_RETEST,
    NO_SD,
    NO_SPREAD,
    THREE_COHORTS,
)

FIGURES = ("mean_change", "between_sd", "pooled_sd", "low", "high")
POOLED = ("value", "ci_low", "ci_high")

cohorts = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 20), st.integers(1, 16)), max_size=8
)


def columns(given_cohorts: list[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    width = len(given_cohorts[0]) if given_cohorts else 3
    return tuple([cohort[place] for cohort in given_cohorts] for place in range(width))


# ---------------------------------------------------------------- next change


def test_three_groups_of_ten_worked_out_by_hand() -> None:
    # s² = 100; Σn(y - 6)² = 320; N - Σn²/N = 20; τ² = (320 - 2·100)/20 = 6.
    # Each v = 6 + 10 = 16; variance of the mean 16/3; t(.975, 1) = 12.7062.
    result = next_change([2, 6, 10], [10, 10, 10], [10, 10, 10], next_n=10)
    assert result.mean_change == pytest.approx(6)
    assert result.between_sd == pytest.approx(math.sqrt(6))
    assert result.pooled_sd == pytest.approx(10)
    half = 12.7062 * math.sqrt(6 + 16 / 3 + 10)
    assert (result.low, result.high) == pytest.approx((6 - half, 6 + half), abs=1e-3)
    assert (result.n, result.cohorts, result.cohorts_excluded, result.next_n) == (30, 3, 0, 10)


def test_groups_that_differ_less_than_chance_are_pooled_by_their_people() -> None:
    # Scatter Σn(y - ȳ)² with ȳ = 188/35 is below 3·s², so τ² = 0 and the mean is ȳ;
    # half = t(.975, 2)·√(s²/35 + s²/5) = 4.302653·12·√(8/35).
    result = next_change([5, 6, 5, 5.2], [12] * 4, [10, 10, 5, 10], next_n=5)
    assert result.between_sd == 0
    assert result.mean_change == pytest.approx((50 + 60 + 25 + 52) / 35)
    assert result.high is not None
    assert result.high - 187 / 35 == pytest.approx(4.302653 * 12 * math.sqrt(8 / 35), abs=1e-5)


def test_with_one_variance_for_all_it_is_dersimonian_and_laird() -> None:
    # Their weights w = n/s², written out as in Controlled Clinical Trials, 7, 177-188.
    y, n, variance = np.array([2.0, 9.0, -3.0, 12.0]), np.array([6, 12, 9, 14]), 64.0
    w = n / variance
    q = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
    tau2 = (q - 3) / (w.sum() - (w**2).sum() / w.sum())
    result = next_change(y, [8] * 4, n, next_n=12)
    assert result.between_sd == pytest.approx(math.sqrt(tau2))
    again = 1 / (1 / w + tau2)
    assert result.mean_change == pytest.approx((again * y).sum() / again.sum())


def test_simulated_next_groups_fall_inside_as_often_as_said() -> None:
    # 20 past groups of 12, SD within 12, SD between 4: 95 of 100 next means, give or take.
    rng = np.random.default_rng(8)
    inside = 0
    for _ in range(400):
        true = rng.normal(5, 4, 21)
        people = rng.normal(true, 12, (12, 21))
        past, following = people[:, :20], people[:, 20]
        result = next_change(past.mean(axis=0), past.std(axis=0, ddof=1), [12] * 20, next_n=12)
        assert result.low is not None
        assert result.high is not None
        inside += result.low <= following.mean() <= result.high
    assert inside / 400 == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(
    "given_cohorts",
    [
        [],
        [(5, 10, 8)],
        [(5, 10, 8), (6, 10, 8)],
        [(5, 10, 8), (6, 10, 8), (None, 10, 8)],
        [(5, 10, 8), (6, 10, 8), (7, None, 8)],
        [(5, 10, 8), (6, 10, 8), (7, 10, 1)],
        [(None, None, None)] * 4,
    ],
)
def test_fewer_than_three_groups_say_why(given_cohorts: list[tuple[Any, ...]]) -> None:
    result = next_change(*columns(given_cohorts), next_n=10)
    assert result.reasons == dict.fromkeys(FIGURES, THREE_COHORTS)
    assert all(getattr(result, name) is None for name in FIGURES)
    assert result.cohorts + result.cohorts_excluded == len(given_cohorts)


def test_groups_without_any_spread_say_why() -> None:
    result = next_change([5, 5, 5], [0, 0, 0], [8, 8, 8], next_n=8)
    assert result.reasons == dict.fromkeys(FIGURES, NO_SPREAD)


def test_groups_that_differ_without_spread_inside_have_an_interval() -> None:
    # τ² is then the variance of the means, 4; half = 12.7062·√(4 + 4/3).
    result = next_change([3, 5, 7], [0, 0, 0], [8, 8, 8], next_n=8)
    assert result.high is not None
    assert result.high - 5 == pytest.approx(12.7062 * math.sqrt(4 + 4 / 3), abs=1e-3)


@given(cohorts, st.integers(1, 20))
def test_a_value_is_missing_exactly_when_a_reason_is_given(
    given_cohorts: list[tuple[int, int, int]], next_n: int
) -> None:
    result = next_change(*columns(given_cohorts), next_n=next_n)
    missing = {name for name in FIGURES if getattr(result, name) is None}
    assert missing == set(result.reasons)
    if result.mean_change is not None:
        assert result.low is not None
        assert result.high is not None
        assert result.low <= result.mean_change <= result.high


@given(cohorts, st.randoms(use_true_random=False))
def test_no_group_stands_before_another(
    given_cohorts: list[tuple[int, int, int]], rng: Any
) -> None:
    shuffled = list(given_cohorts)
    rng.shuffle(shuffled)
    before = next_change(*columns(given_cohorts), next_n=9)
    after = next_change(*columns(shuffled), next_n=9)
    for name in FIGURES:
        expected = getattr(before, name)
        assert getattr(after, name) == (
            None if expected is None else pytest.approx(expected, rel=1e-6, abs=1e-6)
        )


def test_a_larger_next_group_can_be_expected_more_exactly() -> None:
    small, large = (
        next_change([2, 6, 10, 4], [10] * 4, [10] * 4, next_n=next_n) for next_n in (5, 50)
    )
    assert small.high is not None
    assert large.high is not None
    assert large.high < small.high


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1, 2], [1], [5, 5], 5), "ns and sds"),
        (([1, 2], [1, 1], [5, 5.5], 5), "ns, value 2"),
        (([1, 2], [1, 1], [5, -5], 5), "ns, value 2"),
        (([1, 2], [1, -1], [5, 5], 5), "sds, value 2"),
        (([1, "2"], [1, 1], [5, 5], 5), "changes, value 2"),
        (([1, math.inf], [1, 1], [5, 5], 5), "changes, value 2"),
        (([1, 2], [1, 1], [5, 5], 0), "People in the next group"),
        (([1, 2], [1, 1], [5, 5], 2.5), "People in the next group"),
        (([1, 2], [1, 1], [5, 5], 5, 95), "Confidence"),
    ],
)
def test_what_cannot_be_is_refused_by_name(arguments: Any, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        next_change(*arguments)


# --------------------------------------------------------------- pooled change


def test_two_changes_pooled_by_hand() -> None:
    # (10·2 + 20·8)/30 = 6; s² = (9·100 + 19·100 + 10·16 + 20·4)/29 = 3040/29;
    # t(.975, 29) = 2.04523.
    result = pooled_change([2, 8], [10, 10], [10, 20])
    assert result.value == pytest.approx(6)
    assert result.ci_high is not None
    assert result.ci_high - 6 == pytest.approx(2.04523 * math.sqrt(3040 / 29 / 30), abs=1e-5)
    assert (result.n, result.cohorts, result.cohorts_excluded) == (30, 2, 0)


@given(st.lists(st.lists(st.integers(-9, 9), min_size=2, max_size=9), min_size=1, max_size=5))
def test_a_pooled_change_is_that_of_everybody_at_once(groups: list[list[int]]) -> None:
    everybody = [change for group in groups for change in group]
    expected = paired_change([0] * len(everybody), everybody)
    result = pooled_change(
        [float(np.mean(group)) for group in groups],
        [float(np.std(group, ddof=1)) for group in groups],
        [len(group) for group in groups],
    )
    assert (result.n, result.value) == (expected.n, pytest.approx(expected.change, abs=1e-9))
    if len(set(everybody)) > 1:
        limits = (expected.ci_low, expected.ci_high)
        assert (result.ci_low, result.ci_high) == pytest.approx(limits, abs=1e-9)


def test_no_pooled_change_says_why() -> None:
    missing = pooled_change([5, None], [None, 3], [8, 8])
    assert (missing.n, missing.cohorts_excluded) == (0, 2)
    assert missing.reasons == dict.fromkeys(POOLED, NO_SD)
    alike = pooled_change([5, 5], [0, 0], [8, 8])
    assert (alike.value, alike.reasons) == (5, dict.fromkeys(("ci_low", "ci_high"), NO_SPREAD))


# ------------------------------------------------------------------- pooled SD


def test_two_sds_pooled_by_hand() -> None:
    # (10·100 + 5·256)/15 = 152; χ² with 15 degrees of freedom: 6.262 and 27.488.
    result = pooled_sd([10, 16], [11, 6])
    assert result.value == pytest.approx(math.sqrt(152))
    assert result.ci_low == pytest.approx(math.sqrt(152 * 15 / 27.488), abs=1e-3)
    assert result.ci_high == pytest.approx(math.sqrt(152 * 15 / 6.262), abs=1e-3)
    assert (result.n, result.cohorts, result.cohorts_excluded) == (17, 2, 0)


def test_the_pooled_sd_is_the_sd_around_each_groups_own_mean() -> None:
    rng = np.random.default_rng(2)
    groups = [rng.normal(mean, 10, size) for mean, size in ((0, 5), (100, 9), (-50, 14))]
    squares = sum(((group - group.mean()) ** 2).sum() for group in groups)
    result = pooled_sd([g.std(ddof=1) for g in groups], [len(g) for g in groups])
    assert result.value == pytest.approx(math.sqrt(squares / (28 - 3)))


@pytest.mark.parametrize(
    ("sds", "ns", "reason"),
    [
        ([], [], NO_SD),
        ([None], [8], NO_SD),
        ([10], [1], NO_SD),
        ([10], [0], NO_SD),
        ([10], [None], NO_SD),
        ([0, 0], [8, 9], ALL_ZERO),
    ],
)
def test_no_pooled_sd_says_why(sds: list[Any], ns: list[Any], reason: str) -> None:
    result = pooled_sd(sds, ns)
    assert result.reasons == dict.fromkeys(POOLED, reason)
    assert result.value is None
    assert result.cohorts + result.cohorts_excluded == len(sds)


@pytest.mark.parametrize("bad", [-1, "10", math.inf, True])
def test_an_sd_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="sds, value 2"):
        pooled_sd([10, bad], [8, 8])


# --------------------------------------------------------------- pooled retest


def test_two_correlations_pooled_by_hand() -> None:
    # z: .6931 and 1.0986; weights 10 and 20: .9635; limits z ± 1.959964/√30.
    result = pooled_retest([0.6, 0.8], [13, 23])
    z = (10 * math.log(2) + 20 * math.log(3)) / 30
    assert result.value == pytest.approx(math.tanh(z))
    assert result.ci_low == pytest.approx(math.tanh(z - 1.959964 / math.sqrt(30)), abs=1e-6)
    assert result.ci_high == pytest.approx(math.tanh(z + 1.959964 / math.sqrt(30)), abs=1e-6)
    assert (result.n, result.cohorts, result.cohorts_excluded) == (36, 2, 0)


def test_one_group_alone_keeps_its_correlation_and_fishers_interval() -> None:
    # Fisher's interval for r = .5, n = 28 in any textbook: .549 ± .392 → .156 to .736.
    result = pooled_retest([0.5], [28])
    assert result.value == pytest.approx(0.5)
    assert (result.ci_low, result.ci_high) == pytest.approx((0.156, 0.736), abs=5e-4)


@pytest.mark.parametrize(
    ("rs", "ns"),
    [([], []), ([None], [30]), ([0.5], [3]), ([1.0], [30]), ([-1.0], [30]), ([0.5], [None])],
)
def test_no_pooled_retest_says_why(rs: list[Any], ns: list[Any]) -> None:
    result = pooled_retest(rs, ns)
    assert result.reasons == dict.fromkeys(POOLED, NO_RETEST)
    assert result.cohorts_excluded == len(rs)


@given(st.lists(st.tuples(st.floats(-0.99, 0.99), st.integers(4, 40)), min_size=1, max_size=6))
def test_the_pooled_retest_lies_between_the_single_ones(groups: list[tuple[float, int]]) -> None:
    rs, ns = [r for r, _ in groups], [n for _, n in groups]
    result = pooled_retest(rs, ns)
    assert result.value is not None
    assert result.ci_low is not None
    assert result.ci_high is not None
    assert min(rs) - 1e-9 <= result.value <= max(rs) + 1e-9
    assert -1 <= result.ci_low <= result.value <= result.ci_high <= 1


@pytest.mark.parametrize("bad", [1.1, -1.1, "0.5", math.inf])
def test_a_correlation_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="rs, value 2"):
        pooled_retest([0.5, bad], [8, 8])
