"""How files fit together: languages, shared ids, wording, minutes, and the report."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from efficacy.content.findings import Collector, Findings
from efficacy.content.lint import installed_kinds, lint, report
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Curriculum, Instrument, PlannedActivity
from efficacy.content.passages import whole
from efficacy.content.timing import estimate
from efficacy.content.translation import check_translation
from efficacy.content.wording import check_items, check_median
from tests.content.house import SHIPPED, instrument, item, lay, talk


def found_in(folder: Path) -> Findings:
    read = read_folder(folder)
    assert read.problems == ()
    return lint(read)


def translated(folder: Path, english: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Lay a file and its translation side by side; return the errors."""
    lay(folder, "a.yaml", english)
    lay(folder, "vi/a.yaml", other | {"language": "vi"})
    return [str(problem) for problem in found_in(folder).errors]


# --- translations --------------------------------------------------------------------------------


def test_a_translation_with_the_same_ids_and_numbers_is_fine(tmp_path: Path) -> None:
    other = instrument(
        title="Bài toán",
        stem="Bạn chắc đến mức nào rằng bạn có thể …",
        items=[
            {"id": "sample-a", "text": "cộng hai giá", "difficulty": 1},
            {"id": "sample-b", "text": "chia một hóa đơn", "difficulty": 3},
        ],
    )
    assert translated(tmp_path, instrument(), other) == []


def test_ids_that_differ_between_languages_are_reported_with_the_nearest(tmp_path: Path) -> None:
    other = instrument(
        items=[
            {"id": "sample-a", "text": "cộng", "difficulty": 1},
            {"id": "sample-bb", "text": "chia", "difficulty": 3},
        ]
    )
    errors = translated(tmp_path, instrument(), other)
    trail = "vi/a.yaml → sample → scales → sample-scale → items"
    assert errors[0].startswith(f"{trail} → sample-b → expected the id that English has, found")
    assert errors[0].endswith("Did you mean “sample-bb”?")
    assert errors[1].startswith(f"{trail} → sample-bb → expected only ids that English has")


def test_numbers_and_keys_that_differ_between_languages_are_reported(tmp_path: Path) -> None:
    other = instrument(
        direction="more_worry",
        items=[
            {"id": "sample-a", "text": "cộng", "difficulty": 2, "reverse_keyed": True},
            {"id": "sample-b", "text": "chia", "difficulty": 3},
        ],
    )
    errors = " ".join(translated(tmp_path, instrument(), other))
    assert "direction → expected “more_sure” as in English, found “more_worry”" in errors
    assert "sample-a → difficulty → expected “1” as in English, found “2”" in errors
    assert "sample-a → reverse_keyed" in errors


def test_another_order_is_reported(tmp_path: Path) -> None:
    other = instrument()
    other["scales"][0]["items"].reverse()
    errors = translated(tmp_path, instrument(), other)
    assert len(errors) == 1
    assert "expected the order sample-a, sample-b, found another order" in errors[0]


def test_a_list_of_words_keeps_its_length(tmp_path: Path) -> None:
    slides = [{"id": "one", "title": "One", "points": ["a", "b"], "notes": "Said aloud."}]
    fewer = [{"id": "one", "title": "Một", "points": ["một"], "notes": "Nói."}]
    errors = translated(tmp_path, talk(slides=slides), talk(slides=fewer))
    assert len(errors) == 1
    assert "one → points → expected a list of 2 as in English, found a list of 1" in errors[0]


def test_a_translation_of_nothing_is_reported(tmp_path: Path) -> None:
    errors = translated(tmp_path, talk(), talk(id="another"))
    assert errors == [
        "vi/a.yaml → another → id → expected the id of an English talk, found “another”. "
        "A translation has the id of its English file."
    ]


