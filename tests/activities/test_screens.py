"""Screens in a row: on, back, and nothing typed is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.contract import Given
from efficacy.activities.fields import Choice, Choices, Number, Option, Rating
from efficacy.activities.personal import Standing
from efficacy.activities.screens import (
    BACK,
    ON,
    SCREEN,
    box,
    filled,
    go,
    here,
    listed,
    newest,
    number,
    placed,
    private,
    rows,
    visits,
    ways,
    written,
)
from efficacy.errors import NotFound
from efficacy.language import speech

SAY = speech()
ROUTE = ("one", "two", "three")


def after(own: Standing, *presses: str) -> Standing:
    """Return the standing after presses, with what they store kept."""
    for press in presses:
        own = Standing(given=(*own.given, *go(own, ROUTE, press).store))
    return own


def with_given(own: Standing, *more: Given) -> Standing:
    return Standing(given=(*own.given, *more))


def test_everybody_begins_on_the_first_screen_with_attempt_one() -> None:
    assert here(Standing(), ROUTE) == (1, "one")
    assert visits(Standing(), ROUTE) == ((1, "one"),)


def test_on_and_back_lead_to_the_neighbours_and_attempts_only_rise() -> None:
    assert here(after(Standing(), ON), ROUTE) == (2, "two")
    assert here(after(Standing(), ON, ON), ROUTE) == (3, "three")
    assert here(after(Standing(), ON, BACK), ROUTE) == (3, "one")


@pytest.mark.parametrize("presses", [(BACK,), (ON, ON, ON), ("elsewhere",)])
def test_there_is_nothing_before_the_first_screen_nor_behind_the_last(
    presses: tuple[str, ...],
) -> None:
    with pytest.raises(NotFound, match="Reload"):
        after(Standing(), *presses)


def test_back_brings_what_stood_there_and_a_change_leaves_the_former_alone() -> None:
    own = with_given(Standing(), Given(item_id="a", value="first words"))
    own = after(own, ON, BACK)
    assert own.value("a", attempt=3) == "first words"
    own = with_given(
        Standing(given=tuple(one for one in own.given if (one.item_id, one.attempt) != ("a", 3))),
        Given(item_id="a", value="other words", attempt=3),
    )
    assert newest(own, ROUTE, "one").value("a") == "other words"
    assert own.value("a", attempt=1) == "first words"


def test_what_was_cleared_on_a_second_visit_does_not_come_back() -> None:
    own = after(with_given(Standing(), Given(item_id="a", value="words")), ON, BACK)
    cleared = Standing(given=tuple(o for o in own.given if (o.item_id, o.attempt) != ("a", 3)))
    assert newest(cleared, ROUTE, "one").value("a") is None


def test_several_choices_are_copied_as_well() -> None:
    chosen = Given(item_id="many", value=1.0, option_id="x")
    own = after(with_given(Standing(), chosen), ON, BACK)
    assert own.chosen("many", attempt=3) == ("x",)
    assert newest(own, ROUTE, "one").chosen("many") == ("x",)


def test_a_screen_never_seen_holds_nothing() -> None:
    own = with_given(Standing(), Given(item_id="a", value="words"))
    assert newest(own, ROUTE, "two").given == ()


def test_a_screen_that_left_the_route_stays_until_the_person_goes_on() -> None:
    gone = Standing(given=(Given(item_id=SCREEN, value="gone", attempt=2),))
    assert here(gone, ROUTE) == (2, "gone")
    (visit,) = go(gone, ROUTE, ON).store
    assert (visit.value, visit.attempt) == ("two", 3)
    with pytest.raises(NotFound):
        go(gone, ROUTE, BACK)


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        ("one", ["next", "done", "pass"]),
        ("two", ["next", "back", "done", "pass"]),
        ("three", ["back", "done", "pass"]),
        ("gone", ["next", "done", "pass"]),
    ],
)
def test_every_screen_can_be_finished_or_passed(screen: str, expected: list[str]) -> None:
    actions = ways(SAY, ROUTE, screen)
    assert [action.id for action in actions] == expected
    assert [a.id for a in actions if a.style == "primary"] == [
        "done" if screen == "three" else "next"
    ]
    assert not any(action.confirm for action in actions)


@given(st.lists(st.sampled_from([ON, BACK]), max_size=30))
def test_however_somebody_walks_the_last_visit_is_where_they_are(presses: list[str]) -> None:
    own, place, attempt = Standing(), 0, 1
    for press in presses:
        step = 1 if press == ON else -1
        if not 0 <= place + step < len(ROUTE):
            continue
        own, place, attempt = after(own, press), place + step, attempt + 1
        assert here(own, ROUTE) == (attempt, ROUTE[place])
    assert len(visits(own, ROUTE)) == attempt


# -------------------------------------------------------------------- words


def test_words_are_read_without_spaces_and_numbers_only_as_numbers() -> None:
    own = Standing(
        given=(
            Given(item_id="a", value="  my words "),
            Given(item_id="b", value=0.0),
            Given(item_id="c", value="   "),
        )
    )
    assert (written(own, "a"), written(own, "b"), written(own, "c")) == ("my words", "", "")
    assert (number(own, "b"), number(own, "a"), number(own, "z")) == (0.0, None, None)


def test_braces_in_what_is_put_in_stay_as_they_are() -> None:
    assert filled("{a} and {b}", a="{b}", b="c") == "{b} and c"
    assert filled("{unknown} {a}", a=1) == "{unknown} 1"


@given(st.text(), st.text())
def test_filling_puts_any_words_in_unchanged(one: str, two: str) -> None:
    assert filled("[{a}|{b}]", a=one, b=two) == f"[{one}|{two}]"


def test_parts_are_listed_as_people_list_them() -> None:
    assert listed([], SAY) == ""
    assert listed(["a"], SAY) == "a"
    assert listed(["a", "b"], SAY) == "a and b"
    assert listed(["a", "b", "c"], SAY) == "a, b and c"


def test_a_box_is_long_only_where_many_words_fit() -> None:
    assert not box("a", "A").is_long
    assert box("a", "A", most=300).is_long
    assert "Nobody reads it now" in private(SAY)


def test_what_is_placed_keeps_all_but_its_attempt() -> None:
    (one,) = placed([Given(item_id="a", value=1.0, option_id="x")], 7)
    assert (one.item_id, one.value, one.option_id, one.attempt) == ("a", 1.0, "x", 7)


def test_the_codebook_says_what_each_sort_of_field_holds() -> None:
    options = (Option(id="x", label="The X"),)
    described = {
        row["item_id"]: row
        for row in rows(
            [
                box("words", "W"),
                Rating(id="rate", label="R", low=1, high=5, anchors={1: "no"}),
                Choice(id="one", label="O", options=options),
                Choices(id="many", label="M", options=options),
                Number(id="count", label="N", low=0, high=9),
            ],
            SAY,
        )
    }
    assert [row["type"] for row in described.values()] == [
        "text",
        "rating",
        "choice",
        "choices",
        "number",
        "text",
    ]
    assert described["words"]["range"] == "up to 120 characters"
    assert described["rate"]["range"] == "1 to 5 in steps of 1"
    assert described["rate"]["anchors"] == "1 = no"
    assert described["one"]["range"] == described["many"]["range"] == "x = The X"
    assert described["count"]["range"] == "0 to 9"
    assert SCREEN in described
