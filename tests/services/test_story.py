"""Stories in a room: what the database holds of who people are, and for how long."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.personal import Turn
from efficacy.activities.story_compare import matched_minus_random, rated_stories
from efficacy.flow import Move
from efficacy.language import speech
from efficacy.services import access, exports, participate, present
from efficacy.services.workshop import Workshop
from efficacy.store.queries import responses
from tests.cast import Clock
from tests.every_kind import Stage


@pytest.fixture
def stage(workshop: Workshop, clock: Clock) -> Stage:
    made = Stage.made(workshop, clock, "story")
    made.room.does(Move.BEGIN)
    return made


def gives(
    stage: Stage, who: access.Participant, item: str, value: object, option: str = ""
) -> None:
    attempt = stage.room.screen(who).attempt
    given = Given(item_id=item, value=value, attempt=attempt, option_id=option)  # type: ignore[arg-type]
    stage.takes(who, Turn(given=(given,)))


def holds(stage: Stage, who: access.Participant) -> dict[str, object]:
    found = present.own_standing(stage.room.workshop, who)
    assert found is not None
    return {one.item_id: one.value for one in found[1].given}


def reaches_the_reasons(stage: Stage, who: access.Participant) -> None:
    (lines,) = [one for one in stage.room.screen(who).sheet.fields if one.id == "lines"]
    for option in lines.options[:2]:  # type: ignore[attr-defined]
        gives(stage, who, "lines", 1.0, option.id)
    gives(stage, who, "count-identity", "yes")
    stage.presses(who, "find")
    gives(stage, who, "me.self", "woman")
    gives(stage, who, "me.words", "a night owl")
    stage.presses(who, "match")
    for _ in range(3):
        gives(stage, who, "like-me", 60.0)
        stage.presses(who, "next")


def test_what_somebody_is_leaves_the_database_when_they_go_on(stage: Stage) -> None:
    who = stage.people[0]
    reaches_the_reasons(stage, who)
    assert holds(stage, who)["me.words"] == "a night owl"
    stage.presses(who, "next")
    held = holds(stage, who)
    assert not any(item.startswith("me.") for item in held)
    assert {"shown", "drawn", "like-me"} <= set(held)
    assert "night owl" not in repr(stage.room.screen(who))


@pytest.mark.parametrize("press", ["done", "pass"])
def test_it_leaves_the_database_as_well_when_the_step_was_closed(stage: Stage, press: str) -> None:
    who = stage.people[1]
    reaches_the_reasons(stage, who)
    stage.room.does(Move.CLOSE)
    stage.presses(who, press)
    assert not any(item.startswith("me.") for item in holds(stage, who))


def test_a_press_that_is_sent_twice_moves_on_once(stage: Stage) -> None:
    who = stage.people[2]
    reaches_the_reasons(stage, who)
    before = stage.room.screen(who).attempt
    stage.presses(who, "next")
    assert stage.room.screen(who).attempt == before + 1


def test_two_people_have_their_own_stories_and_see_nothing_of_each_other(stage: Stage) -> None:
    one, other = stage.people[:2]
    reaches_the_reasons(stage, one)
    assert next(field.id for field in stage.room.screen(other).sheet.fields) == "lines"


def test_a_room_that_played_sees_a_word_and_nothing_else(stage: Stage) -> None:
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)
    summary = stage.room.screen(stage.people[0]).step.summary  # type: ignore[union-attr]
    assert summary is not None
    (figure,) = summary.figures
    assert figure.share in ("most", "about_half", "some")
    assert (figure.value, figure.count) == (None, None)


def test_the_answers_of_a_room_hold_matched_minus_random(stage: Stage) -> None:
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)
    answers = {}
    for who in stage.people:
        found = present.own_standing(stage.room.workshop, who)
        assert found is not None
        answers[who.id] = found[1].given
    rows = rated_stories(answers)
    assert {row.drawn for row in rows} == {"matched", "random"}
    assert all(-100 <= one <= 100 for one in matched_minus_random(rows).values())
    assert matched_minus_random(rows)


# ------------------------------------------------------------- nobody else reads it

WORDS = ("night owl", "a woman", "woman")


def room_sees(stage: Stage) -> str:
    """Return all that the projector and the console get of this step, but for the plan itself."""
    room = stage.room
    projector = access.Projector(session_id=room.session_id, cohort_id=room.cohort_id)
    screens = (present.projector_screen(room.workshop, projector), room.console())
    return repr([replace(one, step=replace(one.step, context=None)) for one in screens])  # type: ignore[arg-type]


def exported(stage: Stage) -> str:
    """Return the words of all files that leave the workshop."""
    room, found = stage.room, []
    for kind in ("cohort", "working"):
        _, content = exports.workbook(room.workshop, room.owner, room.cohort_id, kind=kind)
        book = ZipFile(BytesIO(content))
        found += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    return "\n".join(found)


@pytest.mark.parametrize("leaves_by", ["", "next", "keep"])
def test_who_people_are_is_on_no_other_screen_and_in_no_file(
    workshop: Workshop, clock: Clock, leaves_by: str
) -> None:
    stage = Stage.made(workshop, clock, "survey", "story")
    stage.room.does(Move.BEGIN)
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)
    stage.room.does(Move.GO_TO, target=1)
    for who in stage.people:
        reaches_the_reasons(stage, who)
        assert holds(stage, who)["me.words"] == "a night owl"
        known = [action.id for action in stage.room.screen(who).sheet.actions]
        if leaves_by:
            # Where no reason rests on who they are, there is nothing to keep.
            stage.presses(who, leaves_by if leaves_by in known else "next")
    seen = [room_sees(stage)]
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)
    seen.append(room_sees(stage))
    if leaves_by == "keep":
        assert any("a woman" in str(holds(stage, who).get("kept", "")) for who in stage.people)
    assert [word for word in WORDS for text in seen if word in text] == []
    files = exported(stage)
    assert "it-survey" in files
    # The codebook lists what the plan offers to everybody, and that is all.
    said = files.replace("woman; man; another", "")
    assert [word for word in WORDS if word in said] == []


def test_no_row_of_the_frame_holds_what_somebody_said(stage: Stage) -> None:
    reaches_the_reasons(stage, stage.people[0])
    found = present.own_standing(stage.room.workshop, stage.people[0])
    assert found is not None
    held, own = found
    rows = held.kind.frame(held.context, speech())
    assert "night owl" not in repr(rows)
    assert "night owl" not in repr(rated_stories({"a": own.given}))
    said = [row for row in rows if str(row["item_id"]).startswith("me.")]
    assert said
    assert all("deleted" in str(row["missing"]) for row in said)


def test_what_arrives_after_somebody_was_done_is_taken_and_not_stored(stage: Stage) -> None:
    who = stage.people[3]
    reaches_the_reasons(stage, who)
    stage.presses(who, "done")
    screen = stage.room.screen(who)
    assert screen.step is not None
    late = participate.Answer(
        run_id=screen.step.run_id, item_id="me.words", value="a night owl", counter=9**9, attempt=2
    )
    assert participate.answer(stage.room.workshop, who, late).ok
    assert not any(item.startswith("me.") for item in holds(stage, who))


def test_whoever_stops_midway_leaves_nothing_of_themselves_behind(stage: Stage) -> None:
    one, other = stage.people[4:6]
    for who in (one, other):
        reaches_the_reasons(stage, who)
    run_id = stage.room.screen(one).step.run_id  # type: ignore[union-attr]
    stage.room.does(Move.END)
    with stage.room.workshop.store.read() as tx:
        items = {row.item_id for row in responses.of_run(tx, run_id)}
    assert not any(item.startswith("me.") for item in items)
    assert "like-me" in items
