"""Change from pre to post against published examples, and its invariants."""

from __future__ import annotations

import math
import statistics
from dataclasses import FrozenInstanceError, fields
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.measurement import (
    PairedChange,
    change_from_moments,
    hedges_correction,
    paired_change,
)
from efficacy.measurement._moments import (
    FAR_OUT,
    SAME_AT_A_TIME,
    SAME_AT_BOTH,
    SAME_CHANGE,
    THREE_PAIRS,
)
from efficacy.measurement.change import NEEDS_SCORES, NO_PAIR, NOBODY_MOVED, TWO_PAIRS
from efficacy.measurement.effect_size import average_d_interval, noncentral_t_limits
from tests.measurement.samples import close, sample_with

# Thomason 1, Cumming & Calin-Jageman, Introduction to the New Statistics, ch. 8.
THOMASON_PRE = [13, 12, 12, 9, 14, 17, 14, 9, 6, 7, 11, 15]
THOMASON_POST = [14, 13, 16, 12, 15, 18, 13, 10, 10, 8, 14, 16]

# Lakens (2013), Frontiers in Psychology, 4, 863: ratings of two movies.
MOVIE_1 = [9, 7, 8, 9, 8, 9, 9, 10, 9, 9]
MOVIE_2 = [9, 6, 7, 8, 7, 9, 8, 8, 8, 7]

# The names that other programs rely on.
FIELDS = [
    *("n", "mean_pre", "mean_post", "sd_pre", "sd_post", "r", "change", "ci_low", "ci_high"),
    *("t", "df", "p", "d_z", "d_z_low", "d_z_high", "d_av", "d_av_low", "d_av_high", "g_av"),
    *(
        "sd_change",
        "median_change",
        "n_up",
        "n_same",
        "n_down",
        "wilcoxon_w",
        "wilcoxon_p",
        "rank_biserial",
    ),
]
ESTIMATES = FIELDS[1:]
OF_MOMENTS = sorted(
    set(ESTIMATES)
    - {"median_change", "n_up", "n_same", "n_down"}
    - {"wilcoxon_w", "wilcoxon_p", "rank_biserial"}
)


ratings = st.integers(0, 10).map(lambda step: step * 10)
pairs = st.lists(st.tuples(ratings, ratings), min_size=3, max_size=12)


def split(people: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [pre for pre, _ in people], [post for _, post in people]


# ------------------------------------------------------- published examples


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        # Snapshot tests of the R package esci (rcalinjageman/esci), and the book.
        ("mean_pre", "11.58333"),
        ("mean_post", "13.25"),
        ("sd_pre", "3.315483"),
        ("sd_post", "2.895922"),
        ("r", "0.8923908"),
        ("change", "1.666667"),
        ("ci_low", "0.715218"),
        ("ci_high", "2.618115"),
        ("t", "3.855498"),
        ("p", "0.002674001"),
        ("d_av_low", "0.1806393"),
        ("d_av_high", "0.8902152"),
        # Its printed standard error times √12: .4322831 · 3.4641016.
        ("sd_change", "1.497473"),
        # By hand from the twelve changes 1 1 4 3 1 1 -1 1 4 1 3 1.
        ("median_change", "1.0"),
        ("n_up", "11"),
        ("n_same", "0"),
        ("n_down", "1"),
        # Computed once with SciPy 1.17 from the definitions.
        ("d_av", "0.535427"),
        ("g_av", "0.497926"),
        ("d_z", "1.112986"),
        ("d_z_low", "0.369253"),
        ("d_z_high", "1.826751"),
        ("wilcoxon_w", "73.5"),
        ("wilcoxon_p", "0.00439453"),
        ("rank_biserial", "0.884615"),
    ],
)
def test_thomason_1_is_reproduced_to_the_last_printed_digit(name: str, printed: str) -> None:
    assert getattr(paired_change(THOMASON_PRE, THOMASON_POST), name) == close(printed)


def test_thomason_1_has_12_pairs_and_11_degrees_of_freedom() -> None:
    result = paired_change(THOMASON_PRE, THOMASON_POST)
    assert (result.n, result.df, result.n_excluded) == (12, 11, 0)
    assert result.reasons == {}


