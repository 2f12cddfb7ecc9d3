"""Whose money and marks a ladder writes: its step's, its own, its plan's country's."""

from __future__ import annotations

from datetime import date

import pytest

from efficacy.activities.contract import Context, Given
from efficacy.activities.ladder_practice import practice
from efficacy.activities.ladder_record import writing_of
from efficacy.activities.personal import Earlier
from efficacy.content.base import Provenance
from efficacy.content.countries import Country, Grades, Tax
from efficacy.content.writing import Writing, written_in
from tests.activities import house, rungs

DENMARK = Country(
    kind="country",
    id="dk",
    language="en",
    title="Denmark",
    provenance=Provenance(
        author="A test", written=date(2026, 11, 1), derived_from="nothing", licence="CC0"
    ),
    currency="kr",
    currency_stands="after",
    decimal_mark=",",
    thousands_mark=".",
    tax=Tax(name="VAT", rate=25.0),
    grades=Grades(best="a 12", passing="a 2"),
)
THERE = written_in(DENMARK)


def at(country: str, *, known: bool = True, ladder: str | None = None, **params: object) -> Context:
    """Return a ladder in a plan of a country, whose ladder may have money of its own."""
    step = house.activity("it", "ladder", **params)
    session = house.plan().sessions[0].model_copy(update={"activities": (step,)})
    plan = house.plan(session).model_copy(update={"country": country})
    own = rungs.LADDER.model_copy(update={"currency": ladder})
    content = house.curriculum(the_plan=plan).model_copy(
        update={
            "countries": {"dk": DENMARK} if known else {},
            "ladders": rungs.LADDERS | {own.id: own},
        }
    )
    return house.context_for(content, step, "confidential")


def test_a_plan_writes_as_its_country_does() -> None:
    assert writing_of(at("dk")) == THERE
    assert THERE.mark == ","


@pytest.mark.parametrize(("country", "known"), [("us", True), ("dk", False)])
def test_a_country_that_is_not_there_is_the_default(country: str, known: bool) -> None:
    assert writing_of(at(country, known=known)) == Writing()


def test_a_step_that_no_plan_holds_has_the_default() -> None:
    assert writing_of(house.context("ladder")) == Writing()


def test_money_of_the_step_goes_before_that_of_the_ladder_and_the_country() -> None:
    assert writing_of(at("dk", ladder="€")).currency == "€"
    assert writing_of(at("dk", ladder="€", currency="£")).currency == "£"
    assert writing_of(at("dk", currency="£")).currency == "£"


def test_another_decimal_mark_takes_another_mark_of_thousands_along() -> None:
    assert writing_of(at("dk", decimal_mark=".")).thousands == ""
    assert writing_of(at("dk", decimal_mark=",")).thousands == "."
    assert writing_of(at("us", decimal_mark=",")).mark == ","


def test_practice_writes_as_the_sessions_did() -> None:
    content = at("dk").curriculum
    began = Earlier(
        activity_id="it", wave="", day="2026-03-03", given=(Given(item_id="start", value=1.0),)
    )
    found = practice(content, (began,), seed="7")
    assert found is not None
    assert found.made.writing == THERE
