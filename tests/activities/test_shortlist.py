"""Shortlists: own options by what matters to a person, and no advice."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Choice, Rating
from efficacy.activities.shortlist import Shortlist
from efficacy.activities.shortlist_form import NONE_YET, ShortlistParams
from efficacy.activities.shortlist_rules import Rated, picture, stands_out, weighted_mean
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person, crowd

SAY = speech()
KIND = Shortlist()
THING = {"id": "pay", "label": "Pay"}
THINGS = {"pay": "Pay", "hours": "Hours"}


def somebody(**params: object) -> Person:
    return Person(house.context("shortlist", **params))


def named(*options: str, things: tuple[str, ...] = ("pay", "hours")) -> Person:
    """Return a person on the second screen."""
    person = somebody()
    for number, option in enumerate(options, start=1):
        person.answer(f"option.{number}", option)
    for thing in things:
        person.answer("things", 1, thing)
    person.presses("next")
    return person


def rated(**fits: dict[str, float]) -> list[Rated]:
    return [Rated(name=name, fits=values) for name, values in fits.items()]


# ------------------------------------------------------------- the weighted mean


@pytest.mark.parametrize(
    ("fits", "weights", "expected"),
    [
        ({"pay": 5, "hours": 1}, {"pay": 3, "hours": 3}, 3.0),
        ({"pay": 5, "hours": 1}, {"pay": 4, "hours": 1}, 4.2),
        ({"pay": 5}, {"pay": 1, "hours": 5}, 5.0),
        ({"pay": 5, "hours": 1}, {"hours": 3}, 3.0),
        ({"pay": 5, "hours": 1}, {}, 3.0),
        ({}, {"pay": 5}, None),
    ],
)
def test_what_was_left_out_is_left_out_and_the_rest_counts_for_more(
    fits: dict[str, float], weights: dict[str, float], expected: float | None
) -> None:
    assert weighted_mean(fits, weights) == expected


points = st.integers(1, 5)
ratings = st.dictionaries(st.sampled_from("abcd"), points, min_size=1)


@given(ratings, st.dictionaries(st.sampled_from("abcd"), points))
def test_the_mean_lies_among_the_ratings(fits: dict[str, int], weights: dict[str, int]) -> None:
    mean = weighted_mean(fits, weights)
    assert mean is not None
    assert min(fits.values()) - 1e-9 <= mean <= max(fits.values()) + 1e-9


@given(ratings, st.integers(1, 5))
def test_equal_weights_are_no_weights(fits: dict[str, int], weight: int) -> None:
    mean = weighted_mean(fits, dict.fromkeys("abcd", weight))
    assert mean == pytest.approx(sum(fits.values()) / len(fits))


@given(ratings, st.dictionaries(st.sampled_from("abcd"), points))
def test_a_thing_that_nobody_rated_changes_nothing(
    fits: dict[str, int], weights: dict[str, int]
) -> None:
    assert weighted_mean(fits, {**weights, "unrated": 5}) == weighted_mean(fits, weights)


# ---------------------------------------------------------------- what stands out


def test_options_less_than_half_a_point_apart_are_not_told_apart() -> None:
    close = rated(A={"pay": 4, "hours": 4}, B={"pay": 4, "hours": 4})
    assert stands_out(close, THINGS, {}, SAY)[0] == (
        "“A” and “B” lie close together. Your numbers do not tell them apart."
    )


def test_half_a_point_is_a_difference() -> None:
    apart = rated(A={"pay": 4, "hours": 4}, B={"pay": 4, "hours": 3})
    assert stands_out(apart, THINGS, {}, SAY)[0] == (
        "“A” has more of what matters to you than the others, by your numbers."
    )


def test_two_of_three_can_stand_out_together() -> None:
    three = rated(A={"pay": 5}, B={"pay": 2}, C={"pay": 5})
    assert stands_out(three, {"pay": "Pay"}, {}, SAY)[0] == (
        "“A” and “C” lie close together, and have more of what matters to you."
    )


def test_a_thing_in_which_options_differ_much_is_named() -> None:
    apart = rated(A={"pay": 5, "hours": 1}, B={"pay": 3, "hours": 2})
    said = stands_out(apart, THINGS, {}, SAY)
    assert "Your options differ a lot in “Pay”." in said
    assert not any("“Hours”" in line for line in said)


def test_with_one_rated_option_there_is_nothing_to_set_side_by_side() -> None:
    one = rated(A={"pay": 5}, B={})
    assert stands_out(one, THINGS, {}, SAY) == (
        "There are too few numbers to set options side by side.",
    )


def test_numbers_that_were_left_out_are_mentioned_and_nobody_is_asked_why() -> None:
    said = stands_out(rated(A={"pay": 5}, B={"pay": 5, "hours": 5}), THINGS, {}, SAY)
    assert said[-1] == "Some numbers were left out. The others count for more."
    whole = rated(A={"pay": 5, "hours": 5}, B={"pay": 5, "hours": 5})
    assert len(stands_out(whole, THINGS, {}, SAY)) == 1


@given(
    st.lists(st.dictionaries(st.sampled_from(["pay", "hours"]), points), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(["pay", "hours"]), points),
)
def test_nothing_is_ever_called_best_or_worst_and_the_order_stays(
    fits: list[dict[str, float]], weights: dict[str, float]
) -> None:
    options = [Rated(name=f"Option {n}", fits=one) for n, one in enumerate(fits)]
    cards = picture(options, THINGS, weights, SAY)
    assert [bar.label for bar in cards[0].bars] == [option.name for option in options]
    said = repr(cards).lower()
    for word in ("best", "worst", "winner", "rank", "should", "better", "recommend"):
        assert word not in said


def test_a_bar_says_its_number_and_what_it_is_made_of() -> None:
    (bars, *_) = picture(
        rated(A={"pay": 5, "hours": 2}, B={"pay": 4}, C={}), THINGS, {"pay": 1, "hours": 5}, SAY
    )
    assert [(bar.value, bar.words) for bar in bars.bars] == [
        (2.5, "2.5 on 1 to 5"),
        (4.0, "4 on 1 to 5, from 1 of 2 things"),
        (None, "no numbers yet"),
    ]
    assert {(bar.low, bar.high) for bar in bars.bars} == {(1, 5)}


def test_every_number_stands_there_as_it_was_given() -> None:
    options = rated(A={"pay": 5, "hours": 2}, B={"pay": 4})
    (_, table, _) = picture(options, THINGS, {"pay": 4}, SAY)
    assert table.points == ("Pay (matters 4 of 5): A 5, B 4", "Hours (counted as 3 of 5): A 2, B –")


def test_braces_in_a_name_are_shown_as_they_were_typed() -> None:
    said = stands_out(rated(**{"{names}": {"pay": 5}, "B": {"pay": 1}}), {"pay": "{x}"}, {}, SAY)
    assert said[0].startswith("“{names}” has more")
    assert said[1].endswith("“{x}”.")


# ------------------------------------------------------------------ the screens


def test_first_come_five_boxes_for_options_and_what_may_matter() -> None:
    person = somebody()
    assert person.fields() == [
        *(f"option.{n}" for n in range(1, 6)),
        "things",
        "thing.own-1",
        "thing.own-2",
    ]
    assert person.words().strip() == "What are you thinking of?"
    assert person.actions() == ["next", "done", "pass"]


def test_without_things_in_the_plan_there_are_only_boxes() -> None:
    assert "things" not in somebody(things=[]).fields()
    assert "thing.own-1" not in somebody(own_things=0).fields()


def test_each_thing_asks_its_weight_and_each_option_in_own_words() -> None:
    person = named("Bus driver", "Night school", things=("pay",))
    fields = person.view().sheet.fields
    assert [known.id for known in fields] == ["weight.pay", "fit.1.pay", "fit.2.pay"]
    assert {known.group for known in fields} == {"Pay I can live on"}
    assert fields[1].label == "How well does it fit: Bus driver?"
    assert all(isinstance(known, Rating) and (known.low, known.high) == (1, 5) for known in fields)


def test_own_things_are_rated_like_those_of_the_plan() -> None:
    person = somebody()
    person.answer("option.3", "My own stall")
    person.answer("thing.own-2", "Near my home")
    person.presses("next")
    assert person.fields() == ["weight.own-2", "fit.3.own-2"]


@pytest.mark.parametrize("blank", [None, "   "])
def test_without_an_option_there_is_nothing_to_rate(blank: str | None) -> None:
    person = somebody()
    person.answer("things", 1, "pay")
    person.answer("option.1", blank)
    with pytest.raises(InvalidValue, match="one option first"):
        person.presses("next")


def test_without_a_thing_that_matters_there_is_nothing_to_rate() -> None:
    person = somebody()
    person.answer("option.1", "Bus driver")
    with pytest.raises(InvalidValue, match="one thing that matters"):
        person.presses("next")


def test_four_things_are_enough_and_five_are_too_many() -> None:
    person = somebody()
    person.answer("option.1", "Bus driver")
    for thing in ("pay", "hours", "near"):
        person.answer("things", 1, thing)
    person.answer("thing.own-1", "Near my home")
    person.answer("thing.own-2", "Work with my hands")
    with pytest.raises(InvalidValue, match="There are 5 things"):
        person.presses("next")
    person.answer("things", 0, "near")
    person.presses("next")
    assert person.view().attempt == 2


def test_the_picture_and_the_decision_stand_on_the_last_screen() -> None:
    person = named("Bus driver", "Night school")
    person.answer("weight.pay", 5)
    person.answer("fit.1.pay", 4)
    person.answer("fit.2.pay", 1)
    person.presses("next")
    assert "Bus driver: 4 on 1 to 5, from 1 of 2 things" in person.words()
    assert "“Bus driver” has more of what matters to you" in person.words()
    (first, until, change) = person.view().sheet.fields
    assert isinstance(first, Choice)
    assert [option.label for option in first.options] == [
        "Bus driver",
        "Night school",
        "None of these yet",
    ]
    assert (until.id, change.id) == ("until", "change-my-mind")
    person.answer("look-first", NONE_YET)
    person.presses("done")
    assert person.own.how == "done"


def test_who_goes_back_finds_everything_and_can_change_it() -> None:
    person = named("Bus driver", "Night school")
    person.answer("fit.1.pay", 2)
    person.presses("next", "back", "back")
    assert person.own.value("option.2", person.view().attempt) == "Night school"
    person.answer("option.2", None)
    person.answer("option.1", "Tram driver")
    person.presses("next")
    assert "fit.2.pay" not in person.fields()
    person.presses("next")
    assert "Tram driver: 2 on 1 to 5" in person.words()
    assert "Night school" not in person.words()


def test_a_picture_without_a_single_number_is_no_accident() -> None:
    person = named("Bus driver")
    person.presses("next")
    assert "Bus driver: no numbers yet" in person.words()


@pytest.mark.parametrize("screens", [0, 1, 2])
def test_on_every_screen_somebody_can_pass_and_say_they_are_done(screens: int) -> None:
    person = named("Bus driver") if screens else somebody()
    person.presses(*["next"] * max(0, screens - 1))
    assert {"done", "pass"} <= set(person.actions())
    person.presses("pass")
    assert person.own.how == "passed"


def test_there_is_nothing_behind_the_last_screen() -> None:
    person = named("Bus driver")
    person.presses("next")
    with pytest.raises(NotFound):
        KIND.act(person.context, person.own, "next", SAY)


# -------------------------------------------------------------- the rest of it


def test_the_room_sees_no_picture_and_learns_no_word() -> None:
    context = house.context("shortlist")
    summary = KIND.summarise(context, crowd(context, 12), SAY)
    assert (summary.n, summary.figures, KIND.reveals(context)) == (12, (), False)
    assert "Bus driver" not in repr(summary)


def test_the_codebook_describes_every_field_and_the_screens() -> None:
    context = house.context("shortlist")
    described = {row["item_id"] for row in KIND.frame(context, SAY)}
    assert described == {known.id for known in KIND.sheet(context, SAY).fields} | {"screen"}


def test_nobody_can_send_what_the_server_stores() -> None:
    with pytest.raises(InvalidValue, match="no question"):
        KIND.validate(house.context("shortlist"), Given(item_id="screen", value="rate"), SAY)


def test_minutes_are_estimated_from_reading_ratings_and_writing() -> None:
    context = house.context("shortlist")
    load = KIND.load(context.params, context.curriculum)
    assert (load.ratings, load.tasks) == (12, 4)
    assert "Pay I can live on" in load.read
    few = house.context("shortlist", things=[THING], own_things=0)
    assert KIND.load(few.params, few.curriculum).ratings == 4


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"things": [THING, THING]}, "“pay” stands there more than once"),
        ({"things": [{"id": "own-1", "label": "X"}]}, "other than “own-1”"),
        ({"things": [], "own_things": 0}, "own_things of at least 1"),
        ({"options": 1}, "greater than or equal to 2"),
        ({"options": 6}, "less than or equal to 5"),
        ({"own_things": 5}, "less than or equal to 4"),
        ({"prompt": ""}, "at least 1 character"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        house.context("shortlist", **params)


def test_two_options_and_one_thing_are_a_shortlist() -> None:
    assert ShortlistParams(prompt="What?", options=2, own_things=1).things == ()


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), sureness=st.floats(0, 100))
def test_simulated_people_come_to_an_end(seed: int, skips: float, sureness: float) -> None:
    person = somebody()
    turns = person.plays(Persona(sureness=sureness, worry=0.5, skips=skips), Random(seed))
    assert (person.own.how, turns) == ("done", 3)