def test_the_standard_error_of_bonetts_interval_is_the_published_one() -> None:
    # esci prints SE .1810176 for Thomason 1; the half-width is 1.959964 of them.
    result = paired_change(THOMASON_PRE, THOMASON_POST)
    assert result.d_av_high is not None
    assert result.d_av_low is not None
    half = (result.d_av_high - result.d_av_low) / 2
    assert half / 1.959964 == close("0.1810176")


def test_borensteins_example_gives_the_same_d_from_the_sd_of_differences() -> None:
    # Borenstein et al. (2009), Introduction to Meta-Analysis, ch. 4: means 103 and
    # 100, SD of differences 5.5, r .7, n 50 → S_within 7.1005, d .4225, g .4160.
    within = 5.5 / math.sqrt(2 * (1 - 0.7))
    pre, post = sample_with(means=(100, 103), sd=within, r=0.7, n=50)
    result = paired_change(pre, post)
    assert result.sd_pre == close("7.1005")
    assert result.d_av == close("0.4225")
    assert result.g_av == close("0.4160")
    assert result.r == close("0.7")
    assert result.d_z == pytest.approx(3 / 5.5)


def test_borensteins_example_from_its_printed_moments() -> None:
    result = change_from_moments(50, 100, 103, 7.1005, 7.1005, 0.7)
    assert result.d_av == close("0.4225")
    assert result.g_av == close("0.4160")
    assert result.d_z == pytest.approx(3 / 5.5, abs=1e-5)


def test_thomason_1_follows_from_its_printed_moments() -> None:
    # Means, SDs and r as esci prints them, seven digits each.
    result = change_from_moments(12, 11.58333, 13.25, 3.315483, 2.895922, 0.8923908)
    whole = paired_change(THOMASON_PRE, THOMASON_POST)
    for name in OF_MOMENTS:
        assert getattr(result, name) == pytest.approx(getattr(whole, name), rel=2e-5), name


def test_the_interval_of_d_z_is_the_one_of_mote() -> None:
    # R package MOTE (doomlab/MOTE), tests: d.dep.t.diff(mdiff = 1.14, sddiff = 2.12,
    # n = 7) → d .5377358, CI [-.2791857, 1.317321].
    changes, _ = sample_with(means=(1.14, 0), sd=2.12, r=0, n=7)
    pre = np.arange(7.0)
    result = paired_change(pre, pre + changes)
    assert result.d_z == close("0.5377358")
    assert result.d_z_low == close("-0.2791857")
    assert result.d_z_high == close("1.317321")


def test_the_movies_of_lakens_have_his_t_and_our_g_av() -> None:
    result = paired_change(MOVIE_2, MOVIE_1)
    assert result.t == close("4.743416")
    assert result.p == close("0.0010539")
    assert result.d_z == close("1.5")
    assert (result.mean_post, result.mean_pre) == (close("8.7"), close("7.7"))
    assert (result.sd_post, result.sd_pre) == (close("0.82"), close("0.95"))
    # He prints 1.08: mean of the SDs, and 1 - 3/71. Ours: root mean square, exact J(9).
    assert result.g_av == close("1.028913")


def test_the_convention_of_lakens_follows_from_ours() -> None:
    # His 1.081005 from our SDs, so that the difference is the convention alone.
    result = paired_change(MOVIE_2, MOVIE_1)
    assert result.sd_pre is not None
    assert result.sd_post is not None
    theirs = 1.0 / ((result.sd_pre + result.sd_post) / 2)
    assert theirs == close("1.128696")
    assert theirs * (1 - 3 / 71) == close("1.081005")


@pytest.mark.parametrize(
    ("df", "exact", "approximate"),
    [
        # Gamma functions; the approximation 1 - 3/(4ν - 1) beside it.
        (4, "0.797885", "0.800000"),
        (9, "0.913875", "0.914286"),
        (11, "0.929960", "0.930233"),
        (19, "0.959910", "0.960000"),
        (29, "0.973875", "0.973913"),
        (39, "0.980624", "0.980645"),
    ],
)
def test_the_correction_is_exact_and_not_the_approximation(
    df: int, exact: str, approximate: str
) -> None:
    assert hedges_correction(df) == close(exact)
    assert 1 - 3 / (4 * df - 1) == close(approximate)
    assert hedges_correction(df) < 1 - 3 / (4 * df - 1)


