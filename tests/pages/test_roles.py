"""Three roles before every screen: who may not open it sees a way in and nothing else."""

from __future__ import annotations

import pytest

from efficacy.flow import Move
from efficacy.services import access, facilitate

FACILITATORS = (
    "cohorts",
    "console",
    "people",
    "results",
    "curriculum",
    "settings",
    "stories",
    "paper",
)
ALL = (*FACILITATORS, "room", "my-results", "projector")


@pytest.mark.parametrize("address", FACILITATORS)
def test_the_owner_opens_every_screen_of_a_facilitator(address, browser, scene) -> None:
    screen = browser(facilitator=scene.owner).opens(address, **scene.query)
    assert "ui-door" not in screen.html
    assert screen.html


@pytest.mark.parametrize("address", FACILITATORS)
def test_a_participant_gets_the_log_in_where_a_facilitator_works(address, browser, scene) -> None:
    screen = browser(participant=scene.participant).opens(address, **scene.query)
    assert "Please log in" in screen.words
    assert "Heron" not in screen.words
    assert scene.room.code not in screen.html


@pytest.mark.parametrize("address", ALL)
def test_an_outsider_sees_a_way_in_and_nothing_of_the_room(address, browser, scene) -> None:
    screen = browser().opens(address, **scene.query)
    assert "ui-door" in screen.html
    assert any(f'href="/{way}"' in screen.html for way in ("login", "join", "cohorts"))
    for secret in (scene.room.code, "Heron", "Tuesday group"):
        assert secret not in screen.html


def test_another_facilitator_sees_neither_the_session_nor_the_people(
    browser, scene, workshop
) -> None:
    link = access.new_setup_link(workshop)
    other = access.become_facilitator(workshop, link, name="Someone Else", passphrase="x" * 12)
    for address in ("console", "people", "results"):
        screen = browser(facilitator=other).opens(address, **scene.query)
        assert "Heron" not in screen.words
        assert scene.room.code not in screen.html
        assert "among yours" in screen.words


def test_a_forged_cookie_is_an_outsider(browser, scene) -> None:
    screen = browser(facilitator="f" * 64, participant="p" * 64).opens("console", **scene.query)
    assert "Please log in" in screen.words


def test_the_bare_address_welcomes_an_outsider(browser, scene) -> None:
    screen = browser().opens("")
    assert 'href="/join"' in screen.html
    assert 'href="/login"' in screen.html


def test_one_browser_may_hold_a_console_a_projector_and_a_participant(browser, scene) -> None:
    screen = browser(
        facilitator=scene.owner, participant=scene.participant, projector=scene.projector
    )
    assert "Run of show" in screen.opens("console", **scene.query).words
    assert "You are in, Heron." in screen.opens("room").words
    assert "Come in and join" in screen.opens("projector").words


def test_a_console_that_was_logged_out_elsewhere_shows_the_log_in_at_its_next_run(
    browser, scene, workshop
) -> None:
    screen = browser(facilitator=scene.owner).opens("console", **scene.query)
    who = access.who_is(workshop, screen.cookies).facilitator
    access.log_out(workshop, who)
    screen.again()
    assert "Please log in" in screen.words
    assert "Run of show" not in screen.words


def test_a_press_on_a_logged_out_console_changes_nothing(browser, scene, workshop) -> None:
    screen = browser(facilitator=scene.owner).opens("console", **scene.query)
    access.log_out(workshop, access.who_is(workshop, screen.cookies).facilitator)
    screen.presses("Begin: Welcome")
    assert "Please log in" in screen.words
    assert scene.room.console().place == "lobby"


def test_a_removed_person_is_led_to_the_door(browser, scene, workshop) -> None:
    screen = browser(participant=scene.participant).opens("room")
    who = access.who_is(workshop, screen.cookies).participant
    facilitate.remove_person(workshop, scene.room.owner, who.id)
    screen.again()
    assert "This device is not in a group" in screen.words


def test_a_participant_of_another_cohort_sees_only_their_own(browser, scene, workshop) -> None:
    from tests.cast import Room

    other = Room.made(workshop, scene.room.clock, name="Evening class")
    screen = browser(participant=other.cookie("Otter")).opens("room")
    scene.room.does(Move.BEGIN)
    screen.again()
    assert "Evening class" in screen.words
    assert "Tuesday group" not in screen.words
    assert "There is no session right now" in screen.words
