"""Glossaries: each word once, short, in every bundle, and never out of use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.findings import Collector
from efficacy.content.glossary import Glossary
from efficacy.content.glossary_rules import MOST_WORDS, check_glossary
from efficacy.content.library import Library, dumped, parsed, version_of
from efficacy.content.lint import complete, lint
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Curriculum
from efficacy.content.passages import passages
from tests.content.house import SHIPPED, glossary, lay

Entry = dict[str, Any]


def read(data: dict[str, Any]) -> Glossary:
    return Glossary.model_validate_json(json.dumps(data))


def wrong(*entries: Entry) -> list[str]:
    found = Collector("a.yaml")
    check_glossary(read(glossary(entries=list(entries))), found)
    return [problem.where for problem in found.findings().errors]


def entry(number: int, **changes: Any) -> Entry:
    return {"id": f"w{number}", "word": f"Word {number}", "meaning": "A meaning."} | changes


# --- one file ------------------------------------------------------------------------------------


def test_a_plain_glossary_has_nothing_wrong() -> None:
    assert wrong(entry(1), entry(2, example="An example.")) == []


def test_a_word_stands_once_whatever_its_capitals() -> None:
    assert wrong(entry(1, word="Rung"), entry(2, word="RUNG")) == ["sample → entries → w2 → word"]


def test_an_entry_may_be_as_long_as_a_phone_shows_and_no_longer() -> None:
    longest = " ".join(["word"] * (MOST_WORDS - 2))
    assert wrong(entry(1, meaning=longest, example="Two words")) == []
    assert wrong(entry(1, meaning=longest, example="Now three words")) == ["sample → entries → w1"]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_there_is_one_mistake_for_each_word_that_came_before(numbers: list[int]) -> None:
    entries = [entry(place, word=f"Word {one}") for place, one in enumerate(numbers)]
    assert len(wrong(*entries)) == len(numbers) - len(set(numbers))


def test_word_meaning_and_example_are_read_as_what_people_read() -> None:
    first, second = passages(read(glossary()))
    assert (first.where, first.texts) == ("sample → rung", ("Rung", "One height.", "The third."))
    assert second.texts == ("Pass", "To leave a thing out.")


# --- among others --------------------------------------------------------------------------------


def test_no_plan_needs_to_name_a_glossary(tmp_path: Path, shipped: Folder) -> None:
    lay(tmp_path, "a.yaml", glossary())
    mine = read_folder(tmp_path)
    assert mine.problems == ()
    findings = lint(Folder((*shipped.entries, *mine.entries), ()))
    assert not [one for one in (*findings.errors, *findings.warnings) if one.file == "a.yaml"]


def test_a_translation_takes_the_place_of_the_english_one(tmp_path: Path) -> None:
    entries = [
        {"id": "rung", "word": "Bậc", "meaning": "Một bậc.", "example": "Bậc ba."},
        {"id": "pass", "word": "Bỏ qua", "meaning": "Không làm."},
    ]
    lay(tmp_path, "a.yaml", glossary())
    lay(tmp_path, "vi/a.yaml", glossary(language="vi", title="Từ", entries=entries))
    folder = read_folder(tmp_path)
    assert lint(folder).errors == ()
    assert complete(folder, "vi").glossaries["sample"].title == "Từ"
    assert complete(folder, "en").glossaries["sample"].title == "Words"


@pytest.mark.parametrize(
    ("entries", "where"),
    [
        ([entry(1)], "sample → entries → w2"),
        ([entry(1, example="More."), entry(2)], "sample → entries → w1 → example"),
    ],
)
def test_a_translation_has_the_same_entries(
    tmp_path: Path, entries: list[Entry], where: str
) -> None:
    lay(tmp_path, "a.yaml", glossary(entries=[entry(1), entry(2)]))
    lay(tmp_path, "vi/a.yaml", glossary(language="vi", entries=entries))
    assert [problem.where for problem in lint(read_folder(tmp_path)).errors] == [where]


# --- in a bundle ---------------------------------------------------------------------------------


def test_every_plan_takes_all_glossaries_along(library: Library) -> None:
    for plan in library.plans():
        assert list(library.bundle(plan.id).glossaries) == ["words"]


def test_what_was_pinned_before_there_were_glossaries_still_reads(library: Library) -> None:
    bundle = library.bundle("starter-45")
    old = json.loads(dumped(bundle))
    del old["glossaries"]
    assert parsed(json.dumps(old)).glossaries == {}
    assert version_of(parsed(json.dumps(old))) != version_of(bundle)


# --- the one that ships --------------------------------------------------------------------------

# The words of the workshop that people meet on their screens.
MET = (
    "I can (efficacy)",
    "Level",
    "Strength",
    "Reach",
    "Source",
    "Ladder",
    "Rung",
    "Working rung",
    "Cue",
    "Relabel",
    "Coping model",
    "Evidence log",
    "Witness sentence",
    "If-then plan",
    "Barrier",
    "Support",
    "Outcome",
    "Interest",
    "Shortlist",
    "Pulse",
    "Wave",
    "Record number",
    "Pass",
    "Saved",
    "Call name",
)


@pytest.mark.parametrize("word", MET)
def test_the_glossary_that_ships_tells_the_words_people_meet(
    english: Curriculum, word: str
) -> None:
    assert word in [one.word for one in english.glossaries["words"].entries]


def test_the_glossary_that_ships_stands_where_the_documentation_says() -> None:
    assert (SHIPPED / "glossary" / "words.yaml").is_file()
