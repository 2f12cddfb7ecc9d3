"""The break: a line and a clock; nobody gives anything."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from efficacy.activities.contract import Sheet
from efficacy.activities.pause import Pause
from efficacy.activities.registry import shape
from efficacy.content.timing import Load, estimate
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Pause()


def test_it_has_one_part_with_its_clock() -> None:
    (phase,) = KIND.phases(house.context("pause"))
    assert (phase.id, phase.title, phase.seconds) == ("main", "Step it", 300)


def test_the_line_is_the_plans() -> None:
    assert KIND.line(house.context("pause", line="Back at ten.")) == "Back at ten."


def test_it_takes_nothing_and_shows_nothing() -> None:
    context = house.context("pause")
    assert KIND.sheet(context, SAY) == Sheet()
    assert KIND.frame(context, SAY) == ()
    assert KIND.summarise(context, {}, SAY).figures == ()
    found = shape(context, SAY)
    assert (found.phases, found.takes_answers, found.reveals) == (1, False, False)


def test_it_is_estimated_by_its_clock() -> None:
    planned = house.activity("it", "pause", seconds=420)
    load = KIND.load(KIND.params(planned), house.curriculum())
    assert load == Load(clock_s=420)
    assert estimate(planned, house.curriculum(), load=load).other_s == 420


@pytest.mark.parametrize("seconds", [29, 3601, "soon", 60.5])
def test_a_break_of_no_length_is_refused(seconds: object) -> None:
    with pytest.raises(ValidationError):
        house.context("pause", seconds=seconds)


@pytest.mark.parametrize("seconds", [30, 3600])
def test_half_a_minute_and_an_hour_are_both_right(seconds: int) -> None:
    assert KIND.phases(house.context("pause", seconds=seconds))[0].seconds == seconds


def test_a_break_without_a_line_is_refused() -> None:
    with pytest.raises(ValidationError):
        house.context("pause", line="")
