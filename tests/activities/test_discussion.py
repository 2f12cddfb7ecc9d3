"""Discussions: phases with a clock, and notes that nobody else reads."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.discussion import Discussion
from efficacy.activities.fields import Text
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Discussion()
PHASE = {"id": "talk", "title": "Talk", "seconds": 60, "prompt": "Talk."}


def test_each_phase_has_its_clock_and_its_task() -> None:
    context = house.context("discussion")
    assert [(phase.id, phase.seconds) for phase in KIND.phases(context)] == [
        ("alone", 60),
        ("pairs", 240),
    ]
    assert KIND.prompt(context, 0) == "Think of one thing."
    assert KIND.prompt(context, 1) == KIND.prompt(context, 9) == "Tell each other."


def test_people_talk_in_pairs_unless_the_plan_says_otherwise() -> None:
    assert house.context("discussion").params.pairs  # type: ignore[attr-defined]


def test_a_note_is_a_text_box_of_the_declared_length() -> None:
    (box,) = KIND.sheet(house.context("discussion"), SAY).fields
    assert isinstance(box, Text)
    assert (box.id, box.max_length, box.is_long) == ("success", 80, False)
    assert (
        KIND.validate(
            house.context("discussion"), Given(item_id="success", value="I fixed it."), SAY
        )
        == "I fixed it."
    )


def test_a_note_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(InvalidValue, match="up to 80 characters"):
        KIND.validate(house.context("discussion"), Given(item_id="success", value="x" * 81), SAY)


def test_a_box_for_many_words_is_drawn_with_several_lines() -> None:
    field = {"id": "story", "label": "What happened?", "max_length": 500, "help": "In your words."}
    (box,) = KIND.sheet(house.context("discussion", fields=[field]), SAY).fields
    assert isinstance(box, Text)
    assert (box.is_long, box.help) == (True, "In your words.")


def test_there_is_something_to_finish_only_where_there_is_something_to_note() -> None:
    with_box = KIND.sheet(house.context("discussion"), SAY)
    without = KIND.sheet(house.context("discussion", fields=[]), SAY)
    assert [action.id for action in with_box.actions] == ["done", "pass"]
    assert (without.fields, without.actions) == ((), ())


def test_the_room_learns_how_many_wrote_and_no_word_of_it() -> None:
    people = house.answers({"success": "I fixed it."}, {"success": None}, {"success": "Me too."})
    summary = KIND.summarise(house.context("discussion"), people, SAY)
    assert (summary.n, summary.figures) == (2, ())
    assert "fixed" not in repr(summary)
    assert not KIND.reveals(house.context("discussion"))


def test_the_codebook_describes_the_note() -> None:
    (row,) = KIND.frame(house.context("discussion"), SAY)
    assert (row["item_id"], row["type"]) == ("success", "text")
    assert row["range"] == "up to 80 characters"


@pytest.mark.parametrize(
    "params",
    [
        {"phases": []},
        {"phases": [{**PHASE, "seconds": 0}]},
        {"phases": [{**PHASE, "seconds": "soon"}]},
        {"phases": [{**PHASE, "minutes": 1}]},
        {"phases": [PHASE, PHASE]},
        {"fields": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]},
        {"fields": [{"id": "a", "label": "A", "max_length": 0}]},
        {"prompt": ""},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("discussion", **params)


def test_an_id_that_stands_there_twice_is_named() -> None:
    with pytest.raises(ValidationError, match="“talk” stands there more than once"):
        house.context("discussion", phases=[PHASE, PHASE])


@given(
    seed=st.integers(0, 2**32),
    skips=st.floats(0, 1),
    most=st.integers(1, 2000),
)
def test_every_simulated_note_validates(seed: int, skips: float, most: int) -> None:
    field = {"id": "note", "label": "Note", "max_length": most}
    context = house.context("discussion", fields=[field])
    persona = Persona(sureness=50, worry=0.5, skips=skips)
    for answer in KIND.simulate(context, persona, Random(seed), SAY):
        assert KIND.validate(context, answer, SAY) == answer.value


def test_some_people_write_and_some_leave_it_empty() -> None:
    persona = Persona(sureness=50, worry=0.5)
    rows = [
        KIND.simulate(house.context("discussion"), persona, Random(seed), SAY)
        for seed in range(100)
    ]
    assert 50 < sum(bool(row) for row in rows) < 100
