"""What was given before: which activities count, and what a ladder has written down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.activities.contract import Given, Persona
from efficacy.activities.earlier import (
    RIGHT,
    TRIED,
    WORKING_RUNG,
    Rung,
    dated,
    followed,
    of,
    rung,
)
from efficacy.activities.ladder_record import journey as climbed
from efficacy.activities.personal import Earlier
from efficacy.activities.registry import KINDS
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey, after

SAY = speech()


def ladder(*sets: tuple[float, float, float], activity_id: str = "rungs") -> Earlier:
    """Return a ladder's record: after each set the rung, what came out, what was tried."""
    found = tuple(
        Given(item_id=item, value=value, attempt=10 * number)
        for number, values in enumerate(sets, start=1)
        for item, value in zip((WORKING_RUNG, RIGHT, TRIED), values, strict=True)
    )
    return Earlier(activity_id=activity_id, wave="", day="2026-11-18", given=found)


def test_only_wanted_activities_are_found_oldest_first() -> None:
    own = after(ladder(activity_id="a"), ladder(activity_id="b"), ladder(activity_id="c"))
    assert [known.activity_id for known in of(own, ["c", "a"])] == ["a", "c"]
    assert of(own, ()) == ()


def test_an_activity_follows_those_it_names_and_its_own_earlier_run() -> None:
    own = after(ladder(activity_id="a"), ladder(activity_id="it"), ladder(activity_id="b"))
    context = house.context("log")
    found = followed(own, context, ["a"])
    assert [known.activity_id for known in found] == ["a", context.activity.id]


def test_the_last_set_says_where_somebody_stands() -> None:
    own = after(ladder((2, 1, 3), (3, 2, 4)))
    assert rung(own, "rungs") == Rung(number=3, right=2, tried=4, day="2026-11-18")


def test_whoever_has_only_arrived_at_a_rung_has_tried_nothing_there() -> None:
    assert rung(after(ladder((2, 1, 3), (4, 0, 0))), "rungs") == Rung(number=4, day="2026-11-18")


def test_of_a_later_set_without_counts_nothing_is_taken_from_the_one_before() -> None:
    known = ladder((2, 1, 3))
    more = (*known.given, Given(item_id=WORKING_RUNG, value=3.0, attempt=50))
    own = after(Earlier(activity_id="rungs", wave="", day="", given=more))
    assert rung(own, "rungs") == Rung(number=3)


@pytest.mark.parametrize("activity_id", [None, "another"])
def test_another_activity_or_none_has_no_record(activity_id: str | None) -> None:
    assert rung(after(ladder((2, 1, 3))), activity_id) is None


def test_a_ladder_on_which_no_set_was_finished_has_no_record() -> None:
    assert rung(after(ladder()), "rungs") is None


def test_a_heading_carries_its_day_where_there_is_one() -> None:
    assert dated("Your goal", "2026-11-18", SAY) == "Your goal · 18 November"
    assert dated("Your goal", "", SAY) == "Your goal"


# ------------------------------------------------------------------ a ladder as it is climbed


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32), sureness=st.integers(0, 100))
def test_what_a_ladder_writes_down_is_what_is_read_here(seed: int, sureness: int) -> None:
    kind = KINDS["ladder"]
    walk = Journey(kind, house.context("ladder"))
    walk.plays(Persona(sureness=sureness, worry=0.5), seed, most=200)
    played = climbed(walk.context, walk.own).state.played
    found = rung(after(walk.as_earlier("rungs")), "rungs")
    assert (found is None) == (not played)
    if found is not None:
        assert found.number == climbed(walk.context, walk.own).state.rung
        assert (found.right, found.tried) == (played[-1].got, played[-1].tried)
        assert 0 <= found.right <= found.tried <= 3
