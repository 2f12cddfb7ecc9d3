"""What stands in the workbook, read back as an evaluator reads it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from efficacy import __version__
from efficacy.errors import InvalidValue, NotAllowed
from efficacy.home import home
from efficacy.reports.cells import day
from efficacy.reports.findings import results_of
from efficacy.reports.results import Shift
from efficacy.reports.workbook import build
from tests.reports.everything import everything
from tests.reports.house import (
    CAREER,
    FIVE,
    HUNT,
    MATH,
    SIX,
    VERSION,
    WORRY,
    answer,
    exact,
    made,
    material,
    note,
    opened,
    parts,
    rated,
    rated_at,
    read,
    scale,
    survey,
    values,
)

FIGURES = {
    "Mean before": "mean_pre",
    "Mean after": "mean_post",
    "Change": "change",
    "95 % CI low": "ci_low",
    "95 % CI high": "ci_high",
    "SD before": "sd_pre",
    "SD after": "sd_post",
    "Standardized change (g_av)": "g_av",
}
# Six people on the short scale, not alike and not on one line.
WORRIED = {7001: (1, 2), 7002: (2, 2), 7003: (3, 5), 7004: (5, 3), 7005: (4, 3), 7006: (2, 1)}


def by_label(file: bytes) -> dict[str, Any]:
    """Return the first page as label and words; the last line of a label wins."""
    return {row[0].value: row[1].value for row in opened(file)["Read me"].iter_rows()}


def page(file: bytes) -> str:
    """Return all words of the first page."""
    rows = opened(file)["Read me"].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def codebook_row(file: bytes, variable: str) -> dict[str, Any]:
    """Return the one row of a variable in the codebook."""
    book = read(file, "Codebook")
    (row,) = book[book["Variable"] == variable].to_dict("records")
    return {str(key): None if value != value else value for key, value in row.items()}


# ---------------------------------------------------------------- which sheets


def test_the_cohort_kind_is_the_default_and_holds_no_sheet_by_person() -> None:
    found = material(rated(SIX))
    sheets = opened(build(found, results_of(found))).sheetnames
    assert sheets[:3] == ["Read me", "Summary", "Charts"]
    assert sheets[-1] == "Codebook"
    assert not {"Participants", "Responses"} & set(sheets)


def test_the_working_kind_has_the_same_and_the_two_by_person() -> None:
    found = material(rated(SIX))
    shared = opened(made(found)).sheetnames
    assert opened(made(found, "working")).sheetnames == [
        *shared[:-1],
        "Participants",
        "Responses",
        "Codebook",
    ]


def test_a_sheet_that_would_be_empty_is_left_out_and_the_first_page_says_so() -> None:
    file = made(material(), "working")
    assert {"Charts", "Looking back", "Activities", "Reference"}.isdisjoint(opened(file).sheetnames)
    assert {"Summary", "Participants", "Responses"} <= set(opened(file).sheetnames)
    assert "A sheet that would be empty is not in the file." in page(file)


def test_the_group_figures_are_the_same_in_both_kinds() -> None:
    found = material(rated(SIX) + rated(WORRIED, WORRY))
    pd.testing.assert_frame_equal(
        read(made(found), "Summary"), read(made(found, "working"), "Summary")
    )


def test_a_group_only_cohort_has_no_working_workbook() -> None:
    found = material(rated(SIX), mode="group-only")
    with pytest.raises(NotAllowed, match="group-only cohort"):
        made(found, "working")
    assert made(found)


def test_an_unknown_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValue, match="“cohort” and “working”, not “secret”"):
        made(material(), "secret")


# ---------------------------------------------------------------- the first page


def test_the_first_page_names_the_cohort_and_where_it_comes_from() -> None:
    found = by_label(made(material(rated(SIX), sessions_held=1)))
    assert found["Name"] == "Tuesday group"
    assert found["Code"] == "bakomi"
    assert found["Plan"] == "Small plan (version 3)"
    assert found["Sessions held"] == 1
    assert found["Mode"].startswith("Confidential")
    assert found["Made on"] == "2026-09-21 14:13 UTC"
    assert found["Can Do"] == __version__
    assert found["Content"] == VERSION
    assert found["Instrument"] == "Beliefs (version 2)"


def test_the_first_page_says_how_far_the_numbers_go() -> None:
    words = page(made(material(rated(SIX))))
    assert "A single session says little." in words
    assert "nothing can be said of its causes" in words
    assert "Educational, not validated." in words


def test_the_flow_goes_from_enrolled_to_paired() -> None:
    answers = rated({**SIX, 7007: (10, None), 7008: (None, 10)})
    found = by_label(made(material(answers, enrolled=11, consented=9)))
    flow = [
        found[label]
        for label in (
            "Enrolled",
            "→ Take the survey",
            "→ Answered: Before",
            "→ Answered: After",
            "→ Answered both times",
        )
    ]
    assert flow == [11, 9, 7, 7, 6]


def test_a_handful_of_people_is_counted_in_the_working_file_alone() -> None:
    # How many said yes would tell who said no.
    found = material(rated(dict(list(SIX.items())[:3])), enrolled=4)
    shared = by_label(made(found))
    assert (shared["Enrolled"], shared["→ Answered both times"]) == ("n<5", "n<5")
    assert by_label(made(found, "working"))["→ Answered both times"] == 3


def test_a_synthetic_cohort_is_marked_in_large_letters_and_on_every_page() -> None:
    file = made(material(rated(SIX), is_synthetic=True))
    book = opened(file)
    cell = next(
        row[0] for row in book["Read me"].iter_rows() if str(row[0].value).startswith("SYNTHETIC")
    )
    assert cell.font.sz >= 18
    assert cell.font.b
    assert all("SYNTHETIC" in sheet.oddHeader.center.text for sheet in book.worksheets)
    assert "SYNTHETIC" not in page(made(material(rated(SIX))))


def test_the_working_file_says_that_it_is_confidential() -> None:
    found = material(rated(SIX))
    file = made(found, "working")
    assert "CONFIDENTIAL" in page(file)
    assert "delete it by 2027-03-20" in page(file)
    assert all("CONFIDENTIAL" in sheet.oddHeader.center.text for sheet in opened(file).worksheets)
    assert "CONFIDENTIAL" not in page(made(found))


def test_the_first_page_lists_the_other_sheets() -> None:
    for kind in ("cohort", "working"):
        file = made(material(rated(SIX)), kind)
        assert set(opened(file).sheetnames[1:]) <= set(by_label(file))


# -------------------------------------------------------------------- summary


def test_the_summary_reads_back_as_the_results() -> None:
    found = material(rated(SIX) + rated(WORRIED, WORRY))
    sheet = read(made(found), "Summary").set_index("Scale id")
    for scale_result in results_of(found).scales[:2]:
        row, change = sheet.loc[scale_result.scale_id], scale_result.shift.change
        assert row["Scale"] == scale_result.title
        assert (row["From"], row["To"]) == ("Before", "After")
        assert int(row["Pairs (n)"]) == scale_result.shift.n == 6
        assert row["Items"] == scale_result.items
        for name, attribute in FIGURES.items():
            stored = getattr(change, attribute)
            assert math.isnan(row[name]) if stored is None else float(row[name]) == stored


def test_the_summary_says_in_words_what_a_scale_measures() -> None:
    sheet = read(made(material(rated(SIX) + rated(WORRIED, WORRY))), "Summary")
    rows = sheet.set_index("Scale id")
    assert rows.loc["math", "What it measures"].startswith("How sure people are")
    assert rows.loc["worry", "What it measures"] == "How strong a worry is"
    assert rows.loc["math", "Range"] == "0 to 100"
    assert rows.loc["worry", "Range"] == "1 to 5"
    assert rows.loc["math", "Direction"] == "A rise means that people feel more sure."
    assert rows.loc["worry", "Direction"] == "A rise means that people worry more."
    assert rows["Primary"].tolist().count("yes") == 1
    assert rows.loc["math", "Primary"] == "yes"


def test_every_row_of_the_summary_carries_its_caution() -> None:
    sheet = read(made(material(rated(SIX), sessions_held=1)), "Summary").set_index("Scale id")
    assert "A single session says little." in sheet.loc["math", "Note"]
    assert "comparison group" in sheet.loc["math", "Note"]
    later = read(made(material(rated(SIX), sessions_held=3)), "Summary").set_index("Scale id")
    assert "single session" not in later.loc["math", "Note"]
    assert "comparison group" in later.loc["math", "Note"]


def test_in_a_handful_of_people_no_sheet_tells_how_many_are_missing() -> None:
    people = {7001: (40, 60), 7002: (50, 50), 7003: (60, 90), 7004: (30, None)}
    file = made(material(rated(people), enrolled=4))
    sheet = read(file, "Summary")
    assert sheet[["Scored before", "Scored after"]].isna().all().all()
    words = " ".join(str(line) for line in by_label(file).values())
    assert "missing after" not in words
    assert "those who left" not in words


def test_a_scale_with_few_pairs_has_n_less_than_five_and_no_figure() -> None:
    sheet = read(made(material(rated(dict(list(SIX.items())[:4])))), "Summary")
    assert sheet["Pairs (n)"].tolist() == ["n<5"] * 3
    assert sheet[list(FIGURES)].isna().all().all()
    assert sheet["Note"].str.startswith("No figures:").all()


def test_the_reason_why_figures_are_withheld_is_not_told() -> None:
    found = material(rated(SIX))
    results = results_of(found)
    reasons = ("identical", "complementary", "too_few")
    scales = tuple(
        replace(one, shift=Shift(before="pre", after="post", n=6, change=None, withheld=reason))
        for one, reason in zip(results.scales, reasons, strict=True)
    )
    sheet = read(build(found, replace(results, scales=scales)), "Summary")
    assert sheet["Pairs (n)"].tolist() == ["n≥5", "n≥5", "n<5"]
    assert sheet["Note"].nunique() == 1


def test_the_convention_of_the_standardized_change_stands_on_its_header() -> None:
    sheet = opened(made(material(rated(SIX))))["Summary"]
    header = next(cell for cell in sheet[1] if cell.value == "Standardized change (g_av)")
    assert "root mean square of the two SDs" in header.comment.text
    assert "J(n − 1)" in header.comment.text


def test_means_show_one_decimal_on_long_ranges_and_two_on_short_ones() -> None:
    sheet = opened(made(material(rated(SIX) + rated(WORRIED, WORRY))))["Summary"]
    names = [cell.value for cell in sheet[1]]
    mean, change = names.index("Mean before"), names.index("Change")
    known = names.index("Scale id")
    formats = {row[known].value: row for row in sheet.iter_rows(min_row=2)}
    assert formats["math"][mean].number_format == "0.0"
    assert formats["worry"][mean].number_format == "0.00"
    assert formats["math"][change].number_format == "+0.0;-0.0;0.0"


# ---------------------------------------------------------------------- chart


def charts(file: bytes) -> list[str]:
    """Return the XML of every native chart."""
    return [text for name, text in parts(file).items() if re.match(r"xl/charts/chart", name)]


def test_the_charts_draw_means_and_changes_of_the_scales_from_0_to_100_only() -> None:
    means, changes = charts(made(material(rated(SIX) + rated(WORRIED, WORRY))))
    assert "'Charts'!$D$2" in means
    assert "$D$3" not in means
    assert "cannot say why" in means
    assert "n = 6 people" in changes


def test_the_intervals_are_drawn_as_error_bars_that_fit_on_the_axis() -> None:
    file = made(material(rated(SIX)))
    changes = charts(file)[1]
    bars = changes[changes.index("<c:errBars>" if "<c:errBars>" in changes else "<errBars>") :]
    assert bars.count("'Charts'!$G$2") == 2
    row = read(file, "Charts").iloc[0]
    reach = abs(row["Mean change"]) + row["To each side"]
    end = float(re.search(r'<(?:c:)?max val="([\d.]+)"', changes).group(1))
    assert reach <= end <= 10 * reach


def test_what_is_drawn_is_what_the_summary_says() -> None:
    file = made(material(rated(SIX) + rated(SIX, CAREER)))
    summary = read(file, "Summary").set_index("Scale")
    for _, row in read(file, "Charts").iterrows():
        assert row["Mean change"] == float(summary.loc[row["Drawn"], "Change"])


def test_all_waves_of_the_main_scale_are_drawn_where_there_are_more_than_two() -> None:
    waves = {"pre": "Before", "post": "After", "follow-up": "Later"}
    steps = [survey(id, wave=id) for id in waves]
    people = {person: (*both, both[0] + 10) for person, both in SIX.items()}
    found = material(rated_at(people, list(waves)), waves=waves, steps=steps)
    drawn = read(made(found), "Charts")
    rows = drawn[drawn["Chart"] == "Main scale, all waves"]["Drawn"].tolist()
    assert rows[0] == "Before → After"
    assert len(charts(made(found))) == 3


def test_a_chart_of_a_short_scale_has_an_axis_of_its_own() -> None:
    waves = {"pre": "Before", "post": "After", "follow-up": "Later"}
    people = {person: (*both, both[0]) for person, both in WORRIED.items()}
    found = material(
        rated(SIX) + rated_at(people, list(waves), WORRY),
        scales=(WORRY, MATH),
        waves=waves,
        steps=[survey(id, wave=id) for id in waves],
    )
    file = build(found, exact(found), kind="working")
    ends = [re.search(r'<(?:c:)?max val="([\d.]+)"', chart) for chart in charts(file)]
    assert [float(end.group(1)) for end in ends] == [100, 50, 1]


def test_without_figures_there_is_no_chart() -> None:
    assert charts(made(material())) == []
    assert charts(made(material(rated(WORRIED, WORRY)))) == []


# --------------------------------------------------------------- participants


def test_participants_are_the_people_who_take_the_survey_by_number() -> None:
    found = material(
        rated({7002: (40, 60), 7001: (50, 50)}),
        record_numbers=(7001, 7002, 7050),
        joined_steps={7001: None, 7002: 3, 7050: None},
    )
    sheet = read(made(found, "working"), "Participants")
    assert sheet["record number"].tolist() == [7001, 7002, 7050]
    assert sheet["joined late"].isna().all(), "one latecomer would be known by it"
    assert sheet.iloc[2, 1:].isna().all()


def test_who_joined_late_is_told_only_of_five_or_more_on_either_side() -> None:
    people = tuple(range(7001, 7011))
    steps = {person: 3 if person % 2 else None for person in people}
    sheet = read(
        made(material([], record_numbers=people, joined_steps=steps), "working"), "Participants"
    )
    assert sheet["joined late"].tolist() == [person % 2 for person in people]


def test_scores_and_flags_follow_the_rule_for_missing_items() -> None:
    before = {"math.1": 10, "math.2": 20, "math.3": 30, "math.4": 40}
    after = {"math.1": 20, "math.2": 30, "math.3": 40, "math.4": 50, "math.5": 100}
    answers = [answer(7001, item, value) for item, value in before.items()]
    answers += [answer(7001, item, value, wave="post") for item, value in after.items()]
    (row,) = read(made(material(answers), "working"), "Participants").to_dict("records")
    assert (row["math pre"], row["math pre prorated"]) == (25, 1)
    assert (row["math post"], row["math post prorated"]) == (48, 0)
    # math.5 was answered after only: the change rests on the other four.
    assert (row["math pre both"], row["math post both"]) == (25, 35)
    assert (row["math change"], row["math change prorated"]) == (10, 1)
    assert math.isnan(row["career pre"])
    assert math.isnan(row["career pre prorated"])


def test_too_few_items_make_no_score() -> None:
    answers = [answer(7001, f"math.{n}", 50) for n in (1, 2, 3)]
    (row,) = read(made(material(answers), "working"), "Participants").to_dict("records")
    assert math.isnan(row["math pre"])
    assert math.isnan(row["math change"])


def test_the_summary_can_be_computed_again_from_participants() -> None:
    found = material(rated(SIX) + rated(WORRIED, WORRY))
    file = build(found, exact(found), kind="working")
    people = read(file, "Participants")
    summary = read(file, "Summary").set_index("Scale id")
    for known in ("math", "worry"):
        assert people[f"{known} pre both"].mean() == pytest.approx(
            float(summary.loc[known, "Mean before"])
        )
        assert people[f"{known} change"].mean() == pytest.approx(
            float(summary.loc[known, "Change"])
        )
        assert people[f"{known} post both"].std() == pytest.approx(
            float(summary.loc[known, "SD after"])
        )


# ------------------------------------------------------------------ responses


def test_responses_read_back_as_they_were_stored() -> None:
    answers = [
        answer(7001, "math.1", 40, given_ms=1_790_000_000_123, shown_order=4, run_number=2),
        answer(7001, "math.2", None),
        answer(7002, "worry.1", 5, attempt=2, is_late=True, wave="post"),
    ]
    sheet = read(made(material(answers), "working"), "Responses")
    assert sheet.columns.tolist() == [
        "record number",
        "session",
        "activity",
        "run",
        "wave",
        "item",
        "attempt",
        "option",
        "number",
        "text",
        "given on (UTC)",
        "late",
        "shown order",
        "content version",
    ]
    rows = [
        [None if value != value else value for value in row] for row in sheet.to_numpy().tolist()
    ]
    assert rows == [
        [
            row.record_number,
            row.session_id,
            row.activity_id,
            row.run_number,
            row.wave or None,
            row.item_id,
            row.attempt,
            row.option_id or None,
            row.number,
            row.text,
            day(row.given_ms),
            row.is_late,
            row.shown_order,
            row.content_version,
        ]
        for row in answers
    ]


def test_answers_of_somebody_who_does_not_take_the_survey_have_no_row() -> None:
    found = material([*rated(SIX), note(9999, "mine")], record_numbers=tuple(SIX))
    sheet = read(made(found, "working"), "Responses")
    assert set(sheet["record number"]) == set(SIX)
    assert "mine" not in values(made(found, "working"))


# ------------------------------------------------------------------- codebook


def test_the_codebook_describes_an_item_completely() -> None:
    row = codebook_row(made(material(rated(SIX))), "worry.1")
    assert row["Kind"] == "item"
    assert row["Text"] == "do worry 1"
    assert row["Scale"] == "Title of worry"
    assert row["Stem"] == "How sure are you that you can ..."
    assert row["Keying"] == "reversed in scores: 6 − answer"
    assert row["Range"] == "1 to 5 in steps of 1"
    assert row["Anchors"] == "1 = not at all; 5 = very much"
    assert "needs 4 of 4" in row["Missing rule"]
    assert row["Asked in"] == "before (pre), after (post)"
    assert row["Instrument"] == "Beliefs 2"
    assert row["Author and source"] == "The test house; original items"
    assert (row["Licence"], row["Status"]) == ("CC0", "educational, not validated")


def test_every_item_that_is_measured_is_there_once() -> None:
    book = read(made(material(rated(SIX))), "Codebook")
    items = book[book["Kind"] == "item"]["Variable"].tolist()
    assert sorted(items) == sorted(
        [
            f"{name}.{n}"
            for name, k in (("math", 5), ("worry", 4), ("career", 5))
            for n in range(1, k + 1)
        ]
    )


def test_what_no_file_holds_is_not_described() -> None:
    steps = [survey("practice", wave=None), survey("before", wave="pre", scales=["math"]), HUNT]
    for kind in ("cohort", "working"):
        variables = read(made(material(rated(SIX), steps=steps), kind), "Codebook")["Variable"]
        assert {"math.1"} <= set(variables)
        assert not {"career.1", "note"} & set(variables)


@pytest.mark.parametrize("kind", ["cohort", "working"])
def test_the_codebook_has_a_row_for_every_column_of_every_sheet(kind: str) -> None:
    file = made(material(rated(SIX)), kind)
    book = read(file, "Codebook")
    described = set(book[book["Kind"] == "column"][["Sheet", "Variable"]].itertuples(index=False))
    sheets = [name for name in opened(file).sheetnames if name not in ("Read me", "Codebook")]
    for sheet in sheets:
        for column in read(file, sheet).columns:
            assert (sheet, column) in {tuple(pair) for pair in described}


def test_the_guide_for_evaluators_names_every_column_and_every_sheet() -> None:
    guide = (home() / "docs" / "evaluators.md").read_text(encoding="utf-8")
    found = everything(material(rated(SIX)))
    file = build(material(rated(SIX)), found, kind="working")
    for sheet in opened(file).sheetnames:
        assert f"**{sheet}**" in guide
        if sheet == "Read me":
            continue
        for column in read(file, sheet).columns:
            name = re.sub("^(math|worry|career) |^attended .*", "", str(column)) or "attended"
            name = re.sub(r"difficulty \d", "difficulty", re.sub("^(pre|post) ", "WAVE ", name))
            assert f"`{name}`" in guide, (sheet, name)


# ---------------------------------------------------------------------- words


# Each of these would claim more than one group without comparison can show.
NEVER = re.compile(
    r"\b(effects?|impacts?|improved by|improve[ds]?|caused|led to|significant(ly)?|proves?)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", ["cohort", "working"])
@pytest.mark.parametrize("people", [SIX, {}, dict(list(SIX.items())[:3])])
def test_no_word_claims_that_the_workshop_did_it(
    kind: str, people: dict[int, tuple[float, float]]
) -> None:
    found = material(rated(people) + rated(WORRIED, WORRY), is_synthetic=True)
    file = made(found, kind)
    words = [str(value) for value in values(file)] + charts(file)
    assert [word for word in words if NEVER.search(word)] == []


def test_a_scale_without_direction_is_not_given_one() -> None:
    one = scale("open", FIVE, concept="practice", direction="none")
    found = material(rated(WORRIED, one), scales=[one], steps=[survey("before", wave="pre")])
    row = read(made(found), "Summary").iloc[0]
    assert row["Direction"] == "A rise is a larger number and has no direction of its own."
    assert row["What it measures"] == "What people did, by their own account"
