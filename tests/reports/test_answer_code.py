"""The answer code: what goes in comes out, and no slip of a hand gets through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.reports.take_home.code import (
    ALPHABET,
    HIGHEST_RUNG,
    MOST,
    OUTCOMES,
    TAGS,
    Done,
    code_of,
    number_of,
    read_code,
    read_number,
    tag_of,
)

tags = st.integers(0, TAGS - 1).map(tag_of)


@st.composite
def deeds(draw: st.DrawFn) -> Done:
    tries = draw(st.integers(0, MOST["tries"]))
    return Done(
        day=draw(st.integers(0, MOST["day"])),
        change=draw(st.integers(0, MOST["change"])),
        tries=tries,
        right=draw(st.integers(0, tries)),
        rung=draw(st.integers(0, HIGHEST_RUNG)),
        outcome=draw(st.sampled_from(OUTCOMES)),
        lines=draw(st.integers(0, MOST["lines"])),
    )


def refused(typed: str) -> bool:
    try:
        read_code(typed)
    except InvalidValue:
        return True
    return False


@given(tags, deeds())
def test_what_goes_into_a_code_comes_out_of_it(tag: str, done: Done) -> None:
    code = code_of(tag, done)
    assert len(code) == 19
    assert {len(group) for group in code.split("-")} == {4}
    assert read_code(code) == (tag, done)


@given(tags)
def test_the_number_of_a_sheet_is_read_back(tag: str) -> None:
    assert read_number(number_of(tag)) == tag


def test_no_two_tags_are_the_same() -> None:
    assert len({tag_of(number) for number in range(0, TAGS, 997)}) == len(range(0, TAGS, 997))
    assert (tag_of(0), tag_of(TAGS - 1)) == ("00000", "ZZZZZ")


@settings(max_examples=40)
@given(tags, deeds())
def test_any_one_wrong_sign_is_found(tag: str, done: Done) -> None:
    signs = code_of(tag, done).replace("-", "")
    for at, right in enumerate(signs):
        for wrong in ALPHABET:
            if wrong != right:
                assert refused(signs[:at] + wrong + signs[at + 1 :])


@settings(max_examples=40)
@given(tags, deeds())
def test_any_two_signs_that_changed_places_are_found(tag: str, done: Done) -> None:
    signs = code_of(tag, done).replace("-", "")
    for first in range(len(signs)):
        for second in range(first + 1, len(signs)):
            if signs[first] != signs[second]:
                swapped = list(signs)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                assert refused("".join(swapped))


@given(tags, deeds(), st.data())
def test_any_two_wrong_signs_are_found(tag: str, done: Done, data: st.DataObject) -> None:
    signs = list(code_of(tag, done).replace("-", ""))
    first, second = data.draw(st.lists(st.integers(0, 15), min_size=2, max_size=2, unique=True))
    for at in (first, second):
        signs[at] = data.draw(st.sampled_from([one for one in ALPHABET if one != signs[at]]))
    assert refused("".join(signs))


def test_any_one_wrong_sign_of_a_number_is_found() -> None:
    signs = number_of("K7Q2M").replace("-", "")
    for at, right in enumerate(signs):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(InvalidValue, match="letter by letter"):
                read_number(signs[:at] + wrong + signs[at + 1 :])


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code}\n",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("0", "O").replace("1", "l").replace("V", "u"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
    ],
)
def test_how_a_code_is_spelt_makes_no_difference(spell: object) -> None:
    done = Done(day=9, change=1, tries=31, right=11, rung=4, outcome="partly", lines=2)
    assert callable(spell)
    assert read_code(spell(code_of("01VK0", done))) == ("01VK0", done)


@pytest.mark.parametrize("typed", ["", "-", "K7Q2", "K7Q2-MM1", "ÄÄÄÄ" * 4, "0" * 17, "'; --" * 9])
def test_what_is_no_code_is_refused_with_one_sentence_that_says_what_to_do(typed: str) -> None:
    with pytest.raises(InvalidValue, match="Compare it letter by letter"):
        read_code(typed)


def test_a_code_that_no_file_can_show_is_refused() -> None:
    with pytest.raises(InvalidValue, match="more right ones than tries"):
        read_code(code_of("K7Q2M", Done(tries=1, right=2)))
    assert refused(code_of("K7Q2M", Done(rung=13)))


def test_a_count_that_is_too_large_stays_at_the_largest() -> None:
    _, done = read_code(code_of("K7Q2M", Done(day=9999, tries=5000, right=5000, lines=99)))
    assert (done.day, done.tries, done.right, done.lines) == (511, 1023, 1023, 15)


def test_a_later_change_makes_a_newer_code() -> None:
    first = Done(day=1, change=63, tries=5)
    assert first.age < Done(day=2, change=1).age
    assert first.age < Done(day=1, change=63, tries=6).age
