"""Numbers as people type them: the form of a right answer never makes it a miss."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.numbers_read import readings
from efficacy.content.making import Writing


def numbers(*written: str) -> tuple[Fraction, ...]:
    """Return numbers as a test writes them: ``6/5``, ``1200``."""
    return tuple(Fraction(one) for one in written)


# ------------------------------------------------------------ each form


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", "12"),
        ("0", "0"),
        ("007", "7"),
        ("12.5", "25/2"),
        ("12,5", "25/2"),
        (".5", "1/2"),
        (",5", "1/2"),
        ("12.", "12"),
        ("0,200", "1/5"),
        ("1.25", "5/4"),
        ("1,2345", "12345/10000"),
    ],
)
def test_a_dot_and_a_comma_may_both_begin_the_decimals(typed: str, read: str) -> None:
    assert readings(typed) == numbers(read)


@pytest.mark.parametrize("typed", ["1,200", "1.200", "$1,200", "1.200 €", "1,200 .", "1,200."])
def test_a_mark_before_three_digits_has_two_readings_and_both_count(typed: str) -> None:
    assert readings(typed) == numbers("1200", "6/5")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 200", "1200"),
        ("1\u00a0200", "1200"),
        ("1\u202f200", "1200"),
        ("1\u2009200", "1200"),
        ("1'200", "1200"),
        ("1’200", "1200"),
        ("1,200.50", "2401/2"),
        ("1.200,50", "2401/2"),
        ("1 200,50", "2401/2"),
        ("1'200.50", "2401/2"),
        ("12,345,678", "12345678"),
        ("1.234.567", "1234567"),
        ("1 234 567,8", "12345678/10"),
        ("1,20,000", "120000"),
        ("₹ 1,20,000.50", "240001/2"),
        ("12,34,56,789", "123456789"),
    ],
)
def test_thousands_may_stand_apart(typed: str, read: str) -> None:
    assert readings(typed) == numbers(read)


@pytest.mark.parametrize("typed", ["1,20,30", "1,2,3", "1.2.3", "1,234 567", "1 20", "1 2000"])
def test_groups_that_are_none_are_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3/4", "3/4"),
        ("3 / 4", "3/4"),
        ("6/8", "3/4"),
        ("½", "1/2"),
        ("7⁄8", "7/8"),
        ("3÷4", "3/4"),
        ("1 1/2", "3/2"),
        ("1 1 / 2", "3/2"),
        ("1½", "3/2"),
        ("1 ½", "3/2"),
        ("-1 1/2", "-3/2"),
        ("1,5/2", "3/4"),
        ("1/2 cup", "1/2"),
        ("1/3 of it", "1/3"),
    ],
)
def test_fractions_and_mixed_numbers_are_read(typed: str, read: str) -> None:
    assert readings(typed) == numbers(read)


@pytest.mark.parametrize("typed", ["1/0", "1 1/0", "1/2/3", "/2", "2/", "3 1/2 - 1"])
def test_what_is_no_fraction_is_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize("typed", ["25%", "25 %", "25 percent", "25 Percent", "25％", "% 25"])
def test_a_percent_is_the_number_and_its_hundredth(typed: str) -> None:
    assert readings(typed) == numbers("25", "1/4")


def test_without_the_sign_nothing_is_divided_by_a_hundred() -> None:
    assert readings("25") == readings("25 per person") == numbers("25")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("-5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("- 5", "-5"),
        ("-$5", "-5"),
        ("−$ 5", "-5"),
        ("$-5", "-5"),
        ("-½", "-1/2"),
        ("+5", "5"),
        ("+ 5", "5"),
        ("x = -5", "-5"),
    ],
)
def test_signs_are_read(typed: str, read: str) -> None:
    assert readings(typed) == numbers(read)


@pytest.mark.parametrize("typed", ["--5", "+-5", "5-", "3-4", "-", "+", "5+5"])
def test_signs_that_make_no_number_are_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "25 m²",
        "25m²",
        "25 m2",
        "25m2.",
        "25 M2",
        "25 cm^2",
        "25 m ²",
        "A = 25 km²",
        "25 ft3",
        "m³ 25",
    ],
)
def test_the_square_or_cube_of_a_unit_is_no_second_number(typed: str) -> None:
    assert readings(typed) == numbers("25")


@pytest.mark.parametrize("typed", ["5²", "25 ²", "x2 = 25", "x^2", "2³ m", "25 m22", "25 m2.5"])
def test_a_power_of_a_number_and_a_letter_with_a_number_are_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize("typed", ["50.-", "50.–", "50,-", "50,—", "50.--", "Fr. 50.-", "50.- Fr."])
def test_a_dash_in_place_of_cents_says_that_there_are_none(typed: str) -> None:
    assert readings(typed) == numbers("50")


@pytest.mark.parametrize("typed", ["50.-3", "50.- 3", "50-", "50-.", "50---", "50.- 20.-"])
def test_other_dashes_after_a_number_are_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize("typed", ["so I pay - 40", "The price – 40", "answer- 40 $"])
def test_a_dash_after_words_may_be_no_minus(typed: str) -> None:
    assert numbers("40")[0] in readings(typed)


@pytest.mark.parametrize("typed", ["answer: -40", "it is −40", "- 40 dollars", "$ - 40"])
def test_a_minus_is_one_elsewhere(typed: str) -> None:
    assert readings(typed) == numbers("-40")


@pytest.mark.parametrize(
    "typed",
    [
        "40 people",
        "40people",
        "40 people.",
        "$40",
        "$ 40",
        "40 $",
        "40€",
        "EUR 40",
        "Rs. 40",
        "about 40",
        "x = 40",
        "= 40",
        "(40)",
        "40!",
        "40...",
        "40'",
        "40 g.",
        "  40  ",
        "\t40\n",
        "40 km/h",
        "It is 40, I think",
        "４０",
        "٤٠",
    ],
)
def test_what_stands_around_a_number_says_nothing_about_it(typed: str) -> None:
    assert readings(typed) == numbers("40")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "forty",
        "no idea",
        "?",
        ".",
        ",",
        "/",
        "30 or 40",
        "30 to 40",
        "1e3",
        "4 * 10 = 40",
        "40\u200b000 or so or 12",
        "9" * 41,
        "a" * 41 + "5",
        "5" + " it is" * 20,
        "½½",
    ],
)
def test_words_and_several_numbers_are_not_read(typed: str) -> None:
    # An empty tuple is asked again and never counted: see the tests of the ladder's rules.
    assert readings(typed) == ()


def test_a_number_of_forty_digits_is_the_longest() -> None:
    assert readings("9" * 40) == (Fraction(10**40 - 1),)


# ------------------------------------------------------- whatever they type

WHOLE = st.integers(min_value=-9_999_999, max_value=9_999_999)
BEFORE = st.sampled_from(["", " ", "$", "$ ", "€", "about ", "= ", "x = "])
AFTER = st.sampled_from(
    ["", " ", " $", "€", " km", " people", "g", ".", " .", "!", " in all", " m²", "cm2", " ft^2"]
)


@given(whole=WHOLE, before=BEFORE, after=AFTER, mark=st.sampled_from(["", ",", ".", " ", "'"]))
def test_a_whole_number_is_read_in_any_form(whole: int, before: str, after: str, mark: str) -> None:
    assert Fraction(whole) in readings(before + f"{whole:,}".replace(",", mark) + after)


@given(
    whole=st.integers(min_value=0, max_value=9_999_999),
    decimals=st.text("0123456789", min_size=1, max_size=4),
    marks=st.sampled_from([("", "."), ("", ","), (",", "."), (".", ","), (" ", ","), ("'", ".")]),
    before=BEFORE,
    after=AFTER,
    sign=st.sampled_from(["", "-", "−", "+"]),
)
def test_a_decimal_is_read_in_any_form(
    whole: int, decimals: str, marks: tuple[str, str], before: str, after: str, sign: str
) -> None:
    typed = f"{whole:,}".replace(",", marks[0]) + marks[1] + decimals
    expected = Fraction(f"{whole}.{decimals}") * (-1 if sign in ("-", "−") else 1)
    assert expected in readings(before + sign + typed + after)


@given(
    whole=st.integers(min_value=0, max_value=999),
    top=st.integers(min_value=0, max_value=999),
    bottom=st.integers(min_value=1, max_value=999),
    slash=st.sampled_from(["/", " / ", "⁄", "∕"]),
    after=AFTER,
)
def test_a_fraction_is_read_in_any_form(
    whole: int, top: int, bottom: int, slash: str, after: str
) -> None:
    assert readings(f"{top}{slash}{bottom}{after}") == (Fraction(top, bottom),)
    assert readings(f"{whole} {top}{slash}{bottom}{after}") == (whole + Fraction(top, bottom),)


@given(
    number=st.fractions(min_value=-100_000, max_value=100_000, max_denominator=400),
    mark=st.sampled_from([".", ","]),
    currency=st.sampled_from(["$", "€", "kr", "CHF "]),
)
def test_what_the_ladder_writes_it_reads(number: Fraction, mark: str, currency: str) -> None:
    writing = Writing(currency=currency, mark="." if mark == "." else ",")
    assert number in readings(writing.number(number))
    assert number in readings(writing.money(number))


@given(st.text(max_size=120) | st.text("0123456789.,' /-+%½²$e", max_size=45))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    found = readings(typed)
    assert all(isinstance(number, Fraction) for number in found)
    assert len(set(found)) <= 4


@given(st.text("abcdefghijklmnopqrstuvwxyz äöüßçñ?!…", max_size=60))
def test_words_alone_are_never_a_number(typed: str) -> None:
    assert readings(typed) == ()
