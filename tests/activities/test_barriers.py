"""Barriers: what may come up, who helps, a first step; and the same question twice."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.barriers import Barriers
from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Rating, Text
from efficacy.activities.personal import Standing
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person, crowd, marked

SAY = speech()
KIND = Barriers()
TIME = {"id": "time", "label": "No time"}


def somebody(**params: object) -> Person:
    return Person(house.context("barriers", **params))


def chose(*keys: str, own: str | None = None) -> Person:
    """Return a person on the screen with the ratings."""
    person = somebody()
    for key in keys:
        person.answer("barriers", 1, key)
    if own is not None:
        person.answer("barrier.own-1", own)
    person.presses("next")
    return person


# ------------------------------------------------------------------ the screens


def test_first_come_the_barriers_of_the_plan_and_boxes_for_others() -> None:
    person = somebody()
    assert person.fields() == ["barriers", "barrier.own-1", "barrier.own-2"]
    assert person.words().strip() == "What may come up?"
    assert "barriers" not in somebody(starters=[]).fields()
    assert somebody(own_barriers=0).fields() == ["barriers"]


def test_each_barrier_is_rated_before_anything_is_planned() -> None:
    person = chose("costs", own="  The bus stops at eight. ")
    fields = person.view().sheet.fields
    assert [known.id for known in fields] == [
        "likely.costs",
        "sure-before.costs",
        "likely.own-1",
        "sure-before.own-1",
    ]
    assert [known.group for known in fields][::2] == [
        "It costs more than I have",
        "The bus stops at eight.",
    ]


def test_then_comes_one_plan_a_barrier_in_the_order_of_the_list() -> None:
    person = chose("papers", "time")
    person.presses("next")
    assert person.fields() == [
        "who-helps.time",
        "step.time",
        "where.time",
        "when.time",
        "sure-after.time",
    ]
    assert "Learning help: Room 4, Mondays." in person.words()
    person.presses("next")
    assert person.fields()[0] == "who-helps.papers"
    person.presses("next")
    assert person.fields() == []
    assert person.actions() == ["back", "done", "pass"]


def test_before_and_after_ask_the_same_in_the_same_words() -> None:
    person = chose("time")
    before = person.view().sheet.field("sure-before.time")
    person.presses("next")
    after = person.view().sheet.field("sure-after.time")
    assert isinstance(before, Rating)
    assert isinstance(after, Rating)
    assert before.label == after.label
    assert before.label.startswith("How sure are you that you can")
    assert (before.points, before.anchors, before.look) == (after.points, after.anchors, "rating")
    assert before.points == tuple(range(0, 101, 10))


def test_private_boxes_say_that_nobody_reads_them() -> None:
    person = chose("time")
    person.presses("next")
    helps = [box.help for box in person.view().sheet.fields if isinstance(box, Text)]
    assert any("Nobody reads it now" in line for line in helps)
    assert any("Nobody reads it now" in box.help for box in somebody().view().sheet.fields)


def test_the_last_screen_shows_the_plan_in_own_words_and_the_two_numbers() -> None:
    person = chose("time")
    person.answer("sure-before.time", 40)
    person.presses("next")
    person.answer("step.time", "Ask at the {desk}.")
    person.answer("when.time", "Monday")
    person.answer("sure-after.time", 30)
    person.presses("next")
    assert person.words().split("\n")[:4] == [
        "I have no quiet hour",
        "My first step: Ask at the {desk}.",
        "When: Monday",
        "How sure you were: 40 before the plan, 30 after it",
    ]
    assert "Learning help" in person.words()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(40, None, "How sure you were: 40"), (None, 70, "How sure you were: 70"), (None, None, "")],
)
def test_a_number_that_was_left_out_is_not_made_up(
    before: int | None, after: int | None, said: str
) -> None:
    person = chose("time")
    person.answer("sure-before.time", before)
    person.presses("next")
    person.answer("sure-after.time", after)
    person.presses("next")
    lines = [line for line in person.words().split("\n") if line.startswith("How sure")]
    assert lines == ([said] if said else [])


def test_a_barrier_without_a_plan_says_so_and_asks_nothing() -> None:
    person = chose("time")
    person.presses("next", "next")
    assert "No plan for this one yet." in person.words()


def test_without_a_barrier_there_is_nothing_to_plan() -> None:
    with pytest.raises(InvalidValue, match="Choose one barrier"):
        somebody().presses("next")


def test_three_barriers_are_enough_and_four_are_too_many() -> None:
    assert len(chose("time", "costs", own="Mine.").fields()) == 6
    with pytest.raises(InvalidValue, match="There are 4 barriers"):
        chose("time", "costs", "papers", own="Mine.")


def test_who_goes_back_and_takes_a_barrier_away_plans_for_the_others() -> None:
    person = chose("time", "costs")
    person.presses("next")
    person.answer("step.time", "Ask.")
    person.presses("back", "back")
    person.answer("barriers", 0, "costs")
    person.presses("next", "next")
    assert person.own.value("step.time", person.view().attempt) == "Ask."
    person.presses("next")
    assert person.fields() == []
    assert "It costs more" not in person.words()


def test_a_late_answer_that_takes_a_barrier_away_leaves_the_screen_as_it_is() -> None:
    person = chose("time", "costs")
    person.presses("next")
    person.keep(Given(item_id="barriers", value=0.0, option_id="time"))
    assert person.fields()[0] == "who-helps.time"
    person.presses("next")
    assert person.fields()[0] == "likely.costs"


@pytest.mark.parametrize("presses", [0, 1, 2, 3])
def test_every_screen_can_be_passed(presses: int) -> None:
    person = somebody() if presses == 0 else chose("time")
    person.presses(*["next"] * max(0, presses - 1), "pass")
    assert person.own.how == "passed"


# -------------------------------------------------------------- what the room sees


def people(*steps: str | None) -> dict[str, list[Given]]:
    """Return people who chose a barrier, each with this first step."""
    found = {}
    for number, step in enumerate(steps):
        person = chose("time")
        person.presses("next")
        person.answer("step.time", step)
        found[f"person-{number}"] = list(person.own.given)
    return found


@pytest.mark.parametrize(
    ("steps", "share"),
    [
        (["Ask."] * 5, "most"),
        (["Ask."] * 3 + [None] * 3, "about_half"),
        ([None] * 5, "some"),
        (["Ask."] * 4, None),
    ],
)
def test_the_room_sees_a_word_for_how_many_planned_and_only_of_five(
    steps: list[str | None], share: str | None
) -> None:
    (figure,) = KIND.summarise(house.context("barriers"), people(*steps), SAY).figures
    assert (figure.share, figure.withheld) == (share, share is None)
    assert (figure.value, figure.count) == (None, None)
    assert figure.n == (len(steps) if share else 0)


def test_who_chose_no_barrier_is_in_no_figure() -> None:
    answers = people(*["Ask."] * 4) | {"nobody": [Given(item_id="barrier.own-1", value="  ")]}
    summary = KIND.summarise(house.context("barriers"), answers, SAY)
    assert (summary.n, summary.figures[0].withheld) == (4, True)


def test_a_plan_that_was_emptied_on_a_later_visit_counts_no_more() -> None:
    person = chose("time")
    person.presses("next")
    person.answer("step.time", "Ask.")
    person.presses("next", "back")
    person.answer("step.time", None)
    answers = {f"p{n}": list(person.own.given) for n in range(5)}
    (figure,) = KIND.summarise(house.context("barriers"), answers, SAY).figures
    assert figure.share == "some"


def test_without_reveal_there_is_no_picture() -> None:
    context = house.context("barriers", reveal=False)
    assert not KIND.reveals(context)
    assert KIND.summarise(context, people(*["Ask."] * 6), SAY).figures == ()
    assert KIND.reveals(house.context("barriers"))


def test_no_word_of_anybody_reaches_the_room() -> None:
    context = house.context("barriers")
    answers = {who: marked(context, given, "SECRET") for who, given in crowd(context, 20).items()}
    assert "SECRET" in repr(answers)
    assert "SECRET" not in repr(KIND.summarise(context, answers, SAY))


# ------------------------------------------------------------------ the rest of it


def test_the_codebook_describes_every_field_and_the_screens() -> None:
    context = house.context("barriers")
    described = {row["item_id"] for row in KIND.frame(context, SAY)}
    assert described == {known.id for known in KIND.sheet(context, SAY).fields} | {"screen"}


def test_minutes_are_estimated_and_the_wish_to_talk_is_offered() -> None:
    context = house.context("barriers")
    load = KIND.load(context.params, context.curriculum)
    assert (load.ratings, load.tasks, KIND.offers_talk) == (6, 4, True)
    assert any("Room 4" in line for line in load.read)


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"starters": [TIME, TIME]}, "“time” stands there more than once"),
        ({"starters": [{"id": "own-2", "label": "X"}]}, "other than “own-2”"),
        ({"starters": [], "own_barriers": 0}, "own_barriers of at least 1"),
        ({"own_barriers": 4}, "less than or equal to 3"),
        ({"places": [{"name": "Desk"}]}, "Field required"),
        ({"prompt": " "}, "at least 1 character"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        house.context("barriers", **params)


def test_a_view_without_places_has_no_empty_card() -> None:
    person = somebody(places=[])
    person.answer("barriers", 1, "time")
    person.presses("next", "next")
    assert person.view().cards == ()


@given(
    seed=st.integers(0, 2**32),
    skips=st.floats(0, 1),
    starters=st.booleans(),
    own=st.integers(0, 3),
)
def test_simulated_people_come_to_an_end(seed: int, skips: float, starters: bool, own: int) -> None:
    params = {"starters": [TIME] if starters or not own else [], "own_barriers": own}
    person = Person(house.context("barriers", **params), Standing(seed=str(seed)))
    turns = person.plays(Persona(sureness=50, worry=0.5, skips=skips), Random(seed))
    assert person.own.how == "done"
    assert turns <= 6
