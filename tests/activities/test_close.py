"""The close: what is said at the end, and one next step that stays private."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.close import Close
from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Text
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Close()


def test_the_lines_are_said_in_order() -> None:
    context = house.context("close", lines=["Thank you.", "Take your coat."])
    assert KIND.lines(context) == ("Thank you.", "Take your coat.")


def test_the_next_step_is_one_box_with_the_question_of_the_plan() -> None:
    sheet = KIND.sheet(house.context("close"), SAY)
    (box,) = sheet.fields
    assert isinstance(box, Text)
    assert (box.id, box.label, box.max_length) == ("next-step", "What is your next step?", 200)
    assert [action.id for action in sheet.actions] == ["done", "pass"]


def test_without_a_question_there_is_nothing_to_give() -> None:
    context = house.context("close", next_step_label=None)
    sheet = KIND.sheet(context, SAY)
    assert (sheet.fields, sheet.actions) == ((), ())
    assert KIND.frame(context, SAY) == ()
    assert KIND.simulate(context, Persona(sureness=50, worry=0.5), Random(1), SAY) == ()


def test_whom_to_turn_to_is_said_unless_the_plan_says_otherwise() -> None:
    assert house.context("close").params.contact_line  # type: ignore[attr-defined]
    assert not house.context("close", contact_line=False).params.contact_line  # type: ignore[attr-defined]


def test_the_room_learns_no_word_of_anybodys_next_step() -> None:
    people = house.answers({"next-step": "Ask at the desk."}, {"next-step": None})
    summary = KIND.summarise(house.context("close"), people, SAY)
    assert (summary.n, summary.figures) == (1, ())
    assert "desk" not in repr(summary)
    assert not KIND.reveals(house.context("close"))


def test_the_codebook_describes_the_next_step() -> None:
    (row,) = KIND.frame(house.context("close"), SAY)
    assert (row["item_id"], row["text"]) == ("next-step", "What is your next step?")


@pytest.mark.parametrize(
    "params",
    [
        {"lines": []},
        {"lines": [""]},
        {"lines": "Thank you."},
        {"next_step_label": ""},
        {"next_step": "What now?"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("close", **params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1))
def test_every_simulated_next_step_validates(seed: int, skips: float) -> None:
    context = house.context("close")
    persona = Persona(sureness=50, worry=0.5, skips=skips)
    for answer in KIND.simulate(context, persona, Random(seed), SAY):
        assert KIND.validate(context, answer, SAY) == answer.value


def test_what_is_typed_is_stored_as_it_is() -> None:
    typed = Given(item_id="next-step", value="  =SUM(A1) 你好 ")
    assert KIND.validate(house.context("close"), typed, SAY) == "  =SUM(A1) 你好 "
