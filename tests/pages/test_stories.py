"""The page of stories that were handed on: read, edited with checks beside, saved, withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from efficacy.services import access, facilitate
from efficacy.web import runtime
from tests.cast import PASSPHRASE, facilitator
from tests.services.handed import LONGER, SHORTER, WORDS, Handing


@pytest.fixture
def handing(workshop, clock, tmp_path: Path) -> Handing:
    return Handing.made(workshop, clock, tmp_path / "own")


@pytest.fixture
def opens(browser, handing: Handing):
    """Return the owner's page, opened anew."""
    room = handing.room
    cookie = access.log_in(room.workshop, name=room.owner.name, passphrase=PASSPHRASE)

    def page():
        runtime.use_workshop(room.workshop)
        return browser(facilitator=cookie).opens("stories")

    return page


def fills(screen, story_id: str) -> None:
    """Fill what a draft leaves open."""
    at = screen.at
    short, long = at.text_area(key=f"short-{story_id}"), at.text_area(key=f"long-{story_id}")
    short.set_value(f"{short.value} {SHORTER}")
    long.set_value(f"{long.value} {LONGER}")
    at.selectbox(key=f"road-{story_id}").set_value("partial")
    for name in ("field", "stage"):
        at.selectbox(key=f"{name}-{story_id}").select_index(0)


# ------------------------------------------------------------------------------- reading


def test_where_nobody_gave_anything_the_page_says_how_they_can(opens) -> None:
    assert "Nobody has given you a story yet" in opens().words


def test_what_was_given_stands_there_box_by_box_with_its_last_day(handing, opens) -> None:
    handing.gives()
    screen = opens()
    for words in WORDS.values():
        assert words in screen.words
    assert handing.given()[0].consent_until.isoformat() in screen.words
    assert "Heron" in screen.words
    assert "can be taken back on screen until the session ends" in screen.words


def test_words_are_text_and_never_markup(handing, opens) -> None:
    handing.gives(hard="<b>24</b> plates & a pot")
    screen = opens()
    assert "&lt;b&gt;24&lt;/b&gt; plates &amp; a pot" in screen.html


def test_another_counselor_sees_nothing_of_it(handing, browser) -> None:
    handing.gives()
    workshop = handing.room.workshop
    other = facilitator(workshop, "Another")
    cookie = access.log_in(workshop, name=other.name, passphrase=PASSPHRASE)
    runtime.use_workshop(workshop)
    screen = browser(facilitator=cookie).opens("stories")
    assert WORDS["hard"] not in screen.words
    assert "Heron" not in screen.words


def test_a_participant_and_an_outsider_get_the_log_in(handing, browser) -> None:
    handing.gives()
    runtime.use_workshop(handing.room.workshop)
    for tokens in ({"participant": handing.room.cookie("Wren")}, {}):
        screen = browser(**tokens).opens("stories")
        assert "Please log in" in screen.words
        assert WORDS["hard"] not in screen.words


def test_the_console_tells_the_number_and_no_word(handing, browser) -> None:
    handing.gives()
    room = handing.room
    cookie = access.log_in(room.workshop, name=room.owner.name, passphrase=PASSPHRASE)
    runtime.use_workshop(room.workshop)
    screen = browser(facilitator=cookie).opens(
        "console", cohort=room.cohort_id, session=room.session_id
    )
    assert "1 story was given to you." in screen.words
    assert not any(words in screen.words for words in WORDS.values() if len(words) > 3)


# ------------------------------------------------------------------------------- editing


def test_an_edit_is_prefilled_and_says_what_is_missing(handing, opens) -> None:
    handing.gives()
    story_id = handing.given()[0].story_id
    screen = opens().presses("Edit")
    assert screen.at.text_input(key=f"opening-{story_id}").value == WORDS["opening"]
    assert WORDS["did"] in screen.at.text_area(key=f"strategy-{story_id}").value
    assert "Some places are still empty" in screen.words
    assert "words, of 90 to 170" in screen.words
    assert "words, of 220 to 380" in screen.words
    asked = [box.label for box in screen.at.checkbox]
    assert "One try that failed, and what it cost" in asked
    assert "Nothing that points at somebody else" in asked


