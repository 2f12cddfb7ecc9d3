"""Strength, magnitude, composite, highest rung and reach of one person's ratings."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import efficacy_profile, generality, highest_rung
from efficacy.measurement.efficacy_profile import THREE_DOMAINS

ratings = st.lists(st.none() | st.integers(0, 10).map(lambda step: step * 10), max_size=12)


def test_seven_graded_ratings_worked_out_by_hand() -> None:
    # Sum 390 of 7 items; 100, 90, 80, 60 reach 50, and add up to 330.
    profile = efficacy_profile([100, 90, 80, 60, 40, 20, 0], threshold=50)
    assert profile.magnitude == 4
    assert profile.magnitude_share == pytest.approx(0.5714, abs=5e-5)
    assert profile.strength == pytest.approx(55.7143, abs=5e-5)
    assert profile.composite == pytest.approx(47.1429, abs=5e-5)
    assert (profile.n, profile.n_excluded, profile.threshold) == (7, 0, 50)


def test_a_rating_at_the_threshold_counts() -> None:
    assert efficacy_profile([50, 49], threshold=50).magnitude == 1


def test_missing_ratings_are_left_out_and_never_zero() -> None:
    profile = efficacy_profile([80, None, 60, math.nan])
    assert (profile.strength, profile.n, profile.n_excluded) == (70, 2, 2)
    assert (profile.magnitude_share, profile.composite) == (1, 70)


@pytest.mark.parametrize("given_ratings", [[], [None, None], [math.nan]])
def test_no_rating_leaves_everything_missing_with_the_reason(given_ratings: list[Any]) -> None:
    profile = efficacy_profile(given_ratings)
    assert profile.n == 0
    assert profile.n_excluded == len(given_ratings)
    for name in ("strength", "magnitude", "magnitude_share", "composite"):
        assert getattr(profile, name) is None
        assert profile.reasons[name] == "It takes at least 1 rating."


def test_one_rating_is_a_profile() -> None:
    profile = efficacy_profile([30])
    assert (profile.strength, profile.magnitude, profile.composite) == (30, 0, 0)


def test_all_zero_is_a_profile_and_not_missing() -> None:
    profile = efficacy_profile([0, 0, 0])
    assert (profile.strength, profile.magnitude, profile.magnitude_share) == (0, 0, 0)


def test_a_series_is_read_like_a_list() -> None:
    assert efficacy_profile(pd.Series([80, pd.NA], dtype="Int64")) == efficacy_profile([80, None])


@given(ratings, st.integers(0, 100))
def test_every_value_is_inside_its_range(given_ratings: list[int | None], threshold: int) -> None:
    profile = efficacy_profile(given_ratings, threshold)
    assert profile.n + profile.n_excluded == len(given_ratings)
    if profile.n:
        assert profile.strength is not None
        assert profile.composite is not None
        assert profile.magnitude is not None
        assert 0 <= profile.composite <= profile.strength + 1e-9 <= 100 + 1e-9
        assert 0 <= profile.magnitude <= profile.n


@given(ratings)
def test_with_a_threshold_of_zero_the_composite_is_the_strength(
    given_ratings: list[int | None],
) -> None:
    profile = efficacy_profile(given_ratings, threshold=0)
    assert profile.composite == profile.strength
    if profile.n:
        assert profile.magnitude == profile.n


@given(ratings, st.integers(0, 99))
def test_a_higher_threshold_never_finds_more(
    given_ratings: list[int | None], threshold: int
) -> None:
    lower = efficacy_profile(given_ratings, threshold)
    higher = efficacy_profile(given_ratings, threshold + 1)
    if lower.magnitude is not None:
        assert higher.magnitude is not None
        assert higher.magnitude <= lower.magnitude


@pytest.mark.parametrize("bad", [-1, 101, "50", True, math.inf])
def test_what_is_no_rating_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="ratings, value 2"):
        efficacy_profile([50, bad])


@pytest.mark.parametrize("threshold", [-1, 101, math.nan])
def test_a_threshold_outside_the_ratings_is_refused(threshold: float) -> None:
    with pytest.raises(InvalidValue, match="expected 0 to 100"):
        efficacy_profile([50], threshold)


# ----------------------------------------------------------------- highest rung


@pytest.mark.parametrize(
    ("given_ratings", "difficulty", "rung"),
    [
        # By hand: means 80, 60, 30 at levels 1, 2, 3.
        ([90, 70, 60, 40, 20], [1, 1, 2, 3, 3], 2),
        ([90, 70, 60, 50, 50], [1, 1, 2, 3, 3], 3),  # 50 reaches the threshold
        ([40, 90, 90], [1, 2, 3], 0),  # not even the lowest, whatever follows
        ([90, 40, 90], [1, 2, 3], 1),  # a level above a gap does not count
        ([90, 60], [2, 4], 4),  # levels without an item are no gap
        ([60, 90, 30], [3, 1, 2], 1),  # in any order
        ([90, None, 70], [1, 1, 2], 2),  # one answer judges a level
        ([90, None, 70], [1, 2, 3], None),  # a level that nobody can judge
        ([40, None, 70], [1, 2, 3], 0),  # decided below it
        ([90, 70, None], [1, 2, 3], 2),  # nothing known above the last answer
        ([None, 70], [1, 2], None),
        ([90, 70, 10], [1, None, 2], 1),  # an item without a level is left out
        ([80], [None], None),
        ([], [], None),
        ([None, math.nan], [1, 2], None),
        ([100] * 3, [1, 2, 3], 3),
        ([0] * 3, [1, 2, 3], 0),
    ],
)
def test_the_highest_rung_is_the_last_one_without_a_gap(
    given_ratings: list[Any], difficulty: list[Any], rung: int | None
) -> None:
    assert highest_rung(given_ratings, difficulty, threshold=50) == rung


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 5)), min_size=1, max_size=10))
def test_a_higher_threshold_never_gives_a_higher_rung(items: list[tuple[int, int]]) -> None:
    given_ratings, levels = [rating for rating, _ in items], [level for _, level in items]
    rungs = [highest_rung(given_ratings, levels, threshold) for threshold in (40, 50, 60)]
    assert None not in rungs
    assert rungs == sorted(rungs, reverse=True)  # type: ignore[type-var]
    assert set(rungs) <= {0, *levels}


@pytest.mark.parametrize("bad", [0, -1, 1.5, "2", True, math.inf])
def test_a_difficulty_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="difficulty, value 2"):
        highest_rung([50, 60], [1, bad])


def test_a_rung_refuses_what_a_profile_refuses() -> None:
    with pytest.raises(InvalidValue, match="ratings, value 1"):
        highest_rung([101], [1])
    with pytest.raises(InvalidValue, match="expected 0 to 100"):
        highest_rung([50], [1], threshold=101)
    with pytest.raises(InvalidValue, match="found 2 and 1 values"):
        highest_rung([50, 60], [1])


# ------------------------------------------------------------------- generality


def test_four_domains_worked_out_by_hand() -> None:
    # 3 of 4 reach 50; mean 60, squares 400 + 100 + 100 + 400 over 3.
    reach = generality([40, 50, 70, 80, None])
    assert (reach.n, reach.n_excluded, reach.count, reach.share) == (4, 1, 3, 0.75)
    assert reach.spread == pytest.approx(math.sqrt(1000 / 3))
    assert reach.reasons == {}


@pytest.mark.parametrize("domains", [[], [50], [50, 60], [50, 60, None], [None] * 4])
def test_reach_is_not_told_of_fewer_than_three_domains(domains: list[Any]) -> None:
    reach = generality(domains)
    assert (reach.count, reach.share, reach.spread) == (None, None, None)
    assert reach.reasons == dict.fromkeys(("count", "share", "spread"), THREE_DOMAINS)
    assert reach.n + reach.n_excluded == len(domains)


def test_equal_domains_have_no_spread() -> None:
    reach = generality([70, 70, 70])
    assert (reach.count, reach.share, reach.spread) == (3, 1, 0)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=8))
def test_reach_stays_in_its_range(domains: list[int]) -> None:
    reach = generality(domains)
    assert reach.count is not None
    assert reach.spread is not None
    assert 0 <= reach.count <= reach.n
    assert 0 <= reach.spread <= 100


@pytest.mark.parametrize("bad", [-1, 101, "50", math.inf])
def test_what_is_no_domain_score_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="domains, value 2"):
        generality([50, bad, 60])
