"""Talks: one phase a slide, and nothing to give."""

from __future__ import annotations

from random import Random

import pytest

from efficacy.activities.contract import Persona
from efficacy.activities.talk import Talk
from efficacy.errors import NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Talk()


def test_each_slide_is_a_phase_without_a_clock() -> None:
    phases = KIND.phases(house.context("talk"))
    assert [phase.id for phase in phases] == ["slide-1", "slide-2", "slide-3"]
    assert [phase.title for phase in phases] == ["Slide 1", "Slide 2", "Slide 3"]
    assert {phase.seconds for phase in phases} == {None}


@pytest.mark.parametrize(
    ("phase", "slide"), [(0, "slide-1"), (2, "slide-3"), (7, "slide-3"), (-1, "slide-1")]
)
def test_every_phase_has_a_slide(phase: int, slide: str) -> None:
    assert KIND.slide(house.context("talk"), phase).id == slide


def test_a_talk_without_slides_is_still_one_phase() -> None:
    content = house.curriculum().model_copy(
        update={"talks": {"four-sources": house.TALK.model_copy(update={"slides": ()})}}
    )
    (phase,) = KIND.phases(house.context("talk", content=content))
    assert phase.title == "Step it"


def test_nobody_gives_anything_and_nobody_is_counted() -> None:
    context = house.context("talk")
    sheet = KIND.sheet(context, SAY)
    assert (sheet.fields, sheet.actions) == ((), ())
    assert KIND.progress(context, (), SAY).total == 0
    assert KIND.summarise(context, {}, SAY).n == 0
    assert KIND.frame(context, SAY) == ()
    assert KIND.simulate(context, Persona(sureness=50, worry=0.5), Random(1), SAY) == ()
    assert not KIND.reveals(context)


def test_a_talk_that_does_not_exist_is_a_problem() -> None:
    context = house.context("talk", talk="five-sources")
    (problem,) = KIND.references(context.params, house.curriculum())
    assert problem.where == "params → talk"
    assert "four-sources" in problem.hint
    with pytest.raises(NotFound, match="five-sources"):
        KIND.phases(context)


def test_a_curriculum_without_talks_is_told_to_add_one() -> None:
    content = house.curriculum().model_copy(update={"talks": {}})
    (problem,) = KIND.references(house.context("talk").params, content)
    assert "add a talk" in problem.hint


def test_the_usual_talk_exists() -> None:
    assert not KIND.references(house.context("talk").params, house.curriculum())
