"""What came of goals: one answer a person, counts that tell of nobody, no words."""

from __future__ import annotations

from efficacy.reports.findings.goals import goal_result
from tests.reports.doings import EXACT, did, outside, reading, step

STEPS = [step(one, "goal", prompt="One small goal.") for one in ("goal-one", "goal-two")]


def came(activity_id: str, *answers: str | None) -> list:
    return [
        did(person, activity_id, "came-of", answer)
        for person, answer in enumerate(answers)
        if answer
    ]


def test_everybody_counts_once_with_the_goal_they_looked_back_on_last() -> None:
    rows = came("goal-one", "done", "done", "not-yet", "partly", "done")
    rows += came("goal-two", None, "not-yet", "not-yet")
    result = goal_result(reading(STEPS, rows), EXACT)
    assert result.n == 5
    assert dict(result.counts) == {"done": 2, "partly": 1, "not-yet": 2}


def test_counts_that_would_tell_of_a_few_stay_in_the_room() -> None:
    rows = came("goal-one", *["done"] * 7, "partly", "not-yet")
    result = goal_result(reading(STEPS, rows), outside())
    assert (result.n, result.counts) == (0, None)
    assert result.withheld is not None


def test_large_counts_can_leave() -> None:
    rows = came("goal-one", *["done"] * 6, *["partly"] * 7, *["not-yet"] * 8)
    result = goal_result(reading(STEPS, rows), outside())
    assert (result.n, dict(result.counts)) == (21, {"done": 6, "partly": 7, "not-yet": 8})


def test_of_fewer_than_five_nothing_is_said_whoever_asks() -> None:
    for gate in (EXACT, outside()):
        result = goal_result(reading(STEPS, came("goal-one", *["done"] * 4)), gate)
        assert (result.n, result.counts) == (0, None)


def test_an_answer_that_is_none_of_the_three_is_missing() -> None:
    assert goal_result(reading(STEPS, came("goal-one", "something else")), EXACT) is None


def test_where_nobody_looked_back_there_is_no_result() -> None:
    assert goal_result(reading(STEPS, []), EXACT) is None
