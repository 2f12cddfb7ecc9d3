"""Rehearsal in imagination: rate, picture it, rate again; nobody has to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given as given_some
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Rating
from efficacy.activities.personal import Standing
from efficacy.activities.rehearse import AFTER, BEFORE, IMAGINE, Rehearse
from efficacy.content.timing import Load, estimate
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person

SAY = speech()
KIND = Rehearse()
ITEM = "start"
LINE = {"text": "You read it again.", "seconds": 30}


def context(**params: object) -> Context:
    return house.context("rehearse", **params)


def person(phase: int, **own: object) -> Person:
    return Person(context(), Standing(seed="somebody", phase_index=phase, **own))  # type: ignore[arg-type]


def pairs(*rated: tuple[float | None, float | None]) -> dict[str, list[Given]]:
    """Return what people gave before and after; None where they left it out."""
    return {
        f"person-{number}": [
            Given(item_id=ITEM, value=value, attempt=attempt)
            for attempt, value in enumerate(both, 1)
            if value is not None
        ]
        for number, both in enumerate(rated)
    }


# ------------------------------------------------------------------ its script


def test_it_has_three_parts_and_a_clock_only_while_people_imagine() -> None:
    parts = KIND.phases(context())
    assert [(part.id, part.seconds) for part in parts] == [
        ("before", None),
        ("imagine", 70),
        ("after", None),
    ]
    assert [part.title for part in parts] == ["Before", "Imagine", "After"]


def test_each_line_begins_where_the_one_before_it_ends() -> None:
    assert [(begins, stays) for _, begins, stays in KIND.script(context())] == [
        (0, 20),
        (20, 20),
        (40, 30),
    ]


@given_some(some.lists(some.integers(3, 60), min_size=1, max_size=40))
def test_lines_take_one_to_three_minutes_and_follow_without_a_gap(lengths: list[int]) -> None:
    script = [{"text": "A line.", "seconds": length} for length in lengths]
    if not 60 <= sum(lengths) <= 180:
        with pytest.raises(ValidationError, match="60 to 180 seconds"):
            context(script=script)
        return
    found = KIND.script(context(script=script))
    assert found[0][1] == 0
    assert all(a[1] + a[2] == b[1] for a, b in pairwise(found))
    assert found[-1][1] + found[-1][2] == sum(lengths)


@pytest.mark.parametrize("seconds", [(59,), (30, 29), (60, 60, 60, 3)])
def test_a_script_that_is_too_short_or_too_long_is_refused(seconds: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError):
        context(script=[{"text": "A line.", "seconds": one} for one in seconds])


@pytest.mark.parametrize("seconds", [(60,), (60, 60, 60)])
def test_one_minute_and_three_minutes_are_both_right(seconds: tuple[int, ...]) -> None:
    assert context(script=[{"text": "A line.", "seconds": one} for one in seconds])


@pytest.mark.parametrize(
    "params",
    [
        {"script": []},
        {"script": [{**LINE, "seconds": 2}, LINE, LINE]},
        {"script": [{**LINE, "text": ""}, LINE, LINE]},
        {"script": [{**LINE, "picture": "x"}, LINE, LINE]},
        {"rating": {"id": "start", "label": "start"}},
        {"rating": {"id": "Start it", "label": "start", "anchors": house.ENDS}},
        {"titles": {"before": "Before", "imagine": "Imagine"}},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        context(**params)


def test_it_is_estimated_by_its_clock_and_two_ratings() -> None:
    planned = house.activity("it", "rehearse")
    load = KIND.load(KIND.params(planned), house.curriculum())
    assert load == Load(ratings=2, clock_s=70)
    taken = estimate(planned, house.curriculum(), load=load)
    assert (taken.other_s, taken.ratings_s, taken.reading_s) == (70, 24, 0)


# ------------------------------------------------------- what one person has


def test_before_and_after_ask_the_same_question_in_two_attempts() -> None:
    first, second = person(BEFORE), person(AFTER)
    assert first.fields() == second.fields() == [ITEM]
    assert (first.view().attempt, second.view().attempt) == (1, 2)
    (field,) = first.view().sheet.fields
    assert isinstance(field, Rating)
    assert field.label == "How sure are you that you can start a hard task?"


def test_a_task_with_braces_stays_as_it_is() -> None:
    odd = {"id": "odd", "label": "read {task} and {x}", "anchors": house.ENDS}
    (field,) = KIND.sheet(context(rating=odd), SAY).fields
    assert field.label == "How sure are you that you can read {task} and {x}?"


def test_one_is_done_at_the_end_only_and_may_pass_at_any_time() -> None:
    assert person(BEFORE).actions() == ["pass"]
    assert person(IMAGINE).actions() == ["pass"]
    assert person(AFTER).actions() == ["done", "pass"]


def test_while_the_room_imagines_all_lines_stand_on_ones_own_screen_at_once() -> None:
    one = person(IMAGINE)
    ways, script = one.view().cards
    assert one.fields() == []
    assert script.lines == tuple(text for text, _, _ in KIND.script(context()))
    assert script.pace == tuple(seconds for _, _, seconds in KIND.script(context()))
    assert script.is_spoken
    assert not ways.is_spoken
    assert "or pass" in ways.lines[0]


@pytest.mark.parametrize("change", [{"is_closing": True}, {"is_open": False}])
def test_once_the_room_goes_on_the_lines_stay_and_no_longer_run(change: dict[str, bool]) -> None:
    one = person(IMAGINE)
    one.own = replace(one.own, **change)
    _, script = one.view().cards
    assert len(script.lines) == 3
    assert script.pace == ()


def test_nothing_of_the_script_stands_there_before_or_after() -> None:
    for phase in (BEFORE, AFTER):
        assert "Your heart" not in person(phase).words()


def test_what_was_given_before_is_not_asked_again_and_does_not_stand_in_the_second() -> None:
    one = person(BEFORE)
    one.answer(ITEM, 40)
    one.own = replace(one.own, phase_index=AFTER)
    one.answer(ITEM, 60)
    assert (one.own.value(ITEM, 1), one.own.value(ITEM, 2)) == (40.0, 60.0)


def test_only_points_of_the_scale_are_taken() -> None:
    with pytest.raises(InvalidValue, match="0 to 100"):
        person(BEFORE).answer(ITEM, 45)


def test_a_pass_is_a_pass_in_every_part() -> None:
    for phase in (BEFORE, IMAGINE, AFTER):
        one = person(phase)
        one.presses("pass")
        assert one.own.how == "passed"
        one.presses("undo")
        assert one.own.how == ""


# ------------------------------------------------------------- what the room sees


def test_the_room_sees_two_averages_of_the_same_people() -> None:
    rated = pairs((40, 50), (50, 60), (60, 70), (70, 70), (30, 50), (100, None), (None, 0))
    summary = KIND.summarise(context(), rated, SAY)
    assert summary.n == 5
    assert [(one.id, one.n, one.value) for one in summary.figures] == [
        ("before", 5, 50.0),
        ("after", 5, 60.0),
    ]
    assert [one.label for one in summary.figures] == [
        "Before: start a hard task",
        "After: start a hard task",
    ]


@pytest.mark.parametrize("people", [0, 1, 4])
def test_under_five_with_both_ratings_there_is_neither(people: int) -> None:
    rated = pairs(*[(40, 50)] * people, *[(40, None)] * 9, *[(None, 50)] * 9)
    figures = KIND.summarise(context(), rated, SAY).figures
    assert all(figure.withheld and figure.value is None and figure.n == 0 for figure in figures)


@given_some(
    some.lists(some.tuples(*[some.none() | some.sampled_from(range(0, 101, 10))] * 2), max_size=12)
)
def test_both_figures_stand_or_fall_together_and_tell_nothing_fine(rated) -> None:
    before, after = KIND.summarise(context(), pairs(*rated), SAY).figures
    assert before.withheld == after.withheld
    for figure in (before, after):
        assert figure.value is None or (figure.value % 5 == 0 and figure.n >= 5)
        assert figure.count is None


def test_there_is_a_picture_only_if_the_plan_wants_one() -> None:
    assert KIND.reveals(context())
    assert not KIND.reveals(context(reveal=False))


def test_the_codebook_says_which_attempt_is_which() -> None:
    (row,) = KIND.frame(context(), SAY)
    assert row["item_id"] == ITEM
    assert "attempt 1 is before" in str(row["range"])


# ------------------------------------------------------------------- simulation


@given_some(seed=some.integers(0, 10**6), skips=some.floats(0, 1), sure=some.floats(0, 100))
def test_simulated_people_go_through_all_parts_and_end(
    seed: int, skips: float, sure: float
) -> None:
    one, rng = person(BEFORE), Random(seed)
    persona = Persona(sureness=sure, worry=0.5, skips=skips)
    for phase in (BEFORE, IMAGINE, AFTER):
        one.own = replace(one.own, phase_index=phase)
        one.plays(persona, rng)
    assert one.own.how == "done"
    assert {row.attempt for row in one.own.given} <= {1, 2}


def test_whoever_passed_does_nothing_more() -> None:
    one = person(AFTER, how="passed")
    turn = KIND.play(one.context, one.own, Persona(sureness=50, worry=0.5), Random(1), SAY)
    assert (turn.given, turn.action_id) == ((), "")


# --- without a rating ----------------------------------------------------------------------------


def test_without_a_rating_there_is_one_part_and_nothing_is_stored() -> None:
    context = house.context("rehearse", rating=None, reveal=False)
    assert [phase.id for phase in KIND.phases(context)] == ["imagine"]
    assert KIND.sheet(context, SAY).fields == ()
    assert KIND.frame(context, SAY) == ()
    assert KIND.summarise(context, {}, SAY).figures == ()
    assert KIND.load(context.params, context.curriculum).ratings == 0


def test_without_a_rating_people_read_the_script_and_are_done_when_they_like() -> None:
    context = house.context("rehearse", rating=None, reveal=False)
    view = KIND.view(context, Standing(seed="one", phase_index=0), SAY)
    assert [action.id for action in view.sheet.actions] == ["done", "pass"]
    assert view.cards[-1].pace
    titles = [part.title for part in KIND.paper(context, SAY)]
    assert len(titles) == 2


def test_what_is_not_rated_cannot_be_revealed() -> None:
    with pytest.raises(ValidationError, match="something to reveal"):
        house.context("rehearse", rating=None, reveal=True)
