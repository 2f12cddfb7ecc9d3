"""What an attacker learns from everything that leaves the room about 2,000 random cohorts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.measurement import gate
from efficacy.measurement.privacy import GroupFigure
from tests.attack.attacker import Known, facts, is_broken, is_fixed, leaves_open
from tests.attack.cohorts import SCALES, SHAPES, Cohort, cohort
from tests.attack.outputs import Moments, Output, of_moments, outputs_of

COHORTS = 2000


@pytest.fixture(autouse=True)
def _only_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "change_from_moments", of_moments)


def test_with_suppression_no_cohort_is_broken_and_in_each_other_groups_fit_all_figures() -> None:
    broken, closed = [], []
    for seed in range(COHORTS):
        one = cohort(seed)
        said = outputs_of(one, suppressed=True)
        if is_broken(one.scale, said, rounded=True):
            broken.append(seed)
        if not any(leaves_open(one, said, effort=effort) for effort in (4, 30, 200)):
            closed.append(seed)
    assert broken == []
    assert closed == []


def test_without_suppression_the_attacker_breaks_nine_of_ten_cohorts() -> None:
    cohorts = [cohort(seed) for seed in range(COHORTS)]
    broken = sum(is_broken(one.scale, _open(one), rounded=False) for one in cohorts)
    assert broken >= 0.9 * COHORTS


def test_the_attacker_has_teeth_even_where_no_count_is_printed() -> None:
    cohorts = [cohort(seed) for seed in range(0, COHORTS, 20)]
    broken = sum(is_broken(one.scale, _without_counts(one), rounded=False) for one in cohorts)
    assert broken >= 0.9 * len(cohorts)


def test_figures_are_still_told_of_most_usual_cohorts() -> None:
    usual = [
        one
        for seed in range(0, COHORTS, 7)
        if (one := cohort(seed)).shape == "usual" and one.scale.items > 1
    ]
    told = [outputs_of(one, suppressed=True)[0].said for one in usual]
    assert sum(isinstance(said, Moments) for said in told) >= 0.9 * len(told)


def test_all_scales_and_shapes_stand_among_the_cohorts() -> None:
    found = {(one.scale, one.shape) for one in map(cohort, range(len(SCALES) * len(SHAPES)))}
    assert len(found) == len(SCALES) * len(set(SHAPES))
    sizes = {cohort(seed).first.shape[1] for seed in range(200)}
    assert sizes == set(range(5, 17))


# ------------------------------------------------------- the attacker himself


def known(n: int, largest: int, sums: tuple[float, float], squares: tuple[float, float]) -> Known:
    return Known(0, (0,), frozenset(range(n)), 0, largest, sums, squares)


def test_a_sum_and_a_sum_of_squares_that_only_one_group_has_are_solved() -> None:
    # 16 = 4 + 4 + 4 + 4 + 0, and 64 = 4 · 16: four at the top and one at the bottom.
    assert is_fixed(known(5, 4, (16, 16), (64, 64)))


def test_a_sum_of_squares_that_many_groups_have_is_not() -> None:
    # 2 2 2 2 2 has 20; 1 2 2 2 3 has 22; 1 1 2 3 3 has 24; 0 2 2 3 3 has 26.
    assert not is_fixed(known(5, 4, (10, 10), (20, 26)))


def test_two_dates_that_differ_by_one_person_are_subtracted() -> None:
    one = SCALES[0]
    first = Output("change", (0, 1), (0,), frozenset(range(5)), 0, Moments(5, 50, 50))
    later = Output("change", (0, 1), (0,), frozenset(range(6)), 1, Moments(6, 55, 50))
    assert is_broken(one, [first, later], rounded=False)
    assert not is_broken(one, [first], rounded=False)


def test_a_part_taken_from_the_whole_is_solved() -> None:
    # All of 1.2 on five items is what one person said of one item, as the other four are at 1.
    scale = SCALES[3]
    people = frozenset(range(5))
    whole = Output("change", (0, 1), (0, 1, 2, 3, 4), people, 0, Moments(5, 1.44, 3))
    part = Output("change", (0, 1), (0, 1, 2, 3), people, 0, Moments(5, 1.5, 3))
    assert is_broken(scale, [whole, part], rounded=False)


def test_what_is_rounded_is_taken_as_bounds() -> None:
    figure = Output("average", (0,), (), frozenset(range(8)), 0, GroupFigure(8, 0, 0.5, None))
    (fact,) = facts(SCALES[1], figure, rounded=True)
    # A twentieth of 0 to 1, to either side a half of it: 8 · 5 · (0.5 ± 0.025).
    assert fact.sums == pytest.approx((19, 21), abs=1e-4)


def test_a_cohort_of_which_everything_is_known_leaves_nothing_open() -> None:
    one = cohort(1)
    said = [output for output in _open(one) if output.kind == "change"]
    assert not leaves_open(one, said)


def _open(one: Cohort) -> list[Output]:
    return outputs_of(one, suppressed=False)


def _without_counts(one: Cohort) -> list[Output]:
    return [
        replace(output, said=replace(output.said, moved=None))
        if isinstance(output.said, Moments)
        else output
        for output in _open(one)
        if output.kind != "counts"
    ]
