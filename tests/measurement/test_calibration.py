"""Confidence beside results: hand-worked figures, the room, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import calibration, room_calibration
from efficacy.measurement.calibration import NO_TASK, NOBODY, ONE_KIND, SAME_BIAS, TWO_PEOPLE

FIGURES = ("bias", "absolute_error", "squared_error", "discrimination")

sure = st.none() | st.integers(0, 10).map(lambda tenth: tenth / 10)
result_of_task = st.none() | st.integers(0, 1)
tasks = st.lists(st.tuples(sure, result_of_task), max_size=12)


def test_five_tasks_worked_out_by_hand() -> None:
    # c - p: -.1 -.2 .6 -.6 .2; squares .01 .04 .36 .36 .04. The squared error is Schraw's
    # (2009) absolute accuracy. Right: .9 .8 .4 (mean .7); wrong: .6 .2 (mean .4).
    result = calibration([0.9, 0.8, 0.6, 0.4, 0.2], [1, 1, 0, 1, 0])
    assert result.bias == pytest.approx(-0.02)
    assert result.absolute_error == pytest.approx(0.34)
    assert result.squared_error == pytest.approx(0.162)
    assert result.discrimination == pytest.approx(0.3)
    assert (result.n, result.n_excluded, result.reasons) == (5, 0, {})


def test_a_task_with_one_of_the_two_missing_is_left_out() -> None:
    result = calibration([0.5, None, 0.7, math.nan], [1, 0, None, None])
    assert (result.n, result.n_excluded, result.bias) == (1, 3, -0.5)


@pytest.mark.parametrize(("correct", "bias"), [([1, 1, 1], -0.5), ([0, 0, 0], 0.5)])
def test_all_right_or_all_wrong_leaves_nothing_to_tell_apart(
    correct: list[int], bias: float
) -> None:
    result = calibration([0.4, 0.5, 0.6], correct)
    assert result.bias == pytest.approx(bias)
    assert result.discrimination is None
    assert result.reasons == {"discrimination": ONE_KIND}


@pytest.mark.parametrize(("confidence", "correct"), [([], []), ([None], [1]), ([0.5], [None])])
def test_without_a_complete_task_everything_is_missing(
    confidence: list[Any], correct: list[Any]
) -> None:
    result = calibration(confidence, correct)
    assert (result.n, result.n_excluded) == (0, len(confidence))
    assert all(getattr(result, name) is None for name in FIGURES)
    assert result.reasons == dict.fromkeys(FIGURES, NO_TASK)


@given(tasks)
def test_every_figure_is_in_its_range(given_tasks: list[tuple[Any, Any]]) -> None:
    result = calibration([c for c, _ in given_tasks], [p for _, p in given_tasks])
    missing = {name for name in FIGURES if getattr(result, name) is None}
    assert missing == set(result.reasons)
    assert result.n + result.n_excluded == len(given_tasks)
    if result.bias is not None:
        assert result.absolute_error is not None
        assert result.squared_error is not None
        assert abs(result.bias) <= result.absolute_error + 1e-12 <= 1 + 1e-12
        assert 0 <= result.squared_error <= result.absolute_error + 1e-12


@given(tasks)
def test_being_as_sure_of_the_contrary_turns_the_bias(given_tasks: list[tuple[Any, Any]]) -> None:
    c, p = [c for c, _ in given_tasks], [p for _, p in given_tasks]
    there = calibration(c, p)
    back = calibration(
        [None if one is None else 1 - one for one in c],
        [None if one is None else 1 - one for one in p],
    )
    if there.bias is not None:
        assert back.bias == pytest.approx(-there.bias, abs=1e-12)
        assert back.squared_error == pytest.approx(there.squared_error)


@pytest.mark.parametrize("bad", [1.1, -0.1, 50, "0.5", math.inf, True])
def test_a_confidence_outside_0_to_1_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="confidence, value 2"):
        calibration([0.5, bad], [1, 0])


@pytest.mark.parametrize("bad", [0.5, 2, -1, "1", math.inf])
def test_a_result_that_is_neither_0_nor_1_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="correct, value 2"):
        calibration([0.5, 0.5], [1, bad])


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(InvalidValue, match=r"confidence and correct.*found 2 and 1 values"):
        calibration([0.5, 0.5], [1])


# ------------------------------------------------------------------ the room


def person(bias: float, count: int = 8) -> tuple[list[float], list[int]]:
    """Return one person's tasks, all wrong, with this bias."""
    return [bias] * count, [0] * count


def test_the_room_is_the_mean_of_its_people_worked_out_by_hand() -> None:
    # Biases .1 .2 .3: mean .2, SD .1; t(.975, 2) = 4.302653, half .1/√3 of it.
    room = room_calibration([person(0.1), person(0.2, count=20), person(0.3)])
    half = 4.302653 * 0.1 / math.sqrt(3)
    assert room.bias == pytest.approx(0.2)
    assert room.absolute_error == pytest.approx(0.2)
    assert (room.ci_low, room.ci_high) == pytest.approx((0.2 - half, 0.2 + half), abs=1e-6)
    assert (room.n, room.n_excluded, room.reasons) == (3, 0, {})


def test_people_with_fewer_complete_tasks_are_left_out_and_counted() -> None:
    with_gap = ([0.9] * 8, [0] * 7 + [None])
    room = room_calibration([person(0.1), person(0.3), person(0.9, count=7), with_gap])
    assert (room.n, room.n_excluded) == (2, 2)
    assert room.bias == pytest.approx(0.2)
    assert room_calibration([with_gap], least=7).n == 1


@pytest.mark.parametrize(
    ("people", "n", "missing", "reason"),
    [
        ([], 0, ("bias", "ci_low", "ci_high", "absolute_error"), NOBODY),
        ([person(0.2, count=3)], 0, ("bias", "ci_low", "ci_high", "absolute_error"), NOBODY),
        ([person(0.2)], 1, ("ci_low", "ci_high"), TWO_PEOPLE),
        ([person(0.3), person(0.3), person(0.3, 9)], 3, ("ci_low", "ci_high"), SAME_BIAS),
    ],
)
def test_a_room_without_spread_says_why(
    people: list[Any], n: int, missing: tuple[str, ...], reason: str
) -> None:
    room = room_calibration(people)
    assert room.n == n
    assert room.reasons == dict.fromkeys(missing, reason)
    assert all(getattr(room, name) is None for name in missing)


@pytest.mark.parametrize("least", [0, -1, 2.5, True, "8"])
def test_a_least_number_of_tasks_that_is_none_is_refused(least: Any) -> None:
    with pytest.raises(InvalidValue, match="Tasks that a person must have"):
        room_calibration([person(0.2)], least=least)


def test_one_persons_bad_value_is_refused() -> None:
    with pytest.raises(InvalidValue, match="correct, value 1"):
        room_calibration([person(0.2), ([0.5], [3])])
