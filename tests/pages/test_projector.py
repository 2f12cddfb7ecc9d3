"""The room's screen: the way in always, a person never."""

from __future__ import annotations

import pytest

from efficacy.flow import Move
from efficacy.services import facilitate


def test_the_lobby_shows_address_wifi_code_and_qr(browser, scene) -> None:
    screen = browser(projector=scene.projector).opens("projector")
    assert "same Wi-Fi as this screen" in screen.words
    assert "192.168.1.20:8501" in screen.words
    assert scene.room.code in screen.words
    assert f'src="/qr/{scene.room.code}.svg"' in screen.html
    assert "1 person is in" in screen.words


def test_without_a_network_the_lobby_shows_no_address_and_no_qr(browser, scene, workshop) -> None:
    workshop.addresses = tuple
    screen = browser(projector=scene.projector).opens("projector")
    assert "in no network yet" in screen.words
    assert "/qr/" not in screen.html
    assert scene.room.code in screen.words


@pytest.mark.parametrize("moves", range(0, 12, 2))
def test_the_way_in_stays_on_every_screen_and_no_name_is_ever_on_it(moves, browser, scene) -> None:
    for _ in range(moves):
        scene.room.does(scene.room.console().next_move)
    screen = browser(projector=scene.projector).opens("projector")
    assert scene.room.code in screen.words
    assert "192.168.1.20:8501" in screen.words
    assert "Heron" not in screen.html
    assert not screen.at.button


def test_an_open_survey_shows_how_many_have_finished_and_nothing_of_their_answers(
    browser, scene
) -> None:
    room = scene.room
    others = [room.joins(f"Person {n}") for n in range(3)]
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="pre")
    for who in others[:2]:
        room.fills(who)
    screen = browser(projector=scene.projector).opens("projector")
    assert "2 have finished" in screen.words
    assert not screen.at.get("plotly_chart")


def test_last_task_is_said_in_words(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    scene.room.does(Move.LAST_TASK)
    screen = browser(projector=scene.projector).opens("projector")
    assert "Last task. Three minutes." in screen.words
    assert any(
        '"remaining_s": 180' in one or '"remaining_s":180' in one for one in screen.components
    )


def test_nothing_is_shown_of_a_closed_survey_until_it_is_revealed(browser, scene) -> None:
    room = scene.room
    others = [room.joins(f"Person {n}") for n in range(6)]
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="post")
    for who in others:
        room.fills(who)
    room.does(Move.CLOSE)
    screen = browser(projector=scene.projector).opens("projector")
    assert "Closed. Thank you." in screen.words
    assert not screen.at.get("plotly_chart")
    room.does(Move.REVEAL)
    screen.again()
    (chart,) = screen.at.get("plotly_chart")
    assert "on average" in chart.proto.alt
    assert "6 people" in chart.proto.spec or "6 people" in chart.proto.figure.spec


def test_a_message_stands_in_front_as_text(browser, scene, workshop) -> None:
    facilitate.say_to_all(workshop, scene.room.owner, scene.room.session_id, "Break <until> ten")
    screen = browser(projector=scene.projector).opens("projector")
    assert "Break &lt;until&gt; ten" in screen.html
