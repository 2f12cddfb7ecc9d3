"""Similarity: Gower with fixed ranges, a person's weights, and honest reasons."""

from __future__ import annotations

import doctest
import importlib
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

import efficacy.matching
from efficacy.errors import InvalidValue
from efficacy.matching import Attribute, Similarity, fit, overreach, similarity

SURE = Attribute("sure", "number", 0, 100)
STAGE = Attribute("stage", "ordinal", 1, 5)
ROAD = Attribute("road", "choice")
LIFE = Attribute("life", "set")
ALL = (SURE, STAGE, ROAD, LIFE)


@pytest.mark.parametrize("name", ["similarity", "assignment", "fit"])
def test_every_example_gives_what_it_says(name: str) -> None:
    module = importlib.import_module(f"efficacy.matching.{name}")
    assert doctest.testmod(module).failed == 0


def test_everything_public_has_a_name_that_leads_to_it() -> None:
    for name in efficacy.matching.__all__:
        assert getattr(efficacy.matching, name).__doc__


# ---------------------------------------------------------------- by hand


def test_a_mixed_pair_by_hand() -> None:
    left = {"sure": 30, "stage": 2, "road": "care", "life": {"carer", "shifts"}}
    right = {"sure": 50, "stage": 4, "road": "care", "life": {"carer"}}
    found = similarity(left, right, ALL)
    # 1 - 20/100, 1 - 2/4, equal, one of two
    assert found.value == pytest.approx((0.8 + 0.5 + 1 + 0.5) / 4)
    assert found.coverage == 1
    assert found.reasons == ("road", "life")


def test_weights_are_a_persons_own() -> None:
    left, right = {"sure": 0, "road": "care"}, {"sure": 100, "road": "care"}
    found = similarity(left, right, (SURE, ROAD), {"sure": 3, "road": 1})
    assert found.value == pytest.approx(0.25)
    assert similarity(left, right, (SURE, ROAD), {"sure": 0}).value == 1.0


@pytest.mark.parametrize("nothing", [None, math.nan])
def test_what_is_missing_is_left_out_and_the_rest_weighs_more(nothing: object) -> None:
    left = {"sure": nothing, "road": "care"}
    found = similarity(left, {"sure": 10, "road": "care"}, (SURE, ROAD), {"sure": 3, "road": 1})
    assert found == Similarity(value=1.0, coverage=0.25, reasons=("road",))


def test_what_is_not_there_is_missing() -> None:
    assert similarity({}, {"road": "care"}, (ROAD,)) == Similarity(None, 0.0, ())


def test_two_empty_sets_are_not_alike_for_that() -> None:
    assert similarity({"life": set()}, {"life": set()}, (LIFE,)).value is None
    assert similarity({"life": set()}, {"life": {"carer"}}, (LIFE,)).value == 0.0


def test_nothing_to_compare_gives_no_value() -> None:
    assert similarity({"road": "a"}, {"road": "a"}, ()) == Similarity(None, 0.0, ())
    assert similarity({"road": "a"}, {"road": "a"}, (ROAD,), {"road": 0}).value is None


def test_lists_and_tuples_are_sets_as_well() -> None:
    assert similarity({"life": ["a", "b"]}, {"life": ("b", "a")}, (LIFE,)).value == 1.0


# ------------------------------------------------------------------ reasons


def test_a_mismatched_pair_gets_no_reason() -> None:
    found = similarity({"road": "care", "sure": 0}, {"road": "lab", "sure": 100}, (ROAD, SURE))
    assert found.reasons == ()


@pytest.mark.parametrize(("other", "expected"), [(40, ("sure",)), (41, ())])
def test_numbers_agree_within_a_tenth_of_the_range(other: int, expected: tuple[str, ...]) -> None:
    assert similarity({"sure": 30}, {"sure": other}, (SURE,)).reasons == expected


@pytest.mark.parametrize(("other", "expected"), [(2, ("stage",)), (3, ())])
def test_ranks_agree_only_when_equal(other: int, expected: tuple[str, ...]) -> None:
    assert similarity({"stage": 2}, {"stage": other}, (STAGE,)).reasons == expected


def test_what_does_not_count_is_no_reason() -> None:
    assert similarity({"road": "a"}, {"road": "a"}, (ROAD,), {"road": 0}).reasons == ()


def test_the_weightiest_reason_comes_first() -> None:
    both = {"road": "a", "stage": 1}
    assert similarity(both, both, (ROAD, STAGE), {"stage": 2}).reasons == ("stage", "road")


# ------------------------------------------------------------ what must hold

