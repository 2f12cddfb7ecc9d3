"""What else could explain a change: each line ticked by data alone; and the line on harms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.reports.findings import Gate, results_of
from efficacy.reports.results import Explanation, Results
from tests.reports.house import (
    MATH,
    SIX,
    WORRY,
    answer,
    exact,
    material,
    rated,
    rated_at,
    scale,
    survey,
)

NEVER = re.compile(r"effect|impact|improved by|caused|led to|significant", re.IGNORECASE)
LINES = ["comparison", "regression", "glow", "practice", "leavers", "history", "response_shift"]

EARLY = {"early": "First contact", "pre": "Before", "post": "After"}
# First contact, before, after. Early to before: 10 0 10 -10 0 10, mean 3.33, SD 8.16.
THREE = {
    7001: (30, 40, 60),
    7002: (50, 50, 50),
    7003: (50, 60, 90),
    7004: (40, 30, 50),
    7005: (70, 70, 70),
    7006: (10, 20, 60),
}


def card(results: Results) -> dict[str, Explanation]:
    """Return the lines of the card by id."""
    return {one.id: one for one in results.explanations}


def early(people: dict = THREE, **more: Any) -> Results:
    """Return results of a plan with a measurement at first contact."""
    steps = [survey(wave, wave=wave, scales=["math"]) for wave in EARLY]
    answers = rated_at(people, list(EARLY))
    return exact(material(answers, scales=[MATH], steps=steps, waves=EARLY, **more))


def test_the_card_has_seven_lines_and_most_stand_open_without_data() -> None:
    lines = exact(material(rated(SIX))).explanations
    assert [one.id for one in lines] == LINES
    assert {one.id: one.state for one in lines} == {
        "comparison": "open",
        "regression": "open",
        "glow": "open",
        "practice": "open",
        "leavers": "ruled_out",
        "history": "open",
        "response_shift": "open",
    }


def test_without_a_change_there_is_no_card() -> None:
    assert exact(material(rated(dict(list(SIX.items())[:3])))).explanations == ()
    assert exact(material()).explanations == ()


def test_no_cohort_rules_out_that_there_was_nobody_to_compare_with() -> None:
    for recruited in (None, "all", "volunteered", "selected", "sent"):
        assert card(early(recruited=recruited))["comparison"].state == "open"


# ------------------------------------------------------------------- regression


@pytest.mark.parametrize(
    ("recruited", "words"),
    [
        (None, "Nobody has noted"),
        ("all", "Everybody of a class"),
        ("volunteered", "signed up themselves"),
        ("selected", "chosen because they were unsure"),
        ("sent", "sent by somebody"),
    ],
)
def test_how_people_came_is_said(recruited: str | None, words: str) -> None:
    line = card(exact(material(rated(SIX), recruited=recruited)))["regression"]
    assert words in line.sentence
    assert line.state == ("looked" if recruited == "all" else "open")


def test_the_change_before_the_workshop_and_its_correlation_are_told() -> None:
    line = card(early(recruited="selected"))["regression"]
    assert line.state == "looked"
    # 3.33 ± t(.975; 5) · 8.16 / √6 = 3.33 ± 8.57.
    assert "+3.3 points (95 % interval −5.2 to +11.9; 6 people)" in line.sentence
    # Early 30 50 50 40 70 10, before 40 50 60 30 70 20: r = .92; (1 - .92) · 10 = 0.8.
    assert "correlate at 0.92: of 10 points below other people, about 0.8" in line.sentence


def test_regression_is_ruled_out_only_where_all_came_and_nothing_moved_before() -> None:
    assert card(early(recruited="all"))["regression"].state == "ruled_out"
    assert card(early(recruited="volunteered"))["regression"].state == "looked"
    rising = {
        person: (before - 20 - person % 3, before, after)
        for person, (_, before, after) in THREE.items()
    }
    rising = {
        person: (max(0, first // 10 * 10), before, after)
        for person, (first, before, after) in rising.items()
    }
    assert card(early(rising, recruited="all"))["regression"].state == "looked"


# ------------------------------------------------- glow, practice, leavers, history


def test_things_that_nobody_practiced_stand_beside_the_change() -> None:
    glow = scale("glow", items=3)
    people = {n: (50 + 10 * (n % 3), 50 + 10 * (n % 2)) for n in SIX}
    found = exact(material(rated(SIX) + rated(people, glow), scales=[MATH, glow]))
    line = card(found)["glow"]
    assert line.state == "looked"
    change = found.scales[1].shift.change.change
    assert f"{change:+.1f}".replace("-", "−") in line.sentence
    assert "+18.3" in line.sentence


def test_asking_twice_before_the_workshop_says_something_of_practice() -> None:
    line = card(early())["practice"]
    assert line.state == "looked"
    assert "Asked twice before the workshop, people moved by +3.3 points" in line.sentence


def test_if_nobody_who_left_had_changed_is_worked_out() -> None:
    gone = {7101: (40, None), 7102: (60, None)}
    line = card(exact(material(rated(SIX | gone))))["leavers"]
    # 18.33 · 6 / 8 = 13.75.
    assert line.state == "looked"
    assert "2 people who answered before are missing after" in line.sentence
    assert "the mean change would be +13.8 points" in line.sentence
    assert "those who left stood" not in line.sentence


def test_how_those_who_left_stood_is_said_from_five_on() -> None:
    gone = {7100 + n: (10 * n, None) for n in range(5)}
    line = card(exact(material(rated(SIX | gone))))["leavers"]
    assert "those who left stood at 20.0 and those who stayed at 45.0" in line.sentence


def test_what_the_facilitator_noted_stands_there_and_stays_open() -> None:
    line = card(exact(material(rated(SIX), happened=" A new teacher. ")))["history"]
    assert (line.state, "“A new teacher.”" in line.sentence) == ("open", True)
    assert "Nobody has noted" in card(exact(material(rated(SIX))))["history"].sentence


def test_looking_back_is_told_with_what_was_said_on_the_day() -> None:
    waves = {"pre": "Before", "post": "After", "then": "Looking back"}
    steps = [survey(wave, wave=wave, scales=["math"]) for wave in waves]
    people = {person: (before, after, before - 10) for person, (before, after) in SIX.items()}
    people[7002] = (50, 50, 50)
    answers = rated_at(people, list(waves))
    found = exact(material(answers, scales=[MATH], steps=steps, waves=waves))
    line = card(found)["response_shift"]
    # Looking back, five of six say 10 less: 45 - 8.33 = 36.67; to 63.33 it is 26.67.
    assert line.state == "looked"
    assert "put their beginning at 36.7; on the day they had said 45.0" in line.sentence
    assert "it is +26.7 points" in line.sentence


# ------------------------------------------------------------------------- harms


def test_harms_count_down_same_and_up_and_who_left() -> None:
    people = SIX | {7001: (60, 40), 7101: (40, None)}
    harms = exact(material(rated(people))).harms
    assert (harms.n, harms.down, harms.same, harms.up, harms.left) == (6, 1, 2, 3, 1)
    assert harms.sentence == (
        "Of 6 people, 1 came out lower after than before, 2 the same and 3 higher. 1 person who "
        "answered before is missing after."
    )


def test_means_over_other_items_are_no_change_for_the_last_digit() -> None:
    one = scale("math", items=3)
    rows = [
        answer(person, item.id, value, wave=wave)
        for person in range(1, 7)
        for wave, values in (("pre", (10, 20, 70)), ("post", (70, 20, 10)))
        for item, value in zip(one.items, values, strict=True)
    ]
    assert exact(material(rows, scales=[one])).harms.same == 6


def test_outside_of_the_room_no_few_are_told_to_have_gone_down() -> None:
    harms = results_of(material(rated(SIX)), Gate(exact=False)).harms
    assert harms.down is harms.same is harms.up is None
    assert "not said" in harms.sentence


def test_a_plan_whose_main_scale_is_about_worry_counts_the_same_way() -> None:
    worry = {n: (2 + n % 3, 1 + n % 3) for n in range(1, 8)}
    found = exact(material(rated(worry, WORRY), scales=[WORRY]))
    # One item is turned around, so the score (3x + 6 - x) / 4 falls with the rating x.
    assert found.harms.down == 7


# ----------------------------------------------------------------------- wording


@settings(deadline=None, max_examples=25)
@given(
    people=st.dictionaries(
        st.integers(1, 40),
        st.tuples(*[st.none() | st.sampled_from(range(0, 101, 10))] * 3),
        min_size=5,
        max_size=9,
    ),
    recruited=st.sampled_from([None, "all", "volunteered", "selected", "sent"]),
    is_exact=st.booleans(),
)
def test_no_line_ever_says_why(people: dict, recruited: str | None, is_exact: bool) -> None:
    steps = [survey(wave, wave=wave, scales=["math"]) for wave in EARLY]
    answers = rated_at(people, list(EARLY))
    found = results_of(
        material(answers, scales=[MATH], steps=steps, waves=EARLY, recruited=recruited),
        Gate(exact=is_exact),
    )
    said = " ".join(one.title + " " + one.sentence for one in found.explanations)
    assert not NEVER.search(said + (found.harms.sentence if found.harms else ""))
