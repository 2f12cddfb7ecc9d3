"""Strength, magnitude and composite of one person's ratings."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import efficacy_profile

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
