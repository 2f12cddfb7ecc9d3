"""Doses: planned minutes of each source, and plans that are changed until something is said."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from efficacy.activities.registry import KINDS
from efficacy.content.lint import report
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession, Source, Talk
from efficacy.content.theory import TheoryReport, check_theory, dose
from efficacy.content.timing import WORDS_A_MINUTE, estimate
from tests.content.house import SHIPPED, lay
from tests.content.theory_house import (
    Change,
    Data,
    alter,
    changed,
    english,
    plan_of,
    session,
    sound,
)

PLANS = [
    pytest.param(plan, id=plan.id)
    for plan in (changed(), *english().plans.values())
    if not plan.demonstration
]


def planned(plan: Plan, session_id: str):
    """Return the dose of one session."""
    return next(one for one in dose(plan, english(), KINDS) if one.session_id == session_id)


# --- minutes -------------------------------------------------------------------------------------


def test_the_dose_of_a_session_is_what_its_activities_give() -> None:
    first = planned(changed(), "first")
    assert (first.title, first.minutes, first.planned, first.slack) == ("First", 45, 32, 13)
    # 14 minutes of a ladder, and the 90 seconds of the task within relabelling.
    assert first.doing == pytest.approx(0.9 * 14)
    assert first.sources[Source.MASTERY] == pytest.approx(0.9 * 14 + 1.5)
    assert first.sources[Source.VICARIOUS] == pytest.approx(0.9 * 4)
    assert first.sources[Source.PERSUASION] == pytest.approx(0.9 * 3)
    assert first.sources[Source.AROUSAL] == pytest.approx(0.5 * 8)
    assert first.sources[Source.IMAGINAL] == 0
    assert first.fed == (Source.MASTERY, Source.VICARIOUS, Source.PERSUASION, Source.AROUSAL)


def test_the_ratings_of_a_dose_are_those_of_the_estimate() -> None:
    second = planned(changed(), "second")
    assert second.ratings == pytest.approx(sum(step.ratings for step in second.steps))
    survey = next(step for step in second.steps if step.activity.id == "after")
    assert survey.ratings == pytest.approx(9 * 12 / 60)


def test_minutes_away_from_the_screen_are_counted_beside_any_clock() -> None:
    def needed(off_screen: dict[str, Any] | None) -> float:
        data = session(sound(), "first")["activities"][4] | {"off_screen": off_screen}
        return estimate(PlannedActivity.model_validate(data), english()).minutes

    away = {"minutes": 7, "doing": "They talk in pairs."}
    assert needed(away) - needed(None) == pytest.approx(7)


def test_what_cannot_be_told_counts_as_nothing() -> None:
    unknown = changed(alter("ladder-one", kind="laddr"), alter("story-one", models=["nobody"]))
    first = planned(unknown, "first")
    assert first.doing == 0
    assert first.sources[Source.VICARIOUS] == 0


@given(minutes=some.lists(some.integers(1, 60), min_size=10, max_size=10))
def test_sources_never_get_more_minutes_than_the_plan_has(minutes: list[int]) -> None:
    data: Data = sound()
    steps = [step for part in data["sessions"] for step in part["activities"]]
    for step, given_to_it in zip(steps, minutes, strict=True):
        step["minutes"] = given_to_it
    for one in dose(plan_of(data), english(), KINDS):
        assert 0 <= sum(one.sources.values()) <= one.planned
        assert 0 <= one.doing <= one.sources[Source.MASTERY]
        assert one.planned + one.slack == one.minutes
        assert one.steps[-1].ends == one.planned


def test_a_demonstration_has_a_dose_and_no_warning() -> None:
    shown = check_theory(english().plans["starter-45"], english(), kinds=KINDS)
    assert shown.is_exempt
    assert shown.warnings == ()
    assert shown.doses[0].sources[Source.MASTERY] < 1  # to be told of it is not having it


# --- plans that are changed ----------------------------------------------------------------------


def talk_of(minutes: int) -> Talk:
    """Return a talk that takes so many minutes to say."""
    known = english().talks["four-sources"]
    slide = known.slides[0].model_copy(
        update={"notes": "word " * (WORDS_A_MINUTE * minutes), "source": None}
    )
    return known.model_copy(update={"id": f"talk-of-{minutes}", "slides": (slide,)})


def told(plan: Plan, session_id: str) -> tuple[Plan, Curriculum]:
    """Return the plan with each ladder of a session replaced by a talk of equal length."""
    talks: dict[str, Talk] = dict(english().talks)

    def step(activity: PlannedActivity) -> PlannedActivity:
        if activity.kind != "ladder":
            return activity
        talk = talk_of(activity.minutes)
        talks[talk.id] = talk
        return activity.model_copy(update={"kind": "talk", "params": {"talk": talk.id}})

    sessions = tuple(
        one.model_copy(update={"activities": tuple(step(each) for each in one.activities)})
        if one.id == session_id
        else one
        for one in plan.sessions
    )
    changed_plan = plan.model_copy(update={"sessions": sessions})
    return changed_plan, english().model_copy(update={"talks": talks})


def swapped(planned_session: PlannedSession) -> PlannedSession:
    """Return the session with its first story and its first ladder in each other's place."""
    steps = list(planned_session.activities)
    kinds = [one.kind for one in steps]
    if "story" in kinds and "ladder" in kinds:
        one, other = kinds.index("story"), kinds.index("ladder")
        steps[one], steps[other] = steps[other], steps[one]
    return planned_session.model_copy(update={"activities": tuple(steps)})


