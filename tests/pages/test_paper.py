"""The page for answers from paper: what it offers, and what it never shows."""

from __future__ import annotations

import json

import pytest

from efficacy.flow import Move
from efficacy.services import access, paper_entry
from tests.cast import PASSPHRASE, Room


@pytest.fixture
def page(browser, workshop, room: Room):
    """Return the opened page of the room's owner."""
    cookie = access.log_in(workshop, name=room.owner.name, passphrase=PASSPHRASE)
    return browser(facilitator=cookie).opens("paper", cohort=room.cohort_id)


def grid_of(screen) -> dict:
    """Return what the browser got to draw the grid from."""
    return next(one for one in map(json.loads, screen.components) if "columns" in one)


def test_the_page_is_reached_from_the_cohort(browser, workshop, room: Room) -> None:
    cookie = access.log_in(workshop, name=room.owner.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("cohorts")
    links = [(link.proto.label, link.proto.page) for link in screen.at.get("page_link")]
    assert ("Answers from paper", "paper") in links


def test_without_people_the_page_says_so_and_offers_to_add_some(page) -> None:
    assert "Nobody takes part in the survey yet." in page.words
    assert "Add a person on paper" in page.words


def test_somebody_added_without_a_name_gets_a_number_and_a_row(page, room: Room) -> None:
    page.at.radio[0].set_value(True)
    page.presses("Add")
    (row,) = grid_of(page)["rows"]
    assert row["name"].isdigit()
    assert f"Added last: {row['name']}" in page.words
    # The next person says it for themselves.
    assert page.at.radio[0].value is None


def test_consent_is_asked_and_never_assumed(page) -> None:
    assert page.at.radio[0].value is None
    page.presses("Add")
    assert "Say first whether their survey answers may be kept." in page.words
    assert "Nobody takes part in the survey yet." in page.words


def test_who_said_no_stands_in_no_row(page) -> None:
    page.at.text_input[0].set_value("Heron")
    page.at.radio[0].set_value(False)
    page.presses("Add")
    assert "Nobody takes part in the survey yet." in page.words


def test_a_call_name_that_is_taken_is_a_sentence(page, room: Room) -> None:
    room.joins("Heron")
    page.at.text_input[0].set_value("heron")
    page.at.radio[0].set_value(True)
    page.presses("Add")
    (toast,) = page.at.toast
    assert "is called “heron” already" in toast.value


@pytest.mark.parametrize("mode", ["confidential", "group-only"])
def test_no_answer_is_sent_to_the_page_whatever_is_stored(
    browser, workshop, clock, mode: str
) -> None:
    room = Room.made(workshop, clock, mode=mode)
    heron = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    room.answers(heron, room.ratings(heron)[0], 70, counter=1)
    (asked, _) = paper_entry.surveys(workshop, room.owner, room.cohort_id)
    items = [one.id for one in asked.fields("en")]
    paper_entry.enter(
        workshop,
        room.owner,
        room.cohort_id,
        paper_entry.Cell(
            planned_id=asked.session.id,
            activity_id=asked.activity.id,
            person_id=heron.id,
            item_id=items[1],
            value=30,
        ),
    )
    room.does(Move.NEXT)
    cookie = access.log_in(workshop, name=room.owner.name, passphrase=PASSPHRASE)
    drawn = grid_of(browser(facilitator=cookie).opens("paper", cohort=room.cohort_id))
    (row,) = drawn["rows"]
    # That something was typed from paper is told; a step on a screen, and any value, is not.
    assert row == {"id": heron.id, "name": "Heron", "typed": [items[1]]}


def test_no_row_shows_a_call_name_and_a_number_together(page, workshop, room: Room) -> None:
    room.joins("Heron")
    page.at.radio[0].set_value(True)
    page.presses("Add")
    heron, other = grid_of(page)["rows"]
    assert (heron["name"], other["name"].isdigit()) == ("Heron", True)
    with workshop.store.read() as tx:
        from efficacy.store.queries import participants

        number = participants.by_id(tx, heron["id"]).record_number
    assert str(number) not in json.dumps(grid_of(page)) + page.html


def test_the_workbook_is_offered_through_the_authorised_route(page, room: Room) -> None:
    assert f'action="/files/template/{room.cohort_id}"' in page.html


def test_another_facilitator_and_a_participant_see_nothing(browser, workshop, clock, room) -> None:
    stranger = Room.made(workshop, clock, name="Thursday group").owner
    cookie = access.log_in(workshop, name=stranger.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("paper", cohort=room.cohort_id)
    assert "among yours" in screen.words
    assert room.code not in screen.html
    guest = browser(participant=room.cookie("Heron")).opens("paper", cohort=room.cohort_id)
    assert "Please log in" in guest.words
