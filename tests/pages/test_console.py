"""The console: one obvious next thing, refused when it is behind, and nothing of a person."""

from __future__ import annotations

import pytest

from efficacy.flow import Move
from efficacy.services import facilitate


def _console(browser, scene):
    return browser(facilitator=scene.owner).opens("console", **scene.query)


def test_the_whole_session_takes_at_most_25_presses_of_one_key(browser, scene) -> None:
    screen, presses = _console(browser, scene), 0
    while scene.room.console().place != "after":
        (button,) = [b for b in screen.at.button if b.key and b.key.startswith(("next-", "end-"))]
        button.click()
        screen.again()
        presses += 1
        assert presses <= 25
    assert "This session has ended" in screen.words


def test_the_next_button_carries_page_down_and_says_what_it_does(browser, scene) -> None:
    screen = _console(browser, scene)
    (button,) = [b for b in screen.at.button if b.key.startswith("next-")]
    assert button.label == "Begin: Welcome"
    assert button.proto.shortcut.lower() == "pagedown"
    screen.presses("Begin: Welcome")
    assert "Next: Practice" in [b.label for b in screen.at.button]


def test_a_press_on_a_screen_that_is_behind_changes_nothing_and_says_so_quietly(
    browser, scene
) -> None:
    screen = _console(browser, scene)
    scene.room.does(Move.BEGIN)
    before = scene.room.console().revision
    screen.presses("Begin: Welcome")
    assert scene.room.console().revision == before
    assert "Step 1 of" in screen.words
    assert any("moved on already" in toast.value for toast in screen.at.toast)
    assert 'role="alert"' not in screen.html


def test_the_end_is_asked_about_first(browser, scene) -> None:
    screen = _console(browser, scene)
    screen.presses("End the session")
    assert scene.room.console().place == "lobby"
    assert "End the session for everybody?" in screen.words
    screen.presses("Not yet")
    assert "End the session for everybody?" not in screen.words
    screen.presses("End the session")
    screen.presses("End the session")
    assert scene.room.console().place == "after"


def test_counts_are_shown_and_names_are_not(browser, scene, ear) -> None:
    room = scene.room
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="pre")
    room.fills(room.joins("Wren"))
    screen = _console(browser, scene)
    assert "of 1 is done" in screen.words
    assert "Wren" not in screen.html
    assert "Heron" not in screen.html


def test_notes_say_what_to_do_if_it_falls_flat_or_someone_is_upset(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    screen = _console(browser, scene)
    for label in ("Say", "Participants", "Look for", "If it falls flat", "If someone is upset"):
        assert label in screen.words


def test_notes_say_what_people_do_away_from_the_screen_and_for_how_long(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    assert "Away from the screen, 1 min" in _console(browser, scene).words
    scene.room.goes_to("survey")
    assert "Away from the screen" not in _console(browser, scene).words


def test_on_one_screen_notes_are_shown_only_while_asked_for(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    screen = browser(facilitator=scene.owner).opens("console", mirrored="true", **scene.query)
    assert "If someone is upset" not in screen.words
    assert "Welcome" in screen.words
    screen.presses("Show my notes")
    assert "If someone is upset" in screen.words
    screen.presses("Hide my notes")
    assert "If someone is upset" not in screen.words


def test_any_step_can_be_gone_to_and_run_again(browser, scene) -> None:
    screen = _console(browser, scene)
    screen.presses("Begin: Welcome")
    screen.presses("3. First survey")
    assert "Step 3 of" in screen.words
    screen.presses("Close the survey")
    screen.presses("Run this step again")
    assert scene.room.console().step.run_number == 2
    assert "run 2" in screen.words


def test_last_task_one_more_minute_and_open_again(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.goes_to("survey", wave="pre")
    screen = _console(browser, scene)
    screen.presses("Last task, three minutes")
    screen.presses("One more minute")
    assert scene.room.console().step.timer.length_s == 240
    screen.presses("Close the survey")
    screen.presses("Open again")
    assert scene.room.console().step.stage == "open"


def test_a_message_is_shown_and_taken_away(browser, scene) -> None:
    screen = _console(browser, scene)
    screen.at.text_input(key="message-to-all").set_value("Back at ten past")
    screen.presses("Show it")
    assert scene.room.console().message == "Back at ten past"
    screen.presses("Take it away")
    assert scene.room.console().message is None


def test_the_projector_is_a_link_that_opens_a_window_of_its_own(browser, scene) -> None:
    screen = _console(browser, scene)
    assert f'href="/projector/open/{scene.room.session_id}" target="_blank"' in screen.html


@pytest.mark.parametrize(
    ("late_s", "words"), [(0, "on plan"), (3 * 60, "on plan"), (8 * 60, "4 min over plan")]
)
def test_the_pace_is_compared_with_the_end_of_the_present_step(
    late_s, words, browser, scene, clock
) -> None:
    scene.room.does(Move.BEGIN)  # the welcome is planned for 4 minutes
    clock.pass_s(late_s)
    assert words in _console(browser, scene).words


def test_without_a_session_in_the_address_the_console_points_to_the_cohorts(browser, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("console")
    assert "No session chosen" in screen.words


def test_a_session_that_does_not_exist_gets_a_sentence(browser, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("console", session="nothing")
    assert "There is no such session among yours" in screen.words


def test_after_the_end_the_console_leads_to_the_results(browser, scene, workshop) -> None:
    facilitate.move(
        workshop,
        scene.room.owner,
        scene.room.session_id,
        Move.END,
        revision=scene.room.console().revision,
    )
    screen = _console(browser, scene)
    assert f"/results?cohort={scene.room.cohort_id}" in screen.html
    assert not [b for b in screen.at.button if b.key and b.key.startswith("next-")]
