"""The curriculum as the program uses it: bundles, versions, languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from efficacy.content.library import Library, dumped, parsed, version_of
from efficacy.errors import ContentError, NotFound
from tests.content.house import SHIPPED, lay, talk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the curriculum that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "curriculum"))


def test_a_bundle_holds_what_its_plan_needs_and_nothing_else(folder: Path) -> None:
    lay(folder, "talks/other.yaml", talk(id="other"))
    bundle = Library(folder).bundle("starter-45")
    assert list(bundle.plans) == ["starter-45"]
    assert list(bundle.talks) == ["four-sources"]
    assert list(bundle.consents) == ["consent"]
    assert set(bundle.instruments) == {"practice", "math-tasks", "career-tasks", "math-worry"}


def test_a_bundle_survives_being_stored(library: Library) -> None:
    bundle = library.bundle("starter-45")
    assert parsed(dumped(bundle)) == bundle
    assert dumped(parsed(dumped(bundle))) == dumped(bundle)


def test_the_same_words_have_the_same_version(folder: Path, library: Library) -> None:
    version = version_of(library.bundle("starter-45"))
    assert len(version) == 64
    path = folder / "talks" / "four-sources.yaml"
    moved = path.rename(folder / "elsewhere.yaml")
    moved.write_text("# a comment\n" + moved.read_text("utf-8"), "utf-8")
    assert version_of(Library(folder).bundle("starter-45")) == version


def test_another_word_gives_another_version(folder: Path, library: Library) -> None:
    path = folder / "instruments" / "math-tasks.yaml"
    path.write_text(path.read_text("utf-8").replace("two packs", "two boxes"), "utf-8")
    assert version_of(Library(folder).bundle("starter-45")) != version_of(
        library.bundle("starter-45")
    )


def test_an_unknown_plan_is_named_with_those_that_exist(library: Library) -> None:
    with pytest.raises(NotFound, match=r"no plan called “starter”\. Choose one of: math"):
        library.bundle("starter")


def test_plans_are_listed(library: Library) -> None:
    assert [plan.id for plan in library.plans()] == [
        "math-career-4x120",
        "math-career-6x90",
        "starter-45",
        "taster-90",
    ]


def test_a_language_without_content_is_given_english(library: Library) -> None:
    assert library.languages() == ("en",)
    assert library.bundle("starter-45", "vi") == library.bundle("starter-45")
    assert library.plans("vi") == library.plans()


def test_a_translation_takes_the_place_of_english_and_the_rest_stays(folder: Path) -> None:
    path = folder / "vi" / "instruments" / "math-tasks.yaml"
    path.parent.mkdir(parents=True)
    text = (folder / "instruments" / "math-tasks.yaml").read_text("utf-8")
    path.write_text(
        text.replace("language: en", "language: vi").replace(
            "title: Math tasks\n", "title: Bài toán\n"
        ),
        "utf-8",
    )
    library = Library(folder)
    bundle = library.bundle("starter-45", "vi")
    assert library.languages() == ("en", "vi")
    assert bundle.instruments["math-tasks"].scales[0].title == "Bài toán"
    assert bundle.instruments["career-tasks"].language == "en"
    assert bundle.plans["starter-45"].language == "en"


def test_bad_content_is_refused_with_every_problem(folder: Path) -> None:
    path = folder / "plans" / "starter-45.yaml"
    path.write_text(
        path.read_text("utf-8")
        .replace("wave: pre", "wave: perhaps")
        .replace("primary_scale: math-tasks", "primary_scale: mathtasks"),
        "utf-8",
    )
    with pytest.raises(ContentError) as caught:
        Library(folder)
    assert [problem.where.split(" → ")[-1] for problem in caught.value.problems] == [
        "wave",
        "primary_scale",
    ]


def test_things_to_look_at_keep_nothing_from_starting(folder: Path) -> None:
    lay(folder, "talks/unused.yaml", talk(id="unused"))
    assert Library(folder).plans()
