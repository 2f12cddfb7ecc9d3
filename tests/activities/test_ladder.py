"""The ladder on a person's screen: what stands there, what a press brings, what the room sees."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.ladder import Ladder
from efficacy.activities.ladder_record import journey
from efficacy.activities.ladder_rules import Stage
from efficacy.activities.personal import Earlier, Standing
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey

KIND, SAY = Ladder(), speech()


def usual(**params: object) -> Context:
    return house.context("ladder", **params)


def walk(context: Context | None = None, own: Standing | None = None) -> Journey:
    return Journey(KIND, context or usual(), own)


def at_tasks(one: Journey | None = None, *, guess: float | None = 2.0) -> Journey:
    """Go as far as the first task of one's own."""
    one = (one or walk()).presses("next").presses("next")
    one = solves(one).gives(predict=guess) if guess is not None else solves(one)
    return one.presses("next")


def made(one: Journey):
    return journey(one.context, one.own).present_task()


def solves(one: Journey) -> Journey:
    return one.gives(answer=str(made(one).answer)).presses("check")


def misses(one: Journey) -> Journey:
    """Give a number that is neither right nor one of the common slips."""
    task = made(one)
    wrong = next(
        task.answer + more
        for more in range(3, 400)
        if not task.is_right(task.answer + more) and task.slip((task.answer + more,)) is None
    )
    return one.gives(answer=str(wrong)).presses("check")


def stands(one: Journey) -> Stage:
    return journey(one.context, one.own).stage


# --------------------------------------------------------------- the way in


def test_it_begins_with_how_sure_somebody_is_of_the_ladder_as_a_whole() -> None:
    one = walk()
    assert one.fields == ["before"]
    assert one.view.sheet.fields[0].label == "do small steps"
    assert one.actions == ["next", "stop", "pass"]
    assert "Nobody sees your answers" in one.text


def test_then_comes_one_worked_out_one_half_done_and_the_guess() -> None:
    one = walk().presses("next")
    assert (stands(one), one.fields) == (Stage.EXAMPLE, [])
    assert "With 7 it is" in one.text
    one.presses("next")
    assert (stands(one), one.fields) == (Stage.HALF, ["answer"])
    assert "The last one is yours" in one.text
    solves(one)
    assert (stands(one), one.fields) == (Stage.PREDICT, ["predict"])
    assert "The last step was yours" in one.text
    label = one.view.sheet.fields[0].label
    assert label == "Of the next 3, how many will you get?"


def test_the_example_is_another_task_than_the_half_done_one() -> None:
    one = walk().presses("next")
    shown = one.text
    one.presses("next")
    assert made(one).ask not in shown


def test_a_task_has_a_box_and_four_ways_on() -> None:
    one = at_tasks()
    assert one.fields == ["answer"]
    assert one.actions == ["check", "hint", "skip", "stop", "pass"]
    assert made(one).ask in one.text
    assert made(one).answer_text not in one.text


def test_a_clock_is_there_only_for_those_who_ask_for_it() -> None:
    one = walk(usual(clock_s=60))
    assert one.fields == ["before", "clock"]
    assert "time-out" not in at_tasks(walk(usual(clock_s=60))).actions
    with_clock = at_tasks(one.gives(clock="on"))
    assert "time-out" in with_clock.actions
    assert "60 seconds" in with_clock.text
    with_clock.presses("time-out")
    assert "counts for nothing" in with_clock.text


# -------------------------------------------------------------------- a task


def test_what_is_right_is_said_and_the_next_one_comes() -> None:
    one = at_tasks()
    answer = made(one).answer_text
    solves(one)
    assert f"That is right: {answer}." in one.text
    assert "Task 2 of 3" in one.text


def test_a_miss_names_the_step_and_shows_what_was_typed() -> None:
    one = misses(at_tasks())
    assert "The step to look at is" in one.text
    assert "wrong" not in one.text.lower()


