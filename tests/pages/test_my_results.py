"""A participant's own results on screen: for them, for whom they show it to, for nobody else."""

from __future__ import annotations

import re

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.personal import Turn
from efficacy.flow import Move
from efficacy.services import access, facilitate, own_results, participate, present
from tests.cast import Room, facilitator, participant_behind
from tests.every_kind import Stage
from tests.seven import SEVEN, seven

HOSTILE = "<img src=x onerror=alert(1)> **bold** {title} \u202e [a](b)"
WORDS = "You checked <b>the second step</b> twice."


def shown(room: Room, cookie: str) -> str:
    """Let somebody show their page; return their id."""
    who = participant_behind(room.workshop, cookie)
    own_results.show(room.workshop, who)
    return who.id


def desk_of(browser, room: Room):
    """Return the page of people in the owner's browser."""
    token = access.log_in(room.workshop, name=room.owner.name, passphrase="four words in row")
    return browser(facilitator=token).opens("people", cohort=room.cohort_id)


# ------------------------------------------------------------------------ whose it is


def test_before_the_first_survey_the_page_is_calm_and_offers_nothing(browser, scene) -> None:
    screen = browser(participant=scene.participant).opens("my-results")
    assert "nothing here yet, and nothing is missing" in screen.words
    assert "/shown" not in screen.html


def test_the_lobby_leads_to_the_page_and_the_page_back(browser, scene) -> None:
    lobby = browser(participant=scene.participant).opens("room")
    assert '<a href="/my-results" target="_self">Your own results</a>' in lobby.html
    page = browser(participant=scene.participant).opens("my-results")
    assert '<a href="/room" target="_self">Back to the room</a>' in page.html
    scene.room.does(Move.BEGIN)
    assert "/my-results" not in browser(participant=scene.participant).opens("room").html
    assert "Your group is at a step now." in page.again().words


@pytest.mark.parametrize("role", ["facilitator", "projector", "nobody"])
def test_no_other_role_opens_it(browser, scene, role: str) -> None:
    tokens = {"facilitator": scene.owner, "projector": scene.projector}
    held = {role: tokens[role]} if role in tokens else {}
    screen = browser(**held).opens("my-results")
    assert "This device is not in a group" in screen.words
    assert "Heron" not in screen.words


def test_another_participant_sees_their_own_and_nothing_of_this_one(browser, room: Room) -> None:
    cookies = seven(room, "Up", "Late")
    first = browser(participant=cookies["Up"]).opens("my-results").words
    second = browser(participant=cookies["Late"]).opens("my-results").words
    assert "You were sure of 2 of 5 tasks. Now you are sure of 4." in first
    assert "You are sure of 2 of 5 tasks." in second
    assert "Now you are sure of 4." not in second
    assert not re.search(r"\bUp\b", second)
    assert "Late" not in first


def test_who_somebody_is_comes_from_the_store_at_every_run(browser, room: Room) -> None:
    cookies = seven(room, "Up", until="pre")
    screen = browser(participant=cookies["Up"]).opens("my-results")
    assert "You were sure of" in screen.words
    who = participant_behind(room.workshop, cookies["Up"])
    facilitate.remove_person(room.workshop, room.owner, who.id)
    assert "You were sure of" not in screen.again().words
    assert "This device is not in a group" in screen.words


# ------------------------------------------------------------------- the seven cases


@pytest.fixture
def everybody(browser, room: Room) -> dict[str, str]:
    """Return the words on the pages of all seven."""
    cookies = seven(room)
    return {
        name: browser(participant=cookie).opens("my-results").words
        for name, cookie in cookies.items()
    }


SAID = {
    "Up": "Your answers moved up.",
    "Same": "Your answers are about where they were.",
    "Down": "Often that is a closer look",
    "Missing": "You were not in the last survey",
    "Prorated": "This is about the 4 of 5 lines that you answered both times.",
    "Ceiling": "This line has no room above",
    "Late": "You came in after the first survey",
}


def test_each_of_the_seven_reads_what_is_theirs(everybody: dict[str, str]) -> None:
    assert set(SAID) == set(SEVEN) == set(everybody)
    for name, words in everybody.items():
        for other, sentence in SAID.items():
            # The one with a line left out has moved up as well.
            is_theirs = other == name or (name, other) == ("Prorated", "Up")
            assert (sentence in words) is is_theirs, (name, sentence)
    # A move is explained once a page, however many scales went the same way.
    assert everybody["Down"].count("closer look: after a while") == 1
    assert everybody["Down"].count("Your answers moved down.") == 1
    assert "You wrote more worry than the first time." in everybody["Down"]
    assert all("first: " in everybody[name] for name in everybody if name != "Late")


def test_no_page_judges_names_a_cause_or_speaks_of_the_group(everybody: dict[str, str]) -> None:
    never = re.compile(
        r"\b(low|high|good|bad|unfortunately|congratulations|effect|impact|improved by|caused|"
        r"led to|significant|on average|most of us|other people)\b",
        re.IGNORECASE,
    )
    for name, words in everybody.items():
        assert never.search(words) is None, (name, never.search(words))


def test_the_picture_has_two_dots_in_the_scales_own_range(browser, room: Room) -> None:
    page = browser(participant=seven(room, "Down")["Down"]).opens("my-results").html
    math, _, worry = re.findall(r'<i class="is-(?:first|last)" style="--at:([\d.]+)%', page)[::2]
    assert (math, worry) == ("76.0", "25.0")  # 76 of 0-100, and 2 of 1-5
    assert page.count('class="me-line" aria-hidden="true"') == 3


