"""Outlines in plain lines: minutes, kinds and sessions as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from efficacy.activities.registry import KINDS
from efficacy.content.lint import lint
from efficacy.content.loader import Entry, Folder
from efficacy.content.models import Curriculum
from efficacy.content.outline import OTHERWISE, WORDS, Draft, draft, kind_in
from efficacy.errors import InvalidValue


@pytest.fixture
def made(english: Curriculum):
    """Return a function that drafts an outline with the content that ships."""

    def make(text: str) -> Draft:
        return draft(
            text, english, title="Mine", plan_id="mine", author="Rosa", today=date(2026, 3, 1)
        )

    return make


@pytest.mark.parametrize(
    ("line", "text", "minutes"),
    [
        ("20 Ladder", "Ladder", 20),
        ("20 min Ladder", "Ladder", 20),
        ("20' Ladder", "Ladder", 20),
        ("20: Ladder", "Ladder", 20),
        ("- 20 minutes: Ladder", "Ladder", 20),
        ("* Ladder 20", "Ladder", 20),
        ("Ladder (20 min)", "Ladder", 20),
        ("Ladder, 20 min.", "Ladder", 20),
        ("Ladder – 20", "Ladder", 20),
        ("1. Ladder 20", "Ladder", 20),
        ("9:10-9:30 Ladder", "Ladder", 20),
        ("09.10 to 09.30 Ladder", "Ladder", 20),
        ("Ladder", "Ladder", None),
        ("Ladder 2", "Ladder", 2),
        ("Ladder 900", "Ladder", None),
        ("9:30-9:10 Ladder", "Ladder", None),
    ],
)
def test_minutes_are_read_where_people_write_them(
    line: str, text: str, minutes: int | None, made
) -> None:
    (guess,) = made(line).guesses
    assert guess.text == text
    assert (guess.minutes if guess.knows_minutes else None) == minutes
    assert guess.kind == "ladder"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Story line of my life", "storyline"),
        ("A story of somebody like me", "story"),
        ("Butterflies in the stomach", "relabel"),
        ("Coffee break", "pause"),
        ("Pre-test", "survey"),
        ("Chat about the weather", None),
        ("History", None),
    ],
)
def test_kinds_are_told_by_whole_words(line: str, kind: str | None) -> None:
    assert kind_in(line) == kind


def test_every_kind_that_words_lead_to_exists() -> None:
    assert {OTHERWISE, *WORDS} <= set(KINDS)


@pytest.mark.parametrize("head", ["Session 1", "# Week 1", "Meeting one: start", "Day 1 (60 min)"])
def test_a_line_that_begins_like_a_session_starts_one(head: str, made) -> None:
    plan = made(f"{head}\nLadder 20\nSession 2\nLadder 20").plan
    assert len(plan.sessions) == 2
    assert plan.sessions[0].title.startswith(head.lstrip("# ").split(" (")[0])


def test_a_session_without_minutes_gets_enough_for_its_steps_and_a_tenth_free(made) -> None:
    (session,) = made("Ladder 20\nStory 25").plan.sessions
    assert session.minutes == 50


def test_a_session_keeps_the_minutes_that_were_written(made) -> None:
    (session,) = made("Session 1 (120 min)\nLadder 20").plan.sessions
    assert session.minutes == 120


def test_the_first_survey_is_before_and_the_last_one_after(made) -> None:
    plan = made("Survey 8\nLadder 20\nSurvey 5\nSession 2\nLadder 20\nSurvey 8").plan
    waves = [step.wave for one in plan.sessions for step in one.activities if step.kind == "survey"]
    assert waves == ["pre", None, "post"]
    assert [wave.id for wave in plan.waves] == ["pre", "post"]


def test_an_outline_without_a_survey_measures_nothing_and_the_checks_say_so(
    made, shipped: Folder
) -> None:
    plan = made("Ladder 20").plan
    assert plan.waves == ()
    entry = Entry("mine.yaml", plan)
    errors = lint(Folder((*shipped.entries, entry), ())).errors
    assert [problem.where for problem in errors if problem.file == "mine.yaml"] == [
        "mine → primary_scale"
    ]


def test_what_no_word_tells_becomes_a_talk_among_people_with_their_own_clock(made) -> None:
    draft_made = made("Chat about the weather 7")
    assert not draft_made.guesses[0].knows_kind
    (step,) = draft_made.plan.sessions[0].activities
    assert (step.kind, step.params["phases"][0]["seconds"]) == ("discussion", 378)


def test_a_step_that_looks_back_is_drafted_without_what_it_would_look_back_on(made) -> None:
    (step,) = made("Evidence log 5").plan.sessions[0].activities
    assert "follows" not in step.params


@pytest.mark.parametrize("text", ["", "\n\n", "Session 1", "- - -", "***"])
def test_an_outline_without_an_activity_is_told_how_to_write_one(text: str, made) -> None:
    with pytest.raises(InvalidValue, match="no activity in this outline"):
        made(text)


def test_a_whole_book_is_no_outline(made) -> None:
    assert made("Ladder 2\n" * 200).guesses
    with pytest.raises(InvalidValue, match="more than 200 lines"):
        made("Ladder 2\n" * 201)