def test_the_correction_has_its_closed_form_at_two_degrees_of_freedom() -> None:
    # Γ(1) / (√1 · Γ(1/2)) = 1/√π
    assert hedges_correction(2) == pytest.approx(1 / math.sqrt(math.pi), rel=1e-14)


@pytest.mark.parametrize("df", [1, 0, -3])
def test_the_correction_refuses_too_few_degrees_of_freedom(df: int) -> None:
    with pytest.raises(InsufficientData, match="at least 3 pairs"):
        hedges_correction(df)


@pytest.mark.parametrize(
    ("n", "printed"),
    # Half-width of the 95 % interval in SDs of the change: t(.975, n-1)/√n.
    [(5, "1.24"), (8, "0.84"), (12, "0.64"), (20, "0.47"), (30, "0.37"), (40, "0.32")],
)
def test_small_cohorts_are_as_imprecise_as_the_t_table_says(n: int, printed: str) -> None:
    changes, _ = sample_with(means=(0, 0), sd=1, r=0, n=n)
    result = paired_change(np.zeros(n), changes)
    assert result.ci_high == close(printed)


# ------------------------------------------------------- other implementations


@given(pairs)
def test_t_and_its_interval_agree_with_scipy(people: list[tuple[int, int]]) -> None:
    pre, post = split(people)
    result = paired_change(pre, post)
    if result.t is None:
        assert len({b - a for a, b in people}) == 1
        return
    reference = stats.ttest_rel(post, pre)
    interval = reference.confidence_interval(0.95)
    assert result.t == pytest.approx(reference.statistic, abs=1e-9)
    assert result.p == pytest.approx(reference.pvalue, abs=1e-9)
    assert (result.ci_low, result.ci_high) == pytest.approx((interval.low, interval.high), abs=1e-9)


# At 5.1 with 99 and at 4.1 with 150 degrees of freedom SciPy's distribution is NaN on the way.
@pytest.mark.parametrize(
    ("t", "df"),
    [
        *[(3.855498, 11), (-3.855498, 11), (0.0, 4), (0.1, 298), (30.0, 298), (-3.0, 1)],
        *[(5.1, 99), (-5.1, 99), (4.1, 150)],
    ],
)
def test_the_noncentral_limits_leave_two_and_a_half_percent_on_each_side(t: float, df: int) -> None:
    limits = noncentral_t_limits(t, df=df)
    assert limits is not None
    assert stats.nct.cdf(t, df, limits[0]) == pytest.approx(0.975, abs=1e-8)
    assert stats.nct.cdf(t, df, limits[1]) == pytest.approx(0.025, abs=1e-8)


def test_an_interval_that_lies_too_far_out_is_left_empty_with_the_reason() -> None:
    pre = np.zeros(5)
    result = paired_change(pre, [1e9, 1e9, 1e9, 1e9, 1e9 + 1])
    assert result.d_z is not None
    assert result.d_z_low is None
    assert result.reasons["d_z_low"] == result.reasons["d_z_high"] == FAR_OUT


def test_bonetts_interval_does_not_change_with_the_unit() -> None:
    small = average_d_interval(5, sd_pre=10, sd_post=12, covariance=80, n=9)
    large = average_d_interval(5e60, sd_pre=1e61, sd_post=1.2e61, covariance=8e121, n=9)
    assert large == pytest.approx(small)


@pytest.mark.parametrize(("n", "sd"), [(1, 3.0), (9, 0.0)])
def test_bonetts_interval_refuses_what_has_no_spread(n: int, sd: float) -> None:
    with pytest.raises(InsufficientData, match="at least 2 pairs"):
        average_d_interval(5, sd_pre=sd, sd_post=sd, covariance=0, n=n)


# ------------------------------------------------------------- invariants


