"""All that ships: no mistakes, plain words, and each session within its minutes and presses."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest

from efficacy.activities.registry import KINDS, context_for, shape
from efficacy.content.lint import complete, grades, lint
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.content.passages import passages
from efficacy.content.plan_rules import load_of
from efficacy.content.readability import sentences, words
from efficacy.content.timing import estimate, session_minutes
from efficacy.flow import State, apply, obvious_next
from efficacy.language import speech
from tests.content.house import SHIPPED

# People wrote instruments, and studies too: talks name them for what they found out.
PEOPLE = (
    "Betz",
    "Hackett",
    "Taylor",
    "Hopko",
    "Suinn",
    "Pajares",
    "Schwarzer",
    "Jerusalem",
    "Chen, Gully",
)
# Names of instruments that are sold or licensed, and their publishers: none of their items is ours.
NOT_OURS = (
    "MSES",
    "MSES-R",
    "CDSE",
    "CDSE-SF",
    "CDMSE",
    "AMAS",
    "mAMAS",
    "MARS",
    "R-MARS",
    "MARS-R",
    "CASES",
    "PISA",
    "Mind Garden",
    "Abbreviated Math Anxiety",
    "Math Anxiety Rating",
    "Mathematics Self-Efficacy Scale",
    "Mathematics Confidence Scale",
    "Sources of Self-Efficacy",
    "Career Decision Self-Efficacy",
    "Career Decision-Making",
    *PEOPLE,
)
NEVER_SAID = (
    "proves",
    "shown to",
    "calm down!",
    "genius",
    "believe in yourself",
    "believed in myself",
    "never looked back",
    "something clicked",
    "congratulations",
    "unfortunately",
    "just try",
)
MOST_PRESSES = 25

_ENGLISH = complete(read_folder(SHIPPED), "en")
SESSIONS = [
    pytest.param(plan, session, id=f"{plan.id}-{session.id}")
    for plan in _ENGLISH.plans.values()
    for session in plan.sessions
]
every_session = pytest.mark.parametrize(("plan", "session"), SESSIONS)


# --- the folder ----------------------------------------------------------------------------------


def test_what_ships_has_no_mistake_and_nothing_to_look_at(shipped: Folder) -> None:
    assert shipped.problems == ()
    findings = lint(shipped)
    assert findings.errors == ()
    assert findings.warnings == ()


def test_texts_read_at_grade_six_and_none_is_above_eight(shipped: Folder) -> None:
    values = grades(shipped)
    assert len(values) > 40
    assert median(values.values()) <= 6
    assert max(values.values()) <= 8


def test_no_sentence_for_participants_is_longer_than_22_words(shipped: Folder) -> None:
    for entry in shipped.entries:
        for passage in passages(entry.content):
            for text in passage.texts:
                assert all(len(words(sentence)) <= 22 for sentence in sentences(text))


@pytest.mark.parametrize(
    "path", sorted((SHIPPED / "instruments").glob("*.yaml")), ids=lambda path: path.stem
)
def test_no_instrument_that_is_sold_is_named_in_ours(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in NOT_OURS if re.search(rf"\b{re.escape(name)}\b", text)] == []


@pytest.mark.parametrize("never", NEVER_SAID)
def test_what_is_never_said_is_not_said(never: str) -> None:
    said = re.compile(rf"\b{re.escape(never)}")  # "improves" stands in the title of a study
    for path in SHIPPED.rglob("*.yaml"):
        assert said.search(path.read_text("utf-8").lower()) is None, path.name


# --- every session -------------------------------------------------------------------------------


def load(activity: PlannedActivity, english: Curriculum):
    return load_of(activity, english, KINDS)


@every_session
def test_a_session_keeps_a_tenth_of_its_minutes_free(
    plan: Plan, session: PlannedSession, english: Curriculum
) -> None:
    most = 0.9 * session.minutes
    assert sum(activity.minutes for activity in session.activities) <= most
    needed = session_minutes(session, english, load_of=lambda one: load(one, english))
    assert needed <= most


@every_session
def test_every_activity_takes_no_longer_than_its_minutes(
    plan: Plan, session: PlannedSession, english: Curriculum
) -> None:
    for activity in session.activities:
        needed = estimate(activity, english, load=load(activity, english)).minutes
        assert needed <= activity.minutes, activity.id


@every_session
def test_a_whole_session_takes_at_most_25_presses_of_one_key(
    plan: Plan, session: PlannedSession, english: Curriculum
) -> None:
    shapes = [shape(context_for(english, step), speech()) for step in session.activities]
    state, presses = State(), 0
    while (move := obvious_next(state, shapes)) is not None:
        state = apply(state, move, shapes).state
        presses += 1
    assert state.ended
    assert presses <= MOST_PRESSES


@every_session
def test_every_activity_says_what_to_do_when_it_falls_flat_or_somebody_is_upset(
    plan: Plan, session: PlannedSession
) -> None:
    for activity in session.activities:
        notes = activity.notes
        assert len(words(notes.falls_flat)) >= 15, activity.id
        assert "“" in notes.falls_flat, activity.id  # a sentence to say, not advice
        assert notes.upset.say, activity.id
        assert len(words(notes.upset.do)) >= 10, activity.id
        assert len(words(notes.look_for)) >= 15, activity.id


@every_session
def test_no_picture_of_a_scale_is_shown_before_it_is_asked_again(
    plan: Plan, session: PlannedSession
) -> None:
    """A group average shown after the first survey would pull the second towards it."""
    # What looks back asks a few items once more, and shows nothing either.
    waved = [one for one in session.activities if one.kind == "survey" and one.wave]
    assert not any(one.params.get("reveal") for one in waved if one.wave == "then")
    surveys = [one for one in waved if one.wave != "then"]
    asked = [one.params["instruments"] for one in surveys]
    assert all(one == asked[0] for one in asked)
    assert not any(one.params.get("reveal") for one in surveys[:-1])


@every_session
def test_a_plan_of_one_session_says_that_it_says_little(
    plan: Plan, session: PlannedSession
) -> None:
    if len(plan.sessions) == 1:
        assert "says little" in plan.summary


# --- courses -------------------------------------------------------------------------------------

CAREER_KINDS = {"interests", "interview", "occupation", "outlook", "shortlist", "barriers"}
# The five critical ingredients of Brown and Ryan Krane (2000), by the kinds that hold them.
INGREDIENTS = {
    "written exercises": {"log", "goal", "storyline", "shortlist"},
    "own feedback": {"ladder", "sources", "interests", "outlook"},
    "facts about work": {"occupation", "interview"},
    "models": {"story"},
    "support": {"barriers", "goal", "encourage"},
}
COURSES = [plan for plan in _ENGLISH.plans.values() if len(plan.sessions) > 1]
every_course = pytest.mark.parametrize("plan", COURSES, ids=lambda plan: plan.id)


def steps_of(plan: Plan) -> list[PlannedActivity]:
    return [step for session in plan.sessions for step in session.activities]


def is_career(step: PlannedActivity, english: Curriculum) -> bool:
    if step.kind == "ladder":
        return english.ladders[step.params["ladder"]].sort == "career"
    return step.kind in CAREER_KINDS


@every_course
def test_in_a_course_the_career_half_weighs_as_much_as_the_math_half(
    plan: Plan, english: Curriculum
) -> None:
    career = sum(step.minutes for step in steps_of(plan) if is_career(step, english))
    math = sum(
        step.minutes
        for step in steps_of(plan)
        if step.kind == "ladder" and not is_career(step, english)
    )
    assert career >= 0.8 * math


@every_course
def test_a_course_holds_all_five_ingredients(plan: Plan) -> None:
    kinds = {step.kind for step in steps_of(plan)}
    assert [name for name, by in INGREDIENTS.items() if not kinds & by] == []


@every_course
def test_every_meeting_after_the_first_opens_with_what_people_did_since(plan: Plan) -> None:
    whole = [one for one in plan.sessions if any(step.kind == "ladder" for step in one.activities)]
    for session in whole[1:]:
        # Where the survey is asked again it comes first: nothing may flatter it.
        steps = [step for step in session.activities if step.kind != "survey"]
        opening = steps[:4]
        assert {"log", "approach"} <= {step.kind for step in opening}, session.id


@every_course
def test_every_meeting_runs_the_whole_loop_in_its_order(plan: Plan) -> None:
    """Picture it, a story, nerves, the rungs, a sentence; the log opens or ends it."""
    for session in plan.sessions:
        kinds = [step.kind for step in session.activities]
        if "ladder" not in kinds:
            continue
        order = [kinds.index(kind) for kind in ("relabel", "ladder", "encourage")]
        assert order == sorted(order), session.id
        assert {"rehearse", "story", "log"} <= set(kinds), session.id


@every_course
def test_a_course_measures_before_after_and_some_weeks_later(plan: Plan) -> None:
    asked = {step.wave for step in steps_of(plan) if step.kind == "survey" and step.wave}
    assert {"early", "pre", "post", "follow-up"} <= asked
