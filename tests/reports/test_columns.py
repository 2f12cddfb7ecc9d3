"""Scores that were collected elsewhere: two columns of a file, and the report on them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.language import speech
from efficacy.measurement import paired_change
from efficacy.reports.change_report import change_report
from efficacy.reports.columns import Pairs, read_pairs

FORBIDDEN = ("effect", "impact", "improved by", "caused", "led to", "significant")

# Thomason 1 in Cumming & Calin-Jageman, Introduction to the New Statistics, chapter 8; the
# figures are those of the R package esci (tests/testthat/_snaps/estimate_mdiff_paired.md).
PRE = (13, 12, 12, 9, 14, 17, 14, 9, 6, 7, 11, 15)
POST = (14, 13, 16, 12, 15, 18, 13, 10, 10, 8, 14, 16)


def read(text: str, encoding: str = "utf-8") -> Pairs:
    return read_pairs(text.encode(encoding), pre="pre", post="post")


def same(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return found == pytest.approx(wanted, nan_ok=True)


# ---------------------------------------------------------------- reading a file


@pytest.mark.parametrize(
    "text",
    [
        "pre,post\n1.5,2\n3,\n",
        "pre;post\n1,5;2\n3;\n",
        "pre\tpost\n1.5\t2\n3\tNA\n",
        'id,pre,post\na,"1,5",2\nb,3,.\n',
        "post;id;pre\n2;a;1,5\nn/a;b;3\n",
        " pre ; post \r\n 1.5 ; 2 \r\n 3 ; nan \r\n\r\n",
        '"pre","post"\n+1.5,2e0\n3.,""\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_however_it_was_saved(text: str, encoding: str) -> None:
    found = read(text, encoding)
    assert same(found.pre, (1.5, 3.0))
    assert same(found.post, (2.0, math.nan))


def test_names_with_letters_of_windows_are_found() -> None:
    content = "vör;später\n1;2\n".encode("cp1252")
    assert read_pairs(content, pre="vör", post="später") == Pairs(pre=(1.0,), post=(2.0,))


def test_every_line_that_holds_no_number_is_told_at_once() -> None:
    with pytest.raises(InvalidValue) as refusal:
        read("id;pre;post\na;seven;2\nb;1\nc;3;1.234,5\nd;inf;5\n")
    assert str(refusal.value).splitlines()[1:-1] == [
        "  line 2, column “pre”: expected a number or nothing, found “seven”",
        "  line 3: expected 3 cells as in the first line, found 2",
        "  line 4, column “post”: expected a number or nothing, found “1.234,5”",
        "  line 5, column “pre”: expected a number or nothing, found “inf”",
    ]


def test_where_decimals_have_a_comma_a_point_is_not_guessed_at() -> None:
    with pytest.raises(InvalidValue, match="line 3, column “pre”: expected a decimal comma"):
        read("pre;post\n1,5;2\n1.234;3\n")


def test_text_in_other_columns_is_nobodys_business() -> None:
    assert read("name;pre;post\n=HYPERLINK(1);1;2\n").pre == (1.0,)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("before,after\n1,2\n", "no column “pre” in the first line; it has “before”, “after”"),
        ("pre,post,pre\n1,2,3\n", "“pre” is there 2 times"),
        ("", "no column “pre”"),
        ('pre,post\n1,"2\n', "cannot be read from line"),
    ],
)
def test_a_file_without_the_columns_is_a_sentence(text: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        read(text)


def test_one_column_twice_is_no_change() -> None:
    with pytest.raises(InvalidValue, match="Name two columns"):
        read_pairs(b"pre\n1\n", pre="pre", post="pre")


def test_a_file_full_of_mistakes_tells_the_first_forty() -> None:
    with pytest.raises(InvalidValue, match=r"has 60 problem\(s\)[\s\S]*and 20 more"):
        read("pre,post\n" + "x,1\n" * 60)


@given(
    some.lists(
        some.tuples(some.floats(-1e6, 1e6), some.one_of(some.none(), some.floats(-1e6, 1e6))),
        min_size=1,
        max_size=20,
    ),
    some.sampled_from([(";", ","), (";", "."), ("\t", ","), (",", ".")]),
)
def test_what_another_program_wrote_is_what_is_read(
    rows: list[tuple[float, float | None]], way: tuple[str, str]
) -> None:
    separator, decimal = way

    def shown(value: float | None) -> str:
        return "" if value is None else repr(value).replace(".", decimal)

    lines = [f"pre{separator}post", *(separator.join(map(shown, row)) for row in rows)]
    # With a point in one number and a comma in none, nothing is ambiguous.
    found = read("\n".join(lines))
    assert same(found.pre, tuple(row[0] for row in rows))
    assert same(found.post, tuple(math.nan if row[1] is None else row[1] for row in rows))


# -------------------------------------------------------------------- the report


def report(
    pre: tuple[float, ...], post: tuple[float, ...], reliability: float | None = None
) -> str:
    found = Pairs(pre=pre, post=post)
    return change_report(found, pre="pre", post="post", reliability=reliability, say=speech())


def test_the_report_has_the_published_figures_of_thomason_1() -> None:
    said = report(PRE, POST)
    for figure in (
        "12 rows have a number in both columns.",
        "mean before, after  11.5833, 13.2500",
        "SD before, after    3.3155, 2.8959",
        "correlation r       0.8924",
        "change              +1.6667",
        "95 % interval       +0.7152 to +2.6181",
        "t(11) = 3.8555, two-sided p = 0.0027",
        "d_z                 1.1130, 95 % interval +0.3693 to +1.8268",
        "d_av                0.5354, 95 % interval +0.1806 to +0.8902",
        "g_av                0.4979",
        "up 11, the same 0, down 1",
        "W+ = 73.5, two-sided p = 0.0044, rank-biserial r = 0.8846",
    ):
        assert figure in said


def test_the_report_says_the_same_as_the_measurement() -> None:
    change = paired_change(PRE, POST)
    assert f"{change.ci_low:+.4f} to {change.ci_high:+.4f}" in report(PRE, POST)


def test_conventions_and_cautions_stand_beside_the_numbers() -> None:
    said = report(PRE, POST)
    for words in (
        "root mean square of both SDs; interval by Bonett (2008)",
        "J exact (Hedges 1981)",
        "exact; zeros dropped, mid-ranks for ties",
        "There is no comparison group.",
        "The group is small.",
    ):
        assert words in said


def test_rows_that_are_left_out_are_counted_and_warned_of() -> None:
    said = report((*PRE, 5, math.nan), (*POST, math.nan, 7))
    assert "2 rows are left out, because one of the two is missing." in said
    assert "Who is left out may differ from who is in." in said


def test_a_reliability_gives_points_on_the_scale_and_no_word_for_a_person() -> None:
    # Jacobson & Truax (1991): 1.96 · √2 · SD before · √(1 − r).
    points = 1.96 * math.sqrt(2) * 3.315483 * math.sqrt(1 - 0.8)
    said = " ".join(report(PRE, POST, 0.8).split())
    assert f"differ by up to {points:.4f} points" in said
    assert "points" not in report(PRE, POST)
    assert not re.search(r"\b(recovered|reliabl[ey] (improved|changed)|deteriorated)\b", said)


@pytest.mark.parametrize("reliability", [0, 1, 1.2, -0.1, math.nan])
def test_a_reliability_that_is_none_is_refused(reliability: float) -> None:
    with pytest.raises(InvalidValue):
        report(PRE, POST, reliability)


@pytest.mark.parametrize(
    ("pre", "post"), [((), ()), ((1.0,), (2.0,)), ((1.0, 2.0), (3.0, math.nan))]
)
def test_fewer_than_two_pairs_are_too_little(pre, post) -> None:
    with pytest.raises(InsufficientData, match="at least 2 rows"):
        report(pre, post)


def test_what_cannot_be_computed_is_a_dash_with_its_reason() -> None:
    said = report((1, 2, 3), (2, 3, 4), 0.8)
    assert "– " in said
    assert "All changes are the same" in said
    assert "nan" not in said.lower()


@given(
    some.lists(some.tuples(some.integers(0, 10), some.integers(0, 10)), min_size=2, max_size=30),
    some.sampled_from([None, 0.7]),
)
def test_no_report_says_why_or_holds_a_number_that_is_none(
    rows: list[tuple[int, int]], reliability: float | None
) -> None:
    pre, post = (tuple(map(float, column)) for column in zip(*rows, strict=True))
    said = report(pre, post, reliability).lower()
    assert not [word for word in FORBIDDEN if word in said]
    assert "nan" not in said
    assert "inf" not in said
