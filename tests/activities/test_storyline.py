"""The story line: moments in one's own order, seen by oneself only."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given as given_some
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Rating, Text
from efficacy.activities.personal import Card, Standing
from efficacy.activities.storyline import AT, MOST, Storyline
from efficacy.activities.storyline_picture import HOW, MOMENT, TAUGHT, has_something
from efficacy.content.timing import estimate
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import Person, crowd

SAY = speech()
KIND = Storyline()
PHASE = {"id": "alone", "title": "Alone", "seconds": 60, "prompt": "Draw."}


def context(**params: object) -> Context:
    return house.context("storyline", **params)


def person(**own: object) -> Person:
    return Person(context(), Standing(seed="somebody", **own))  # type: ignore[arg-type]


def tells(one: Person, moment: str, how: float | None = None, taught: str | None = None) -> None:
    """Give one moment on the present screen."""
    one.answer(MOMENT, moment)
    one.answer(HOW, how)
    one.answer(TAUGHT, taught)


def line_of(one: Person) -> Card | None:
    """Return the card with the picture."""
    return next((card for card in one.view().cards if card.bars), None)


# ---------------------------------------------------------------- parts and fields


def test_each_part_has_its_clock_and_its_task() -> None:
    assert [(part.id, part.seconds) for part in KIND.phases(context())] == [
        ("alone", 300),
        ("pairs", 300),
    ]
    assert KIND.prompt(context(), 0) == "Draw your line."
    assert KIND.prompt(context(), 1) == KIND.prompt(context(), 9) == "Tell what you like."
    assert KIND.prompt(context(), -1) == "Draw your line."


def test_a_moment_is_some_words_a_point_from_1_to_7_and_what_it_taught() -> None:
    moment, how, taught = KIND.sheet(context(), SAY).fields
    assert isinstance(moment, Text)
    assert isinstance(how, Rating)
    assert isinstance(taught, Text)
    assert (how.points, how.look) == ((1, 2, 3, 4, 5, 6, 7), "scale")
    assert how.anchors == {1: "very bad", 4: "so-so", 7: "very good"}
    assert (moment.max_length, taught.max_length) == (100, 200)


def test_the_private_box_says_that_nobody_reads_it_and_whom_to_turn_to() -> None:
    moment = KIND.sheet(context(), SAY).fields[0]
    assert "Nobody reads it now" in moment.help
    assert "tell your counselor" in moment.help
    assert KIND.offers_talk


@pytest.mark.parametrize(
    "params",
    [
        {"phases": []},
        {"phases": [PHASE, PHASE]},
        {"phases": [{**PHASE, "seconds": 5}]},
        {"moment_label": ""},
        {"lowest": ""},
        {"moments": 12},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        context(**params)


def test_it_takes_as_long_as_its_clocks() -> None:
    planned = house.activity("it", "storyline")
    load = KIND.load(KIND.params(planned), house.curriculum())
    assert estimate(planned, house.curriculum(), load=load).total_s == pytest.approx(600, abs=5)


# ------------------------------------------------------------- moment after moment


def test_one_goes_on_to_the_next_moment_on_a_fresh_sheet() -> None:
    one = person()
    assert one.actions() == ["add", "done", "pass"]
    tells(one, "A red test", 1, "Ask earlier")
    one.presses("add")
    assert one.view().attempt == 2
    assert one.own.value(MOMENT, 2) is None
    assert one.actions() == ["add", "before", "done", "pass"]


def test_an_empty_moment_is_not_added_and_a_sentence_says_why() -> None:
    one = person()
    with pytest.raises(InvalidValue, match="still empty"):
        one.presses("add")
    one.answer(MOMENT, "   ")
    with pytest.raises(InvalidValue, match="still empty"):
        one.presses("add")
    assert one.view().attempt == 1


@pytest.mark.parametrize(("item", "value"), [(MOMENT, "A test"), (HOW, 3), (TAUGHT, "Ask")])
def test_any_one_of_the_three_is_enough(item: str, value: float | str) -> None:
    one = person()
    one.answer(item, value)
    one.presses("add")
    assert one.view().attempt == 2


def test_one_can_go_back_and_change_what_stands_there() -> None:
    one = person()
    tells(one, "A red test", 1)
    one.presses("add", "before")
    assert one.view().attempt == 1
    assert one.own.value(MOMENT, 1) == "A red test"
    one.answer(MOMENT, "A red test in May")
    one.presses("add")
    assert "1. A red test in May: very bad" in one.words()


def test_there_are_eight_moments_at_most() -> None:
    one = person()
    for number in range(1, MOST + 1):
        assert one.view().attempt == number
        tells(one, f"Moment no. {number}", 4)
        if number < MOST:
            one.presses("add")
    assert one.actions() == ["before", "done", "pass"]
    with pytest.raises(NotFound):
        KIND.act(one.context, one.own, "add", SAY)


def test_before_the_first_there_is_nothing() -> None:
    one = person()
    with pytest.raises(NotFound):
        KIND.act(one.context, one.own, "before", SAY)


def test_finishing_and_passing_work_from_every_moment() -> None:
    for last, how in (("done", "done"), ("pass", "passed")):
        one = person()
        tells(one, "A test", 2)
        one.presses("add", last)
        assert one.own.how == how
        one.presses("undo")
        assert one.own.how == ""


def test_nobody_can_send_where_they_are() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(context(), Given(item_id=AT, value=7), SAY)


# ---------------------------------------------------------------- the private picture


def test_the_picture_holds_the_other_moments_in_their_own_order() -> None:
    one = person()
    tells(one, "A red test", 1, "Ask earlier")
    one.presses("add")
    tells(one, "Paint for a room", 6)
    assert [bar.label for bar in line_of(one).bars] == ["1. A red test"]  # type: ignore[union-attr]
    one.presses("add")
    line = line_of(one)
    assert line is not None
    assert [(bar.label, bar.value, bar.words) for bar in line.bars] == [
        ("1. A red test", 1.0, "very bad"),
        ("2. Paint for a room", 6.0, "6 of 7"),
    ]
    assert {(bar.low, bar.high) for bar in line.bars} == {(1, 7)}


def test_what_they_taught_stands_below_it_where_there_is_something() -> None:
    one = person()
    tells(one, "A red test", 1)
    one.presses("add")
    assert "What they taught you" not in one.words()
    tells(one, "Paint", 6, "I can measure twice")
    one.presses("add")
    lessons = next(card for card in one.view().cards if card.title == "What they taught you")
    assert lessons.points == ("I can measure twice",)


def test_a_moment_without_words_is_known_by_its_number_and_one_without_a_point_has_no_bar() -> None:
    one = person()
    one.answer(HOW, 4)
    one.presses("add")
    one.answer(MOMENT, "A test")
    one.presses("add")
    first, second = line_of(one).bars  # type: ignore[union-attr]
    assert (first.label, first.words) == ("Moment 1", "so-so")
    assert (second.label, second.value, second.words) == ("2. A test", None, "")


def test_at_first_there_is_only_where_one_is() -> None:
    one = person()
    assert line_of(one) is None
    assert one.words().strip() == "Moment 1 of up to 8"


@pytest.mark.parametrize("change", [{"is_open": False}, {"how": "done"}])
def test_once_one_is_done_or_it_is_closed_the_whole_line_stands_there(change) -> None:
    one = person()
    tells(one, "A red test", 1)
    one.presses("add")
    tells(one, "Paint", 6)
    one.own = replace(one.own, **change)
    assert [bar.label for bar in line_of(one).bars] == ["1. A red test", "2. Paint"]


def test_the_next_thing_to_do_is_the_one_that_stands_out() -> None:
    one = person()
    first = one.view().sheet.actions
    assert [way.id for way in first if way.style == "primary"] == ["add"]
    last = Person(one.context, replace(one.own, given=(Given(item_id=AT, value=float(MOST)),)))
    assert [way.id for way in last.view().sheet.actions if way.style == "primary"] == ["done"]


def test_cleared_answers_leave_the_picture() -> None:
    one = person()
    tells(one, "A test", 2)
    one.presses("add", "before")
    tells(one, "", None)
    assert not has_something(one.own, 1)


# ------------------------------------------------------------------ what the room sees


def _marked(rows: list[Given], mark: str) -> list[Given]:
    """Return the same answers with a mark in the place of every text."""
    return [replace(row, value=mark) if isinstance(row.value, str) else row for row in rows]


def test_the_room_learns_how_many_wrote_and_no_word_of_it() -> None:
    mark = "ZEBRA"
    people = {who: _marked(rows, mark) for who, rows in crowd(context(), 9).items()}
    assert any(row.value == mark for rows in people.values() for row in rows)
    summary = KIND.summarise(context(), people, SAY)
    assert (summary.n, summary.figures) == (9, ())
    assert mark not in repr(summary)
    assert not KIND.reveals(context())


def test_where_somebody_was_does_not_count_as_writing() -> None:
    people = {
        "a": [Given(item_id=AT, value=2.0)],
        "b": [Given(item_id=HOW, value=2.0)],
        "c": [Given(item_id=MOMENT, value=None)],
    }
    assert KIND.summarise(context(), people, SAY).n == 1


def test_the_codebook_describes_the_three_fields_and_the_place() -> None:
    rows = {row["item_id"]: row for row in KIND.frame(context(), SAY)}
    assert set(rows) == {MOMENT, HOW, TAUGHT, AT}
    assert rows[HOW]["range"] == (
        "1 to 7 in steps of 1; the attempt is the moment's number on the line"
    )
    assert rows[HOW]["anchors"] == "1 = very bad; 4 = so-so; 7 = very good"
    assert rows[AT]["range"] == "1 to 8"


# ---------------------------------------------------------------------- simulation


@given_some(seed=some.integers(0, 10**6), skips=some.floats(0, 1), sure=some.floats(0, 100))
def test_simulated_people_tell_a_few_moments_and_end(seed: int, skips: float, sure: float) -> None:
    one = Person(context(), Standing(seed=str(seed)))
    one.plays(Persona(sureness=sure, worry=0.5, skips=skips), Random(seed))
    assert one.own.how == "done"
    moments = {row.attempt for row in one.own.given if row.item_id == MOMENT}
    assert moments == set(range(1, len(moments) + 1))
    assert 2 <= len(moments) <= 5


def test_whoever_is_done_does_nothing_more() -> None:
    one = person(how="done")
    turn = KIND.play(one.context, one.own, Persona(sureness=50, worry=0.5), Random(1), SAY)
    assert (turn.given, turn.action_id) == ((), "")


def test_the_line_is_the_same_after_a_reload() -> None:
    one = person()
    tells(one, "A test", 2)
    one.presses("add")
    again = Person(one.context, replace(one.own))
    assert again.view() == one.view()
