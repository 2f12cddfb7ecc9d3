"""The guide: nothing empty, every work listed and used, in no bundle, and what ships is whole."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.findings import Collector
from efficacy.content.guide import Guide
from efficacy.content.guide_rules import check_guide
from efficacy.content.library import Library
from efficacy.content.lint import complete, lint
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Curriculum
from efficacy.content.own import as_text, place_of
from efficacy.content.passages import passages
from efficacy.content.reading import read_yaml
from tests.content.house import guide, lay

BLOCKS = ("text", "say", "do", "points", "checks", "lines")


def read(data: dict[str, Any]) -> Guide:
    return Guide.model_validate_json(json.dumps(data))


def wrong(**changes: Any) -> tuple[list[str], list[str]]:
    found = Collector("a.yaml")
    check_guide(read(guide(**changes)), found)
    findings = found.findings()
    return [one.where for one in findings.errors], [one.where for one in findings.warnings]


def section(number: int, **blocks: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "title": f"Section {number}", **blocks}


# --- one file ------------------------------------------------------------------------------------


def test_a_plain_chapter_has_nothing_wrong() -> None:
    assert wrong() == ([], [])


@pytest.mark.parametrize("block", BLOCKS)
def test_any_one_block_fills_a_section(block: str) -> None:
    assert wrong(sections=[section(1, **{block: ["A line."]})], references=[]) == ([], [])


def test_a_section_with_a_title_alone_is_empty() -> None:
    assert wrong(sections=[section(1)], references=[])[0] == ["sample → sections → s1"]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6, unique=True))
def test_a_source_has_its_work_and_a_work_its_section(named: list[str]) -> None:
    works = [{"id": one, "text": "A work."} for one in ("a", "b")]
    told = section(1, text=["A line."], sources=named)
    errors, warnings = wrong(sections=[told], references=works)
    assert len(errors) == len(set(named) - {"a", "b"})
    assert len(warnings) == len({"a", "b"} - set(named))


def test_everything_in_a_chapter_is_read_as_what_people_read() -> None:
    head, whole, _ = passages(read(guide()))
    assert head.texts == ("A chapter", "What it is about.")
    assert whole.where == "sample → all"
    for line in ("A line to say.", "Open the door.", "A chair.", "The door is open.", "Name"):
        assert line in whole.texts


# --- among others --------------------------------------------------------------------------------


def test_no_plan_needs_to_name_a_chapter_and_none_takes_it_along(
    tmp_path: Path, shipped: Folder, library: Library
) -> None:
    lay(tmp_path, "a.yaml", guide())
    mine = read_folder(tmp_path)
    assert mine.problems == ()
    findings = lint(Folder((*shipped.entries, *mine.entries), ()))
    assert not [one for one in (*findings.errors, *findings.warnings) if one.file == "a.yaml"]
    for plan in library.plans():
        assert library.bundle(plan.id).guides == {}


def test_a_translation_takes_the_place_of_the_english_one(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", guide())
    lay(tmp_path, "vi/a.yaml", guide(language="vi", title="Một chương"))
    folder = read_folder(tmp_path)
    assert lint(folder).errors == ()
    assert complete(folder, "vi").guides["sample"].title == "Một chương"
    assert complete(folder, "en").guides["sample"].title == "A chapter"


def test_a_translation_stands_in_the_same_place_and_has_the_same_lines(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", guide())
    lay(tmp_path, "vi/a.yaml", guide(language="vi", order=91, sections=guide()["sections"][:1]))
    found = [problem.where for problem in lint(read_folder(tmp_path)).errors]
    assert found == ["sample → order", "sample → sections → list"]


def test_a_chapter_of_ones_own_is_written_and_read_back(tmp_path: Path) -> None:
    chapter = read(guide())
    assert place_of(chapter) == "guide/sample.yaml"
    (tmp_path / "a.yaml").write_text(as_text(chapter), encoding="utf-8")
    again = read_yaml(tmp_path / "a.yaml", name="a.yaml")
    assert read(dict(again.data)) == chapter


# --- the one that ships --------------------------------------------------------------------------

CHAPTERS = (
    "what-this-is",
    "preparing",
    "screening",
    "consent-and-assent",
    "confidentiality",
    "alarming-texts",
    "culture",
    "lists-to-fill-in",
    "after-each-session",
    "readiness",
    "rehearsal",
    "collecting-stories",
    "interview-form",
    "story-consent",
    "pass-it-on",
)


def test_the_chapters_that_ship_stand_in_their_order(english: Curriculum) -> None:
    known = sorted(english.guides.values(), key=lambda one: one.order)
    assert tuple(one.id for one in known) == CHAPTERS
    assert [one.order for one in known] == list(range(1, len(CHAPTERS) + 1))


def test_the_five_questions_for_supervision_are_all_there(english: Curriculum) -> None:
    sections = {one.id: one for one in english.guides["after-each-session"].sections}
    questions = sections["five-questions"].do
    assert len(questions) == 5
    for question, word in zip(
        questions, ("pay off", "small task", "more sure", "culture", "assume"), strict=True
    ):
        assert word in question
        assert "?" in question


def test_the_self_check_has_lines_that_go_on_after_i_can(english: Curriculum) -> None:
    sections = {one.id: one for one in english.guides["readiness"].sections}
    lines = sections["i-can"].lines
    assert 10 <= len(lines) <= 14
    assert all(line[0].islower() and not line.endswith((".", "?")) for line in lines)


def test_each_of_eight_moments_has_what_happens_what_is_said_and_what_is_done(
    english: Curriculum,
) -> None:
    moments = [one for one in english.guides["rehearsal"].sections if re.match(r"\d · ", one.title)]
    assert len(moments) == 8
    for moment in moments:
        assert moment.text[0].startswith("What happens: ")
        assert moment.say
        assert moment.do


def test_every_work_that_a_chapter_names_has_its_year(english: Curriculum) -> None:
    for chapter in english.guides.values():
        assert chapter.provenance.licence == "Apache-2.0"
        for work in chapter.references:
            assert re.search(r"\(\d{4}\)|, \d{4}\)", work.text), work.id
