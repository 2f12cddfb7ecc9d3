"""The poll: votes on something neutral, counted together, and never of a few."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.blocks import sentence
from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Choice, Choices
from efficacy.activities.poll import VOTE, Poll
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Poll()
OPTION = {"id": "bus", "label": "By bus"}


def single(*votes: str | None) -> dict[str, list[Given]]:
    """Return one person a vote."""
    return house.answers(*({VOTE: vote} for vote in votes))


def several(*ballots: str) -> dict[str, list[Given]]:
    """Return one person a ballot: ids of options with spaces between; “-bus” is taken back."""
    return {
        f"person-{number}": [
            Given(item_id=VOTE, value=float(one[0] != "-"), option_id=one.lstrip("-"))
            for one in ballot.split()
        ]
        for number, ballot in enumerate(ballots)
    }


# --------------------------------------------------------------------- what is asked


def test_one_may_choose_one_option() -> None:
    (field,) = KIND.sheet(house.context("poll"), SAY).fields
    assert isinstance(field, Choice)
    assert field.label == "How did you come here today?"
    assert [option.id for option in field.options] == ["bus", "bike", "feet"]


def test_or_several_where_the_plan_says_so_and_the_sheet_tells() -> None:
    (field,) = KIND.sheet(house.context("poll", several=True), SAY).fields
    assert isinstance(field, Choices)
    assert "more than one" in field.help


def test_passing_is_possible() -> None:
    actions = KIND.sheet(house.context("poll"), SAY).actions
    assert [action.id for action in actions] == ["done", "pass"]


def test_an_option_that_is_not_there_is_refused() -> None:
    context = house.context("poll")
    assert KIND.validate(context, Given(item_id=VOTE, value="bus"), SAY) == "bus"
    with pytest.raises(InvalidValue, match="no option"):
        KIND.validate(context, Given(item_id=VOTE, value="plane"), SAY)
    many = house.context("poll", several=True)
    assert KIND.validate(many, Given(item_id=VOTE, value=1, option_id="bus"), SAY) == 1.0
    with pytest.raises(InvalidValue, match="no option"):
        KIND.validate(many, Given(item_id=VOTE, value=1, option_id="plane"), SAY)


@pytest.mark.parametrize(
    "params",
    [
        {"question": ""},
        {"options": [OPTION]},
        {"options": [OPTION, OPTION]},
        {"options": [{"id": f"o-{n}", "label": f"Option {n}"} for n in range(9)]},
        {"options": [OPTION, {"id": "bike", "label": "x" * 61}]},
        {"options": [OPTION, {"id": "A bike", "label": "By bike"}]},
        {"several": "maybe"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("poll", **params)


@pytest.mark.parametrize("options", [2, 8])
def test_two_to_eight_options_are_right(options: int) -> None:
    listed = [{"id": f"o-{n}", "label": "x" * 60} for n in range(options)]
    (field,) = KIND.sheet(house.context("poll", options=listed), SAY).fields
    assert len(field.options) == options  # type: ignore[attr-defined]


def test_it_takes_as_long_as_reading_it_and_one_answer() -> None:
    load = KIND.load(house.context("poll").params, house.curriculum())
    assert load == Load(
        read=("How did you come here today?", "By bus", "By bike", "On foot"), ratings=1
    )


# ---------------------------------------------------------------- what the room sees


def test_the_room_sees_how_many_chose_each() -> None:
    people = single("bus", "bus", "bus", "feet", "bus", None)
    summary = KIND.summarise(house.context("poll"), people, SAY)
    assert summary.n == 5
    assert [(one.id, one.count, one.n) for one in summary.figures] == [
        ("bus", 4, 5),
        ("bike", 0, 5),
        ("feet", 1, 5),
    ]
    assert [sentence(one, SAY) for one in summary.figures] == [
        "By bus: 4",
        "By bike: 0",
        "On foot: 1",
    ]


def test_of_several_each_choice_counts_and_what_was_taken_back_does_not() -> None:
    people = several("bus bike", "bus", "bus -bike", "feet", "bike", "-bus -feet", "")
    summary = KIND.summarise(house.context("poll", several=True), people, SAY)
    assert summary.n == 5
    assert [one.count for one in summary.figures] == [3, 2, 1]


@pytest.mark.parametrize("voters", range(5))
@pytest.mark.parametrize("sensitive", [True, False])
def test_of_fewer_than_five_votes_nothing_is_told(voters: int, sensitive: bool) -> None:
    people = single(*["bus"] * voters, *[None] * 20)
    context = house.context("poll", sensitive=sensitive)
    (figure,) = KIND.summarise(context, people, SAY).figures
    assert (figure.withheld, figure.n, figure.count, figure.share) == (True, 0, None, None)
    assert figure.label == "How did you come here today?"


def test_something_tender_is_said_in_words_and_never_in_counts() -> None:
    people = single(*["bus"] * 6, *["feet"] * 3)
    figures = KIND.summarise(house.context("poll", sensitive=True), people, SAY).figures
    assert [(one.share, one.count) for one in figures] == [
        ("about_half", None),
        ("some", None),
        ("about_half", None),
    ]
    assert sentence(figures[0], SAY) == "About half of us chose: By bus"


def test_all_and_none_are_never_said_of_something_tender() -> None:
    figures = KIND.summarise(
        house.context("poll", sensitive=True), single(*["bus"] * 9), SAY
    ).figures
    assert [one.share for one in figures] == ["most", "some", "some"]


def test_an_option_with_braces_is_shown_as_it_is() -> None:
    odd = [{"id": "a", "label": "Sets {x}"}, {"id": "b", "label": "{share}"}]
    context = house.context("poll", options=odd)
    first, second = KIND.summarise(context, single(*["a"] * 5), SAY).figures
    assert sentence(first, SAY) == "Sets {x}: 5"
    assert sentence(second, SAY) == "{share}: 0"


@given(some.lists(some.sampled_from(["bus", "bike", "feet", None]), max_size=30))
def test_counts_of_single_votes_add_up_to_the_voters(votes: list[str | None]) -> None:
    summary = KIND.summarise(house.context("poll"), single(*votes), SAY)
    voters = sum(vote is not None for vote in votes)
    assert summary.n == voters
    counts = [one.count for one in summary.figures if one.count is not None]
    assert sum(counts) == (voters if voters >= 5 else 0)


@pytest.mark.parametrize("reveal", [True, False])
def test_the_plan_says_whether_the_room_sees_it(reveal: bool) -> None:
    assert KIND.reveals(house.context("poll", reveal=reveal)) is reveal


# -------------------------------------------------------------------------- the rest


@pytest.mark.parametrize(("many", "sort"), [(False, "choice"), (True, "choices")])
def test_the_codebook_names_the_options(many: bool, sort: str) -> None:
    (row,) = KIND.frame(house.context("poll", several=many), SAY)
    assert (row["item_id"], row["type"]) == (VOTE, sort)
    assert row["range"] == "bus = By bus; bike = By bike; feet = On foot"


@given(seed=some.integers(0, 10**6), skips=some.floats(0, 1), many=some.booleans())
def test_every_simulated_vote_validates(seed: int, skips: float, many: bool) -> None:
    context = house.context("poll", several=many)
    persona = Persona(sureness=50, worry=0.5, skips=skips)
    answers = KIND.simulate(context, persona, Random(seed), SAY)
    assert many or len(answers) <= 1
    for answer in answers:
        assert KIND.validate(context, answer, SAY) == answer.value
