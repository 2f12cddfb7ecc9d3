"""CSV files and the SPSS file: read back as other programs read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from efficacy.errors import NotAllowed
from efficacy.language import speech
from efficacy.reports import spss
from efficacy.reports.grid import Column, Table
from efficacy.reports.material import Material
from efficacy.reports.tidy import written, zipped
from tests.reports.everything import everything
from tests.reports.house import SIX, answer, material, note, rated

ANSWERS = [*rated(SIX), answer(7001, "worry.1", 5), note(7001, "=1+1, I wrote")]
FOUND = material(ANSWERS)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped(FOUND, everything(FOUND)))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("spss") / "people.sav"
    spss.write(FOUND, path)
    return pyreadstat.read_sav(path)


def table(files: dict[str, bytes], name: str) -> pd.DataFrame:
    """Return a file as pandas reads it."""
    return pd.read_csv(io.BytesIO(files[name]), encoding="utf-8-sig")


# ------------------------------------------------------------------------ CSV


def test_the_zip_holds_tables_with_their_codebook_and_a_word_on_them(
    files: dict[str, bytes],
) -> None:
    assert list(files) == [
        "participants.csv",
        "scores.csv",
        "responses.csv",
        "items.csv",
        "codebook.csv",
        "readme.txt",
    ]
    words = files["readme.txt"].decode()
    assert words.startswith("CONFIDENTIAL")
    assert "delete it by 2027-03-20" in words


def test_responses_are_the_survey_answers_and_no_word_that_somebody_wrote(
    files: dict[str, bytes],
) -> None:
    found = table(files, "responses.csv")
    stored = [row for row in ANSWERS if row.wave]
    assert found["record number"].tolist() == [row.record_number for row in stored]
    assert found["number"].tolist() == [row.number for row in stored]
    assert not any(b"I wrote" in content for content in files.values())


def test_scores_have_one_row_a_person_scale_and_wave(files: dict[str, bytes]) -> None:
    found = table(files, "scores.csv")
    assert not found.duplicated(["record number", "scale", "wave"]).any()
    math = found[found["scale"] == "math"].set_index(["record number", "wave"])["score"]
    for person, (before, after) in SIX.items():
        assert (math[person, "pre"], math[person, "post"]) == (before, after)
    # One answer of four is no score.
    assert "worry" not in set(found["scale"])


def test_every_column_is_in_the_codebook(files: dict[str, bytes]) -> None:
    book = table(files, "codebook.csv")
    described = {tuple(pair) for pair in book[["Sheet", "Variable"]].to_numpy().tolist()}
    for name in ("participants", "scores", "responses", "items"):
        for column in table(files, f"{name}.csv").columns:
            assert (name.title(), column) in described


def test_no_text_in_a_csv_is_a_formula_and_every_letter_comes_back() -> None:
    hostile = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "ü😀", 'a,"b"', "two\nlines", "مرحبا"]
    column = Column(name="words", about="", width=10)
    content = written(
        Table(sheet="X", about="", columns=(column,), rows=[[one] for one in hostile]), speech()
    )
    assert content.startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")["words"].tolist()
    assert [one.removeprefix("'") for one in found] == hostile
    assert not any(one.startswith(("=", "+", "-", "@", "\t")) for one in found)


def test_a_negative_number_stays_a_number() -> None:
    columns = (Column(name="change", about="", width=10),)
    content = written(Table(sheet="X", about="", columns=columns, rows=[[-2.5], [None]]), speech())
    assert pd.read_csv(io.BytesIO(content))["change"].tolist()[0] == -2.5


# ----------------------------------------------------------------------- SPSS


def test_the_spss_file_has_one_row_a_person_and_the_scores(saved) -> None:
    frame, _ = saved
    assert frame["record_number"].tolist() == sorted(SIX)
    assert frame["math_pre"].tolist() == [float(before) for before, _ in SIX.values()]
    assert frame["math_change"].tolist() == [
        float(after - before) for before, after in SIX.values()
    ]


def test_items_stand_as_they_were_answered_with_labels(saved) -> None:
    frame, about = saved
    # worry.1 is reverse-keyed; the file holds the answer.
    assert frame["worry_1_pre"].tolist()[0] == 5
    assert frame["worry_2_pre"].isna().all()
    assert about.column_names_to_labels["math_1_post"] == "After: do math 1"
    assert about.variable_value_labels["math_1_post"] == {0.0: "not sure", 100.0: "sure"}
    assert len(about.column_names) == len({name.lower() for name in about.column_names})


def test_an_empty_cohort_gives_files_that_can_be_read(tmp_path: Path) -> None:
    empty = material()
    assert zipped(empty, everything(empty))
    spss.write(empty, tmp_path / "empty.sav")
    frame, _ = pyreadstat.read_sav(tmp_path / "empty.sav")
    assert frame.empty


@pytest.mark.parametrize("found", [material(ANSWERS, mode="group-only")])
def test_a_group_only_cohort_has_neither(found: Material, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="group-only cohort"):
        zipped(found, everything(found))
    with pytest.raises(NotAllowed, match="group-only cohort"):
        spss.write(found, tmp_path / "x.sav")
    assert list(tmp_path.iterdir()) == []


def test_names_are_such_as_spss_takes() -> None:
    assert spss.name_for("9 lives: the (long) one!") == "v_9_lives_the_long_one"
    assert len(spss.name_for("x" * 200)) == 64
