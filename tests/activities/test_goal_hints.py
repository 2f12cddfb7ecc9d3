"""Hints: what a goal may still lack, both sides of every sign, and no goal refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.goal_hints import Goal, hint_words, hints
from efficacy.language import speech

SAY = speech()
ALL = ("doing", "time", "end", "big", "reach", "many", "others")


def of(what: str, when: str = "Tuesday", end: str = "it is sent") -> tuple[str, ...]:
    return hints(Goal(what=what, when=when, end=end))


@pytest.mark.parametrize(
    "what",
    [
        "I will solve three tasks",
        "solve three tasks",
        "I'll write to the office",
        "I’m at my desk and reading two pages",
        "To call the college",
        "My goal is to ask one question",
        "paint the fence",
        "practice fractions",
    ],
)
def test_a_doing_is_recognized(what: str) -> None:
    assert "doing" not in of(what)


@pytest.mark.parametrize(
    "what",
    [
        "I will be better at math",
        "fractions",
        "I will get better at fractions",
        "the test",
        "I want to understand algebra",
        "to feel less nervous",
        "I will have more time",
        "more confidence",
    ],
)
def test_a_wish_without_a_doing_is_asked_back(what: str) -> None:
    assert "doing" in of(what)


@pytest.mark.parametrize(
    "when", ["Tuesday", "tomorrow", "at 7", "19:30", "after dinner", "this week", "when I am home"]
)
def test_a_day_or_a_time_is_recognized_in_its_box(when: str) -> None:
    assert "time" not in of("I will solve the first task", when)


@pytest.mark.parametrize("when", ["", "soon", "some day", "   "])
def test_no_day_and_no_time_is_asked_back(when: str) -> None:
    assert "time" in of("I will solve the first task", when)


def test_a_number_of_tasks_is_no_time_of_day() -> None:
    assert "time" in of("solve 3 tasks", "")
    assert "time" not in of("solve 3 tasks at 7", "")
    assert "time" not in of("solve 3 tasks, 19:30", "")
    assert "time" not in of("solve 3 tasks, 7 pm", "")


def test_a_day_inside_the_goal_counts_as_well() -> None:
    assert "time" not in of("I will call the school on Friday", "")


@pytest.mark.parametrize("what", ["solve 3 tasks", "solve three tasks", "read until the end"])
def test_a_number_or_an_end_inside_the_goal_is_enough(what: str) -> None:
    assert "end" not in of(what, end="")


def test_an_end_in_its_box_is_enough_and_without_both_it_is_asked_back() -> None:
    assert "end" not in of("practice fractions", end="my neighbor saw it")
    assert "end" in of("practice fractions", end=" ")


@pytest.mark.parametrize(
    "what",
    [
        "I will learn everything about fractions",
        "practice every day",
        "work for 5 hours",
        "solve all the math in here",
        "become an engineer",
        "always ask",
        "read for six months",
    ],
)
def test_what_is_too_big_for_one_sitting_is_asked_back(what: str) -> None:
    assert "big" in of(what)


@pytest.mark.parametrize("what", ["solve 3 tasks", "work for 2 hours", "read one page"])
def test_what_fits_one_sitting_is_not_called_big(what: str) -> None:
    assert "big" not in of(what)


def test_from_three_doings_on_a_goal_is_several() -> None:
    assert "many" not in of("call the school and ask for the form")
    assert "many" in of("call the school, ask for the form and fill it in")
    assert "many" in of("read page 2; write a letter; I will call the office")


@pytest.mark.parametrize(
    "what",
    ["get a job", "get hired", "my boss will let me go early", "get an A grade", "make him listen"],
)
def test_what_is_up_to_others_is_asked_back(what: str) -> None:
    assert "others" in of(what)


@pytest.mark.parametrize("what", ["ask my boss for an hour", "send one form", "get the book out"])
def test_what_is_ones_own_to_do_is_left_alone(what: str) -> None:
    assert "others" not in of(what)


@pytest.mark.parametrize(
    ("what", "rung", "is_there"),
    [
        ("solve 3 tasks of rung 4", 3, False),
        ("solve 3 tasks of rung 5", 3, True),
        ("solve rungs 12", 3, True),
        ("solve rung 1", 3, False),
        ("solve 9 tasks", 3, False),
        ("solve 3 tasks of rung 9", None, False),
    ],
)
def test_a_rung_more_than_one_step_up_is_out_of_reach(
    what: str, rung: int | None, is_there: bool
) -> None:
    found = hints(Goal(what=what, when="Tuesday", end="sent", rung=rung))
    assert ("reach" in found) == is_there


def test_a_goal_that_names_all_has_no_hint() -> None:
    assert of("I will solve 3 tasks of rung 2", "Tuesday at 7", "three are checked") == ()


def test_where_nothing_is_written_nothing_is_missing() -> None:
    assert of("", "", "") == ()
    assert of("   ", "", "") == ()


def test_in_another_language_only_empty_boxes_are_pointed_out() -> None:
    assert hints(Goal(what="Brüche", language="de")) == ("time", "end")
    assert hints(Goal(what="Brüche", when="Dienstag", end="drei", language="de")) == ()


@given(
    what=st.text(max_size=200),
    when=st.text(max_size=80),
    end=st.text(max_size=80),
    rung=st.one_of(st.none(), st.integers(1, 12)),
)
def test_any_words_give_known_hints_in_their_order_and_the_same_each_time(
    what: str, when: str, end: str, rung: int | None
) -> None:
    goal = Goal(what=what, when=when, end=end, rung=rung)
    found = hints(goal)
    assert list(found) == [hint for hint in ALL if hint in found]
    assert hints(goal) == found


@pytest.mark.parametrize("hint", ALL)
def test_every_hint_has_words_that_judge_nothing(hint: str) -> None:
    said = hint_words(hint, SAY)  # type: ignore[arg-type]
    assert "?" in said
    for word in ("wrong", "bad", "good", "great", "fail", "should", "must", "just", "easy"):
        assert word not in said.lower().split()
