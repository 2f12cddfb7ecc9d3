"""Instruments that somebody bought: what their files must say, and what never leaves them."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from efficacy.content.library import _check_asked, dumped, parsed
from efficacy.content.licensed import unasked, wordless
from efficacy.content.models import Instrument
from efficacy.content.shelf import found_again, read_shelf
from efficacy.errors import InvalidValue, NotFound
from efficacy.home import home
from tests.bought import (
    FILE,
    INSTRUMENT,
    PLAN,
    SECRETS,
    bought,
    laid,
    other_version,
    said,
)
from tests.content.house import lay

TEMPLATE = home() / "docs" / "facilitators" / "licensed-instrument.yaml"


def shelf_of(folder: Path, content: object):
    """Return the shelf of a folder with this one file."""
    lay(folder, FILE, content)
    return read_shelf(folder)


def whole(folder: Path) -> Instrument:
    return shelf_of(folder, bought()).instruments()[INSTRUMENT]


def changed(**changes: Any) -> dict[str, Any]:
    """Return the file with keys of its scale changed."""
    file = copy.deepcopy(bought())
    file["scales"][0] |= changes
    return file


def with_text(text: str) -> dict[str, Any]:
    items = [{"id": "q1", "text": text}]
    return changed(items=items)


# ------------------------------------------------------------------- files


def test_a_file_becomes_an_ordinary_instrument(tmp_path: Path) -> None:
    instrument = whole(tmp_path)
    (scale,) = instrument.scales
    assert [item.id for item in scale.items] == [f"{INSTRUMENT}.q{n}" for n in (1, 2, 3)]
    assert [item.reverse_keyed for item in scale.items] == [False, True, False]
    assert (scale.response.low, scale.response.high) == (1, 5)
    assert instrument.provenance.status == "published, used under a licence"
    assert "alpha 0.8 (Nobody (2020))" in instrument.provenance.derived_from


@pytest.mark.parametrize("folder", [None, Path("/nowhere/at/all")])
def test_nobody_has_to_buy_anything(folder: Path | None) -> None:
    shelf = read_shelf(folder)
    assert (dict(shelf.copies), shelf.problems) == ({}, ())


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (changed(items=[{"id": "q2", "text": "a"}]), "the id q1 for item number 1"),
        (changed(items=[]), "1 to 200 items, found 0"),
        (with_text("…"), "the words themselves, found the “…” of the template"),
        (with_text("word " * 101), "at most 500 characters"),
        (with_text("turned \u202e around"), "a sign that cannot be seen"),
        (with_text("two\nlines"), "a sign that cannot be seen, or a new line"),
        (changed(response={"low": 5, "high": 1, "anchors": {}}), "low below high"),
        (bought(kind="instrument"), "“licensed-instrument”, found “instrument”"),
        (bought(0), "1 or more"),
        (bought(titel="A"), "a known key, found “titel”"),
        (bought(id="a.b"), "an id of small letters"),
        (bought(id="a" * 41), "at most 40 characters"),
        ("kind: [", "valid YAML"),
        ("a: &a [1]\nb: *a", "an alias"),
        ("", "an empty file"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_keeps_nothing_from_starting(
    tmp_path: Path, file: object, told: str
) -> None:
    library = laid(tmp_path)
    lay(tmp_path / "licensed", "broken.yaml", file)
    shelf = library.shelf()
    assert list(shelf.copies) == [INSTRUMENT]
    assert told in said(shelf.problems)
    assert all(problem.file == "broken.yaml" for problem in shelf.problems)
    assert library.bundle(PLAN)


def test_what_is_wrong_with_words_is_told_without_them(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, with_text("a quokka \u202e turned around"))
    assert "quokka" not in said(shelf.problems)


def test_two_files_with_one_name_are_one_too_many(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", bought())
    lay(tmp_path, "b.yaml", bought())
    shelf = read_shelf(tmp_path)
    assert shelf.copies[INSTRUMENT].file == "a.yaml"
    assert "an id that no other instrument has" in said(shelf.problems)


def test_names_of_what_ships_are_taken(tmp_path: Path) -> None:
    library = laid(tmp_path)
    ours = library.bundle(PLAN)
    shelf = read_shelf(tmp_path / "licensed", beside=ours)
    assert not shelf.copies
    assert "“stripes” as in the curriculum" in said(shelf.problems)


def test_signs_that_join_letters_are_spelling(tmp_path: Path) -> None:
    assert shelf_of(tmp_path, with_text("می\u200cخواهم")).problems == ()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "{share} {title}", "'; DROP TABLE response; --"]
)
def test_hostile_words_are_words(tmp_path: Path, text: str) -> None:
    shelf = shelf_of(tmp_path, with_text(text))
    assert shelf.problems == ()
    assert shelf.instruments()[INSTRUMENT].scales[0].items[0].text == text


def test_hidden_files_folders_and_other_endings_are_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, ".hidden.yaml", bought())
    lay(tmp_path, "notes.txt", "anything")
    (tmp_path / "folder.yaml").mkdir()
    assert read_shelf(tmp_path).problems == ()


def test_the_template_has_no_item_and_says_what_to_type(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, TEMPLATE.read_text("utf-8"))
    assert not shelf.copies
    assert "the “…” of the template" in said(shelf.problems)
    typed = TEMPLATE.read_text("utf-8").replace("“…”", "words").replace('"…"', '"some words"')
    assert shelf_of(tmp_path, typed).problems == ()


# ------------------------------------------------------- with and without words


def test_without_words_ids_keying_ranges_and_subscales_stay(tmp_path: Path) -> None:
    instrument = whole(tmp_path)
    bare = wordless(instrument)
    text = bare.model_dump_json()
    assert [secret for secret in SECRETS if secret in text] == []
    for before, after in zip(instrument.scales, bare.scales, strict=True):
        assert [(i.id, i.reverse_keyed, i.subscale) for i in before.items] == [
            (i.id, i.reverse_keyed, i.subscale) for i in after.items
        ]
        assert (before.response.low, before.response.high, before.response.step) == (
            after.response.low,
            after.response.high,
            after.response.step,
        )
    assert [item.text for item in bare.scales[0].items] == ["q1", "q2", "q3"]


_WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), include_characters=" "),
    min_size=12,
    max_size=60,
).map(lambda words: f"Zq{words.strip()}")


@hypothesis_settings(max_examples=25)
@given(words=_WORDS)
def test_whatever_the_words_are_none_of_them_stays(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    file = with_text(words)
    file["scales"][0] |= {
        "stem": f"Stem {words}",
        "response": {"low": 1, "high": 2, "anchors": {"1": words, "2": words}},
    }
    instrument = shelf_of(folder, file).instruments()[INSTRUMENT]
    assert instrument.scales[0].items[0].text == words
    assert words not in str(wordless(instrument).model_dump())


def test_an_instrument_of_ours_keeps_its_words(tmp_path: Path) -> None:
    ours = whole(tmp_path).model_copy(update={"bought": None})
    assert wordless(ours) is ours
    assert found_again(ours, read_shelf(None)) is ours


def test_words_are_found_again_only_if_they_are_the_same(tmp_path: Path) -> None:
    pinned = wordless(whole(tmp_path))
    assert found_again(pinned, read_shelf(tmp_path)) == whole(tmp_path)
    lay(tmp_path, FILE, bought(500))  # more copies are no other version
    assert found_again(pinned, read_shelf(tmp_path)) is not None
    lay(tmp_path, FILE, other_version())
    assert found_again(pinned, read_shelf(tmp_path)) is None
    (tmp_path / FILE).unlink()
    assert found_again(pinned, read_shelf(tmp_path)) is None
    assert [scale.items for scale in unasked(pinned).scales] == [()]


# ----------------------------------------------------------------- library


def test_a_bundle_and_the_curriculum_have_no_words_of_it(tmp_path: Path) -> None:
    library = laid(tmp_path)
    assert library.own().problems == ()
    bundle = library.bundle(PLAN)
    assert parsed(dumped(bundle)) == bundle
    for text in (dumped(bundle), library.curriculum().model_dump_json()):
        assert [secret for secret in SECRETS if secret in text] == []


def test_a_file_that_changes_is_read_anew(tmp_path: Path) -> None:
    library = laid(tmp_path)
    path = lay(tmp_path / "licensed", FILE, bought(77))
    os.utime(path, (1, 1))
    assert library.shelf().copies[INSTRUMENT].licence.copies_bought == 77
    assert library.shelf() is library.shelf()
    path.unlink()
    assert not library.shelf().copies


def test_a_plan_whose_instrument_is_not_there_is_listed_as_broken(tmp_path: Path) -> None:
    library = laid(tmp_path)
    (tmp_path / "licensed" / FILE).unlink()
    assert [plan.id for plan in library.plans()] == []
    assert INSTRUMENT in said(library.own().problems)
    with pytest.raises(NotFound):
        library.bundle(PLAN)
    lay(tmp_path / "licensed", FILE, bought())
    assert [plan.id for plan in library.plans()] == [PLAN]


def test_a_bought_instrument_is_asked_in_surveys_only(tmp_path: Path) -> None:
    bundle = laid(tmp_path).bundle(PLAN)
    only = bundle.plans[PLAN]
    steps = only.sessions[0].activities
    other = steps[1].model_copy(update={"kind": "outlook"})
    session = only.sessions[0].model_copy(update={"activities": (other,)})
    with pytest.raises(InvalidValue, match="can be asked in a survey only"):
        _check_asked(only.model_copy(update={"sessions": (session,)}), bundle)
    _check_asked(only, bundle)


def test_a_file_of_the_curriculum_cannot_say_that_it_was_bought(tmp_path: Path) -> None:
    instrument = whole(tmp_path).model_dump(mode="json")
    instrument["bought"] = {"holder": "Anybody", "fingerprint": "0" * 64}
    (tmp_path / "new").mkdir()
    library = laid(tmp_path / "new")
    lay(tmp_path / "new" / "own", "instruments/mine.yaml", {**instrument, "id": "mine"})
    library.refresh()
    assert "the mark of one that was bought" in said(library.own().problems)
