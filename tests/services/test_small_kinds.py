"""The small kinds in a live room: what reaches the room, and what never does."""

from __future__ import annotations

import pytest

from efficacy.activities.fields import Value
from efficacy.flow import Move
from efficacy.services import access, facilitate, participate, present
from efficacy.services.views import ProjectorScreen
from efficacy.store.queries import responses
from tests.activities import house
from tests.every_kind import Stage


@pytest.fixture
def on(workshop, clock):
    """Return a maker of rooms in which one kind is on."""

    def make(kind: str, *, people: int = 6) -> Stage:
        stage = Stage.made(workshop, clock, kind, people=people)
        stage.room.does(Move.BEGIN)
        return stage

    return make


def gives(
    stage: Stage, who: access.Participant, item_id: str, value: Value, *, option_id: str = ""
) -> None:
    screen = stage.room.screen(who)
    receipt = participate.answer(
        stage.room.workshop,
        who,
        participate.Answer(
            run_id=screen.step.run_id,
            item_id=item_id,
            value=value,
            attempt=screen.attempt,
            option_id=option_id,
            counter=stage._next(who),
        ),
    )
    assert receipt.ok, receipt.sentence


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


# ---------------------------------------------------------------------------- wall


def test_a_note_is_in_front_only_once_it_was_passed_on_and_without_a_name(on) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "I asked.")
    assert stage.room.console().notes == ()
    stage.presses(who, "offer")
    assert front(stage).step.notes == ()
    assert stage.room.screen(who).completed == "done"
    decides(stage, is_approved=True)
    assert front(stage).step.notes == ("I asked.",)
    assert "Heron" not in repr(front(stage).step)


def test_what_is_kept_back_never_comes_in_front(on) -> None:
    stage = on("wall")
    gives(stage, stage.people[0], "note", "Rosa is wrong.")
    stage.presses(stage.people[0], "offer")
    decides(stage, is_approved=False)
    assert front(stage).step.notes == ()


def test_a_note_that_is_taken_back_leaves_the_screen_in_front(on) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "I asked.")
    stage.presses(who, "offer")
    decides(stage, is_approved=True)
    stage.presses(who, "take-back")
    assert front(stage).step.notes == ()
    assert stage.room.console().notes == ()
    assert stage.room.screen(who).values == {"note": "I asked."}


def test_a_note_can_be_taken_back_after_close_until_the_session_ends(on) -> None:
    stage = on("wall")
    first, second = stage.people[:2]
    room = stage.room
    for who in (first, second):
        gives(stage, who, "note", "I asked.")
        stage.presses(who, "offer")
        waiting = next(one for one in room.console().notes if one.state == "waiting")
        facilitate.decide_note(
            room.workshop, room.owner, room.session_id, waiting.id, is_approved=True
        )
    room.does(Move.CLOSE)
    assert front(stage).step.notes == ("I asked.", "I asked.")
    stage.presses(first, "take-back")
    assert front(stage).step.notes == ("I asked.",)
    assert room.screen(first).values == {"note": "I asked."}
    run_id = room.screen(second).step.run_id
    room.does(Move.END)
    reply = participate.act(room.workshop, second, run_id=run_id, action_id="take-back", counter=99)
    assert "The session has ended" in str(reply.sentence)


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_screen_in_front_hears_at_once_of_words_that_are_taken_back(
    on, is_closed: bool
) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "I asked.")
    stage.presses(who, "offer")
    decides(stage, is_approved=True)
    if is_closed:
        stage.room.does(Move.CLOSE)
    before = front(stage).token
    assert front(stage).token == before
    stage.presses(who, "take-back")
    assert front(stage).token != before
    eye = access.Projector(session_id=stage.room.session_id, cohort_id=stage.room.cohort_id)
    assert present.token_for_projector(stage.room.workshop, eye) == front(stage).token


def test_words_that_wait_are_no_news_for_the_screen_in_front(on) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "I asked.")
    stage.presses(who, "done")
    before = front(stage).token
    stage.presses(who, "offer")
    assert front(stage).token == before


def test_after_close_only_what_still_works_stands_below_ones_sheet(on) -> None:
    stage = on("wall")
    who, other = stage.people[:2]
    gives(stage, who, "note", "I asked.")
    stage.presses(who, "offer")
    stage.room.does(Move.CLOSE)

    def ways(of: access.Participant) -> list[str]:
        return [one.id for one in stage.room.screen(of).sheet.actions]

    assert ways(who) == ["take-back", "done", "pass"]
    assert ways(other) == ["done", "pass"]
    stage.room.does(Move.REOPEN)
    assert ways(who) == ["offer", "take-back", "done", "pass"]


def test_new_words_are_looked_at_before_they_take_the_place_of_the_old(on) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "I asked.")
    stage.presses(who, "offer")
    decides(stage, is_approved=True)
    gives(stage, who, "note", "Something rude.")
    stage.presses(who, "offer")
    assert "Something rude." not in front(stage).step.notes
    (note,) = stage.room.console().notes
    assert (note.text, note.state) == ("Something rude.", "waiting")


def test_the_notes_of_others_are_on_no_participants_screen(on) -> None:
    stage = on("wall")
    gives(stage, stage.people[0], "note", "I asked.")
    stage.presses(stage.people[0], "offer")
    decides(stage, is_approved=True)
    assert "I asked." not in repr(stage.room.screen(stage.people[1]))


