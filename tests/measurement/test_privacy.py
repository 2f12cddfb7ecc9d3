"""When two figures of different people, side by side, tell of a few."""

from __future__ import annotations

from dataclasses import fields

import pytest

from efficacy.errors import InvalidValue
from efficacy.measurement import Suppressed, reveals_few


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


@pytest.mark.parametrize("threshold", [4, 3, 0, -1, 5.5, True])
def test_no_threshold_below_five_is_accepted(threshold: int) -> None:
    with pytest.raises(InvalidValue, match="at least 5"):
        reveals_few(set(), [], threshold=threshold)


def test_what_is_suppressed_carries_no_number() -> None:
    assert {field.name for field in fields(Suppressed)} == {"reason", "n_text"}
