"""Approach over sessions: counts a person of those who were there and ticked something."""

from __future__ import annotations

import pytest

from efficacy.reports.findings.approach import approach_result
from tests.reports.doings import EXACT, did, outside, reading, step

SITUATIONS = [{"id": one, "label": f"a {one}"} for one in ("letter", "task", "job")]
STEPS = [step(one, "approach", situations=SITUATIONS) for one in ("first", "last")]


def ticks(person: int, activity_id: str, *, sure: float | None = None, **columns: str) -> list:
    """Return ticks, one letter a situation: did="lt" is a letter and a task."""
    names = {"l": "letter", "t": "task", "j": "job"}
    rows = [
        did(person, activity_id, column.replace("_", "-"), 1.0, option_id=names[one])
        for column, ticked in columns.items()
        for one in ticked
    ]
    return rows + ([] if sure is None else [did(person, activity_id, "sure", sure)])


def first() -> list:
    return [
        *ticks(1, "first", did="lt", put_off="j", sure=10),
        *ticks(2, "first", did="l", not_met="tj", sure=20),
        *ticks(3, "first", put_off="ltj", sure=30),
        *ticks(4, "first", did="ltj", sure=40),
        *ticks(5, "first", put_off="l", not_met="t", sure=50),
        *ticks(6, "first", sure=90),  # ticked nothing: missing, and not nothing done
    ]


def test_means_are_counts_a_person_over_those_who_ticked_anything() -> None:
    result = approach_result(reading(STEPS, first()), EXACT)
    (done,), (put_off,), (not_met,) = result.done, result.put_off, result.not_met
    assert (done.n, done.figure.mean) == (5, pytest.approx((2 + 1 + 0 + 3 + 0) / 5))
    assert put_off.figure.mean == pytest.approx((1 + 0 + 3 + 0 + 1) / 5)
    assert not_met.figure.mean == pytest.approx((0 + 2 + 0 + 0 + 1) / 5)


def test_a_tick_that_was_taken_back_counts_for_nothing() -> None:
    rows = [*first(), did(1, "first", "did", 0.0, option_id="job")]
    (done,) = approach_result(reading(STEPS, rows), EXACT).done
    assert done.figure.mean == pytest.approx(6 / 5)


def test_how_sure_is_of_everybody_who_said_it() -> None:
    (sure,) = approach_result(reading(STEPS, first()), EXACT).avoided
    assert (sure.n, sure.figure.mean) == (6, 40.0)


def test_from_the_first_to_the_last_session_the_same_people_are_compared() -> None:
    later = {1: 60, 2: 50, 3: 70, 4: 60, 5: 60}
    rows = [*first(), *(row for p, sure in later.items() for row in ticks(p, "last", sure=sure))]
    shift = approach_result(reading(STEPS, rows), EXACT).avoided_shift
    assert (shift.before, shift.after, shift.n) == ("first", "last", 5)
    assert shift.change.mean_pre == 30.0  # without the one who said 90 and came once
    assert shift.change.mean_post == 60.0
    assert shift.pairs == ((10, 60), (20, 50), (30, 70), (40, 60), (50, 60))


def test_a_session_without_the_activity_has_no_moment() -> None:
    result = approach_result(reading(STEPS, first()), EXACT)
    assert [one.session_title for one in result.done] == ["At first"]
    assert result.avoided_shift is None


def test_of_few_people_nothing_is_said() -> None:
    few = [row for row in first() if row.record_number <= 4]
    for gate in (EXACT, outside()):
        result = approach_result(reading(STEPS, few), gate)
        for moment in (*result.done, *result.put_off, *result.not_met, *result.avoided):
            assert (moment.figure, moment.n, moment.withheld) == (None, 0, "too_few")


def test_where_nobody_was_asked_there_is_no_result() -> None:
    assert approach_result(reading(STEPS, []), EXACT) is None
