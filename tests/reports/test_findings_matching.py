"""Matched minus random: a pair a person, over sessions and over cohorts."""

from __future__ import annotations

import pytest

from efficacy.reports.findings import past_of, results_of
from efficacy.reports.findings.matching import matching_of, matching_result
from efficacy.reports.material import Material
from tests.reports.doings import EXACT, did, outside, reading, step

STEPS = [step(one, "story", models=["a", "b", "c"]) for one in ("one", "two")]
# How like them: the two matched stories, then the random one.
SIX = {
    1: ((70, 50), 40),  # +20
    2: ((60, 60), 50),  # +10
    3: ((30, 50), 40),  # 0
    4: ((80, 60), 80),  # -10
    5: ((90, 70), 50),  # +30
    6: ((40, 60), 40),  # +10
}


def read(person: int, activity_id: str, *rated: tuple[str, float | None]) -> list:
    """Return what is stored of stories that were read: how each was drawn, how like them."""
    rows = []
    for attempt, (drawn, like) in enumerate(rated, start=2):
        rows.append(did(person, activity_id, "drawn", drawn, attempt=attempt))
        rows.append(did(person, activity_id, "shown", f"story-{attempt}", attempt=attempt))
        if like is not None:
            rows.append(did(person, activity_id, "like-me", float(like), attempt=attempt))
    return rows


def room(people: dict = SIX) -> list:
    return [
        row
        for person, (matched, random) in people.items()
        for row in read(person, "one", *(("matched", one) for one in matched), ("random", random))
    ]


def found(rows: list) -> Material:
    return reading(STEPS, rows)


def test_the_difference_is_of_peoples_own_means_with_its_t_interval() -> None:
    result = matching_result(found(room()), EXACT)
    # 20, 10, 0, -10, 30, 10: mean 10, SD 14.142; t(.975; 5) = 2.5706; 2.5706 · 14.142 / √6 = 14.84
    assert (result.n, result.difference) == (6, pytest.approx(10.0))
    assert result.ci_low == pytest.approx(10 - 14.84, abs=0.005)
    assert result.ci_high == pytest.approx(10 + 14.84, abs=0.005)


def test_stories_of_several_sessions_are_one_mean_a_person() -> None:
    rows = room() + read(1, "two", ("matched", 0.0), ("random", 0.0))
    result = matching_result(found(rows), EXACT)
    # The first one: (70 + 50 + 0)/3 - (40 + 0)/2 = 20 as before.
    assert (result.n, result.difference) == (6, pytest.approx(10.0))


def test_stories_of_ones_own_choice_and_unrated_ones_are_in_no_mean() -> None:
    rows = room() + read(8, "one", ("chosen", 100), ("matched", 90), ("random", None))
    assert matching_result(found(rows), EXACT).n == 6


def test_cohorts_are_pooled_and_people_weigh_the_same() -> None:
    # The record numbers are the same, the people are not: seven with -10, -10, 0, 0, 10, 10, 0.
    moves = enumerate((-10, -10, 0, 0, 10, 10, 0), start=1)
    other = room({person: ((50 + move, 50 + move), 50) for person, move in moves})
    result = matching_result(found(room()), EXACT, [matching_of(found(other), EXACT)])
    assert (result.n, result.groups, result.difference) == (6, 1, pytest.approx(10.0))
    pooled = result.pooled
    # 60 + 0 over 13 people, s² = (2000 - 60²/13)/12; t(.975; 12) = 2.1788: 2.1788 · s / √13 = 7.241
    assert (pooled.n, pooled.groups, pooled.difference) == (13, 2, pytest.approx(60 / 13))
    assert pooled.ci_low == pytest.approx(60 / 13 - 7.241, abs=0.001)
    assert pooled.ci_high == pytest.approx(60 / 13 + 7.241, abs=0.001)


def test_a_group_that_is_too_small_is_in_no_pool() -> None:
    few, past = {1: SIX[1]}, matching_of(found(room()), EXACT)
    assert matching_result(found(room(few)), EXACT, [past]).pooled is None
    result = matching_result(found(room(few)), EXACT, [past, past])
    assert (result.n, result.withheld, result.pooled.n) == (0, "too_few", 12)


def test_an_earlier_group_enters_the_pool_by_figures_that_may_leave_the_room() -> None:
    past = past_of(found(room()), outside()).matching
    assert past == matching_of(found(room()), outside())
    assert past.median_change is None
    assert past_of(found(room({1: SIX[1]})), outside()).matching is None
    results = results_of(found(room()), EXACT, past=[past_of(found(room()), outside())])
    assert (results.matching.n, results.matching.pooled.n) == (6, 12)


def test_a_person_with_one_sort_alone_is_no_pair() -> None:
    alone = read(1, "one", ("matched", 50.0))
    assert matching_result(found(alone), EXACT) is None
    assert matching_of(found(alone), EXACT) is None
    beside = [*room(), *read(7, "one", ("matched", 50.0))]
    assert matching_result(found(beside), EXACT).n == 6


def test_of_few_people_nothing_is_said() -> None:
    few = {person: SIX[person] for person in (1, 2, 3, 4)}
    for gate in (EXACT, outside()):
        result = matching_result(found(room(few)), gate)
        assert (result.n, result.difference, result.withheld) == (0, None, "too_few")


def test_without_stories_there_is_no_result() -> None:
    assert matching_result(found([]), EXACT) is None
    assert matching_of(found([]), EXACT) is None