@given(pairs)
def test_swapping_pre_and_post_turns_the_signs_and_nothing_else(
    people: list[tuple[int, int]],
) -> None:
    pre, post = split(people)
    there, back = paired_change(pre, post), paired_change(post, pre)
    for name in ("change", "t", "d_z", "d_av", "g_av", "rank_biserial"):
        one, other = getattr(there, name), getattr(back, name)
        assert (one is None) == (other is None)
        if one is not None:
            assert one == pytest.approx(-other, abs=1e-9)
    for low, high in (("ci_low", "ci_high"), ("d_av_low", "d_av_high"), ("d_z_low", "d_z_high")):
        if getattr(there, low) is not None:
            assert getattr(there, low) == pytest.approx(-getattr(back, high), abs=1e-7)
    assert there.p == pytest.approx(back.p)
    assert there.wilcoxon_p == back.wilcoxon_p


@given(pairs, st.integers(-1000, 1000))
def test_adding_a_constant_to_everything_leaves_the_change(
    people: list[tuple[int, int]], constant: int
) -> None:
    pre, post = split(people)
    before = paired_change(pre, post)
    after = paired_change([x + constant for x in pre], [y + constant for y in post])
    for name in set(ESTIMATES) - {"mean_pre", "mean_post"}:
        expected = getattr(before, name)
        assert getattr(after, name) == (
            None if expected is None else pytest.approx(expected, rel=1e-7, abs=1e-7)
        ), name


@given(pairs, st.sampled_from([0.001, 0.1, 3.0, 1e6]))
def test_the_unit_of_the_scores_does_not_matter_to_effect_sizes(
    people: list[tuple[int, int]], factor: float
) -> None:
    pre, post = split(people)
    before = paired_change(pre, post)
    after = paired_change([x * factor for x in pre], [y * factor for y in post])
    for name in ("r", "t", "p", "d_z", "d_av", "g_av", "wilcoxon_w", "wilcoxon_p", "rank_biserial"):
        expected = getattr(before, name)
        assert getattr(after, name) == (
            None if expected is None else pytest.approx(expected, rel=1e-6, abs=1e-9)
        ), name


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(people: list[tuple[int, int]], rng: Any) -> None:
    before = paired_change(*split(people))
    shuffled = list(people)
    rng.shuffle(shuffled)
    after = paired_change(*split(shuffled))
    assert after.change == pytest.approx(before.change)
    assert after.wilcoxon_p == before.wilcoxon_p


@given(pairs)
def test_every_value_is_inside_its_range(people: list[tuple[int, int]]) -> None:
    result = paired_change(*split(people))
    for name in ("p", "wilcoxon_p"):
        value = getattr(result, name)
        assert value is None or 0 <= value <= 1
    for name in ("r", "rank_biserial"):
        value = getattr(result, name)
        assert value is None or -1 <= value <= 1
    for name in ("", "d_z", "d_av"):
        low = getattr(result, f"{name}_low" if name else "ci_low")
        high = getattr(result, f"{name}_high" if name else "ci_high")
        if low is not None:
            assert low <= getattr(result, name or "change") <= high


@given(st.lists(st.tuples(st.none() | ratings, st.none() | ratings), max_size=10))
def test_a_value_is_missing_exactly_when_a_reason_is_given(
    people: list[tuple[int | None, int | None]],
) -> None:
    result = paired_change([pre for pre, _ in people], [post for _, post in people])
    missing = {name for name in ESTIMATES if getattr(result, name) is None}
    assert missing == set(result.reasons)
    assert result.n + result.n_excluded == len(people)


@given(pairs)
def test_a_wider_confidence_gives_wider_intervals(people: list[tuple[int, int]]) -> None:
    pre, post = split(people)
    narrow, wide = paired_change(pre, post, 0.8), paired_change(pre, post, 0.99)
    for low, high in (("ci_low", "ci_high"), ("d_av_low", "d_av_high")):
        if getattr(narrow, low) is not None:
            assert getattr(wide, low) <= getattr(narrow, low)
            assert getattr(wide, high) >= getattr(narrow, high)


@given(pairs)
def test_directions_and_median_agree_with_the_single_changes(people: list[tuple[int, int]]) -> None:
    result = paired_change(*split(people))
    changes = sorted(post - pre for pre, post in people)
    assert result.n_up == sum(change > 0 for change in changes)
    assert result.n_down == sum(change < 0 for change in changes)
    assert result.n_same == changes.count(0)
    assert result.median_change == statistics.median(changes)


