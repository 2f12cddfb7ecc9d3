"""The participant's screen: what stands on it, and what never does."""

from __future__ import annotations

import json
import re

from efficacy.flow import Move
from efficacy.services import access, facilitate


def _sheet(screen) -> dict:
    return next(data for data in map(json.loads, screen.components) if "fields" in data)


def _place_of_sheet(screen) -> tuple[int, ...]:
    """Return the path of indices that leads to the sheet."""

    def search(node, path):
        for index, child in getattr(node, "children", {}).items():
            if child.type == "bidi_component" and "fields" in json.loads(child.proto.json):
                return (*path, index)
            if found := search(child, (*path, index)):
                return found
        return None

    return search(screen.at.main, ())


def test_the_lobby_greets_by_call_name_and_keeps_the_pin_behind_a_tap(browser, scene) -> None:
    screen = browser(participant=scene.participant).opens("room")
    assert "You are in, Heron." in screen.words
    assert "<details" in screen.html
    before, _, after = screen.html.partition("<details")
    assert "PIN" not in before
    assert "PIN" in after


def test_the_word_list_is_one_quiet_link_away_while_no_step_is_on(browser, scene) -> None:
    screen = browser(participant=scene.participant).opens("room")
    assert '<a href="/words" target="_self">What the words mean</a>' in screen.html
    scene.room.does(Move.BEGIN)
    assert "/words" not in screen.again().html


def test_a_participant_has_at_most_six_elements_in_a_step(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    screen = browser(participant=scene.participant).opens("room")
    drawn = [e for e in screen.at.get("html") if not e.proto.body.startswith("<style>")]
    assert len(drawn) + len(screen.components) <= 6


def test_the_sheet_always_stands_at_the_same_place_among_the_elements(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    screen = browser(participant=scene.participant).opens("room")
    before = _place_of_sheet(screen)
    scene.room.does(Move.LAST_TASK)  # a clock appears above the sheet
    screen.again()
    assert any("remaining_s" in one for one in screen.components)
    assert _place_of_sheet(screen) == before


def test_the_welcome_fills_in_whom_to_turn_to_and_until_when(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    screen = browser(participant=scene.participant).opens("room")
    assert "Rosa Lind, room 12" in screen.words
    assert "{contact}" not in screen.html
    assert "{keep_until}" not in screen.html


def _unnamed(words: str, name: str) -> str:
    """Return a screen's words without what is each person's own: name, letter, PIN."""
    return re.sub(r"PIN \d{4}", "PIN", words.replace(name, "X").replace(f" {name[0]} ", " X "))


def test_who_declined_the_survey_sees_the_same_words_and_a_sheet_that_keeps_nothing(
    browser, scene, workshop
) -> None:
    declined = scene.room.cookie("Otter", takes_survey=False)
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    mine = browser(participant=scene.participant).opens("room")
    words, kept = _unnamed(mine.words, "Heron"), _sheet(mine)
    other = browser(participant=declined).opens("room")
    assert _unnamed(other.words, "Otter") == words
    assert kept["keep"] is True
    assert _sheet(other)["keep"] is False
    assert _sheet(other)["fields"] == kept["fields"]


def test_a_latecomer_is_told_that_it_is_fine(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    late = scene.room.cookie("Wren")
    screen = browser(participant=late).opens("room")
    assert "that is fine" in screen.words


def test_a_message_reaches_the_phone_as_text_never_as_markup(browser, scene, workshop) -> None:
    facilitate.say_to_all(
        workshop, scene.room.owner, scene.room.session_id, "<b>Break</b> until ten"
    )
    screen = browser(participant=scene.participant).opens("room")
    assert "&lt;b&gt;Break&lt;/b&gt; until ten" in screen.html
    assert "<b>Break" not in screen.html


def test_a_call_name_is_never_read_as_markup(browser, scene) -> None:
    screen = browser(participant=scene.room.cookie("<i>x & 'y'")).opens("room")
    assert "<i>x" not in screen.html
    assert "&lt;i&gt;x &amp;" in screen.html


def test_after_the_close_the_sheet_takes_nothing_more(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    scene.room.does(Move.CLOSE)
    screen = browser(participant=scene.participant).opens("room")
    assert _sheet(screen)["open"] is False


def test_revealed_the_phone_says_in_words_what_the_room_sees(browser, scene) -> None:
    _revealed(scene, people=6)
    screen = browser(participant=scene.participant).opens("room")
    assert "Look at the screen in front. In words:" in screen.words
    assert "on average" in screen.words
    assert "6 people" in screen.words


def test_under_five_answers_there_is_a_sentence_and_no_figure(browser, scene) -> None:
    _revealed(scene, people=3)
    phone = browser(participant=scene.participant).opens("room")
    assert "too few answers" in phone.words
    assert "on average" not in phone.words
    front = browser(projector=scene.projector).opens("projector")
    assert "too few answers" in front.words
    assert not front.at.get("plotly_chart")


def test_done_can_be_seen_and_does_not_close_the_sheet(browser, scene, workshop) -> None:
    from efficacy.services import participate

    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    screen = browser(participant=scene.participant).opens("room")
    who = access.who_is(workshop, screen.cookies).participant
    participate.act(workshop, who, run_id=_sheet(screen)["run"], action_id="pass", counter=1)
    screen.again()
    assert "You can still change answers" in screen.words
    assert _sheet(screen)["open"] is True


def test_after_the_session_the_screen_says_that_answers_are_kept(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.does(Move.END)
    screen = browser(participant=scene.participant).opens("room")
    assert "Your answers are kept" in screen.words


def _revealed(scene, *, people: int) -> None:
    room = scene.room
    others = [room.joins(f"Person {n}") for n in range(people)]
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="post")
    for who in others:
        room.fills(who)
    room.does(Move.CLOSE)
    room.does(Move.REVEAL)