values = some.fixed_dictionaries(
    {},
    optional={
        "sure": some.none() | some.integers(0, 100),
        "stage": some.none() | some.integers(1, 5),
        "road": some.none() | some.sampled_from("abc"),
        "life": some.none() | some.sets(some.sampled_from("xyz")),
    },
)
weighings = some.fixed_dictionaries({}, optional={known.id: some.floats(0, 5) for known in ALL})


@given(values, values, weighings)
@example({"road": "a"}, {"road": "a"}, {"road": 5e-324})
def test_it_is_a_share_the_same_from_both_sides(
    left: dict[str, object], right: dict[str, object], weights: dict[str, float]
) -> None:
    found, other = similarity(left, right, ALL, weights), similarity(right, left, ALL, weights)
    assert found == other
    assert 0 <= found.coverage <= 1
    assert found.value is None or 0 <= found.value <= 1
    assert (found.value is None) == (found.coverage == 0)


@given(values, values, weighings)
def test_a_reason_is_true_of_both_and_counts(
    left: dict[str, object], right: dict[str, object], weights: dict[str, float]
) -> None:
    for reason in similarity(left, right, ALL, weights).reasons:
        mine, theirs = left[reason], right[reason]
        assert weights.get(reason, 1) > 0
        if isinstance(mine, set) and isinstance(theirs, set):
            assert mine & theirs
        elif reason == "sure":
            assert abs(int(str(mine)) - int(str(theirs))) <= 10
        else:
            assert mine == theirs


@given(values)
def test_everybody_is_like_themselves(person: dict[str, object]) -> None:
    found = similarity(person, person, ALL)
    assert found.value is None or found.value == pytest.approx(1)


@given(values, values, some.floats(0.1, 10))
def test_only_the_proportion_of_weights_counts(
    left: dict[str, object], right: dict[str, object], factor: float
) -> None:
    one = similarity(left, right, ALL)
    other = similarity(left, right, ALL, {known.id: factor for known in ALL})
    assert other.value == (None if one.value is None else pytest.approx(one.value))


# ------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (SURE, "30"),
        (SURE, True),
        (SURE, 101),
        (SURE, -1),
        (SURE, math.inf),
        (LIFE, "carer"),
        (LIFE, 3),
    ],
)
def test_a_value_of_another_kind_is_refused(attribute: Attribute, value: object) -> None:
    with pytest.raises(InvalidValue, match=attribute.id):
        similarity({attribute.id: value}, {attribute.id: value}, (attribute,))


@pytest.mark.parametrize("weight", [-1, math.nan, math.inf, "2", True])
def test_a_weight_is_a_number_of_nought_or_more(weight: object) -> None:
    with pytest.raises(InvalidValue, match="weight"):
        similarity({}, {}, (ROAD,), {"road": weight})  # type: ignore[dict-item]


def test_a_weight_for_nothing_and_an_attribute_twice_are_refused() -> None:
    with pytest.raises(InvalidValue, match="not compared"):
        similarity({}, {}, (ROAD,), {"raod": 1})
    with pytest.raises(InvalidValue, match="twice"):
        similarity({}, {}, (ROAD, ROAD))


@pytest.mark.parametrize(("low", "high"), [(None, None), (0, None), (5, 5), (9, 1), (0, math.inf)])
def test_a_number_needs_a_fixed_range(low: float | None, high: float | None) -> None:
    with pytest.raises(InvalidValue, match="fixed range"):
        Attribute("sure", "number", low, high)


def test_an_unknown_kind_of_attribute_is_refused() -> None:
    with pytest.raises(InvalidValue, match="number, ordinal, choice, set"):
        Attribute("sure", "percent")  # type: ignore[arg-type]


# ----------------------------------------------------------------- how it fits


@pytest.mark.parametrize(
    ("own", "level", "expected"),
    [(30, 40, 0), (30, 70, 0), (30, 100, 0.5), (30, 10, 0.5), (0, 100, 1), (None, 100, 0)],
)
def test_out_of_reach_is_what_lies_outside_of_the_band(
    own: float | None, level: float, expected: float
) -> None:
    assert overreach(own, level) == pytest.approx(expected)


def test_fit_draws_a_thin_likeness_to_the_middle() -> None:
    assert fit(Similarity(1.0, 0.5, ()), is_coping=False) == pytest.approx(0.75)
    assert fit(Similarity(None, 0.0, ()), is_coping=False) == pytest.approx(0.5)


def test_fit_prefers_struggle_and_reach_and_what_is_new() -> None:
    alike = Similarity(0.8, 1.0, ())
    plain = fit(alike, is_coping=False)
    assert fit(alike, is_coping=True) == pytest.approx(plain + 0.15)
    assert fit(alike, is_coping=False, overreach=1) == pytest.approx(plain - 0.5)
    assert fit(alike, is_coping=False, was_seen=True) == pytest.approx(plain - 0.1)
