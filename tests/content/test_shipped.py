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
# What is there for plans that are put together from it, and in none that ships yet.
ON_THE_SHELF = {
    "instruments/interests.yaml",
    "instruments/sources.yaml",
    "ladders/talk-to-someone.yaml",
    "peer_models/farah.yaml",
    "peer_models/ruth.yaml",
    "peer_models/tomas.yaml",
}
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
    assert {problem.file for problem in findings.warnings} == ON_THE_SHELF
    assert all("expected a plan that uses this" in str(found) for found in findings.warnings)


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
    surveys = [one for one in session.activities if one.kind == "survey" and one.wave]
    asked = [one.params["instruments"] for one in surveys]
    assert all(one == asked[0] for one in asked)
    assert not any(one.params.get("reveal") for one in surveys[:-1])


@every_session
def test_a_plan_of_one_session_says_that_it_says_little(
    plan: Plan, session: PlannedSession
) -> None:
    if len(plan.sessions) == 1:
        assert "says little" in plan.summary
