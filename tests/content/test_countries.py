"""Countries: how numbers and money are written, and the tax and grades that tasks take."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.numbers_read import readings
from efficacy.content.countries import DEFAULT_COUNTRY, Country
from efficacy.content.country_rules import check_country, check_tasks_there
from efficacy.content.findings import Collector
from efficacy.content.ladders import Ladder
from efficacy.content.library import Library, dumped, parsed
from efficacy.content.lint import complete, installed_kinds, lint
from efficacy.content.loader import Folder, read_folder
from efficacy.content.making import GRADES, OF_COUNTRY, filled, made
from efficacy.content.models import Curriculum
from efficacy.content.passages import passages
from efficacy.content.plan_rules import check_plan
from efficacy.content.writing import Writing, written_in
from efficacy.errors import NotFound
from tests.content import test_ladders
from tests.content.house import PROVENANCE, SHIPPED, lay
from tests.content.solvers import SOLVERS

HERE = read_folder(SHIPPED).curriculum()
COUNTRIES = HERE.countries
BILL = next(
    task for rung in HERE.ladders["everyday"].rungs for task in rung.tasks if task.id == "repair"
)
REPAIR = "everyday/paper/repair"

each = pytest.mark.parametrize("country_id", COUNTRIES)


def data(**changes: Any) -> dict[str, Any]:
    """Return a country that nothing is wrong with."""
    return {
        "kind": "country",
        "id": "sample",
        "language": "en",
        "title": "Sample",
        "provenance": PROVENANCE,
        "currency": "kr",
        "currency_stands": "after",
        "decimal_mark": ",",
        "thousands_mark": " ",
        "tax": {"name": "VAT", "rate": 25},
        "grades": {"best": "an A", "passing": "an E"},
        **changes,
    }


def country(**changes: Any) -> Country:
    return Country.model_validate_json(json.dumps(data(**changes)))


def wrong(**changes: Any) -> list[str]:
    found = Collector("a.yaml")
    check_country(country(**changes), found)
    return [problem.where for problem in found.findings().errors]


# ------------------------------------------------------------------------ one file


def test_a_plain_country_has_nothing_wrong() -> None:
    assert wrong() == []
    assert passages(country()) == ()


@pytest.mark.parametrize("mark", [".", ","])
def test_the_two_marks_can_be_told_apart(mark: str) -> None:
    assert wrong(decimal_mark=mark, thousands_mark=mark) == ["sample → thousands_mark"]
    assert wrong(decimal_mark=mark, thousands_mark=" ") == []
    assert wrong(decimal_mark=mark, thousands_mark="’") == []


@pytest.mark.parametrize(
    ("currency", "is_found"),
    [("€", False), ("CHF", False), ("R$", False), ("euro", False), ("euros", True), ("$1", True)],
)
def test_a_currency_is_a_sign_or_a_few_letters(currency: str, is_found: bool) -> None:
    assert wrong(currency=currency) == (["sample → currency"] if is_found else [])


@pytest.mark.parametrize(
    "changes",
    [
        {"decimal_mark": ";"},
        {"thousands_mark": ""},
        {"currency_stands": "above"},
        {"groups": "tens"},
        {"tax": {"name": "VAT", "rate": 0.9}},
        {"tax": {"name": "VAT", "rate": 40.1}},
        {"tax": {"rate": 20}},
        {"grades": {"best": "an A"}},
    ],
)
def test_what_does_not_have_the_shape_is_no_country(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        country(**changes)


@pytest.mark.parametrize("rate", [1, 7.5, 40])
def test_the_ends_of_a_tax_are_allowed(rate: float) -> None:
    assert country(tax={"name": "VAT", "rate": rate}).tax.rate == rate


# ------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("country_id", "number", "price"),
    [
        ("us", "1,234,567.5", "$12,000.50"),
        ("uk", "1,234,567.5", "£12,000.50"),
        ("in", "12,34,567.5", "₹12,000.50"),
        ("de", "1.234.567,5", "12.000,50\u00a0€"),
    ],
)
def test_each_country_writes_as_people_write_there(
    country_id: str, number: str, price: str
) -> None:
    writing = written_in(COUNTRIES[country_id])
    assert writing.number(Fraction("1234567.5")) == number
    assert writing.money(Fraction("12000.5")) == price
    assert writing.money(-Fraction("12000.5")) == f"−{price}"


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        (1200, "1200"),
        (12_000, "12,000"),
        (120_000, "1,20,000"),
        (1_200_000, "12,00,000"),
        (120_000_000, "12,00,00,000"),
    ],
)
def test_lakhs_have_groups_of_two_before_the_last_three(whole: int, shown: str) -> None:
    assert Writing(lakhs=True).number(Fraction(whole)) == shown


def test_letters_stand_a_space_before_the_number_and_a_sign_at_it() -> None:
    assert Writing(currency="CHF").money(Fraction(12)) == "CHF\u00a012"
    assert Writing(currency="R$").money(Fraction(12)) == "R$12"


def test_where_no_country_is_known_it_is_the_default() -> None:
    assert written_in(None) == Writing()
    plain = written_in(COUNTRIES[DEFAULT_COUNTRY])
    assert plain == Writing(thousands=",")


@each
@given(number=st.fractions(min_value=-3_000_000, max_value=3_000_000, max_denominator=400))
def test_what_a_country_writes_is_read_again(country_id: str, number: Fraction) -> None:
    writing = written_in(COUNTRIES[country_id])
    assert number in readings(writing.number(number))
    assert number in readings(writing.money(number))


# --------------------------------------------------------------------------- tasks


def test_a_task_may_name_the_tax_and_the_grades() -> None:
    text = "{tax_rate}% {tax_name}, from {grade_pass} to {grade_best}, in {currency}"
    writing = written_in(country())
    numbers = {"tax_rate": writing.tax_rate}
    assert filled(text, numbers, {}, writing) == "25% VAT, from an E to an A, in kr"
    assert set(GRADES) < set(OF_COUNTRY)


def test_formulas_may_use_the_rate() -> None:
    task = test_ladders.ladder().rungs[0].tasks[0].model_copy(update={"answer": "tax_rate * 2"})
    assert made(task, Random(1)).answer == 16
    assert made(task, Random(1), writing=written_in(country())).answer == 50


@pytest.mark.parametrize("form", ["a", "b"])
def test_the_country_moves_no_task_into_another_form(form: str) -> None:
    drawn = [
        made(BILL, Random(3), form="a" if form == "a" else "b", writing=written_in(one)).record
        for one in COUNTRIES.values()
    ]
    assert len(set(drawn)) == 1


@pytest.mark.parametrize("taken", OF_COUNTRY)
def test_a_name_of_the_country_is_not_given_away(taken: str) -> None:
    one = test_ladders.task(draw={"n": {"from": 20, "to": 120}, "thing": ["pens"], taken: [2, 3]})
    said = test_ladders.wrong(
        test_ladders.ladder(test_ladders.math_rung(1), test_ladders.math_rung(2, tasks=[one]))
    )
    assert len(said) == 1
    assert f"rung-2 → twice → {taken} → expected another name" in said[0]


@each
def test_the_bill_comes_out_two_hundred_times_in_each_country(country_id: str) -> None:
    writing = written_in(COUNTRIES[country_id])
    for number in range(200):
        one = made(BILL, Random(f"{country_id} {number}"), writing=writing)
        numbers = [one.numbers[name] for name in ("hours", "wage", "parts", "tax_rate")]
        assert SOLVERS[REPAIR](*numbers) == one.answer
        assert f"{writing.number(writing.tax_rate)}% {writing.tax_name}" in one.ask
        assert one.answer in readings(one.answer_text)


def with_tax(**tax: Any) -> Ladder:
    """Return a ladder whose slip forgets a tax."""
    step = {"id": "both", "name": "Put it on", "text": "{both}", "value": "n + n * tax_rate / 100"}
    slip = {"id": "plus", "value": "n + tax_rate", "step": "both", "text": "Look at {tax_name}."}
    one = test_ladders.task(
        draw={"n": {"from": 101, "to": 300}, "thing": ["pens"]},
        ask="{n} and {tax_rate}% on it?",
        answer="n + n * tax_rate / 100",
        steps=[step],
        slips=[slip],
        **tax,
    )
    return test_ladders.ladder(test_ladders.math_rung(1), test_ladders.math_rung(2, tasks=[one]))


def there(one: Country, ladder: Ladder) -> list[str]:
    found = Collector("a.yaml")
    check_tasks_there(one, [ladder], found)
    return [problem.where for problem in found.findings().errors]


def test_a_tax_with_which_a_task_does_not_come_out_is_found() -> None:
    endless = country(tax={"name": "VAT", "rate": 7.7777})
    assert there(country(), with_tax()) == []
    where = "sample → tax → doubles → rungs → rung-2 → twice → tolerance"
    assert there(endless, with_tax()) == [where]
    assert there(endless, with_tax(tolerance=0.01)) == []


def test_tasks_without_a_tax_and_steps_in_real_life_are_left_alone() -> None:
    endless = country(tax={"name": "VAT", "rate": 7.7777})
    assert there(endless, test_ladders.ladder()) == []
    assert there(endless, test_ladders.career()) == []


# --------------------------------------------------------------------------- plans


def test_a_plan_takes_its_country_along_and_no_other(library: Library) -> None:
    bundle = library.bundle("starter-45")
    assert bundle.plans["starter-45"].country == DEFAULT_COUNTRY
    assert list(bundle.countries) == [DEFAULT_COUNTRY]
    assert parsed(dumped(bundle)) == bundle


def test_what_was_pinned_before_there_were_countries_still_reads(library: Library) -> None:
    old = json.loads(dumped(library.bundle("starter-45")))
    del old["countries"]
    del old["plans"]["starter-45"]["country"]
    assert parsed(json.dumps(old)).countries == {}
    assert parsed(json.dumps(old)).plans["starter-45"].country == DEFAULT_COUNTRY


@pytest.mark.parametrize(
    ("wanted", "known", "is_found"),
    [("de", True, False), ("ux", True, True), ("de", False, True), ("us", False, False)],
)
def test_a_plan_names_a_country_that_there_is(
    english: Curriculum, wanted: str, known: bool, is_found: bool
) -> None:
    plan = english.plans["starter-45"].model_copy(update={"country": wanted})
    content = english if known else english.model_copy(update={"countries": {}})
    found = Collector("a.yaml")
    check_plan(plan, content, kinds=installed_kinds(), found=found)
    places = [problem.where for problem in found.findings().errors]
    assert ("starter-45 → country" in places) is is_found


def test_another_country_goes_along_where_the_plan_names_it(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "curriculum")
    plan = folder / "plans" / "starter-45.yaml"
    plan.write_text(plan.read_text("utf-8") + "country: de\n", "utf-8")
    assert list(Library(folder).bundle("starter-45").countries) == ["de"]


def test_a_country_waits_for_a_plan_without_a_word(tmp_path: Path, shipped: Folder) -> None:
    lay(tmp_path, "a.yaml", data())
    mine = read_folder(tmp_path)
    findings = lint(Folder((*shipped.entries, *mine.entries), ()))
    assert not [one for one in (*findings.errors, *findings.warnings) if one.file == "a.yaml"]


def test_a_translation_has_words_of_its_own_and_the_same_rate(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", data())
    lay(tmp_path, "sv/a.yaml", data(language="sv", tax={"name": "moms", "rate": 25}))
    folder = read_folder(tmp_path)
    assert lint(folder).errors == ()
    assert complete(folder, "sv").countries["sample"].tax.name == "moms"
    lay(tmp_path, "sv/a.yaml", data(language="sv", tax={"name": "moms", "rate": 12}))
    (problem,) = lint(read_folder(tmp_path)).errors
    assert problem.where == "sample → tax → rate"


# ----------------------------------------------------------------------- what ships


def test_the_default_and_some_others_ship(english: Curriculum) -> None:
    assert {DEFAULT_COUNTRY, "uk", "de", "in"} <= set(english.countries)


@each
def test_nothing_is_wrong_with_a_country_that_ships(english: Curriculum, country_id: str) -> None:
    found = Collector("a.yaml")
    one = english.countries[country_id]
    check_country(one, found)
    check_tasks_there(one, english.ladders.values(), found)
    assert found.findings().errors == ()
    assert one.grades.best != one.grades.passing


def test_a_cohort_can_be_set_in_another_country_than_its_plan(library: Library) -> None:
    bundle = library.bundle("taster-90", country="uk")
    assert list(bundle.countries) == ["uk"]
    assert bundle.plans["taster-90"].country == "uk"
    assert list(library.bundle("taster-90").countries) == ["us"]


def test_a_country_that_there_is_not_is_named_with_those_that_exist(library: Library) -> None:
    with pytest.raises(NotFound, match=r"no country “atlantis”\. Choose one of: au, ca, de"):
        library.bundle("taster-90", country="atlantis")
