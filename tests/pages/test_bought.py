"""Bought instruments on the settings page: the list, the count on paper, what is wrong."""

from __future__ import annotations

import pytest

from efficacy.services import access, bought
from efficacy.web import runtime
from tests.bought import INSTRUMENT, SECRETS, bought_room
from tests.bought import bought as file_of
from tests.cast import PASSPHRASE
from tests.content.house import lay


@pytest.fixture
def shop(browser):
    """A server whose facilitator has bought an instrument, and their folder."""
    with bought_room(5) as (room, folder):
        runtime.use_workshop(room.workshop)
        yield room, folder


def settings_of(browser, room):
    cookie = access.log_in(room.workshop, name=room.owner.name, passphrase=PASSPHRASE)
    return browser(facilitator=cookie).opens("settings")


def test_the_list_says_what_was_bought_and_where_its_file_lies(browser, shop) -> None:
    room, folder = shop
    screen = settings_of(browser, room)
    assert "Zebra scale" in screen.html
    assert "Stripes Press, ZP-1" in screen.html
    assert "<td>5</td><td>0</td><td>5</td>" in screen.html
    assert str(folder / "licensed") in screen.html
    assert [secret for secret in SECRETS if secret in screen.html] == []


def test_nothing_bought_is_said_without_fuss(browser, workshop, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("settings")
    assert "There is none yet." in screen.words


def test_copies_on_paper_are_noted(browser, shop) -> None:
    room, _ = shop
    screen = settings_of(browser, room)
    screen.at.number_input[0].set_value(4)
    screen.again()
    (one,) = bought.listed(room.workshop, room.owner).owned
    assert (one.paper, one.left) == (4, 1)
    assert "<td>5</td><td>4</td><td>1</td>" in screen.html


def test_a_file_with_a_mistake_is_listed_and_its_words_are_no_markup(browser, shop) -> None:
    room, folder = shop
    lay(folder / "licensed", "broken.yaml", file_of(0, id="<script>alert(1)</script>"))
    screen = settings_of(browser, room)
    assert "These files cannot be used yet:" in screen.words
    assert "broken.yaml" in screen.html
    assert "<script>alert(1)" not in screen.html


def test_a_title_with_signs_of_its_own_is_shown_as_it_is(browser, shop) -> None:
    room, folder = shop
    lay(folder / "licensed", "zebra.yaml", file_of(5, title="<b>Zebra</b> *scale*"))
    screen = settings_of(browser, room)
    assert "&lt;b&gt;Zebra" in screen.html
    assert "\\*scale\\*" in screen.at.number_input[0].label
    assert INSTRUMENT in room.workshop.library.shelf().copies
