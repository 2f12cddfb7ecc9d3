"""Workbook, projector and QR code: who gets them, and how they are sent."""

from __future__ import annotations

import re
import threading

import pytest

from efficacy.errors import InsufficientData
from efficacy.services import access, exports, facilitate
from efficacy.services.workshop import Workshop
from tests.cast import Room
from tests.web.house import STRANGERS, Browser, Site, sentence


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Put a small file in the workbook's place; return who asked for which."""
    asked: list[tuple[str, str]] = []

    def workbook(workshop: Workshop, who: access.Facilitator, cohort_id: str, *, kind: str):
        with workshop.store.read() as tx:
            access.require_cohort(tx, who, cohort_id)
        asked.append((cohort_id, kind))
        return "Tüsday “group”\r\n;.xlsx", b"PK"

    monkeypatch.setattr(exports, "workbook", workbook)
    return asked


def test_the_owner_downloads_the_workbook(
    console: Browser, room: Room, sheet: list[tuple[str, str]]
) -> None:
    reply = console.get(f"/files/workbook/{room.cohort_id}")
    assert reply.status_code == 200
    assert reply.content == b"PK"
    assert reply.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert reply.headers["cache-control"] == "no-store"
    assert sheet == [(room.cohort_id, "cohort")]


def test_a_file_name_cannot_break_the_header(
    console: Browser, room: Room, sheet: list[tuple[str, str]]
) -> None:
    header = console.get(f"/files/workbook/{room.cohort_id}?kind=working").headers[
        "content-disposition"
    ]
    assert re.match(r'^attachment; filename="[^"\r\n\\]*"; filename\*=UTF-8\'\'[\w%.\-]+$', header)
    assert sheet[-1][1] == "working"


def test_the_real_workbook_comes_through(console: Browser, room: Room) -> None:
    reply = console.get(f"/files/workbook/{room.cohort_id}")
    assert reply.status_code == 200
    assert reply.content.startswith(b"PK")


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_gets_it(
    site: Site, console: Browser, room: Room, sheet: list[tuple[str, str]], who: str
) -> None:
    browser = site.stranger(who, console, room.code)
    reply = browser.get(f"/files/workbook/{room.cohort_id}")
    assert reply.status_code == 403
    assert "Only a facilitator" in sentence(reply)
    assert sheet == []


def test_another_facilitators_cohort_does_not_exist(
    site: Site, workshop: Workshop, room: Room, sheet: list[tuple[str, str]]
) -> None:
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    theirs = stranger.get(f"/files/workbook/{room.cohort_id}")
    none = stranger.get("/files/workbook/no-such")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert sentence(theirs) == sentence(none)
    assert sheet == []


def test_an_unknown_kind_is_a_sentence(console: Browser, room: Room) -> None:
    reply = console.get(f"/files/workbook/{room.cohort_id}?kind=<b>everything")
    assert reply.status_code == 422
    assert "no workbook of the kind “<b>everything”" in sentence(reply)
    assert "<b>" not in reply.text


def test_what_the_report_refuses_is_a_sentence(
    console: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InsufficientData("There is no answer yet. Hold the session first.")

    monkeypatch.setattr(exports, "workbook", refuse)
    reply = console.get(f"/files/workbook/{room.cohort_id}")
    assert reply.status_code == 409
    assert sentence(reply) == "There is no answer yet. Hold the session first."


def test_what_nobody_foresaw_is_a_sentence_without_a_trace(
    console: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(exports, "workbook", breaks)
    reply = console.get(f"/files/workbook/{room.cohort_id}")
    assert reply.status_code == 500
    assert sentence(reply).startswith("Something went wrong here.")
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text


def test_workbooks_are_made_one_at_a_time(
    console: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most = 0, 0
    lock = threading.Lock()

    def counting(*_: object, **__: object) -> tuple[str, bytes]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.02)
        with lock:
            inside -= 1
        return "x.xlsx", b"PK"

    monkeypatch.setattr(exports, "workbook", counting)
    threads = [
        threading.Thread(target=console.get, args=(f"/files/workbook/{room.cohort_id}",))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


# ----------------------------------------------------------------- projector


def test_the_console_opens_the_rooms_screen(
    console: Browser, workshop: Workshop, room: Room
) -> None:
    session_id = room.opens()
    reply = console.get(f"/projector/open/{session_id}")
    assert (reply.status_code, reply.headers["location"]) == (303, "/projector")
    assert "HttpOnly" in reply.headers["set-cookie"]
    who = access.who_is(workshop, dict(console.client.cookies))
    assert who.projector == access.Projector(session_id, room.cohort_id)
    assert who.facilitator is not None


def test_nobody_else_opens_it(site: Site, workshop: Workshop, room: Room) -> None:
    session_id = room.opens()
    participant = site.browser()
    participant.joins(room.code, "Heron")
    assert participant.get(f"/projector/open/{session_id}").status_code == 403
    assert site.browser().get(f"/projector/open/{session_id}").status_code == 403
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    assert stranger.get(f"/projector/open/{session_id}").status_code == 404
    assert not stranger.has(access.COOKIE_PROJECTOR)


# ------------------------------------------------------------------- QR code


def test_the_code_leads_to_the_rooms_door_at_the_likeliest_address(
    phone: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, written = qr(phone, room, monkeypatch)
    assert reply.headers["content-type"] == "image/svg+xml"
    assert reply.text.startswith("<svg")
    assert written == [f"http://192.168.1.20:8501/j/{room.code}"]


def test_the_chosen_address_is_taken(
    phone: Browser, workshop: Workshop, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    facilitate.set_address(workshop, room.owner, "10.0.0.5:8501")
    _, written = qr(phone, room, monkeypatch)
    assert written == [f"http://10.0.0.5:8501/j/{room.code}"]


def qr(phone: Browser, room: Room, monkeypatch: pytest.MonkeyPatch):
    import segno

    written: list[str] = []
    real = segno.make
    monkeypatch.setattr(
        segno, "make", lambda text, **more: (written.append(text), real(text, **more))[1]
    )
    return phone.get(f"/qr/{room.code}.svg"), written


def test_without_a_network_there_is_no_code_that_leads_a_phone_to_itself(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    workshop.addresses = tuple
    reply = phone.get(f"/qr/{room.code}.svg")
    assert reply.status_code == 404
    assert "in no network" in sentence(reply)


@pytest.mark.parametrize("code", ["x", "a" * 17, "a b c", "javascript:alert", "é" * 6])
def test_what_is_no_code_gets_no_picture(phone: Browser, code: str) -> None:
    assert phone.get(f"/qr/{code}.svg").status_code == 404
