"""Tasks with drawn numbers: the ladders that ship, solved a second time from their words alone."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.numbers_read import readings
from efficacy.content.expressions import as_fraction, is_true, value_of
from efficacy.content.ladders import Range, Step, Task
from efficacy.content.loader import read_folder
from efficacy.content.making import Form, Made, Writing, chosen, filled, half, made
from efficacy.errors import InvalidValue
from tests.content.house import SHIPPED
from tests.content.solvers import SOLVERS

DRAWS = 200
LADDERS = [one for one in read_folder(SHIPPED).curriculum().ladders.values() if one.sort == "math"]
RUNGS = {f"{one.id}/{rung.id}": rung for one in LADDERS for rung in one.rungs}
TASKS = {f"{name}/{task.id}": (rung, task) for name, rung in RUNGS.items() for task in rung.tasks}
PRINTED = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

by_rung = pytest.mark.parametrize("name", RUNGS)
by_task = pytest.mark.parametrize("name", TASKS)


def printed(text: str) -> list[Fraction]:
    """Return the numbers that a text prints, in their order."""
    return [Fraction(number.replace(",", "")) for number in PRINTED.findall(text)]


@cache
def draws(name: str, form: Form = "") -> tuple[Made, ...]:
    """Return 200 draws of one task, with fixed seeds."""
    task = TASKS[name][1]
    return tuple(made(task, Random(f"{name} {number}"), form=form) for number in range(DRAWS))


@cache
def draws_of_rung(name: str) -> tuple[Made, ...]:
    """Return 200 draws of one rung, its tasks taking turns."""
    rung = RUNGS[name]
    return tuple(
        made(chosen(rung, Random(name), number), Random(f"{name}-{number}"))
        for number in range(DRAWS)
    )


# ------------------------------------- a second way to each answer, from the words alone


def test_every_task_that_ships_has_a_second_solver() -> None:
    assert set(SOLVERS) == set(TASKS)


@by_task
def test_the_answer_is_right_two_hundred_times(name: str) -> None:
    solved = [SOLVERS[name](*printed(one.ask)) for one in draws(name)]
    assert solved == [one.answer for one in draws(name)]


@by_task
def test_each_form_is_right_as_well(name: str) -> None:
    for form in ("a", "b"):
        for one in draws(name, form)[:50]:
            assert SOLVERS[name](*printed(one.ask)) == one.answer


@by_task
def test_the_last_step_says_the_answer_and_each_step_what_it_comes_to(name: str) -> None:
    for one in draws(name):
        for step in one.task.steps:
            assert one.numbers[step.id] in printed(one.said(step).replace("$", ""))
        assert one.numbers[one.task.steps[-1].id] == one.answer


@by_task
def test_the_answer_as_it_is_shown_is_taken_as_right(name: str) -> None:
    for one in draws(name):
        assert any(one.is_right(number) for number in readings(one.answer_text))
        assert not one.is_right(one.answer + 1)
        assert not one.is_right(-one.answer)


# ------------------------------------------------------------------- what is drawn


@by_rung
def test_two_hundred_draws_give_at_least_thirty_answers(name: str) -> None:
    assert len({one.answer for one in draws_of_rung(name)}) >= 30


@by_rung
def test_all_tasks_of_a_rung_have_as_many_steps(name: str) -> None:
    assert len({len(one.task.steps) for one in draws_of_rung(name)}) == 1


@by_rung
def test_all_tasks_of_a_rung_are_drawn_equally_often(name: str) -> None:
    ids = [one.task.id for one in draws_of_rung(name)]
    assert {ids.count(task.id) for task in RUNGS[name].tasks} == {DRAWS // len(RUNGS[name].tasks)}


@by_task
def test_no_answer_is_nought_or_one_or_stands_in_the_task(name: str) -> None:
    for one in draws(name):
        assert one.answer > 0
        assert one.answer != 1
        assert one.answer not in printed(one.ask), one.ask
        assert one.answer not in printed(one.hint), one.hint


@by_task
def test_no_slip_comes_to_the_answer(name: str) -> None:
    for one in draws(name):
        for slip in one.task.slips:
            assert not one.is_right(value_of(slip.value, one.numbers)), (slip.id, one.ask)
        assert one.slip((one.answer,)) is None


@by_task
def test_each_slip_is_found_and_says_which_step(name: str) -> None:
    for one in draws(name)[:50]:
        for slip in one.task.slips:
            found = one.slip((value_of(slip.value, one.numbers),))
            assert found is not None
            assert "step to look at" in one.filled(found.text)
            assert found.step in {step.id for step in one.task.steps}


@by_task
def test_every_task_has_at_least_two_common_slips(name: str) -> None:
    assert len(TASKS[name][1].slips) >= 2


@by_task
def test_nothing_is_left_unfilled_and_numbers_come_out(name: str) -> None:
    for one in draws(name):
        shown = [one.ask, one.hint, *map(one.said, one.task.steps)]
        shown += [one.filled(slip.text) for slip in one.task.slips]
        assert not re.search(r"[{}/]", " ".join(shown)), shown


@by_task
def test_the_two_forms_share_no_set_of_numbers(name: str) -> None:
    form_a, form_b = ({tuple(printed(one.ask)) for one in draws(name, form)} for form in ("a", "b"))
    assert form_a
    assert form_b
    assert form_a.isdisjoint(form_b)


@by_task
def test_both_forms_hold_enough(name: str) -> None:
    for form in ("a", "b"):
        assert len({one.answer for one in draws(name, form)}) >= 12
        assert len({tuple(printed(one.ask)) for one in draws(name, form)}) >= 30


@by_task
def test_the_same_seed_makes_the_same_task(name: str) -> None:
    task = TASKS[name][1]
    for seed in range(50):
        one, two = made(task, Random(seed)), made(task, Random(seed))
        assert (one.ask, one.answer, one.record) == (two.ask, two.answer, two.record)
    assert len({made(task, Random(seed)).ask for seed in range(50)}) > 25


@by_rung
def test_the_tasks_of_a_rung_take_turns(name: str) -> None:
    rung = RUNGS[name]
    for seed in range(20):
        turns = [chosen(rung, Random(seed), number).id for number in range(len(rung.tasks) * 2)]
        assert set(turns[: len(rung.tasks)]) == {task.id for task in rung.tasks}
        assert turns[: len(rung.tasks)] == turns[len(rung.tasks) :]


@by_task
def test_the_record_tells_what_was_drawn(name: str) -> None:
    one = draws(name)[0]
    task_id, *pairs = one.record.split(" ", 1)
    assert task_id == one.task.id
    for drawn in one.task.draw:
        assert f"{drawn}=" in pairs[0]


# ----------------------------------------------------------------- small tasks of our own


def task(**changes: Any) -> Task:
    """Return a task that doubles a number."""
    fields = {
        "id": "double",
        "draw": {"n": {"from": 2, "to": 99}, "thing": ["pens", "cups"]},
        "ask": "Take {n} {thing} twice.",
        "answer": "n * 2",
        "unit": "pieces",
        "hint": "Put {n} on top.",
        "steps": [{"id": "twice", "name": "Double it", "text": "{twice}", "value": "n * 2"}],
        "slips": [{"id": "half", "value": "n / 2", "step": "twice", "text": "Half of {n}."}],
        **changes,
    }
    return Task.model_validate_json(json.dumps(fields))


def one_of(**changes: Any) -> Made:
    """Return a draw of such a task."""
    return made(task(**changes), Random(1))


def test_conditions_hold_for_every_draw() -> None:
    small = task(where=("n % 7 == 0", "n > 50"))
    assert {int(made(small, Random(seed)).numbers["n"]) for seed in range(80)} == {
        *range(56, 99, 7)
    }


def test_conditions_that_nothing_fits_are_refused() -> None:
    with pytest.raises(InvalidValue, match="No numbers fit the conditions of the task “double”"):
        one_of(where=("n > 100",))


def test_both_ends_of_a_range_are_drawn_and_nothing_beyond() -> None:
    narrow = task(draw={"n": {"from": 10, "to": 20, "step": 5}}, ask="{n}")
    assert {int(made(narrow, Random(seed)).numbers["n"]) for seed in range(60)} == {10, 15, 20}


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(InvalidValue, match="from a smaller to a larger"):
        one_of(draw={"n": {"from": 9, "to": 2}}, ask="{n}")
    assert one_of(draw={"n": {"from": 9, "to": 9}}, ask="{n}").answer == 18


def test_a_list_without_values_is_refused() -> None:
    with pytest.raises(InvalidValue, match="at least one value"):
        one_of(draw={"n": []}, ask="{n}")


def test_decimals_of_a_list_are_exact() -> None:
    one = one_of(draw={"n": [0.1]}, answer="n * 3", ask="{n}")
    assert one.answer == Fraction(3, 10)
    assert one.ask == "0.1"


def test_what_is_given_may_build_on_what_was_given_before() -> None:
    one = one_of(given={"m": "n + 1", "o": "m * 2"}, answer="o", ask="{o}")
    assert one.answer == 2 * (one.numbers["n"] + 1)


def test_a_step_may_use_the_step_before_it_and_none_behind_it() -> None:
    first = {"id": "one", "name": "One", "text": "{one}", "value": "n + 1"}
    second = {"id": "two", "name": "Two", "text": "{two}", "value": "one * 2"}
    one = one_of(steps=[first, second], answer="two")
    assert one.answer == 2 * (one.numbers["n"] + 1)
    with pytest.raises(InvalidValue, match="one \\* 2"):
        one_of(steps=[second, first])


@pytest.mark.parametrize(
    ("tolerance", "off", "is_right"),
    [
        (0, "0", True),
        (0, "1/100", False),
        (0.5, "1/2", True),
        (0.5, "-1/2", True),
        (0.5, "51/100", False),
    ],
)
def test_an_answer_may_lie_as_far_off_as_the_tolerance(
    tolerance: float, off: str, is_right: bool
) -> None:
    one = one_of(tolerance=tolerance)
    assert one.is_right(one.answer + Fraction(off)) is is_right


def test_a_slip_is_found_in_any_reading_and_within_the_tolerance() -> None:
    one = one_of(tolerance=0.5)
    slip = one.numbers["n"] / 2
    assert one.slip((Fraction(-7), slip + Fraction(1, 2))) == one.task.slips[0]
    assert one.slip((slip + 1,)) is None
    assert one.slip(()) is None


@pytest.mark.parametrize(
    ("unit", "shown", "beside"),
    [("money", "$24", "$"), ("%", "24%", "%"), ("km", "24 km", "km"), ("", "24", "")],
)
def test_the_answer_is_shown_with_its_unit(unit: str, shown: str, beside: str) -> None:
    one = one_of(draw={"n": [12]}, ask="{n}", unit=unit)
    assert one.answer_text == shown
    assert one.unit == beside


def test_the_record_has_every_drawn_number_and_word_in_one_line() -> None:
    one = one_of(draw={"n": [12], "thing": ["cups"]})
    assert one.record == "double n=12 thing=cups"


@given(st.dictionaries(st.sampled_from("abc"), st.fractions(), min_size=1))
def test_a_draw_belongs_to_one_form_whatever_its_order(numbers: dict[str, Fraction]) -> None:
    assert half(numbers) in ("a", "b")
    assert half(numbers) == half(dict(reversed(numbers.items())))


def test_about_half_of_all_draws_belong_to_each_form() -> None:
    forms = [half({"n": Fraction(number)}) for number in range(400)]
    assert 120 < forms.count("a") < 280


# ------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("value", "dot", "comma"),
    [
        ("0", "0", "0"),
        ("12", "12", "12"),
        ("1200", "1200", "1200"),
        ("12000", "12,000", "12 000"),
        ("1234567", "1,234,567", "1 234 567"),
        ("1/2", "0.5", "0,5"),
        ("-3", "−3", "−3"),
        ("-1/8", "−0.125", "−0,125"),
        ("12000.25", "12,000.25", "12 000,25"),
        ("0.0001", "0.0001", "0,0001"),
        ("1/3", "1/3", "1/3"),
        ("-2/3", "−2/3", "−2/3"),
        ("0.00001", "1/100000", "1/100000"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: str, dot: str, comma: str) -> None:
    assert Writing().number(Fraction(value)) == dot
    assert Writing(mark=",").number(Fraction(value)) == comma


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("12", "$12"),
        ("12.5", "$12.50"),
        ("12.25", "$12.25"),
        ("0.05", "$0.05"),
        ("12000.5", "$12,000.50"),
        ("-12.5", "−$12.50"),
        ("12.125", "$12.125"),
        ("-12", "−$12"),
    ],
)
def test_prices_have_two_decimals_where_they_are_not_whole(value: str, shown: str) -> None:
    assert Writing().money(Fraction(value)) == shown
    assert Writing(currency="€", mark=",").money(Fraction("12.5")) == "€12,50"


NUMBERS = {"n": Fraction(25, 2), "m": Fraction(3)}


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{n} and {m}", "12.5 and 3"),
        ("{n:money}", "$12.50"),
        ("{thing} in {currency}", "a cup in $"),
        ("nothing", "nothing"),
        ("{{n}}", "{n}"),
    ],
)
def test_places_are_filled(template: str, shown: str) -> None:
    assert filled(template, NUMBERS, {"thing": "a cup"}, Writing()) == shown


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{x}", "unknown place x"),
        ("{}", "unknown place"),
        ("{n:cash}", "unknown place n"),
        ("{n", "a brace that nothing closes"),
        ("n}", "a brace that nothing closes"),
    ],
)
def test_other_places_are_refused(template: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        filled(template, NUMBERS, {}, Writing())


def test_braces_in_a_drawn_word_are_not_filled_again() -> None:
    assert filled("{thing}", NUMBERS, {"thing": "{n}"}, Writing()) == "{n}"


def test_conditions_read_what_was_drawn_exactly() -> None:
    assert is_true("n * 10 == 1", {"n": as_fraction(0.1)})


def test_the_models_of_a_task_take_what_the_files_say() -> None:
    assert isinstance(task().draw["n"], Range)
    assert isinstance(task().steps[0], Step)
