"""Occupation cards: facts that people find, with their source, and none from the program."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Rating
from efficacy.activities.occupation import Occupation
from efficacy.activities.occupation_form import FACTS
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person, crowd, marked

SAY = speech()
KIND = Occupation()


def somebody(**params: object) -> Person:
    return Person(house.context("occupation", **params))


def named(*titles: str) -> Person:
    """Return a person on the card of the first occupation."""
    person = somebody()
    for n, title in enumerate(titles, start=1):
        person.answer(f"title.{n}", title)
    person.presses("next")
    return person


# ------------------------------------------------------------------ the screens


def test_first_come_the_titles_and_where_to_look() -> None:
    person = somebody()
    assert person.fields() == ["title.1", "title.2"]
    assert "Which jobs do you think about?" in person.words()
    assert "Look it up: The official site" in person.words()
    assert "Type the job into the box." in person.words()
    assert somebody(occupations=1).fields() == ["title.1"]


def test_every_screen_for_facts_says_that_the_program_knows_none() -> None:
    line = "This program knows no facts about jobs. You find them and write them down."
    assert line in somebody().words()
    assert line in named("Baker").words()


def test_a_card_asks_each_fact_its_source_and_what_a_person_thinks() -> None:
    person = named("Baker")
    assert person.fields() == [
        *(f"{fact}.1" for fact in FACTS),
        "like.1",
        "not-like.1",
        "sure.1",
    ]
    assert {known.group for known in person.view().sheet.fields} == {"Baker"}
    assert "date" in person.view().sheet.field("source.1").label


def test_how_sure_somebody_is_asks_about_learning_the_math() -> None:
    sure = named("Baker").view().sheet.field("sure.1")
    assert isinstance(sure, Rating)
    assert sure.label == "How sure are you that you can learn the math it uses?"
    assert (sure.low, sure.high, sure.step, sure.look) == (0, 100, 10, "rating")


def test_two_titles_are_two_cards_and_an_empty_box_is_none() -> None:
    person = somebody()
    person.answer("title.1", "  ")
    person.answer("title.2", "Roofer")
    person.presses("next")
    assert person.fields()[0] == "tasks.2"
    person.presses("next")
    assert person.fields() == []
    both = named("Baker", "Roofer")
    both.presses("next")
    assert both.fields()[0] == "tasks.2"


def test_without_a_title_there_is_nothing_to_look_up() -> None:
    with pytest.raises(InvalidValue, match="one occupation first"):
        somebody().presses("next")


def test_the_last_screen_shows_the_card_and_what_is_still_to_find() -> None:
    person = named("Baker {n}")
    person.answer("math.1", "Doubling a {recipe}")
    person.answer("source.1", "The site, today")
    person.answer("like.1", "The smell")
    person.answer("not-like.1", "The hours")
    person.answer("sure.1", 70)
    person.presses("next")
    card, missing = person.view().cards
    assert card.title == "Baker {n}"
    assert card.points == (
        "Math they use in a week: Doubling a {recipe}",
        "Where I found it, and the date: The site, today",
        "I would like: The smell",
        "I would not like: The hours",
        "How sure I am that I can learn the math: 70 of 100",
    )
    assert missing.title == "Still to find"
    assert missing.points == (
        "Baker {n}: What people do there, Training it takes, How long the training takes, "
        "Pay, from and to, Openings near me",
    )
    assert person.actions() == ["back", "done", "pass"]


def test_when_nothing_is_missing_there_is_no_list() -> None:
    person = named("Baker")
    for fact in FACTS:
        person.answer(f"{fact}.1", "Found.")
    person.presses("next")
    assert len(person.view().cards) == 1


def test_what_somebody_likes_is_never_missing() -> None:
    person = named("Baker")
    person.presses("next")
    (_, missing) = person.view().cards
    assert "like" not in " ".join(missing.points)


def test_who_goes_back_can_name_another_occupation_and_keeps_the_card() -> None:
    person = named("Baker")
    person.answer("math.1", "Percent")
    person.presses("next", "back", "back")
    person.answer("title.1", "Pastry cook")
    person.presses("next")
    assert person.own.value("math.1", person.view().attempt) == "Percent"
    person.presses("next")
    assert person.view().cards[0].title == "Pastry cook"


def test_a_late_answer_that_empties_a_title_leaves_the_card_as_it_is() -> None:
    person = named("Baker")
    person.keep(Given(item_id="title.1", value=None))
    assert person.fields()[0] == "tasks.1"
    person.presses("next")
    assert person.view().cards == ()


@pytest.mark.parametrize("presses", [(), ("next",), ("next", "next")])
def test_every_screen_can_be_passed(presses: tuple[str, ...]) -> None:
    person = somebody()
    person.answer("title.1", "Baker")
    person.presses(*presses)
    assert {"done", "pass"} <= set(person.actions())
    person.presses("pass")
    assert person.own.how == "passed"


# -------------------------------------------------------------- what the room sees


def people(*occupations: int) -> dict[str, list[Given]]:
    """Return people who looked up so many occupations each."""
    found = {}
    for number, count in enumerate(occupations):
        person = named("Baker", "Roofer")
        for n in range(1, count + 1):
            person.answer(f"math.{n}", "Percent")
            person.presses("next")
        found[f"person-{number}"] = list(person.own.given)
    return found


def test_the_room_sees_how_many_were_looked_up_together() -> None:
    summary = KIND.summarise(house.context("occupation"), people(1, 2, 2, 1, 1, 0), SAY)
    (figure,) = summary.figures
    assert (figure.count, figure.n, summary.n) == (7, 5, 5)
    assert "{count}" in figure.label
    assert (figure.value, figure.share, figure.withheld) == (None, None, False)


def test_of_four_people_the_room_sees_nothing() -> None:
    (figure,) = KIND.summarise(house.context("occupation"), people(2, 2, 2, 2), SAY).figures
    assert (figure.count, figure.n, figure.withheld) == (None, 0, True)


def test_a_title_without_a_fact_was_not_looked_up() -> None:
    summary = KIND.summarise(house.context("occupation"), people(0, 0, 0, 0, 0, 0), SAY)
    assert (summary.n, summary.figures[0].withheld) == (0, True)


def test_a_like_is_no_fact() -> None:
    person = named("Baker")
    person.answer("like.1", "The smell")
    answers = {f"p{n}": list(person.own.given) for n in range(6)}
    assert KIND.summarise(house.context("occupation"), answers, SAY).n == 0


def test_no_title_and_no_word_reaches_the_room() -> None:
    context = house.context("occupation")
    answers = {who: marked(context, given, "SECRET") for who, given in crowd(context, 20).items()}
    assert "SECRET" in repr(answers)
    assert "SECRET" not in repr(KIND.summarise(context, answers, SAY))


def test_without_reveal_there_is_no_picture() -> None:
    context = house.context("occupation", reveal=False)
    assert not KIND.reveals(context)
    assert KIND.summarise(context, people(1, 1, 1, 1, 1), SAY).figures == ()
    assert KIND.reveals(house.context("occupation"))


# ------------------------------------------------------------------ the rest of it


def test_the_codebook_describes_every_field_and_the_screens() -> None:
    context = house.context("occupation")
    described = {row["item_id"] for row in KIND.frame(context, SAY)}
    assert described == {known.id for known in KIND.sheet(context, SAY).fields} | {"screen"}


def test_minutes_grow_with_the_occupations() -> None:
    two = house.context("occupation")
    one = house.context("occupation", occupations=1)
    assert KIND.load(two.params, two.curriculum).tasks == 9
    assert KIND.load(one.params, one.curriculum).tasks == 5
    assert "Type the job into the box." in KIND.load(one.params, one.curriculum).read


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"occupations": 0}, "greater than or equal to 1"),
        ({"occupations": 3}, "less than or equal to 2"),
        ({"site": " "}, "at least 1 character"),
        ({"prompt": ""}, "at least 1 character"),
        ({"how_to_find": ["x"] * 9}, "at most 8"),
        ({"link": "somewhere"}, "Extra inputs"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        house.context("occupation", **params)


def test_the_module_ships_no_number_about_any_job() -> None:
    said = repr(somebody().view()) + repr(named("Baker").view())
    for sign in ("$", "€", "£", "http", "per year", "per hour"):
        assert sign not in said


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), occupations=st.integers(1, 2))
def test_simulated_people_come_to_an_end(seed: int, skips: float, occupations: int) -> None:
    person = somebody(occupations=occupations)
    turns = person.plays(Persona(sureness=50, worry=0.5, skips=skips), Random(seed))
    assert person.own.how == "done"
    assert turns <= 2 + occupations