def places(report: TheoryReport) -> set[tuple[str, str | None]]:
    """Return which rules speak against which sessions."""
    return {(one.rule, one.session_id) for one in report.warnings}


def against(plan: Plan, content: Curriculum | None = None) -> set[tuple[str, str | None]]:
    return places(check_theory(plan, content or english(), kinds=KINDS))


@pytest.mark.parametrize("plan", PLANS)
def test_a_ladder_that_becomes_a_talk_of_equal_length_is_noticed(plan: Plan) -> None:
    climbing = [one for one in plan.sessions if "ladder" in {a.kind for a in one.activities}]
    assert climbing
    for one in climbing:
        news = against(*told(plan, one.id)) - against(plan)
        assert ("little-doing", one.id) in news


@pytest.mark.parametrize("plan", PLANS)
def test_a_story_and_a_ladder_in_each_others_place_are_noticed(plan: Plan) -> None:
    other = plan.model_copy(update={"sessions": tuple(swapped(one) for one in plan.sessions)})
    assert against(other) - against(plan)


def test_a_plan_that_only_talks_measures_nothing_that_it_trains() -> None:
    plan, content = told(changed(), "first")
    kinds = [one.kind for one in plan.sessions[1].activities]
    assert "ladder" in kinds
    without = plan.model_copy(update={"sessions": plan.sessions[:1]})
    assert ("training-unmeasured", None) in against(without, content)


@pytest.mark.parametrize("plan", PLANS)
def test_the_plans_that_ship_follow_the_rules_and_overrule_none(plan: Plan) -> None:
    assert against(plan) == set()
    assert plan.overruled == ()


def test_the_check_prints_the_minutes_of_each_plan_and_what_to_look_at() -> None:
    text, _ = report(SHIPPED)
    assert "Theory check of taster-90 (en), in planned minutes:" in text
    assert "Theory check of starter-45 (en), in planned minutes:" in text


def checked(folder: Path, *changes: Change) -> str:
    """Return what the check prints of the sound plan among what ships, after these changes."""
    data = sound()
    for change in changes:
        change(data)
    shutil.copytree(SHIPPED, folder / "c")
    lay(folder / "c", "sound.yaml", data)
    return report(folder / "c")[0]


def test_what_only_the_full_form_breaks_is_said_of_the_full_form(tmp_path: Path) -> None:
    more = alter("after", longer=["career-tasks"], longer_minutes=8)
    text = checked(tmp_path, more)
    core, _, full = text.partition("Theory check of sample (en, full form)")
    assert "sample → second (minutes-apart)" in full
    assert "sample → second (minutes-apart)" not in core


def test_a_plan_with_mistakes_waits_for_its_theory_check(tmp_path: Path) -> None:
    text = checked(tmp_path, alter("ladder-one", kind="laddr"))
    assert "Theory check of sample" not in text
    assert "Theory check of taster-90" in text


def test_a_reason_that_is_not_well_made_is_among_the_mistakes(tmp_path: Path) -> None:
    def overrule(data: Data) -> None:
        data["overruled"] = [{"rule": "no-slack", "because": "Because."}]

    assert "a reason of at least 40 characters, found 8" in checked(tmp_path, overrule)
