"""A paced script on the screens of a live room: told how long it has been on, and only then."""

from __future__ import annotations

import json

import pytest

from efficacy.flow import Move
from efficacy.services import facilitate
from efficacy.web import runtime
from tests.every_kind import Stage


@pytest.fixture
def rehearsal(workshop, clock) -> Stage:
    stage = Stage.made(workshop, clock, "rehearse", people=2)
    runtime.use_workshop(stage.room.workshop)
    stage.room.does(Move.BEGIN)
    return stage


def sent(at) -> dict[str, dict[str, object]]:
    """Return what each of our components on a page was sent."""
    protos = [element.proto for element in at.get("bidi_component")]
    return {one.component_name.removeprefix("can_do_"): json.loads(one.json) for one in protos}


def test_both_screens_are_told_how_long_the_script_has_been_on(
    browser, clock, rehearsal: Stage
) -> None:
    room = rehearsal.room
    token = facilitate.open_projector(room.workshop, room.owner, room.session_id)
    guest = room.cookie("Heron the first")

    def screens() -> list[dict[str, dict[str, object]]]:
        phone = browser(participant=guest).opens("room")
        front = browser(projector=token).opens("projector")
        return [sent(phone.at), sent(front.at)]

    assert not any("pace" in one for one in screens())
    room.does(Move.NEXT_PHASE)
    clock.pass_s(25)
    run_id = room.console().step.run_id
    for one in screens():
        assert (one["pace"]["passed_s"], one["pace"]["key"]) == (25, run_id)
    room.does(Move.ADD_MINUTE)
    assert [one["pace"]["passed_s"] for one in screens()] == [25, 25]
    room.does(Move.NEXT_PHASE)
    assert not any("pace" in one for one in screens())
