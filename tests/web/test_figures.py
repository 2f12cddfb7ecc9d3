"""The pictures of the results as files: who gets them, and how they are sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from efficacy.reports.results import Results
from efficacy.services import access, report
from efficacy.store.tables import audit
from tests.cast import Room
from tests.reports.shown import results
from tests.web.house import STRANGERS, Browser, Site, sentence

PATH = "/files/figure/{}/change-math-tasks.{}"


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Put results made by hand in the place of the cohort's; ``is_exact`` can be changed."""
    how: dict[str, Any] = {"is_exact": True}

    def made(workshop: Any, who: Any, cohort_id: str, **_: Any) -> Results:
        with workshop.store.read() as tx:
            access.require_cohort(tx, who, cohort_id)
        return replace(results(**how), cohort_id=cohort_id)

    monkeypatch.setattr(report, "results", made)
    return how


def test_the_owner_gets_the_figures_as_a_file_to_keep(console: Browser, room: Room) -> None:
    reply = console.get(PATH.format(room.cohort_id, "csv"))
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert (
        'attachment; filename="can-do-bakomi-change-math-tasks.csv"'
        in (reply.headers["content-disposition"])
    )
    lines = reply.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "what,before,after,change,interval_low,interval_high,n"
    assert len(lines) == 2 + 12


def test_the_owner_gets_the_picture_as_a_page_that_is_kept_and_not_opened(
    console: Browser, room: Room
) -> None:
    reply = console.get(PATH.format(room.cohort_id, "html"))
    assert reply.status_code == 200
    assert reply.headers["content-disposition"].startswith("attachment")
    assert "Plotly.newPlot" in reply.text
    assert "keep this file to yourself" in reply.text


def test_in_a_group_only_cohort_the_file_holds_the_group_s_figures_only(
    console: Browser, room: Room, found: dict[str, Any]
) -> None:
    found["is_exact"] = False
    assert len(console.get(PATH.format(room.cohort_id, "csv")).text.splitlines()) == 2
    assert "may be shared" in console.get(PATH.format(room.cohort_id, "html")).text


def test_made_up_people_are_marked_in_the_file(
    console: Browser, room: Room, found: dict[str, Any]
) -> None:
    found["is_synthetic"] = True
    assert "These people are invented" in console.get(PATH.format(room.cohort_id, "html")).text


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_gets_it(site: Site, console: Browser, room: Room, who: str) -> None:
    browser = site.stranger(who, console, room.code)
    reply = browser.get(PATH.format(room.cohort_id, "csv"))
    assert reply.status_code == 403
    assert "Only a facilitator" in sentence(reply)


def test_another_facilitator_s_cohort_does_not_exist(site: Site, workshop: Any, room: Room) -> None:
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    assert stranger.get(PATH.format(room.cohort_id, "csv")).status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("no-such-picture.csv", 404, "no picture “no-such-picture”"),
        ("change-career-tasks.csv", 404, "no picture"),
        ("sources.svg", 422, "“csv” or as “html”"),
    ],
)
def test_what_there_is_not_is_a_sentence(
    console: Browser, room: Room, path: str, status: int, words: str
) -> None:
    reply = console.get(f"/files/figure/{room.cohort_id}/{path}")
    assert reply.status_code == status
    assert words in sentence(reply)


def test_each_file_leaves_a_line_in_the_audit(console: Browser, workshop: Any, room: Room) -> None:
    console.get(PATH.format(room.cohort_id, "csv"))
    with workshop.store.read() as tx:
        assert "export-picture-csv" in {row.verb for row in tx.execute(audit.select())}
