"""Evidence receipts: a doubt or a miss is answered by one's own record, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.ladder import Ladder
from efficacy.activities.ladder_record import best, kept
from efficacy.activities.personal import Earlier
from efficacy.activities.registry import KINDS, context_for
from efficacy.content.models import Curriculum, PlannedSession
from tests.activities import house
from tests.activities.journey import SAY, Journey, after

FIRST, NOW = "rungs-one", "rungs-two"


def content() -> Curriculum:
    """Return a plan that climbs one ladder twice, and another one once."""
    steps = (
        house.activity(FIRST, "ladder"),
        house.activity("other", "ladder", ladder="real-life"),
        house.activity(NOW, "ladder"),
    )
    session = PlannedSession(id="one", title="One", aim="To try it.", minutes=60, activities=steps)
    return house.curriculum(the_plan=house.plan(session))


def record(
    *sets: str, guess: float | None = 1.0, day: str = "2026-03-03", of: str = FIRST
) -> Earlier:
    """Return an evening on the ladder: sets such as "RRW" of right, wrong and skipped tasks."""
    presses = ["next", "next", "right"]
    given = []
    for one in sets:
        presses.append("next")
        if guess is not None:
            given.append(Given(item_id="predict", value=guess, attempt=len(presses)))
        presses += [{"R": "right", "W": "wrong", "S": "skip"}[mark] for mark in one]
        presses.append("next")
    rows = (Given(item_id="result", value=what, attempt=n) for n, what in enumerate(presses, 1))
    return Earlier(activity_id=of, wave="", day=day, given=(*given, *rows))


def climber(*earlier: Earlier) -> Journey:
    """Return somebody at the second of the two, with what they did before."""
    context = context_for(content(), house.activity(NOW, "ladder"), "confidential")
    return Journey(Ladder(), context, after(*earlier))


def begins(one: Journey, sure: float | None) -> Journey:
    return (one if sure is None else one.gives(before=sure)).presses("next")


def to_first_task(one: Journey, guess: float | None = 3.0) -> Journey:
    begins(one, 90.0).presses("next").presses("skip")
    return (one if guess is None else one.gives(predict=guess)).presses("next")


SAID = "On 3 March you said 1 of 3 and got 3 of 3 on this kind."


@pytest.mark.parametrize(("sure", "is_answered"), [(0.0, True), (40.0, True), (50.0, False)])
def test_a_rating_below_the_middle_is_answered(sure: float, is_answered: bool) -> None:
    assert (SAID in begins(climber(record("RRR")), sure).text) is is_answered


def test_where_nothing_was_rated_nothing_is_answered() -> None:
    assert SAID not in begins(climber(record("RRR")), None).text


@pytest.mark.parametrize(("guess", "is_answered"), [(0.0, True), (1.0, True), (2.0, False)])
def test_a_low_guess_is_answered_beside_the_first_task(guess: float, is_answered: bool) -> None:
    assert (SAID in to_first_task(climber(record("RRR")), guess).text) is is_answered


def test_a_guess_that_was_left_out_is_no_doubt() -> None:
    assert SAID not in to_first_task(climber(record("RRR")), None).text


def test_a_miss_is_answered_beside_the_next_task_and_after_the_set() -> None:
    one = to_first_task(climber(record("RRR")))
    assert SAID not in one.text
    one.gives(answer="1").presses("check")
    assert SAID in one.text
    one.presses("skip")
    assert SAID not in one.text
    one.presses("skip")
    assert one.actions[0] == "next"
    assert SAID in one.text


def test_without_a_record_nothing_stands_in_its_place() -> None:
    one = begins(climber(), 0.0)
    assert "On " not in one.text
    assert not [card for card in one.view.cards if card.look == "record"]


@pytest.mark.parametrize("sets", ["RSS", "WW", "SSS"])
def test_a_set_with_fewer_than_two_right_answers_no_doubt(sets: str) -> None:
    assert "On 3 March" not in begins(climber(record(sets)), 0.0).text


def test_a_record_of_another_kind_answers_no_doubt_about_this_one() -> None:
    one = climber(record("RRR"))
    # They begin at the third rung today, and their record is of the first.
    one.own = replace(one.own, given=(Given(item_id="start", value=3.0),))
    assert "On 3 March" not in to_first_task(one, 0.0).text


def test_another_ladder_is_no_record_of_this_one() -> None:
    assert "On 3 March" not in begins(climber(record("RRR", of="other")), 0.0).text


def test_the_best_set_answers_and_of_equals_the_newest() -> None:
    older, newer = record("RRR"), record("RRR", day="2026-05-09")
    less = record("RRS", day="2026-07-01")
    assert "On 9 May" in begins(climber(older, newer, less), 0.0).text
    assert "got 2 of 3" in begins(climber(less), 0.0).text
    one = climber(older, less)
    found = best(kept(one.context, one.own))
    assert found is not None
    assert (found.day, found.got) == ("2026-03-03", 3)
    assert best(()) is None


def test_a_record_without_a_guess_says_only_what_came() -> None:
    text = begins(climber(record("RRR", guess=None)), 0.0).text
    assert "On 3 March you got 3 of 3 on this kind." in text
    assert "you said" not in text


def test_a_survey_has_no_receipts() -> None:
    context = house.context("survey", content=content(), wave="post")
    kind = KINDS["survey"]
    # It is the same sheet for everybody, so no record of a person can stand on it.
    assert not kind.is_personal
    assert kind.view(context, after(record("RRR")), SAY).cards == ()
