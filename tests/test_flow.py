"""The live session, walked through exhaustively: no dead end, no surprise, nobody waited for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.registry import context_for, shape
from efficacy.errors import StageError
from efficacy.flow import (
    CLOSING_S,
    Move,
    Shape,
    Stage,
    State,
    Step,
    allowed,
    apply,
    obvious_back,
    obvious_next,
)
from efficacy.language import speech
from tests.activities import house


def activity(name: str, *, phases: int = 1, answers: bool = False, picture: bool = False) -> Shape:
    return Shape(activity_id=name, phases=phases, takes_answers=answers, reveals=picture)


# One of each sort: nothing to give; answers and a picture; phases; phases with notes.
SMALL = (
    activity("hello"),
    activity("survey", answers=True, picture=True),
    activity("talk", phases=3),
    activity("pairs", phases=2, answers=True),
)
LOBBY = State()


def targets(move: Move, shapes: tuple[Shape, ...]) -> tuple[int | None, ...]:
    return tuple(range(len(shapes))) if move is Move.GO_TO else (None,)


def neighbours(state: State, shapes: tuple[Shape, ...]) -> Iterator[tuple[Move, Step]]:
    for move in allowed(state, shapes):
        for target in targets(move, shapes):
            yield move, apply(state, move, shapes, target=target)


def restored(step: Step) -> list[State]:
    """Return every state that a resumed activity may have been left in.

    The service shows an activity as it was left; the machine cannot know how
    that was, so all of them are tried.
    """
    if not step.resume or step.state.position is None:
        return [step.state]
    known = SMALL[step.state.position]
    stages = [Stage.OPEN]
    if known.takes_answers:
        stages += [Stage.CLOSING, Stage.CLOSED]
    if known.reveals:
        stages += [Stage.REVEALED]
    return [
        State(position=step.state.position, phase=phase, stage=stage)
        for phase, stage in product(range(known.phases), stages)
    ]


def reached(depth: int) -> set[State]:
    """Return every state that any sequence of up to ``depth`` moves leads to."""
    found, edge = {LOBBY}, {LOBBY}
    for _ in range(depth):
        edge = {
            after
            for state in edge
            for _, step in neighbours(state, SMALL)
            for after in restored(step)
        } - found
        found |= edge
    return found


EVERYWHERE = sorted(reached(6), key=repr)
UNDER_WAY = [state for state in EVERYWHERE if state.position is not None and not state.ended]


def test_six_moves_reach_a_good_part_of_the_house() -> None:
    assert {state.position for state in EVERYWHERE} == {None, 0, 1, 2, 3}
    assert {state.stage for state in EVERYWHERE} == set(Stage)
    assert {state.ended for state in EVERYWHERE} == {True, False}
    assert len(EVERYWHERE) > 50


# ------------------------------------------------------- what is allowed works


@pytest.mark.parametrize("move", list(Move))
def test_a_move_works_exactly_where_it_is_allowed(move: Move) -> None:
    for state in EVERYWHERE:
        for target in targets(move, SMALL):
            if move in allowed(state, SMALL):
                assert apply(state, move, SMALL, target=target).state != state or move in (
                    Move.GO_TO,
                    Move.RUN_AGAIN,
                )
                continue
            with pytest.raises(StageError) as raised:
                apply(state, move, SMALL, target=target)
            assert str(raised.value).endswith(".")


def test_every_state_that_can_be_reached_makes_sense() -> None:
    for state in EVERYWHERE:
        assert state.extra_s % 60 == 0
        assert (state.position is None) == (state.stage is Stage.LOBBY)
        if state.position is None:
            continue
        known = SMALL[state.position]
        assert 0 <= state.phase < known.phases
        if not known.takes_answers:
            assert state.stage is Stage.OPEN
        if not known.reveals:
            assert state.stage is not Stage.REVEALED


def test_an_ended_session_stays_ended() -> None:
    for state in EVERYWHERE:
        if state.ended:
            assert allowed(state, SMALL) == frozenset()
            assert obvious_next(state, SMALL) is None
            assert obvious_back(state) is None


def test_the_obvious_keys_are_always_allowed_moves() -> None:
    for state in EVERYWHERE:
        for move in (obvious_next(state, SMALL), obvious_back(state)):
            assert move is None or move in allowed(state, SMALL)


def test_nothing_waits_for_anybody() -> None:
    # Wherever a session stands, one move goes on, one ends it, and any step is one move away.
    for state in UNDER_WAY:
        moves = allowed(state, SMALL)
        assert {Move.END, Move.GO_TO, Move.RUN_AGAIN} <= moves
        assert (Move.NEXT in moves) == (state.position < len(SMALL) - 1)  # type: ignore[operator]
        assert (Move.BACK in moves) == (state.position > 0)  # type: ignore[operator]


def test_from_everywhere_the_one_key_leads_to_the_end() -> None:
    # Phases + Close + Reveal + the move to the next step, for each step; and Begin.
    bound = sum(known.phases + 2 for known in SMALL) + 1
    for start in EVERYWHERE:
        state, presses = start, 0
        while (move := obvious_next(state, SMALL)) is not None:
            state, presses = apply(state, move, SMALL).state, presses + 1
            assert presses <= bound, start
        assert state.ended


def test_the_one_key_never_goes_back_skips_a_step_or_begins_again() -> None:
    for start in EVERYWHERE:
        state = start
        while (move := obvious_next(state, SMALL)) is not None:
            assert move not in (Move.BACK, Move.GO_TO, Move.RUN_AGAIN, Move.REOPEN)
            after = apply(state, move, SMALL).state
            before_place = -1 if state.position is None else state.position
            assert (after.position or 0) - before_place in (0, 1)
            state = after


# --------------------------------------------------- the whole session, by one key


def presses(shapes: tuple[Shape, ...]) -> list[Move]:
    state, moves = LOBBY, []
    while (move := obvious_next(state, shapes)) is not None:
        moves.append(move)
        state = apply(state, move, shapes).state
    return moves


def test_the_one_key_plays_the_small_session_in_this_order() -> None:
    assert presses(SMALL) == [
        Move.BEGIN,  # hello
        Move.NEXT,
        Move.CLOSE,
        Move.REVEAL,  # survey
        Move.NEXT,
        Move.NEXT_PHASE,
        Move.NEXT_PHASE,  # talk
        Move.NEXT,
        Move.NEXT_PHASE,
        Move.END,  # pairs, with nothing to show: leaving closes
    ]


def test_a_picture_is_never_shown_before_close() -> None:
    for state in EVERYWHERE:
        if Move.REVEAL in allowed(state, SMALL):
            assert state.stage is Stage.CLOSED


def test_a_session_of_the_usual_steps_takes_at_most_25_presses() -> None:
    # A talk of five slides and a discussion of four phases, with a box at the end.
    starter = (
        activity("hello"),
        activity("practice", answers=True),
        activity("before", answers=True),
        activity("sources", phases=5),
        activity("hunt", phases=4, answers=True),
        activity("after", answers=True, picture=True),
        activity("bye", answers=True),
    )
    # Seven arrivals, 4 + 3 phases, one Close with its Reveal, and the End.
    assert len(presses(starter)) == 7 + 4 + 3 + 1 + 1 + 1 == 17


def test_the_shapes_of_a_planned_session_play_to_the_end() -> None:
    content = house.curriculum()
    shapes = tuple(shape(context_for(content, step), speech()) for step in house.STEPS)
    moves = presses(shapes)
    assert moves[0] is Move.BEGIN
    assert moves[-1] is Move.END
    assert moves.count(Move.NEXT) == len(shapes) - 1
    assert len(moves) <= 25


@given(
    shapes=st.lists(
        st.builds(
            activity,
            st.just("x"),
            phases=st.integers(1, 6),
            answers=st.booleans(),
            picture=st.booleans(),
        ),
        min_size=1,
        max_size=10,
    ).map(tuple)
)
def test_any_session_is_played_to_its_end_by_one_key(shapes: tuple[Shape, ...]) -> None:
    moves = presses(shapes)
    assert moves.count(Move.NEXT) == len(shapes) - 1
    shown = sum(known.takes_answers and known.reveals for known in shapes)
    assert moves.count(Move.CLOSE) == moves.count(Move.REVEAL) == shown
    assert moves.count(Move.NEXT_PHASE) == sum(known.phases - 1 for known in shapes)


@given(data=st.data())
def test_a_long_wander_never_leaves_the_house(data: st.DataObject) -> None:
    state = LOBBY
    for _ in range(60):
        moves = sorted(allowed(state, SMALL))
        if not moves:
            assert state.ended
            return
        move = data.draw(st.sampled_from(moves))
        target = data.draw(st.sampled_from(targets(move, SMALL)))
        state = apply(state, move, SMALL, target=target).state
        assert state.position is None or 0 <= state.phase < SMALL[state.position].phases


# --------------------------------------------------------------- single moves


def at(position: int, stage: Stage = Stage.OPEN, *, phase: int = 0, extra_s: int = 0) -> State:
    return State(position=position, stage=stage, phase=phase, extra_s=extra_s)


def test_in_the_lobby_a_session_begins_jumps_or_ends() -> None:
    assert allowed(LOBBY, SMALL) == {Move.BEGIN, Move.GO_TO, Move.END}
    step = apply(LOBBY, Move.BEGIN, SMALL)
    assert (step.state.position, step.state.stage) == (0, Stage.OPEN)
    assert (step.new_run, step.resume, step.restart_clock) == (True, False, True)


def test_a_late_room_can_begin_anywhere() -> None:
    step = apply(LOBBY, Move.GO_TO, SMALL, target=2)
    assert (step.state.position, step.resume, step.new_run) == (2, True, False)


@pytest.mark.parametrize("target", [None, -1, 4, 99])
def test_a_step_that_does_not_exist_is_refused_with_the_steps_that_do(target: int | None) -> None:
    with pytest.raises(StageError, match="steps 1 to 4"):
        apply(at(1), Move.GO_TO, SMALL, target=target)


def test_what_is_left_is_resumed_and_only_run_again_makes_a_new_run() -> None:
    for state in UNDER_WAY:
        for move, step in neighbours(state, SMALL):
            assert step.new_run == (move is Move.RUN_AGAIN)
            assert step.resume == (move in (Move.NEXT, Move.BACK, Move.GO_TO))


def test_last_task_gives_three_whole_minutes() -> None:
    assert CLOSING_S == 180
    step = apply(at(1, extra_s=120), Move.LAST_TASK, SMALL)
    assert (step.state.stage, step.state.extra_s) == (Stage.CLOSING, 0)


def test_last_task_is_said_once_and_only_where_there_is_a_task() -> None:
    assert Move.LAST_TASK in allowed(at(1), SMALL)
    assert Move.LAST_TASK not in allowed(at(1, Stage.CLOSING), SMALL)
    assert Move.LAST_TASK not in allowed(at(2), SMALL)


def test_close_works_with_and_without_last_task() -> None:
    for stage in (Stage.OPEN, Stage.CLOSING):
        assert apply(at(1, stage), Move.CLOSE, SMALL).state.stage is Stage.CLOSED


def test_what_was_closed_too_early_is_opened_again_but_not_once_it_was_shown() -> None:
    assert apply(at(1, Stage.CLOSED), Move.REOPEN, SMALL).state.stage is Stage.OPEN
    with pytest.raises(StageError):
        apply(at(1, Stage.REVEALED), Move.REOPEN, SMALL)


def test_a_minute_is_added_to_the_clock_that_runs_and_not_to_the_next_one() -> None:
    first = apply(at(3), Move.ADD_MINUTE, SMALL).state
    second = apply(first, Move.ADD_MINUTE, SMALL).state
    assert (first.extra_s, second.extra_s) == (60, 120)
    step = apply(second, Move.NEXT_PHASE, SMALL)
    assert (step.state.phase, step.state.extra_s, step.restart_clock) == (1, 0, True)
    assert apply(second, Move.BACK, SMALL).state.extra_s == 0


def test_adding_a_minute_does_not_start_the_clock_again() -> None:
    assert not apply(at(3), Move.ADD_MINUTE, SMALL).restart_clock


def test_no_minute_is_added_to_what_is_closed() -> None:
    for stage in (Stage.CLOSED, Stage.REVEALED):
        assert Move.ADD_MINUTE not in allowed(at(1, stage), SMALL)


def test_phases_go_forth_and_back_within_their_activity() -> None:
    states = [at(2)]
    while Move.NEXT_PHASE in allowed(states[-1], SMALL):
        states.append(apply(states[-1], Move.NEXT_PHASE, SMALL).state)
    assert [state.phase for state in states] == [0, 1, 2]
    for earlier, later in pairwise(states):
        assert apply(later, Move.BACK_PHASE, SMALL).state == earlier
    assert Move.BACK_PHASE not in allowed(states[0], SMALL)


def test_the_key_back_steps_through_phases_before_it_leaves_the_activity() -> None:
    assert obvious_back(at(2, phase=2)) is Move.BACK_PHASE
    assert obvious_back(at(2)) is Move.BACK
    assert obvious_back(at(0)) is None
    assert obvious_back(LOBBY) is None


def test_back_and_next_lead_to_the_same_place() -> None:
    for position in range(1, len(SMALL)):
        back = apply(at(position), Move.BACK, SMALL).state
        assert apply(back, Move.NEXT, SMALL).state == at(position)


def test_the_end_keeps_where_the_session_stood() -> None:
    for state in UNDER_WAY:
        after = apply(state, Move.END, SMALL).state
        assert after.ended
        assert (after.position, after.phase, after.stage) == (
            state.position,
            state.phase,
            state.stage,
        )


def test_the_refusal_says_what_was_asked_and_what_to_do() -> None:
    with pytest.raises(StageError, match=r"reveal.*open.*Look at the screen"):
        apply(at(1), Move.REVEAL, SMALL)
