"""Relabelling in a live room: what reaches the room, what comes back after a reload."""

from __future__ import annotations

import pytest

from efficacy.activities.fields import Value
from efficacy.flow import Move
from efficacy.services import access, facilitate, participate, present
from efficacy.services.views import ProjectorScreen
from tests.every_kind import Stage


@pytest.fixture
def stage(workshop, clock) -> Stage:
    made = Stage.made(workshop, clock, "relabel", people=6)
    made.room.does(Move.BEGIN)
    return made


def gives(
    stage: Stage, who: access.Participant, item_id: str, value: Value, *, option_id: str = ""
) -> participate.Answer:
    screen = stage.room.screen(who)
    sent = participate.Answer(
        run_id=screen.step.run_id,
        item_id=item_id,
        value=value,
        attempt=screen.attempt,
        option_id=option_id,
        counter=stage._next(who),
    )
    receipt = participate.answer(stage.room.workshop, who, sent)
    assert receipt.ok, receipt.sentence
    return sent


def front(stage: Stage) -> ProjectorScreen:
    room = stage.room
    screen = access.Projector(session_id=room.session_id, cohort_id=room.cohort_id)
    return present.projector_screen(room.workshop, screen)


def decides(stage: Stage, *, is_approved: bool) -> None:
    room = stage.room
    (note,) = room.console().notes
    facilitate.decide_note(
        room.workshop, room.owner, room.session_id, note.id, is_approved=is_approved
    )


def writes(stage: Stage, who: access.Participant, text: str) -> None:
    """Bring somebody to the words for their heart, and let them write there."""
    gives(stage, who, "body", 1.0, option_id="heart")
    stage.presses(who, "next")
    stage.presses(who, "next")
    stage.room.does(Move.NEXT_PHASE)
    stage.room.does(Move.NEXT_PHASE)
    stage.presses(who, "door-relabel")
    gives(stage, who, "words.heart", text)


def test_own_words_are_in_front_only_when_offered_and_approved(stage: Stage) -> None:
    who = stage.people[0]
    writes(stage, who, "Here it comes.")
    assert stage.room.console().notes == ()
    stage.presses(who, "offer")
    assert front(stage).step.notes == ()
    decides(stage, is_approved=True)
    assert front(stage).step.notes == ("Here it comes.",)
    assert "Heron" not in repr(front(stage).step)
    stage.presses(who, "take-back")
    assert front(stage).step.notes == ()


def test_words_can_be_taken_back_after_close(stage: Stage) -> None:
    who = stage.people[0]
    writes(stage, who, "Here it comes.")
    stage.presses(who, "offer")
    decides(stage, is_approved=True)
    for move in (Move.NEXT_PHASE, Move.CLOSE, Move.REVEAL):
        stage.room.does(move)
    assert front(stage).step.notes == ("Here it comes.",)
    actions = [one.id for one in stage.room.screen(who).sheet.actions]
    assert actions == ["take-back", "pass", "talk"]
    stage.presses(who, "take-back")
    assert front(stage).step.notes == ()


def test_words_that_were_changed_wait_again(stage: Stage) -> None:
    who = stage.people[0]
    writes(stage, who, "Here it comes.")
    stage.presses(who, "offer")
    decides(stage, is_approved=True)
    gives(stage, who, "words.heart", "Rosa is wrong.")
    assert front(stage).step.notes == ("Here it comes.",)
    stage.presses(who, "offer")
    assert front(stage).step.notes == ()


def test_what_was_typed_is_there_after_a_reload(stage: Stage) -> None:
    who = stage.people[0]
    writes(stage, who, "Here it comes.")
    screen = stage.room.screen(who)
    assert screen.values["words.heart"] == "Here it comes."
    assert screen == stage.room.screen(who)
    stage.presses(who, "another-way")
    stage.presses(who, "door-relabel")
    assert stage.room.screen(who).values["words.heart"] == "Here it comes."


def test_a_wish_to_talk_stands_below_every_screen(stage: Stage) -> None:
    actions = [one.id for one in stage.room.screen(stage.people[0]).sheet.actions]
    assert actions[-1] == "talk"


def test_nobody_can_send_where_they_stand(stage: Stage) -> None:
    who = stage.people[0]
    screen = stage.room.screen(who)
    receipt = participate.answer(
        stage.room.workshop,
        who,
        participate.Answer(
            run_id=screen.step.run_id, item_id="door", value="log", counter=stage._next(who)
        ),
    )
    assert not receipt.ok


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_the_picture_needs_five_people_and_tells_no_words(
    workshop, clock, people: int, is_told: bool
) -> None:
    stage = Stage.made(workshop, clock, "relabel", people=people)
    stage.room.does(Move.BEGIN)
    for who in stage.people:
        gives(stage, who, "body", 1.0, option_id="heart")
        stage.presses(who, "next")
        gives(stage, who, "tell", "They will laugh.")
    for move in (Move.NEXT_PHASE, Move.NEXT_PHASE, Move.NEXT_PHASE, Move.CLOSE, Move.REVEAL):
        stage.room.does(move)
    summary = front(stage).step.summary
    assert any(figure.share for figure in summary.figures) is is_told
    assert "laugh" not in repr(front(stage))


def test_simulated_people_reach_the_end_in_a_live_room(stage: Stage) -> None:
    for _ in range(4):
        for number, who in enumerate(stage.people):
            stage.plays(who, seed=number)
        if stage.room.console().next_move is Move.NEXT_PHASE:
            stage.room.does(Move.NEXT_PHASE)
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)
    assert [stage.room.screen(who).completed for who in stage.people] == ["done"] * 6
