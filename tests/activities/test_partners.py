"""Study partners on one screen: who they are, what to do, another partner, working alone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.partners import (
    KEEP_PARTNER,
    OTHER_PARTNER,
    Partners,
    PartnersParams,
    goal_family,
    rung,
)
from efficacy.activities.personal import Earlier, Standing, View
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Partners()
PAIR = Standing(partners=("Heron",))
MARKED = Standing(partners=("Heron",), given=(Given(item_id=OTHER_PARTNER, value=1.0),))


def view(own: Standing, **params: object) -> View:
    return KIND.view(house.context("partners", **params), own, SAY)


def words(own: Standing, **params: object) -> str:
    """Return all that stands on the cards."""
    return " ".join(
        line for card in view(own, **params).cards for line in (card.title, *card.lines)
    )


def actions(own: Standing, **params: object) -> list[str]:
    return [action.id for action in view(own, **params).sheet.actions]


# ----------------------------------------------------------------- what is read


def test_each_person_reads_whom_they_work_with() -> None:
    assert "You work with Heron" in words(PAIR)
    assert "You work with Heron and Ash" in words(Standing(partners=("Heron", "Ash")))


def test_without_a_group_it_is_said_that_working_alone_is_fine() -> None:
    assert "no group yet" in words(Standing())
    assert "that is fine" in words(Standing())


def test_the_task_is_the_whole_one_first_and_then_each_parts_own() -> None:
    assert "which step was hard" in words(PAIR)
    assert "One tells, one asks how." in words(Standing(partners=("Heron",), phase_index=1))
    context = house.context("partners")
    assert KIND.prompt(context, 7) == "One tells, one asks how."
    assert KIND.prompt(house.context("partners", phases=[]), 3).startswith("Tell each other")


def test_finding_each_other_has_no_clock_and_the_parts_have_theirs() -> None:
    phases = KIND.phases(house.context("partners"))
    assert [(phase.id, phase.seconds) for phase in phases] == [("find", None), ("tell", 120)]
    assert len(KIND.phases(house.context("partners", phases=[]))) == 1


def test_it_is_a_kind_in_which_the_facilitator_groups_people() -> None:
    context = house.context("partners")
    assert KIND.groups_people(context)
    assert not KIND.gives_to_partners(context)
    assert not KIND.reveals(context)


# -------------------------------------------------------------- another partner


def test_whoever_has_a_partner_can_wish_for_another_and_take_it_back() -> None:
    assert OTHER_PARTNER in actions(PAIR)
    assert KEEP_PARTNER not in actions(PAIR)
    assert KEEP_PARTNER in actions(MARKED)
    assert OTHER_PARTNER not in actions(MARKED)


def test_without_a_partner_there_is_nobody_to_change() -> None:
    assert actions(Standing()) == ["done", "pass"]
    alone = Standing(given=MARKED.given)
    assert actions(alone) == ["done", "pass"]


def test_the_wish_is_one_mark_without_a_reason_or_a_name() -> None:
    outcome = KIND.act(house.context("partners"), PAIR, OTHER_PARTNER, SAY)
    assert outcome.store == (Given(item_id=OTHER_PARTNER, value=1.0),)
    assert (outcome.words, outcome.how, outcome.forget) == ((), "", ())
    back = KIND.act(house.context("partners"), MARKED, KEEP_PARTNER, SAY)
    assert (back.store, back.forget) == ((), (OTHER_PARTNER,))


def test_whoever_wished_reads_that_only_the_counselor_sees_it() -> None:
    assert "Only your counselor sees this" in words(MARKED)
    assert "Only your counselor sees this" not in words(PAIR)


def test_nobody_can_send_the_mark_as_an_answer() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(house.context("partners"), Given(item_id=OTHER_PARTNER, value=1.0), SAY)


def test_passing_is_called_working_alone_and_is_a_pass() -> None:
    passing = next(one for one in view(PAIR).sheet.actions if one.id == "pass")
    assert passing.label == "I work alone this time"
    assert KIND.act(house.context("partners"), PAIR, "pass", SAY).how == "passed"
    with pytest.raises(NotFound):
        KIND.act(house.context("partners"), PAIR, "dance", SAY)


# ------------------------------------------------------------- what is stored, shown


def test_the_boxes_are_private_and_the_room_sees_no_figure() -> None:
    people = house.answers({"next": "We meet."}, {OTHER_PARTNER: 1.0}, {"next": None})
    summary = KIND.summarise(house.context("partners"), people, SAY)
    assert (summary.n, summary.figures) == (1, ())
    assert "meet" not in repr(summary)


def test_the_codebook_describes_the_boxes_and_the_mark() -> None:
    rows = {row["item_id"] for row in KIND.frame(house.context("partners"), SAY)}
    assert rows == {"next", OTHER_PARTNER}


@pytest.mark.parametrize(
    "params",
    [
        {"size": 4},
        {"prompt": ""},
        {"goal": {"activity": "x"}},
        {"fields": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]},
        {"fields": [{"id": OTHER_PARTNER, "label": "A"}]},
        {"phases": [{"id": "find", "title": "T", "seconds": 60, "prompt": "P"}]},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("partners", **params)


def test_a_goal_is_read_from_an_activity_that_exists() -> None:
    known = {"goal": {"activity": "practice", "item": "field"}}
    context = house.context("partners", **known)
    assert not KIND.references(context.params, house.curriculum())
    params = house.context("partners", rung={"activity": "nowhere", "item": "x"}).params
    (problem,) = KIND.references(params, house.curriculum())
    assert (problem.where, problem.found) == ("params → rung", "“nowhere”")


# ---------------------------------------------------- what is known of somebody


def before(activity: str, *given: Given) -> Earlier:
    return Earlier(activity_id=activity, wave="", day="2026-11-01", given=given)


def params(**sources: dict[str, str]) -> PartnersParams:
    found = house.context("partners", **sources).params
    assert isinstance(found, PartnersParams)
    return found


GOAL = {"goal": {"activity": "dreams", "item": "field"}}
RUNG = {"rung": {"activity": "ladder", "item": "rung"}}


def test_the_goal_is_the_option_that_was_chosen() -> None:
    chosen = before("dreams", Given(item_id="field", value="health"))
    assert goal_family(params(**GOAL), (chosen,)) == "health"
    several = before(
        "dreams",
        Given(item_id="field", value=0.0, option_id="trade"),
        Given(item_id="field", value=1.0, option_id="office"),
    )
    assert goal_family(params(**GOAL), (several,)) == "office"


def test_the_rung_is_the_newest_of_them() -> None:
    climbed = before(
        "ladder",
        Given(item_id="rung", value=2.0),
        Given(item_id="rung", value=3.0, attempt=2),
    )
    assert rung(params(**RUNG), (climbed,)) == 3


def test_what_nobody_asked_for_or_nobody_gave_is_not_known() -> None:
    other = before("dreams", Given(item_id="else", value="health"))
    assert goal_family(params(), (other,)) == ""
    assert goal_family(params(**GOAL), (other,)) == ""
    assert goal_family(params(**GOAL), (before("dreams", Given(item_id="field", value=3.0)),)) == ""
    assert rung(params(), ()) is None
    assert rung(params(**RUNG), (before("ladder", Given(item_id="rung", value="two")),)) is None


# ------------------------------------------------------------------ invented people


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1))
def test_what_invented_people_do_is_possible(seed: int, skips: float) -> None:
    context = house.context("partners")
    own = Standing(partners=("Heron",), phase_index=1)
    turn = KIND.play(context, own, Persona(sureness=50, worry=0.5, skips=skips), Random(seed), SAY)
    assert turn.action_id in {"done", "pass"}
    for answer in turn.given:
        assert KIND.validate(context, answer, SAY) == answer.value


def test_invented_people_wait_for_the_last_part_and_then_stop() -> None:
    persona = Persona(sureness=50, worry=0.5)
    context = house.context("partners")
    assert KIND.play(context, PAIR, persona, Random(1), SAY).action_id == ""
    over = Standing(partners=("Heron",), phase_index=1, how="done")
    assert KIND.play(context, over, persona, Random(1), SAY).action_id == ""


def test_its_minutes_are_the_reading_and_the_clock() -> None:
    assert KIND.load(params(), house.curriculum()).read == (params().prompt,)
    assert KIND.load(house.context("talk").params, house.curriculum()).read == ()
