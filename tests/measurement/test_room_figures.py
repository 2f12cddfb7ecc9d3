"""What a room may be told about itself."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import room_average, room_counts, room_words

ratings = st.lists(st.integers(0, 10).map(lambda step: step * 10), min_size=5, max_size=20)


# ------------------------------------------------------------------ averages


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([10, 20, 40, 60, 80], 40),  # mean 42
        ([10, 20, 40, 60, 90], 45),  # mean 44
        ([60, 60, 60, 60, 72.5], 65),  # mean 62.5: halves go up
        ([60, 60, 60, 60, 72], 60),  # mean 62.4
    ],
)
def test_an_average_is_rounded_to_five_points(values: list[float], shown: float) -> None:
    assert room_average(values).value == shown


@given(ratings)
def test_an_average_is_within_half_a_step_but_at_the_ends(values: list[int]) -> None:
    result = room_average(values)
    mean = sum(values) / len(values)
    assert result.value is not None
    assert result.value % 5 == 0
    if result.edge is None:
        assert abs(result.value - mean) <= 2.5 + 1e-6
    elif result.edge == "or_more":
        assert mean >= result.value - 2.5 - 1e-6
    else:
        assert mean <= result.value + 2.5 + 1e-6


@pytest.mark.parametrize(
    ("everyone", "value", "edge"), [(100, 95, "or_more"), (0, 5, "or_less"), (50, 50, None)]
)
def test_an_average_never_says_that_all_answered_alike(
    everyone: int, value: float, edge: str | None
) -> None:
    same = room_average([everyone] * 6)
    assert (same.value, same.edge) == (value, edge)
    # Others answered a little differently, and the room sees the same.
    mixed = room_average([everyone, everyone, everyone, everyone, abs(everyone - 10)])
    assert (mixed.value, mixed.edge) == (value, edge)


@pytest.mark.parametrize("size", range(5))
def test_fewer_than_five_answers_give_no_average_and_no_count(size: int) -> None:
    result = room_average([*[50] * size, None, math.nan])
    assert result.reason == "too_few"
    assert (result.n, result.n_excluded, result.value, result.edge) == (None,) * 4


def test_missing_answers_do_not_help_to_reach_five() -> None:
    assert room_average([10, 20, 30, 40, None, None]).value is None
    result = room_average([10, 20, 30, 40, 50, None])
    assert (result.n, result.n_excluded, result.value) == (5, 1, 30)


def test_a_short_scale_is_rounded_to_a_twentieth_of_its_range() -> None:
    # Mean 2.6 of 1 to 5; steps of 0.2 from 1.
    assert room_average([1, 2, 3, 3, 4], low=1, high=5).value == 2.6
    assert room_average([5] * 5, low=1, high=5).value == 4.8


def test_a_higher_minimum_is_kept() -> None:
    assert room_average([50] * 9, minimum=10).reason == "too_few"
    assert room_average([50] * 10, minimum=10).value == 50


# --------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("count", "of", "word"),
    [
        (5, 5, "most"),
        (4, 5, "most"),
        (3, 5, "about_half"),
        (2, 5, "about_half"),
        (4, 6, "about_half"),  # two thirds
        (2, 6, "about_half"),  # one third
        (1, 5, "some"),
        (0, 5, "some"),
        (67, 100, "most"),
        (66, 100, "about_half"),
        (34, 100, "about_half"),
        (33, 100, "some"),
    ],
)
def test_the_words_change_at_one_and_two_thirds(count: int, of: int, word: str) -> None:
    assert room_words(count, of) == word


@given(st.integers(5, 300))
def test_everybody_and_nobody_sound_like_almost_everybody_and_almost_nobody(of: int) -> None:
    assert room_words(of, of) == room_words(of - 1, of) == "most"
    assert room_words(0, of) == room_words(1, of) == "some"


@given(st.integers(5, 300))
def test_every_word_stands_for_at_least_two_counts(of: int) -> None:
    words = [room_words(count, of) for count in range(of + 1)]
    assert {word: words.count(word) >= 2 for word in words} == {
        "most": True,
        "about_half": True,
        "some": True,
    }


@given(st.integers(5, 300))
def test_more_answers_never_sound_like_fewer(of: int) -> None:
    order = ["some", "about_half", "most"]
    places = [order.index(room_words(count, of) or "") for count in range(of + 1)]
    assert places == sorted(places)


@pytest.mark.parametrize("of", range(5))
def test_there_is_no_word_for_fewer_than_five(of: int) -> None:
    assert all(room_words(count, of) is None for count in range(of + 1))


@pytest.mark.parametrize(("count", "of"), [(6, 5), (-1, 5), (1, -5), (2.5, 5), (True, 5)])
def test_counts_that_cannot_be_are_refused(count: Any, of: Any) -> None:
    with pytest.raises(InvalidValue, match="expected a whole number"):
        room_words(count, of)


# -------------------------------------------------------------------- counts


def test_neutral_topics_are_shown_as_whole_counts_in_their_order() -> None:
    result = room_counts({"walk": 0, "bus": 4, "bike": 2}, n=6)
    assert result.counts is not None
    assert list(result.counts.items()) == [("walk", 0), ("bus", 4), ("bike", 2)]
    assert (result.n, result.reason) == (6, None)


def test_several_choices_a_person_may_add_up_to_more_than_the_people() -> None:
    assert room_counts({"bus": 5, "bike": 5}, n=5).counts == {"bus": 5, "bike": 5}


@pytest.mark.parametrize("n", range(5))
def test_fewer_than_five_people_give_no_counts(n: int) -> None:
    result = room_counts({"bus": n}, n=n)
    assert (result.n, result.counts, result.reason) == (None, None, "too_few")


def test_the_counts_are_a_copy() -> None:
    counts = {"bus": 5}
    result = room_counts(counts, n=5)
    counts["bus"] = 99
    assert result.counts == {"bus": 5}


@pytest.mark.parametrize("counts", [{"bus": 8}, {"bus": -1}, {"bus": 1.5}])
def test_a_count_larger_than_the_room_is_refused(counts: Any) -> None:
    with pytest.raises(InvalidValue, match="option bus: expected a whole number from 0 to 7"):
        room_counts(counts, n=7)


@pytest.mark.parametrize("minimum", [4, 1, 0, -5, 5.0, True])
def test_no_room_may_be_set_to_fewer_than_five(minimum: Any) -> None:
    with pytest.raises(InvalidValue, match="at least 5"):
        room_average([50] * 9, minimum=minimum)
    with pytest.raises(InvalidValue, match="at least 5"):
        room_words(3, 9, minimum)
    with pytest.raises(InvalidValue, match="at least 5"):
        room_counts({"bus": 3}, n=9, minimum=minimum)