# ------------------------------------------------------------ from moments alone


@given(pairs)
def test_moments_give_what_the_scores_give(people: list[tuple[int, int]]) -> None:
    whole = paired_change(*split(people))
    assert whole.mean_pre is not None
    assert whole.mean_post is not None
    assert whole.sd_pre is not None
    assert whole.sd_post is not None
    again = change_from_moments(
        whole.n, whole.mean_pre, whole.mean_post, whole.sd_pre, whole.sd_post, whole.r
    )
    for name in OF_MOMENTS:
        expected = getattr(whole, name)
        assert getattr(again, name) == (
            None if expected is None else pytest.approx(expected, rel=1e-6, abs=1e-6)
        ), name


def test_what_moments_do_not_hold_is_missing_with_the_reason() -> None:
    result = change_from_moments(12, 50, 56, 15, 14, 0.7, n_excluded=3)
    missing = set(ESTIMATES) - set(OF_MOMENTS)
    assert all(getattr(result, name) is None for name in missing)
    assert result.reasons == dict.fromkeys(missing, NEEDS_SCORES)
    assert (result.n, result.n_excluded, result.df) == (12, 3, 11)


def test_moments_without_spread_have_no_interval() -> None:
    alike = change_from_moments(12, 50, 56, 15, 15, 1.0)
    assert (alike.change, alike.ci_low) == (6, None)
    assert alike.reasons["p"] == SAME_CHANGE
    still = change_from_moments(12, 50, 56, 0, 0, None)
    assert (still.d_av, still.reasons["d_av"], still.reasons["r"]) == (
        None,
        SAME_AT_BOTH,
        SAME_AT_A_TIME,
    )


def test_moments_with_spread_at_one_time_need_no_correlation() -> None:
    # The changes then have the SD of the one that varies.
    result = change_from_moments(16, 50, 60, 0, 10, None)
    assert result.d_z == pytest.approx(1)
    assert result.t == pytest.approx(4)


@pytest.mark.parametrize("n", [0, 1])
def test_moments_of_fewer_than_two_pairs_are_refused(n: int) -> None:
    with pytest.raises(InsufficientData, match="at least 2 pairs"):
        change_from_moments(n, 50, 56, 15, 14, 0.7)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("n", 4.5, "Number of pairs"),
        ("n", True, "Number of pairs"),
        ("n", "12", "Number of pairs"),
        ("mean_pre", math.nan, "Mean before"),
        ("mean_post", math.inf, "Mean after"),
        ("mean_post", "56", "Mean after"),
        ("sd_pre", -1, "SD before"),
        ("sd_post", None, "SD after"),
        ("r", 1.1, "Correlation"),
        ("r", math.nan, "Correlation"),
        ("r", None, "Correlation"),
        ("confidence", 95, "Confidence"),
    ],
)
def test_moments_that_cannot_be_are_refused_by_name(name: str, value: Any, said: str) -> None:
    moments = {"n": 12, "mean_pre": 50, "mean_post": 56, "sd_pre": 15, "sd_post": 14, "r": 0.7}
    with pytest.raises(InvalidValue, match=said):
        change_from_moments(**(moments | {name: value}))


# ------------------------------------------------------ missing and degenerate


def test_people_with_one_of_the_two_are_left_out_and_counted() -> None:
    pre = [10, None, 30, math.nan, 50, 60]
    post = [20, 30, None, math.nan, 70, 65]
    result = paired_change(pre, post)
    assert (result.n, result.n_excluded) == (3, 3)
    assert (result.mean_pre, result.mean_post) == (40, pytest.approx(155 / 3))


def test_incomplete_people_change_no_number() -> None:
    complete = paired_change(THOMASON_PRE, THOMASON_POST)
    more = paired_change([*THOMASON_PRE, 3, None], [*THOMASON_POST, None, 99])
    assert all(getattr(more, name) == getattr(complete, name) for name in FIELDS)