def test_an_empty_place_is_an_empty_box_and_no_sign(handing, opens) -> None:
    handing.gives(opening="")
    story_id = handing.given()[0].story_id
    assert opens().presses("Edit").at.text_input(key=f"opening-{story_id}").value == ""


def test_a_kept_edit_is_checked_and_found_again_later(handing, opens) -> None:
    handing.gives()
    story_id = handing.given()[0].story_id
    screen = opens().presses("Edit")
    fills(screen, story_id)
    screen.presses("Keep this edit and check it")
    assert "Nothing to mend." in screen.words
    again = opens()
    assert "an edit is kept" in again.words
    again.presses("Edit")
    assert SHORTER in again.at.text_area(key=f"short-{story_id}").value
    assert facilitate.own_stories(handing.room.workshop, handing.room.owner) == ()


def test_without_a_yes_of_the_person_it_is_not_saved_and_nothing_typed_is_lost(
    handing, opens
) -> None:
    handing.gives()
    handing.ends()
    story_id = handing.given()[0].story_id
    screen = opens().presses("Edit")
    fills(screen, story_id)
    screen.presses("Save the story")
    assert "Show this edit to the person first" in screen.words
    assert facilitate.own_stories(handing.room.workshop, handing.room.owner) == ()
    again = opens().presses("Edit")
    assert SHORTER in again.at.text_area(key=f"short-{story_id}").value


def test_with_a_yes_it_is_saved_and_listed(handing, opens) -> None:
    handing.gives()
    handing.ends()
    story_id = handing.given()[0].story_id
    screen = opens().presses("Edit")
    fills(screen, story_id)
    screen.at.checkbox(key=f"agreed-{story_id}").check()
    screen.presses("Save the story")
    (model,) = facilitate.own_stories(handing.room.workshop, handing.room.owner)
    assert (model.id, model.road, model.name) == (story_id, "partial", "Kim, 34")
    screen.presses("Back to all stories")
    assert "Stories of your own that are told" in screen.words
    assert f"id {story_id}" in screen.words


def test_a_saved_story_can_be_changed_also_when_call_names_are_gone(handing, opens) -> None:
    handing.gives()
    model = handing.saved()
    workshop = handing.room.workshop
    handing.room.clock.now_ms += 181 * facilitate.DAY_MS
    facilitate.purge_due(workshop)
    screen = opens().presses("Edit")
    screen.at.text_input(key=f"opening-{model.id}").set_value("I count on paper now.")
    screen.at.checkbox(key=f"agreed-{model.id}").check()
    screen.presses("Save the story")
    (found,) = facilitate.own_stories(workshop, handing.room.owner)
    assert found.opening == "I count on paper now."


def test_a_story_whose_consent_has_ended_says_so(handing, opens) -> None:
    handing.gives()
    handing.saved()
    assert "consent has ended" not in opens().words
    handing.room.clock.now_ms += 740 * facilitate.DAY_MS
    assert "consent has ended, told to nobody" in opens().words


# --------------------------------------------------------------------------- withdrawing


def test_withdrawing_takes_a_second_press_and_says_what_goes_and_what_stays(handing, opens) -> None:
    handing.gives()
    handing.saved()
    screen = opens()
    assert "not even one that has begun" in screen.words
    assert "backups are yours to look after" in screen.words
    assert len(handing.given()) == 1
    screen.presses("Withdraw it now")
    assert handing.given() == ()
    assert facilitate.own_stories(handing.room.workshop, handing.room.owner) == ()
    assert "Nobody has given you a story yet" in screen.words


def test_a_story_that_is_taken_back_while_it_is_open_closes(handing, opens) -> None:
    who = handing.gives()
    screen = opens().presses("Edit")
    handing.presses(who, "take-back")
    screen.again()
    assert "Nobody has given you a story yet" in screen.words


def test_of_invented_people_nothing_can_be_edited(handing, opens, monkeypatch) -> None:
    handing.gives()
    real = facilitate.stories_given

    def invented(*args):
        from dataclasses import replace

        return tuple(replace(one, is_synthetic=True) for one in real(*args))

    monkeypatch.setattr(facilitate, "stories_given", invented)
    screen = opens()
    assert "invented people" in screen.words
    assert "Edit" not in [button.label for button in screen.at.button]
