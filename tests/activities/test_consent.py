"""Consent: what was promised, in the mode that holds, and a choice that can be changed."""

from __future__ import annotations

from random import Random

import pytest

from efficacy.activities.consent import Consent
from efficacy.activities.contract import Given, Persona
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Consent()


@pytest.mark.parametrize(
    ("mode", "promised"),
    [("group-only", "Only groups are seen."), ("confidential", "An export by number.")],
)
def test_only_the_sentences_that_are_true_in_the_mode_are_said(mode: str, promised: str) -> None:
    sentences = KIND.sentences(house.context("consent", mode=mode))
    assert sentences == ("You may pass.", promised)


def test_the_choice_about_the_survey_can_be_changed_in_the_words_of_the_content() -> None:
    sheet = KIND.sheet(house.context("consent"), SAY)
    assert [(action.id, action.label) for action in sheet.actions] == [
        ("survey-yes", "Yes, count me in"),
        ("survey-no", "No, leave me out"),
    ]


def test_neither_answer_is_made_to_look_like_the_right_one() -> None:
    sheet = KIND.sheet(house.context("consent"), SAY)
    assert len({action.style for action in sheet.actions}) == 1
    assert not any(action.confirm for action in sheet.actions)


def test_nothing_is_stored_as_an_answer() -> None:
    context = house.context("consent")
    assert not KIND.sheet(context, SAY).fields
    assert not KIND.measures
    assert not KIND.reveals(context)
    with pytest.raises(InvalidValue):
        KIND.validate(context, Given(item_id="survey-yes", value=1.0), SAY)


def test_nobody_is_counted() -> None:
    context = house.context("consent")
    progress = KIND.progress(context, (), SAY)
    assert (progress.total, progress.is_complete) == (0, False)
    summary = KIND.summarise(context, {"a": [Given(item_id="x", value=1.0)]}, SAY)
    assert (summary.n, summary.figures) == (0, ())


def test_simulated_people_give_nothing_here() -> None:
    persona = Persona(sureness=50, worry=0.5)
    assert KIND.simulate(house.context("consent"), persona, Random(1), SAY) == ()


def test_a_consent_page_that_does_not_exist_is_a_problem() -> None:
    context = house.context("consent", consent="wellcome")
    (problem,) = KIND.references(context.params, house.curriculum())
    assert problem.where == "params → consent"
    assert "“wellcome”" in problem.found
    assert "welcome" in problem.hint
    with pytest.raises(NotFound, match="wellcome"):
        KIND.page(context)


def test_the_usual_page_exists() -> None:
    assert not KIND.references(house.context("consent").params, house.curriculum())


def test_a_context_of_another_kind_gets_a_sentence() -> None:
    with pytest.raises(NotFound, match="another kind"):
        KIND.page(house.context("talk"))