def test_a_translation_of_an_older_version_is_pointed_out(tmp_path: Path) -> None:
    english = instrument() | {"version": "2"}
    assert translated(tmp_path, english, instrument()) == []
    assert any(
        "version → expected “2” as in English, found “1”" in str(problem)
        for problem in found_in(tmp_path).warnings
    )


def test_everything_that_ships_is_its_own_translation(shipped: Folder) -> None:
    for entry in shipped.entries:
        found = Collector(entry.file)
        check_translation(entry.content, entry.content, found)
        assert found.findings() == Findings((), ())


def test_rules_of_english_words_leave_other_languages_alone(tmp_path: Path) -> None:
    long = "Chúng ta " * 30
    slides = [{"id": "one", "title": "One", "notes": "Said aloud."}]
    other = [{"id": "one", "title": "Một", "notes": long}]
    assert translated(tmp_path, talk(slides=slides), talk(slides=other)) == []


# --- wording -------------------------------------------------------------------------------------


def wording(text: str, **scale: Any) -> Findings:
    """Return what is said about an item of this wording."""
    data = item(text)
    data["scales"][0] |= scale
    found = Collector("a.yaml")
    check_items(Instrument.model_validate_json(json.dumps(data)), found)
    return found.findings()


@pytest.mark.parametrize(
    "text",
    [
        "add two prices",
        "read a chart with two lines and a legend",
        "find x when 4x − 7 = 21",
        "work out a price that falls and after that rises",
        "name three of your strengths",
        "solve it without a hint",
        "explain likeness in a drawing",
        "tell salt and sugar apart",
    ],
)
def test_a_plain_item_passes(text: str) -> None:
    assert wording(text) == Findings((), ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("find who will help you", "will"),
        ("say what you like to do", "like"),
        ("tell what you are good at", "good at"),
        ("do what you intend to do", "intend"),
        ("do what one usually does", "usually"),
    ],
)
def test_wishes_habits_and_tastes_are_pointed_out(text: str, word: str) -> None:
    warnings = wording(text).warnings
    assert len(warnings) == 1
    assert warnings[0].found == f"“{word}”"


@pytest.mark.parametrize(
    "text", ["add and check a bill", "read a chart and then explain it", "find, compare two offers"]
)
def test_two_tasks_in_one_item_are_pointed_out(text: str) -> None:
    assert [problem.expected for problem in wording(text).warnings] == ["one task an item"]


@pytest.mark.parametrize("text", ["Add two prices", "can add two prices", "add two prices.", "5"])
def test_an_item_has_to_go_on_after_you_can(text: str) -> None:
    assert len(wording(text).errors) == 1


def test_a_worry_item_needs_no_can() -> None:
    worry = {"concept": "worry", "stem": "How much would it worry you to …"}
    assert wording("open a letter", **worry) == Findings((), ())
    assert wording("Opening a letter", **worry) == Findings((), ())


def test_an_item_is_read_as_a_whole_sentence(english: Curriculum) -> None:
    scale = english.instruments["math-tasks"].scales[0]
    assert whole(scale, "add") == "How sure are you that you can add?"
    plain = scale.model_copy(update={"stem": "Is this true of you?"})
    assert whole(plain, "I add.") == "Is this true of you? I add."


def test_a_median_above_grade_six_is_an_error() -> None:
    found = Collector("the folder")
    check_median([2.0, 6.1, 7.9], found)
    check_median([2.0, 6.0, 7.9], found)
    check_median([], found)
    assert [problem.found for problem in found.findings().errors] == ["6.1"]


# --- minutes -------------------------------------------------------------------------------------


def planned(**changes: Any) -> PlannedActivity:
    notes = {
        "say": "word " * 130,
        "participants_do": "-",
        "look_for": "-",
        "falls_flat": "-",
        "upset": {"say": "-", "do": "-"},
    }
    data = {"id": "a", "kind": "survey", "title": "A", "minutes": 5, "notes": notes} | changes
    return PlannedActivity.model_validate_json(json.dumps(data))


