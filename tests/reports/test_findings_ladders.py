"""Ladders: how sure people were, where they worked, form A and B, and belief after a miss."""

from __future__ import annotations

import pytest

from efficacy.reports.findings.climbs import climbs
from efficacy.reports.findings.ladders import ladder_results
from efficacy.reports.frames import AnswerRow
from efficacy.reports.results import LadderResult
from tests.reports.doings import EXACT, climbed, did, ladder, outside, reading, step

UP, DOWN, STAY = "rrs", "ww", "rws"  # the marks of a set, and where it leads


def only(steps: list, rows: list[AnswerRow], gate=EXACT) -> LadderResult:
    (result,) = ladder_results(climbs(reading(steps, rows)), gate)
    return result


def test_how_sure_people_were_is_of_those_who_said_it_before_and_after() -> None:
    rows = [
        row
        for person, (before, after) in enumerate(
            [(10, 30), (20, 20), (30, 60), (40, 50), (50, 90), (100, None)]
        )
        for row in climbed(person, "l", (2, UP), before=before, after=after)
    ]
    result = only([ladder("l")], rows)
    (before,), (after,) = result.before, result.after
    assert (before.n, before.figure.mean) == (5, 30.0)  # (10 + 20 + 30 + 40 + 50) / 5
    assert (after.n, after.figure.mean) == (5, 50.0)  # (30 + 20 + 60 + 50 + 90) / 5
    assert (before.session_title, before.activity_id) == ("At l", "l")


def test_the_working_rung_is_the_one_after_the_last_set() -> None:
    ways = [(UP,), (UP, UP), (UP, DOWN), (DOWN,), (STAY,)]
    rows = [
        row
        for person, marks in enumerate(ways)
        for row in climbed(person, "l", *((2, one) for one in marks))
    ]
    (moment,) = only([ladder("l")], rows).working_rung
    assert (moment.n, moment.figure.mean) == (5, pytest.approx((2 + 3 + 1 + 1 + 1) / 5))


def test_somebody_who_was_not_there_or_did_no_set_is_missing_and_never_on_the_lowest_rung() -> None:
    rows = [row for person in range(5) for row in climbed(person, "l", (2, UP), (2, UP[::-1]))]
    rows += climbed(7, "l", before=50)
    rows[-1:] = [*climbed(8, "l", (1, "rr"))]  # broken off within the first set
    rows += climbed(9, "l", (2, UP))
    (moment,) = only([ladder("l")], rows).working_rung
    assert moment.n == 6


