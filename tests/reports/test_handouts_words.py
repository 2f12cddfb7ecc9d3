"""Whatever somebody typed is printed as typed, and nothing of it is ever run."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.reports.handouts.coverage import SIGN, has_glyph, printable
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.said import LONG_RUN, Said, breakable
from efficacy.reports.handouts.templates import Sheet, Templates, render
from tests.reports import font_coverage
from tests.reports.sheets_to_print import HOSTILE, hostile_goal, printed, squashed, text_of

GOAL = HANDOUTS["goal-card"]
# Scripts whose letters a PDF holds one by one, so that a reader's order is ours.
PLAIN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.sampled_from("#$@<>\"'\\`*_=/~[]{}()%;&^-+.:|"),
        st.sampled_from("ΑβγЖщЯếượ你好世界½¾⅔→≤√😀"),
    ).filter(lambda one: has_glyph(one) and one != "\u00ad"),
    min_size=1,
    max_size=60,
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return a folder in which the goal card prints the goal and nothing else."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "goal-card.typ.j2").write_text("{{ goal }}", encoding="utf-8")
    return folder


@settings(max_examples=50, deadline=None)
@given(text=PLAIN)
def test_what_is_typed_is_what_is_printed(bare, text):
    result = printed([Sheet(GOAL, hostile_goal(text))], own=bare)
    body = text_of(result.pdf).split("Can Do ·")[0]
    assert squashed(body) == squashed(printable(text)[0])
    assert result.missing == frozenset()


@settings(max_examples=50, deadline=None)
@given(text=ANYTHING)
def test_no_text_whatever_stops_the_press(bare, text):
    result = printed([Sheet(GOAL, hostile_goal(text))], own=bare)
    assert result.problems == ()
    assert result.pdf


@settings(max_examples=50, deadline=None)
@given(text=ANYTHING)
def test_a_source_holds_no_word_that_anybody_typed(text):
    marked = f"secret{text}"
    source = render([Sheet(GOAL, hostile_goal(marked))], Templates())
    assert "secret" not in "".join(part.typst for part in source.parts)


def test_code_stays_words_wherever_it_stands():
    result = printed([Sheet(GOAL, hostile_goal())])
    plain = squashed(HOSTILE.split("\n")[0])
    assert squashed(text_of(result.pdf)).count(plain) == 9
    assert result.missing == frozenset()


def test_a_template_cannot_put_words_where_they_would_be_run(tmp_path):
    (tmp_path / "goal-card.typ.j2").write_text('#let x = "{{ goal }}"\n#x', encoding="utf-8")
    result = printed([Sheet(GOAL, hostile_goal('"); #panic("ran") //'))], own=tmp_path)
    assert result.problems == ()
    assert "panic" not in text_of(result.pdf)


def test_a_missing_character_is_a_sign_and_is_named():
    result = printed([Sheet(GOAL, hostile_goal("before \U00012000 after"))])
    assert result.missing == {"\U00012000"}
    assert f"before {SIGN} after" in text_of(result.pdf)


def test_the_sign_itself_can_be_printed():
    assert has_glyph(SIGN)


def test_the_table_of_characters_is_what_the_fonts_have():
    assert font_coverage.TABLE.read_text(encoding="ascii") == font_coverage.table()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\x00\x07c", "a bc"),
        ("x\u202ey\u2066z\ufeff", "xyz"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_what_has_no_shape_of_its_own_is_left_out(typed, kept):
    assert printable(typed) == (kept, frozenset())


@given(text=ANYTHING)
def test_a_long_run_gains_places_to_break_and_loses_nothing(text):
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text.replace("\u200b", "")


def test_a_name_of_forty_letters_may_break():
    runs = breakable("W" * 40).split("\u200b")
    assert max(map(len, runs)) <= LONG_RUN


def test_a_cluster_is_never_broken():
    joined = "👩‍🚀" * 20
    parts = breakable(joined).split("\u200b")
    assert all(not unicodedata.combining(part[0]) and part[0] != "\u200d" for part in parts)
    assert breakable("مرحبا" * 10) == "مرحبا" * 10


@pytest.mark.parametrize("value", [None, True, 1.5, ("a",), {"a": 1}, object()])
def test_only_a_text_or_a_whole_number_is_printed(value):
    with pytest.raises(InvalidValue, match="only a text, a whole number or a picture"):
        Said().finalize(value)


def test_a_whole_number_is_printed_as_words():
    said = Said()
    assert said.finalize(7) == "#said.at(0);"
    assert said.words == ["7"]
