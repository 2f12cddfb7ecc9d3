"""Reversal, scale means and the rule for missing items."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import (
    items_needed,
    paired_change,
    paired_scale_scores,
    reverse,
    scale_scores,
)

ITEMS = ["a", "b", "c", "d", "e"]
answers = st.none() | st.integers(0, 10).map(lambda step: step * 10)
rows = st.lists(st.lists(answers, min_size=5, max_size=5), max_size=8)
keyings = st.sets(st.sampled_from(ITEMS))


def table(people: list[list[int | None]], index: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame(people, columns=ITEMS, index=index, dtype="float64")


def score(people: list[list[int | None]], **more: Any) -> list[float]:
    return scale_scores(table(people), items=ITEMS, low=0, high=100, **more).scores.tolist()


# ---------------------------------------------------------------- reversal


@given(st.lists(st.integers(1, 7)))
def test_reversing_twice_gives_back_the_answers(given_answers: list[int]) -> None:
    assert reverse(reverse(given_answers, 1, 7), 1, 7).tolist() == given_answers


def test_reversal_uses_the_declared_range_and_not_the_answers_seen() -> None:
    # Nobody chose 1 or 5: with the largest answer seen, 4 would become 2.
    assert reverse([2, 3, 4], 1, 5).tolist() == [4, 3, 2]


def test_the_ends_of_the_range_change_places() -> None:
    assert reverse([0, 100, 50], 0, 100).tolist() == [100, 0, 50]


def test_a_missing_answer_stays_missing_when_reversed() -> None:
    assert [math.isnan(value) for value in reverse([1, None, math.nan], 1, 5)] == [0, 1, 1]


@pytest.mark.parametrize(("bad", "shown"), [(0, "found 0"), (6, "found 6"), (5.5, "found 5.5")])
def test_an_answer_outside_the_range_is_refused(bad: float, shown: str) -> None:
    with pytest.raises(InvalidValue, match=f"value 2: expected 1 to 5, {shown}"):
        reverse([3, bad], 1, 5)


@pytest.mark.parametrize(("low", "high"), [(5, 1), (3, 3), (math.nan, 5), (0, math.inf)])
def test_a_range_out_of_order_is_refused(low: float, high: float) -> None:
    with pytest.raises(InvalidValue, match="a lower and a higher end"):
        reverse([3], low, high)


# ----------------------------------------------------------- how many items


@pytest.mark.parametrize(("k", "needed"), [(4, 4), (5, 4), (6, 5), (10, 8), (12, 10), (1, 1)])
def test_four_fifths_of_the_items_are_needed(k: int, needed: int) -> None:
    assert items_needed(k) == needed


@pytest.mark.parametrize(("share", "k", "needed"), [(0.7, 10, 7), (0.6, 5, 3), (0.55, 20, 11)])
def test_binary_fractions_do_not_ask_for_one_item_more(share: float, k: int, needed: int) -> None:
    assert items_needed(k, share) == needed


def test_a_tiny_share_still_needs_one_item() -> None:
    assert items_needed(5, 0.01) == 1
    assert np.isnan(score([[None] * 5], minimum_share=0.01)[0])


@pytest.mark.parametrize("share", [0, -0.1, 1.01, 80, math.nan])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(InvalidValue, match="above 0 and at most 1"):
        items_needed(5, share)


# ------------------------------------------------------------- scale scores


def test_a_score_is_the_mean_of_the_answered_items() -> None:
    # (0 + 20 + 40 + 60)/4 = 30; the fifth is not counted as 0.
    assert score([[0, 20, 40, 60, 80], [0, 20, 40, 60, None]]) == [40, 30]


def test_three_of_five_items_are_too_few() -> None:
    assert np.isnan(score([[100, 100, 100, None, None]])[0])


def test_scores_with_gaps_are_flagged_and_scores_that_are_missing_are_not() -> None:
    people = [[10] * 5, [10, 10, 10, 10, None], [10, 10, None, None, None], [None] * 5]
    result = scale_scores(table(people), items=ITEMS, low=0, high=100)
    assert result.prorated.tolist() == [False, True, False, False]
    assert result.answered.tolist() == [5, 4, 2, 0]
    assert (result.k, result.needed, result.n, result.n_excluded) == (5, 4, 2, 2)


def test_reverse_keyed_items_are_turned_around_before_averaging() -> None:
    # Item e: 100 becomes 0, so (20·4 + 0)/5 = 16.
    assert score([[20, 20, 20, 20, 100]], reverse_keyed=["e"]) == [16]


def test_other_columns_are_left_alone() -> None:
    frame = table([[10] * 5]).assign(name="Heron", f=999)
    assert scale_scores(frame, items=ITEMS, low=0, high=100).scores.tolist() == [10]


def test_the_rows_keep_their_names() -> None:
    frame = table([[10] * 5, [20] * 5], index=["r-2", "r-1"])
    assert scale_scores(frame, items=ITEMS, low=0, high=100).scores.to_dict() == {
        "r-2": 10,
        "r-1": 20,
    }


def test_the_answers_are_left_as_they_were() -> None:
    frame = table([[10, None, 30, 40, 50]])
    before = frame.copy()
    scale_scores(frame, items=ITEMS, reverse_keyed=ITEMS, low=0, high=100)
    pd.testing.assert_frame_equal(frame, before)


def test_a_scale_of_one_item_is_that_item() -> None:
    frame = pd.DataFrame({"a": [3, None]})
    result = scale_scores(frame, items=["a"], low=1, high=5)
    assert (result.scores[0], result.n, result.n_excluded) == (3, 1, 1)


def test_a_cohort_without_people_has_no_scores() -> None:
    result = scale_scores(table([]), items=ITEMS, low=0, high=100)
    assert (len(result.scores), result.n, result.n_excluded) == (0, 0, 0)


def test_nullable_and_object_columns_are_read_like_floats() -> None:
    frame = pd.DataFrame(
        {"a": pd.array([1, pd.NA], dtype="Int64"), "b": pd.Series([2, None], dtype="object")}
    )
    result = scale_scores(frame, items=["a", "b"], low=1, high=5)
    assert result.scores[0] == 1.5
    assert result.answered.tolist() == [2, 0]


@given(rows, keyings)
def test_every_score_is_inside_the_range(people: list[list[int | None]], keyed: set[str]) -> None:
    for value in score(people, reverse_keyed=keyed):
        assert math.isnan(value) or 0 <= value <= 100


@given(st.lists(st.floats(0.1, 0.7), min_size=5, max_size=5))
def test_not_even_the_last_binary_digit_leaves_the_range(values: list[float]) -> None:
    frame = pd.DataFrame([values, [0.1] * 5, [0.7] * 5], columns=ITEMS)
    result = scale_scores(frame, items=ITEMS, low=0.1, high=0.7)
    assert result.scores.between(0.1, 0.7).all()


@given(rows)
def test_reversing_every_item_reverses_the_score(people: list[list[int | None]]) -> None:
    plain, turned = score(people), score(people, reverse_keyed=ITEMS)
    assert turned == pytest.approx([100 - value for value in plain], nan_ok=True)


@given(rows, st.permutations(ITEMS))
def test_the_order_of_items_does_not_matter(
    people: list[list[int | None]], order: list[str]
) -> None:
    other = scale_scores(table(people), items=order, low=0, high=100).scores.tolist()
    assert other == pytest.approx(score(people), nan_ok=True)


@given(rows)
def test_everybody_is_either_scored_or_counted_as_excluded(
    people: list[list[int | None]],
) -> None:
    result = scale_scores(table(people), items=ITEMS, low=0, high=100)
    assert result.n + result.n_excluded == len(people)
    assert result.n == result.scores.notna().sum()
    assert not result.prorated[result.scores.isna()].any()


# -------------------------------------------------------- scores of a pair


def both(pre: pd.DataFrame, post: pd.DataFrame, **more: Any) -> Any:
    return paired_scale_scores(pre, post, items=ITEMS, low=0, high=100, **more)


def test_skipping_the_hard_item_once_is_no_change() -> None:
    # Each item is rated the same both times; pre alone would score 70, post 56.
    pre = table([[100, 80, 60, 40, None]], index=["p"])
    post = table([[100, 80, 60, 40, 0]], index=["p"])
    result = both(pre, post)
    assert (result.pre["p"], result.post["p"]) == (70, 70)
    assert result.prorated["p"]
    assert result.answered["p"] == 4


def test_four_items_each_time_may_share_only_three() -> None:
    pre = table([[None, 10, 10, 10, 10]], index=["p"])
    post = table([[10, 10, 10, 10, None]], index=["p"])
    result = both(pre, post)
    assert np.isnan(result.pre["p"])
    assert np.isnan(result.post["p"])
    assert (result.n, result.n_excluded, result.answered["p"]) == (0, 1, 3)
    assert not result.prorated["p"]


def test_people_are_matched_by_name_and_not_by_row() -> None:
    pre = table([[10] * 5, [20] * 5], index=["x", "y"])
    post = table([[60] * 5, [30] * 5], index=["y", "x"])
    result = both(pre, post)
    assert (result.post - result.pre).to_dict() == {"x": 20, "y": 40}


def test_people_of_one_time_only_have_no_pair_and_are_counted() -> None:
    pre = table([[10] * 5, [20] * 5], index=["x", "left"])
    post = table([[30] * 5, [40] * 5, [50] * 5], index=["late", "x", "later"])
    result = both(pre, post)
    assert result.pre.index.tolist() == ["x", "left", "late", "later"]
    assert result.pre.notna().tolist() == [True, False, False, False]
    assert (result.n, result.n_excluded) == (1, 3)


def test_paired_scores_go_straight_into_the_change() -> None:
    pre = table([[10] * 5, [20] * 5, [30] * 5], index=["x", "y", "z"])
    post = table([[30] * 5, [40] * 5], index=["y", "x"])
    result = both(pre, post)
    change = paired_change(result.pre, result.post)
    assert (change.n, change.n_excluded, change.change) == (2, 1, 20)


def test_reverse_keying_turns_both_times_around() -> None:
    frame = table([[0, 0, 0, 0, 100]], index=["p"])
    result = both(frame, frame, reverse_keyed=["e"])
    assert (result.pre["p"], result.post["p"]) == (0, 0)


@given(rows, rows)
def test_either_both_scores_are_there_or_neither(
    before: list[list[int | None]], after: list[list[int | None]]
) -> None:
    result = both(table(before), table(after))
    assert (result.pre.isna() == result.post.isna()).all()
    assert result.n == result.pre.notna().sum()
    assert result.n + result.n_excluded == max(len(before), len(after))


@given(rows, rows)
def test_swapping_the_times_swaps_the_scores(
    before: list[list[int | None]], after: list[list[int | None]]
) -> None:
    there, back = both(table(before), table(after)), both(table(after), table(before))
    pd.testing.assert_series_equal(
        there.pre.sort_index(), back.post.sort_index(), check_names=False, check_index_type=False
    )


@given(rows)
def test_complete_answers_score_alike_alone_and_in_a_pair(people: list[list[int | None]]) -> None:
    filled = table(people).fillna(50)
    result = both(filled, filled)
    alone = scale_scores(filled, items=ITEMS, low=0, high=100)
    assert result.pre.tolist() == alone.scores.tolist() == result.post.tolist()


def test_nobody_at_either_time_is_no_error() -> None:
    result = both(table([]), table([]))
    assert (len(result.pre), result.n, result.n_excluded) == (0, 0, 0)


def test_a_person_with_two_rows_is_refused() -> None:
    pre = table([[10] * 5, [20] * 5], index=["x", "x"])
    with pytest.raises(InvalidValue, match=r"pre answers: expected one row .* two for x"):
        both(pre, table([[10] * 5], index=["x"]))
    with pytest.raises(InvalidValue, match="post answers"):
        both(table([[10] * 5], index=["x"]), pre)


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize("bad", [-10, 110, 100.5])
def test_a_rating_outside_the_scale_names_its_item(bad: float) -> None:
    frame = table([[10] * 5, [10] * 5])
    frame.loc[1, "c"] = bad
    with pytest.raises(InvalidValue, match="item c, value 2: expected 0 to 100"):
        scale_scores(frame, items=ITEMS, low=0, high=100)


@pytest.mark.parametrize("bad", ["50", "", "n/a", True])
def test_text_is_no_rating(bad: Any) -> None:
    frame = table([[10] * 5]).astype(object)
    frame.loc[0, "b"] = bad
    with pytest.raises(InvalidValue, match="item b, value 1: expected a number or nothing"):
        scale_scores(frame, items=ITEMS, low=0, high=100)


def test_an_item_without_a_column_is_named() -> None:
    with pytest.raises(InvalidValue, match="found 0 for e"):
        scale_scores(table([[1] * 5]).drop(columns="e"), items=ITEMS, low=0, high=100)


def test_an_item_with_two_columns_is_named() -> None:
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(InvalidValue, match="found 2 for a"):
        scale_scores(frame, items=["a"], low=0, high=100)


@pytest.mark.parametrize("items", [[], ["a", "a"], "abc"])
def test_a_list_of_items_must_name_each_once(items: Any) -> None:
    with pytest.raises(InvalidValue, match="at least one, each once"):
        scale_scores(table([[1] * 5]), items=items, low=0, high=100)


@pytest.mark.parametrize("keyed", [["z"], ["a", "z"], "a"])
def test_a_reverse_keyed_item_must_belong_to_the_scale(keyed: Any) -> None:
    with pytest.raises(InvalidValue, match="expected items of the scale"):
        scale_scores(table([[1] * 5]), items=ITEMS, reverse_keyed=keyed, low=0, high=100)


def test_reading_the_module_does_not_load_scipy() -> None:
    # It takes a good part of a second, and most screens compute nothing.
    code = "import sys, efficacy.measurement; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
