"""No item and no name of an instrument that belongs to somebody else gets into what ships."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.content import fingerprints
from tests.content.house import SHIPPED
from tests.content.test_shipped import NOT_OURS
from tests.content.test_shipped import PEOPLE as AUTHORS

PEOPLE = set(AUTHORS)
FILES = sorted(SHIPPED.rglob("*.yaml"))
# A made-up item; none of these words in a row is anybody's.
MADE_UP = "I polish my zirconium umbrella before every single parade"

each_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(SHIPPED).as_posix()
)


def named(text: str, names: set[str]) -> list[str]:
    """Return which of the names stand in a text."""
    return [name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", text)]


def texts(data: Any) -> Iterator[str]:
    """Yield every text of a file, wherever it stands."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


# ------------------------------------------------------------------- names


@each_file
def test_no_file_names_an_instrument_that_is_sold(path: Path) -> None:
    assert named(path.read_text("utf-8"), set(NOT_OURS) - PEOPLE) == []


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.parent.name in ("instruments", "ladders", "cues")],
    ids=lambda path: path.relative_to(SHIPPED).as_posix(),
)
def test_what_people_answer_names_nobody_who_sells_questions(path: Path) -> None:
    assert named(path.read_text("utf-8"), PEOPLE) == []


def test_names_are_found_where_they_stand() -> None:
    assert named("as in the MSES-R of 1995", set(NOT_OURS)) == ["MSES", "MSES-R"]
    assert named("the AMASS of snow", set(NOT_OURS)) == []
    assert set(NOT_OURS) > PEOPLE


# ------------------------------------------------------------------- items


@each_file
def test_no_five_words_in_a_row_are_those_of_an_item_that_belongs_to_others(path: Path) -> None:
    theirs = fingerprints.known()
    found = [
        text
        for text in texts(yaml.safe_load(path.read_text("utf-8")))
        if fingerprints.fingerprints(text) & theirs
    ]
    assert found == []


def test_there_are_fingerprints_and_no_words_among_them() -> None:
    kept = fingerprints.known()
    assert len(kept) > 1000
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in kept)


def test_an_item_is_found_whatever_stands_around_it_and_however_it_is_spelled(
    tmp_path: Path,
) -> None:
    file = tmp_path / "kept.txt"
    assert fingerprints.add(["# a note", MADE_UP], file) == 5
    assert fingerprints.add([MADE_UP], file) == 0
    theirs = fingerprints.known(file)
    near = "How sure are you? I POLISH my “zirconium” umbrella, before breakfast."
    far = "I polish my umbrella of zirconium before a parade"
    assert fingerprints.fingerprints(near) & theirs
    assert not fingerprints.fingerprints(far) & theirs
    assert "zirconium" not in file.read_text("utf-8")


def test_a_few_common_words_are_nobodys() -> None:
    assert fingerprints.fingerprints("add two prices") == set()
    assert fingerprints.fingerprints("I am certain that I can do it") == set()
    assert len(fingerprints.fingerprints("add two large prices")) == 1


@given(st.text(), st.text())
def test_a_longer_text_has_all_that_stands_in_it(before: str, after: str) -> None:
    whole = f"{before} {MADE_UP} {after}"
    assert fingerprints.fingerprints(MADE_UP) <= fingerprints.fingerprints(whole)
