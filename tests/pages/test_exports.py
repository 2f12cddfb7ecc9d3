"""The files on the results page: a button a file, a bar, and the link once it is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from efficacy.errors import StoreError
from efficacy.services.exports import Export, ExportFile
from efficacy.web import files, making
from efficacy.web.making import Making
from tests.pages.conftest import Browser, Scene

READY = Making(begun_ms=0, file=ExportFile("book.xlsx", b"PK"))


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> dict[Export, Making]:
    """Return how far each file is, for a test to say; nothing is made in truth."""
    known: dict[Export, Making] = {}
    monkeypatch.setattr(making, "progress", lambda w, who, cohort_id, what: known.get(what))
    monkeypatch.setattr(
        files, "begin", lambda w, who, cohort_id, what: known.update({what: Making(begun_ms=0)})
    )
    return known


def opened(browser: Callable[..., Browser], scene: Scene) -> Browser:
    """Return the results page of the owner."""
    return browser(facilitator=scene.owner).opens("results", cohort=scene.room.cohort_id)


def test_a_confidential_cohort_has_four_files_to_make(browser, scene: Scene, stands) -> None:
    screen = opened(browser, scene)
    labels = [button.label for button in screen.at.button]
    assert {"Make the workbook", "Make the working file"} <= set(labels)
    assert {"Make the CSV files", "Make the SPSS file"} <= set(labels)


def test_a_press_begins_a_file_and_a_bar_stands_in_its_place(
    browser, scene: Scene, stands: dict[Export, Making]
) -> None:
    screen = opened(browser, scene)
    screen.at.button(key="make-cohort").click().run()
    assert list(stands) == [Export.COHORT]
    assert "<progress" in screen.html
    assert "make-cohort" not in [button.key for button in screen.at.button]


def test_a_file_that_is_ready_has_its_link(
    browser, scene: Scene, stands: dict[Export, Making]
) -> None:
    stands[Export.COHORT] = READY
    screen = opened(browser, scene)
    assert f'href="/files/made/{scene.room.cohort_id}/cohort"' in screen.html
    assert "Make it anew" in [button.label for button in screen.at.button]


def test_a_file_that_could_not_be_made_says_why(
    browser, scene: Scene, stands: dict[Export, Making]
) -> None:
    stands[Export.COHORT] = Making(begun_ms=0, trouble=StoreError("The disk is full."))
    assert "The disk is full." in opened(browser, scene).words
