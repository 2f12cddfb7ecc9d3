"""The rules of a ladder: for every way through it, and in single steps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.activities.ladder_rules import (
    SET,
    Event,
    Mark,
    Move,
    Played,
    Stage,
    State,
    Told,
    What,
    after,
    begin,
    fold,
)

R, W, S, H, T = What.RIGHT, What.WRONG, What.SKIP, What.HINT, What.TIME_OUT
FIVE = (R, W, S, H, T)
EVENTS = {what: Event(what=what) for what in What}
DEPTH = 8


def ready(state: State) -> State:
    """Press “Next” until there is a task, or nothing more to do."""
    while not state.has_task and not state.is_over:
        state = after(state, EVENTS[What.NEXT])
    return state


def start(level: int = 1, *, highest: int = 4, sets: int | None = None) -> State:
    """Return a ladder at the first task of its first set: example and half are over."""
    state = ready(begin(lowest=1, highest=highest, start=level, sets=sets))
    return ready(after(state, Event(what=S)))


def through(state: State, *whats: What) -> State:
    """Do one thing after the other, with “Next” wherever there is no task."""
    for what in whats:
        state = ready(after(ready(state), Event(what=what)))
    return state


def to_result(state: State, *whats: What) -> State:
    """Do things at tasks and stay on the screen that the last one leads to."""
    for what in whats:
        state = after(state, Event(what=what))
    return state


def ended_now(state: State, what: What = W) -> State:
    """Return what comes of a state if the facilitator ends it and one task is finished."""
    return after(state, Event(what=what, is_last=True)) if state.has_task else state


def check(state: State, before: State | None = None) -> None:
    """What must hold wherever somebody stands; of what is new since ``before`` only."""
    assert not state.has_unexplained_miss
    assert state.lowest <= state.rung <= state.highest
    assert state.lowest <= state.help_rung <= state.highest
    assert len(state.marks) < SET
    # An aided success counts nowhere.
    for mark in state.every[len(before.every) if before else 0 :]:
        if not mark.counts:
            continue
        assert mark.what is R
        assert not mark.is_aided
        assert mark.rung in (mark.working, mark.working - 1)
    for over in state.played[len(before.played) if before else 0 :]:
        assert 1 <= len(over.marks) <= SET
        misses = sum(mark.what is W for mark in over.marks)
        alone = sum(mark.what is R and not mark.is_aided for mark in over.marks)
        assert over.got == alone
        # Both sides of both rules.
        assert (over.move is Move.UP) == (alone >= 2)
        assert (over.move is Move.DOWN) == (misses >= 2)
        assert misses <= 2
        assert len(over.marks) == SET or misses == 2


def check_move(before: State, now: State) -> None:
    """What must hold of one step from a state to the next."""
    if len(now.played) > len(before.played):
        by = {Move.UP: 1, Move.STAY: 0, Move.DOWN: -1}[now.played[-1].move]
        assert now.rung == min(now.highest, max(now.lowest, before.rung + by))
    else:
        assert now.rung == before.rung


# ------------------------------------------------------- every way, to the end


@pytest.mark.parametrize("level", [1, 3])
def test_no_way_of_eight_steps_ends_on_an_unexplained_miss_or_counts_what_was_aided(
    level: int,
) -> None:
    """Depth first and step by step, so that each beginning is folded and checked once."""
    seen = 0
    # From the working rung 3 shorter ways do: the rest is the same as from 1.
    depth = DEPTH if level == 1 else DEPTH - 2
    waiting = [(start(level), 0, False)]
    while waiting:
        state, length, is_hinted = waiting.pop()
        seen += 1
        if length == depth or not state.has_task:
            continue
        for what in FIVE:
            now = after(state, EVENTS[what])
            if now == state:
                continue  # the same place, with fewer steps left
            check_move(state, now)
            check(now, state)
            is_alone = not is_hinted and state.stage is Stage.TASK
            assert any(mark.counts for mark in now.every[len(state.every) :]) == (
                what is R and is_alone
            )
            following = ready(now)
            check(following, now)
            waiting.append((following, length + 1, what is H))
    assert seen > 4**depth


def test_whenever_the_facilitator_ends_it_the_last_miss_is_explained() -> None:
    waiting = [(start(2), 0)]
    while waiting:
        state, length = waiting.pop()
        for what in FIVE:
            ended = ended_now(state, what)
            check(ended)
            # A step is left that can be got right, or it is over.
            assert ended.is_over or ended.stage is Stage.HALF or what is H
            if what is W and state.stage is Stage.TASK:
                assert ended.stage is Stage.HALF
                assert ended.task == state.task
                assert after(ended, Event(what=R)).is_over
                assert after(ended, Event(what=W)).is_over
            if what is H:
                assert ended.task == state.task
        stopped = after(state, Event(what=What.STOP))
        assert stopped.is_over
        check(stopped)
        if length < 5:
            waiting += [(ready(after(state, Event(what=what))), length + 1) for what in FIVE]


events = st.builds(
    Event, what=st.sampled_from(list(What)), is_last=st.sampled_from([False] * 9 + [True])
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(events, max_size=120),
    st.integers(1, 3),
    st.integers(0, 5),
    st.integers(-2, 12),
    st.none() | st.integers(1, 6),
)
def test_it_holds_for_long_ways_of_any_presses(
    listed: list[Event], lowest: int, more: int, level: int, sets: int | None
) -> None:
    state = begin(lowest=lowest, highest=lowest + more, start=level, sets=sets)
    for event in listed:
        before, state = state, after(state, event)
        check(state)
        check_move(before, state)
        # What is over stays over, unless more is asked for before the end.
        if before.is_over and event.what is not What.MORE:
            assert state == before
        if state.is_ending and before.is_ending:
            assert state.is_over or state.stage is Stage.HALF or state == before or before.has_task
    assert (
        fold(begin(lowest=lowest, highest=lowest + more, start=level, sets=sets), listed) == state
    )


# --------------------------------------------------------------- how it begins


def test_it_begins_with_an_example_then_a_half_then_ones_own() -> None:
    state, stages = begin(lowest=1, highest=4, start=2), []
    for what in (What.NEXT, What.NEXT, R, What.NEXT):
        stages.append(state.stage)
        state = after(state, Event(what=what))
    assert stages == [Stage.BEFORE, Stage.EXAMPLE, Stage.HALF, Stage.PREDICT]
    assert state.stage is Stage.TASK
    assert state.rung == state.start == 2


@pytest.mark.parametrize(("level", "begins"), [(-1, 2), (2, 2), (3, 3), (5, 5), (9, 5)])
def test_it_begins_inside_its_rungs(level: int, begins: int) -> None:
    assert begin(lowest=2, highest=5, start=level).rung == begins


def test_the_half_finished_task_is_no_success_and_no_miss() -> None:
    half = ready(begin(lowest=1, highest=4, start=1))
    assert half.stage is Stage.HALF
    for what in (R, W, S, T):
        state = after(half, Event(what=what))
        assert state.stage is Stage.PREDICT
        assert state.counted == ()
        assert state.played == ()
        assert state.every[-1].is_aided


@pytest.mark.parametrize(
    ("what", "told"),
    [(R, Told.HALF), (W, Told.HALF_MISS), (S, Told.NOTHING), (T, Told.TIME_OUT)],
)
def test_the_half_finished_task_has_its_own_words(what: What, told: Told) -> None:
    half = ready(begin(lowest=1, highest=4, start=1))
    assert after(half, Event(what=what)).told is told


# ------------------------------------------------------------------ up and down


@pytest.mark.parametrize(
    "marks", [(R, R, W), (R, W, R), (W, R, R), (R, R, R), (R, R, S), (T, R, R)]
)
def test_two_of_three_right_alone_lead_up(marks: tuple[What, ...]) -> None:
    state = to_result(start(2), *marks)
    assert state.stage is Stage.RESULT
    assert (state.played[-1].move, state.rung) == (Move.UP, 3)


@pytest.mark.parametrize(
    "marks", [(R, S, W), (S, S, S), (T, T, T), (R, T, S), (W, T, T), (W, S, R)]
)
def test_one_right_or_one_miss_stay(marks: tuple[What, ...]) -> None:
    state = to_result(start(2), *marks)
    assert (state.played[-1].move, state.rung) == (Move.STAY, 2)
    assert after(state, Event(what=What.NEXT)).stage is Stage.PREDICT


@pytest.mark.parametrize("marks", [(W, W), (R, W, W), (W, R, W), (W, S, W), (T, W, W)])
def test_two_misses_lead_down_and_end_the_set(marks: tuple[What, ...]) -> None:
    state = to_result(start(3), *marks)
    assert state.stage is Stage.RESULT
    assert (state.played[-1].move, state.rung) == (Move.DOWN, 2)


def test_nobody_falls_below_the_first_rung() -> None:
    state = to_result(start(1), W, W)
    assert (state.played[-1].move, state.rung) == (Move.DOWN, 1)


def test_with_a_hint_a_success_does_not_count() -> None:
    state = to_result(start(2), H, R, R)
    assert len(state.counted) == 1
    state = to_result(state, H, R)
    assert (state.played[-1].move, state.played[-1].got) == (Move.STAY, 1)


def test_a_hint_keeps_the_task_and_ends_with_it() -> None:
    state = start(1)
    hinted = after(state, Event(what=H))
    assert (hinted.task, hinted.is_aided) == (state.task, True)
    assert after(hinted, Event(what=H)) == hinted
    assert not after(hinted, Event(what=S)).is_aided


def test_a_miss_with_a_hint_is_a_miss() -> None:
    assert to_result(start(2), H, W, H, W).played[-1].move is Move.DOWN


def test_time_that_ran_out_is_never_a_miss() -> None:
    state = to_result(start(3), T, T, T)
    assert not state.played[-1].has_miss
    assert state.told is Told.TIME_OUT
    assert state.rung == 3


def test_after_two_misses_help_stands_at_the_missed_rung_and_ones_own_below() -> None:
    state = after(to_result(start(3), W, W), Event(what=What.NEXT))
    assert (state.stage, state.task_rung, state.rung) == (Stage.HALF, 3, 2)
    state = after(state, Event(what=R))
    assert (state.stage, state.rung) == (Stage.PREDICT, 2)
    # It was of the rung above the working rung, and with help.
    assert not state.every[-1].counts
    state = after(state, Event(what=What.NEXT))
    assert (state.stage, state.task_rung) == (Stage.TASK, 2)


@pytest.mark.parametrize(
    ("rung", "working", "is_aided", "counts"),
    [(3, 3, False, True), (2, 3, False, True), (1, 3, False, False), (4, 3, False, False),
     (3, 3, True, False), (2, 3, True, False)],
)  # fmt: skip
def test_a_success_counts_alone_and_at_the_working_rung_or_one_below(
    rung: int, working: int, is_aided: bool, counts: bool
) -> None:
    assert Mark(what=R, task=1, rung=rung, working=working, is_aided=is_aided).counts is counts
    assert not Mark(what=W, task=1, rung=rung, working=working, is_aided=is_aided).counts


# ------------------------------------------------------------------ what is said


def test_what_is_easy_is_not_praised_and_what_is_hard_is_named_once() -> None:
    state = after(start(1), Event(what=R))
    assert state.told is Told.EASY
    state = through(start(1), R, R, S)  # up to rung 2
    state = after(state, Event(what=R))
    assert state.told is Told.HARD
    assert after(state, Event(what=R)).told is Told.EASY


def test_a_success_after_a_miss_is_hard_also_where_they_began() -> None:
    state = to_result(start(1), W, R)
    assert state.told is Told.HARD


def test_an_aided_success_has_words_of_its_own() -> None:
    assert to_result(start(1), H, R).told is Told.AIDED


def test_a_first_and_a_second_miss_differ_and_each_set_begins_anew() -> None:
    state = after(start(1), Event(what=W))
    assert state.told is Told.FIRST_MISS
    assert after(state, Event(what=W)).told is Told.SECOND_MISS
    again = through(state, S, S)
    assert after(again, Event(what=W)).told is Told.FIRST_MISS


def test_a_skip_says_nothing() -> None:
    assert after(start(1), Event(what=S)).told is Told.NOTHING


# ------------------------------------------------------------------ how it ends


def test_the_top_ends_it_and_more_can_be_asked_for() -> None:
    state = to_result(start(2, highest=2), R, R, R)
    state = after(state, Event(what=What.NEXT))
    assert state.is_over
    assert state.cleared == (2,)
    assert state.has_more
    more = after(state, Event(what=What.MORE))
    assert (more.stage, more.rung) == (Stage.PREDICT, 2)


def test_a_number_of_sets_ends_it_and_help_comes_first() -> None:
    state = after(to_result(start(1, sets=1), R, S, S), Event(what=What.NEXT))
    assert state.is_over
    state = after(to_result(start(1, sets=1), W, W), Event(what=What.NEXT))
    assert state.stage is Stage.HALF
    assert after(state, Event(what=R)).is_over
    assert not through(start(1, sets=2), R, S, S).is_over


def test_once_the_activity_ended_there_is_no_more() -> None:
    state = after(start(1), Event(what=R, is_last=True))
    assert state.is_over
    assert not state.has_more
    assert after(state, Event(what=What.MORE)) == state


def test_a_last_skip_or_a_last_success_ends_it_at_once() -> None:
    for what in (R, S, T):
        assert after(start(2), Event(what=what, is_last=True)).is_over


def test_what_counts_is_kept_where_a_set_is_broken_off() -> None:
    state = after(to_result(start(1), R), Event(what=What.STOP))
    assert len(state.counted) == 1
    assert len(after(state, Event(what=What.MORE)).counted) == 1


@pytest.mark.parametrize("what", [R, W, S, H, T])
def test_what_does_not_fit_the_screen_changes_nothing(what: What) -> None:
    state = begin(lowest=1, highest=3, start=1)
    assert after(state, Event(what=what)) == state
    at_task = start(1)
    assert after(at_task, Event(what=What.NEXT)) == at_task
    assert after(at_task, Event(what=What.MORE)) == at_task


@pytest.mark.parametrize(
    ("whats", "got", "tried"),
    [
        ((What.RIGHT, What.RIGHT, What.WRONG), 2, 3),
        ((What.SKIP, What.RIGHT, What.TIME_OUT), 1, 1),
        ((What.SKIP, What.SKIP, What.SKIP), 0, 0),
    ],
)
def test_a_skip_and_time_that_ran_out_were_not_tried(
    whats: tuple[What, ...], got: int, tried: int
) -> None:
    marks = tuple(
        Mark(what=what, task=number, rung=2, working=2) for number, what in enumerate(whats, 1)
    )
    over = Played(number=1, rung=2, marks=marks, move=Move.STAY)
    assert (over.got, over.tried) == (got, tried)
