"""A career ladder: a rung is ticked with a line and a date, in any order, and nothing is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.ladder import Ladder
from efficacy.activities.registry import context_for
from efficacy.content.models import PlannedSession
from efficacy.errors import InvalidValue
from tests.activities import house
from tests.activities.journey import SAY, Journey, after

LINE = "I asked the woman at the desk."


def context(name: str = "it") -> Context:
    """Return one of two activities of a plan on the same ladder in real life."""
    steps = tuple(house.activity(one, "ladder", ladder="real-life") for one in ("it", "later"))
    session = PlannedSession(id="one", title="One", aim="To try it.", minutes=60, activities=steps)
    content = house.curriculum(the_plan=house.plan(session))
    return context_for(content, house.activity(name, "ladder", ladder="real-life"), "confidential")


def at_rungs() -> Journey:
    return Journey(Ladder(), context()).presses("next")


def ticks(one: Journey, rung: str, line: str = LINE) -> Journey:
    return one.gives(rung=rung, evidence=line).presses("tick")


def test_it_begins_with_how_sure_somebody_is() -> None:
    one = Journey(Ladder(), context())
    assert (one.fields, one.actions) == (["before"], ["next", "pass"])


def test_a_rung_is_ticked_with_a_line_and_todays_date() -> None:
    one = ticks(at_rungs(), "step-1")
    assert f"Step 1, on 25 November: {LINE}" in one.text
    found = {given.item_id: given.value for given in one.own.given}
    assert (found["ticked"], found["day"]) == ("step-1", "2026-11-25")


@pytest.mark.parametrize("line", [None, " "])
def test_a_line_is_asked_for(line: str | None) -> None:
    one = at_rungs().gives(rung="step-1", evidence=line)
    with pytest.raises(InvalidValue, match="Write one line"):
        one.presses("tick")


def test_a_rung_is_asked_for() -> None:
    with pytest.raises(InvalidValue, match="Choose the rung first"):
        at_rungs().gives(evidence=LINE).presses("tick")


def test_a_rung_is_ticked_once_in_any_order() -> None:
    one = ticks(at_rungs(), "step-3")
    assert [option.id for option in one.view.sheet.fields[0].options] == ["step-1", "step-2"]
    ticks(ticks(one, "step-1"), "step-2")
    assert (one.fields, one.actions) == ([], ["stop", "pass"])


def test_the_picture_shows_each_rung_with_its_day_or_not_yet() -> None:
    one = ticks(at_rungs(), "step-2").presses("stop")
    assert "Step 2 25 November" in one.text
    assert "Step 1 not yet" in one.text
    assert "The next rung is “Step 1”." in one.text
    assert one.fields == ["after", "extra"]
    assert one.presses("more").fields == ["rung", "evidence"]


def test_the_last_minutes_bring_nothing_extra_and_a_close_no_question() -> None:
    one = at_rungs().presses("stop")
    one.own = replace(one.own, is_closing=True)
    assert one.fields == ["after"]
    one.own = replace(one.own, is_open=False)
    assert (one.fields, one.actions) == ([], ["done", "pass"])


@pytest.mark.parametrize(("sure", "is_answered"), [(40.0, True), (50.0, False), (None, False)])
def test_a_low_rating_is_answered_by_ones_own_line(sure: float | None, is_answered: bool) -> None:
    known = ticks(at_rungs(), "step-1").as_earlier("it", "2026-03-03")
    one = Journey(Ladder(), context("later"), after(known)).gives(before=sure).presses("next")
    assert "Step 1" in one.text
    one.presses("stop")
    assert ("you wrote: “" + LINE in one.text) is is_answered


def test_without_a_line_a_low_rating_is_not_answered() -> None:
    one = Journey(Ladder(), context()).gives(before=0.0).presses("next").presses("stop")
    assert "you wrote" not in one.text


def test_nobody_can_send_a_tick_or_a_day() -> None:
    for item in ("ticked", "day", "result"):
        with pytest.raises(InvalidValue):
            Ladder().validate(context(), Given(item_id=item, value="step-1"), SAY)


@pytest.mark.parametrize("sureness", [20.0, 90.0])
def test_simulated_people_come_to_an_end(sureness: float) -> None:
    one = Journey(Ladder(), context())
    assert one.plays(Persona(sureness=sureness, worry=0.2), 7)[-1] == "done"


def test_the_room_sees_how_many_rungs_were_ticked_and_no_line() -> None:
    given = list(ticks(at_rungs(), "step-2").own.given)
    summary = Ladder().summarise(context(), {f"p{n}": given for n in range(5)}, SAY)
    assert summary.figures[0].count == 5
    assert LINE not in repr(summary)
