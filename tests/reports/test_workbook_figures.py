"""Every field of the results stands on its sheet, and what is withheld stands on none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from efficacy.reports.workbook import build
from tests.reports.everything import CHANGE, everything
from tests.reports.house import SIX, material, rated, read, values

FOUND = material(rated(SIX))


@pytest.fixture(scope="module")
def book() -> bytes:
    return build(FOUND, everything(FOUND), kind="working")


def row(book: bytes, sheet: str, **where: object) -> pd.Series:
    """Return the one row in which these columns hold these values."""
    table = read(book, sheet)
    for column, value in where.items():
        table = table[table[column.replace("_", " ")] == value]
    (found,) = table.iterrows()
    return found[1]


def test_the_summary_holds_tests_sizes_ranks_and_counts(book: bytes) -> None:
    found = read(book, "Summary").iloc[0]
    assert found["t"] == CHANGE.t
    assert found["df"] == 5
    assert found["p (Holm)"] == 0.04
    assert (found["d_z low"], found["d_z high"]) == (CHANGE.d_z_low, CHANGE.d_z_high)
    assert (found["d_av low"], found["d_av high"]) == (CHANGE.d_av_low, CHANGE.d_av_high)
    assert found["W+"] == CHANGE.wilcoxon_w
    assert found["Rank-biserial"] == CHANGE.rank_biserial
    assert (found["Went up"], found["Stayed"], found["Went down"]) == (4, 2, 0)
    assert found["Median change"] == 20
    assert found["Half of the interval"] == (CHANGE.ci_high - CHANGE.ci_low) / 2


def test_other_waves_and_parts_follow_before_and_after(book: bytes) -> None:
    table = read(book, "Summary")
    assert table["Items in the row"].tolist() == ["all"] * 4 + ["practised in the workshop"]
    assert table["To (id)"].tolist() == ["post", "post", "post", "follow-up", "post"]
    assert table.iloc[-1]["Pairs (n)"] == "n<5"
    assert pd.isna(table.iloc[-1]["Change"])


def test_looking_back_stands_apart(book: bytes) -> None:
    assert "then" not in read(book, "Summary")["From (id)"].tolist()
    assert read(book, "Looking back")["From (id)"].tolist() == ["then", "pre"]


def test_levels_hold_the_staircase_and_the_reach(book: bytes) -> None:
    found = row(book, "Levels", Scale="Title of math")
    assert (found["Share of items"], found["Highest rung"], found["Composite"]) == (0.4, 2.5, 33.5)
    assert found["Share at difficulty 1"] == 0.75
    assert pd.isna(found["Share at difficulty 2"])
    everywhere = row(book, "Levels", Scale="All domains together")
    assert everywhere["Share of domains"] == 0.55
    assert (everywhere["Domains"], everywhere["Spread over domains"]) == (4, 9.5)


def test_items_hold_flags_marks_and_the_past(book: bytes) -> None:
    found = row(book, "Items", Item="math.1")
    assert (found["Mean before"], found["Mean after"], found["Change"]) == (96, 97.5, 1.5)
    assert (found["Near an end"], found["Practised"]) == ("near the top", "yes")
    assert (found["Marked unclear"], found["Marked unclear, of"]) == (6, 17)
    assert found["Mean in past cohorts"] == 88.65


def test_activities_hold_one_row_a_figure(book: bytes) -> None:
    table = read(book, "Activities")
    assert table["Topic"].unique().tolist() == [
        "Ladder",
        "Calibration",
        "Approach",
        "Matching",
        "Signs of nerves",
        "Goals",
    ]
    means = set(table["Mean"].dropna())
    assert {41.5, 58.5, 3.25, -7.75, 0.625, 2.45, 1.85, 0.65, 0.45, 37.5} <= means
    assert {1.15, 8.65, 1.3} <= set(table["Change"].dropna())
    pooled = row(book, "Activities", Measure="The same over 5 groups of this plan")
    assert (pooled["n"], pooled["Change"], pooled["95 % CI low"]) == (57, 3.35, 0.25)
    nerves = row(book, "Activities", Topic="Signs of nerves")
    assert nerves["Unit"] == "1 (in my way) to 7 (helps me)"
    assert (nerves["95 % CI low"], nerves["Session"]) == (0.15, "Nerves")
    thing = row(book, "Activities", Measure="How sure about it, first to last session")
    assert thing["Mean before"] == CHANGE.mean_pre
    assert table["Count"].dropna().tolist() == [7, 5, 0]
    assert table[table["n"] == "n<5"]["Measure"].tolist() == ["Working rung, form A to form B"]


def test_sources_have_no_total_and_say_that_they_are_descriptive(book: bytes) -> None:
    table = read(book, "Sources")
    assert len(table) == 1
    found = table.iloc[0]
    assert (found["Minutes planned"], found["Minutes held"]) == (90.5, 81.25)
    assert (found["First mean"], found["Helped, mean"]) == (52.5, 4.25)
    assert (found["Minutes there"], found["Range"]) == (74.75, "1 to 6")
    assert found["Note"].startswith("Descriptive:")


def test_reliability_and_reference_hold_their_n_and_their_caution(book: bytes) -> None:
    found = row(book, "Reliability", Scale="Title of math", Wave="Before")
    assert (found["n"], found["Items"], found["Alpha"]) == (12, 5, 0.81)
    assert "Fewer than 30 people" in found["Note"]
    past = row(book, "Reference", Scale_id="math")
    assert (past["Past cohorts"], past["Past people"]) == (4, 51)
    assert (past["Expected low"], past["Expected high"]) == (-1.45, 14.15)
    assert (past["Noise of one person"], past["Reliability from"]) == (23.35, "Four own cohorts.")


def test_the_first_page_holds_what_else_could_explain_it(book: bytes) -> None:
    words = [str(value) for value in values(book)]
    assert "No comparison (open)" in words
    assert "None of 6 came out lower." in words


def test_a_withheld_figure_leaves_no_number_in_any_sheet() -> None:
    results = everything(FOUND)
    hidden = replace(results.scales[0].shift, withheld="identical", change=None, prorated=None)
    scale = replace(results.scales[0], shift=hidden, shifts=(), then=(), parts=())
    file = build(FOUND, replace(results, scales=(scale,)), kind="working")
    found = read(file, "Summary").iloc[0]
    assert found["Pairs (n)"] == "n≥5"
    assert found["Mean before":"Standardized change (g_av)"].isna().all()
    assert found["t":"Prorated"].isna().all()


def test_attendance_is_told_only_where_it_tells_nobody_apart() -> None:
    # Everybody came to one; of ten, five came to two; one stayed away from three.
    people = tuple(range(7001, 7011))
    came = {
        person: frozenset({"one"} if place < 5 else {"one", "two"})
        for place, person in enumerate(people)
    }
    found = material([], record_numbers=people, attended=came)
    sheet = read(build(found, everything(found), kind="working"), "Participants")
    assert sheet["attended one"].tolist() == [1] * 10
    few = {person: frozenset({"one"} if place else set()) for place, person in enumerate(people)}
    found = material([], record_numbers=people, attended=few)
    sheet = read(build(found, everything(found), kind="working"), "Participants")
    assert sheet["attended one"].isna().all()
