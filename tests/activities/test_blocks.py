"""The shared building blocks, and the simulated people."""

from __future__ import annotations

from random import Random
from statistics import correlation, mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.blocks import (
    chosen_scales,
    find,
    lacking,
    repeated,
    sentence,
    share_words,
    value_words,
)
from efficacy.activities.contract import Figure, Given
from efficacy.activities.simulated import OFFLINE_MS, Person, cast, deeds, personas
from efficacy.activities.survey import Survey
from efficacy.errors import NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()

# ------------------------------------------------------------------ from content


def test_each_missing_id_is_one_problem_however_often_it_is_named() -> None:
    problems = lacking("here", ["a", "b", "a"], known=["c"], what="a letter")
    assert [problem.found for problem in problems] == ["“a”", "“b”"]
    assert {problem.where for problem in problems} == {"here"}


def test_ids_that_stand_there_twice_are_named_once() -> None:
    assert repeated(["a", "b", "a", "a", "c", "b"]) == ["a", "b"]


def test_what_is_not_there_is_a_sentence() -> None:
    with pytest.raises(NotFound, match="no talk called “x”"):
        find({}, "x", what="talk")


def test_scales_keep_the_instrument_that_they_come_from() -> None:
    one, two = house.instrument("one", house.MATH), house.instrument("two", house.WORRY)
    assert [(i.id, s.id) for i, s in chosen_scales([one, two], None)] == [
        ("one", "math"),
        ("two", "worry"),
    ]
    assert [(i.id, s.id) for i, s in chosen_scales([one, two], ["worry"])] == [("two", "worry")]


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("code", "words"),
    [("most", "Most of us"), ("about_half", "About half of us"), ("some", "Some of us")],
)
def test_a_share_is_said_in_words(code: str, words: str) -> None:
    assert share_words(code, SAY) == words


@pytest.mark.parametrize(
    ("value", "words"), [(5, "5 or less"), (10, "10"), (60, "60"), (90, "90"), (95, "95 or more")]
)
def test_next_to_an_end_an_average_is_said_with_more_or_less(value: float, words: str) -> None:
    assert value_words(Figure(id="x", label="X", n=9, value=value), SAY) == words


def test_a_figure_without_a_value_has_no_words_for_it() -> None:
    assert value_words(Figure(id="x", label="X", n=0, withheld=True), SAY) == ""


@given(label=st.text(max_size=30), share=st.sampled_from(["most", "about_half", "some"]))
def test_no_label_can_break_a_sentence(label: str, share: str) -> None:
    for figure in (
        Figure(id="x", label=label, n=9, share=share),
        Figure(id="x", label=label, n=9, value=50),
        Figure(id="x", label=label, n=0, withheld=True),
    ):
        assert isinstance(sentence(figure, SAY), str)


# ------------------------------------------------------------- simulated people


def test_the_same_seed_gives_the_same_people() -> None:
    assert cast(24, 7, waves=2, steps=7) == cast(24, 7, waves=2, steps=7)
    assert cast(24, 7, waves=2, steps=7) != cast(24, 8, waves=2, steps=7)


@pytest.mark.parametrize("participants", [1, 2, 5, 24, 300, 400])
def test_everybody_has_a_call_name_of_their_own_that_fits(participants: int) -> None:
    people = cast(participants, 7, waves=2, steps=7)
    assert len({person.call_name.casefold() for person in people}) == participants
    assert all(len(person.call_name) <= 24 for person in people)


def test_a_room_of_24_has_one_of_each_peculiarity_and_nobody_has_two() -> None:
    people = cast(24, 7, waves=2, steps=7)
    # Ten in a hundred of 24 are 2, five in a hundred are 1.
    assert sum(not person.takes_survey for person in people) == 2
    assert sum(person.joins_at is not None for person in people) == 2
    assert sum(person.leaves_at is not None for person in people) == 1
    assert sum(person.is_offline for person in people) == 1
    for person in people:
        odd = [
            not person.takes_survey,
            person.joins_at is not None,
            person.leaves_at is not None,
            person.is_offline,
        ]
        assert sum(odd) <= 1