def test_a_note_that_other_screens_cannot_show_is_not_offered_and_stays(on) -> None:
    stage = on("wall")
    who = stage.people[0]
    gives(stage, who, "note", "odd \ufdd0 sign")
    screen = stage.room.screen(who)
    reply = participate.act(
        stage.room.workshop,
        who,
        run_id=screen.step.run_id,
        action_id="offer",
        counter=stage._next(who),
        attempt=screen.attempt,
    )
    assert "cannot show" in str(reply.sentence)
    assert stage.room.screen(who).cards == ()
    assert stage.room.screen(who).completed is None


# ------------------------------------------------------------------------ rehearse


def test_before_and_after_reach_the_room_as_two_coarse_averages(on) -> None:
    stage = on("rehearse")
    for number, who in enumerate(stage.people):
        gives(stage, who, "start", 10 * number)
    stage.room.does(Move.NEXT_PHASE)
    assert stage.room.screen(stage.people[0]).sheet.fields == ()
    assert stage.room.console().step.timer.length_s == 70
    stage.room.does(Move.NEXT_PHASE)
    for number, who in enumerate(stage.people):
        assert stage.room.screen(who).values == {}
        gives(stage, who, "start", 10 * number + 20)
        stage.presses(who, "done")
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)
    figures = front(stage).step.summary.figures
    assert [(one.id, one.value, one.n) for one in figures] == [
        ("before", 25.0, 6),
        ("after", 45.0, 6),
    ]


def test_a_rating_goes_to_the_part_it_was_given_in(on) -> None:
    stage = on("rehearse")
    who = stage.people[0]
    gives(stage, who, "start", 30)
    assert stage.room.screen(who).values == {"start": 30.0}
    stage.room.does(Move.NEXT_PHASE)
    stage.room.does(Move.NEXT_PHASE)
    gives(stage, who, "start", 50)
    stage.room.does(Move.BACK_PHASE)
    stage.room.does(Move.BACK_PHASE)
    assert stage.room.screen(who).values == {"start": 30.0}


# ----------------------------------------------------------------------- storyline


def test_a_story_line_is_ones_own_and_comes_back_after_a_reload(on) -> None:
    stage = on("storyline")
    who, other = stage.people[:2]
    gives(stage, who, "moment", "A red test")
    gives(stage, who, "how-it-was", 1)
    stage.presses(who, "add")
    screen = stage.room.screen(who)
    assert (screen.attempt, screen.values) == (2, {})
    assert "1. A red test" in repr(screen.cards)
    stage.presses(who, "before")
    values = stage.room.screen(who).values
    assert (values["moment"], values["how-it-was"]) == ("A red test", 1.0)
    for seen in (stage.room.screen(other), front(stage), stage.room.console()):
        assert "A red test" not in repr(seen)


def test_a_double_tap_adds_one_moment(on) -> None:
    stage = on("storyline")
    who = stage.people[0]
    gives(stage, who, "moment", "A red test")
    screen = stage.room.screen(who)
    for _ in range(2):
        participate.act(
            stage.room.workshop,
            who,
            run_id=screen.step.run_id,
            action_id="add",
            counter=stage._next(who),
            attempt=screen.attempt,
        )
    assert stage.room.screen(who).attempt == 2


# ----------------------------------------------------------------- the order shown


def test_the_place_in_which_something_was_asked_is_kept_also_on_the_way_back(on) -> None:
    stage = on("barriers")
    who = stage.people[0]
    gives(stage, who, "barriers", 1, option_id="papers")
    gives(stage, who, "barrier.own-2", "The bus stops at eight.")
    stage.presses(who, "next")
    gives(stage, who, "likely.papers", 3)
    stage.presses(who, "back")
    held, _ = present.own_standing(stage.room.workshop, who)
    place = {field.id: n for n, field in enumerate(held.sheet("en").fields)}
    run_id = stage.room.screen(who).step.run_id
    with stage.room.workshop.store.read() as tx:
        rows = responses.of_person(tx, run_id, who.id)
    kept = [(row.item_id, row.attempt, row.shown_order) for row in rows if row.item_id in place]
    assert {attempt for item, attempt, _ in kept if item == "barrier.own-2"} == {1, 3}
    assert all(shown == place[item] for item, _, shown in kept)


@pytest.mark.parametrize(
    ("kind", "item", "listed"),
    [
        ("poll", "vote", "options"),
        ("shortlist", "things", "things"),
        ("barriers", "barriers", "starters"),
        ("interview", "questions", "questions"),
    ],
)
def test_everybody_is_shown_the_options_in_the_order_of_the_plan(
    on, kind: str, item: str, listed: str
) -> None:
    stage = on(kind)
    planned = [one["id"] for one in house.PARAMS[kind][listed]]
    for who in stage.people:
        shown = stage.room.screen(who).sheet.field(item).options
        assert [option.id for option in shown] == planned


# ------------------------------------------------------------------ poll and pulse


def test_votes_reach_the_room_after_close_and_late_ones_do_not_change_them(on) -> None:
    stage = on("poll")
    for who in stage.people[:5]:
        gives(stage, who, "vote", "bus")
    stage.room.does(Move.CLOSE)
    assert front(stage).step.summary is None
    stage.room.does(Move.REVEAL)
    figures = front(stage).step.summary.figures
    assert [one.count for one in figures] == [5, 0, 0]


def test_four_votes_reach_nobody(on) -> None:
    stage = on("poll")
    for who in stage.people[:4]:
        gives(stage, who, "vote", "bus")
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)
    summary = front(stage).step.summary
    assert all(figure.withheld for figure in summary.figures)


def test_the_pulse_reaches_the_room_as_averages(on) -> None:
    stage = on("pulse")
    for who in stage.people:
        gives(stage, who, "safe", 70)
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)
    safe, useful = front(stage).step.summary.figures
    assert (safe.value, safe.n) == (70.0, 6)
    assert useful.withheld