def test_a_common_slip_is_named_as_such() -> None:
    one = at_tasks()
    task = made(one)
    once = next(slip for slip in task.task.slips if slip.id == "once")
    number = next(n for n in range(4000) if task.slip((task.answer * 0 + n,)) == once)
    one.gives(answer=str(number)).presses("check")
    assert once.text in one.text
    assert [g.value for g in one.own.given if g.item_id == "slip"] == ["once"]


@pytest.mark.parametrize("typed", ["three", "30 or 40", "?"])
def test_what_cannot_be_read_is_asked_for_again_and_is_no_miss(typed: str) -> None:
    one = at_tasks()
    before = one.view
    one.gives(answer=typed)
    with pytest.raises(InvalidValue, match="could not be read as one number"):
        one.presses("check")
    assert one.view == before


def test_an_empty_box_is_asked_for() -> None:
    with pytest.raises(InvalidValue, match="Type your answer first"):
        at_tasks().presses("check")


def test_a_skip_says_nothing_and_brings_the_next_task() -> None:
    one = at_tasks()
    ask = made(one).ask
    one.presses("skip")
    assert "Task 2 of 3" in one.text
    assert ask not in one.text
    assert "skip" not in one.text.lower()


def test_a_hint_stands_beside_the_task_and_is_offered_once() -> None:
    one = at_tasks()
    hint, ask = made(one).hint, made(one).ask
    one.presses("hint")
    assert hint in one.text
    assert ask in one.text
    assert "hint" not in one.actions
    solves(one)
    assert "The hint was beside it." in one.text


def test_two_misses_end_the_set_with_the_solution_and_one_half_done() -> None:
    one = misses(at_tasks())
    ask = made(one).ask
    misses(one)
    assert stands(one) is Stage.RESULT
    assert "Here this one is, step by step" in one.text
    assert ask in one.text
    assert "You said 2, you got 0." in one.text
    one.presses("next")
    assert stands(one) is Stage.HALF


# -------------------------------------------------------- after a set of three


def three(one: Journey, *how: str) -> Journey:
    for step in how:
        one = {"right": solves, "wrong": misses}.get(step, lambda j: j.presses("skip"))(one)
    return one


def test_what_was_said_stands_beside_what_came() -> None:
    one = three(at_tasks(guess=1.0), "right", "right", "skip")
    assert "You said 1, you got 2." in one.text
    assert "Next comes a harder kind of task: “Kind 2”." in one.text


def test_without_a_guess_only_what_came_is_said() -> None:
    one = three(at_tasks(guess=None), "right", "right", "right")
    assert "You got 3 of 3 without help." in one.text


@pytest.mark.parametrize(
    ("how", "is_asked"),
    [(("right", "right", "right"), False), (("right", "wrong", "right"), True)],
)
def test_belief_is_asked_again_after_a_set_with_a_miss_only(
    how: tuple[str, ...], is_asked: bool
) -> None:
    one = three(at_tasks(), *how)
    assert ("again" in one.fields) is is_asked
    if is_asked:
        assert one.view.sheet.fields[0].label == "do kind 1"


def test_the_working_rung_and_what_came_are_written_down_after_each_set() -> None:
    one = three(at_tasks(), "right", "wrong", "right")
    found = {g.item_id: g.value for g in one.own.given if g.item_id in ("working-rung", "right")}
    assert found == {"working-rung": 2.0, "right": 2.0}


def test_one_right_of_three_stays_at_the_rung() -> None:
    one = three(at_tasks(), "right", "skip", "skip").presses("next")
    assert journey(one.context, one.own).state.rung == 1


# -------------------------------------------------------------------- the end


def finished() -> Journey:
    return three(at_tasks(walk(usual(sets=1))), "right", "right", "skip").presses("next")


def test_at_the_end_stand_a_private_picture_and_how_sure_they_are_now() -> None:
    one = finished()
    assert one.fields[0] == "after"
    assert "Where you are" in one.text
    assert "Kind 1 2 of 3" in one.text
    assert "Kind 2 not yet" in one.text


