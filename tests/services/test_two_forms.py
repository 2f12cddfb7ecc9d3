"""A plan with a core and a full form, from the choice of the form to what people are asked."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from efficacy.content.library import Library
from efficacy.services import access, facilitate, present
from efficacy.services.workshop import Workshop
from efficacy.simulate import simulate
from efficacy.store.queries import responses
from tests.cast import Clock, Room, facilitator
from tests.content.house import SHIPPED, lay
from tests.content.test_forms import PLAN, longer


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("two-forms")
    for part in ("instruments", "talks", "consent"):
        shutil.copytree(SHIPPED / part, folder / part)
    lay(folder, f"plans/{PLAN}.yaml", longer())
    return Library(folder)


@pytest.fixture
def roomy(workshop: Workshop, library: Library) -> Workshop:
    """Return a workshop whose one plan has two forms."""
    return replace(workshop, library=library)


def asked(workshop: Workshop, clock: Clock, form: str) -> set[str]:
    """Return the items that a participant of a new cohort of this form is asked first."""
    who = facilitator(workshop, f"Owner of {form}")
    cohort_id = facilitate.create_cohort(
        workshop,
        who,
        name=form,
        plan_id=PLAN,
        mode="confidential",
        contact="Rosa Lind",
        form=form,
    )
    (card,) = present.cohort_cards(workshop, who)
    room = Room(workshop, clock, who, cohort_id, card.code)
    heron = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    return set(room.ratings(heron))


def test_the_full_form_asks_all_of_the_core_and_more(roomy: Workshop, clock: Clock) -> None:
    core, full = asked(roomy, clock, "core"), asked(roomy, clock, "full")
    assert core < full
    assert "third-try" in full - core


def test_a_plan_card_says_how_long_a_survey_takes_in_each_form(roomy: Workshop) -> None:
    (card,) = present.plan_cards(roomy)
    assert card.survey_minutes is not None
    core, full = card.survey_minutes
    assert full == core + 3


@pytest.mark.parametrize(("form", "is_asked"), [("core", False), ("full", True)])
def test_a_simulated_cohort_answers_the_form_it_was_given(
    roomy: Workshop, form: str, is_asked: bool
) -> None:
    simulate(roomy, plan_id=PLAN, participants=3, seed=2, form=form)
    (card,) = present.cohort_cards(roomy, access.Operator())
    with roomy.store.read() as tx:
        given = {row.item_id for row in responses.of_cohort(tx, card.id)}
    assert ("third-try" in given) == is_asked