@given(seed=st.integers(0, 2**32), waves=st.integers(0, 6), steps=st.integers(1, 12))
def test_whatever_the_plan_people_come_and_go_at_steps_that_exist(
    seed: int, waves: int, steps: int
) -> None:
    for person in cast(40, seed, waves=waves, steps=steps):
        assert len(person.at_wave) == max(1, waves)
        assert person.joins_at is None or 0 <= person.joins_at < steps
        assert person.leaves_at is None or person.leaves_at >= 1
        for persona in person.at_wave:
            assert 0 <= persona.sureness <= 100
            assert 0 <= persona.worry <= 1


def test_people_change_modestly_and_stay_like_themselves() -> None:
    people = [personas(2, Random(number)) for number in range(2000)]
    pre, post = ([person[wave].sureness for person in people] for wave in (0, 1))
    worried = [person[0].worry for person in people]
    # Standard errors at 2,000 people: 0.25 points of change, 0.01 of a correlation.
    assert 5 < mean(post) - mean(pre) < 7
    assert 14 < stdev(pre) < 17
    assert 0.70 < correlation(pre, post) < 0.78
    # What makes sure and calm is shared by 0.45, of which 0.74 shows at one wave: 0.33.
    assert -0.39 < correlation(pre, worried) < -0.27


def test_the_scores_of_a_simulated_cohort_correlate_by_about_point_seven() -> None:
    kind, context = Survey(), house.context("survey", scales=["math"])

    def score(one: Person, wave: int) -> float:
        rng = Random(f"{one.number} {wave}")
        given = kind.simulate(context, one.at_wave[wave], rng, SAY)
        return mean(answer.value for answer in given)  # type: ignore[type-var]

    people = cast(400, 7, waves=2, steps=7)
    pre, post = ([score(one, wave) for one in people] for wave in (0, 1))
    # The standard error of a correlation of 0.7 at 400 people is 0.026.
    assert 0.62 < correlation(pre, post) < 0.78
    assert 2 < mean(post) - mean(pre) < 9
    assert 0 < sum(after < before for before, after in zip(pre, post, strict=True)) < 200


def test_who_was_there_at_one_wave_only_has_not_changed() -> None:
    (only,) = personas(1, Random(1))
    assert 0 <= only.sureness <= 100


# -------------------------------------------------------------------- the deeds


def person(**changes: bool) -> Person:
    return Person(number=0, call_name="Amber Heron", at_wave=personas(1, Random(1)), **changes)


ANSWERS = [Given(item_id=f"x.{n}", value=50.0) for n in range(10)]


def test_answers_come_one_after_the_other_and_then_the_button() -> None:
    done = deeds(person(), ANSWERS, Random(2))
    assert [deed.given for deed in done[:-1]] == ANSWERS
    assert done[-1].action_id == "done"
    times = [deed.after_ms for deed in done]
    assert times == sorted(set(times))
    assert {deed.delay_ms for deed in done} == {0}


def test_some_pass_and_give_nothing_and_some_forget_the_button() -> None:
    rooms = [deeds(person(), ANSWERS, Random(seed)) for seed in range(1000)]
    passed = [done for done in rooms if done[0].action_id == "pass"]
    forgot = [done for done in rooms if not done[-1].action_id]
    # 3 in 100 pass, 10 in 100 of the others forget; standard errors 5 and 9 people.
    assert 10 < len(passed) < 50
    assert all(len(done) == 1 for done in passed)
    assert 65 < len(forgot) < 130


def test_without_network_answers_are_under_way_and_the_button_does_nothing() -> None:
    done = deeds(person(is_offline=True), ANSWERS, Random(2))
    assert {deed.delay_ms for deed in done} == {OFFLINE_MS}
    assert all(deed.given for deed in done)
