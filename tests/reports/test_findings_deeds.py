"""Whose answers in an activity count, and what of a figure is said when it is withheld."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from efficacy.measurement.gate import Lattice
from efficacy.reports.findings.deeds import column, held, moment, shift
from tests.reports.doings import EXACT, did, outside, reading, step

STEPS = [step(one, "goal", prompt="One goal.") for one in ("first", "last")]
POINTS = Lattice(0, 100, 10)


def test_activities_come_in_the_plans_order_and_only_where_somebody_gave_something() -> None:
    rows = [did(1, "last", "came-of", "done")]
    assert [one.id for one in held(reading(STEPS, rows))] == ["last"]
    rows += [did(1, "first", "came-of", "done")]
    assert [one.id for one in held(reading(STEPS, rows), "goal")] == ["first", "last"]
    assert held(reading(STEPS, rows), "ladder") == ()


def test_a_person_counts_with_the_last_run_in_which_they_gave_anything() -> None:
    rows = [
        did(1, "first", "a", 10.0),
        did(1, "first", "a", 20.0, run_number=2),
        did(2, "first", "a", 30.0),
        did(2, "first", "a", None, run_number=2),  # given and cleared: nothing given
    ]
    (one,) = held(reading(STEPS, rows))
    newest = {person: [row.value for row in given] for person, given in one.newest().items()}
    assert newest == {1: [20.0], 2: [30.0]}


def test_what_was_cleared_is_missing() -> None:
    rows = [did(1, "first", "a", 10.0), did(1, "first", "a", None, attempt=2)]
    (one,) = held(reading(STEPS, rows))
    assert one.frame("a").empty


def test_a_moment_that_is_withheld_says_no_number_of_people() -> None:
    (one,) = held(reading(STEPS, [did(1, "first", "a", 10.0)]))
    said = moment(EXACT, "goals.a", one, column({1: 10.0, 2: 20.0}), POINTS)
    assert (said.figure, said.n, said.withheld) == (None, 0, "too_few")


def test_a_change_is_of_the_people_with_both_whatever_their_order() -> None:
    before = column({1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 100})
    after = pd.Series({7: 0.0, 5: 60.0, 4: 40.0, 3: 50.0, 2: 20.0, 1: 40.0})
    moved = shift(EXACT, "a", ("x", before), ("y", after), POINTS)
    assert moved.n == 5
    assert moved.change.change == (30 + 0 + 20 + 0 + 10) / 5


values = st.dictionaries(
    st.integers(1, 12), st.sampled_from(range(0, 101, 10)), min_size=0, max_size=12
)


@given(before=values, after=values)
def test_no_single_person_is_among_what_leaves_the_room(before: dict, after: dict) -> None:
    both = before.keys() & after.keys()
    moved = shift(outside(), "a", ("x", column(before)), ("y", column(after)), POINTS)
    assert moved.pairs == ()
    assert moved.n in (0, len(both))
    assert (moved.change is None) == (moved.withheld is not None)
    if len(both) < 5:
        assert (moved.n, moved.withheld) == (0, "too_few")