def test_who_is_done_early_has_three_more_or_a_task_to_make() -> None:
    one = finished()
    assert "more" in one.actions
    assert one.fields == ["after", "extra"]
    one.presses("more")
    assert one.fields == ["predict"]


def test_in_the_last_minutes_the_task_at_hand_is_finished_and_none_begun() -> None:
    one = at_tasks()
    one.own = replace(one.own, is_closing=True)
    assert made(one).ask in one.text
    assert "This is the last task." in one.text
    solves(one)
    assert stands(one) is Stage.END
    assert "more" not in one.actions


def test_after_a_miss_in_the_last_minutes_it_ends_on_the_last_step_of_the_same_task() -> None:
    one = at_tasks()
    ask = made(one).ask
    one.own = replace(one.own, is_closing=True)
    misses(one)
    assert stands(one) is Stage.HALF
    solves(one)
    assert stands(one) is Stage.END
    assert ask


def test_between_tasks_the_last_minutes_end_it_at_once() -> None:
    one = three(at_tasks(), "right", "right", "right")
    one.own = replace(one.own, is_closing=True)
    assert stands(one) is Stage.END


def test_stopping_is_possible_on_every_screen_and_needs_no_reason() -> None:
    for one in (walk(), walk().presses("next"), at_tasks(), three(at_tasks(), "right", "right")):
        assert "stop" in one.actions
        assert stands(one.presses("stop")) is Stage.END


def test_once_it_is_closed_nothing_can_be_given() -> None:
    one = at_tasks()
    one.own = replace(one.own, is_open=False)
    assert one.fields == []
    assert "What you did is kept" in one.text


# ------------------------------------------------------------- where it begins


def graded(*ratings: float) -> Standing:
    """Return somebody who rated the items of the scale before, the least difficult first."""
    rows = tuple(
        Given(item_id=f"math.{level}", value=float(value))
        for level, value in enumerate(ratings, start=1)
    )
    before = Earlier(activity_id="it-survey", wave="pre", day="2026-11-18", given=rows)
    return Standing(seed="one", day="2026-11-25", earlier=(before,))


def test_without_a_scale_all_begin_at_the_lowest_rung() -> None:
    assert journey(usual(), graded(100, 100, 100)).state.rung == 1


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ((), 1),
        ((60, 90, 90), 1),  # the easiest is not within reach, so the harder ones do not count
        ((70, 60), 1),
        ((70, 70, 60), 2),
        ((100, 100, 100, 100, 100), 2),  # two rungs of four stay above it
    ],
)
def test_it_begins_at_the_last_rung_within_reach_with_two_above_it(
    ratings: tuple[float, ...], level: int
) -> None:
    assert journey(usual(start_scale="math"), graded(*ratings)).state.rung == level


def test_what_is_rated_later_does_not_move_where_somebody_began() -> None:
    one = walk(usual(start_scale="math"), graded(70, 70, 60)).presses("next")
    one.own = replace(one.own, earlier=graded(10).earlier)
    assert journey(one.context, one.own).state.start == 2


def test_a_ladder_can_hold_only_some_rungs() -> None:
    state = journey(usual(rungs_from=2, rungs_to=3), Standing(seed="one")).state
    assert (state.lowest, state.highest, state.rung) == (2, 3, 2)


@pytest.mark.parametrize("params", [{"rungs_from": 3, "rungs_to": 2}, {"rungs_to": 9}])
def test_rungs_that_are_not_there_are_a_problem(params: dict[str, int]) -> None:
    context = usual(**params)
    (problem,) = KIND.references(context.params, context.curriculum)
    assert "levels from 1 to 4" in problem.expected


def test_a_ladder_and_a_scale_that_are_not_there_are_problems() -> None:
    context = usual(ladder="none", start_scale="nothing")
    found = KIND.references(context.params, context.curriculum)
    assert [problem.where for problem in found] == ["params → ladder", "params → start_scale"]


