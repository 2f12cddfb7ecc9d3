"""The console's tray: words that wait, who would get none, and who would like to talk."""

from __future__ import annotations

import pytest

from efficacy.activities.blocks import TALK
from efficacy.flow import Move
from efficacy.services import access, facilitate, participate
from efficacy.web import runtime
from tests.every_kind import Stage

NAMES = ("Heron", "Finch", "Robin", "<b>Swift</b>", "Ra*ven", "Dove")
DEED = "checked each step before you went on"
PRAISE = "did a great job"


@pytest.fixture
def stage(workshop, clock) -> Stage:
    """Return six people in pairs at the encouragement."""
    made = Stage.made(workshop, clock, "encourage", "talk", names=NAMES)
    made.room.does(Move.BEGIN)
    facilitate.form_groups(made.room.workshop, made.room.owner, made.room.session_id)
    return made


@pytest.fixture
def console(browser, stage: Stage):
    """Return the owner's console of that session."""
    runtime.use_workshop(stage.room.workshop)
    owner = access.log_in(
        stage.room.workshop, name=stage.room.owner.name, passphrase="four words in row"
    )
    return browser(facilitator=owner).opens(
        "console", cohort=stage.room.cohort_id, session=stage.room.session_id
    )


def gives(stage: Stage, who: access.Participant, did: str) -> None:
    """Write what a partner did, and give it, past the hint where there is one."""
    screen = stage.room.screen(who)
    participate.answer(
        stage.room.workshop,
        who,
        participate.Answer(
            run_id=screen.step.run_id,
            item_id="did",
            value=did,
            attempt=screen.attempt,
            counter=stage._next(who),
        ),
    )
    stage.presses(who, "give")
    if did == PRAISE:
        stage.presses(who, "give")


def name_of(stage: Stage, who: access.Participant) -> str:
    return stage.room.screen(who).call_name


def partner_of(stage: Stage, who: access.Participant) -> access.Participant:
    """Return whom somebody is in a pair with."""
    (pair,) = (
        [person for person, _ in group.people]
        for group in stage.room.console().step.groups
        if who.id in dict(group.people)
    )
    return next(one for one in stage.people if one.id in pair and one.id != who.id)


def received(stage: Stage, who: access.Participant) -> str:
    """Return all that stands on somebody's own cards."""
    return " ".join(line for card in stage.room.screen(who).cards for line in card.lines)


def popovers(console) -> list[str]:
    """Return what stands on the buttons that open something."""
    return [block.proto.popover.label for block in console.at.get("popover")]


def shown(stage: Stage) -> None:
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)


# ------------------------------------------------------------------ words that wait


def test_words_without_a_deed_wait_with_a_reason_and_are_passed_on_by_a_press(
    stage: Stage, console
) -> None:
    writer = stage.people[0]
    receiver = partner_of(stage, writer)
    gives(stage, writer, PRAISE)
    words = console.again().words
    assert "You did a great job." in words
    assert "waits for you" in words
    assert "This may not name yet what was done." in words
    assert f"Get words only once you pass them on: {name_of(stage, receiver)}" in words
    shown(stage)
    assert "great job" not in received(stage, receiver)
    console.again().presses("Pass on")
    assert "passed on" in console.words
    assert "Get words only once" not in console.words
    assert "great job" in received(stage, receiver)


def test_words_are_kept_back_by_a_press_and_can_be_passed_on_after_all(
    stage: Stage, console
) -> None:
    writer = stage.people[0]
    receiver = partner_of(stage, writer)
    gives(stage, writer, DEED)
    assert "passed on" in console.again().words, "words that name a deed wait for nobody"
    console.presses("Keep back")
    assert "kept back" in console.words
    shown(stage)
    assert DEED not in received(stage, receiver)
    console.again().presses("Pass on")
    assert DEED in received(stage, receiver)


def test_a_press_on_words_that_were_taken_back_meanwhile_gets_a_sentence(
    stage: Stage, console
) -> None:
    gives(stage, stage.people[0], PRAISE)
    console.again()
    stage.presses(stage.people[0], "take-back")
    console.presses("Pass on")
    assert any("taken back meanwhile" in toast.value for toast in console.at.toast)
    assert "great job" not in console.words


def test_words_and_names_are_never_markup(stage: Stage, console) -> None:
    swift = stage.people[3]
    gives(stage, swift, "<i>drew</i> three bars on paper before you counted")
    gives(stage, partner_of(stage, swift), DEED)
    html = console.again().html
    assert "&lt;i&gt;drew&lt;/i&gt;" in html
    assert "<i>drew" not in html
    assert "<b>Swift" not in html


# ------------------------------------------------------------- who would get none


def test_who_would_get_none_is_named_and_the_facilitator_writes_to_them(
    stage: Stage, console
) -> None:
    for who in stage.people[1:]:
        gives(stage, who, DEED)
    left = partner_of(stage, stage.people[0])
    assert f"Nobody has written to: {name_of(stage, left)}" in console.again().words
    assert "Write to somebody yourself" in popovers(console)
    (give,) = [button for button in console.at.button if button.label == "Give it"]
    assert give.disabled, "nobody is chosen yet"
    console.at.selectbox(key="own-words-to").select(left.id)
    console.at.text_area(key="own-words").input("You asked the first question.")
    console.again().presses("Give it")
    assert "Nobody has written to" not in console.words
    assert f"you · for {name_of(stage, left)} · passed on" in console.words
    shown(stage)
    assert "You asked the first question." in received(stage, left)


def test_nothing_is_written_by_a_press_without_words(stage: Stage, console) -> None:
    console.at.selectbox(key="own-words-to").select(stage.people[0].id)
    console.again().presses("Give it")
    assert stage.room.console().notes == ()


def test_whoever_is_in_no_group_is_named_as_receiver_too(stage: Stage, console) -> None:
    alone = stage.people[0]
    facilitate.move_person(
        stage.room.workshop, stage.room.owner, stage.room.session_id, alone.id, 0
    )
    facilitate.write_note(
        stage.room.workshop, stage.room.owner, stage.room.session_id, alone.id, "You came early."
    )
    assert f"for {name_of(stage, alone)} · passed on" in console.again().words


def test_once_everybody_has_words_nothing_is_asked_of_the_facilitator(
    stage: Stage, console
) -> None:
    for who in stage.people:
        gives(stage, who, DEED)
    assert "Nobody has written to" not in console.again().words
    assert "Write to somebody yourself" not in popovers(console)


def test_the_tray_is_not_there_where_nobody_writes_to_anybody(stage: Stage, console) -> None:
    stage.room.does(Move.GO_TO, target=1)
    assert "Words for others" not in console.again().words


# ---------------------------------------------------------------- the wish to talk


def test_who_would_like_to_talk_is_a_number_with_the_names_behind_a_press(
    stage: Stage, console
) -> None:
    assert not any("like to talk" in label for label in popovers(console))
    stage.presses(stage.people[0], TALK)
    stage.presses(stage.people[2], TALK)
    console.again()
    assert "● 2 would like to talk" in popovers(console)
    named = {text.value for text in console.at.get("text")}
    assert named == {name_of(stage, stage.people[n]) for n in (0, 2)}
    assert "Heron" not in " ".join(popovers(console))
