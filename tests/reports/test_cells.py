"""Text stays text, and numbers stay numbers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from efficacy.language import speech
from efficacy.reports import styles
from efficacy.reports.cells import LONGEST, Pen, Styled, Value, day, legal, lines, moment

say = speech()


def written(*values: Value) -> list[Any]:
    """Return cells as they are read back from a file."""
    book = Workbook()
    Pen(book, say).row(book.active, [Styled(value, styles.TEXT) for value in values])
    file = io.BytesIO()
    book.save(file)
    return next(iter(load_workbook(file).active.iter_rows()))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+1",
        "-2 apples",
        "@SUM(A1)",
        "\tindented",
        "\rreturn",
        "\nline",
        "=",
        "=cmd|'/c calc'!A0",
    ],
)
def test_text_that_looks_like_a_formula_stays_text_with_a_quote_prefix(text: str) -> None:
    (cell,) = written(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\r", "\n")


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "1", "1e5", "2026-01-01", "n<5"])
def test_text_that_looks_like_something_else_stays_text_as_it_is(text: str) -> None:
    (cell,) = written(text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert not cell.quotePrefix


def test_numbers_stay_numbers_and_missing_stays_empty() -> None:
    whole, part, none = written(70, 66.6666666666666667, None)
    assert (whole.value, part.value, none.value) == (70, 66.6666666666666667, None)
    assert whole.data_type == part.data_type == "n"


def test_what_xml_cannot_hold_is_dropped() -> None:
    assert legal("a\x00b\x0bc\x1fd\ud800e\ufffff", say) == "abcdef"


def test_line_ends_become_one_kind() -> None:
    assert legal("a\r\nb\rc\nd", say) == "a\nb\nc\nd"


def test_ten_thousand_characters_are_kept() -> None:
    (cell,) = written("ä" * 10_000)
    assert cell.value == "ä" * 10_000


@pytest.mark.parametrize("letter", ["x", "ü", "😀"])
def test_longer_text_is_cut_with_a_note_within_the_limit_of_a_cell(letter: str) -> None:
    cut = legal(letter * 40_000, say)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.startswith(letter * 100)
    assert cut.endswith("[cut here: a cell holds 32767 characters]")


def test_the_longest_text_that_fits_is_left_alone() -> None:
    assert legal("x" * LONGEST, say) == "x" * LONGEST


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
@example(["=1", "  spaces  ", "a\nb", "<b>&amp;</b>", "]]>", "\u2028", "😀", "_x0041_"])
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    cells = written(*texts)
    assert [cell.value or "" for cell in cells] == [legal(text, say) for text in texts]
    assert all(cell.data_type == "s" for cell in cells if cell.value)


@given(st.text())
def test_legal_text_is_not_changed_again(text: str) -> None:
    assert legal(legal(text, say), say) == legal(text, say)


def test_times_are_utc() -> None:
    assert day(1_790_000_000_007) == "2026-09-21"
    assert moment(0).isoformat() == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("", 20, 1), ("short", 20, 1), ("x" * 20, 11, 2), ("a\nb", 20, 2)],
)
def test_words_take_as_many_lines_as_their_column_needs(
    text: str, width: float, expected: int
) -> None:
    assert lines(text, width) == expected