def test_a_script_of_130_words_takes_a_minute(english: Curriculum) -> None:
    assert estimate(planned(), english).minutes == pytest.approx(1)


def test_a_rating_takes_twelve_seconds(english: Curriculum) -> None:
    needed = estimate(planned(params={"instruments": ["math-tasks"]}), english)
    assert needed.ratings_s == 5 * 12
    # Title and stem: “Math tasks. How sure are you that you can …”
    assert needed.reading_s == pytest.approx(60 * 9 / 130)


def test_only_the_scales_asked_are_counted(english: Curriculum) -> None:
    both = {"instruments": ["math-tasks", "math-worry"], "scales": ["math-worry"]}
    assert estimate(planned(params=both), english).ratings_s == 4 * 12


def test_a_box_takes_ninety_seconds_unless_a_clock_runs(english: Curriculum) -> None:
    boxes = {"fields": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}
    clock = boxes | {"phases": [{"id": "p", "seconds": 60}, {"id": "q", "seconds": 30}]}
    assert estimate(planned(params=boxes), english).other_s == 180
    assert estimate(planned(params=clock), english).other_s == 90
    assert estimate(planned(params={"next_step_label": "Next"}), english).other_s == 90


def test_a_talk_is_its_notes(english: Curriculum) -> None:
    needed = estimate(planned(params={"talk": "four-sources"}), english)
    assert needed.script_s > 240


@pytest.mark.parametrize(
    "params",
    [
        {"instruments": "math-tasks"},
        {"instruments": 3},
        {"instruments": [3, None]},
        {"phases": "all"},
        {"phases": [3, {"seconds": "x"}]},
        {"fields": 7},
        {"talk": ["no"]},
    ],
)
def test_parameters_of_a_wrong_shape_break_no_estimate(
    params: dict[str, Any], english: Curriculum
) -> None:
    assert estimate(planned(params=params), english).minutes >= 1


# --- the report ----------------------------------------------------------------------------------


def test_the_report_of_a_good_folder_ends_with_no_mistakes() -> None:
    text, is_free = report(SHIPPED)
    assert is_free
    assert text.endswith("No mistakes found.")
    counted = r"plan \d+, parts \d+, instrument \d+, talk \d+, consent \d+, .*; languages: en\."
    assert re.search(counted, text)
    assert "minutes planned" in text
    assert "Reading grade (Flesch-Kincaid)" in text


def test_the_report_counts_mistakes_and_things_to_look_at(tmp_path: Path, shipped: Folder) -> None:
    shutil.copytree(SHIPPED, tmp_path / "c")
    lay(tmp_path / "c", "extra.yaml", item("Usually add two prices"))
    text, is_free = report(tmp_path / "c")
    assert not is_free
    assert "1 mistake:" in text
    known = len(lint(shipped).warnings)
    assert f"{known + 2} things to look at:" in text
    assert text.endswith("Mend the mistakes and check again.")


def test_a_broken_file_is_not_reported_as_missing_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "c")
    path = tmp_path / "c" / "talks" / "four-sources.yaml"
    path.write_text(path.read_text("utf-8").replace("slides:", "sildes:"), "utf-8")
    text, is_free = report(tmp_path / "c")
    assert not is_free
    assert "1 mistake:" in text
    assert "checked once all of them can be read" in text


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    text, is_free = report(tmp_path / "nowhere")
    assert not is_free
    assert "at least one .yaml file" in text


def test_kinds_can_be_given_instead_of_those_of_the_program(shipped: Folder) -> None:
    errors = lint(shipped, kinds={}).errors
    assert {problem.where.split(" → ")[-1] for problem in errors} == {"kind"}


def test_the_kinds_of_the_program_are_found() -> None:
    assert {"consent", "survey", "talk", "discussion", "close"} <= set(installed_kinds())


def test_yaml_of_every_shipped_file_is_plain() -> None:
    for path in SHIPPED.rglob("*.yaml"):
        assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict)
