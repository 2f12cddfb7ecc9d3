"""The pictures of the results: what is drawn, what is said of it, and their files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from efficacy.language import speech
from efficacy.reports.numbers import interval, number, p_value, percent, signed
from efficacy.reports.pictures import Picture, as_csv, as_page, main_picture, pictures
from efficacy.reports.results import Results
from tests.reports.shown import PAIRS, empty, moments, results, scale, shift, turned

SAY = speech()
ALL = pictures(results(), SAY)


def rows(picture: Picture) -> list[dict[str, str]]:
    """Return the figures of a picture as a program reads them from its file."""
    return list(csv.DictReader(io.StringIO(as_csv(picture).removeprefix("\ufeff"))))


def traces(picture: Picture) -> list[Any]:
    """Return what is drawn."""
    return list(picture.paint().data)


def main(found: Results) -> Picture:
    """Return the picture of the main scale, which there must be."""
    picture = main_picture(found, SAY)
    assert picture is not None
    return picture


# -------------------------------------------------------------------- every picture


def test_there_is_a_picture_of_every_kind() -> None:
    assert set(ALL) == {
        *("change-math-tasks", "change-math-worry", "waves-math-tasks"),
        *("staircase-math-tasks", "staircase-career-tasks", "sources", "minutes"),
        *("cues-1", "ladder-fractions", "approach"),
    }


@pytest.mark.parametrize("picture", ALL.values(), ids=ALL)
def test_every_picture_has_words_figures_and_can_be_drawn(picture: Picture) -> None:
    assert picture.title
    assert picture.alt
    assert picture.note
    assert len(rows(picture)) == len(picture.rows) > 0
    assert all(len(row) == len(picture.columns) for row in picture.rows)
    assert traces(picture)
    assert re.fullmatch(r"[A-Za-z0-9-]+", picture.id)


@pytest.mark.parametrize("picture", [one for one in ALL.values() if one.id != "minutes"])
def test_every_picture_of_people_says_from_how_many(picture: Picture) -> None:
    assert "people" in picture.alt
    assert "n" in picture.columns


def test_nobody_s_results_have_no_picture() -> None:
    assert pictures(empty(), SAY) == {}
    assert main_picture(empty(), SAY) is None


def test_what_is_withheld_has_no_picture() -> None:
    assert "change-career-tasks" not in ALL
    gone = replace(results(), ladders=(), cues=(), sources=(), approach=None)
    assert {one.partition("-")[0] for one in pictures(gone, SAY)} == {
        *("change", "waves", "staircase"),
    }


# --------------------------------------------------------------- the estimation plot


def test_where_people_may_be_seen_each_pair_is_a_line() -> None:
    drawn = [trace for trace in traces(main(results())) if trace.opacity]
    ends = [value for trace in drawn for value in trace.y if value is not None]
    assert sorted(ends) == sorted(value for pair in PAIRS for value in pair)
    assert [trace.line.dash for trace in drawn] == ["solid", "dot", "dash"]


def test_in_group_only_cohorts_nothing_of_a_single_person_is_drawn_said_or_kept() -> None:
    picture = main(results(is_exact=False))
    assert not [trace for trace in traces(picture) if trace.opacity]
    assert "went up" not in picture.alt
    assert [row["what"] for row in rows(picture)] == ["mean"]
    assert "rounded" in picture.note


def test_the_change_stands_on_an_axis_whose_zero_is_the_mean_before() -> None:
    found = results()
    change = found.scales[0].shift.change
    figure = main(found).paint()
    left, right = figure.layout.yaxis.range, figure.layout.yaxis2.range
    assert right[0] == pytest.approx(left[0] - change.mean_pre)
    assert right[1] == pytest.approx(left[1] - change.mean_pre)
    drawn = figure.data[-1]
    assert drawn.yaxis == "y2"
    assert drawn.y[0] == change.change
    assert drawn.y[0] + drawn.error_y.array[0] == pytest.approx(change.ci_high)
    assert drawn.y[0] - drawn.error_y.arrayminus[0] == pytest.approx(change.ci_low)


def test_the_axis_is_the_whole_scale_and_not_what_happened_to_be_answered() -> None:
    low, high = main(results()).paint().layout.yaxis.range
    assert low < 0 < 100 < high


def test_a_change_without_an_interval_is_drawn_without_one() -> None:
    alike = shift(pairs=tuple((n * 10.0, n * 10.0 + 5) for n in range(6)))
    picture = main(results(scales=(scale(primary=True, shift=alike),)))
    assert traces(picture)[-1].error_y.array is None
    assert "interval –" in picture.alt


def test_the_alternative_says_all_that_the_picture_shows() -> None:
    alt = main(results()).alt
    for part in ("0 to 100", "44.2 before", "52.5 after", "change +8.3", "12 people"):
        assert part in alt
    assert "8 went up, 2 stayed the same and 2 went down" in alt


@settings(max_examples=30, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 10), some.integers(0, 10)), min_size=5, max_size=40))
def test_any_pairs_can_be_drawn_and_counted(pairs: list[tuple[int, int]]) -> None:
    tens = tuple((before * 10.0, after * 10.0) for before, after in pairs)
    picture = main(results(scales=(scale(primary=True, shift=shift(pairs=tens)),)))
    assert traces(picture)
    up, same, down = map(int, re.findall(r"(\d+) (?:went up|stayed|went down)", picture.alt))
    assert up + same + down == len(pairs)
    assert up == sum(after > before for before, after in pairs)


# ------------------------------------------------------------------- other pictures


def test_a_wave_is_joined_with_the_next_one_only() -> None:
    joined = [(row["from_wave"], row["to_wave"]) for row in rows(ALL["waves-math-tasks"])]
    assert joined == [("early", "pre"), ("pre", "post"), ("post", "follow-up")]


def test_a_step_of_the_staircase_that_is_withheld_is_a_gap() -> None:
    figures = rows(ALL["staircase-math-tasks"])
    assert [row["share_of_tasks"] for row in figures[:5]] == ["0.8", "0.6", "0.45", "", "0.1"]
    line, dots, *_ = traces(ALL["staircase-math-tasks"])
    assert dots.y[3] is None
    assert line.y[6:8] == (None, None)


def test_the_sources_are_five_rows_and_never_a_total() -> None:
    assert [row["source"] for row in rows(ALL["sources"])] == [
        *("mastery", "vicarious", "persuasion", "arousal", "imaginal"),
    ]


def test_a_ladder_held_once_is_no_picture_and_a_session_withheld_is_a_gap() -> None:
    found = results()
    once = replace(found.ladders[0], before=moments(40.0), after=moments(50.0), working_rung=())
    assert "ladder-fractions" not in pictures(replace(found, ladders=(once,)), SAY)
    before = traces(ALL["ladder-fractions"])[0]
    assert list(before.y) == [40.0, 45.0, None, 60.0]


def test_cues_on_different_scales_are_different_pictures() -> None:
    found = results()
    first, second = found.cues
    other = replace(second, low=0.0, high=100.0)
    assert {"cues-1", "cues-2"} <= set(pictures(replace(found, cues=(first, other)), SAY))


# ------------------------------------------------------------------------ the files


@given(some.sampled_from(("=", "+", "-", "@", "\t", "\r", "\n")), some.text(max_size=20))
def test_no_text_in_the_figures_is_run_as_a_formula(sign: str, words: str) -> None:
    hostile = replace(ALL["approach"], columns=("what",), rows=((sign + words,),))
    (_, (cell,)) = csv.reader(io.StringIO(as_csv(hostile).removeprefix("\ufeff"), newline=""))
    assert cell == f"'{sign}{words}"


def test_a_number_below_zero_stays_a_number_and_missing_is_empty() -> None:
    figures = rows(main(results(scales=(scale(primary=True, shift=shift(pairs=turned())),))))
    assert float(figures[0]["change"]) == pytest.approx(-8.333333)
    assert figures[1]["interval_low"] == ""


def test_the_page_to_keep_works_without_a_network_and_can_save_the_picture_as_svg() -> None:
    page = as_page(ALL["approach"], SAY, heading="Tuesday", notes=("Keep it.",))
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert '"format": "svg"' in page
    assert not re.search(r"<script[^>]+src=|<link", page)
    assert "Plotly.newPlot" in page
    for words in ("Tuesday", "Keep it.", ALL["approach"].title, ALL["approach"].note):
        assert words in page
    assert page.count("<tr>") == 1 + len(ALL["approach"].rows)


def test_content_cannot_write_markup_or_scripts_into_the_page_to_keep() -> None:
    odd = scale(primary=True, title="</script><script>alert(1)</script>")
    picture = main(results(scales=(odd,)))
    page = as_page(picture, SAY, heading="<img src=x>", notes=())
    assert "alert(1)</script>" not in page
    assert "<img src=x>" not in page


# --------------------------------------------------------------------- the numbers


@given(some.floats(-999, 999))
def test_a_signed_number_has_a_sign_and_no_negative_zero(value: float) -> None:
    shown = signed(value)
    assert "-" not in shown
    assert shown == "0.0" or shown[0] == ("+" if value > 0 else "−")
    assert number(value).lstrip("−") == shown.lstrip("+−")


def test_numbers_as_they_are_read() -> None:
    assert [number(None), signed(None), percent(None), p_value(None)] == ["–"] * 4
    assert interval(None, 3.0, SAY) == "–"
    assert interval(-1.25, 3.0, SAY, 2) == "−1.25 to +3.00"
    assert interval(0.61, 0.93, SAY, 2, is_change=False) == "0.61 to 0.93"
    assert [percent(0.455), p_value(0.0341), p_value(0.0002)] == ["46 %", ".034", "< .001"]
