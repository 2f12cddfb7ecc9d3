"""Matched minus random: a pair a person, over sessions and over cohorts."""

from __future__ import annotations

import pytest

from efficacy.activities.story_compare import RatedStory
from efficacy.reports.findings.matching import matching_result, pooled_matching, stories
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
    first = stories(found(room()))
    # The record numbers are the same, the people are not.
    second = stories(found(room({1: ((10, 10), 20), 2: ((50, 50), 40)})))
    result = pooled_matching([first, second], EXACT)
    # 60 + (-10 + 10) over 8 people
    assert (result.n, result.difference) == (8, pytest.approx(7.5))


def test_a_person_with_one_sort_alone_is_no_pair_in_the_pool() -> None:
    alone = (RatedStory(person="1", story="a", drawn="matched", like_me=50.0),)
    assert pooled_matching([alone], EXACT) is None
    assert pooled_matching([alone, stories(found(room()))], EXACT).n == 6


def test_of_few_people_nothing_is_said() -> None:
    few = {person: SIX[person] for person in (1, 2, 3, 4)}
    for gate in (EXACT, outside()):
        result = matching_result(found(room(few)), gate)
        assert (result.n, result.difference, result.withheld) == (0, None, "too_few")


def test_without_stories_there_is_no_result() -> None:
    assert matching_result(found([]), EXACT) is None
    assert pooled_matching([], EXACT) is None
