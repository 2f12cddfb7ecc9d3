"""From stored answers to one row a person: which answer counts."""

from __future__ import annotations

import math
import subprocess
import sys
from time import process_time

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.reports.frames import AnswerRow, wave_frame
from tests.reports.house import answer

ITEMS = ["math.1", "math.2", "math.3"]


def cells(answers: list[AnswerRow], wave: str = "pre") -> dict[int, list[float | None]]:
    """Return the frame as plain lists, None for missing."""
    frame = wave_frame(answers, wave, ITEMS)
    return {
        person: [None if math.isnan(value) else value for value in row]
        for person, row in zip(frame.index.tolist(), frame.to_numpy().tolist(), strict=True)
    }


def test_a_row_is_a_person_and_a_column_an_item_in_the_order_asked_for() -> None:
    frame = wave_frame([answer(2, "math.3", 30), answer(1, "math.1", 10)], "pre", ITEMS[::-1])
    assert frame.index.tolist() == [1, 2]
    assert frame.index.name == "record_number"
    assert frame.columns.tolist() == ITEMS[::-1]
    assert frame.columns.name is None
    assert frame.loc[2, "math.3"] == 30


def test_what_was_not_answered_is_missing() -> None:
    assert cells([answer(1, "math.2", 0)]) == {1: [None, 0, None]}


def test_nobody_gives_an_empty_frame_that_can_be_joined() -> None:
    frame = wave_frame([], "pre", ITEMS)
    assert frame.shape == (0, 3)
    assert frame.dtypes.tolist() == [np.dtype(float)] * 3
    assert frame.reindex([5, 6]).isna().all().all()


def test_other_waves_and_other_items_stay_out() -> None:
    answers = [
        answer(1, "math.1", 10),
        answer(1, "math.1", 90, wave="post"),
        answer(1, "math.1", 50, wave=""),
        answer(1, "career.1", 70),
        answer(2, "career.1", 70),
    ]
    assert cells(answers) == {1: [10, None, None]}
    assert cells(answers, "post") == {1: [90, None, None]}


def test_a_text_is_no_number() -> None:
    assert cells([answer(1, "math.1", "ten")]) == {}


def test_a_cleared_answer_is_missing_and_who_cleared_all_is_not_there() -> None:
    answers = [answer(1, "math.1", 10), answer(1, "math.2", None), answer(2, "math.1", None)]
    assert cells(answers) == {1: [10, None, None]}


def test_within_a_run_the_last_attempt_counts_whatever_the_order() -> None:
    answers = [answer(1, "math.1", 80, attempt=2), answer(1, "math.1", 10, attempt=1)]
    assert cells(answers) == cells(answers[::-1]) == {1: [80, None, None]}


def test_an_earlier_attempt_does_not_come_back_when_the_last_was_cleared() -> None:
    answers = [
        answer(1, "math.1", 10, attempt=1),
        answer(1, "math.1", None, attempt=2),
        answer(1, "math.2", 20),
    ]
    assert cells(answers) == {1: [None, 20, None]}


def test_of_an_activity_held_again_the_last_run_counts_alone() -> None:
    answers = [
        answer(1, "math.1", 10),
        answer(1, "math.2", 20),
        answer(1, "math.1", 50, run_number=2),
    ]
    # The answer to math.2 is of the first run: the two runs are never mixed.
    assert cells(answers) == {1: [50, None, None]}


def test_who_missed_the_repetition_keeps_the_first_run() -> None:
    answers = [
        answer(1, "math.1", 10),
        answer(2, "math.1", 20),
        answer(1, "math.1", 50, run_number=2),
    ]
    assert cells(answers) == {1: [50, None, None], 2: [20, None, None]}


def test_a_run_in_which_everything_was_cleared_again_does_not_count() -> None:
    answers = [answer(1, "math.1", 10), answer(1, "math.1", None, run_number=2)]
    assert cells(answers) == {1: [10, None, None]}


def test_runs_are_told_apart_by_activity_and_by_session() -> None:
    answers = [
        answer(1, "math.1", 10, run_number=3),
        answer(1, "math.2", 20, activity_id="other"),
        answer(1, "math.3", 30, session_id="two"),
    ]
    assert cells(answers) == {1: [10, 20, 30]}


def test_the_same_item_in_two_activities_of_a_wave_counts_as_given_last() -> None:
    early = answer(1, "math.1", 10, run_number=2, given_ms=100)
    late = answer(1, "math.1", 60, activity_id="again", given_ms=200)
    assert cells([early, late]) == cells([late, early]) == {1: [60, None, None]}


def slow(answers: list[AnswerRow], wave: str) -> dict[int, dict[str, float]]:
    """Return the same by the rules read aloud, one answer after the other."""
    last: dict[tuple[object, ...], AnswerRow] = {}
    for row in answers:
        if row.wave == wave and row.item_id in ITEMS:
            key = (row.record_number, row.activity_id, row.run_number, row.item_id)
            if key not in last or row.attempt >= last[key].attempt:
                last[key] = row
    kept = [row for row in last.values() if row.number is not None]
    counted: dict[int, dict[str, float]] = {}
    for row in sorted(kept, key=lambda one: one.given_ms):
        newest = max(
            one.run_number
            for one in kept
            if (one.record_number, one.activity_id) == (row.record_number, row.activity_id)
        )
        if row.run_number == newest and row.number is not None:
            counted.setdefault(row.record_number, {})[row.item_id] = row.number
    return counted


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from([*ITEMS, "career.1"]),
            st.none() | st.sampled_from([0.0, 50.0, 100.0]),
            st.sampled_from(["pre", "post"]),
            st.sampled_from(["a", "b"]),
            st.integers(1, 3),
            st.integers(1, 2),
        ),
        max_size=30,
        unique_by=lambda one: (one[0], one[1], *one[3:]),
    )
)
def test_the_fast_way_agrees_with_the_rules_read_aloud(
    drawn: list[tuple[int, str, float | None, str, str, int, int]],
) -> None:
    answers = [
        answer(
            person,
            item,
            value,
            wave=wave,
            activity_id=activity,
            run_number=run,
            attempt=attempt,
            given_ms=place,
        )
        for place, (person, item, value, wave, activity, run, attempt) in enumerate(drawn)
    ]
    frame = wave_frame(answers, "pre", ITEMS)
    found = {
        int(person): {item: value for item, value in row.items() if not pd.isna(value)}
        for person, row in frame.to_dict("index").items()
    }
    assert found == slow(answers, "pre")


def test_three_hundred_people_take_less_than_a_second() -> None:
    items = [f"i{n}" for n in range(20)]
    answers = [answer(person, item, 50.0) for person in range(300) for item in items]
    start = process_time()
    assert wave_frame(answers, "pre", items).shape == (300, 20)
    assert process_time() - start < 1


def test_importing_the_frames_does_not_import_pandas() -> None:
    code = "import sys, efficacy.reports.results; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_server_starts_without_the_libraries_of_statistics() -> None:
    code = "import sys, efficacy.web.server; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
