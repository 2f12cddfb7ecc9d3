"""The word list: for those who take part, from the content that their group began with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.flow import Move
from efficacy.services import access, facilitate
from efficacy.services.words import glossaries
from efficacy.services.workshop import Workshop
from tests.activities import house
from tests.cast import Clock, Room, participant_behind
from tests.every_kind import Shelf, Stage
from tests.web.house import Browser, Site, sentence, words


@pytest.fixture
def room(workshop: Workshop, clock: Clock) -> Room:
    return Stage.made(workshop, clock, "pause", people=1).room


def without_words(workshop: Workshop, clock: Clock) -> Room:
    """Return a group that began before its curriculum had a word list."""
    bare = house.curriculum().model_copy(update={"glossaries": {}})
    room = Room.made(replace(workshop, library=Shelf(bare)), clock, plan_id="small")  # type: ignore[arg-type]
    room.opens("one")
    return room


def seated(site: Site, room: Room, name: str = "Bunting") -> tuple[Browser, access.Participant]:
    """Return somebody of this group at a browser."""
    cookie = room.cookie(name)
    browser = site.browser().holds(access.COOKIE_PARTICIPANT, cookie)
    return browser, participant_behind(room.workshop, cookie)


def test_each_word_stands_with_its_meaning_and_example(site: Site, room: Room) -> None:
    reply = seated(site, room)[0].get("/words")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert "Rung One height on a ladder. The third <b>. Pass To leave something out." in words(
        reply
    )


def test_words_of_an_author_are_no_markup(site: Site, room: Room) -> None:
    assert "The third <b>" not in seated(site, room)[0].get("/words").text


def test_it_says_in_which_language_the_words_are(site: Site, room: Room) -> None:
    assert '<section class="card" lang="en"' in seated(site, room)[0].get("/words").text


def test_a_word_list_is_offered_while_no_step_is_on(site: Site, room: Room) -> None:
    _, who = seated(site, room)
    assert room.screen(who).has_words
    room.does(Move.BEGIN)
    assert not room.screen(who).has_words
    room.does(Move.END)
    assert room.screen(who).has_words


def test_it_can_be_read_while_a_step_is_on(site: Site, room: Room) -> None:
    browser, _ = seated(site, room)
    room.does(Move.BEGIN)
    assert browser.get("/words").status_code == 200


def test_a_group_without_a_word_list_is_told_whom_to_ask(
    site: Site, workshop: Workshop, clock: Clock
) -> None:
    browser, who = seated(site, without_words(workshop, clock))
    assert "has no list of words" in sentence(browser.get("/words"))
    assert glossaries(workshop, who) == ()


def test_a_group_without_a_word_list_is_offered_none(
    site: Site, workshop: Workshop, clock: Clock
) -> None:
    room = without_words(workshop, clock)
    assert not room.screen(seated(site, room)[1]).has_words


def test_nothing_can_be_sent_to_it(site: Site, room: Room) -> None:
    assert seated(site, room)[0].post("/words", {"word": "x"}).status_code == 405


def test_a_stranger_is_led_to_the_door(site: Site) -> None:
    reply = site.browser().get("/words")
    assert (reply.status_code, reply.headers["location"]) == (303, "/join")


def test_who_was_removed_has_no_word_list_any_more(site: Site, room: Room) -> None:
    browser, who = seated(site, room)
    facilitate.remove_person(room.workshop, room.owner, who.id)
    assert browser.get("/words").status_code in (303, 403)