def test_the_two_forms_share_no_task() -> None:
    asked: dict[str, set[str]] = {"a": set(), "b": set()}
    for form, seen in asked.items():
        for seed in range(40):
            one = at_tasks(walk(usual(form=form), Standing(seed=str(seed), day="2026-11-25")))
            seen.add(made(one).record)
    assert asked["a"].isdisjoint(asked["b"])


def test_two_people_have_other_numbers_and_one_person_the_same_ones() -> None:
    def first(seed: str) -> str:
        return made(at_tasks(walk(own=Standing(seed=seed, day="2026-11-25")))).ask

    assert first("one") == first("one")
    assert len({first(str(seed)) for seed in range(10)}) > 5


# ------------------------------------------------------- nothing can be faked


def test_nobody_can_send_what_only_the_server_finds_out() -> None:
    for item in ("result", "shown", "slip", "start", "working-rung", "right", "tried"):
        with pytest.raises(InvalidValue, match="no question"):
            KIND.validate(usual(), Given(item_id=item, value="right"), SAY)


def test_a_press_that_this_screen_does_not_have_is_refused() -> None:
    one = walk()
    with pytest.raises(NotFound):
        KIND.act(one.context, one.own, "check", SAY)


@settings(max_examples=60, deadline=None)
@generated(seed=st.integers(0, 10_000), sureness=st.floats(5, 95))
def test_simulated_people_come_to_an_end_and_nobody_on_an_unexplained_miss(
    seed: int, sureness: float
) -> None:
    one = walk(usual(sets=3), Standing(seed=str(seed), day="2026-11-25"))
    one.plays(Persona(sureness=sureness, worry=0.5), seed, most=120)
    state = journey(one.context, one.own).state
    assert one.own.how in ("done", "passed")
    assert not state.has_unexplained_miss
    assert all(not mark.is_aided for mark in state.counted)


# ---------------------------------------------------------- what the room sees


def climbed(rungs: int) -> list[Given]:
    """Return what somebody stored who went up so many rungs."""
    one = at_tasks(walk(own=Standing(seed=str(rungs), day="2026-11-25")))
    for number in range(rungs):
        three(one, "right", "right", "right").presses("next")
        if number < rungs - 1:
            one.presses("next")
    return list(one.own.given)


def room(*people: list[Given]):
    listed = {f"person {number}": given for number, given in enumerate(people)}
    return KIND.summarise(usual(), listed, SAY)


def test_the_room_sees_the_rungs_that_it_climbed_together() -> None:
    (figure,) = room(climbed(2), climbed(1), climbed(1), climbed(0), climbed(0)).figures
    assert (figure.count, figure.n) == (4, 5)
    assert figure.label == "Together we climbed {count} rungs."


def test_of_one_rung_it_is_said_in_the_singular() -> None:
    (figure,) = room(climbed(1), *[climbed(0)] * 4).figures
    assert figure.label == "Together we climbed {count} rung."


@pytest.mark.parametrize("people", [[1, 1, 1, 1], [0, 0, 0, 0, 0]])
def test_under_five_and_where_nobody_climbed_there_is_no_picture(people: list[int]) -> None:
    (figure,) = room(*map(climbed, people)).figures
    assert figure.withheld
    assert figure.n == 0


def test_who_only_opened_it_is_in_no_denominator() -> None:
    opened = [Given(item_id="before", value=40.0)]
    assert room(climbed(1), opened).n == 1


def test_who_cleared_everything_is_in_no_denominator() -> None:
    cleared = [replace(one, value=None) for one in climbed(1)]
    assert room(climbed(1), cleared).n == 1


def test_the_minutes_follow_from_the_rungs_and_the_sets() -> None:
    few, many = (KIND.load(usual(sets=n).params, usual().curriculum) for n in (1, 4))
    assert few.clock_s < many.clock_s
    assert few.ratings < many.ratings


def test_a_simulated_turn_is_the_same_for_the_same_chance() -> None:
    one = at_tasks()
    turns = {
        KIND.play(one.context, one.own, Persona(sureness=50, worry=0.2), Random(4), SAY)
        for _ in range(2)
    }
    assert len(turns) == 1
