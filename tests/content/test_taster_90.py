"""The plan ``taster-90``: one loop on one task, and nothing to flatter a survey."""

from __future__ import annotations

import pytest

from efficacy.activities.registry import KINDS
from efficacy.content import timing
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.content.plan_rules import load_of
from efficacy.content.timing import session_minutes

PERSUASIVE = {"rehearse", "story", "relabel", "encourage", "talk"}


@pytest.fixture(scope="module")
def plan(english: Curriculum) -> Plan:
    return english.plans["taster-90"]


@pytest.fixture(scope="module")
def session(plan: Plan) -> PlannedSession:
    return plan.sessions[0]


def step(session: PlannedSession, activity_id: str) -> PlannedActivity:
    return next(one for one in session.activities if one.id == activity_id)


def test_the_loop_runs_in_its_order(session: PlannedSession) -> None:
    assert [activity.kind for activity in session.activities] == [
        "consent",
        "survey",
        "survey",
        "partners",
        "rehearse",
        "story",
        "relabel",
        "ladder",
        "survey",
        "encourage",
        "close",
    ]


def test_the_words_a_minute_and_the_seconds_a_rating_are_those_that_were_agreed() -> None:
    assert (timing.WORDS_A_MINUTE, timing.RATING_S, timing.TASK_S) == (130, 12, 90)


def test_it_takes_at_most_80_of_its_90_minutes(
    session: PlannedSession, english: Curriculum
) -> None:
    assert session.minutes == 90
    needed = session_minutes(session, english, load_of=lambda one: load_of(one, english, KINDS))
    assert needed <= 80
    assert sum(activity.minutes for activity in session.activities) <= 80


def test_nothing_persuasive_stands_within_15_minutes_before_the_second_survey(
    session: PlannedSession,
) -> None:
    kinds = [activity.kind for activity in session.activities]
    after = max(place for place, one in enumerate(session.activities) if one.wave == "post")
    last = max(place for place, kind in enumerate(kinds[:after]) if kind in PERSUASIVE)
    between = session.activities[last + 1 : after]
    assert sum(activity.minutes for activity in between) >= 15


def test_relabelling_comes_before_a_task_in_the_same_session(session: PlannedSession) -> None:
    kinds = [activity.kind for activity in session.activities]
    assert kinds[kinds.index("relabel") + 1] == "ladder"


def test_the_first_ten_minutes_belong_to_faces(session: PlannedSession) -> None:
    """People greet each other before any survey that is counted."""
    before = session.activities[: session.activities.index(step(session, "survey-before"))]
    assert sum(activity.minutes for activity in before) >= 8
    assert "Turn to two people" in before[0].notes.say


def test_one_story_is_chosen_out_of_three_and_up_to_three_signs(session: PlannedSession) -> None:
    story = step(session, "one-story")
    assert story.params["simple"] is True
    assert len(story.params["models"]) == 3
    assert step(session, "nerves").params["up_to"] == 3


def test_the_ladder_begins_within_reach_of_what_the_first_survey_said(
    session: PlannedSession, english: Curriculum
) -> None:
    ladder = step(session, "ladder")
    assert ladder.params["start_scale"] in step(session, "survey-before").params["instruments"]
    assert ladder.params["form"] == "a"


def test_no_room_picture_of_a_rating_is_shown_before_the_second_survey(
    session: PlannedSession,
) -> None:
    after = session.activities.index(step(session, "survey-after"))
    shown = [one.id for one in session.activities[:after] if one.params.get("reveal")]
    assert shown == ["ladder"]  # how many rungs were climbed, and no rating


def test_every_task_of_the_evening_is_about_percent(
    session: PlannedSession, english: Curriculum
) -> None:
    assert step(session, "ladder").params["ladder"] == "percent"
    assert "quarter off" in step(session, "nerves").params["task"]["words"]
    script = step(session, "picture-it").params["script"]
    assert any("percent" in line["text"] for line in script)
