"""The exact signed-rank test against books, other code and brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from efficacy.errors import InvalidValue
from efficacy.measurement import signed_rank
from efficacy.measurement.signed_rank import LARGEST_EXACT, _exact_p, _normal_p


def brute_force_p(changes: list[int]) -> float:
    """Return the two-sided p by writing down every pattern of signs."""
    moved = [change for change in changes if change != 0]
    ranks = stats.rankdata([abs(change) for change in moved])
    observed = sum(rank for rank, change in zip(ranks, moved, strict=True) if change > 0)
    middle = ranks.sum() / 2
    sums = [
        sum(rank for rank, up in zip(ranks, signs, strict=True) if up)
        for signs in product([False, True], repeat=len(moved))
    ]
    as_far = [total for total in sums if abs(total - middle) >= abs(observed - middle)]
    return len(as_far) / len(sums)


def test_the_example_of_the_scipy_documentation() -> None:
    # scipy.stats.wilcoxon: statistic 24.0, p .041259765625; "greater": W+ 96, p .0206….
    d = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
    result = signed_rank(d)
    assert (result.w_plus, result.w_minus) == (96, 24)
    assert result.p == 0.041259765625


def test_the_depression_scores_of_hollander_and_wolfe() -> None:
    # Hollander & Wolfe (1973), p. 29; R: wilcox.test(x, y, paired = TRUE) → V = 40,
    # one-sided p = .01953125, so two-sided .0390625.
    x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    result = signed_rank(np.subtract(x, y))
    assert result.w_plus == 40
    assert result.p == 0.0390625


@given(st.lists(st.integers(-4, 4), max_size=8).filter(any))
def test_the_p_value_equals_brute_force_with_ties_and_zeros(changes: list[int]) -> None:
    assert signed_rank(changes).p == pytest.approx(brute_force_p(changes), abs=1e-14)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=30, unique=True), st.data())
def test_the_p_value_agrees_with_scipys_exact_one_without_ties(
    sizes: list[int], data: st.DataObject
) -> None:
    signs = data.draw(st.lists(st.sampled_from([-1, 1]), min_size=len(sizes), max_size=len(sizes)))
    changes = [size * sign for size, sign in zip(sizes, signs, strict=True)]
    reference = stats.wilcoxon(changes, method="exact")
    assert signed_rank(changes).p == pytest.approx(reference.pvalue, rel=1e-9)


@given(st.lists(st.integers(-10, 10), max_size=40))
def test_the_rank_sums_add_up_and_zeros_are_counted_apart(changes: list[int]) -> None:
    result = signed_rank(changes)
    assert result.w_plus + result.w_minus == result.n * (result.n + 1) / 2
    assert result.n + result.n_zero == len(changes)


@given(st.lists(st.integers(-10, 10), max_size=40))
def test_turning_every_change_around_swaps_the_sums(changes: list[int]) -> None:
    there, back = signed_rank(changes), signed_rank([-change for change in changes])
    assert (there.w_plus, there.w_minus) == (back.w_minus, back.w_plus)
    assert there.p == back.p
    if there.rank_biserial is not None:
        assert back.rank_biserial == -there.rank_biserial


@given(st.lists(st.integers(-10, 10), max_size=20), st.integers(1, 5))
def test_people_who_did_not_change_alter_nothing(changes: list[int], zeros: int) -> None:
    one, more = signed_rank(changes), signed_rank([*changes, *[0] * zeros])
    assert (more.p, more.w_plus, more.rank_biserial) == (one.p, one.w_plus, one.rank_biserial)


def test_five_people_can_never_reach_the_usual_line() -> None:
    # All five upwards is one of 2⁵ patterns, and all down as far: 2/32.
    assert signed_rank([1, 2, 3, 4, 5]).p == 0.0625


def test_sums_in_the_middle_have_a_p_of_one() -> None:
    result = signed_rank([1, -1, 2, -2])
    assert result.p == 1
    assert result.rank_biserial == 0


def test_equal_sizes_share_the_mean_of_their_ranks() -> None:
    # Sizes 1, 1, 3: ranks 1.5, 1.5, 3.
    result = signed_rank([1, -1, 3])
    assert (result.w_plus, result.w_minus) == (4.5, 1.5)


@pytest.mark.parametrize("changes", [[], [0], [0, 0, 0], [None, None]])
def test_nothing_to_rank_has_no_p_value(changes: list[int | None]) -> None:
    result = signed_rank(changes)
    assert (result.n, result.p, result.rank_biserial) == (0, None, None)


def test_missing_changes_are_left_out() -> None:
    assert signed_rank([3, None, -1, float("nan"), 2]) == signed_rank([3, -1, 2])


def test_text_is_refused() -> None:
    with pytest.raises(InvalidValue, match="changes, value 2"):
        signed_rank([1, "2"])


def test_forty_people_who_all_rise_are_one_pattern_of_all() -> None:
    assert signed_rank(range(1, 41)).p == pytest.approx(2 / 2**40, rel=1e-12)


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_at_the_border_the_approximation_is_close_to_the_exact_value(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ranks = stats.rankdata(rng.integers(1, 100, size=LARGEST_EXACT)).astype(float)
    up = rng.random(LARGEST_EXACT) < 0.5
    larger = max(ranks[up].sum(), ranks[~up].sum())
    assert _normal_p(ranks, larger) == pytest.approx(_exact_p(ranks, larger), abs=5e-4)


def test_a_large_table_is_answered_by_the_approximation() -> None:
    changes = np.random.default_rng(1).normal(0.05, 1, size=3000)
    reference = stats.wilcoxon(changes, method="asymptotic", correction=True)
    assert signed_rank(changes).p == pytest.approx(reference.pvalue, rel=1e-9)
