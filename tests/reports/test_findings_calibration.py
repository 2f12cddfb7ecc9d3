"""Predicted and done: over the room, with enough tasks each, and its interval over people."""

from __future__ import annotations

import pytest

from efficacy.measurement.calibration import LEAST_TASKS, room_calibration
from efficacy.reports.findings.calibration import calibration_result, predicted_and_done
from efficacy.reports.findings.climbs import climbs
from tests.reports.doings import EXACT, climbed, ladder, reading

# Each set: how many of three were said, and what became of the tasks.
OVER = ((3, "rrw"), (3, "rwr"), (3, "wrr"))  # said 9, got 6 of 9
FIT = ((2, "rrw"), (2, "rwr"), (2, "wrr"))  # said 6, got 6 of 9
UNDER = ((1, "rrr"), (1, "rrr"), (1, "rrr"))  # said 3, got 9 of 9


def rows_of(*ways: tuple) -> list:
    return [row for person, way in enumerate(ways) for row in climbed(person, "l", *way)]


def way_of(*sets: tuple) -> tuple[list[float], list[int]]:
    found = reading([ladder("l")], climbed(1, "l", *sets))
    (climb,) = climbs(found)
    return predicted_and_done([climb.journeys[1]])


def test_two_of_three_are_two_thirds_for_each_task_of_the_set() -> None:
    confidence, correct = way_of((2, "rrw"), (3, "rrr"))
    assert confidence == pytest.approx([2 / 3] * 3 + [1.0] * 3)
    assert correct == [1, 1, 0, 1, 1, 1]


def test_a_task_that_nobody_did_has_no_result_and_is_not_wrong() -> None:
    # Skipped, out of time, never reached after two misses.
    confidence, correct = way_of((3, "rsr"), (3, "rtr"), (3, "ww"))
    assert correct == [1, 1, 1, 1, 0, 0]
    assert len(confidence) == 6


def test_a_set_without_a_guess_is_left_out() -> None:
    assert way_of((None, "rrr"), (1, "rrr"))[0] == pytest.approx([1 / 3] * 3)


def test_bias_is_the_mean_of_peoples_own_in_tasks_of_ten() -> None:
    result = calibration_result(
        climbs(reading([ladder("l")], rows_of(OVER, OVER, FIT, FIT, UNDER))), EXACT
    )
    # 10 · (3/9, 3/9, 0, 0, -6/9) = 3.33, 3.33, 0, 0, -6.67: mean 0, SD 4.08.
    assert (result.n, result.tasks) == (5, 45)
    assert result.bias == pytest.approx(0.0, abs=0.005)
    # t(.975; 4) = 2.776; 2.776 · 4.0825 / √5 = 5.07
    assert (result.ci_low, result.ci_high) == (
        pytest.approx(-5.07, abs=0.01),
        pytest.approx(5.07, abs=0.01),
    )


def test_it_is_what_the_formula_for_a_room_gives() -> None:
    ways = (OVER, OVER, FIT, FIT, UNDER, (*OVER, *FIT))
    result = calibration_result(climbs(reading([ladder("l")], rows_of(*ways))), EXACT)
    room = room_calibration([way_of(*way) for way in ways])
    assert result.n == room.n == 6
    for name in ("bias", "ci_low", "ci_high", "absolute_error"):
        # To the hundredth of a task to which each person's own figure is rounded.
        assert getattr(result, name) == pytest.approx(10 * getattr(room, name), abs=0.02)


def test_where_all_are_off_alike_there_is_no_interval_rather_than_one_of_no_width() -> None:
    result = calibration_result(climbs(reading([ladder("l")], rows_of(*[FIT] * 5))), EXACT)
    assert (result.n, result.bias) == (5, 0)
    assert (result.ci_low, result.ci_high) == (None, None)


def test_people_with_fewer_than_eight_tasks_are_left_out() -> None:
    few = ((3, "rrr"), (3, "rrr"))  # 6 tasks
    result = calibration_result(
        climbs(reading([ladder("l")], rows_of(*[OVER] * 3, *[FIT] * 3, few))), EXACT
    )
    assert LEAST_TASKS == 8
    assert result.n == 6


def test_tasks_of_several_ladders_are_taken_together() -> None:
    half = ((3, "rrw"), (3, "rwr"))
    rows = [
        row
        for person in range(6)
        for name in ("one", "two")
        for row in climbed(person, name, *(half if person else FIT))
    ]
    result = calibration_result(climbs(reading([ladder("one"), ladder("two")], rows)), EXACT)
    assert (result.n, result.tasks) == (6, 5 * 12 + 18)


def test_of_few_people_nothing_is_said() -> None:
    result = calibration_result(
        climbs(reading([ladder("l")], rows_of(*[OVER] * 2, *[FIT] * 2))), EXACT
    )
    assert (result.n, result.tasks, result.bias, result.withheld) == (0, 0, None, "too_few")


def test_without_a_guess_there_is_no_result() -> None:
    rows = rows_of(*[((None, "rrr"),)] * 6)
    assert calibration_result(climbs(reading([ladder("l")], rows)), EXACT) is None
    assert calibration_result(climbs(reading([ladder("l")], [])), EXACT) is None
