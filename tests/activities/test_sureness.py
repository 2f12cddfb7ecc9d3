"""Ratings that a plan declares itself: their range, their words, what the room may see."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from efficacy.activities.fields import Rating
from efficacy.activities.sureness import (
    Anchors,
    rating_row,
    simulated_sure,
    sure_figure,
    sure_rating,
)
from efficacy.errors import InvalidValue
from efficacy.language import speech

SAY = speech()
ENDS = {"0": "not at all", "100": "fully"}


@pytest.mark.parametrize("anchors", [ENDS, {**ENDS, "50": "partly"}, {**ENDS, "10": "a little"}])
def test_both_ends_have_words_and_points_between_may(anchors: dict[str, str]) -> None:
    assert TypeAdapter(Anchors).validate_python(anchors) == anchors


@pytest.mark.parametrize(
    ("anchors", "said"),
    [
        ({}, "both ends"),
        ({"0": "not at all"}, "both ends"),
        ({"0": "not at all", "90": "nearly"}, "both ends"),
        ({**ENDS, "55": "odd"}, "“55”"),
        ({**ENDS, "110": "more"}, "“110”"),
        ({**ENDS, "half": "partly"}, "“half”"),
        ({"0": "", "100": "fully"}, "at least 1 character"),
    ],
)
def test_words_at_points_that_do_not_exist_are_refused(anchors: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TypeAdapter(Anchors).validate_python(anchors)


def test_a_rating_runs_from_0_to_100_in_steps_of_10() -> None:
    field = sure_rating("it", "Do it?", ENDS)
    assert field.points == tuple(range(0, 101, 10))
    assert (field.look, field.anchors) == ("rating", {0: "not at all", 100: "fully"})
    assert field.validate(70) == 70.0
    with pytest.raises(InvalidValue):
        field.validate(75)


def test_the_codebook_says_its_range_words_and_what_missing_means() -> None:
    row = rating_row(sure_rating("it", "Do it?", ENDS), SAY, concept="efficacy")
    assert (row["item_id"], row["text"], row["type"]) == ("it", "Do it?", "rating")
    assert row["range"] == "0 to 100 in steps of 10"
    assert row["anchors"] == "0 = not at all; 100 = fully"
    assert row["concept"] == "efficacy"
    assert str(row["missing"]).startswith("empty")


def test_a_rating_of_another_range_is_described_by_its_own() -> None:
    row = rating_row(Rating(id="how", label="How?", low=1, high=7), SAY, concept="other")
    assert row["range"] == "1 to 7 in steps of 1"


@pytest.mark.parametrize("people", range(5))
def test_under_five_nothing_is_told_not_even_how_many(people: int) -> None:
    figure = sure_figure("it", "It", [50.0] * people)
    assert (figure.withheld, figure.n, figure.value) == (True, 0, None)


def test_from_five_on_there_is_an_average_rounded_to_5() -> None:
    figure = sure_figure("it", "It", [40, 50, 60, 70, 80, 90])
    assert (figure.withheld, figure.n, figure.value) == (False, 6, 65.0)


@given(some.lists(some.sampled_from(range(0, 101, 10)), min_size=5, max_size=40))
def test_an_average_is_coarse_and_never_at_an_end(values: list[int]) -> None:
    value = sure_figure("it", "It", values).value
    assert value is not None
    assert value % 5 == 0
    assert 5 <= value <= 95


@given(level=some.floats(-50, 150), seed=some.integers(0, 10**6))
def test_what_is_simulated_is_a_point_of_the_scale(level: float, seed: int) -> None:
    assert simulated_sure(level, Random(seed)) in range(0, 101, 10)
