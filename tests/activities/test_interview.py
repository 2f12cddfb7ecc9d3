"""Talks with someone who does the job: a guide first, and later what was heard."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Choice, Text
from efficacy.activities.interview import Interview
from efficacy.activities.personal import Earlier, Standing
from efficacy.content.models import Curriculum, PlannedSession
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person, crowd

SAY = speech()
KIND = Interview()
START = {"id": "start", "label": "How did you start?"}


def somebody(**params: object) -> Person:
    return Person(house.context("interview", **params))


def arranged() -> Person:
    """Return a person with a whole guide, on its last screen."""
    person = somebody()
    person.answer("questions", 1, "hard")
    person.answer("questions", 1, "start")
    person.answer("question.own-2", "Who {else}?")
    person.presses("next")
    person.answer("who", "Someone at the bike shop")
    person.answer("how", "phone")
    person.answer("when", "Thursday")
    person.answer("opener", "Do you have ten minutes?")
    person.presses("next")
    return person


def with_a_guide() -> Curriculum:
    """Return content whose plan has an activity in which guides are made."""
    steps = (house.activity("guide", "interview"), house.activity("bye", "close"))
    session = PlannedSession(id="one", title="One", aim="To try.", minutes=45, activities=steps)
    return house.curriculum(the_plan=house.plan(session))


AFTERWARDS = {"guide": "guide", "questions": [], "openers": []}


def afterwards(*earlier: Earlier) -> Person:
    context = house.context("interview", content=with_a_guide(), **AFTERWARDS)
    return Person(context, Standing(earlier=earlier))


def guide_of(person: Person, day: str = "2026-11-20") -> Earlier:
    return Earlier(activity_id="guide", wave="", day=day, given=person.own.given)


# ------------------------------------------------------------------ making a guide


def test_first_come_the_questions_of_the_plan_and_boxes_for_others() -> None:
    person = somebody()
    assert person.fields() == ["questions", "question.own-1", "question.own-2"]
    assert person.words().strip() == "What would you ask?"
    assert person.view().sheet.fields[0].label == "Choose up to 6 questions, with your own"
    assert somebody(questions=[]).fields() == ["question.own-1", "question.own-2"]
    assert somebody(own_questions=0).fields() == ["questions"]


def test_then_whom_how_and_when_with_sentences_to_begin_with() -> None:
    person = somebody()
    person.answer("questions", 1, "start")
    person.presses("next")
    assert person.fields() == ["who", "how", "when", "opener"]
    assert "Do you have ten minutes?" in person.words()
    opener = person.view().sheet.field("opener")
    assert "Nobody reads it now" in opener.help


def test_without_sentences_in_the_plan_there_is_no_empty_card() -> None:
    person = somebody(openers=[])
    person.answer("questions", 1, "start")
    person.presses("next")
    assert person.view().cards == ()


def test_the_last_screen_is_the_guide_in_the_order_of_the_list() -> None:
    (card,) = arranged().view().cards
    assert card.points == ("How did you start?", "What was hard?", "Who {else}?")
    assert card.lines == (
        "Whom: Someone at the bike shop",
        "How: By phone or video",
        "When: Thursday",
        "My first sentence: Do you have ten minutes?",
    )
    assert (card.title, card.look) == ("My guide", "steps")


def test_what_was_left_out_stands_nowhere_in_the_guide() -> None:
    person = somebody()
    person.answer("questions", 1, "math")
    person.presses("next", "next")
    (card,) = person.view().cards
    assert (card.lines, card.points) == ((), ("What math do you use?",))


def test_without_a_question_there_is_no_guide_to_make() -> None:
    person = somebody()
    person.answer("question.own-1", "   ")
    with pytest.raises(InvalidValue, match="Choose one question"):
        person.presses("next")


def test_as_many_questions_as_the_plan_allows_and_not_one_more() -> None:
    person = somebody(most=2)
    person.answer("questions", 1, "start")
    person.answer("questions", 1, "math")
    person.answer("question.own-1", "Who else?")
    with pytest.raises(InvalidValue, match="There are 3 questions"):
        person.presses("next")
    person.answer("questions", 0, "math")
    person.presses("next")
    assert person.view().attempt == 2


def test_who_goes_back_keeps_what_they_wrote() -> None:
    person = arranged()
    person.presses("back")
    assert person.own.value("when", person.view().attempt) == "Thursday"
    person.answer("when", "Friday")
    person.presses("next")
    assert "When: Friday" in person.words()


@pytest.mark.parametrize("presses", [(), ("next",), ("next", "next")])
def test_every_screen_can_be_passed(presses: tuple[str, ...]) -> None:
    person = somebody()
    person.answer("questions", 1, "start")
    person.presses(*presses)
    assert {"done", "pass"} <= set(person.actions())
    person.presses("pass")
    assert person.own.how == "passed"


# ------------------------------------------------------------- what was heard


def test_later_everything_stands_on_one_screen() -> None:
    person = afterwards()
    assert person.fields() == [
        "happened",
        "heard.1",
        "heard.2",
        "heard.3",
        "surprised",
        "next-person",
    ]
    assert person.actions() == ["done", "pass"]
    with pytest.raises(NotFound):
        KIND.act(person.context, person.own, "next", SAY)


def test_a_person_sees_the_guide_that_they_made() -> None:
    (prompt, guide) = afterwards(guide_of(arranged())).view().cards
    assert prompt.lines == ("What would you ask?",)
    assert guide.title == "My guide from 2026-11-20"
    assert guide.points == ("How did you start?", "What was hard?", "Who {else}?")


def test_of_two_guides_the_newest_counts() -> None:
    newer = somebody()
    newer.answer("questions", 1, "math")
    newer.presses("next", "next")
    person = afterwards(guide_of(arranged()), guide_of(newer, "2026-11-24"))
    assert person.view().cards[1].points == ("What math do you use?",)


@pytest.mark.parametrize("earlier", [(), ("elsewhere",), ("passed",)])
def test_who_made_no_guide_is_not_asked_about_it(earlier: tuple[str, ...]) -> None:
    made = tuple(
        replace(guide_of(arranged()), activity_id="elsewhere")
        if known == "elsewhere"
        else replace(guide_of(somebody()), given=())
        for known in earlier
    )
    assert len(afterwards(*made).view().cards) == 1


def test_a_talk_that_did_not_happen_is_one_of_three_plain_answers() -> None:
    field = afterwards().view().sheet.field("happened")
    assert isinstance(field, Choice)
    assert [option.id for option in field.options] == ["talked", "put-off", "not-met"]


def test_boxes_for_what_was_heard_say_that_nobody_reads_them() -> None:
    boxes = [known for known in afterwards().view().sheet.fields if isinstance(known, Text)]
    assert "Nobody reads it now" in boxes[0].help


def test_a_guide_that_is_not_in_the_plan_is_named() -> None:
    content = with_a_guide()
    right = house.context("interview", content=content, **AFTERWARDS)
    assert not KIND.references(right.params, content)
    wrong = house.context("interview", content=content, **{**AFTERWARDS, "guide": "bye"})
    (problem,) = KIND.references(wrong.params, content)
    assert problem.found == "“bye”"
    assert "guide" in problem.where
    assert "Known: guide." in (problem.hint or "")


# ------------------------------------------------------------------ the rest of it


def test_the_room_sees_nothing_of_it() -> None:
    context = house.context("interview")
    summary = KIND.summarise(context, crowd(context, 12), SAY)
    assert (summary.figures, KIND.reveals(context)) == ((), False)
    assert "bike" not in repr(summary)


@pytest.mark.parametrize("params", [{}, AFTERWARDS])
def test_the_codebook_describes_every_field_and_the_screens(params: dict[str, object]) -> None:
    context = house.context("interview", content=with_a_guide(), **params)
    described = {row["item_id"] for row in KIND.frame(context, SAY)}
    assert described == {known.id for known in KIND.sheet(context, SAY).fields} | {"screen"}


def test_nobody_can_send_what_belongs_to_the_other_part() -> None:
    with pytest.raises(InvalidValue, match="no question"):
        KIND.validate(house.context("interview"), Given(item_id="heard.1", value="x"), SAY)


def test_minutes_are_estimated_from_reading_and_writing() -> None:
    context = house.context("interview")
    load = KIND.load(context.params, context.curriculum)
    assert (load.ratings, load.tasks) == (0, 3)
    assert "Do you have ten minutes?" in load.read
    later = house.context("interview", content=with_a_guide(), **AFTERWARDS)
    assert KIND.load(later.params, later.curriculum).tasks == 3


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"questions": [START, START]}, "“start” stands there more than once"),
        ({"questions": [{"id": "own-1", "label": "X"}]}, "other than “own-1”"),
        ({"questions": [], "own_questions": 0}, "own_questions of at least 1"),
        ({"guide": "guide"}, "either a guide to look back on"),
        ({"guide": "guide", "questions": []}, "either a guide to look back on"),
        ({"most": 0}, "greater than or equal to 1"),
        ({"most": 9}, "less than or equal to 8"),
        ({"openers": [""]}, "at least 1 character"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        house.context("interview", **params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), later=st.booleans())
def test_simulated_people_come_to_an_end(seed: int, skips: float, later: bool) -> None:
    person = afterwards(guide_of(arranged())) if later else somebody()
    turns = person.plays(Persona(sureness=50, worry=0.5, skips=skips), Random(seed))
    assert (person.own.how, turns) == ("done", 1 if later else 3)
