"""Holm's adjustment: hand-worked, and its invariants."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import holm

p_values = st.lists(st.none() | st.floats(0, 1), max_size=8)


def test_four_values_worked_out_by_hand() -> None:
    # Holm (1979): .005·4 = .02; .01·3 = .03; .03·2 = .06; .04·1 = .04 is raised to .06.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))


def test_a_missing_value_stays_missing_and_does_not_count() -> None:
    assert holm([0.01, None, math.nan, 0.03]) == (
        pytest.approx(0.02),
        None,
        None,
        pytest.approx(0.03),
    )


@pytest.mark.parametrize(
    ("given_values", "adjusted"),
    [([], ()), ([None], (None,)), ([0.04], (0.04,)), ([0.6, 0.7], (1, 1)), ([0, 1], (0, 1))],
)
def test_few_values(given_values: list[Any], adjusted: tuple[Any, ...]) -> None:
    assert holm(given_values) == adjusted


@given(p_values)
def test_nothing_gets_smaller_and_the_order_stays(values: list[float | None]) -> None:
    adjusted = holm(values)
    known = sorted(
        (p, after) for p, after in zip(values, adjusted, strict=True) if p is not None and after
    )
    assert [after for _, after in known] == sorted(after for _, after in known)
    for p, after in zip(values, adjusted, strict=True):
        assert (p is None) == (after is None)
        if p is not None and after is not None:
            assert p <= after <= min(1, len(values) * p)


@pytest.mark.parametrize("bad", [-0.1, 1.1, "0.5", math.inf, True])
def test_what_is_no_p_value_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidValue, match="p-values, value 2"):
        holm([0.5, bad])
