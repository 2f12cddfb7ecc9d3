"""The forms for trying out questions: who gets them, and what stands on them."""

from __future__ import annotations

import html

import pytest

from efficacy.services import access
from tests.cast import Room
from tests.web.house import Browser, Site, sentence, words

FORM = "/files/try-out/math-tasks"


def test_a_facilitator_gets_a_form_with_every_item_and_five_people(
    console: Browser, room: Room
) -> None:
    reply = console.get(FORM)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    read = words(reply)
    (scale,) = room.workshop.library.curriculum().instruments["math-tasks"].scales
    for item in scale.items:
        assert html.unescape(item.text) in html.unescape(reply.text)
    assert scale.stem in read
    assert "0 = cannot do it at all" in read
    assert [n for n in range(1, 9) if f"Person {n}, in their words" in read] == [1, 2, 3, 4, 5]
    assert reply.text.count("not same") == 5 * len(scale.items)
    assert "4 of 5 or more: the item stays." in read


def test_each_scale_of_an_instrument_has_a_sheet(console: Browser, room: Room) -> None:
    scales = room.workshop.library.curriculum().instruments["sources"].scales
    reply = console.get("/files/try-out/sources")
    assert reply.text.count("<table") == len(scales)


def test_the_list_leads_to_a_form_of_every_instrument(console: Browser, room: Room) -> None:
    reply = console.get("/files/try-out")
    for instrument in room.workshop.library.curriculum().instruments:
        assert f'href="/files/try-out/{instrument}"' in reply.text


@pytest.mark.parametrize("address", ["/files/try-out", FORM])
@pytest.mark.parametrize("who", ["outsider", "participant", "forged"])
def test_nobody_else_gets_them(site: Site, room: Room, who: str, address: str) -> None:
    browser = site.browser(at="127.0.0.1")
    if who == "participant":
        browser.joins(room.code, "Heron")
    elif who == "forged":
        browser.holds(access.COOKIE_FACILITATOR, "0" * 64)
    reply = browser.get(address)
    assert reply.status_code == 403
    assert "Only a facilitator" in sentence(reply)
    assert "in their words" not in reply.text


def test_questions_that_do_not_exist_are_a_sentence(console: Browser) -> None:
    reply = console.get("/files/try-out/<b>none")
    assert reply.status_code == 404
    assert "There are no questions called “<b>none” to try out." in sentence(reply)
    assert "<b>none" not in reply.text


def test_a_form_brings_no_style_and_no_script_of_its_own(console: Browser) -> None:
    page = console.get(FORM).text
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
