"""Alpha and its interval against published examples; flags for the ends of a scale."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import CronbachAlpha, cronbach_alpha, end_flag, pooled_alpha
from efficacy.measurement.reliability import (
    NO_DEGREES,
    NOTHING_VARIES,
    SAME_TOTAL,
    TOO_FEW_ROWS,
    TWO_ITEMS,
)
from tests.measurement.samples import close, items_with

# The 15 × 10 answers of the docstring of pingouin.cronbach_alpha, which are those of
# real-statistics.com/reliability/internal-consistency-reliability/cronbachs-alpha.
FIFTEEN = """
3 2 4 1 4 5 1 4 3 2 | 5 4 6 3 5 1 2 5 5 5 | 7 3 5 5 6 4 3 3 6 5 | 2 4 3 3 2 2 2 6 6 3
6 5 6 5 4 4 4 6 7 5 | 1 2 3 4 2 5 2 3 5 2 | 4 3 5 3 5 2 1 2 4 3 | 2 4 4 3 7 2 2 4 6 5
6 5 5 5 1 6 5 2 3 2 | 5 4 6 4 3 5 3 1 7 2 | 4 3 5 2 5 3 2 3 4 1 | 4 2 3 2 5 3 4 2 3 4
5 5 6 2 3 3 2 4 4 5 | 6 5 5 4 2 2 1 4 6 5 | 4 3 5 5 3 1 3 2 3 4
"""
QUESTIONS = [f"Q{item}" for item in range(1, 11)]

rows = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=10, max_size=14)


def fifteen() -> pd.DataFrame:
    people = FIFTEEN.strip().replace("\n", "|").split("|")
    return pd.DataFrame([[int(cell) for cell in row.split()] for row in people], columns=QUESTIONS)


def equal_covariance(k: int, *, variance: float, covariance: float) -> Any:
    return np.full((k, k), covariance) + np.eye(k) * (variance - covariance)


# ------------------------------------------------------------- published examples


def test_the_fifteen_people_of_pingouin_have_its_alpha_and_interval() -> None:
    # pingouin.cronbach_alpha: (0.5917188485995826, array([0.195, 0.84 ])).
    result = cronbach_alpha(fifteen())
    assert result.alpha == pytest.approx(0.5917188485995826, abs=1e-15)
    assert result.ci_low == close("0.195")
    assert result.ci_high == close("0.840")
    assert (result.n, result.n_excluded, result.k, result.caution) == (15, 0, 10, True)
    assert result.reasons == {}


def test_the_ten_items_of_bland_and_altman_have_their_alpha() -> None:
    # Bland & Altman (1997), BMJ, 314, 572, mini-HAQ: k 10, Σs² 11.16, s_T² 77.44 → .95.
    covariance = (77.44 - 11.16) / 90
    answers = items_with(equal_covariance(10, variance=1.116, covariance=covariance), n=249)
    assert cronbach_alpha(answers).alpha == close("0.950987")
    assert cronbach_alpha(answers).caution is False


@pytest.mark.parametrize(
    ("n", "low", "high"),
    # k 10, alpha .85; computed once with SciPy 1.17 from Feldt's formula.
    [(12, "0.68", "0.95"), (20, "0.73", "0.93"), (40, "0.77", "0.91")],
)
def test_the_interval_of_alpha_is_wide_in_small_groups(n: int, low: str, high: str) -> None:
    # alpha = k·r/(1 + (k - 1)·r) for items that all correlate r; .85 → r = .85/2.35.
    answers = items_with(equal_covariance(10, variance=1, covariance=0.85 / 2.35), n=n)
    result = cronbach_alpha(answers)
    assert result.alpha == pytest.approx(0.85)
    assert (result.ci_low, result.ci_high) == (close(low), close(high))


def test_two_items_worked_out_by_hand() -> None:
    # Ten people, items 0…9 and the same with neighbours swapped: variances 82.5/9 each;
    # each product moment loses ½·Σ(a - b)² = 5 of 82.5. alpha = 2·(1 - 165/(165 + 2·77.5)).
    answers = pd.DataFrame({"a": range(10), "b": [1, 0, 3, 2, 5, 4, 7, 6, 9, 8]})
    assert cronbach_alpha(answers).alpha == pytest.approx(2 * (1 - 165 / 320))


# ---------------------------------------------------------------- rows and items


def test_a_row_with_a_gap_leaves_before_n_is_counted() -> None:
    complete = fifteen()
    gaps = pd.concat([complete, complete.head(3).assign(Q4=[np.nan] * 3)], ignore_index=True)
    with_gaps, without = cronbach_alpha(gaps), cronbach_alpha(complete)
    assert (with_gaps.n, with_gaps.n_excluded) == (15, 3)
    assert (with_gaps.alpha, with_gaps.ci_low) == (without.alpha, without.ci_low)


@pytest.mark.parametrize(
    ("people", "shown", "caution"), [(9, False, False), (10, True, True), (29, True, True)]
)
def test_alpha_needs_ten_people_and_carries_a_caution_under_thirty(
    people: int, shown: bool, caution: bool
) -> None:
    answers = items_with(equal_covariance(4, variance=1, covariance=0.4), n=people)
    result = cronbach_alpha(answers)
    assert (result.alpha is not None, result.caution) == (shown, caution)
    assert result.reasons == (
        {} if shown else dict.fromkeys(("alpha", "ci_low", "ci_high"), TOO_FEW_ROWS)
    )


def test_thirty_people_carry_no_caution() -> None:
    assert not cronbach_alpha(items_with(np.eye(3) + 1, n=30)).caution


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (pd.DataFrame(), TWO_ITEMS),
        (pd.DataFrame({"a": range(12)}), TWO_ITEMS),
        (pd.DataFrame({"a": [], "b": []}), TOO_FEW_ROWS),
        (pd.DataFrame({"a": [1.0], "b": [2.0]}), TOO_FEW_ROWS),
        (pd.DataFrame({"a": [np.nan] * 12, "b": [np.nan] * 12}), TOO_FEW_ROWS),
        (pd.DataFrame({"a": [3] * 12, "b": [4] * 12}), NOTHING_VARIES),
        (pd.DataFrame({"a": range(12), "b": [4] * 12}), NOTHING_VARIES),
        (pd.DataFrame({"a": range(12), "b": range(12, 0, -1)}), SAME_TOTAL),
        (pd.DataFrame({"a": [i / 10 for i in range(12)]}).assign(b=lambda f: 0.3 - f["a"]), ...),
    ],
)
def test_what_has_no_alpha_says_why(frame: pd.DataFrame, reason: Any) -> None:
    result = cronbach_alpha(frame)
    assert (result.alpha, result.ci_low, result.ci_high) == (None, None, None)
    expected = SAME_TOTAL if reason is ... else reason
    assert result.reasons == dict.fromkeys(("alpha", "ci_low", "ci_high"), expected)
    assert result.n + result.n_excluded == len(frame)


def test_an_item_that_everybody_answers_alike_is_counted_and_cautioned() -> None:
    # k/(k - 1) grows by the item, and it adds nothing to either variance.
    answers = items_with(equal_covariance(4, variance=1, covariance=0.4), n=40)
    plain, more = cronbach_alpha(answers), cronbach_alpha(answers.assign(same=5))
    assert plain.alpha is not None
    assert more.alpha == pytest.approx(plain.alpha * (5 / 4) / (4 / 3))
    assert (plain.n_constant, plain.caution) == (0, False)
    assert (more.n_constant, more.caution) == (1, True)


def test_items_that_run_against_each_other_have_a_negative_alpha() -> None:
    result = cronbach_alpha(items_with(equal_covariance(2, variance=1, covariance=-0.5), n=20))
    assert result.alpha == pytest.approx(-2)


def test_the_same_item_several_times_is_perfectly_reliable() -> None:
    column = list(range(12))
    result = cronbach_alpha(pd.DataFrame({"a": column, "b": column}))
    assert (result.alpha, result.ci_low, result.ci_high) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize("bad", ["3", math.inf, -math.inf, True])
def test_what_is_no_answer_is_refused_with_its_item_and_place(bad: Any) -> None:
    frame = pd.DataFrame({"a": range(12), "b": [*range(11), bad]}, dtype=object)
    with pytest.raises(InvalidValue, match="item b, value 12"):
        cronbach_alpha(frame)


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(InvalidValue, match="each once"):
        cronbach_alpha(pd.DataFrame([[1, 2]] * 12, columns=["a", "a"]))


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(InvalidValue, match="such as"):
        cronbach_alpha(fifteen(), confidence)


@given(rows, st.integers(-50, 50), st.sampled_from([0.1, 3.0, 1000.0]))
def test_alpha_does_not_depend_on_the_unit(
    answers: list[list[int]], constant: int, factor: float
) -> None:
    before = cronbach_alpha(pd.DataFrame(answers))
    after = cronbach_alpha(pd.DataFrame(answers) * factor + constant)
    assert after.reasons == before.reasons
    if before.alpha is not None:
        assert after.alpha == pytest.approx(before.alpha, rel=1e-7, abs=1e-7)


@given(rows)
def test_alpha_lies_in_its_interval_or_says_why_it_is_missing(answers: list[list[int]]) -> None:
    result = cronbach_alpha(pd.DataFrame(answers))
    missing = {name for name in ("alpha", "ci_low", "ci_high") if getattr(result, name) is None}
    assert missing == set(result.reasons)
    if result.alpha is not None:
        assert result.ci_low is not None
        assert result.ci_high is not None
        assert result.ci_low <= result.alpha <= result.ci_high <= 1


# ------------------------------------------------------------------- pooled


def test_one_group_pooled_is_the_group_itself() -> None:
    assert pooled_alpha([fifteen()]) == cronbach_alpha(fifteen())


def test_groups_that_differ_in_their_means_alone_keep_their_alpha() -> None:
    # Put together without regard to groups, the means would count as agreement of the items.
    first = items_with(equal_covariance(4, variance=1, covariance=0.2), n=10)
    together = pooled_alpha([first, first + 50])
    assert together.alpha == pytest.approx(cronbach_alpha(first).alpha)
    assert (together.n, together.caution) == (20, True)
    stacked = cronbach_alpha(pd.concat([first, first + 50]))
    assert stacked.alpha == pytest.approx(1, abs=0.01)


def test_pooled_degrees_of_freedom_are_people_minus_groups() -> None:
    # Two groups of 11 have df 20, as one group of 21 with the same covariance.
    shape = equal_covariance(5, variance=1, covariance=0.4)
    pooled = pooled_alpha([items_with(shape, n=11), items_with(shape, n=11)])
    single = cronbach_alpha(items_with(shape, n=21))
    assert pooled.ci_low == pytest.approx(single.ci_low)
    assert pooled.ci_high == pytest.approx(single.ci_high)


def test_larger_groups_weigh_more() -> None:
    # Within sums of squares and products: (9·A + 19·B)/28 by hand.
    small = equal_covariance(3, variance=1, covariance=0.6)
    large = equal_covariance(3, variance=2, covariance=0.5)
    within = (9 * small + 19 * large) / 28
    pooled = pooled_alpha([items_with(small, n=10), items_with(large, n=20)])
    assert pooled.alpha == pytest.approx(1.5 * (1 - np.trace(within) / within.sum()))


def test_columns_in_another_order_are_the_same_items() -> None:
    frame = fifteen()
    assert pooled_alpha([frame, frame[QUESTIONS[::-1]]]) == pooled_alpha([frame, frame])


def test_groups_with_other_items_are_refused() -> None:
    with pytest.raises(InvalidValue, match="same columns in each group"):
        pooled_alpha([fifteen(), fifteen().drop(columns="Q3")])


def test_no_group_and_groups_of_one_person_have_no_alpha() -> None:
    assert pooled_alpha([]).reasons["alpha"] == TWO_ITEMS
    assert pooled_alpha([]).n == 0
    singles = pooled_alpha([fifteen().iloc[[place]] for place in range(12)])
    assert singles.reasons["alpha"] == NO_DEGREES


def test_a_group_without_a_complete_row_takes_no_part() -> None:
    empty = fifteen().assign(Q1=np.nan)
    pooled = pooled_alpha([fifteen(), empty])
    assert (pooled.alpha, pooled.n_excluded) == (cronbach_alpha(fifteen()).alpha, 15)


def test_equal_results_hash_alike() -> None:
    assert hash(cronbach_alpha(fifteen())) == hash(cronbach_alpha(fifteen()))
    assert isinstance(cronbach_alpha(fifteen()), CronbachAlpha)


# ------------------------------------------------------------ ends of a scale


@pytest.mark.parametrize(
    ("ratings", "flag"),
    [
        ([90, 90, 90, 90, 90], "ceiling"),  # the mean is at the top tenth
        ([89, 90, 90, 90, 90], None),
        ([100, 100, 100, 20, 10], "ceiling"),  # more than half at the top
        ([100, 100, 100, 50, 20, 10], "ceiling"),  # exactly half
        ([100, 100, 50, 20, 10], None),
        ([10, 10, 10, 10, 10], "floor"),
        ([0, 0, 0, 80, 90], "floor"),
        ([0, 0, 0, 100, 100, 100], None),  # half at either end
        ([100, 100, 100, 100], None),  # fewer than five
        ([100, 100, 100, 100, None], None),
        ([], None),
        ([None] * 6, None),
        ([100] * 6, "ceiling"),
        ([50] * 6, None),
    ],
)
def test_answers_that_crowd_at_an_end_are_flagged(ratings: list[Any], flag: Any) -> None:
    assert end_flag(ratings, 0, 100) == flag


@given(st.lists(st.integers(1, 5), min_size=5, max_size=12))
def test_turning_a_scale_around_turns_the_flag(ratings: list[int]) -> None:
    turned = {"ceiling": "floor", "floor": "ceiling", None: None}
    assert end_flag([6 - rating for rating in ratings], 1, 5) == turned[end_flag(ratings, 1, 5)]


@pytest.mark.parametrize("bad", ["5", math.inf, 6, True])
def test_what_is_no_rating_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="ratings, value 5"):
        end_flag([1, 2, 3, 4, bad], 1, 5)
