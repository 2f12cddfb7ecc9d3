"""Formulas in content: exact arithmetic, and nothing else that Python could do."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.expressions import (
    HIGHEST_POWER,
    LARGEST,
    LONGEST,
    as_fraction,
    is_true,
    value_of,
)
from efficacy.errors import InvalidValue

NAMES = {"n": Fraction(12), "part": Fraction(1, 3), "zero": Fraction(0)}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("3", "3"),
        ("n", "12"),
        ("n + 1 - 2", "11"),
        ("n * 2 / 5", "24/5"),
        ("(n + 1) * 2", "26"),
        ("n % 5", "2"),
        ("n ** 2", "144"),
        ("n ** -1", "1/12"),
        ("-n", "-12"),
        ("+n", "12"),
        ("part * 3", "1"),
        ("1 / 3", "1/3"),
        ("0.1 + 0.2", "3/10"),
        ("min(n, 5)", "5"),
        ("max(n, 5, 40)", "40"),
        ("abs(3 - n)", "9"),
        ("floor(n / 5)", "2"),
        ("ceil(n / 5)", "3"),
        ("floor(-1 / 2)", "-1"),
        (" n ", "12"),
        ("(n\n+ 1)", "13"),
        ("n;", "12"),
    ],
)
def test_arithmetic_is_worked_out_exactly(formula: str, value: str) -> None:
    found = value_of(formula, NAMES)
    assert found == Fraction(value)
    assert isinstance(found, Fraction)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("n == 12", True),
        ("n != 12", False),
        ("n < 13", True),
        ("n <= 11", False),
        ("n > 11", True),
        ("n >= 13", False),
        ("1 < n < 13", True),
        ("1 < n < 12", False),
        ("n > 1 and n < 5", False),
        ("n > 1 or n < 5", True),
        ("not n > 1", False),
        ("part * 3 == 1", True),
        ("0.1 + 0.2 == 0.3", True),
    ],
)
def test_conditions_hold_or_do_not(condition: str, holds: bool) -> None:
    assert is_true(condition, NAMES) is holds


@pytest.mark.parametrize("formula", ["n < 5", "n == 12", "not n", "n > 1 and n < 5"])
def test_a_condition_is_no_number(formula: str) -> None:
    with pytest.raises(InvalidValue, match="does not come to a number"):
        value_of(formula, NAMES)


@pytest.mark.parametrize("condition", ["n", "n + 1", "0", "1", "min(n, 2)"])
def test_a_number_is_no_condition(condition: str) -> None:
    with pytest.raises(InvalidValue, match="is no condition, such as a < b"):
        is_true(condition, NAMES)


@pytest.mark.parametrize("formula", ["n / 0", "n / zero", "n % 0", "1 / (n - 12)", "0 ** -1"])
def test_dividing_by_nought_is_a_sentence(formula: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        value_of(formula, NAMES)
    assert str(refusal.value) == f"“{formula}” divides by 0."


def test_dividing_by_nought_in_a_condition_is_the_same_sentence() -> None:
    with pytest.raises(InvalidValue, match="divides by 0"):
        is_true("n / zero > 1", NAMES)


@pytest.mark.parametrize(
    "formula",
    [
        # names
        "m",
        "true",
        "print",
        "__builtins__",
        "N",
        # calls
        "print(1)",
        "open('x')",
        "__import__('os')",
        "rand()",
        "randint(5)",
        "int(n)",
        "str(n)",
        "round(n)",
        "pow(n, 2)",
        "min",
        "min()",
        "min(*n)",
        "(lambda: 1)()",
        "n(2)",
        # attributes and places
        "n.real",
        "n.__class__",
        "n.numerator",
        "min.__globals__",
        "n[0]",
        "n[0:1]",
        # texts, lists, choices, assignments
        "'a'",
        "'a' * 9",
        "f'{n}'",
        "b'a'",
        "[1, 2]",
        "(1, 2)",
        "{1: 2}",
        "{1}",
        "[x for x in n]",
        "n if n else 1",
        "n in n",
        "n is n",
        "m := 3",
        "(m := 3)",
        "m = 3",
        "n; n",
        "n > 1; n > 2",
        "n\nn",
        "import os",
        # constants that are no numbers
        "None",
        "True",
        "...",
        "2j",
        # other operators
        "n // 2",
        "n << 2",
        "n >> 2",
        "n & 1",
        "n | 1",
        "n ^ 2",
        "~n",
        "n @ n",
        # no formula at all
        "",
        "   ",
        "n +",
        "(n",
        "n n",
        "2n",
        "n − 1",
        "\x00",
        "(" * 190,
        "#",
    ],
)
def test_everything_else_is_refused_with_a_sentence(formula: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        value_of(formula, NAMES)
    assert str(refusal.value).endswith(".")
    with pytest.raises(InvalidValue):
        is_true(formula, NAMES)


def test_the_sentence_names_what_may_stand_there() -> None:
    with pytest.raises(InvalidValue, match="the names n, part, zero") as refusal:
        value_of("m + 1", NAMES)
    assert "“m + 1” cannot be worked out" in str(refusal.value)
    with pytest.raises(InvalidValue, match="the names of its draw"):
        value_of("m + 1", {})


@pytest.mark.parametrize("exponent", [HIGHEST_POWER, -HIGHEST_POWER, 0])
def test_powers_up_to_six_are_worked_out(exponent: int) -> None:
    assert value_of(f"2 ** {exponent}", {}) == Fraction(2) ** exponent


@pytest.mark.parametrize("power", ["2 ** 7", "2 ** -7", "2 ** 0.5", "2 ** 10 ** 10", "9 ** n"])
def test_other_powers_are_refused(power: str) -> None:
    with pytest.raises(InvalidValue, match="A power goes up to 6 here"):
        value_of(power, NAMES)


def test_powers_of_powers_stay_within_bounds() -> None:
    with pytest.raises(InvalidValue, match="does not come to a number"):
        value_of("(((9 ** 6) ** 6) ** 6) ** 6", {})


def test_numbers_up_to_a_million_millions_are_taken() -> None:
    assert value_of(str(LARGEST), {}) == LARGEST
    assert value_of(f"0 - {LARGEST}", {}) == -LARGEST
    with pytest.raises(InvalidValue, match="too large for a formula"):
        value_of(str(LARGEST + 1), {})
    with pytest.raises(InvalidValue, match="does not come to a number"):
        value_of(f"{LARGEST} + 1", {})
    with pytest.raises(InvalidValue):
        value_of("1e999", {})


def test_a_formula_has_two_hundred_characters_at_most() -> None:
    assert value_of("1 + " * 49 + "1111", {}) == 49 + 1111
    assert len("1 + " * 49 + "1111") == LONGEST
    with pytest.raises(InvalidValue, match="too long for a formula"):
        value_of("1 + " * 49 + "11111", {})


@pytest.mark.parametrize(
    ("number", "exact"),
    [(0.1, "1/10"), (3, "3"), ("2.50", "5/2"), (-0.125, "-1/8"), (1e-7, "1e-7")],
)
def test_a_number_is_what_stands_in_the_file(number: float | str, exact: str) -> None:
    assert as_fraction(number) == Fraction(exact)


def test_the_names_of_one_formula_are_not_known_to_the_next() -> None:
    assert value_of("n + 1", {"n": Fraction(1)}) == 2
    assert value_of("n + 1", {"n": Fraction(2)}) == 3
    with pytest.raises(InvalidValue):
        value_of("n + 1", {"m": Fraction(2)})


def test_a_formula_changes_none_of_its_names() -> None:
    names = dict(NAMES)
    value_of("n + 1", names)
    assert names == NAMES


# --------------------------------------------------------------- whatever stands there

SMALL = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
}


@given(one=SMALL, two=SMALL, sign=st.sampled_from(sorted(SIGNS)))
def test_it_is_the_arithmetic_of_fractions(one: Fraction, two: Fraction, sign: str) -> None:
    names = {"a": one, "b": two}
    if two == 0 and sign in "/%":
        with pytest.raises(InvalidValue, match="divides by 0"):
            value_of(f"a {sign} b", names)
    else:
        assert value_of(f"a {sign} b", names) == SIGNS[sign](one, two)


@given(one=SMALL, two=SMALL)
def test_of_two_numbers_one_condition_holds(one: Fraction, two: Fraction) -> None:
    names = {"a": one, "b": two}
    holds = [is_true(f"a {sign} b", names) for sign in ("<", "==", ">")]
    assert sorted(holds) == [False, False, True]


@given(st.text(max_size=60) | st.text("n0123456789+-*/%().,<>=! [](){}'\"", max_size=60))
def test_any_text_is_a_number_or_is_refused(formula: str) -> None:
    try:
        found = value_of(formula, NAMES)
    except InvalidValue:
        return
    assert isinstance(found, Fraction)
    assert abs(found) <= LARGEST
