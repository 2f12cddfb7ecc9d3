"""Waves, looking back, Holm, level, reach, parts, items and alpha of a cohort's scales."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.content.models import Item, Scale
from efficacy.measurement import efficacy_profile, holm, response_shift
from efficacy.reports.findings import Gate, results_of
from efficacy.reports.findings.levels import composites, shares
from efficacy.reports.material import scale_specs
from efficacy.reports.results import Results, ScaleResult, Shift
from tests.reports.house import (
    CAREER,
    MATH,
    SCALES,
    SIX,
    WORRY,
    answer,
    content,
    exact,
    material,
    rated,
    rated_at,
    scale,
    survey,
)

COURSE = {
    "early": "At first contact",
    "pre": "Before",
    "post": "After",
    "then": "Looking back",
    "follow-up": "Some weeks later",
}
# Early, before, after, looking back, weeks later: six people, each in a way of their own.
FIVE_TIMES = {
    7001: (30, 40, 60, 30, 50),
    7002: (50, 50, 50, 40, 60),
    7003: (50, 60, 90, 50, 80),
    7004: (40, 30, 50, 20, 40),
    7005: (70, 70, 70, 60, 90),
    7006: (10, 20, 60, 20, 50),
}


def course(people: dict = FIVE_TIMES, **more) -> Results:
    """Return the results of a plan with five waves, all asking math."""
    steps = [survey(wave, wave=wave, scales=["math"]) for wave in COURSE]
    answers = rated_at(people, list(COURSE), MATH)
    return exact(material(answers, scales=[MATH], steps=steps, waves=COURSE), **more)


def shift(found: ScaleResult, before: str, after: str) -> Shift:
    """Return the change between two waves."""
    every = (found.shift, *found.shifts, *found.then)
    return next(one for one in every if (one.before, one.after) == (before, after))


# ------------------------------------------------------------------------ waves


def test_every_pair_of_waves_has_a_change_in_the_plans_order_and_then_has_none() -> None:
    (math,) = course().scales
    assert (math.shift.before, math.shift.after) == ("pre", "post")
    assert [(one.before, one.after) for one in math.shifts] == [
        ("early", "pre"),
        ("early", "post"),
        ("early", "follow-up"),
        ("pre", "follow-up"),
        ("post", "follow-up"),
    ]


def test_a_change_is_over_the_people_with_both_waves_of_its_own() -> None:
    people = FIVE_TIMES | {7007: (20, 40, None, None, 60), 7008: (None, 30, 40, 30, None)}
    (math,) = course(people).scales
    assert shift(math, "pre", "post").n == 7
    assert shift(math, "early", "pre").n == 7
    # Early 30 50 50 40 70 10 20, before 40 50 60 30 70 20 40: mean change 40/7.
    assert shift(math, "early", "pre").change.change == pytest.approx(40 / 7)


def test_waves_of_any_name_are_compared_the_first_with_the_last() -> None:
    waves = {"spring": "In spring", "summer": "In summer", "autumn": "In autumn"}
    steps = [survey(wave, wave=wave, scales=["math"]) for wave in waves]
    people = {person: values[:3] for person, values in FIVE_TIMES.items()}
    answers = rated_at(people, list(waves))
    found = exact(material(answers, scales=[MATH], steps=steps, waves=waves))
    (math,) = found.scales
    assert (math.shift.before, math.shift.after, math.shift.n) == ("spring", "autumn", 6)
    assert [(one.before, one.after) for one in math.shifts] == [
        ("spring", "summer"),
        ("summer", "autumn"),
    ]
    assert found.flow.paired == 6


def test_a_scale_that_one_wave_does_not_ask_has_no_change_there() -> None:
    steps = [
        survey("early", wave="early", scales=["math"]),
        survey("before", wave="pre"),
        survey("after", wave="post"),
    ]
    waves = {"early": "First", "pre": "Before", "post": "After"}
    worry = dict.fromkeys(SIX, (2, 3))
    found = exact(material(rated(SIX) + rated(worry, WORRY), steps=steps, waves=waves))
    by_id = {one.scale_id: one for one in found.scales}
    assert [one.before for one in by_id["math"].shifts] == ["early", "early"]
    assert by_id["worry"].shifts == ()


class Listed(Gate):
    """A gate that writes down which changes it was asked for."""

    def __init__(self) -> None:
        super().__init__(exact=True)
        self.asked: list[str] = []

    def change(self, figure, *args, **more):
        self.asked.append(figure)
        return super().change(figure, *args, **more)


def test_the_gate_is_asked_for_what_matters_most_first() -> None:
    gate, people = Listed(), {person: values[:4] for person, values in FIVE_TIMES.items()}
    waves = {id: COURSE[id] for id in ("early", "pre", "post", "follow-up")}
    steps = [survey(wave, wave=wave, scales=["career", "math"]) for wave in waves]
    answers = [row for one in (CAREER, MATH) for row in rated_at(people, list(waves), one)]
    results_of(material(answers, scales=(MATH, CAREER), steps=steps, waves=waves), gate)
    assert gate.asked[:4] == [
        "change.math.pre.post",
        "change.career.pre.post",
        "change.math.pre.follow-up",
        "change.math.early.pre",
    ]
    first_item = next(place for place, name in enumerate(gate.asked) if name.startswith("item."))
    assert "change.career.post.follow-up" in gate.asked[:first_item]


# ----------------------------------------------------------------- looking back


def test_looking_back_is_kept_apart_and_adds_up_to_the_change() -> None:
    (math,) = course().scales
    since, judged = math.then
    assert (since.before, since.after) == ("then", "post")
    assert (judged.before, judged.after) == ("pre", "then")
    # Then 30 40 50 20 60 20: 8.33 below what they said before, and 26.67 below after.
    assert judged.change.change == pytest.approx(-50 / 6)
    assert since.change.change == pytest.approx(160 / 6)
    assert since.change.change + judged.change.change == pytest.approx(math.shift.change.change)


def test_looking_back_is_what_the_formula_gives() -> None:
    _, pre, post, then, _ = zip(*FIVE_TIMES.values(), strict=True)
    expected = response_shift(pre, then, post)
    since, judged = course().scales[0].then
    assert (since.change, judged.change) == (expected.looking_back, expected.shift)


def test_looking_back_enters_no_other_figure() -> None:
    without = {person: (*values[:3], None, values[4]) for person, values in FIVE_TIMES.items()}
    (with_then,), (without_then,) = course().scales, course(without).scales
    assert with_then.shift == without_then.shift
    assert with_then.shifts == without_then.shifts
    assert [one.withheld for one in without_then.then] == ["too_few", "too_few"]


def test_looking_back_rests_on_people_and_items_with_all_three() -> None:
    steps = [survey("before", wave="pre"), survey("after", wave="post")]
    steps.append(survey("then", wave="then", scales=["math"], only=["math.1", "math.2"]))
    waves = {"pre": "Before", "post": "After", "then": "Looking back"}
    answers = rated(SIX) + [
        answer(person, item, 50, wave="then", activity_id="then")
        for person in (7001, 7002, 7003, 7004, 7005)
        for item in ("math.1", "math.2")
    ]
    # Person 7006 has no look back, and 7001 skipped one of the two items before.
    answers = [row for row in answers if (row.record_number, row.item_id) != (7001, "math.2")]
    found = exact(material(answers, scales=[MATH], steps=steps, waves=waves))
    assert [one.n for one in found.scales[0].then] == [4, 4]
    assert found.scales[0].shift.n == 6


# ------------------------------------------------------------------------- Holm


def test_every_scale_but_the_primary_is_corrected_within_the_same_two_waves() -> None:
    other = {person: (before, after + 10 * (person % 2)) for person, (before, after) in SIX.items()}
    worry = {person: (1 + person % 3, 1 + person % 4) for person in SIX}
    found = exact(material(rated(SIX) + rated(worry, WORRY) + rated(other, CAREER)))
    math, *others = found.scales
    assert math.shift.p_holm is None
    expected = holm([one.shift.change.p for one in others])
    assert [one.shift.p_holm for one in others] == pytest.approx(list(expected))
    assert others[1].shift.p_holm >= others[1].shift.change.p


# ---------------------------------------------------------------- primary scale


def test_the_primary_scale_is_the_one_the_plan_names() -> None:
    plan, curriculum = content()
    named = plan.model_copy(update={"primary_scale": "career"})
    assert [one.is_primary for one in scale_specs(named, curriculum)] == [False, False, True]


def test_where_the_form_does_not_ask_it_the_first_efficacy_scale_is_primary() -> None:
    plan, curriculum = content((WORRY, MATH, CAREER))
    longer = plan.model_copy(update={"primary_scale": "math-full"})
    assert [one.is_primary for one in scale_specs(longer, curriculum)] == [False, True, False]


# ------------------------------------------------------------- level and reach


def graded(scale_id: str) -> Scale:
    """Return a scale of five items of rising difficulty; the first two are practiced."""
    plain = scale(scale_id)
    items = tuple(
        Item(
            id=item.id,
            text=item.text,
            difficulty=place,
            trained=place <= 2,
            subscale="easy" if place < 3 else "hard",
        )
        for place, item in enumerate(plain.items, start=1)
    )
    return plain.model_copy(update={"items": items})


# Ratings by item, from easy to hard; everybody answers alike at both waves but the last two.
BEFORE = [(90, 80, 60, 40, 20)] * 4 + [(90, 40, 60, 40, 20), (40, 40, 40, 40, 40)]
AFTER = [(100, 90, 70, 50, 20)] * 4 + [(90, 50, 60, 40, 30), (60, 40, 40, 40, 40)]


def graded_results() -> Results:
    """Return the results of six people on one graded scale."""
    one = graded("steps")
    answers = [
        answer(7001 + place, item.id, value, wave=wave)
        for wave, people in (("pre", BEFORE), ("post", AFTER))
        for place, values in enumerate(people)
        for item, value in zip(one.items, values, strict=True)
    ]
    return exact(material(answers, scales=[one]))


def test_level_rung_and_composite_are_means_over_the_people_with_a_pair() -> None:
    before, after = graded_results().scales[0].levels
    assert (before.wave, after.wave, before.n, after.n) == ("pre", "post", 6, 6)
    # “Can” from 50 on: 3 of 5 items for four people, 2 of 5 for one, none for one.
    assert before.share == pytest.approx((4 * 3 / 5 + 2 / 5) / 6)
    # Highest rung without a gap: 3 for four people, 1 for one whose second step fails, 0.
    assert before.rung == pytest.approx((4 * 3 + 1) / 6)
    assert before.composite == pytest.approx((4 * 230 / 5 + 150 / 5) / 6)
    assert after.share > before.share


def test_the_staircase_has_a_share_for_each_difficulty() -> None:
    before, _ = graded_results().scales[0].levels
    assert [step for step, _ in before.steps] == [1, 2, 3, 4, 5]
    assert [share for _, share in before.steps] == pytest.approx([5 / 6, 4 / 6, 5 / 6, 0, 0])


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.none() | st.sampled_from(range(0, 101, 10)), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_level_and_composite_of_all_at_once_are_those_of_each_person(rows: list) -> None:
    frame = pd.DataFrame(rows, columns=list("abcd"), dtype="float64")
    each = [efficacy_profile(row) for row in rows]
    for found, name in ((shares(frame), "magnitude_share"), (composites(frame), "composite")):
        expected = [getattr(one, name) for one in each]
        assert [None if math.isnan(value) else value for value in found] == [
            None if value is None else pytest.approx(value) for value in expected
        ]


def test_only_scales_of_how_sure_people_are_have_a_level() -> None:
    found = exact(material(rated(SIX) + rated(dict.fromkeys(SIX, (2, 3)), WORRY)))
    assert [bool(one.levels) for one in found.scales] == [True, False, True]


def test_reach_takes_three_domains_and_leaves_the_control_out() -> None:
    domains = [scale("math"), scale("career"), scale("talking"), scale("glow")]
    answers = [row for one in domains for row in rated(SIX, one)]
    before, after = exact(material(answers, scales=domains)).reach
    assert (before.domains, before.n) == (3, 6)
    # Before, three of the six people are at 50 or above, in all domains alike.
    assert (before.share, before.spread) == pytest.approx((0.5, 0))
    assert after.share == 1
    assert exact(material(answers, scales=domains[1:])).reach == ()


# ------------------------------------------------------------- parts and items


def test_parts_are_subscales_and_what_was_practiced_and_what_was_not() -> None:
    (steps,) = graded_results().scales
    assert [(one.id, len(one.items)) for one in steps.parts] == [
        ("easy", 2),
        ("hard", 3),
        ("trained", 2),
        ("untrained", 3),
    ]
    easy = steps.parts[0].shift
    # Means of the first two items: 85 … before; 95, 70 and 50 after.
    assert easy.change.change == pytest.approx((4 * 10 + 5 + 10) / 6)


def test_items_stand_as_they_were_answered_with_a_flag_where_there_is_no_room() -> None:
    answers = rated({person: (100 if person % 3 else 90, 90 + 10 * (person % 2)) for person in SIX})
    (first, *_) = exact(material(answers)).scales[0].item_results
    assert (first.item_id, first.n, first.flag) == ("math.1", 6, "ceiling")
    assert first.mean_pre == pytest.approx((4 * 100 + 2 * 90) / 6)


def test_outside_the_flag_follows_from_the_mean_that_is_said() -> None:
    # Half of them at the top, the mean far from it: a count that stays in the room.
    half = {n: (100 if n % 2 else 10 * (n % 4), 50 + n % 3 * 10) for n in range(1, 25)}
    inside = exact(material(rated(half))).scales[0].item_results[0]
    outside = results_of(material(rated(half)), Gate(exact=False)).scales[0].item_results[0]
    assert inside.flag == "ceiling"
    assert outside.flag is None


def test_alpha_turns_reverse_keyed_items_and_says_why_there_is_none() -> None:
    people = {n: (1 + n % 5, 1 + (n + n // 5) % 5) for n in range(1, 16)}
    answers = [
        answer(row.record_number, row.item_id, 6 - row.number, wave=row.wave)
        if row.item_id == "worry.1"
        else row
        for row in rated(people, WORRY)
    ]
    worry = exact(material(answers, scales=[WORRY])).scales[0]
    assert worry.alpha["pre"].alpha == pytest.approx(1)
    few = exact(material(rated(SIX))).scales[0].alpha["pre"]
    assert few.alpha is None
    assert "10 people" in few.reasons["alpha"]


# ------------------------------------------------------------ prorated, people


def test_prorated_pairs_are_counted() -> None:
    answers = [row for row in rated(SIX) if (row.record_number, row.item_id) != (7001, "math.5")]
    assert exact(material(answers)).scales[0].shift.prorated == 1


def test_single_people_are_seen_in_the_exact_results_only() -> None:
    found = material(rated(SIX))
    assert exact(found).scales[0].shift.pairs == tuple(sorted(SIX.values()))
    assert results_of(found, Gate(exact=False)).scales[0].shift.pairs == ()


def test_who_left_is_compared_with_who_stayed_or_nothing_is_said() -> None:
    gone = {n: (10 * (n % 5), None) for n in range(1, 7)}
    flow = exact(material(rated(SIX | gone))).flow
    assert (flow.left, flow.stayed_pre.n, flow.left_pre.n) == (6, 6, 6)
    assert flow.stayed_pre.mean == pytest.approx(45)
    assert flow.left_pre.mean == pytest.approx((10 + 20 + 30 + 40 + 0 + 10) / 6)
    few = exact(material(rated(SIX | dict(list(gone.items())[:3])))).flow
    assert few.stayed_pre is few.left_pre is None


def test_the_flow_says_who_came_at_which_step() -> None:
    steps = {7001: None, 7002: 3, 7003: 3, 7004: 5, 7005: None, 7006: None}
    flow = exact(material(rated(SIX), joined_steps=steps)).flow
    assert flow.joined_late == {3: 2, 5: 1}


def test_five_scales_are_results_in_the_plans_order_whichever_is_primary() -> None:
    plan, _ = content(SCALES)
    plan = plan.model_copy(update={"primary_scale": "career"})
    found = exact(material(rated_at({1: (50, 60)}, ("pre", "post")), plan=plan))
    assert [one.scale_id for one in found.scales] == ["math", "worry", "career"]