def test_a_ladder_in_real_life_has_ratings_and_no_rung() -> None:
    rows = [
        did(person, "l", item, value)
        for person in range(5)
        for item, value in (("before", 10.0 * person), ("after", 20.0 + 5 * person // 10 * 10))
    ]
    result = only([step("l", "ladder", ladder="real-life")], rows)
    assert result.before[0].n == 5
    assert (result.working_rung, result.firmness, result.rung_over_forms) == ((), None, None)


# ------------------------------------------------------------------ form A and B

FORMS = [ladder("one", form="a", rungs_to=2), ladder("two"), ladder("three", form="b")]


def formed() -> list[AnswerRow]:
    """Return six people: how sure before (first, last), and how far they got."""
    ways = [
        ((30, 50), (UP,), (UP, UP, UP)),
        ((40, 40), (UP,), (UP,)),
        ((50, 70), (DOWN,), (UP,)),
        ((60, 50), (STAY,), (STAY,)),
        ((20, 40), (UP,), (DOWN,)),
        ((90, None), (UP,), ()),
    ]
    rows = []
    for person, ((first, last), short, long) in enumerate(ways):
        rows += climbed(person, "one", *((1, one) for one in short), before=first, top=2)
        rows += climbed(person, "two", (2, UP), before=100)
        if last is not None:
            rows += climbed(person, "three", *((1, one) for one in long), before=last)
    return rows


def test_the_first_form_is_compared_with_the_last_other_one_over_the_same_people() -> None:
    shift = only(FORMS, formed()).belief_over_forms
    assert (shift.before, shift.after, shift.n) == ("one", "three", 5)
    assert shift.change.mean_pre == 40.0  # 30, 40, 50, 60, 20
    assert shift.change.mean_post == 50.0  # 50, 40, 70, 50, 40


def test_rungs_are_counted_only_up_to_what_both_forms_hold() -> None:
    shift = only(FORMS, formed()).rung_over_forms
    # To 2: 2 2 1 1 2 before; 4 of 4, but counted as 2, then 2 2 1 1 after.
    assert (shift.n, shift.change.mean_pre, shift.change.mean_post) == (5, 1.6, 1.6)


def test_one_form_alone_is_compared_with_nothing() -> None:
    result = only(FORMS[:2], [row for row in formed() if row.activity_id != "three"])
    assert (result.belief_over_forms, result.rung_over_forms) == (None, None)


# -------------------------------------------------------------------- firmness


def after_misses() -> list[AnswerRow]:
    rows = []
    # Before and after the first ladder, and before the second one; all missed a set in the first.
    ways = [(50, 30, 40), (60, 60, 60), (40, 20, 50), (80, 70, None), (50, 60, 20), (30, None, 30)]
    for person, (before, after, later) in enumerate(ways):
        rows += climbed(person, "a", (2, DOWN), before=before, after=after)
        if later is not None:
            rows += climbed(person, "b", (2, DOWN), before=later, after=0)
    # Two who missed nothing: belief that nothing went against says nothing.
    for person in (10, 11):
        rows += climbed(person, "a", (2, UP), before=90, after=0)
    return rows


def test_firmness_is_the_move_of_belief_over_the_first_tasks_with_a_miss() -> None:
    result = only([ladder("a"), ladder("b")], after_misses())
    # -20, 0, -20, -10, +10; the last one said nothing after.
    assert (result.firmness.n, result.firmness.mean) == (5, -8.0)


def test_coming_back_is_to_be_as_sure_as_before_the_miss_at_any_time_after() -> None:
    result = only([ladder("a"), ladder("b")], after_misses())
    # no; yes; yes, later; no; yes; yes, later.
    assert result.returned == pytest.approx(4 / 6)


def test_without_a_miss_there_is_no_firmness() -> None:
    rows = [row for p in range(6) for row in climbed(p, "a", (3, UP), before=50, after=10 * p)]
    result = only([ladder("a")], rows)
    assert (result.firmness, result.returned) == (None, None)


def test_outside_the_share_is_not_told_where_few_missed_nothing() -> None:
    def rows(untested: int) -> list[AnswerRow]:
        missed = [
            row
            for person in range(12)
            for row in climbed(person, "a", (2, DOWN), before=50, after=60 - 20 * (person % 2))
        ]
        others = range(20, 20 + untested)
        return missed + [row for p in others for row in climbed(p, "a", (2, UP), before=50)]

    assert only([ladder("a")], rows(2), EXACT).returned == 0.5
    assert only([ladder("a")], rows(2), outside()).returned is None
    assert only([ladder("a")], rows(6), outside()).returned == 0.5
    assert only([ladder("a")], rows(6), outside()).firmness is None


# --------------------------------------------------------------- few and nobody


def test_of_fewer_than_five_nothing_is_said_not_even_how_many() -> None:
    rows = [
        row
        for person in range(4)
        for row in climbed(person, "l", (2, DOWN), before=10 * person, after=50 + 10 * person)
    ]
    for gate in (EXACT, outside()):
        result = only([ladder("l")], rows, gate)
        for moment in (*result.before, *result.after, *result.working_rung):
            assert (moment.figure, moment.n, moment.withheld) == (None, 0, "too_few")
        assert (result.firmness, result.returned) == (None, None)


def test_a_ladder_that_nobody_was_on_has_no_result() -> None:
    assert ladder_results(climbs(reading([ladder("l")], [])), EXACT) == ()


def test_single_people_are_never_among_the_figures_that_leave_the_room() -> None:
    result = only(FORMS, formed(), outside())
    for shift in (result.belief_over_forms, result.rung_over_forms):
        assert shift.pairs == ()


def test_where_a_ladder_was_held_again_the_last_run_of_a_person_counts() -> None:
    rows = [
        row
        for person in range(5)
        for row in (
            *climbed(person, "l", (2, UP), (2, UP)),
            *climbed(person, "l", (2, UP if person else DOWN), run=2),
        )
    ]
    (moment,) = only([ladder("l")], rows).working_rung
    assert (moment.n, moment.figure.mean) == (5, pytest.approx((4 * 2 + 1) / 5))