@pytest.mark.parametrize(
    ("pre", "post", "excluded"),
    [([], [], 0), ([None] * 4, [1, 2, 3, 4], 4), ([math.nan], [math.nan], 1)],
)
def test_without_a_complete_pair_everything_is_missing(
    pre: list[Any], post: list[Any], excluded: int
) -> None:
    result = paired_change(pre, post)
    assert (result.n, result.n_excluded) == (0, excluded)
    assert all(getattr(result, name) is None for name in ESTIMATES)
    assert result.reasons == dict.fromkeys(ESTIMATES, NO_PAIR)


def test_one_pair_has_a_change_and_nothing_about_its_certainty() -> None:
    result = paired_change([40], [60])
    assert (result.mean_pre, result.mean_post, result.change) == (40, 60, 20)
    assert (result.wilcoxon_w, result.wilcoxon_p, result.rank_biserial) == (1, 1, 1)
    assert set(result.reasons.values()) == {TWO_PAIRS}
    assert result.df is None
    assert result.ci_low is None


def test_two_pairs_have_an_interval_and_no_correction() -> None:
    # By hand: changes 1 and 2, mean 1.5, SD √.5, t = 1.5/.5 = 3, t(.975, 1) = 12.7062.
    result = paired_change([1, 2], [2, 4])
    assert result.t == pytest.approx(3)
    assert result.ci_high == pytest.approx(1.5 + 12.7062 * 0.5, abs=1e-4)
    assert result.g_av is None
    assert result.reasons == {"g_av": THREE_PAIRS}


def test_nobody_changing_is_no_error_and_no_effect_size() -> None:
    result = paired_change([20, 40, 60], [20, 40, 60])
    assert result.change == 0
    assert result.d_av == 0
    assert result.r == pytest.approx(1)
    assert result.reasons["t"] == result.reasons["d_z"] == SAME_CHANGE
    assert result.reasons["wilcoxon_p"] == NOBODY_MOVED


def test_everybody_changing_alike_has_no_spread_to_measure_against() -> None:
    result = paired_change([10, 20, 30, 40, 50], [20, 30, 40, 50, 60])
    assert result.change == 10
    assert result.ci_low is None
    assert result.p is None
    assert result.reasons["ci_low"] == SAME_CHANGE
    assert result.d_av == pytest.approx(10 / math.sqrt(250))
    assert result.wilcoxon_p == 0.0625


def test_all_scores_equal_at_both_times_leave_the_means_only() -> None:
    result = paired_change([50] * 5, [50] * 5)
    assert (result.sd_pre, result.sd_post, result.change) == (0, 0, 0)
    assert result.reasons["r"] == SAME_AT_A_TIME
    assert result.reasons["d_av"] == result.reasons["g_av"] == SAME_AT_BOTH


def test_no_spread_at_one_time_still_has_an_average_effect_size() -> None:
    # s² = (0 + 250)/2 = 125, d = 10/√125; SE² = d²·4/(8·4) + 2/4 by hand.
    result = paired_change([50] * 5, [40, 50, 60, 70, 80])
    d = 10 / math.sqrt(125)
    assert result.r is None
    assert result.d_av == pytest.approx(d)
    assert result.d_av_high == pytest.approx(d + 1.959964 * math.sqrt(d**2 / 8 + 0.5), abs=1e-6)


def test_binary_fractions_are_not_taken_for_a_spread_or_a_change() -> None:
    # 0.1 + 0.2 is not 0.3 in binary; each change is one tenth all the same.
    result = paired_change([0.1, 0.2, 0.3], [0.2, 0.1 + 0.2, 0.4])
    assert result.reasons["t"] == SAME_CHANGE
    assert paired_change([0.3, 0.6], [0.1 + 0.2, 0.6]).reasons["wilcoxon_w"] == NOBODY_MOVED


def test_scores_next_to_nothing_are_no_error() -> None:
    result = paired_change([0, 1e-250, 2e-250], [1e-250, 3e-250, 9e-250])
    assert result.n_up == 3
    assert result.reasons["t"] == SAME_CHANGE  # their squares are below what a number can hold


# -------------------------------------------------------------- bad input


def test_unequal_lengths_are_refused_with_both_lengths() -> None:
    with pytest.raises(InvalidValue, match="found 3 and 2 values"):
        paired_change([1, 2, 3], [1, 2])


