"""Belief beside outcome and beside skill: both sides of every line, the border, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.earlier import RIGHT, TRIED, WORKING_RUNG
from efficacy.activities.outlook import Outlook, OutlookParams
from efficacy.activities.outlook_rules import Place, needs_plan, next_step, worth
from efficacy.activities.outlook_words import bring_card, next_words, skill_card, worth_words
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.screens import SCREEN
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey, after

SAY = speech()
KIND = Outlook()


def usual(**params: object) -> Context:
    return house.context("outlook", **params)


def journey(own: Standing | None = None, **params: object) -> Journey:
    return Journey(KIND, usual(**params), own)


def sure(value: float) -> Place:
    return Place(value=value, low=0, high=100)


def brings(value: float) -> Place:
    return Place(value=value, low=1, high=5)


def hinders(value: float) -> Place:
    return Place(value=value, low=1, high=5)


def skill(right: float, tried: float = 3) -> Place:
    return Place(value=right, low=0, high=tried)


# ------------------------------------------------------------------- the lines


@pytest.mark.parametrize(
    ("place", "is_past", "is_close"),
    [
        (sure(0), False, False),
        (sure(39), False, False),
        (sure(40), False, True),
        (sure(49.9), False, True),
        (sure(50), True, True),
        (sure(60), True, True),
        (sure(61), True, False),
        (sure(100), True, False),
        (brings(2), False, False),
        (brings(2.6), False, True),
        (brings(3), True, True),
        (brings(3.4), True, True),
        (brings(3.5), True, False),
        (brings(4), True, False),
        (skill(1), False, False),
        (skill(2), True, False),
        (skill(2, 4), True, True),
        (skill(1, 2), True, True),
    ],
)
def test_a_scale_is_split_at_its_own_middle_with_a_tenth_of_it_close(
    place: Place, is_past: bool, is_close: bool
) -> None:
    assert (place.is_past, place.is_close) == (is_past, is_close)


@pytest.mark.parametrize(
    ("one", "other", "step"),
    [(80, 5, "go-on"), (80, 1, "look-around"), (20, 5, "small-steps"), (20, 1, "find-out")],
)
def test_each_side_of_belief_and_outcome_has_its_step(one: float, other: float, step: str) -> None:
    assert worth(sure(one), brings(other)) == (step,)


@pytest.mark.parametrize(
    ("one", "other", "step"),
    [(80, 3, "further"), (20, 3, "evidence"), (20, 0, "teaching"), (80, 0, "check-list")],
)
def test_each_side_of_belief_and_skill_has_its_step(one: float, other: float, step: str) -> None:
    assert next_step(sure(one), skill(other)) == (step,)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        (60, 5, ("go-on", "small-steps")),
        (40, 5, ("small-steps", "go-on")),
        (80, 3, ("go-on", "look-around")),
        (50, 3, ("go-on", "small-steps", "look-around")),
    ],
)
def test_close_to_a_line_the_step_beyond_it_follows(
    one: float, other: float, steps: tuple[str, ...]
) -> None:
    assert worth(sure(one), brings(other)) == steps


@given(one=st.integers(0, 10), other=st.integers(1, 5))
def test_there_is_always_a_step_and_none_twice(one: int, other: int) -> None:
    found = worth(sure(10 * one), brings(other))
    assert 1 <= len(found) <= 3
    assert len(set(found)) == len(found)
    assert (len(found) == 1) == (not sure(10 * one).is_close and not brings(other).is_close)


# ------------------------------------------------------------------- the words


def test_no_step_names_a_type_or_a_verdict() -> None:
    said = [
        *(worth_words(one, SAY) for one in ("go-on", "look-around", "small-steps", "find-out")),
        *(
            next_words(one, SAY, teaching="Room 12.")
            for one in ("further", "evidence", "teaching", "check-list")
        ),
    ]
    assert len(set(said)) == 8
    for words in said:
        assert "Next step: " in words
        for never in ("type", "low", "high", "good", "bad", "just", "over-", "too", "fault"):
            assert never not in words.lower().replace(",", " ").split()


def test_teaching_names_the_place_of_the_plan_as_it_is_written() -> None:
    words = next_words("teaching", SAY, teaching="Room {n} on Tuesday.")
    assert words.endswith("Room {n} on Tuesday.")


def test_a_check_list_is_shown_where_it_is_the_step_and_nowhere_else() -> None:
    def card(one: float, other: float) -> tuple[str, ...]:
        return skill_card(
            sure(one), skill(other), teaching="x", check_list=("Units?",), say=SAY
        ).points

    assert card(80, 0) == ("Units?",)
    assert card(80, 3) == ()
    assert card(20, 0) == ()
    assert card(40, 0) == ("Units?",)  # close to the line


def test_a_border_is_said_in_words_with_the_step_beyond_it() -> None:
    lines = bring_card(sure(60), brings(5), None, SAY).lines
    assert len(lines) == 3
    assert "close to the border" in lines[1]
    assert len(bring_card(sure(70), brings(5), None, SAY).lines) == 1


@pytest.mark.parametrize(
    ("value", "is_named"), [(1, False), (3, False), (3.1, True), (4, True), (5, True)]
)
def test_what_gets_in_the_way_asks_for_a_plan_past_the_middle(value: float, is_named: bool) -> None:
    assert needs_plan(hinders(value)) == is_named
    for others in ((sure(80), brings(5)), (None, None)):
        card = bring_card(*others, hinders(value), SAY)
        assert ("who can help with it" in "".join(card.lines)) == is_named
        assert card.bars[2].value == value


@pytest.mark.parametrize("pair", [(None, brings(4)), (sure(80), None), (None, None)])
def test_where_one_is_missing_no_step_is_named_and_the_bar_is_empty(
    pair: tuple[Place | None, Place | None],
) -> None:
    card = bring_card(*pair, None, SAY)
    assert card.lines == ("With an answer to both, a next step can be named.",)
    assert [bar.value is None for bar in card.bars] == [one is None for one in (*pair, None)]


# ------------------------------------------------------------------- the screens


def ladder(right: float, tried: float) -> Earlier:
    values = {WORKING_RUNG: 3.0, RIGHT: right, TRIED: tried}
    given = tuple(Given(item_id=item, value=value, attempt=9) for item, value in values.items())
    return Earlier(activity_id="rungs", wave="", day="2026-11-18", given=given)


def test_without_a_record_the_last_tries_are_asked() -> None:
    assert journey().fields == ["sure", "brings", "hinders", "tries"]
    assert journey().actions == ["next", "done", "pass"]


def test_with_a_record_of_a_ladder_they_are_not_asked() -> None:
    assert journey(after(ladder(2, 4))).fields == ["sure", "brings", "hinders"]


@pytest.mark.parametrize(
    ("own", "params"),
    [
        (after(ladder(0, 0)), {}),
        (after(ladder(2, 4)), {"rung_from": None}),
        (after(ladder(2, 4)), {"rung_from": "another"}),
    ],
)
def test_a_record_that_says_nothing_or_is_not_named_is_none(
    own: Standing, params: dict[str, object]
) -> None:
    assert "tries" in journey(own, **params).fields


def test_the_pictures_show_all_three_beside_each_other() -> None:
    walk = journey().gives(sure=80.0, brings=5.0, hinders=2.0, tries=1.0).presses("next")
    bring, skill_ = walk.view.cards
    assert [(bar.value, bar.low, bar.high) for bar in bring.bars] == [
        (80, 0, 100),
        (5, 1, 5),
        (2, 1, 5),
    ]
    assert [(bar.value, bar.low, bar.high) for bar in skill_.bars] == [(80, 0, 100), (1, 0, 3)]
    assert "set a day" in walk.text
    assert "Do the units fit?" in walk.text
    assert walk.fields == []


def test_what_the_ladder_counted_goes_before_what_is_said() -> None:
    walk = journey(after(ladder(4, 5))).gives(sure=20.0, brings=5.0).presses("next")
    assert "more evidence" in walk.text
    assert walk.view.cards[1].bars[1].value == 4


def test_the_named_place_is_shown_to_whom_it_helps() -> None:
    walk = journey().gives(sure=10.0, brings=5.0, tries=0.0).presses("next")
    assert "Room 12 on Tuesday at 5." in walk.text


def test_going_back_keeps_the_answers_and_a_change_changes_the_picture() -> None:
    walk = journey().gives(sure=10.0, brings=5.0, tries=0.0).presses("next").presses("back")
    assert walk.own.value("sure", 3) == 10.0
    assert "a harder one" in walk.gives(sure=90.0, tries=3.0).presses("next").text


def test_once_it_is_closed_everybody_has_their_pictures() -> None:
    walk = journey().gives(sure=80.0, brings=5.0)
    assert walk.view.cards == ()
    walk.own = replace(walk.own, is_open=False)
    assert len(walk.view.cards) == 2
    assert walk.view.attempt == 1


def test_the_task_stands_below_the_one_stem() -> None:
    first, second, third, _ = journey().view.sheet.fields
    assert (first.group, first.label) == ("How sure are you that you can …", "do the next rung")
    assert (second.label, third.label) == ("do the next rung",) * 2
    assert third.group == "How much would get in your way if you wanted to …"


def test_there_is_a_way_to_ask_for_a_talk() -> None:
    assert KIND.offers_talk


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


# ------------------------------------------------------- what is stored, who sees it


def test_the_room_sees_nothing_of_it() -> None:
    summary = KIND.summarise(usual(), house.answers(*[{"sure": 20.0}] * 9), SAY)
    assert (summary.n, summary.figures) == (9, ())
    assert not KIND.reveals(usual())


def test_the_codebook_describes_every_rating_with_its_ends_and_the_screens() -> None:
    described = {row["item_id"]: row for row in KIND.frame(usual(), SAY)}
    assert set(described) == {"sure", "brings", "hinders", "tries", SCREEN}
    assert described["brings"]["range"] == "1 to 5 in steps of 1"


@pytest.mark.parametrize(
    ("item", "value"),
    [("sure", 55.0), ("brings", 0.0), ("hinders", 6.0), ("tries", 4.0), (SCREEN, "picture")],
)
def test_what_is_off_a_scale_or_the_servers_own_is_refused(item: str, value: float | str) -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id=item, value=value), SAY)


def test_it_reckons_with_a_rating_less_where_a_ladder_counts() -> None:
    params = {"task": "x", "teaching": "y", "check_list": ["z"]}
    content = house.curriculum()
    alone = KIND.load(OutlookParams.model_validate(params), content)
    counted = KIND.load(OutlookParams.model_validate({**params, "rung_from": "rungs"}), content)
    assert (alone.ratings, counted.ratings) == (4, 3)
    assert alone.read == ("x", "y", "z")


@pytest.mark.parametrize("params", [{"check_list": []}, {"check_list": ["a"] * 6}, {"task": ""}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), has_ladder=st.booleans())
def test_a_simulated_person_looks_at_the_pictures_and_is_done(
    seed: int, skips: float, has_ladder: bool
) -> None:
    walk = journey(after(ladder(2, 4)) if has_ladder else None)
    assert walk.plays(Persona(sureness=50, worry=0.5, skips=skips), seed) == ["next", "done"]
