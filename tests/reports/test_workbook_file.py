"""The file itself: tables, print set-up, privacy, odd input, speed."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from time import process_time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.reports.workbook import build
from tests.reports.house import (
    CAREER,
    MATH,
    SIX,
    answer,
    exact,
    made,
    material,
    note,
    opened,
    parts,
    rated,
    read,
    values,
)

KINDS = ["cohort", "working"]
EMPTY, FULL = material(), material([*rated(SIX), note(7001, "I asked a question.")])


def data_sheets(file: bytes) -> list[object]:
    """Return the sheets that hold one table each."""
    return [sheet for sheet in opened(file).worksheets if sheet.title != "Read me"]


# ------------------------------------------------------------- what it is like


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("found", [EMPTY, FULL], ids=["empty", "full"])
def test_every_data_sheet_is_one_real_table_with_filters(kind: str, found) -> None:
    for sheet in data_sheets(made(found, kind)):
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        first, last = table.ref.split(":")
        assert first == "A1"
        # A table without a row under its header is damaged to Excel.
        assert int(re.sub(r"\D", "", last)) >= max(2, sheet.max_row)
        headers = [cell.value for cell in sheet[1]]
        assert [column.name for column in table.tableColumns] == headers
        assert len({header.lower() for header in headers}) == len(headers)


@pytest.mark.parametrize("kind", KINDS)
def test_headers_are_frozen_and_nothing_is_merged(kind: str) -> None:
    for sheet in data_sheets(made(FULL, kind)):
        # One or two columns on the left stay in sight.
        assert sheet.freeze_panes in ("B2", "C2")
        assert not sheet.merged_cells.ranges
        assert not sheet.sheet_view.showGridLines
        assert all(sheet.column_dimensions[c[0].column_letter].width for c in sheet.columns)


@pytest.mark.parametrize("kind", KINDS)
def test_data_sheets_print_with_their_headers_on_pages_that_can_be_read(kind: str) -> None:
    for sheet in data_sheets(made(FULL, kind)):
        is_drawn = sheet.title == "Charts"
        assert sheet.page_setup.orientation == ("portrait" if is_drawn else "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == int(is_drawn)
        width = sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])
        assert width / sheet.page_setup.fitToWidth <= 285
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_title_cols == ("$A:$A" if sheet.freeze_panes == "B2" else "$A:$B")
        assert "Tuesday group · bakomi" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.center.text


def test_the_file_says_what_it_is_in_its_properties() -> None:
    about = opened(made(FULL)).properties
    assert about.title == "Can Do: cohort workbook"
    assert about.subject == "Tuesday group (bakomi)"
    assert about.creator.startswith("Can Do")
    assert about.created.isoformat() == "2026-09-21T14:13:20"


def test_an_ampersand_in_the_name_is_no_command_in_the_footer() -> None:
    file = made(material(rated(SIX), cohort_name="A&B &D =1+1\n\x07" + "x" * 200))
    footer = re.search(r"<oddFooter>(.*?)</oddFooter>", parts(file)["xl/worksheets/sheet1.xml"])
    assert footer is not None
    left = footer.group(1).replace("&amp;", "&")
    assert left.startswith("&LA&&B &&D =1+1 x")
    assert len(left) < 255


def test_a_name_that_looks_like_a_formula_is_no_formula() -> None:
    sheet = opened(made(material(rated(SIX), cohort_name="=1+1")))["Read me"]
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "Name")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_a_workbook_is_a_formula(kind: str) -> None:
    found = material([*rated(SIX), note(7001, "=HYPERLINK(1)"), note(7002, "@x")])
    for name, text in parts(made(found, kind)).items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in text
            assert "<f " not in text


def test_text_with_a_quote_prefix_is_marked_in_the_styles() -> None:
    file = made(material([*rated(SIX), note(7001, "-1 is a number")]), "working")
    assert 'quotePrefix="1"' in parts(file)["xl/styles.xml"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("found", [EMPTY, FULL], ids=["empty", "full"])
def test_every_part_of_the_file_is_well_formed_and_refers_to_nothing_outside(
    kind: str, found
) -> None:
    file = made(found, kind)
    for name, text in parts(file).items():
        ElementTree.fromstring(text)
        assert 'TargetMode="External"' not in text, name
    assert "xl/vbaProject.bin" not in parts(file)


# ------------------------------------------------------------------ round trip


@settings(deadline=None, max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.integers(1000, 9999),
            st.sampled_from([item.id for item in MATH.items]),
            st.none() | st.integers(0, 10).map(lambda step: step * 10.0),
            st.sampled_from(["pre", "post"]),
            st.booleans(),
        ),
        max_size=12,
        unique_by=lambda one: (one[0], one[1], one[3]),
    )
)
def test_any_answers_come_back_from_the_working_workbook(
    drawn: list[tuple[int, str, float | None, str, bool]],
) -> None:
    answers = [
        answer(person, item, value, wave=wave, is_late=late)
        for person, item, value, wave, late in drawn
    ]
    # Cell by cell: pandas would read a column of digits that somebody typed as numbers.
    sheet = opened(made(material(answers), "working"))["Responses"]
    names = [cell.value for cell in sheet[1]]
    rows = [
        dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert [row["record number"] for row in rows] == [stored.record_number for stored in answers]
    for row, stored in zip(rows, answers, strict=True):
        assert (row["item"], row["number"]) == (stored.item_id, stored.number)
        assert (row["wave"], row["late"]) == (stored.wave, stored.is_late)
        assert row["text"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_cohort_without_anybody_gives_a_workbook_that_can_be_read(kind: str) -> None:
    file = made(EMPTY, kind)
    assert read(file, "Summary")["Pairs (n)"].tolist() == ["n<5"] * 3
    if kind == "working":
        assert read(file, "Participants").empty
        assert read(file, "Responses").empty


def test_a_plan_that_measures_nothing_gives_a_workbook_that_can_be_read() -> None:
    file = made(material(steps=[]), "working")
    assert read(file, "Summary").empty
    assert read(file, "Participants").columns.tolist() == ["record number", "joined late"]


# --------------------------------------------------------------------- privacy


@settings(deadline=None, max_examples=15)
@given(
    st.dictionaries(
        st.integers(100_000, 999_999),
        st.tuples(*[st.none() | st.integers(0, 10).map(lambda step: step * 10)] * 2),
        max_size=8,
    )
)
def test_no_record_number_and_no_free_text_is_in_the_cohort_workbook(
    people: dict[int, tuple[int | None, int | None]],
) -> None:
    secrets = [f"private-words-of-{person}" for person in people]
    answers = rated(people) + [
        note(person, secret) for person, secret in zip(people, secrets, strict=True)
    ]
    found = material(answers, record_numbers=tuple(sorted(people)), enrolled=len(people))
    file = made(found)
    # Numbers in cells, because a style id or a width may happen to be alike.
    numbers = {value for value in values(file) if isinstance(value, int | float)}
    assert not numbers & set(people)
    texts = [str(value) for value in values(file)]
    everything = "\n".join(parts(file).values())
    for person, secret in zip(people, secrets, strict=True):
        assert not any(str(person) in text for text in texts)
        assert secret not in everything


def test_the_working_workbook_holds_the_numbers_so_the_search_can_find_something() -> None:
    assert 7001 in values(made(FULL, "working"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_wrote_is_in_no_workbook(kind: str) -> None:
    # Even if a reading held it, and even under a wave.
    written = answer(7001, "math.1", "I wrote =1+1 for me.", wave="pre", attempt=2)
    file = made(material([*rated(SIX), note(7001, "I asked a question."), written]), kind)
    everything = "\n".join(parts(file).values())
    assert "I asked a question." not in everything
    assert "for me." not in everything


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_did_in_an_activity_is_in_no_workbook_by_person(kind: str) -> None:
    # The screens there say that nobody sees the answers.
    deed = answer(7001, "like-me", 61.25, wave="", activity_id="hunt")
    file = made(material(rated(SIX), deeds=(deed,)), kind)
    assert 61.25 not in values(file)


def test_exact_figures_are_refused_for_a_file_that_may_be_shared() -> None:
    with pytest.raises(InvalidValue, match="may leave the room"):
        build(FULL, exact(FULL), kind="cohort")


def test_few_pairs_leave_no_trace_of_their_scores() -> None:
    few = {7001: (37.5, 81.25), 7002: (12.5, 43.75), 7003: (62.5, 93.75)}
    steps = material(rated(few))
    scores = {score for both in few.values() for score in both}
    assert not scores & set(values(made(steps)))


def test_a_figure_is_in_the_cohort_workbook_only_where_the_results_have_it() -> None:
    found = material(rated(SIX) + rated(dict(list(SIX.items())[:4]), CAREER))
    rows = read(made(found), "Summary").set_index("Scale id")
    assert rows.loc["math", "Mean before":"Change"].notna().all()
    assert rows.loc["career", "Mean before":"Standardized change (g_av)"].isna().all()


# ----------------------------------------------------------- size and programs


def test_the_answers_of_three_hundred_people_are_written_in_seconds() -> None:
    people = {1000 + n: (float(n % 11) * 10, float(n * 7 % 11) * 10) for n in range(300)}
    answers = [
        replace(row, attempt=attempt)
        for row in rated(people) + rated(people, CAREER)
        for attempt in range(1, 11)
    ]
    found = material(answers)
    assert len(answers) == 60_000
    start = process_time()
    file = made(found, "working")
    assert process_time() - start < 10
    place = opened(file, read_only=True).sheetnames.index("Responses") + 1
    assert parts(file)[f"xl/worksheets/sheet{place}.xml"].count("<row ") == len(answers) + 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_the_workbook_and_prints_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(made(FULL, kind))
    assert zipfile.is_zipfile(path)
    office = _office()
    if office is None:
        return
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert (tmp_path / "book.pdf").stat().st_size > 10_000


def _office() -> str | None:
    # Not every machine has one, and a skipped test is an error where CI is set.
    from shutil import which

    return which("soffice")
