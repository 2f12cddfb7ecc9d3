"""The plan ``starter-45``: that it keeps the promises its pages make, in words and in minutes."""

from __future__ import annotations

import re

import pytest

from efficacy.content import needs
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.content.passages import MODES
from efficacy.content.readability import sentences
from efficacy.content.timing import estimate, session_minutes


@pytest.fixture(scope="module")
def plan(english: Curriculum) -> Plan:
    return english.plans["starter-45"]


@pytest.fixture(scope="module")
def session(plan: Plan) -> PlannedSession:
    return plan.sessions[0]


def by_kind(session: PlannedSession, kind: str) -> list[PlannedActivity]:
    return [activity for activity in session.activities if activity.kind == kind]


# --- the session ---------------------------------------------------------------------------------


def test_the_session_runs_in_the_order_that_was_planned(session: PlannedSession) -> None:
    assert [activity.kind for activity in session.activities] == [
        "consent",
        "survey",
        "survey",
        "talk",
        "discussion",
        "survey",
        "close",
    ]
    assert [activity.wave for activity in by_kind(session, "survey")] == [None, "pre", "post"]


def test_it_fits_into_45_minutes_with_room_to_breathe(
    session: PlannedSession, english: Curriculum
) -> None:
    assert session.minutes == 45
    assert sum(activity.minutes for activity in session.activities) <= 40
    assert session_minutes(session, english) <= 40


def test_the_talk_fills_its_minutes_within_15_percent(
    session: PlannedSession, english: Curriculum
) -> None:
    talk = by_kind(session, "talk")[0]
    assert talk.minutes == 5
    assert estimate(talk, english).minutes >= 0.85 * talk.minutes


def test_the_hunt_takes_a_quarter_of_an_hour_by_its_clocks(session: PlannedSession) -> None:
    hunt = by_kind(session, "discussion")[0]
    assert hunt.minutes == 15
    assert hunt.params["pairs"] is True
    assert needs.clock_s(hunt) == 14 * 60
    told, heard = (part["seconds"] for part in hunt.params["phases"][1:3])
    assert told == heard  # both partners have the same time


def test_both_surveys_ask_the_same_and_neither_picture_comes_before_the_second(
    session: PlannedSession,
) -> None:
    before, after = by_kind(session, "survey")[1:]
    assert before.params["instruments"] == after.params["instruments"]
    # A group average shown after the first survey would pull the second towards it.
    assert before.params["reveal"] is False


def test_the_plan_makes_no_claim(plan: Plan) -> None:
    assert plan.demonstration
    assert "says little" in plan.summary


# --- what is asked -------------------------------------------------------------------------------


def test_the_short_forms_have_the_length_that_was_planned(english: Curriculum) -> None:
    lengths = {
        name: len(instrument.scales[0].items) for name, instrument in english.instruments.items()
    }
    planned = {"practice": 3, "math-tasks": 5, "career-tasks": 5, "math-worry": 4}
    assert {name: lengths[name] for name in planned} == planned


@pytest.mark.parametrize("name", ["practice", "math-tasks", "career-tasks"])
def test_sureness_is_asked_from_0_to_100_with_named_anchors(name: str, english: Curriculum) -> None:
    scale = english.instruments[name].scales[0]
    assert scale.stem == "How sure are you that you can …"
    assert (scale.response.low, scale.response.high, scale.response.step) == (0, 100, 10)
    assert scale.response.anchors == {
        "0": "cannot do it at all",
        "50": "maybe",
        "100": "certain I can",
    }


def test_difficulty_rises_from_item_to_item(english: Curriculum) -> None:
    for name in ("practice", "math-tasks", "career-tasks"):
        levels = [item.difficulty for item in english.instruments[name].scales[0].items]
        assert levels == sorted(levels, key=lambda level: level or 0)
        assert levels[0] == 1
        assert levels[-1] == 5


def test_each_career_competency_has_one_item(english: Curriculum) -> None:
    found = [item.subscale for item in english.instruments["career-tasks"].scales[0].items]
    assert sorted(filter(None, found)) == [
        "goal-selection",
        "information",
        "planning",
        "problem-solving",
        "self-appraisal",
    ]


def test_worry_is_never_read_as_sureness(english: Curriculum) -> None:
    worry = english.instruments["math-worry"].scales[0]
    assert (worry.concept, worry.direction, worry.sensitive) == ("worry", "more_worry", True)
    assert (worry.response.low, worry.response.high) == (1, 5)


def test_items_are_short_enough_for_a_narrow_phone(english: Curriculum) -> None:
    for instrument in english.instruments.values():
        for scale in instrument.scales:
            assert max(len(item.text) for item in scale.items) <= 70
            assert max(len(anchor) for anchor in scale.response.anchors.values()) <= 20
            longest = max(len(word) for item in scale.items for word in item.text.split())
            assert longest <= 14


def test_every_scale_says_that_it_is_not_validated(english: Curriculum) -> None:
    for instrument in english.instruments.values():
        assert instrument.provenance.status == "educational, not validated"


# --- consent -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_has_at_most_six_sentences_that_fill_their_places(
    mode: str, english: Curriculum
) -> None:
    said = english.consents["consent"].said_in(mode)
    assert sum(len(sentences(text)) for text in said) == 6
    page = " ".join(text.format(keep_until="21 May 2027", contact="Rosa Lind") for text in said)
    assert "on 21 May 2027." in page
    assert "turn to Rosa Lind." in page


def test_only_the_confidential_mode_speaks_of_a_list_by_number(english: Curriculum) -> None:
    consent = english.consents["consent"]
    assert any("a number for each person" in line for line in consent.said_in("confidential"))
    assert not any("number" in line for line in consent.said_in("group-only"))
    assert any("whole group only" in line for line in consent.said_in("group-only"))
    assert not any("whole group only" in line for line in consent.said_in("confidential"))


def test_declining_the_survey_is_offered_without_a_reason(english: Curriculum) -> None:
    consent = english.consents["consent"]
    assert "If you say no, you take part in all the rest" in consent.survey_question
    assert len(consent.survey_no) <= 40


# --- evidence ------------------------------------------------------------------------------------


def test_every_study_named_on_a_slide_is_in_the_references(english: Curriculum) -> None:
    talk = english.talks["four-sources"]
    listed = " ".join(work.text for work in talk.references)
    named = [
        found
        for slide in talk.slides
        for point in slide.points
        for found in re.findall(r"\(([^()]*\d{4})\)", point)
    ]
    assert len(named) == 3
    for study in named:
        surname, year = re.match(r"(\w+)", study)[1], study[-4:]  # type: ignore[index]
        assert surname in listed
        assert f"({year})" in listed


def test_each_of_the_four_sources_has_a_slide(english: Curriculum) -> None:
    sources = [slide.source for slide in english.talks["four-sources"].slides if slide.source]
    assert [source.value for source in sources] == [
        "mastery",
        "vicarious",
        "persuasion",
        "arousal",
    ]


def test_the_slide_about_the_body_carries_its_source_and_its_size(english: Curriculum) -> None:
    slide = next(
        slide for slide in english.talks["four-sources"].slides if slide.id == "reading-nerves"
    )
    assert any("small gain" in point and "2024" in point for point in slide.points)
    assert "see a doctor" in slide.notes
