"""The instruments that ship: how many items, how hard, what the workshop practices, one stem."""

from __future__ import annotations

from collections import Counter

import pytest

from efficacy.content.loader import load
from efficacy.content.models import Instrument, Scale
from efficacy.content.wording import STEM
from tests.content.house import SHIPPED

INSTRUMENTS: dict[str, Instrument] = load(SHIPPED).instruments


def scale(instrument_id: str, place: int = 0) -> Scale:
    return INSTRUMENTS[instrument_id].scales[place]


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("math-tasks-full", [10]),
        ("career-tasks-full", [10]),
        ("math-worry-full", [6]),
        ("math-situations", [5]),
        ("math-courses", [3]),
        ("barriers", [5]),
        ("arousal-meaning", [2]),
        ("outcomes", [4, 4]),
        ("helped", [6]),
        ("glow", [3]),
        ("would-try", [4]),
    ],
)
def test_each_instrument_has_its_items(name: str, sizes: list[int]) -> None:
    assert [len(one.items) for one in INSTRUMENTS[name].scales] == sizes


def test_the_core_form_takes_six_minutes_at_twelve_seconds_a_rating() -> None:
    core = ["math-tasks-full", "career-tasks-full", "math-worry-full", "outcomes"]
    asked = sum(len(scale(name).items) for name in core)
    assert asked * 12 <= 6 * 60


@pytest.mark.parametrize("name", ["math-tasks-full", "career-tasks-full"])
def test_tasks_rise_from_the_first_to_the_last_over_all_levels(name: str) -> None:
    levels = [item.difficulty or 0 for item in scale(name).items]
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3, 4, 5}


def test_trained_and_untrained_math_tasks_are_about_as_hard_as_each_other() -> None:
    items = scale("math-tasks-full").items
    trained = [item.difficulty or 0 for item in items if item.trained]
    others = [item.difficulty or 0 for item in items if not item.trained]
    assert min(len(trained), len(others)) >= 4
    assert abs(sum(trained) / len(trained) - sum(others) / len(others)) <= 0.5


def test_two_items_stand_for_each_career_competency() -> None:
    short = {item.subscale for item in scale("career-tasks").items}
    counted = Counter(item.subscale for item in scale("career-tasks-full").items)
    assert counted == dict.fromkeys(short, 2)


def test_worry_is_about_learning_and_about_being_judged_alike() -> None:
    counted = Counter(item.subscale for item in scale("math-worry-full").items)
    assert counted == {"learning": 3, "evaluation": 3}


def test_barriers_name_the_task_first_and_the_hindrance_last() -> None:
    assert all(" even if " in item.text for item in scale("barriers").items)


def test_what_people_would_try_is_kept_apart_from_what_they_can() -> None:
    assert scale("would-try").concept == "other"
    assert scale("would-try").stem != STEM


def test_signs_of_the_body_have_words_at_both_ends_and_in_the_middle() -> None:
    assert sorted(scale("arousal-meaning").response.anchors) == ["1", "4", "7"]


def test_nothing_that_ships_claims_to_be_validated() -> None:
    assert {one.provenance.status for one in INSTRUMENTS.values()} == {"educational, not validated"}
