"""The ladder in a live room: a reload, a double press, a late one, and tasks of one's own."""

from __future__ import annotations

import pytest

from efficacy.activities.contract import Persona
from efficacy.flow import Move
from efficacy.services import participate, present
from efficacy.services.workshop import Workshop
from tests.cast import Clock
from tests.every_kind import Stage


@pytest.fixture
def stage(workshop: Workshop, clock: Clock) -> Stage:
    made = Stage.made(workshop, clock, "ladder", people=2)
    made.room.does(Move.BEGIN)
    return made


def given(stage: Stage, number: int = 0):
    held = present.own_standing(stage.room.workshop, stage.people[number])
    assert held is not None
    return held[1].given


def test_each_screen_is_there_again_after_a_reload(stage: Stage) -> None:
    who = stage.people[0]
    attempts = []
    for number in range(12):
        screen = stage.room.screen(who)
        assert screen == stage.room.screen(who)
        attempts.append(screen.attempt)
        turn = stage.turn_of(who, Persona(sureness=90, worry=0.1), seed=number)
        if screen.completed or not turn.action_id:
            break
        stage.takes(who, turn)
    assert attempts == sorted(set(attempts))
    assert len(attempts) > 8


def test_a_double_press_counts_once(stage: Stage) -> None:
    who, screen = stage.people[0], stage.room.screen(stage.people[0])
    for counter in (1, 1, 2):
        participate.act(
            stage.room.workshop,
            who,
            run_id=screen.step.run_id,
            action_id="next",
            counter=counter,
            attempt=screen.attempt,
        )
    assert stage.room.screen(who).attempt == screen.attempt + 1
    assert len([one for one in given(stage) if one.item_id == "result"]) == 1


def test_a_press_after_the_close_changes_nothing(stage: Stage) -> None:
    who, screen = stage.people[0], stage.room.screen(stage.people[0])
    stage.room.does(Move.CLOSE)
    reply = participate.act(
        stage.room.workshop,
        who,
        run_id=screen.step.run_id,
        action_id="next",
        counter=1,
        attempt=screen.attempt,
    )
    assert reply.sentence is not None
    assert given(stage) == ()


def test_another_person_has_other_tasks(stage: Stage) -> None:
    for who in stage.people:
        stage.presses(who, "next")
    first, second = (stage.room.screen(who).cards for who in stage.people)
    assert first != second


def test_nobody_can_send_a_result(stage: Stage) -> None:
    who, screen = stage.people[0], stage.room.screen(stage.people[0])
    sent = participate.Answer(
        run_id=screen.step.run_id, item_id="result", value="right", attempt=1, counter=1
    )
    assert not participate.answer(stage.room.workshop, who, sent).ok
    assert given(stage) == ()