def test_who_declined_sees_nothing_of_a_survey(browser, room: Room) -> None:
    seven(room, "Up")
    declined = room.cookie("Otter", takes_survey=False)
    words = browser(participant=declined).opens("my-results").words
    assert "nothing here yet" in words
    assert "declined" not in words


# ------------------------------------------------------------------------- the switch


def test_the_switch_is_a_form_of_a_route_and_says_what_is_so(browser, room: Room) -> None:
    cookie = seven(room, "Up", until="pre")["Up"]
    screen = browser(participant=cookie).opens("my-results")
    assert '<form class="ui-card me-switch" method="post" action="/shown">' in screen.html
    assert 'name="shown" value="yes"' in screen.html
    assert "Only you see this page." in screen.words
    shown(room, cookie)
    screen.again()
    assert 'name="shown" value="no"' in screen.html
    assert "Your counselor can look at this page since" in screen.words
    assert "Take it back" in screen.words


def test_the_counselors_words_are_read_as_text(browser, room: Room) -> None:
    cookie = seven(room, "Up", until="pre")["Up"]
    person = shown(room, cookie)
    own_results.reply(room.workshop, room.owner, person, WORDS)
    screen = browser(participant=cookie).opens("my-results")
    assert "&lt;b&gt;the second step&lt;/b&gt;" in screen.html
    assert "<b>the second" not in screen.html


def test_hostile_words_of_a_goal_are_text_and_stay_with_their_writer(
    browser, workshop, clock
) -> None:
    stage = Stage.made(workshop, clock, "goal", people=1, names=("<i>Wren</i>",))
    (who,) = stage.people
    stage.room.does(Move.BEGIN)
    stage.takes(who, Turn(given=(Given(item_id="goal", value=HOSTILE),)))
    own_results.show(workshop, who)
    cookie = _cookie_of(stage, who)
    mine = browser(participant=cookie).opens("my-results").html
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** {title}" in mine
    assert "<img" not in mine
    assert "<i>Wren" not in mine
    page = desk_of(browser, stage.room)
    page.presses("● 1 person shows you their results")
    page.presses("<i>Wren</i> 0")
    assert "The words of this goal stay with their writer." in page.words
    assert "onerror" not in page.html
    assert "<i>Wren" not in page.html


def _cookie_of(stage: Stage, who: access.Participant) -> str:
    screen = stage.room.screen(who)
    return participate.come_back(
        stage.room.workshop, stage.room.code, call_name=screen.call_name, pin=screen.pin
    )


# ----------------------------------------------------------------------- the counselor


def test_the_counselor_sees_a_number_then_a_name_then_the_same_page(browser, room: Room) -> None:
    cookie = seven(room, "Down")["Down"]
    shown(room, cookie)
    mine = browser(participant=cookie).opens("my-results").html
    page = desk_of(browser, room)
    button = "● 1 person shows you their results"
    assert button in page.words
    assert "Your answers moved down." not in page.words
    assert page.words.count("Down") == 1  # in the list of all people
    page.presses(button).presses("Down")
    cards = re.findall(r'<section class="ui-card ui-stack me-card.*?</section>', mine, re.DOTALL)
    assert len(cards) == 4
    assert all(card in page.html for card in cards)
    page.presses("Put it away")
    assert "Your answers moved down." not in page.words


def test_taken_back_it_is_gone_with_the_next_run(browser, room: Room) -> None:
    cookie = seven(room, "Down")["Down"]
    person = shown(room, cookie)
    page = desk_of(browser, room)
    page.presses("● 1 person shows you their results").presses("Down")
    assert "Your answers moved down." in page.words
    own_results.hide(room.workshop, participant_behind(room.workshop, cookie))
    page.again()
    assert "Your answers moved down." not in page.words
    assert "shows you" not in page.words
    assert person in {line.participant_id for line in _people(room)}


def _people(room: Room):
    return present.people(room.workshop, room.owner, room.cohort_id)


def test_two_sentences_go_back_to_the_person(browser, room: Room) -> None:
    cookie = seven(room, "Up", until="pre")["Up"]
    shown(room, cookie)
    page = desk_of(browser, room)
    page.presses("● 1 person shows you their results").presses("Up")
    (box,) = page.at.text_area
    assert box.proto.max_chars == 400
    box.set_value("You went on. Bring it on Tuesday.")
    page.presses("Send it")
    assert "You went on. Bring it on Tuesday." in (
        browser(participant=cookie).opens("my-results").words
    )


def test_another_facilitator_sees_neither_number_nor_page(browser, room: Room) -> None:
    shown(room, seven(room, "Up", until="pre")["Up"])
    facilitator(room.workshop, "Someone Else")
    token = access.log_in(room.workshop, name="Someone Else", passphrase="four words in row")
    page = browser(facilitator=token).opens("people", cohort=room.cohort_id)
    assert "among yours" in page.words
    assert "their results" not in page.words


def test_logged_out_the_counselor_sees_nothing_more(browser, room: Room) -> None:
    shown(room, seven(room, "Down")["Down"])
    page = desk_of(browser, room)
    page.presses("● 1 person shows you their results").presses("Down")
    access.log_out(room.workshop, access.who_is(room.workshop, page.cookies).facilitator)
    page.again()
    assert "Please log in" in page.words
    assert "Your answers moved down." not in page.words


def test_the_console_tells_a_number_and_no_name(browser, scene) -> None:
    scene.room.joins("Otter")
    own_results.show(
        scene.room.workshop, participant_behind(scene.room.workshop, scene.participant)
    )
    console = browser(facilitator=scene.owner).opens("console", **scene.query)
    assert "1 person shows you their results." in console.words
    assert f'href="/people?cohort={scene.room.cohort_id}" target="_blank"' in console.html
    assert "Heron" not in console.words
    assert "results" not in browser(projector=scene.projector).opens("projector").words
