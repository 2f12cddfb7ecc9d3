"""A person's own results: the seven cases, the rules of measurement for one, what is left out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.activities.contract import Given
from efficacy.activities.personal import Earlier
from efficacy.content.models import Bought, Item, PlannedActivity, Scale
from efficacy.measurement import efficacy_profile, paired_scale_scores
from efficacy.reports.own import OwnResults, OwnScale, for_others
from efficacy.reports.own_findings import own_results
from efficacy.reports.own_scales import CAN
from tests.reports import house

WAVES = {"early": "Early", "pre": "Before", "post": "After", "follow-up": "Later"}
STEPS = tuple(house.survey(f"ask-{wave}", wave=wave) for wave in WAVES)
DAYS = {"early": "2026-03-01", "pre": "2026-03-03", "post": "2026-05-05", "follow-up": "2026-06-09"}
Rated = float | Sequence[float | None]


def goal(activity_id: str, *follows: str) -> PlannedActivity:
    return PlannedActivity(
        id=activity_id,
        kind="goal",
        title="A goal",
        minutes=5,
        notes=house.NOTES,
        params={"prompt": "One small thing.", "follows": follows},
    )


def answered(wave: str, *rated: tuple[Scale, Rated]) -> Earlier:
    """Return one survey: a number for all items of a scale, or one an item (None: skipped)."""
    given: list[Given] = []
    for scale, values in rated:
        each = [values] * len(scale.items) if isinstance(values, int | float) else values
        given += [
            Given(item_id=item.id, value=value)
            for item, value in zip(scale.items, each, strict=True)
            if value is not None
        ]
    return Earlier(activity_id=f"ask-{wave}", wave=wave, day=DAYS[wave], given=tuple(given))


def own(*gave: Earlier, scales: Sequence[Scale] = house.SCALES, **more: Any) -> OwnResults:
    plan, content = house.content(scales, STEPS, WAVES)
    return own_results(content, plan, gave, **{"takes_survey": True, **more})


def between(before: Rated | None, after: Rated | None, scale: Scale = house.MATH) -> OwnScale:
    """Return a scale that was answered before and after; None: it was not."""
    both = {"pre": before, "post": after}
    surveys = [answered(wave, (scale, said)) for wave, said in both.items() if said is not None]
    (found,) = own(*surveys).scales
    return found


# ---------------------------------------------------------------------- the seven cases


@pytest.mark.parametrize(
    ("before", "after", "case"),
    [
        (40, 60, "up"),
        (50, 50, "same"),
        (70, 50, "down"),
        (70, None, "first_only"),
        (None, 70, "last_only"),
        ((40, 40, 40, 40, None), 60, "up"),  # four of five: enough, and said so
        ((40, 40, 40, None, None), 60, "too_few"),
        (95, 100, "end"),
        (100, 90, "end"),  # still within the last tenth
        (100, 80, "down"),
    ],
)
def test_each_way_that_two_surveys_can_stand_has_a_case(before, after, case: str) -> None:
    assert between(before, after).case == case


def test_less_than_half_a_step_on_average_is_no_move() -> None:
    # Steps of 10 on five items: one item by 20 is 4 points on average, by 30 it is 6.
    assert between(50, (50, 50, 50, 50, 70)).case == "same"
    assert between(50, (50, 50, 50, 50, 80)).case == "up"
    assert between(50, (50, 50, 50, 50, 20)).case == "down"
    # Half a step is a move: 25 points over five items.
    assert between(50, (50, 50, 50, 55, 70)).case == "up"


@pytest.mark.parametrize(
    ("before", "after", "case"), [(3, 4, "up"), (3, 2, "down"), (1, 1, "end"), (5, 5, "same")]
)
def test_on_a_worry_scale_the_end_is_where_nothing_worries(before, after, case: str) -> None:
    calm = house.scale("calm", house.FIVE, items=4, concept="worry", direction="more_worry")
    (found,) = own(
        answered("pre", (calm, before)), answered("post", (calm, after)), scales=[calm]
    ).scales
    assert found.case == case
    assert not found.has_tasks


def test_the_words_count_tasks_at_50_or_more_over_what_was_answered_both_times() -> None:
    found = between((80, 50, 40, None, 20), (90, 60, 50, 70, 20))
    assert (found.can_first, found.can_last, found.counted, found.left_out) == (2, 3, 4, 1)
    # By hand: (80 + 50 + 40 + 20) / 4 and (90 + 60 + 50 + 20) / 4.
    assert found.first is not None
    assert found.last is not None
    assert (found.first.value, found.last.value) == (47.5, 55.0)
    assert (found.first.day, found.last.day) == (DAYS["pre"], DAYS["post"])


def test_a_skipped_item_is_missing_and_never_not_yet() -> None:
    found = between(None, (80, None, 40, 50, 0))
    assert set(found.can) == {"do math 1", "do math 4"}
    assert set(found.not_yet) == {"do math 3", "do math 5"}


def test_the_last_time_is_the_follow_up_where_it_was_answered() -> None:
    (found,) = own(*(answered(wave, (house.MATH, 10 * n)) for n, wave in enumerate(WAVES))).scales
    assert found.first is not None
    assert found.last is not None
    assert (found.first.value, found.last.value) == (10, 30)


def test_without_a_survey_before_the_early_one_is_the_first() -> None:
    (found,) = own(answered("early", (house.MATH, 40)), answered("post", (house.MATH, 60))).scales
    assert found.first is not None
    assert (found.first.value, found.first.day) == (40, DAYS["early"])


# ------------------------------------------------------------------- where it stands


def test_who_has_not_answered_the_last_survey_yet_is_told_that_it_comes() -> None:
    first = answered("pre", (house.MATH, 40))
    assert own(first, closed={"pre"}).stand == "waiting"
    assert own(first, closed={"pre", "post"}).stand == "no_last"


def test_who_came_later_has_a_last_survey_alone() -> None:
    assert own(answered("post", (house.MATH, 40)), closed={"pre", "post"}).stand == "no_first"


def test_nothing_given_is_an_empty_page() -> None:
    found = own(closed={"pre"})
    assert found.is_empty
    assert found.stand == "none"


def test_who_declined_the_survey_has_no_survey_part() -> None:
    found = own(answered("pre", (house.MATH, 40)), takes_survey=False)
    assert found == OwnResults(stand="none")


def test_earlier_answers_are_put_away_while_a_survey_is_on() -> None:
    found = own(answered("pre", (house.MATH, 40)), is_asked_now=True)
    assert (found.stand, found.scales, found.next_task) == ("asked_now", (), "")


def test_a_scale_that_is_asked_once_in_the_plan_has_nothing_to_stand_beside() -> None:
    plan, content = house.content(house.SCALES, [house.survey("ask-pre", wave="pre")], WAVES)
    gave = answered("pre", (house.MATH, 40))
    assert own_results(content, plan, [gave], takes_survey=True).is_empty


def test_bought_instruments_are_left_to_their_publishers() -> None:
    plan, content = house.content(house.SCALES, STEPS, WAVES)
    bought = content.instruments["beliefs"].model_copy(
        update={"bought": Bought(holder="A publisher", fingerprint="0" * 64)}
    )
    content = content.model_copy(update={"instruments": {"beliefs": bought}})
    gave = answered("pre", (house.MATH, 40))
    assert own_results(content, plan, [gave], takes_survey=True).is_empty


# ------------------------------------------------------------------------- next task


def graded(scale_id: str, *difficulties: int | None) -> Scale:
    items = tuple(
        Item(id=f"{scale_id}.{n}", text=f"do {scale_id} {n}", difficulty=difficulty)
        for n, difficulty in enumerate(difficulties, 1)
    )
    return house.scale(scale_id).model_copy(update={"items": items})


@pytest.mark.parametrize(
    ("rated", "task"),
    [
        ((80, 30, 40, 0), "do math 2"),  # the easiest of those below 50
        ((80, 80, 40, 0), "do math 3"),
        ((80, 80, 40, 45), "do math 4"),  # as easy as the third, and surer of it
        ((80, 80, 80, 80), ""),
    ],
)
def test_the_easiest_task_of_not_yet_comes_next(rated: Rated, task: str) -> None:
    math = graded("math", 1, 2, 4, 4)
    assert own(answered("pre", (math, rated)), scales=[math]).next_task == task


def test_the_next_task_is_of_the_plans_main_scale_where_it_has_one() -> None:
    other, main = graded("other", 1, 1), graded("math", 5, 5)
    gave = answered("pre", (other, 0), (main, 0))
    plan, content = house.content([other, main], STEPS, WAVES)
    plan = plan.model_copy(update={"primary_scale": "math"})
    assert own_results(content, plan, [gave], takes_survey=True).next_task == "do math 1"
    sure = answered("pre", (other, 0), (main, 100))
    assert own_results(content, plan, [sure], takes_survey=True).next_task == "do other 1"


def test_tasks_without_a_difficulty_come_after_those_with_one() -> None:
    math = graded("math", None, 5)
    (found,) = own(answered("pre", (math, (40, 10))), scales=[math]).scales
    assert found.not_yet == ("do math 2", "do math 1")


# ----------------------------------------------------- the same rules as for the group

RATING = st.one_of(st.none(), st.sampled_from(range(0, 101, 10)))
KEYED = house.scale("math", items=5, reverse=2)


@settings(deadline=None)
@given(st.tuples(*[RATING] * 5), st.tuples(*[RATING] * 5))
def test_the_two_means_are_those_of_measurement(
    before: tuple[int | None, ...], after: tuple[int | None, ...]
) -> None:
    ids = [item.id for item in KEYED.items]
    paired = paired_scale_scores(
        pd.DataFrame([before], columns=ids, index=[1], dtype=float),
        pd.DataFrame([after], columns=ids, index=[1], dtype=float),
        items=ids,
        reverse_keyed={item.id for item in KEYED.items if item.reverse_keyed},
        low=0,
        high=100,
        minimum_share=KEYED.minimum_share,
    )
    found = own(answered("pre", (KEYED, before)), answered("post", (KEYED, after)), scales=[KEYED])
    both = [one for one in found.scales if one.first is not None and one.last is not None]
    assert bool(both) == (paired.n == 1)
    for one in both:
        assert one.first is not None
        assert one.last is not None
        assert one.first.value == pytest.approx(paired.pre[1])
        assert one.last.value == pytest.approx(paired.post[1])
        assert (one.left_out > 0) == bool(paired.prorated[1])


@settings(deadline=None)
@given(st.lists(st.sampled_from(range(0, 101, 10)), min_size=5, max_size=5))
def test_the_count_of_i_can_is_the_magnitude_of_measurement(rated: list[int]) -> None:
    found = between(None, rated)
    profile = efficacy_profile(rated)
    assert profile.threshold == CAN
    assert found.can_last == profile.magnitude == len(found.can)


@settings(deadline=None)
@given(st.tuples(*[RATING] * 5), st.tuples(*[RATING] * 5))
def test_every_answered_task_stands_in_one_list_and_no_other_does(
    before: tuple[int | None, ...], after: tuple[int | None, ...]
) -> None:
    gave = answered("pre", (house.MATH, before)), answered("post", (house.MATH, after))
    last = after if any(value is not None for value in after) else before
    rated = zip(house.MATH.items, last, strict=True)
    expected = sorted(item.text for item, value in rated if value is not None)
    for one in own(*gave).scales:
        assert sorted((*one.can, *one.not_yet)) == expected


# ----------------------------------------------------------------------------- goals


def wrote(activity_id: str, **boxes: str) -> Earlier:
    given = tuple(Given(item_id=box.replace("_", "-"), value=words) for box, words in boxes.items())
    return Earlier(activity_id=activity_id, wave="", day="2026-03-10", given=given)


def goals_of(*gave: Earlier) -> OwnResults:
    plan, content = house.content(
        house.SCALES, (*STEPS, goal("first"), goal("second", "first")), WAVES
    )
    return own_results(content, plan, gave, takes_survey=False)


def test_what_came_of_a_goal_stands_beside_that_goal() -> None:
    found = goals_of(
        wrote("first", goal="Read one page", when="Sunday"),
        wrote("second", came_of="partly", goal="Ask one question"),
    )
    assert [(one.what, one.when, one.came_of) for one in found.goals] == [
        ("Read one page", "Sunday", "partly"),
        ("Ask one question", "", ""),
    ]


def test_a_goal_without_words_is_no_goal() -> None:
    assert goals_of(wrote("first", when="Sunday")).goals == ()


def test_the_words_of_a_goal_stay_with_their_writer() -> None:
    found = for_others(
        goals_of(wrote("first", goal="Call my sister", when="Sunday", end="She answers"))
    )
    (one,) = found.goals
    assert (one.day, one.what, one.when, one.end) == ("2026-03-10", "", "", "")


def test_a_phone_is_served_without_a_heavy_library() -> None:
    heavy = "{'pandas', 'numpy', 'scipy', 'plotly', 'openpyxl'}"
    code = f"import sys, efficacy.reports.own_findings; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
