"""The sentences about results: what they say, and what they never say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.language import speech
from efficacy.measurement.change import PairedChange, change_from_moments
from efficacy.reports import words
from efficacy.reports.results import Flow, Results, ScaleResult, Shift, WaveCount

SAY = speech()
NEVER = re.compile(r"effect|impact|improved by|caused|led to|significant", re.IGNORECASE)
UP, DOWN, LEVEL = "higher", "lower", "about the same"

RANGES = {"more_sure": (0, 100), "more_worry": (1, 5), "none": (1, 7)}


def scale_of(change: PairedChange | None, direction: str = "more_sure", **more) -> ScaleResult:
    """Return a primary scale with this change from before to after."""
    low, high = RANGES[direction]
    usual = {
        "scale_id": "math",
        "title": "Math tasks",
        "construct": "efficacy",
        "direction": direction,
        "low": low,
        "high": high,
        "items": 10,
        "primary": True,
        "n_pre": 14,
        "n_post": 13,
        "shift": Shift(
            before="pre",
            after="post",
            n=change.n if change else 12,
            change=change,
            withheld=None if change else "identical",
        ),
    }
    return ScaleResult(**usual | more)


def results_of(scale: ScaleResult | None, **flow) -> Results:
    """Return results with this scale and a flow of fourteen people."""
    usual = {
        "enrolled": 14,
        "consented": 14,
        "waves": (
            WaveCount(wave="pre", title="Before", n=14),
            WaveCount(wave="post", title="After", n=13),
            WaveCount(wave="follow-up", title="Some weeks later", n=12),
        ),
        "paired": 12,
        "left": 2,
        "sessions_held": 6,
    }
    return Results(
        cohort_id="c",
        cohort_name="Tuesday",
        code="bakomi",
        mode="confidential",
        plan_id="small",
        plan_title="Small plan",
        is_synthetic=False,
        is_exact=True,
        threshold=5,
        made_ms=0,
        flow=Flow(**usual | flow),
        scales=(scale,) if scale else (),
    )


def changed(by: float, sd: float = 6.0, n: int = 12, r: float = 0.8) -> PairedChange:
    """Return a mean change by so many points."""
    return change_from_moments(n, 45.0, 45.0 + by, sd, sd, r)


def every_sentence(results: Results) -> str:
    """Return all that words says of results, in one text."""
    scale = results.primary
    said = [
        words.headline(results, SAY),
        words.flow_sentence(results, SAY),
        words.caution(results, SAY),
        words.withheld_sentence(results, SAY),
        *words.not_to_conclude(results, SAY),
    ]
    if scale:
        said += [words.planning_sentence(scale, SAY)]
        said += [words.change_sentence(scale, scale.shift, results, SAY)]
    for counts in (None, {"down": 2, "same": 1, "up": 9}):
        said += [words.harms_sentence(counts, 12, 2, SAY)]
    return " ".join(said)


# ----------------------------------------------------------------- the headline


def test_the_headline_says_how_far_from_how_many_and_how_sure() -> None:
    # Half of the interval is t(.975; 11) · s_d / √12 with s_d = 6·√(2 · .2) = 3.795: 2.41.
    assert words.headline(results_of(scale_of(changed(6.7))), SAY) == (
        "On average the 12 participants rated themselves 6.7 points higher after the workshop than "
        "before, on a scale from 0 to 100 (95 % interval 4.3 to 9.1). Without a comparison group "
        "we cannot tell how much is due to the workshop."
    )


@pytest.mark.parametrize(
    ("direction", "by", "expected"),
    [
        ("more_sure", -6.7, "rated themselves 6.7 points lower after the workshop than before"),
        ("more_worry", -0.41, "rated their worry 0.41 points lower after the workshop than before"),
        ("more_worry", 0.41, "rated their worry 0.41 points higher after the workshop than before"),
        ("none", 0.41, "answered 0.41 points higher after the workshop than before"),
        ("more_sure", 0.04, "rated themselves about the same after the workshop as before"),
        ("more_worry", -0.004, "rated their worry about the same after the workshop as before"),
    ],
)
def test_the_word_for_the_direction_fits_the_scale_and_the_sign(
    direction: str, by: float, expected: str
) -> None:
    assert expected in words.headline(results_of(scale_of(changed(by), direction)), SAY)


def test_an_interval_with_zero_in_it_is_said_in_words() -> None:
    said = words.headline(results_of(scale_of(changed(1.0))), SAY)
    assert "(95 % interval −1.4 to +3.4). The interval includes 0: the mean may not" in said
    assert "includes 0" not in words.headline(results_of(scale_of(changed(6.7))), SAY)


def test_without_an_interval_the_sentence_stands_alone() -> None:
    change = replace(changed(6.7), ci_low=None, ci_high=None)
    said = words.headline(results_of(scale_of(change)), SAY)
    assert "on a scale from 0 to 100. Without" in said


def test_nothing_is_made_of_a_change_that_is_withheld_or_not_there() -> None:
    withheld = words.headline(results_of(scale_of(None)), SAY)
    assert withheld == words.withheld_sentence(results_of(None), SAY)
    for nothing in (
        results_of(None),
        results_of(scale_of(None, shift=Shift(before="pre", after="post", n=0, change=None))),
    ):
        assert "nothing to compare yet" in words.headline(nothing, SAY)


def test_other_waves_are_called_by_their_titles() -> None:
    scale, later = scale_of(changed(6.7)), changed(-2.0)
    shift = Shift(before="pre", after="follow-up", n=12, change=later)
    said = words.change_sentence(scale, shift, results_of(scale), SAY)
    assert "2.0 points lower at “Some weeks later” than at “Before”" in said


# --------------------------------------------------------------- flow and plans


def test_the_flow_says_who_began_ended_and_is_missing() -> None:
    assert words.flow_sentence(results_of(scale_of(changed(6.7))), SAY) == (
        "14 people joined, and 14 said yes to the survey. 14 answered before, 13 after, and 12 "
        "both times. 2 people who answered before are missing after. 1 person has no answer from "
        "before."
    )


def test_the_flow_says_so_where_too_little_was_answered_for_the_main_scale() -> None:
    said = words.flow_sentence(results_of(scale_of(changed(6.7, n=11))), SAY)
    assert said.endswith(
        "The main change is of 11 people. The others answered too few of its questions."
    )


def test_in_a_handful_of_people_the_flow_does_not_tell_who_said_no() -> None:
    said = words.flow_sentence(results_of(scale_of(None), enrolled=4, consented=3), SAY)
    assert said == "4 people joined. In so small a group nothing more is counted."


def test_planning_says_how_wide_the_interval_is_and_what_half_of_it_takes() -> None:
    # .635 SDs at n = 12; half of that takes n with t(n - 1)/√n ≤ .318: 41 (.316; 40 gives .320).
    assert words.planning_sentence(scale_of(changed(6.7)), SAY) == (
        "With 12 people the interval reaches 2.4 points to each side. To halve that, a group with "
        "the same spread would need about 41 people."
    )
    assert words.planning_sentence(scale_of(None), SAY) == ""


def test_who_went_down_is_said_or_that_it_is_not_said() -> None:
    counts = {"down": 2, "same": 1, "up": 9}
    assert words.harms_sentence(counts, 12, 1, SAY) == (
        "Of 12 people, 2 came out lower after than before, 1 the same and 9 higher. 1 person who "
        "answered before is missing after."
    )
    said = words.harms_sentence(None, 12, 0, SAY)
    assert said.startswith("How many went up or down is not said")
    assert said.endswith("Nobody who answered before is missing after.")


def test_who_left_is_spoken_for_by_nobody() -> None:
    with_left, without = results_of(None), results_of(None, left=0)
    assert (
        len(words.not_to_conclude(with_left, SAY)) == len(words.not_to_conclude(without, SAY)) + 1
    )


# -------------------------------------------------------------------- invariants

CHANGES = st.builds(
    changed,
    by=st.floats(-60, 60) | st.floats(-0.1, 0.1),
    sd=st.floats(0.1, 40),
    n=st.integers(5, 300),
    r=st.floats(-0.9, 0.95),
)
DIRECTIONS = st.sampled_from(sorted(RANGES))


@settings(deadline=None, max_examples=150)
@given(change=st.none() | CHANGES, direction=DIRECTIONS, left=st.integers(0, 9))
def test_no_sentence_ever_says_why(change: PairedChange | None, direction: str, left: int) -> None:
    assert not NEVER.search(every_sentence(results_of(scale_of(change, direction), left=left)))


@settings(deadline=None, max_examples=150)
@given(change=CHANGES, direction=DIRECTIONS)
def test_sign_and_word_always_agree(change: PairedChange, direction: str) -> None:
    scale = scale_of(change, direction)
    said = words.change_sentence(scale, scale.shift, results_of(scale), SAY)
    shown = round(change.change, words.digits(scale))
    expected = LEVEL if shown == 0 else UP if shown > 0 else DOWN
    assert [word for word in (UP, DOWN, LEVEL) if word in said] == [expected]
    if expected != LEVEL:
        assert f"{abs(shown):.{words.digits(scale)}f} points {expected}" in said
        assert " than " in said
    else:
        assert " as before" in said


@settings(deadline=None, max_examples=100)
@given(change=CHANGES, direction=DIRECTIONS)
def test_zero_is_spoken_of_whenever_the_shown_interval_has_it(
    change: PairedChange, direction: str
) -> None:
    scale = scale_of(change, direction)
    said = words.change_sentence(scale, scale.shift, results_of(scale), SAY)
    ends = [float(f"{end:.{words.digits(scale)}f}") for end in (change.ci_low, change.ci_high)]
    assert ("includes 0" in said) == (ends[0] <= 0 <= ends[1])
