"""Goals, logs and private pictures in a live room: kept from session to session, and private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.fields import Value
from efficacy.activities.personal import Card, Turn
from efficacy.activities.sources import Sources
from efficacy.content.models import PlannedActivity, PlannedSession
from efficacy.flow import Move
from efficacy.services import access, present
from efficacy.services.workshop import Workshop
from tests.activities import house
from tests.activities.journey import words
from tests.cast import Clock, Room
from tests.every_kind import NAMES, Shelf, Stage

A_WEEK_S = 7 * 24 * 3600
KINDS = ("goal", "log", "approach")
SECRET = "solve 3 tasks of the blue book"


def session_of(name: str, before: str = "") -> PlannedSession:
    """Return a session with one activity of each kind, following those of the one before."""
    steps = tuple(
        house.activity(f"{kind}-{name}", kind, follows=[f"{kind}-{before}"] if before else [])
        for kind in KINDS
    )
    return PlannedSession(id=name, title=name, aim="To try it.", minutes=60, activities=steps)


@pytest.fixture
def stage(workshop: Workshop, clock: Clock) -> Stage:
    """Return the first of two sessions, begun, with three people."""
    plan = house.plan(session_of("one"), session_of("two", before="one"))
    shelf = Shelf(house.curriculum(the_plan=plan))
    own = replace(workshop, library=shelf)  # type: ignore[arg-type]
    room = Room.made(own, clock, plan_id="small")
    room.opens("one")
    made = Stage(room, [room.joins(name) for name in NAMES[:3]])
    room.does(Move.BEGIN)
    return made


def begun(
    workshop: Workshop,
    clock: Clock,
    *steps: PlannedActivity,
    people: int,
    mode: str = "confidential",
) -> Stage:
    """Return a room in which a session of these steps has begun."""
    session = PlannedSession(id="one", title="One", aim="To try it.", minutes=60, activities=steps)
    shelf = Shelf(house.curriculum(the_plan=house.plan(session)))
    own = replace(workshop, library=shelf)  # type: ignore[arg-type]
    room = Room.made(own, clock, mode=mode, plan_id="small")
    room.opens("one")
    stage = Stage(room, [room.joins(name) for name in NAMES[:people]])
    room.does(Move.BEGIN)
    return stage


def gives(stage: Stage, who: access.Participant, **values: Value) -> None:
    """Answer fields of the screen; ``_`` in a name stands for “-”."""
    attempt = stage.room.screen(who).attempt
    given = tuple(
        Given(item_id=name.replace("_", "-"), value=value, attempt=attempt)
        for name, value in values.items()
    )
    stage.takes(who, Turn(given=given))


def read(cards: tuple[Card, ...]) -> str:
    return "\n".join(words(card) for card in cards)


def seen(stage: Stage, who: access.Participant) -> str:
    screen = stage.room.screen(who)
    return "\n".join((read(screen.cards), *screen.hints))


def meets_again(stage: Stage) -> None:
    """End this session, and begin the second one a week later."""
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.END)
    stage.room.clock.pass_s(A_WEEK_S)
    stage.room.opens("two")
    stage.room.does(Move.BEGIN)


# ------------------------------------------------------------ from session to session


@pytest.mark.parametrize(
    ("came_of", "step"),
    [("done", "one step further"), ("partly", "that is left"), ("not-yet", "still open")],
)
def test_the_next_session_opens_with_what_came_of_the_goal(
    stage: Stage, came_of: str, step: str
) -> None:
    who = stage.people[0]
    gives(stage, who, goal=SECRET, when="Friday at 7", end="3 checked", source="mastery")
    stage.presses(who, "next")
    gives(stage, who, **{"if": "it is late", "then": "do the first line", "support": "coach"})
    stage.presses(who, "done")
    meets_again(stage)
    screen = stage.room.screen(who)
    assert [field.id for field in screen.sheet.fields] == ["came-of"]
    for part in (SECRET, "Friday at 7", "If it is late, then I do the first line"):
        assert part in read(screen.cards)
    gives(stage, who, came_of=came_of)
    stage.presses(who, "next")
    assert step in seen(stage, who)


def test_somebody_who_missed_the_first_session_begins_with_a_goal(stage: Stage) -> None:
    meets_again(stage)
    late = stage.room.joins("Late")
    assert stage.room.screen(late).sheet.fields[0].id == "goal"


def test_the_log_and_the_one_thing_are_there_again_a_week_later(stage: Stage) -> None:
    who, other = stage.people[:2]
    stage.room.does(Move.NEXT)
    gives(stage, who, did="I split a bill", shows="share a whole")
    stage.presses(who, "add")
    stage.presses(who, "done")
    stage.room.does(Move.NEXT)
    gives(stage, who, avoided="the blue letters", sure=30.0)
    stage.presses(who, "done")
    meets_again(stage)
    stage.room.does(Move.NEXT)
    assert "I did: I split a bill – which shows I can: share a whole" in seen(stage, who)
    assert "split a bill" not in seen(stage, other)
    stage.room.does(Move.NEXT)
    assert "the blue letters" in seen(stage, who)
    assert "avoided" not in [field.id for field in stage.room.screen(who).sheet.fields]
    assert "avoided" in [field.id for field in stage.room.screen(other).sheet.fields]


def test_what_somebody_writes_is_on_no_other_screen(stage: Stage) -> None:
    who, other = stage.people[:2]
    gives(stage, who, goal=SECRET)
    stage.presses(who, "next")
    stage.presses(who, "done")
    for move in (None, Move.CLOSE):
        if move:
            stage.room.does(move)
        for screen in (stage.room.screen(other), in_front(stage.room), stage.room.console()):
            assert SECRET not in repr(screen)


def test_hints_come_with_the_words_and_a_reload_keeps_both(stage: Stage) -> None:
    who = stage.people[0]
    gives(stage, who, goal="fractions")
    assert "On which day" in seen(stage, who)
    assert stage.room.screen(who).values == {"goal": "fractions"}
    gives(stage, who, goal="solve 3 tasks", when="Friday at 7")
    assert "On which day" not in seen(stage, who)


def test_what_a_ladder_wrote_down_is_what_a_goal_and_an_outlook_go_on_from(
    workshop: Workshop, clock: Clock
) -> None:
    planned = (
        house.activity("rungs", "ladder"),
        house.activity("goal", "goal", follows=[]),
        house.activity("outlook", "outlook"),
    )
    stage = begun(workshop, clock, *planned, people=2)
    climber, other = stage.people
    stage.plays(climber)
    stage.room.does(Move.NEXT)
    assert "Last time you worked at rung" in seen(stage, climber)
    assert "Last time you worked at rung" not in seen(stage, other)
    stage.room.does(Move.NEXT)
    assert "tries" not in [field.id for field in stage.room.screen(climber).sheet.fields]
    assert "tries" in [field.id for field in stage.room.screen(other).sheet.fields]


# ------------------------------------------------------------------ where to work


def in_front(room: Room) -> present.ProjectorScreen:
    who = access.Projector(session_id=room.session_id, cohort_id=room.cohort_id)
    return present.projector_screen(room.workshop, who)


def picture_of(workshop: Workshop, clock: Clock, *, mode: str, people: int) -> Stage:
    """Return a room that has rated its doors and looks at the picture."""
    stage = begun(workshop, clock, house.activity("doors", "sources"), people=people, mode=mode)
    room = stage.room
    levels = {"done": 5.0, "people": 2.0, "voices": 4.0, "nerves": 3.0, "mind": 4.0}
    for who in stage.people:
        rated = {f"{door}.{n}": level for door, level in levels.items() for n in (1, 2)}
        gives(stage, who, **rated)
        stage.presses(who, "next")
        stage.presses(who, "done")
    room.does(Move.CLOSE)
    room.does(Move.REVEAL)
    return stage


@pytest.mark.parametrize("mode", ["group-only", "confidential"])
def test_in_both_modes_five_people_give_the_picture_and_the_block(
    workshop: Workshop, clock: Clock, mode: str
) -> None:
    stage = picture_of(workshop, clock, mode=mode, people=5)
    step = stage.room.console().step
    assert [(one.value, one.n) for one in step.summary.figures] == [
        (5, 5), (2, 5), (4, 5), (4, 5), (4, 5),
    ]  # fmt: skip
    (door,) = Sources().to_lengthen(step.context, step.summary)
    assert door.block == "the block of people"
    assert in_front(stage.room).step.summary == step.summary


@pytest.mark.parametrize("mode", ["group-only", "confidential"])
def test_in_both_modes_four_people_give_no_figure_and_no_block(
    workshop: Workshop, clock: Clock, mode: str
) -> None:
    stage = picture_of(workshop, clock, mode=mode, people=4)
    step = stage.room.console().step
    assert all(one.withheld and one.n == 0 for one in step.summary.figures)
    assert Sources().to_lengthen(step.context, step.summary) == ()
    # Each person's own picture is theirs all the same.
    assert "Two doors to try first" in seen(stage, stage.people[0])
