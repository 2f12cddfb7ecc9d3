"""Private practice: at one's own rung, answered by one's own record, and kept nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.contract import Given
from efficacy.activities.ladder_practice import MOST, Practice, practice, reply
from efficacy.activities.personal import Earlier
from efficacy.content.models import Curriculum
from efficacy.language import speech
from tests.activities import house

SAY = speech()
LADDER = "it-ladder"


def content() -> Curriculum:
    """Return the small content with a plan that holds one ladder and one break."""
    steps = (house.activity(LADDER, "ladder"), house.activity("it-pause", "pause"))
    session = house.plan().sessions[0].model_copy(update={"activities": steps})
    return house.curriculum(the_plan=house.plan(session))


def was_at(level: int | None, *given: Given, day: str = "2026-03-03") -> Earlier:
    """Return that somebody was on the ladder, and worked at a rung after a set."""
    rows = [Given(item_id="start", value=1.0)]
    if level is not None:
        rows.append(Given(item_id="working-rung", value=float(level), attempt=9))
    return Earlier(activity_id=LADDER, wave="", day=day, given=(*rows, *given))


def a_set(*results: str) -> tuple[Given, ...]:
    """Return the presses of an example, a half task, a guess of 1, and these results."""
    presses = ("next", "next", "right", "next", *results)
    guess = Given(item_id="predict", value=1.0, attempt=4)
    return (
        guess,
        *(Given(item_id="result", value=one, attempt=n) for n, one in enumerate(presses, 1)),
    )


def at(*earlier: Earlier, seed: str = "7", level: int | None = None, number: int = 1) -> Practice:
    found = practice(content(), earlier, seed=seed, level=level, number=number)
    assert found is not None
    return found


def test_without_a_ladder_begun_there_is_no_rung_of_ones_own() -> None:
    other = Earlier(activity_id="it-pause", wave="", day="2026-03-03", given=())
    assert practice(content(), (), seed="7") is None
    assert practice(content(), (other,), seed="7") is None


def test_it_begins_at_the_working_rung_or_where_the_ladder_began() -> None:
    assert at(was_at(2)).level == 2
    assert at(was_at(None)).level == 1


def test_the_newest_record_says_where() -> None:
    assert at(was_at(1), was_at(2)).level == 2


@pytest.mark.parametrize(("wanted", "level"), [(0, 2), (1, 1), (99, 2)])
def test_another_rung_can_be_chosen_and_none_outside(wanted: int, level: int) -> None:
    highest = len(at(was_at(2)).ladder.rungs)
    found = at(was_at(2), level=wanted or None)
    assert found.level == (highest if wanted == 99 else level)
    assert found.own == 2


def test_the_ends_of_the_ladder_offer_no_further_kind() -> None:
    highest = len(at(was_at(1)).ladder.rungs)
    assert at(was_at(1), level=1).easier is None
    assert at(was_at(1), level=1).harder == 2
    assert at(was_at(1), level=highest).harder is None


def test_the_same_address_has_the_same_task_and_two_people_have_two() -> None:
    assert at(was_at(1)).made.ask == at(was_at(1)).made.ask
    asked = {at(was_at(1), seed=str(person)).made.ask for person in range(12)}
    assert len(asked) > 6


def test_the_next_one_is_another() -> None:
    assert len({at(was_at(1), number=number).made.ask for number in range(1, 13)}) > 6


def test_a_right_answer_is_said_to_be_right_in_whatever_form() -> None:
    one = at(was_at(1))
    for typed in (str(one.made.answer), f" {one.made.answer} pieces", f"{one.made.answer},0"):
        said = reply(one, typed, SAY)
        assert said.is_right is True
        assert said.steps == ()
    assert "You can" not in said.lines[0]


def test_a_miss_names_the_step_and_shows_all_of_them() -> None:
    one = at(was_at(1))
    said = reply(one, str(one.made.answer + 1), SAY)
    assert said.is_right is False
    assert "The step to look at is" in said.lines[0]
    assert len(said.steps) == len(one.made.task.steps)


def test_a_common_slip_has_words_of_its_own() -> None:
    one = at(was_at(1))
    slip = one.made.task.slips[0]
    value = next(
        number
        for number in range(4000)
        if (found := one.made.slip((one.made.answer * 0 + number,))) and found.id == slip.id
    )
    assert one.made.filled(slip.text) in reply(one, str(value), SAY).lines[0]


def test_what_is_no_number_is_no_miss() -> None:
    said = reply(at(was_at(1)), "I do not know", SAY)
    assert said.is_right is None
    assert said.steps == ()


def test_a_miss_is_answered_by_what_they_did_on_this_kind_before() -> None:
    one = at(was_at(1, *a_set("right", "right", "right")), level=1)
    said = reply(one, str(one.made.answer + 1), SAY)
    assert said.lines[1:] == ("On 3 March you said 1 of 3 and got 3 of 3 on this kind.",)


def test_without_such_a_record_nothing_is_said_in_its_place() -> None:
    one = at(was_at(1, *a_set("wrong", "wrong")), level=1)
    assert len(reply(one, str(one.made.answer + 1), SAY).lines) == 1


@given(typed=st.text(max_size=60), number=st.integers(1, MOST))
def test_whatever_is_typed_gets_an_answer(typed: str, number: int) -> None:
    said = reply(at(was_at(1), number=number), typed, SAY)
    assert said.lines
    assert all(said.lines)
