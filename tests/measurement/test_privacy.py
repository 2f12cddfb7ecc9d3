"""Group figures that leave the room, and attempts to learn of one person."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import (
    GroupFigure,
    PairedChange,
    Suppressed,
    paired_change,
    released,
    released_change,
    released_groups,
    reveals_few,
)

ratings = st.integers(0, 10).map(lambda step: step * 10)
maybe = st.none() | ratings


# ------------------------------------------------------------------ one group


def test_a_group_of_five_leaves_with_n_mean_and_sd() -> None:
    # Mean 60; squares 400 + 100 + 0 + 100 + 400 over 4.
    figure = released([40, 50, 60, 70, 80])
    assert figure == GroupFigure(n=5, n_excluded=0, mean=60, sd=pytest.approx(math.sqrt(250)))


@pytest.mark.parametrize("size", range(5))
def test_fewer_than_five_values_are_suppressed(size: int) -> None:
    values = [10, 20, 30, 40][:size]
    assert released([*values, None, None]) == Suppressed("too_few", "n<5")


def test_a_higher_threshold_is_kept_and_named() -> None:
    assert released(range(9), threshold=10) == Suppressed("too_few", "n<10")
    assert isinstance(released(range(10), threshold=10), GroupFigure)


def test_a_mean_that_is_everybodys_value_is_suppressed() -> None:
    assert released([70] * 8) == Suppressed("identical", "n≥5")


def test_identical_values_are_seen_through_rounding() -> None:
    assert isinstance(released([0.3, 0.1 + 0.2, 0.3, 0.3, 0.3]), Suppressed)


def test_what_is_suppressed_carries_no_number() -> None:
    assert {field.name for field in fields(Suppressed)} == {"reason", "n_text"}
    assert released([10, 20]) == released([80])


@given(st.lists(maybe, max_size=12))
def test_a_figure_leaves_exactly_when_five_differ(values: list[int | None]) -> None:
    answered = [value for value in values if value is not None]
    figure = released(values)
    may_leave = len(answered) >= 5 and len(set(answered)) > 1
    assert isinstance(figure, GroupFigure) == may_leave
    if isinstance(figure, GroupFigure):
        assert figure.n + figure.n_excluded == len(values)
        assert figure.mean == pytest.approx(np.mean(answered))
        assert figure.sd == pytest.approx(np.std(answered, ddof=1))


@pytest.mark.parametrize("threshold", [4, 3, 0, -1, 5.5, True])
def test_no_threshold_below_five_is_accepted(threshold: Any) -> None:
    with pytest.raises(InvalidValue, match="at least 5"):
        released(range(20), threshold=threshold)
    with pytest.raises(InvalidValue, match="at least 5"):
        released_change(range(20), range(20), threshold=threshold)
    with pytest.raises(InvalidValue, match="at least 5"):
        released_groups({"a": range(20)}, threshold=threshold)
    with pytest.raises(InvalidValue, match="at least 5"):
        reveals_few(set(), [], threshold=threshold)


def test_text_is_refused_before_anything_leaves() -> None:
    with pytest.raises(InvalidValue, match="values, value 1"):
        released(["ten", 20, 30, 40, 50, 60])


# -------------------------------------------------------------------- groups


def sizes(**groups: int) -> dict[str, list[int]]:
    return {name: list(range(size)) for name, size in groups.items()}


def shown(groups: dict[str, Any], **more: Any) -> set[str]:
    figures = released_groups(groups, **more)
    return {name for name, figure in figures.items() if isinstance(figure, GroupFigure)}


def test_one_suppressed_group_takes_the_next_smallest_along() -> None:
    figures = released_groups(sizes(a=12, b=3, c=7, d=9))
    assert figures["b"] == Suppressed("too_few", "n<5")
    assert figures["c"] == Suppressed("complementary", "n≥5")
    assert shown(sizes(a=12, b=3, c=7, d=9)) == {"a", "d"}


def test_two_suppressed_groups_that_hide_five_people_are_enough() -> None:
    assert shown(sizes(a=12, b=3, c=2, d=9)) == {"a", "d"}


def test_two_suppressed_groups_that_are_one_person_each_are_not_enough() -> None:
    # The whole less a and d would be the mean of two people.
    assert shown(sizes(a=12, b=1, c=1, d=9)) == {"a"}


def test_two_groups_leave_together_or_not_at_all() -> None:
    assert shown(sizes(a=12, b=4)) == set()
    assert shown(sizes(a=12, b=5)) == {"a", "b"}


def test_a_group_of_identical_values_is_not_brought_back_by_subtraction() -> None:
    groups = {"a": list(range(12)), "b": [50] * 6, "c": list(range(8))}
    assert shown(groups) == {"a"}


def test_a_single_group_is_the_whole_and_has_no_complement() -> None:
    assert shown(sizes(a=5)) == {"a"}
    assert released_groups(sizes(a=4)) == {"a": Suppressed("too_few", "n<5")}
    assert released_groups({}) == {}


def test_equal_sizes_are_decided_the_same_way_every_time() -> None:
    assert shown(sizes(c=7, a=7, b=2)) == shown(sizes(b=2, a=7, c=7)) == {"c"}


def test_the_groups_keep_their_order() -> None:
    assert list(released_groups(sizes(c=7, a=2, b=9))) == ["c", "a", "b"]


def test_a_generator_is_read_once_and_not_lost() -> None:
    figures = released_groups({"a": (value for value in range(9)), "b": range(6)})
    assert [figure.n for figure in figures.values() if isinstance(figure, GroupFigure)] == [9, 6]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(maybe, max_size=12), min_size=2))
def test_subtraction_never_reaches_fewer_than_five_people(
    groups: dict[str, list[int | None]],
) -> None:
    figures = released_groups(groups)
    answered = {name: sum(v is not None for v in values) for name, values in groups.items()}
    hidden = [name for name, figure in figures.items() if isinstance(figure, Suppressed)]
    if hidden and len(hidden) < len(groups):
        assert len(hidden) >= 2
        assert sum(answered[name] for name in hidden) >= 5


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(maybe, max_size=12)))
def test_complements_hide_more_and_never_show_more(groups: dict[str, list[int | None]]) -> None:
    for name, figure in released_groups(groups).items():
        alone = released(groups[name])
        assert figure == alone or figure == Suppressed("complementary", "n≥5")


# --------------------------------------------------------------- pre and post


PRE = [40, 50, 60, 70, 20, None, 90]
POST = [60, 50, 80, 75, 30, 80, None]


def test_pre_and_post_are_of_the_same_people() -> None:
    change = released_change(PRE, POST)
    assert isinstance(change, PairedChange)
    # Pairs only: (40 + 50 + 60 + 70 + 20)/5, not the mean of all six pre scores.
    assert (change.n, change.n_excluded) == (5, 2)
    assert (change.mean_pre, change.mean_post) == (48, 59)


def test_the_score_of_someone_without_a_pair_cannot_be_computed_from_what_leaves() -> None:
    one = released_change([*PRE[:-1], 90], POST)
    other = released_change([*PRE[:-1], 10], POST)
    assert one == other


def test_four_pairs_are_suppressed_however_many_came_once() -> None:
    pre = [10, 20, 30, 40, *[50] * 10, *[None] * 10]
    post = [20, 10, 50, 60, *[None] * 10, *[50] * 10]
    assert released_change(pre, post) == Suppressed("too_few", "n<5")


@pytest.mark.parametrize(
    ("pre", "post"),
    [
        ([50] * 6, [10, 20, 30, 40, 50, 60]),
        ([10, 20, 30, 40, 50, 60], [90] * 6),
        ([50] * 6, [50] * 6),
        ([10, 20, 30, 40, 50, 60], [20, 30, 40, 50, 60, 70]),
        ([10, 20, 30, 40, 50, 60], [10, 20, 30, 40, 50, 60]),
        ([10, 20, 30, 40, 50], [90, 70, 50, 30, 10]),
    ],
    ids=["same pre", "same post", "all same", "all ten more", "no change", "one straight line"],
)
def test_a_change_that_tells_everybodys_is_suppressed(pre: list[int], post: list[int]) -> None:
    assert released_change(pre, post) == Suppressed("identical", "n≥5")


@given(st.lists(st.tuples(maybe, maybe), max_size=14))
def test_a_change_leaves_only_from_five_pairs_and_unaltered(
    people: list[tuple[int | None, int | None]],
) -> None:
    pre, post = [a for a, _ in people], [b for _, b in people]
    figure, plain = released_change(pre, post), paired_change(pre, post)
    if isinstance(figure, PairedChange):
        assert figure.n >= 5
        assert figure == plain
    elif plain.n < 5:
        assert figure.reason == "too_few"


def test_the_confidence_is_passed_on() -> None:
    change = released_change(PRE, POST, confidence=0.8)
    assert isinstance(change, PairedChange)
    assert change.confidence == 0.8


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(InvalidValue, match="found 6 and 5 values"):
        released_change(range(6), range(5))


# ---------------------------------------------------------------- differencing


@pytest.mark.parametrize(
    ("people", "earlier", "reveals"),
    [
        ("abcdef", "abcde", True),  # a latecomer joins the figure
        ("abcde", "abcdef", True),  # one person leaves it
        ("abcdef", "abcdeg", True),  # one for another
        ("abcde", "abcde", False),  # the same people again
        ("abcdefghij", "abcde", False),  # five more
        ("abcdefghi", "abcde", True),  # four more
        ("fghij", "abcde", False),  # nobody in common
    ],
)
def test_two_figures_may_not_differ_by_one_to_four_people(
    people: str, earlier: str, reveals: bool
) -> None:
    assert reveals_few(set(people), [set(earlier)]) is reveals
    assert reveals_few(set(earlier), [set(people)]) is reveals


def test_each_earlier_figure_is_compared() -> None:
    assert reveals_few(set("abcdef"), [set("abcdef"), set("abcde")])
    assert not reveals_few(set("abcdef"), [])


def test_a_higher_threshold_compares_more_strictly() -> None:
    more, fewer = set("abcdefghijklmnopq"), set("abcdefghijk")
    assert not reveals_few(more, [fewer])
    assert reveals_few(more, [fewer], threshold=10)
