"""The pulse: how the session was, as rounded averages and never as counts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.contract import Figure, Given, Persona
from efficacy.activities.pulse import Pulse
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Pulse()
ITEM = {"id": "safe", "label": "I felt safe to try."}


def test_it_asks_each_sentence_from_0_to_100_with_the_words_of_the_plan() -> None:
    safe, useful = KIND.sheet(house.context("pulse"), SAY).fields
    assert (safe.id, safe.label) == ("safe", "I felt safe to try.")
    assert (useful.id, useful.label) == ("useful", "I learned something I can use.")
    assert safe.anchors == {0: "not at all", 100: "fully"}  # type: ignore[attr-defined]


def test_it_is_no_measurement_so_everybody_may_answer() -> None:
    assert not KIND.measures
    actions = KIND.sheet(house.context("pulse"), SAY).actions
    assert [action.id for action in actions] == ["done", "pass"]


def test_only_points_of_the_scale_are_taken() -> None:
    context = house.context("pulse")
    assert KIND.validate(context, Given(item_id="safe", value=30), SAY) == 30.0
    with pytest.raises(InvalidValue):
        KIND.validate(context, Given(item_id="safe", value=33), SAY)
    with pytest.raises(InvalidValue, match="no question"):
        KIND.validate(context, Given(item_id="other", value=30), SAY)


@pytest.mark.parametrize(
    "params",
    [
        {"items": []},
        {"items": [ITEM] * 4},
        {"items": [ITEM, ITEM]},
        {"items": [{"id": "safe"}]},
        {"items": [{**ITEM, "label": ""}]},
        {"items": [{**ITEM, "hint": ""}]},
        {"anchors": {"0": "not at all"}},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("pulse", **params)


@pytest.mark.parametrize("left_out", ["items", "anchors"])
def test_there_are_no_sentences_but_the_plans(left_out: str) -> None:
    params = {key: value for key, value in house.PARAMS["pulse"].items() if key != left_out}
    planned = house.activity("it", "pulse").model_copy(update={"params": params})
    with pytest.raises(ValidationError, match="Field required"):
        KIND.params(planned)


def test_it_takes_as_long_as_its_ratings() -> None:
    params = house.context("pulse").params
    assert KIND.load(params, house.curriculum()) == Load(ratings=2)


# ------------------------------------------------------------- what the room sees


def test_the_room_sees_one_rounded_average_a_sentence() -> None:
    people = house.answers(*({"safe": value, "useful": 80} for value in (40, 50, 60, 70, 80, 90)))
    summary = KIND.summarise(house.context("pulse"), people, SAY)
    assert summary.n == 6
    assert [(one.id, one.value, one.n) for one in summary.figures] == [
        ("safe", 65.0, 6),
        ("useful", 80.0, 6),
    ]


def test_a_sentence_that_few_answered_is_withheld_by_itself() -> None:
    people = house.answers(
        *({"safe": 70, "useful": None} for _ in range(4)), *({"useful": 60} for _ in range(5))
    )
    safe, useful = KIND.summarise(house.context("pulse"), people, SAY).figures
    assert (safe.withheld, safe.n) == (True, 0)
    assert (useful.withheld, useful.value) == (False, 60.0)


def test_whoever_cleared_an_answer_is_not_counted() -> None:
    people = house.answers({"safe": None, "useful": None}, {"safe": 50})
    assert KIND.summarise(house.context("pulse"), people, SAY).n == 1


@given(some.lists(some.sampled_from(range(0, 101, 10)), max_size=20))
def test_safety_is_never_told_in_counts(values: list[int]) -> None:
    people = house.answers(*({"safe": float(value)} for value in values))
    safe, _ = KIND.summarise(house.context("pulse"), people, SAY).figures
    assert safe.count is None
    assert safe.withheld == (len(values) < 5)


@pytest.mark.parametrize("reveal", [True, False])
def test_the_plan_says_whether_the_room_sees_it(reveal: bool) -> None:
    assert KIND.reveals(house.context("pulse", reveal=reveal)) is reveal


# ----------------------------------------------------------- the facilitator's hint


def figure(value: float | None) -> Figure:
    return Figure(id="safe", label="Safe", n=6, value=value, withheld=value is None)


@pytest.mark.parametrize(
    ("value", "hints"),
    [(55, ("Go slower next time.",)), (60, ()), (95, ()), (None, ())],
)
def test_a_low_average_brings_the_plans_hint(value: float | None, hints: tuple[str, ...]) -> None:
    found = KIND.hints(house.context("pulse"), [figure(value)])
    assert found == hints
    assert not any(sign.isdigit() for hint in found for sign in hint)


def test_without_a_hint_in_the_plan_there_is_none() -> None:
    low = Figure(id="useful", label="Useful", n=6, value=20)
    assert KIND.hints(house.context("pulse"), [low]) == ()


# ------------------------------------------------------------------------ the rest


def test_the_codebook_describes_both() -> None:
    rows = KIND.frame(house.context("pulse"), SAY)
    assert [row["item_id"] for row in rows] == ["safe", "useful"]
    assert all(row["range"] == "0 to 100 in steps of 10" for row in rows)


@given(seed=some.integers(0, 10**6), skips=some.floats(0, 1), sure=some.floats(0, 100))
def test_every_simulated_answer_validates(seed: int, skips: float, sure: float) -> None:
    context = house.context("pulse")
    persona = Persona(sureness=sure, worry=0.5, skips=skips)
    for answer in KIND.simulate(context, persona, Random(seed), SAY):
        assert KIND.validate(context, answer, SAY) == answer.value
