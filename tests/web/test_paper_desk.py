"""The routes for answers from paper: who may use them, and what they take."""

from __future__ import annotations

import io

import httpx
import pytest
from openpyxl import load_workbook

from efficacy.services import paper_entry
from efficacy.services.workshop import Workshop
from efficacy.store.queries import responses
from tests.cast import Clock, Room
from tests.web.house import ORIGIN, STRANGERS, Browser, Site, sentence


@pytest.fixture
def row(room: Room) -> paper_entry.GridRow:
    """Return somebody on paper."""
    paper_entry.add_person(room.workshop, room.owner, room.cohort_id, takes_survey=True)
    asked = paper_entry.surveys(room.workshop, room.owner, room.cohort_id)[0]
    (found,) = paper_entry.grid(
        room.workshop, room.owner, room.cohort_id, asked.session.id, asked.activity.id
    ).rows
    return found


def body(room: Room, row: paper_entry.GridRow, *values: object) -> dict[str, object]:
    """Return what the grid sends: the first questions with these values."""
    asked = paper_entry.surveys(room.workshop, room.owner, room.cohort_id)[0]
    fields = asked.fields("en")
    return {
        "cohort": room.cohort_id,
        "session": asked.session.id,
        "survey": asked.activity.id,
        "cells": [
            {"person": row.person_id, "item": fields[place].id, "value": value}
            for place, value in enumerate(values)
        ],
    }


def send(browser: Browser, content: object, *, origin: str | None = ORIGIN) -> httpx.Response:
    headers = {"Origin": origin} if origin else {}
    return browser.client.post("/desk/paper", json=content, headers=headers)


def stored(room: Room, row: paper_entry.GridRow) -> list[float]:
    with room.workshop.store.read() as tx:
        return [one.number for one in responses.history(tx, row.person_id)]


# ------------------------------------------------------------------- the cells


def test_the_owner_types_and_each_cell_gets_its_own_answer(
    console: Browser, room: Room, row: paper_entry.GridRow
) -> None:
    reply = send(console, body(room, row, 70, 75, 30))
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    first, second, third = reply.json()["results"]
    assert (first["ok"], third["ok"]) == (True, True)
    assert second["ok"] is False
    assert "takes a number from 0 to 100" in second["sentence"]
    assert stored(room, row) == [70, 30]


def test_the_same_again_changes_nothing_so_a_lost_reply_may_be_sent_anew(
    console: Browser, room: Room, row: paper_entry.GridRow
) -> None:
    for _ in range(2):
        assert send(console, body(room, row, 70)).json()["results"][0]["ok"]
    assert stored(room, row) == [70]


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_can_type(
    site: Site, console: Browser, room: Room, row: paper_entry.GridRow, who: str
) -> None:
    browser = site.stranger(who, console, room.code)
    reply = send(browser, body(room, row, 70))
    assert reply.status_code == 403
    assert "Only a facilitator" in reply.json()["sentence"]
    assert stored(room, row) == []


@pytest.mark.parametrize("origin", [None, "http://evil.test", "http://room.test:9999"])
def test_a_page_of_another_server_cannot_type(
    console: Browser, room: Room, row: paper_entry.GridRow, origin: str | None
) -> None:
    assert send(console, body(room, row, 70), origin=origin).status_code == 403
    assert stored(room, row) == []


def test_another_facilitators_cohort_does_not_exist(
    site: Site, workshop: Workshop, clock: Clock, room: Room, row: paper_entry.GridRow
) -> None:
    Room.made(workshop, clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    (result,) = send(stranger, body(room, row, 70)).json()["results"]
    assert result["ok"] is False
    assert "no such cohort among yours" in result["sentence"]
    assert stored(room, row) == []


@pytest.mark.parametrize(
    "change",
    [
        {"cells": []},
        {"cells": "all"},
        {"cells": [7]},
        {"cells": [{"person": "p", "item": "i", "value": "70"}]},
        {"cells": [{"person": "p", "item": "i", "value": True}]},
        {"cells": [{"person": 7, "item": "i", "value": 70}]},
        {"cells": [{"person": "p", "item": "i" * 300, "value": 70}]},
        {"cells": [{"person": "p", "item": "\x00", "value": 70}]},
        {"cells": [{"person": "p", "item": "i", "value": 70}] * 101},
        {"cohort": None},
        {"survey": ""},
    ],
)
def test_what_is_no_grids_is_refused_in_one_sentence(
    console: Browser, room: Room, row: paper_entry.GridRow, change: dict[str, object]
) -> None:
    reply = send(console, body(room, row, 70) | change)
    assert reply.status_code == 400
    assert "could not be read" in reply.json()["sentence"]
    assert stored(room, row) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'"x"', b"[" * 5000])
def test_what_is_no_json_is_refused(console: Browser, content: bytes) -> None:
    reply = console.client.post("/desk/paper", content=content, headers={"Origin": ORIGIN})
    assert reply.status_code == 400


def test_too_much_is_refused(console: Browser, room: Room, row: paper_entry.GridRow) -> None:
    assert send(console, body(room, row, 70) | {"more": "x" * 70_000}).status_code == 413


# ---------------------------------------------------------------- the workbook


def test_the_owner_gets_a_workbook_without_answers(
    console: Browser, room: Room, row: paper_entry.GridRow
) -> None:
    reply = console.get(f"/files/template/{room.cohort_id}?new=2")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert f"can-do-{room.code}-paper.xlsx" in reply.headers["content-disposition"]
    people = load_workbook(io.BytesIO(reply.content))["People"]
    assert [one.value for one in people["B"]][1:] == ["yes", None, None]


@pytest.mark.parametrize("new", ["-1", "x", "1e3", "999", "١"])
def test_an_odd_count_is_a_sentence(console: Browser, room: Room, new: str) -> None:
    reply = console.get(f"/files/template/{room.cohort_id}?new={new}")
    assert reply.status_code == 422
    assert "New numbers" in sentence(reply)


def test_nobody_else_gets_it(site: Site, workshop: Workshop, clock: Clock, room: Room) -> None:
    guest = site.browser()
    guest.joins(room.code, "Heron")
    assert guest.get(f"/files/template/{room.cohort_id}").status_code == 403
    Room.made(workshop, clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    assert stranger.get(f"/files/template/{room.cohort_id}").status_code == 404
