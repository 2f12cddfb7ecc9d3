"""The switch on one's own results: a form that only its own person can send, and what it tells."""

from __future__ import annotations

import pytest

from efficacy.services import access, own_results
from tests.cast import Room
from tests.web.house import Browser, Site, sentence


@pytest.fixture
def heron(site: Site, room: Room) -> Browser:
    """Return a participant's browser."""
    return site.browser().holds(access.COOKIE_PARTICIPANT, room.cookie("Heron"))


def names(room: Room) -> list[str]:
    """Return who shows their results to the owner."""
    found = own_results.seen_by_counselor(room.workshop, room.owner, room.cohort_id)
    return [line.call_name for line in found]


def test_a_press_shows_the_page_and_another_takes_it_back(heron: Browser, room: Room) -> None:
    for value, shown in (("yes", ["Heron"]), ("yes", ["Heron"]), ("no", []), ("no", [])):
        reply = heron.post("/shown", {"shown": value})
        assert reply.status_code == 303
        assert reply.headers["location"] == "/my-results"
        assert reply.headers["cache-control"] == "no-store"
        assert names(room) == shown


@pytest.mark.parametrize("origin", [None, "http://elsewhere.test", "http://room.test:9999"])
def test_a_page_of_another_server_presses_nothing(
    heron: Browser, room: Room, origin: str | None
) -> None:
    reply = heron.post("/shown", {"shown": "yes"}, origin=origin)
    assert reply.status_code == 403
    assert names(room) == []


def test_a_link_changes_nothing(heron: Browser, room: Room) -> None:
    assert heron.get("/shown?shown=yes").status_code == 405
    assert names(room) == []


@pytest.mark.parametrize("form", [{}, {"shown": ""}, {"shown": "maybe"}, {"other": "yes"}])
def test_a_form_that_says_neither_changes_nothing(
    heron: Browser, room: Room, form: dict[str, str]
) -> None:
    reply = heron.post("/shown", form)
    assert reply.status_code == 422
    assert "nothing was changed" in sentence(reply)
    assert names(room) == []


@pytest.mark.parametrize("cookie", ["", "0" * 64])
def test_who_is_in_no_group_is_led_to_the_door(site: Site, room: Room, cookie: str) -> None:
    browser = site.browser()
    if cookie:
        browser.holds(access.COOKIE_PARTICIPANT, cookie)
    assert browser.post("/shown", {"shown": "yes"}).headers["location"] == "/join"
    assert names(room) == []


def test_the_form_speaks_for_its_own_person_alone(site: Site, heron: Browser, room: Room) -> None:
    wren = site.browser().holds(access.COOKIE_PARTICIPANT, room.cookie("Wren"))
    heron.post("/shown", {"shown": "yes", "participant_id": "somebody"})
    wren.post("/shown", {"shown": "no"})
    assert names(room) == ["Heron"]


def test_the_page_asks_who_is_here_before_a_new_visit(site: Site, heron: Browser) -> None:
    assert site.browser().get("/my-results").headers["location"] == "/join"
    assert 'location.replace("/join")' in heron.get("/my-results").text


# ------------------------------------------------------------------ the live link of it


def test_showing_and_taking_back_reach_the_page_of_people_at_once(
    console: Browser, heron: Browser, room: Room
) -> None:
    with console.listen(f"as=console&cohort={room.cohort_id}") as desk:
        before = desk.receive_json()["token"]
        heron.post("/shown", {"shown": "yes"})
        while (shown := desk.receive_json()["token"]) == before:
            pass
        heron.post("/shown", {"shown": "no"})
        while desk.receive_json()["token"] == shown:
            pass


@pytest.mark.parametrize("whose", ["nobody", "other"])
def test_the_people_of_somebody_elses_cohort_are_told_to_nobody(
    site: Site, console: Browser, room: Room, workshop, clock, whose: str
) -> None:
    other = Room.made(workshop, clock, name="Evening class")
    cohort_id = {"nobody": "x", "other": other.cohort_id}[whose]
    with console.listen(f"as=console&cohort={cohort_id}") as link:
        assert link.receive_json()["token"] == "gone"
