"""From one reading of a cohort to its flow and its scales."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.measurement import paired_change
from efficacy.reports.findings import Gate, results_of
from efficacy.reports.material import scale_specs
from efficacy.reports.results import Results, ScaleResult
from tests.reports.house import (
    CAREER,
    FIVE,
    MATH,
    SCALES,
    SIX,
    WORRY,
    answer,
    content,
    exact,
    material,
    note,
    rated,
    scale,
    survey,
)


def counts(results: Results) -> tuple[int, int, int]:
    """Return how many answered before, after and both times."""
    return results.flow.at("pre"), results.flow.at("post"), results.flow.paired


FIGURES = ("mean_pre", "mean_post", "sd_pre", "sd_post", "change", "ci_low", "ci_high", "g_av")


def of(results: Results, scale_id: str) -> ScaleResult:
    """Return the result of one scale."""
    return next(known for known in results.scales if known.scale_id == scale_id)


def math_of(people: dict[int, tuple[float | None, float | None]]) -> ScaleResult:
    """Return the result of the scale math, not rounded."""
    return of(exact(material(rated(people))), "math")


def figure(found: ScaleResult, name: str) -> float | None:
    """Return a figure of the change from before to after; None where it is withheld."""
    return None if found.shift.change is None else getattr(found.shift.change, name)


# ------------------------------------------------------------ what is measured


def test_the_scales_are_those_that_a_wave_asks_in_the_order_of_first_use() -> None:
    plan, curriculum = content()
    assert [spec.id for spec in scale_specs(plan, curriculum)] == ["math", "worry", "career"]


def test_a_scale_that_is_only_practised_is_not_measured() -> None:
    steps = (
        survey("practice", wave=None, scales=["career"]),
        survey("b", wave="pre", scales=["math"]),
    )
    plan, curriculum = content(SCALES, steps)
    assert [spec.id for spec in scale_specs(plan, curriculum)] == ["math"]


def test_the_plan_chooses_scales_and_their_order() -> None:
    plan, curriculum = content(SCALES, [survey("b", wave="pre", scales=["career", "math"])])
    assert [spec.id for spec in scale_specs(plan, curriculum)] == ["career", "math"]


def test_a_scale_asked_at_several_waves_is_there_once() -> None:
    plan, curriculum = content(
        SCALES, [survey("b", wave="pre", scales=["math"]), survey("a", wave="post")]
    )
    assert [spec.id for spec in scale_specs(plan, curriculum)] == ["math", "worry", "career"]


def test_what_scoring_needs_comes_from_the_declared_scale() -> None:
    plan, curriculum = content()
    spec = scale_specs(plan, curriculum)[1]
    assert (spec.construct, spec.direction, spec.low, spec.high) == ("worry", "more_worry", 1, 5)
    assert spec.items == ("worry.1", "worry.2", "worry.3", "worry.4")
    assert spec.reverse_keyed == {"worry.1"}
    assert spec.texts["worry.2"] == "do worry 2"
    assert [known.is_primary for known in scale_specs(plan, curriculum)] == [True, False, False]


# ------------------------------------------------------------------- the flow


def test_the_flow_counts_people_from_enrolled_to_paired() -> None:
    answers = rated({1: (40, 50), 2: (50, None), 3: (None, 60)})
    results = results_of(material(answers, enrolled=6, consented=5, record_numbers=(1, 2, 3, 4, 5)))
    assert (results.flow.enrolled, results.flow.consented) == (6, 5)
    assert counts(results) == (2, 2, 1)


def test_one_answered_item_counts_in_the_flow_but_makes_no_pair() -> None:
    answers = [answer(1, "math.1", 40), answer(1, "math.1", 50, wave="post")]
    results = results_of(material(answers))
    assert counts(results) == (1, 1, 1)
    assert of(results, "math").shift.n == 0


def test_practice_words_and_cleared_answers_are_in_no_count() -> None:
    answers = [answer(1, "career.1", 40, wave=""), note(2, "I did it."), answer(3, "math.1", None)]
    results = results_of(material(answers))
    assert counts(results) == (0, 0, 0)


def test_people_whom_the_reading_leaves_out_are_in_no_figure() -> None:
    # Who declined has no answers in a reading: figures are those of the others.
    everybody = {**SIX, 7999: (0, 100)}
    taking = rated(SIX)
    results = results_of(material(taking, enrolled=7, consented=6))
    assert (results.flow.enrolled, results.flow.consented, results.flow.at("pre")) == (7, 6, 6)
    assert figure(of(results, "math"), "mean_pre") != figure(math_of(everybody), "mean_pre")


# ---------------------------------------------------------------- the figures


def test_figures_are_those_of_the_paired_change_over_the_pairs() -> None:
    found = math_of({**SIX, 7100: (100, None), 7101: (None, 0)})
    expected = paired_change(*zip(*SIX.values(), strict=True))
    assert (found.n_pre, found.n_post, found.shift.n, found.shift.withheld) == (7, 7, 6, None)
    for name in FIGURES:
        assert figure(found, name) == pytest.approx(getattr(expected, name)), name


def test_figures_worked_by_hand() -> None:
    # Pre 40 50 60 30 70 20: mean 45. Post 60 50 90 50 70 60: mean 63.33.
    # Changes 20 0 30 20 0 40: mean 18.33, SD 16.02, t(5) = 2.571, so ± 16.81.
    found = math_of(SIX)
    assert figure(found, "mean_pre") == pytest.approx(45)
    assert figure(found, "mean_post") == pytest.approx(63.3333, abs=1e-4)
    assert figure(found, "change") == pytest.approx(18.3333, abs=1e-4)
    assert figure(found, "ci_low") == pytest.approx(18.3333 - 16.8120, abs=1e-3)
    assert figure(found, "ci_high") == pytest.approx(18.3333 + 16.8120, abs=1e-3)
    # d_av = 18.33 / √((18.71² + 15.06²) / 2) = 1.0796, J(5) = .84075.
    assert figure(found, "g_av") == pytest.approx(1.0796 * 0.84075, abs=1e-3)


def test_reverse_keyed_items_are_turned_around_in_their_declared_range() -> None:
    people = {n: (1 + n % 3, 2 + n % 2) for n in range(1, 7)}
    found = of(exact(material(rated(people, WORRY))), "worry")
    # Rated x on all four: one item becomes 6 - x, so the mean is (3x + 6 - x) / 4.
    expected = sum((2 * (1 + n % 3) + 6) / 4 for n in range(1, 7)) / 6
    assert figure(found, "mean_pre") == pytest.approx(expected)


def test_change_rests_on_the_items_answered_both_times() -> None:
    answers = rated(SIX)
    # Person 7001 skipped math.5 before; after it was 100, and must not count.
    answers = [row for row in answers if (row.record_number, row.item_id) != (7001, "math.5")]
    answers.append(answer(7001, "math.5", 100, wave="post"))
    assert figure(of(exact(material(answers)), "math"), "mean_post") == pytest.approx(
        figure(math_of(SIX), "mean_post")
    )


def test_a_pair_takes_four_of_five_items_answered_both_times() -> None:
    def without(items: set[str]) -> ScaleResult:
        kept = [
            row
            for row in rated(SIX)
            if not (row.record_number == 7001 and row.wave == "pre" and row.item_id in items)
        ]
        return of(exact(material(kept)), "math")

    assert without({"math.5"}).shift.n == 6
    assert without({"math.4", "math.5"}).shift.n == 5


# ----------------------------------------------------------- what is withheld


def all_none(found: ScaleResult) -> bool:
    """Say whether there is not a single figure."""
    return found.shift.change is None


@pytest.mark.parametrize("n", [0, 1, 4])
def test_nothing_is_said_of_fewer_than_five_pairs(n: int) -> None:
    found = math_of(dict(list(SIX.items())[:n]))
    assert found.shift.withheld == "too_few"
    assert all_none(found)


def test_five_pairs_are_enough() -> None:
    found = math_of(dict(list(SIX.items())[:5]))
    assert found.shift.withheld is None
    assert not any(figure(found, name) is None for name in FIGURES)


def test_many_before_and_few_pairs_are_withheld() -> None:
    people = {n: (10.0 * (n % 9), None) for n in range(1, 30)} | dict(list(SIX.items())[:4])
    found = math_of(people)
    assert (found.n_pre, found.shift.n, found.shift.withheld) == (33, 4, "too_few")
    assert all_none(found)


@pytest.mark.parametrize(
    "people",
    [
        {n: (50, 10 * n) for n in range(1, 7)},  # all alike before
        {n: (10 * n, 50) for n in range(1, 7)},  # all alike after
        {n: (10 * n, 10 * n + 20) for n in range(1, 7)},  # all changed alike
    ],
)
def test_figures_that_would_tell_single_answers_are_withheld(
    people: dict[int, tuple[float, float]],
) -> None:
    change = of(results_of(material(rated(people))), "math").shift.change
    assert change is None or change.sd_pre is change.ci_low is change.p is None


def test_scales_are_withheld_each_on_its_own() -> None:
    few = dict(list(SIX.items())[:3])
    results = exact(material(rated(SIX) + rated(few, CAREER)))
    assert of(results, "math").shift.withheld is None
    assert of(results, "career").shift.withheld == "too_few"
    assert of(results, "worry").shift.n == 0


def test_an_empty_cohort_has_results_without_figures() -> None:
    results = results_of(material())
    assert (results.flow.enrolled, *counts(results)) == (0, 0, 0, 0)
    assert [known.shift.withheld for known in results.scales] == ["too_few"] * 3


def test_a_plan_without_measurement_has_no_scales() -> None:
    results = results_of(material(steps=[survey("practice", wave=None)]))
    assert results.scales == ()


@settings(deadline=None)
@given(
    st.dictionaries(
        st.integers(1000, 9999),
        st.tuples(*[st.none() | st.integers(1, 5).map(float)] * 2),
        max_size=9,
    )
)
def test_figures_are_there_for_five_or_more_pairs_only_and_within_the_range(
    people: dict[int, tuple[float | None, float | None]],
) -> None:
    one = scale("mood", FIVE, items=3)
    answers = rated(people, one)
    found = exact(material(answers, scales=[one]))
    mood = found.scales[0]
    pairs = [both for both in people.values() if None not in both]
    assert mood.shift.n == found.flow.paired == len(pairs)
    assert (mood.shift.withheld is None) == (len(pairs) >= found.threshold)
    if mood.shift.change is None:
        return
    assert 1 <= mood.shift.change.mean_pre <= 5
    known = [figure(mood, name) for name in FIGURES]
    assert all(value is None or math.isfinite(value) for value in known)


@pytest.mark.parametrize("is_exact", [True, False])
def test_results_never_hold_a_record_number(is_exact: bool) -> None:
    results = results_of(material(rated(SIX)), Gate(exact=is_exact))
    assert not any(str(person) in repr(results) for person in SIX)


def test_the_title_and_range_of_a_scale_come_along() -> None:
    found = of(results_of(material(rated(SIX))), "math")
    assert (found.title, found.low, found.high, found.items) == (MATH.title, 0, 100, 5)
    assert (found.construct, found.direction, found.primary) == ("efficacy", "more_sure", True)


# ------------------------------------------------------ what was not understood


def marked(people: int, *, of: int, wave: str = "pre", is_exact: bool = True) -> Results:
    """Return the results of a group of whom some marked the first item of math."""
    rows = [answer(n, "math.1", 10.0 * (n % 11), wave=wave) for n in range(1, of + 1)]
    rows += [answer(n, "math.1.unclear", 1.0, wave=wave) for n in range(1, people + 1)]
    return results_of(material(rows), Gate(exact=is_exact))


def test_an_item_that_people_marked_is_listed_with_how_many_of_how_many() -> None:
    (one,) = marked(2, of=6).unclear
    assert (one.text, one.scale, one.marked, one.n) == ("do math 1", "Title of math", 2, 6)


@settings(deadline=None)
@given(people=st.integers(0, 12), of=st.integers(0, 12))
def test_marks_are_told_only_from_five_people_on(people: int, of: int) -> None:
    found = marked(min(people, of), of=of).unclear
    assert bool(found) == (of >= 5 and min(people, of) > 0)


def test_outside_of_the_room_no_few_are_told_to_have_marked_or_not() -> None:
    listed = {n: bool(marked(n, of=12, is_exact=False).unclear) for n in range(13)}
    assert not any(listed[n] for n in (0, 1, 2, 3, 4, 8, 9, 10, 11))


def test_who_marked_at_two_waves_counts_once() -> None:
    rows = [answer(n, "math.1", 50.0, wave="pre") for n in range(1, 7)]
    rows += [answer(1, "math.1.unclear", 1.0, wave=wave) for wave in ("pre", "post")]
    (one,) = exact(material(rows)).unclear
    assert (one.marked, one.n) == (1, 6)


def test_a_mark_that_was_taken_off_is_none() -> None:
    rows = [answer(n, "math.1", 50.0, wave="pre") for n in range(1, 7)]
    rows.append(answer(1, "math.1.unclear", None, wave="pre"))
    assert exact(material(rows)).unclear == ()


def test_who_only_marked_has_not_answered() -> None:
    found = results_of(material([answer(1, "math.1.unclear", 1.0, wave="pre")]))
    assert found.flow.at("pre") == 0
