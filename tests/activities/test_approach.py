"""The approach check: three taps, one thing that is named once, and a rating each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.approach import Approach, ApproachParams
from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Choices, Rating
from efficacy.activities.personal import Earlier, Standing
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey, after

SAY = speech()
KIND = Approach()
SITUATIONS = [{"id": "letter", "label": "a letter"}, {"id": "task", "label": "a task"}]


def usual(**params: object) -> Context:
    return house.context("approach", **params)


def journey(own: Standing | None = None, **params: object) -> Journey:
    return Journey(KIND, usual(**params), own)


def named(thing: str, activity_id: str = "approach-one", day: str = "2026-11-18") -> Earlier:
    return journey().gives(avoided=thing, sure=30.0).presses("done").as_earlier(activity_id, day)


# ------------------------------------------------------------------ what is asked


def test_the_first_time_there_are_three_taps_the_thing_and_a_rating() -> None:
    walk = journey()
    assert walk.fields == ["did", "put-off", "not-met", "avoided", "sure"]
    assert walk.actions == ["done", "pass"]
    assert walk.view.cards == ()


def test_each_tap_offers_every_situation_of_the_plan_in_its_order() -> None:
    taps = [field for field in journey().view.sheet.fields if isinstance(field, Choices)]
    assert len(taps) == 3
    for tap in taps:
        assert [(one.id, one.label) for one in tap.options] == [
            ("letter", "a letter"),
            ("task", "a task"),
        ]


def test_several_situations_can_be_tapped_and_each_is_kept() -> None:
    walk = journey().chooses("did", "letter", "task").chooses("put-off", "letter")
    assert walk.own.chosen("did") == ("letter", "task")
    assert walk.own.chosen("put-off") == ("letter",)
    assert walk.own.chosen("not-met") == ()


def test_the_rating_is_about_starting_and_runs_from_0_to_100() -> None:
    (rating,) = (field for field in journey().view.sheet.fields if isinstance(field, Rating))
    assert rating.label == "How sure are you that you can start on it?"
    assert (rating.points[0], rating.points[-1], rating.step, rating.look) == (0, 100, 10, "rating")
    assert set(rating.anchors) == {0, 50, 100}


def test_there_is_a_way_to_ask_for_a_talk() -> None:
    assert KIND.offers_talk


def test_the_thing_is_private_and_the_box_says_so() -> None:
    (thing,) = (field for field in journey().view.sheet.fields if field.id == "avoided")
    assert "Nobody reads it now" in thing.help


# ------------------------------------------------------------------ in later sessions


def test_later_the_thing_is_shown_with_its_day_and_not_asked_again() -> None:
    walk = journey(after(named("the word problems")))
    assert walk.fields == ["did", "put-off", "not-met", "sure"]
    assert "the word problems" in walk.text
    assert "18 November" in walk.text
    assert walk.view.cards[0].look == "record"


@pytest.mark.parametrize("thing", ["", "   "])
def test_whoever_left_it_empty_is_asked_again(thing: str) -> None:
    given = (Given(item_id="avoided", value=thing),) if thing else ()
    before = Earlier(activity_id="approach-one", wave="", day="2026-11-18", given=given)
    assert "avoided" in journey(after(before)).fields


def test_it_is_found_over_a_session_in_which_it_was_only_rated() -> None:
    first = named("calling the college", "approach-one", "2026-11-11")
    rated = Earlier(
        activity_id="approach-two",
        wave="",
        day="2026-11-18",
        given=(Given(item_id="sure", value=40.0),),
    )
    walk = journey(after(first, rated), follows=["approach-one", "approach-two"])
    assert "calling the college" in walk.text
    assert "11 November" in walk.text


def test_what_another_activity_holds_is_left_alone() -> None:
    assert "avoided" in journey(after(named("x", "another"))).fields


def test_held_again_the_activity_finds_what_was_named_in_its_first_run() -> None:
    assert "avoided" not in journey(after(named("x", "it")), follows=[]).fields


def test_an_earlier_rating_is_not_shown_before_the_new_one() -> None:
    assert "30" not in journey(after(named("the word problems"))).text


# ------------------------------------------------------- what is stored, who sees it


def test_the_room_sees_no_tap_no_thing_and_no_rating() -> None:
    answers = house.answers(*[{"avoided": "secret", "sure": 20.0}] * 8)
    summary = KIND.summarise(usual(), answers, SAY)
    assert (summary.n, summary.figures) == (8, ())
    assert not KIND.reveals(usual())


def test_the_codebook_describes_exactly_what_can_be_given() -> None:
    assert [row["item_id"] for row in KIND.frame(usual(), SAY)] == [
        "did",
        "put-off",
        "not-met",
        "avoided",
        "sure",
    ]


def test_a_situation_that_is_not_in_the_plan_is_refused() -> None:
    with pytest.raises(InvalidValue, match="no option"):
        KIND.validate(usual(), Given(item_id="did", value=1.0, option_id="holiday"), SAY)


def test_a_rating_between_the_points_is_refused_and_a_cleared_one_is_missing() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id="sure", value=35.0), SAY)
    assert KIND.validate(usual(), Given(item_id="sure", value=None), SAY) is None


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


def test_naming_the_thing_is_reckoned_with_the_first_time_only() -> None:
    content = house.curriculum()
    first = KIND.load(ApproachParams.model_validate({"situations": SITUATIONS}), content)
    later = KIND.load(
        ApproachParams.model_validate({"situations": SITUATIONS, "follows": ["approach-one"]}),
        content,
    )
    assert (first.tasks, first.ratings) == (1, 4)
    assert (later.tasks, later.ratings) == (0, 4)


@pytest.mark.parametrize(
    "params",
    [
        {"situations": []},
        {"situations": [{"id": "letter"}]},
        {"situations": [{"id": f"s{n}", "label": "x"} for n in range(9)]},
        {"follows": ["Not An Id"]},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


def test_a_situation_that_stands_there_twice_is_named() -> None:
    with pytest.raises(ValidationError, match="“letter” stands there more than once"):
        usual(situations=[SITUATIONS[0], SITUATIONS[0]])


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), is_later=st.booleans())
def test_a_simulated_person_answers_once_and_is_done(
    seed: int, skips: float, is_later: bool
) -> None:
    walk = journey(after(named("x")) if is_later else None)
    assert walk.plays(Persona(sureness=50, worry=0.5, skips=skips), seed) == ["done"]
