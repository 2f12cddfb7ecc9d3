"""A plan changed in one place: everything else stays, and nothing formless comes out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from efficacy.content import editing, needs
from efficacy.content.library import Library
from efficacy.content.models import Plan
from efficacy.errors import InvalidValue, NotFound


@pytest.fixture
def plan(library: Library) -> Plan:
    return library.curriculum().plans["taster-90"]


def ids(plan: Plan) -> list[str]:
    return [step.id for step in needs.activities(plan)]


def test_each_word_is_changed_where_it_stands_and_nowhere_else(plan: Plan) -> None:
    session, step = plan.sessions[0], plan.sessions[0].activities[2]
    changed = editing.of_notes(step.id, say="Hello.")(plan)
    assert changed.sessions[0].activities[2].notes.say == "Hello."
    assert editing.of_notes(step.id, say=step.notes.say)(changed) == plan
    assert editing.of_plan(title="T")(plan).title == "T"
    assert editing.of_session(session.id, aim="A")(plan).sessions[0].aim == "A"
    assert editing.of_step(step.id, minutes=9)(plan).sessions[0].activities[2].minutes == 9
    upset = editing.of_upset(step.id, do="Wait.")(plan).sessions[0].activities[2].notes.upset
    assert (upset.say, upset.do) == (step.notes.upset.say, "Wait.")


@pytest.mark.parametrize(
    "values", [{"title": ""}, {"title": "   "}, {"minutes": 0}, {"minutes": 121}]
)
def test_an_empty_title_and_minutes_out_of_range_are_refused(plan: Plan, values: dict) -> None:
    with pytest.raises(InvalidValue):
        editing.of_step(ids(plan)[0], **values)(plan)


def test_a_change_for_what_is_gone_says_so(plan: Plan) -> None:
    for change in (
        editing.of_step("gone", minutes=3),
        editing.moved("gone", 1),
        editing.without("gone"),
        editing.of_session("gone", aim="A"),
        editing.with_step(plan.sessions[0].id, plan.sessions[0].activities[0], after="gone"),
    ):
        with pytest.raises(NotFound, match="Look again"):
            change(plan)


def test_a_step_taken_from_a_plan_comes_in_under_an_id_of_its_own(plan: Plan) -> None:
    like = next(step for step in needs.activities(plan) if step.wave)
    longer = editing.with_step(plan.sessions[0].id, like)(plan)
    assert ids(longer)[0] not in ids(plan)
    assert longer.sessions[0].activities[0].wave is None
    assert ids(longer)[1:] == ids(plan)


def test_ties_to_steps_that_are_not_there_are_cut(plan: Plan) -> None:
    like = plan.sessions[0].activities[0]
    tied = like.model_copy(update={"params": {**like.params, "follows": "elsewhere"}})
    added = editing.with_step(plan.sessions[0].id, tied)(plan).sessions[0].activities[0]
    assert "follows" not in added.params
    here = like.model_copy(update={"params": {**like.params, "follows": ids(plan)[1]}})
    added = editing.with_step(plan.sessions[0].id, here)(plan).sessions[0].activities[0]
    assert added.params["follows"] == ids(plan)[1]


def test_a_reason_against_a_warning_replaces_the_one_before_and_can_be_taken_back(
    plan: Plan,
) -> None:
    first = editing.overruling("few-models", None, "One reason.")(plan)
    second = editing.overruling("few-models", None, "Another reason.")(first)
    assert [one.because for one in second.overruled if one.rule == "few-models"] == [
        "Another reason."
    ]
    assert editing.overruling("few-models", None, "")(second).overruled == plan.overruled


def test_no_minutes_away_from_the_screen_is_no_time_away(plan: Plan) -> None:
    step = ids(plan)[2]
    away = editing.of_off_screen(step, minutes=4)(plan).sessions[0].activities[2].off_screen
    assert away is not None
    assert away.minutes == 4
    none = editing.of_off_screen(step, minutes=0)(plan).sessions[0].activities[2].off_screen
    assert none is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(place=st.integers(0, 10), by=st.integers(-20, 20))
def test_moving_loses_and_doubles_no_step(library: Library, place: int, by: int) -> None:
    plan = library.curriculum().plans["taster-90"]
    step = ids(plan)[place % len(ids(plan))]
    moved = editing.moved(step, by)(plan)
    assert sorted(ids(moved)) == sorted(ids(plan))
    wanted = ids(plan).index(step) + by
    assert ids(moved).index(step) == min(max(0, wanted), len(ids(plan)) - 1)
