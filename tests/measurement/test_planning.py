"""How wide an interval will be, and how many people a wanted width takes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.measurement import expected_interval, half_width, paired_change, people_needed
from tests.measurement.samples import close, sample_with


@pytest.mark.parametrize(
    ("n", "printed"),
    # t(.975, n - 1)/√n from any table of t: 2.776/√5, 2.365/√8, 2.201/√12 and so on.
    [(5, "1.24"), (8, "0.84"), (12, "0.64"), (20, "0.47"), (30, "0.37"), (40, "0.32")],
)
def test_half_widths_are_those_of_the_t_table(n: int, printed: str) -> None:
    assert half_width(n) == close(printed)


def test_the_plan_is_what_the_change_then_shows() -> None:
    changes, _ = sample_with(means=(5, 0), sd=14, r=0, n=9)
    result = paired_change(np.zeros(9), changes)
    assert result.ci_high is not None
    assert result.ci_high - 5 == pytest.approx(expected_interval(9, sd_change=14))


@pytest.mark.parametrize(("width", "n"), [(1.24, 6), (0.64, 12), (0.5, 18), (100, 2)])
def test_the_people_needed_are_counted_by_hand(width: float, n: int) -> None:
    # 2.7764/√5 = 1.2417 is still above 1.24; 2.2010/√12 = .6354; 2.1098/√17 = .5142,
    # 2.1098 being t(.975, 17): with n = 18 it is .4973.
    assert people_needed(width) == n


@given(st.floats(0.05, 20), st.floats(0.1, 50), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_people_needed_is_the_smallest_number_that_does(
    width: float, sd: float, confidence: float
) -> None:
    n = people_needed(width * sd, sd, confidence)
    assert expected_interval(n, sd, confidence) <= width * sd
    assert n == 2 or expected_interval(n - 1, sd, confidence) > width * sd


@given(st.integers(2, 200))
def test_more_people_give_a_narrower_interval(n: int) -> None:
    assert half_width(n + 1) < half_width(n)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_people_have_no_interval(n: int) -> None:
    with pytest.raises(InsufficientData, match="at least 2 people"):
        half_width(n)


@pytest.mark.parametrize("n", [-1, 2.5, "12", True, None, math.nan])
def test_a_number_of_people_that_is_none_is_refused(n: Any) -> None:
    with pytest.raises(InvalidValue, match="Number of people"):
        half_width(n)


@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf, "5", None])
def test_widths_and_sds_that_are_not_above_0_are_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="Half the width"):
        people_needed(bad)
    with pytest.raises(InvalidValue, match="SD of the changes"):
        people_needed(1, bad)
    with pytest.raises(InvalidValue, match="SD of the changes"):
        expected_interval(12, bad)


def test_a_precision_beyond_all_people_is_refused() -> None:
    with pytest.raises(InvalidValue, match="Choose a wider one"):
        people_needed(1e-9)


@pytest.mark.parametrize("confidence", [0, 1, 95, math.nan])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(InvalidValue, match="such as"):
        half_width(12, confidence)
    with pytest.raises(InvalidValue, match="such as"):
        people_needed(1, 1, confidence)