@pytest.mark.parametrize(
    ("bad", "shown"),
    [
        ("40", "“40”"),
        ("", "“”"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (1e200, "1e\\+200"),
        (True, "“True”"),
        (np.True_, "“True”"),
        (1 + 2j, "“\\(1\\+2j\\)”"),
        ([1], "“\\[1\\]”"),
    ],
)
def test_what_is_no_number_is_refused_with_its_place(bad: Any, shown: str) -> None:
    with pytest.raises(InvalidValue, match=f"post, value 2: expected a number.*{shown}"):
        paired_change([1, 2, 3], [1, bad, 3])


@pytest.mark.parametrize("bad", ["12345", {"a": 1}, {1, 2}, 5, None])
def test_what_has_no_order_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="expected a list of numbers"):
        paired_change(bad, [1, 2])


def test_a_table_is_not_a_column() -> None:
    with pytest.raises(InvalidValue):
        paired_change(np.zeros((3, 2)), np.zeros((3, 2)))


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(InvalidValue, match="such as"):
        paired_change([1, 2, 3], [2, 3, 5], confidence)


# ------------------------------------------------------------ pandas and numpy


@pytest.mark.parametrize(
    "wrap",
    [
        tuple,
        np.array,
        pd.Series,
        lambda values: pd.Series(values, dtype="Int64"),
        lambda values: np.array(values, dtype=np.float32),
        lambda values: (value for value in values),
    ],
)
def test_every_kind_of_column_gives_the_same_numbers(wrap: Any) -> None:
    expected = paired_change(THOMASON_PRE, THOMASON_POST)
    assert paired_change(wrap(THOMASON_PRE), wrap(THOMASON_POST)) == expected


def test_pandas_missing_values_are_missing() -> None:
    pre = pd.Series([10, pd.NA, 30, 40], dtype="Int64")
    post = pd.Series([20.0, 30.0, math.nan, 70.0])
    assert (paired_change(pre, post).n, paired_change(pre, post).change) == (2, 20)


def test_series_of_the_same_people_in_another_order_are_refused() -> None:
    pre = pd.Series([10, 20, 30], index=["a", "b", "c"])
    with pytest.raises(InvalidValue, match="same order"):
        paired_change(pre, pre.loc[["c", "b", "a"]])


def test_series_that_lost_different_rows_are_refused() -> None:
    # Both have two values left, of people a, b and of people b, c.
    pre = pd.Series([10, 20, None], index=["a", "b", "c"]).dropna()
    post = pd.Series([None, 20, 30], index=["a", "b", "c"]).dropna()
    with pytest.raises(InvalidValue, match="different row labels"):
        paired_change(pre, post)


def test_series_cut_from_one_long_table_are_paired_by_position() -> None:
    long = pd.DataFrame({"wave": ["pre"] * 3 + ["post"] * 3, "score": [1, 2, 3, 2, 4, 6]})
    pre = long.loc[long["wave"] == "pre", "score"]
    post = long.loc[long["wave"] == "post", "score"]
    assert paired_change(pre, post).change == 2


def test_the_input_is_left_as_it_was() -> None:
    pre, post = np.array([1.0, np.nan, 3.0]), np.array([2.0, 3.0, 5.0])
    before = (pre.copy(), post.copy())
    paired_change(pre, post)
    np.testing.assert_array_equal(pre, before[0])
    np.testing.assert_array_equal(post, before[1])


# ----------------------------------------------------------------- the result


def test_the_result_has_every_field_that_others_rely_on() -> None:
    assert set(FIELDS) <= {field.name for field in fields(PairedChange)}


def test_the_result_cannot_be_changed() -> None:
    result = paired_change([1, 2, 3], [2, 3, 5])
    with pytest.raises(FrozenInstanceError):
        result.change = 99.0  # type: ignore[misc]


def test_the_values_are_plain_numbers_that_any_writer_takes() -> None:
    result = paired_change(np.array(THOMASON_PRE), np.array(THOMASON_POST))
    for name in FIELDS:
        assert type(getattr(result, name)) in (int, float), name


def test_equal_results_are_equal_and_hash_alike() -> None:
    one, other = paired_change([1, 2], [2, 4]), paired_change([1.0, 2.0], [2.0, 4.0])
    assert one == other
    assert hash(one) == hash(other)
